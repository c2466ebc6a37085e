"""The lesson of a level place that is no extremum: marbles roll off it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.flows import flow_line
from calcml.core.functions import Function
from calcml.core.gradients import hessian
from calcml.core.symbols import x, y
from calcml.core.types import FloatArray
from calcml.core.typesetting import typst
from calcml.core.window import Window
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, formula
from calcml.lessons.gradient.particles import Particle
from calcml.lessons.lesson import Wording
from calcml.lessons.partials.two_places import TwoPlaces

__all__ = ["CubicSaddleSlices"]

_STARTS = ((0.2, 0.0), (-0.2, 0.0), (0.0, -0.3), (0.15, -0.25), (-0.15, -0.25))  # of the marbles
_ROLLED = 1.25  # when all are far away; they move as fast as the surface is steep
_TILE = 0.9  # half a side of the tangent plane that is shown


@dataclass(frozen=True, kw_only=True)
class CubicSaddleSlices(TwoPlaces):
    """A parabola joined to a cubic: level at the origin, and neither top nor bottom there.

    It has no parameters: what the marbles do is this surface's own.
    """

    chapter = "Partial derivatives"
    number = "5.4"
    heading = Caption("A parabola across a cubic")
    slides = ("A27",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "raise_the_surface": Caption(
            "Two minus signs make a plus: this surface joins a parabola in _x_ to a cubic in _y_."
        ),
        "cut_the_parabola": Caption(
            "Hold _y_: along _x_ runs a parabola. "
            "Its slope is {at_p.x} at _P_, {at_o.x} at its top."
        ),
        "cut_the_cubic": Caption(
            "Hold _x_: along _y_ a cubic climbs. Its slope falls from {at_p.y} to {at_o.y}, "
            "at an inflection."
        ),
        "lay_the_tangent_plane": Caption(
            "At the origin both slopes vanish, so the tangent plane is level. Is this a top?"
        ),
        "release_the_marbles": Caption(
            "No: marbles roll off on three sides. The place is level, and no extremum."
        ),
        "read_the_curvatures": Caption(
            "Second derivatives tell why: it bends down along _x_, and not at all along _y_."
        ),
    }

    surface: ClassVar[Function] = Function(-(x**2) + y**3, (x, y))
    sides: ClassVar[Window] = Window((-1.5, 1.5), (-1.5, 1.5))

    @property
    def plots(self) -> Mapping[str, tuple[float, float]]:
        """The heights of both plots: both cuts reach less far than the surface."""
        return {"x": (-2.4, 1.4), "y": (-4.6, 3.6)}

    @property
    def tile(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """The tangent plane at the origin: its middle and half its two edges."""
        middle = np.array([*self.origin, self.function(*self.origin)])
        return middle, np.array([_TILE, 0.0, 0.0]), np.array([0.0, _TILE, 0.0])

    @cached_property
    def marbles(self) -> tuple[Particle, ...]:
        """The marbles, on their ways down."""
        return tuple(
            Particle(flow_line(self.function, start, window=self.window, uphill=False))
            for start in _STARTS
        )

    @property
    def released(self) -> float:
        """When the marbles begin to roll."""
        return 0.0

    @property
    def rolled(self) -> float:
        """When the marbles are far away."""
        return _ROLLED

    def marble(self, which: int, time: float) -> FloatArray:
        """Return where a marble is on the surface, shape (3,)."""
        a, b = self.marbles[which].place(time)
        return np.array([a, b, self.function(a, b)])

    def track(self, which: int, time: float) -> FloatArray:
        """Return the way on the surface that a marble has come, shape (k, 3)."""
        path = self.marbles[which].path(time)
        return np.column_stack([path, self.function.raw(*path.T)])

    def entries(self) -> Iterable[Entry]:
        """Yield what the slide writes, the cuts and slopes, and the second derivatives."""
        yield formula("slide", "z = -x^2 - (-y^3)", "z = −x² − (−y³)", source="slide A27")
        yield from super().entries()
        rows = hessian(self.function, (0, 0)).exact
        yield formula(
            "hessian", f"H = {_matrix(rows)}", f"H = {rows.tolist()}", source="calcml.hessian"
        )


def _matrix(values: sp.ImmutableMatrix) -> str:
    rows = (", ".join(typst(each) for each in row) for row in values.tolist())
    return f'mat(delim: "[", {"; ".join(rows)})'

"""Lessons of the chapter *Gradient*."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.contours import LevelCurve, level_curves
from calcml.core.critical_points import CriticalPoint, Kind, critical_points
from calcml.core.errors import UnfitLesson
from calcml.core.fields import VectorField, vector_field
from calcml.core.flows import FlowEnd, FlowLine, flow_line
from calcml.core.functions import Function
from calcml.core.gradients import Gradient, gradient
from calcml.core.symbols import x, y
from calcml.core.types import FloatArray
from calcml.core.window import Window
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, formula, number, parameter_entry, up_to
from calcml.lessons.framing import Range
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import (
    count,
    function_of,
    parameter,
    point,
    positive,
    sequence,
)
from calcml.lessons.particles import Particle
from calcml.lessons.scales import Frame, nice_scale, ticked
from calcml.lessons.surfaces import floor_axes
from calcml.lessons.terrain import terrain

__all__ = ["GaussianGradientField"]

_DIGITS = up_to(4)
_NEAR = 1e-3  # of the window: as near to a point as the end of a line that runs into it


@dataclass(frozen=True, kw_only=True)
class GaussianGradientField(Lesson):
    """A hill and a hollow, their gradient as a field of arrows, and particles that follow it.

    Attributes
    ----------
    function : Function
        Of x and y, with one highest and one lowest point.
    reach : sympy.Expr
        The picture shows x and y from -reach to reach.
    columns : int
        Arrows in each row and column.
    probes : tuple of points
        Where the gradient is read off in numbers.
    starts : tuple of points
        Where particles begin.
    """

    chapter = "Gradient"
    number = "7.2"
    heading = Caption("The gradient as a field of arrows")
    slides = ("A32",)
    captions: ClassVar[Mapping[str, Caption]] = {
        "raise_the_surface": Caption("A hill and a hollow. Which way is up, from any point?"),
        "mark_top_and_bottom": Caption(
            "The highest point has a height of about {maximum.value}, the lowest {minimum.value}."
        ),
        "tilt_to_the_map": Caption(
            "Seen from straight above, heights become colours, and equal heights become contours."
        ),
        "grow_the_arrows": Caption(
            "At each point the gradient points locally uphill, straight across the contours."
        ),
        "read_some_arrows": Caption(
            "Drawn to the scale of the axes, an arrow shows both partial derivatives; its length "
            "is the steepness."
        ),
        "release_the_particles": Caption(
            "Particles follow the arrows: right of the dashed line they run to the maximum, left "
            "of it they leave.",
            rests_on=("line_divides",),
        ),
        "look_at_one_arrow": Caption(
            "An arrow knows only the slope at its own point: locally uphill can lead away from "
            "the maximum.",
            rests_on=("last_probe_points_away",),
        ),
    }

    function: Function = parameter(
        Function(x * sp.exp(-(x**2 + y**2)), (x, y)),
        rule=function_of(x, y),
        text="the surface, of x and y",
    )
    reach: sp.Expr = parameter(2, rule=positive, text="the picture runs from -reach to reach")
    columns: int = parameter(12, rule=count(5, 25), text="arrows in each row and column")
    probes: tuple[tuple[sp.Expr, sp.Expr], ...] = parameter(
        ((0, 0), (0.5, 0.5), (-1.5, 0)),
        rule=sequence(point(2), shortest=1, longest=3),
        text="points at which the gradient is read off",
    )
    starts: tuple[tuple[sp.Expr, sp.Expr], ...] = parameter(
        (
            (-0.62, 0.25), (-0.62, -0.25), (-0.45, 1), (-0.45, -1), (0, 1.4), (0, -1.4),
            (0.3, 0.8), (0.3, -0.8), (1.2, 1.4), (1.2, -1.4), (1.7, 0.7), (1.7, -0.7), (1.6, 0),
            (-0.8, 0.25), (-0.8, -0.25), (-1, 0.5), (-1, -0.5), (-1.2, 0), (-1.3, 0.6),
            (-1.3, -0.6),
        ),
        rule=sequence(point(2), shortest=2, longest=40),
        text="points at which particles begin",
    )  # fmt: skip

    @cached_property
    def window(self) -> Window:
        """The rectangle of arguments."""
        end = float(self.reach)
        return Window((-end, end), (-end, end))

    @cached_property
    def grid(self) -> FloatArray:
        """The surface, shape (n, m, 3)."""
        return terrain(self.function, self.window, heights=self.heights, cells=72).grid

    @property
    def heights(self) -> Range:
        """The heights that are shown."""
        low, high = float(self.minimum.height), float(self.maximum.height)
        room = 0.1 * (high - low)
        return low - room, high + room

    @property
    def levels(self) -> tuple[float, ...]:
        """The heights of the contours."""
        scale = nice_scale(self.minimum.height, self.maximum.height, count=8)
        return tuple(float(tick) for tick in scale.ticks)

    @cached_property
    def contours(self) -> tuple[LevelCurve, ...]:
        """The curves of equal height."""
        return level_curves(self.function, self.window, self.levels)

    @property
    def axes(self) -> Mapping[str, FloatArray]:
        """The axes in space by name: start and tip of each, shape (2, 3)."""
        return floor_axes(self.window, self.heights)

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The map."""
        scale = ticked(-self.reach, self.reach, self.reach / 2)
        return {"map": Frame(scale, scale)}

    @cached_property
    def maximum(self) -> CriticalPoint:
        """The highest point."""
        return self._only(Kind.MAXIMUM)

    @cached_property
    def minimum(self) -> CriticalPoint:
        """The lowest point."""
        return self._only(Kind.MINIMUM)

    def _only(self, kind: Kind) -> CriticalPoint:
        found = [p for p in self._critical if p.kind is kind]
        if len(found) != 1:
            raise UnfitLesson(
                f"GaussianGradientField needs one {kind.name.lower()} in its window, "
                f"got {len(found)}; choose another function or reach"
            )
        return found[0]

    @cached_property
    def _critical(self) -> tuple[CriticalPoint, ...]:
        side = (-self.reach, self.reach)
        return critical_points(self.function, (side, side))

    @property
    def extremes(self) -> tuple[str, str]:
        """The names of the highest and the lowest point among the entries."""
        return "maximum", "minimum"

    def summit(self, found: CriticalPoint) -> FloatArray:
        """Return a critical point on the surface, shape (3,)."""
        return np.append(found.coordinates, found.height)

    @cached_property
    def field(self) -> VectorField:
        """The gradient at the points of a grid that leaves out the border."""
        end = float(self.reach) * (1 - 1 / self.columns)
        inner = Window((-end, end), (-end, end))
        return vector_field(self.function, inner, (self.columns, self.columns))

    @property
    def scale(self) -> float:
        """Length of an arrow per unit of the gradient: the longest is 1.3 cells long."""
        return 2 * float(self.reach) * 1.3 / (self.columns * float(self.field.magnitudes.max()))

    @property
    def full_scale(self) -> float:
        """Length of an arrow per unit of the gradient, where both are read on the axes."""
        return 1.0

    @cached_property
    def slopes(self) -> tuple[Gradient, ...]:
        """The gradients at the probes."""
        return tuple(gradient(self.function, p) for p in self.probes)

    def probe(self, index: int) -> tuple[float, float]:
        """Return the place of a probe."""
        a, b = self.probes[index]
        return float(a), float(b)

    def probe_field(self, index: int) -> VectorField:
        """Return the gradient at a probe as a field of one arrow."""
        return VectorField(np.array([self.probe(index)]), self.slopes[index].components[None, :])

    @cached_property
    def _lines(self) -> tuple[FlowLine, ...]:
        return tuple(flow_line(self.function, s, window=self.window) for s in self.starts)

    @property
    def arriving(self) -> tuple[Particle, ...]:
        """The particles that begin right of the lowest point."""
        return tuple(Particle(line) for line in self._lines if self._is_right(line))

    @property
    def leaving(self) -> tuple[Particle, ...]:
        """The other particles."""
        return tuple(Particle(line) for line in self._lines if not self._is_right(line))

    def _is_right(self, line: FlowLine) -> bool:
        return bool(line.points[0, 0] > self.minimum.coordinates[0])

    @property
    def duration(self) -> float:
        """The time by which all particles have come to their ends."""
        return max(float(line.times[-1]) for line in self._lines)

    @property
    def way_to_the_maximum(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The straight way from the last probe to the highest point."""
        across, up = self.maximum.coordinates.tolist()
        return self.probe(-1), (across, up)

    @property
    def divide(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The upright line through the lowest point."""
        across = float(self.minimum.coordinates[0])
        low, high = self.window.y
        return (across, low), (across, high)

    def entries(self) -> Iterable[Entry]:
        """Yield the surface, its top and bottom, and the gradients at the probes."""
        f = self.function
        yield formula("function", f"f(x, y) = {f.typst}", f"f(x, y) = {f.expression}")
        for name, found in (("maximum", self.maximum), ("minimum", self.minimum)):
            for axis, place, exact in zip("xy", found.coordinates, found.at, strict=True):
                yield number(
                    f"{name}.{axis}", axis, float(place), exact=exact,
                    formula=f"{axis} of the {name}", source="calcml.critical_points",
                    style=_DIGITS,
                )  # fmt: skip
            yield number(
                f"{name}.value", "f(x, y)", found.height, exact=found.value,
                formula=f"f at the {name}", source="calcml.critical_points", style=_DIGITS,
            )  # fmt: skip
        for i, slope in enumerate(self.slopes):
            for axis, place in zip("xy", slope.at, strict=True):
                yield parameter_entry(f"probe.{i}.{axis}", axis, place)
            for axis, value, exact in zip("xy", slope.components, slope.exact, strict=True):
                yield number(
                    f"gradient.{i}.{axis}", f"f_{axis}", float(value), exact=exact,
                    formula=f"∂f/∂{axis} at {slope.at}", source="calcml.gradient",
                    style=_DIGITS,
                )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Where the particles end, and where the last probe's arrow points."""
        *_, last = self.slopes
        ahead = self.maximum.coordinates - np.array(self.probe(-1))
        return (
            Claim(
                "line_divides",
                Caption(
                    "all particles right of the lowest point run to the maximum, "
                    "all others leave to the left"
                ),
                all(self._arrives(line) for line in self._lines if self._is_right(line))
                and all(self._leaves(line) for line in self._lines if not self._is_right(line)),
                Caption(
                    "choose starts whose particles stay in the picture until they arrive or "
                    "leave at the left"
                ),
            ),
            Claim(
                "last_probe_points_away",
                Caption("the gradient at the last probe points away from the maximum"),
                bool(last.components @ ahead < 0),
                Caption("choose a last probe from which uphill leads away from the maximum"),
            ),
        )

    def _arrives(self, line: FlowLine) -> bool:
        gap = np.linalg.norm(line.points[-1] - self.maximum.coordinates)
        return line.end is FlowEnd.CRITICAL_POINT and bool(gap < _NEAR * 2 * float(self.reach))

    def _leaves(self, line: FlowLine) -> bool:
        return line.end is FlowEnd.BORDER and bool(line.points[-1, 0] == self.window.x[0])

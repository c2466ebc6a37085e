"""The lesson of plateaus: slopes that are alive in the middle and die on both sides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.functions import Function
from calcml.core.limits import Limit, limit
from calcml.core.partials import partial
from calcml.core.symbols import x, y
from calcml.core.types import FloatArray
from calcml.core.window import Window
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, formula, number, parameter_entry, plain, up_to
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Wording
from calcml.lessons.scales import Frame, Scale, ticked
from calcml.lessons.surfaces.sliced_surfaces import SlicedSurface
from calcml.lessons.surfaces.slopes import cut_entry, slope_of

__all__ = ["TanhSumSlices"]

_FUNCTION = Function(sp.tanh(x) + sp.tanh(y), (x, y))
_WINDOW = Window((-3.0, 3.0), (-3.0, 3.0))
_STOPS = sp.Integer(0), sp.Integer(1), sp.Integer(3)  # values of x at which slopes are read
_EDGE = 3.0
_CORNERS = (-1, -1), (1, -1), (-1, 1), (1, 1)  # on which sides of x and of y a plateau lies
_OUT = 2.2  # from the middle to the names of the plateaus
_ABOVE = 0.25  # the surface
_SAMPLES, _DECIMALS = 121, 4

Place = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class TanhSumSlices(SlicedSurface):
    """A sum of two tanh: steep in the middle, four plateaus, and hardly a slope on them.

    It has no parameters: plateaus are what is special about this surface of the slide.
    """

    chapter = "Partial derivatives"
    number = "5.3"
    heading = Caption("Slopes that die on plateaus")
    slides = ("A26",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "raise_the_surface": Caption(
            "A sum of two tanh: from the middle it runs out into four plateaus."
        ),
        "cut_a_step": Caption(
            "Hold _y_ = {held}: the slice is a single step, almost level at both ends."
        ),
        "ride_the_step": Caption(
            "Ride along and trace the slope: {slope.0} in the middle, {~slope.2} at _x_ = {at.2}."
        ),
        "stand_on_the_plateau": Caption(
            "Where both slopes are nearly zero, a step hardly changes the height: learning stalls."
        ),
    }

    @property
    def function(self) -> Function:
        """The surface of the slide."""
        return _FUNCTION

    @property
    def window(self) -> Window:
        """Where the surface is shown."""
        return _WINDOW

    @cached_property
    def up(self) -> Scale:
        """The scale of heights."""
        return ticked(-2.2, 2.2, 1)

    @property
    def pivot(self) -> float:
        """The x from which the ride starts."""
        return -_EDGE

    @property
    def home(self) -> float:
        """The y that is held."""
        return 0.0

    @property
    def stops(self) -> tuple[Place, ...]:
        """Where slopes are read."""
        return tuple((float(at), self.home) for at in _STOPS)

    @property
    def corner(self) -> Place:
        """A place on the upper plateau."""
        return _EDGE, _EDGE

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The plot of the slice and of its slope."""
        return {"cut": Frame(ticked(-3.5, 3.5, 1, skip=[-2, 0, 2]), ticked(-1.3, 1.3, 1, skip=[0]))}

    @cached_property
    def _slope(self) -> Function:
        return partial(_FUNCTION, x)

    def slope(self, at: float) -> Place:
        """Return the point of the curve of slopes."""
        return at, self._slope(at, self.home)

    def traced(self, until: float) -> FloatArray:
        """Return the slopes from the start of the ride, shape (n, 2)."""
        xs = np.linspace(self.pivot, until, _SAMPLES)
        return np.column_stack([xs, self._slope.raw(xs, np.full_like(xs, self.home))])

    def tangents(self, at: Place) -> tuple[FloatArray, FloatArray]:
        """Return the tangents along both axes at a place, each of shape (2, 3)."""
        along, across = (self.cut_at(at, degrees).tangent for degrees in (0.0, 90.0))
        return along, across

    @property
    def names_of_plateaus(self) -> tuple[FloatArray, ...]:
        """Where the heights of the plateaus are written, shape (3,) each."""
        places = ((_OUT * a, _OUT * b) for a, b in _CORNERS)
        return tuple(np.array([a, b, _FUNCTION(a, b) + _ABOVE]) for a, b in places)

    @cached_property
    def plateaus(self) -> tuple[sp.Expr, ...]:
        """The heights to which the surface tends in its four corners."""
        step = Function(sp.tanh(x), x)
        ends = {side: limit(step, side * sp.oo) for side in (-1, 1)}
        heights = {side: end.value for side, end in ends.items() if isinstance(end, Limit)}
        return tuple(heights[a] + heights[b] for a, b in _CORNERS)

    def entries(self) -> Iterable[Entry]:
        """Yield the surface and its plateaus, the slice, and its slopes."""
        yield formula("function", f"z = {_FUNCTION.typst}", f"z = {written(_FUNCTION)}")
        for i, ((a, b), height) in enumerate(zip(_CORNERS, self.plateaus, strict=True)):
            yield number(
                f"plateau.{i}", "z", float(height), exact=height, source="calcml.limit",
                formula=f"limit of z for x → {'+-'[a < 0]}∞, y → {'+-'[b < 0]}∞", style=plain,
            )  # fmt: skip
        yield parameter_entry("held", "y", sp.Integer(0))
        yield cut_entry("cut", _FUNCTION, y, sp.Integer(0))
        yield formula(
            "partial.x", "frac(partial z, partial x) = sech^2(x)", "∂z/∂x = sech(x)**2",
            source="calcml.partial",
        )  # fmt: skip
        for i, at in enumerate(_STOPS):
            yield parameter_entry(f"at.{i}", "x", at)
            slope = slope_of(_FUNCTION, x, (at, sp.Integer(0)), str)
            yield number(
                f"slope.{i}", "frac(partial z, partial x)", slope.value, exact=slope.exact,
                formula=f"∂z/∂x at ({at}, 0)", source="calcml.partial", style=up_to(_DECIMALS),
            )  # fmt: skip

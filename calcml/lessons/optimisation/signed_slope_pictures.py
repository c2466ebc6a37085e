"""A curve around one place over the curve of its slope, whose sign on both sides is shaded."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import sympy as sp

from calcml.core.derivatives import NoDerivative, derivative
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.symbols import x
from calcml.core.types import FloatArray
from calcml.lessons.framing import Range

__all__ = ["Ends", "Place", "SignedSlopePicture"]

Place = tuple[float, float]
Ends = tuple[Place, Place]

_SAMPLES = 81
_INTO, _LIFT = 0.42, 0.45  # where the sign of a slope stands, from the side and from zero
_FLATNESS = 0.45  # height to width of a picture, about
_PIECE = 0.17  # half the length of a rolling tangent, as a share of the width


@dataclass(frozen=True)
class SignedSlopePicture:
    """Where everything of one curve stands.

    Attributes
    ----------
    function : Function
        Of x.
    middle : sympy.Expr
        The place that the picture is about.
    reach : float
        How far the picture goes on both sides of it.
    heights, slopes : tuple of two floats
        What the upper and the lower axes hold.
    """

    function: Function
    middle: sp.Expr
    reach: float
    heights: Range
    slopes: Range

    @cached_property
    def slope(self) -> Function:
        """The derivative."""
        return self.function.derivative(x)

    @property
    def across(self) -> Range:
        """The ends of the axis across."""
        return nearest(self.middle) - self.reach, nearest(self.middle) + self.reach

    @cached_property
    def curve(self) -> Curve:
        """The curve."""
        return sample_curve(self.function, Window(self.across, self.heights))

    @cached_property
    def slope_curve(self) -> Curve:
        """The curve of its slope, broken where that jumps."""
        return sample_curve(self.slope, Window(self.across, self.slopes))

    @cached_property
    def sides(self) -> tuple[float, float]:
        """The slope at the middle, from the left and from the right."""
        found = derivative(self.function, self.middle)
        if isinstance(found, NoDerivative):
            return nearest(found.left), nearest(found.right)
        return found.value, found.value

    @property
    def middle_place(self) -> Place:
        """The point of the curve that the picture is about."""
        return self.place(nearest(self.middle))

    @cached_property
    def signs(self) -> tuple[tuple[str, Place], ...]:
        """The sign of the slope on both sides, and where it is written: in the areas."""
        places = (self.across[0] + _INTO * self.reach, self.across[1] - _INTO * self.reach)
        slopes = [self.slope(place) for place in places]
        return tuple(
            ("plus" if slope > 0 else "minus", (place, _LIFT * slope))
            for place, slope in zip(places, slopes, strict=True)
        )

    @cached_property
    def areas(self) -> tuple[FloatArray, FloatArray]:
        """What lies between the slope and zero, left and right of the middle; shape (n, 2)."""
        low, high = self.across
        middle, (left, right) = nearest(self.middle), self.sides
        before, after = (
            np.linspace(low, middle, _SAMPLES)[:-1],
            np.linspace(middle, high, _SAMPLES)[1:],
        )
        below = [(low, 0.0), *zip(before, self.slope.raw(before), strict=True), (middle, left)]
        above = [(middle, right), *zip(after, self.slope.raw(after), strict=True), (high, 0.0)]
        foot = (middle, 0.0)
        return np.array([*below, foot, below[0]]), np.array([foot, *above, foot])

    def place(self, at: float) -> Place:
        """Return the point of the curve."""
        return at, self.function(at)

    def slope_place(self, at: float) -> Place:
        """Return the point of the curve of slopes."""
        return at, self.slope(at)

    def link(self, at: float) -> tuple[Ends, Ends]:
        """Return the uprights that join both points: down from the one, up from the other."""
        (_, height), (_, slope) = self.place(at), self.slope_place(at)
        return ((at, height), (at, self.heights[0])), ((at, self.slopes[1]), (at, slope))

    def traced(self, start: float, at: float) -> FloatArray:
        """Return the curve of slopes from a start; shape (n, 2)."""
        places = np.linspace(start, at, _SAMPLES)
        return np.column_stack([places, self.slope.raw(places)])

    def tangent(self, at: float) -> Ends:
        """Return a piece of the tangent, about equally long wherever it is."""
        (_, height), slope = self.place(at), self.slope(at)
        low, high = self.heights
        steepness = _FLATNESS * slope * 2 * self.reach / (high - low)
        half = _PIECE * 2 * self.reach / float(np.hypot(1, steepness))
        return (at - half, height - slope * half), (at + half, height + slope * half)

"""The picture of secants: where the points, the triangle, the window and the names stand."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import sympy as sp

from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.lessons.framing import Range, heights, suited_scale
from calcml.lessons.reach import unbroken
from calcml.lessons.scales import Frame

__all__ = ["Place", "SecantPicture"]

Place = tuple[float, float]
"""Coordinates of the plot."""

_LEFT, _RIGHT = sp.Rational(3, 2), sp.Rational(6, 5)  # of the longest step, beside the point
_UNDER, _OVER = 0.12, 0.08  # free below for the letter of the step, and above; of the height
_HIDDEN = 0.005  # of the height: a curve this near to a line lies under it
_BESIDE = 0.04  # of the width: free beside the curve where it comes into view
_COLUMNS = 401


@dataclass(frozen=True)
class SecantPicture:
    """The plot of a curve, a point on it, and secants through that point.

    Attributes
    ----------
    function : Function
    at : sympy.Expr
        The fixed point's coordinate.
    steps : tuple of sympy.Expr
        Distances to the moving point from the right, the longest first.
    from_left : sympy.Expr
        The last step from the left, negative.
    slope : float
        Of the tangent.
    """

    function: Function
    at: sp.Expr
    steps: tuple[sp.Expr, ...]
    from_left: sp.Expr
    slope: float

    @cached_property
    def fixed_point(self) -> Place:
        """Where the tangent touches."""
        x = nearest(self.at)
        return x, self.function(x)

    def moving_point(self, h: float) -> Place:
        """Return the second point of the secant for a step h."""
        x = self.fixed_point[0] + h
        return x, self.function(x)

    def secant(self, h: float) -> tuple[float, float, float]:
        """Return the fixed point and the slope of the secant for a step h."""
        (x, low), (_, high) = self.fixed_point, self.moving_point(h)
        return x, low, (high - low) / h

    @property
    def tangent(self) -> tuple[float, float, float]:
        """The fixed point and the slope of the tangent."""
        return (*self.fixed_point, self.slope)

    def run(self, h: float) -> tuple[Place, Place]:
        """Return the horizontal leg of the slope triangle for a step h."""
        (left, low), (right, _) = self.fixed_point, self.moving_point(h)
        return (left, low), (right, low)

    def rise(self, h: float) -> tuple[Place, Place]:
        """Return the upright leg of the slope triangle for a step h."""
        (_, low), (right, high) = self.fixed_point, self.moving_point(h)
        return (right, low), (right, high)

    def outside(self, h: float) -> int:
        """Return on which side of the run the triangle is not: -1 below, 1 above."""
        return 1 if self.moving_point(h)[1] < self.fixed_point[1] else -1

    @cached_property
    def left_start(self) -> float:
        """Where the approach from the left begins: mirrored from a step, where there is a curve."""
        for h in self.steps[1:]:
            if unbroken(self.function, self.at - h, self.at):
                return min(-nearest(h), nearest(self.from_left))
        return nearest(self.from_left)

    @property
    def _widest(self) -> Range:
        """The part of the x-axis that may be in view."""
        longest = max(self.steps)
        left = max(_LEFT * longest, -_RIGHT * self.from_left)
        return nearest(self.at - left), nearest(self.at + _RIGHT * longest)

    @cached_property
    def across(self) -> Range:
        """The part of the x-axis in view: without a left part above or below which the curve is."""
        low, high = self._widest
        xs = np.linspace(low, high, _COLUMNS)
        values = self.function.raw(xs)
        seen = xs[(self.up[0] <= values) & (values <= self.up[1])]
        first = min(float(seen[0]), self.fixed_point[0] + self.left_start)
        return max(low, first - _BESIDE * (high - first)), high

    @cached_property
    def up(self) -> Range:
        """The part of the y-axis in view: all points of the telling, and the curve around them."""
        points = [self.moving_point(float(h))[1] for h in (*self.steps, self.from_left)]
        held = [self.fixed_point[1], self.moving_point(self.left_start)[1], *points]
        most = nearest(self.at + max(self.steps))
        low, high = heights(self.function, (self._widest[0], most), hold=held, room=0)
        span = high - low
        over = _UNDER if self.outside(float(self.steps[0])) > 0 else _OVER
        bottom, top = low - _UNDER * span, high + over * span
        if low >= 0 > bottom and min(held) > _UNDER * span:
            bottom = 0.0
        if high <= 0 < top and max(held) < -_OVER * span:
            top = 0.0
        return bottom, top

    @cached_property
    def frame(self) -> Frame:
        """The axes."""
        return Frame(*(suited_scale(ends, origin=ends[0] != 0) for ends in (self.across, self.up)))

    @property
    def straight(self) -> bool:
        """Whether the curve between the points of the telling is hidden by its tangent."""
        (x, y), (low, high) = self.fixed_point, self.up
        points = np.vstack(self.curve.pieces)
        steps = points[:, 0] - x
        points = points[(self.left_start <= steps) & (steps <= float(max(self.steps)))]
        off = points[:, 1] - y - self.slope * (points[:, 0] - x)
        return bool(np.abs(off).max() < _HIDDEN * (high - low))

    @cached_property
    def curve(self) -> Curve:
        """The curve in the window of the plot."""
        return sample_curve(self.function, Window(x=self.frame.x.limits, y=self.frame.y.limits))

"""Descents on one parabola for any learning rate: where a run stands as the rate is turned.

======  =====================================================
letter  meaning
======  =====================================================
η       the rate
L       the curvature, the constant second derivative
e       the error of the start, its signed distance from the minimum
======  =====================================================
"""

from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from calcml.core.errors import UnfitLesson
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.rates import steps_needed
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.lessons.descent.legible import legible_scale
from calcml.lessons.descent.quadratics import Place, QuadraticRun, largest_rate, lowest_point
from calcml.lessons.scales import Frame, nice_scale

__all__ = ["STEPS", "RateSweep", "natural_nearness", "natural_start"]

STEPS = 5
"""So many steps of every run are drawn."""

_SHARE = 200  # the distance that counts as near, as a share of the first error
_FINEST = 10**6  # of the first error: how small that distance may be
_COARSEST = 5  # likewise how large: a fifth takes the fastest run of a race more than one step
_BELOW = 0.04  # room below the lowest point, in heights of the window


@dataclass(frozen=True)
class RateSweep:
    """All descents on a parabola from one start.

    Attributes
    ----------
    function : Function
        A quadratic with a minimum and a rational curvature.
    start : sympy.Expr
    near : sympy.Expr
        The distance from the minimum within which a run has arrived.
    """

    function: Function
    start: sp.Expr
    near: sp.Expr

    @classmethod
    def of(cls, f: Function, start: sp.Expr, near: sp.Expr) -> "RateSweep":
        """Build a sweep, or refuse what cannot be told.

        Parameters
        ----------
        f : Function
            Of one variable.
        start, near : sympy.Expr

        Returns
        -------
        RateSweep

        Raises
        ------
        UnfitLesson
            If the function is no quadratic with a minimum and a rational curvature, the start is
            the minimum, or the distance is not between a millionth and a fifth of the first one.
        """
        sweep = cls(f, start, near)
        if not sweep.bound.is_Rational:
            raise UnfitLesson(
                f"the curvature must be rational, so that its rates can be written, got "
                f"{2 / sweep.bound}; choose a function without roots before x²"
            )
        first = sweep.run(sp.Rational(1, 2), steps=1).errors[0]
        if not first / _FINEST <= near < first / _COARSEST:
            raise UnfitLesson(
                f"near must lie between {float(first / _FINEST):.1e} and "
                f"{float(first / _COARSEST):.4g}, a fifth of the first distance from the minimum, "
                f"got {near}; choose {natural_nearness(f, start)}"
            )
        return sweep

    @cached_property
    def bound(self) -> sp.Expr:
        """The rate from which on no run arrives, two over the curvature."""
        return largest_rate(self.function)

    @cached_property
    def minimum(self) -> sp.Expr:
        """Where the parabola is lowest."""
        return lowest_point(self.function)

    def run(self, share: sp.Expr, *, steps: int = STEPS) -> QuadraticRun:
        """Return the descent with a rate that is a share of the bound."""
        return QuadraticRun.of(self.function, self.start, rate=share * self.bound, steps=steps)

    def count(self, share: sp.Expr) -> int | None:
        """Return how many steps such a descent takes until it is near; None if it never is."""
        return steps_needed(self.function, self.start, rate=share * self.bound, tolerance=self.near)

    def factor(self, rate: float) -> float:
        """Return by what a step multiplies the distance from the minimum."""
        return 1 - 2 * rate / self._bound

    def place(self, rate: float, step: float) -> Place:
        """Return where the descent with some rate stands after some steps.

        Between two steps there are places only for rates that stay on their side.
        """
        at = self._minimum + self.factor(rate) ** step * self._error
        return at, self.function(at)

    @cached_property
    def _bound(self) -> float:
        return nearest(self.bound)

    @cached_property
    def _minimum(self) -> float:
        return nearest(self.minimum)

    @cached_property
    def _error(self) -> float:
        return nearest(self.start - self.minimum)

    def frame(self, reach: float, *, top: float, count: int = 5) -> Frame:
        """Return axes about the minimum.

        Parameters
        ----------
        reach : float
            To either side, in errors of the start.
        top : float
            In heights of the start above the minimum.
        count : int
            About how many ticks at most across.

        Returns
        -------
        Frame
        """
        across, floor = reach * abs(self._error), self.function(self._minimum)
        height = top * (self.function(nearest(self.start)) - floor)
        return Frame(
            legible_scale(self._minimum - across, self._minimum + across, count=count, room=45),
            nice_scale(floor - _BELOW * height, floor + height, count=3),
        )

    def curve(self, frame: Frame) -> Curve:
        """Return the parabola in the window of some axes."""
        return sample_curve(self.function, Window(x=frame.x.limits, y=frame.y.limits))


def natural_start(f: Function) -> sp.Expr:
    """Return zero, unless that is the minimum.

    Parameters
    ----------
    f : Function
        A quadratic of one variable with a minimum.

    Returns
    -------
    sympy.Expr

    Raises
    ------
    UnfitLesson
        If it is none.
    """
    largest_rate(f)  # there must be a minimum
    return sp.Integer(0 if lowest_point(f) else -2)


def natural_nearness(f: Function, start: sp.Expr) -> sp.Expr:
    """Return a two-hundredth of the first distance from the minimum: a hundredth on the slides.

    Parameters
    ----------
    f : Function
        A quadratic of one variable with a minimum.
    start : sympy.Expr

    Returns
    -------
    sympy.Expr
        Rounded to two digits where it is no fraction. One, where the start is the minimum itself,
        which is refused elsewhere.
    """
    largest_rate(f)
    near = abs(start - lowest_point(f)) / _SHARE or sp.Integer(1)
    return near if near.is_Rational else sp.Rational(f"{float(near):.1e}")

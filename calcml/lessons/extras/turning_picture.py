"""The picture of a balance on logarithmic axes: two lines, their sum, and where it is least."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from calcml.core.types import FloatArray
from calcml.lessons.numerics.error_curves import ErrorCurve, Place, power_law
from calcml.lessons.scales import Frame

__all__ = ["Ends", "TurningPicture"]

Ends: TypeAlias = tuple[Place, Place]

_DECADES = 2  # that a triangle runs across
_RAISED = 4.0  # decades by which coarser numbers lift the round-off
_SHARES = {1: 0.3, -1: 0.45, 2: 0.2}  # of an arm, where the triangle of a slope stands
_POINTS = 241


@dataclass(frozen=True)
class TurningPicture:
    """Where everything stands; ``raised`` are decades by which round-off is lifted.

    Attributes
    ----------
    curve : ErrorCurve
    """

    curve: ErrorCurve

    @property
    def frame(self) -> Frame:
        """The logarithmic axes."""
        return self.curve.frame

    @property
    def order(self) -> int:
        """The slope of truncation."""
        return self.curve.order

    @property
    def usual(self) -> float:
        """How far the round-off of doubles is lifted: not at all."""
        return 0.0

    @property
    def raised(self) -> float:
        """How far coarser numbers lift the round-off, in decades."""
        return _RAISED

    def rounding_line(self, raised: float) -> Ends:
        """Return the line of round-off."""
        return power_law(self._rounding(raised), -1, self.frame)

    def _rounding(self, raised: float) -> float:
        return self.curve.best.rounding(1.0) * 10.0**raised

    def best(self, raised: float) -> float:
        """Return the step of the least sum: a root of how far round-off is lifted."""
        return float(self.curve.best.step * 10.0 ** (raised / (self.order + 1)))

    def _total(self, step: FloatArray | float, raised: float) -> FloatArray | float:
        truncation = self.curve.best.truncation(1.0) * step**self.order
        return truncation + self._rounding(raised) / step

    def lowest(self, raised: float) -> Place:
        """Return the place of the least sum."""
        step = self.best(raised)
        return step, float(self._total(step, raised))

    def drop(self, raised: float) -> Ends:
        """Return the upright from the least sum to the axis."""
        step, error = self.lowest(raised)
        return (step, error), (step, self.frame.y.limits[0])

    def total(self, raised: float) -> FloatArray:
        """Return the sum of both models over the step, shape (n, 2).

        It begins and ends at the border of the axes.
        """
        (first, last), (_, top) = self.frame.x.limits, self.frame.y.limits
        left = max(first, self._rounding(raised) / top)
        right = min(last, (top / self.curve.best.truncation(1.0)) ** (1 / self.order))
        steps = np.geomspace(left, right, _POINTS)
        return np.column_stack([steps, np.minimum(self._total(steps, raised), top)])

    @property
    def shift(self) -> tuple[Ends, Ends]:
        """How far coarser numbers lift the round-off, and how far the least sum moves across."""
        (step, error), (end, _) = self.lowest(0), self.lowest(_RAISED)
        low, high = (self._rounding(raised) / step for raised in (0, _RAISED))
        return ((step, low), (step, high)), ((step, error), (end, error))

    @cached_property
    def truncation_triangle(self) -> tuple[Ends, Ends]:
        """Run and rise at the line of truncation."""
        start, height = self.curve.on_truncation(share=_SHARES[self.order])
        end, top = start * 10.0**_DECADES, height * 10.0 ** (_DECADES * self.order)
        return ((start, height), (end, height)), ((end, height), (end, top))

    @cached_property
    def rounding_triangle(self) -> tuple[Ends, Ends]:
        """Run and fall at the line of round-off."""
        start, height = self.curve.on_rounding(share=_SHARES[-1])
        end, bottom = start * 10.0**_DECADES, height * 10.0**-_DECADES
        return ((start, height), (end, height)), ((end, height), (end, bottom))

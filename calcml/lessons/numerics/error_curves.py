"""Error curves: the error of a difference quotient for ever smaller steps, and its two models."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calcml.core.differences import Scheme
from calcml.core.steps import OptimalStep, StepSweep
from calcml.core.types import FloatArray
from calcml.lessons.scales import Frame

__all__ = ["ErrorCurve", "Place", "SweptCurve", "power_law"]

Place = tuple[float, float]
"""A step and an error."""

_SAFE = 30.0  # how far from h* truncation or round-off alone decides, as a factor
_NEAR = 100.0  # how far from h* luck with single digits may move the turn, as a factor
_LONGEST = 0.1  # of the first step: longer ones bend away from the model of truncation


@dataclass(frozen=True)
class SweptCurve:
    """The error of one difference quotient for ever smaller steps.

    Attributes
    ----------
    sweep : StepSweep
        The quotients, for steps from large to small.
    frame : Frame
        The window, with logarithmic axes.
    """

    sweep: StepSweep
    frame: Frame

    @cached_property
    def points(self) -> FloatArray:
        """Steps and absolute errors, shape (n, 2); quotients that are exact by luck left out."""
        pairs = np.column_stack([self.sweep.steps, self.sweep.errors])
        return np.asarray(pairs[pairs[:, 1] > 0])

    @cached_property
    def seen(self) -> FloatArray:
        """The points in the window, shape (m, 2): luck can throw one out below."""
        low, high = self.frame.y.limits
        errors = self.points[:, 1]
        return np.asarray(self.points[(low <= errors) & (errors <= high)])

    @property
    def last(self) -> int:
        """Index of the last point in the window."""
        return len(self.seen) - 1

    def reached(self, index: float) -> Place:
        """Return the place on the way from point to point, straight on logarithmic axes."""
        ways = np.log10(self.seen).T
        across, up = (np.interp(index, np.arange(len(way)), way) for way in ways)
        return 10.0 ** float(across), 10.0 ** float(up)

    @property
    def rounding_slope(self) -> float:
        """Slope of log error against log step, all of which is round-off."""
        return _slope(self.points)


@dataclass(frozen=True)
class ErrorCurve(SweptCurve):
    """The error of a difference quotient that truncation and round-off share.

    Attributes
    ----------
    best : OptimalStep
        What the model of both errors says.
    """

    best: OptimalStep

    @property
    def order(self) -> int:
        """The power of the step to which truncation is proportional."""
        return 2 if self.best.scheme is Scheme.CENTRAL else 1

    @property
    def turn(self) -> int:
        """Index of the first point in the window whose step is below the best one."""
        return int(np.argmax(self.seen[:, 0] < self.best.step))

    @property
    def truncation_slope(self) -> float:
        """Slope of log error against log step where truncation decides."""
        steps = self.points[:, 0]
        longest = _LONGEST * self.sweep.steps[0]
        return _slope(self.points[(steps > _SAFE * self.best.step) & (steps <= longest)])

    @property
    def rounding_slope(self) -> float:
        """Slope of log error against log step where round-off decides."""
        return _slope(self.points[self.points[:, 0] < self.best.step / _SAFE])

    @property
    def turns_near_best(self) -> bool:
        """Whether the largest errors, decade by decade, grow again from about h* on."""
        turn = min(self._decade_highs(), key=lambda high: high[1])[0]
        return 1 / _NEAR < turn / self.best.step < _NEAR

    def _decade_highs(self) -> Iterable[Place]:
        """Yield the middle of each decade of steps and the largest error in it."""
        exponents = np.floor(np.log10(self.points[:, 0]) + 1e-9)  # 1e-9: a step of 0.1 is in it
        for exponent in np.unique(exponents):
            yield 10.0 ** (exponent + 0.5), float(self.points[exponents == exponent, 1].max())

    def below(self, noise: float) -> bool:
        """Tell whether no error exceeds twice the truncation plus ``noise`` divided by h.

        The longest steps, where the curve bends away from the model, are left out.
        """
        longest = _LONGEST * self.sweep.steps[0]
        steps, errors = self.points[self.points[:, 0] <= longest].T
        truncation = np.array([self.best.truncation(h) for h in steps])
        return bool((errors <= 2 * truncation + noise / steps).all())

    @property
    def truncation_line(self) -> tuple[Place, Place]:
        """Ends of the model of truncation in the window."""
        return power_law(self.best.truncation(1.0), self.order, self.frame)

    @property
    def rounding_line(self) -> tuple[Place, Place]:
        """Ends of the model of round-off in the window."""
        return power_law(self.best.rounding(1.0), -1, self.frame)

    @property
    def drop(self) -> tuple[Place, Place]:
        """Ends of the upright line at h*, from the higher of the two models to the axis."""
        step = self.best.step
        top = max(self.best.truncation(step), self.best.rounding(step))
        return (step, top), (step, self.frame.y.limits[0])

    def on_truncation(self, *, share: float) -> Place:
        """Return the place on the arm of truncation at a share of its height."""
        step = self.best.step ** (1 - share) * self.frame.x.limits[1] ** share
        return step, self.best.truncation(step)

    def on_rounding(self, *, share: float) -> Place:
        """Return the place on the arm of round-off at a share of its height."""
        step = self.best.step ** (1 - share) * self.frame.x.limits[0] ** share
        return step, self.best.rounding(step)


def _slope(points: FloatArray) -> float:
    """Return the slope of the line of least squares through points on logarithmic axes."""
    if len(points) < 2:  # noqa: PLR2004 - a line needs two points
        return math.nan
    across, up = np.log10(points).T
    return float(np.polyfit(across, up, 1)[0])


def power_law(factor: float, power: int, frame: Frame) -> tuple[Place, Place]:
    """Return the ends of the line error = factor · hᵖ in a window.

    Parameters
    ----------
    factor : float
        Positive.
    power : int
        p, not zero.
    frame : Frame
        With logarithmic axes.

    Returns
    -------
    tuple of two places
    """
    (first, last), levels = frame.x.limits, frame.y.limits
    low, high = sorted((level / factor) ** (1 / power) for level in levels)
    start, end = max(first, low), min(last, high)
    return (start, factor * start**power), (end, factor * end**power)

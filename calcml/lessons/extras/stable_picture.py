"""The picture of a largest stable rate: a web of errors, factors over the rate, and a valley."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from calcml.core.contours import LevelCurve, level_curves
from calcml.core.functions import Function
from calcml.core.sampling import Window
from calcml.core.types import FloatArray
from calcml.lessons.extras.folding import folded
from calcml.lessons.scales import Frame, nice_scale, ticked

__all__ = ["Ends", "Place", "StablePicture"]

Place: TypeAlias = tuple[float, float]
Ends: TypeAlias = tuple[Place, Place]

_STEPS = 6
_FIRST = 1.0  # the error with which the web begins
_REACH = 1.6  # of the web's axes
_WIDEST = 1.24  # of the axis of rates, in largest stable ones
_LOW, _HIGH = -1.6, 1.6  # of the axis of factors
_START = (1.0, 0.27)  # of the walk in the valley
_LEFT, _RIGHT, _HALF = -0.25, 1.25, 0.95  # of the map
_LEVELS = (0.9, 0.72, 0.56, 0.42, 0.3, 0.2, 0.12, 0.06, 0.02)  # of the height at its corner
_NAME = 0.12  # rate at which the name of a line begins, in largest stable ones
_POINTS = 161


@dataclass(frozen=True)
class StablePicture:
    """Where everything stands.

    Attributes
    ----------
    valley : Function
        The quadratic with both curvatures.
    flat, steep : float
    """

    valley: Function
    flat: float
    steep: float

    @property
    def bound(self) -> float:
        """The largest stable rate."""
        return 2 / self.steep

    @property
    def up(self) -> float:
        """The share with which all is folded up."""
        return 1.0

    def factor(self, rate: float, curvature: float) -> float:
        """Return by what a step multiplies the error."""
        return 1 - rate * curvature

    @property
    def web_frame(self) -> Frame:
        """The axes of the web: an error, and the next."""
        scale = ticked(-_REACH, _REACH, 1)
        return Frame(scale, scale)

    @property
    def diagonal(self) -> Ends:
        """Where an error equals the next."""
        return (-_REACH, -_REACH), (_REACH, _REACH)

    def law(self, rate: float) -> tuple[float, float, float]:
        """Return the line from an error to the next: a point and its slope."""
        return 0.0, 0.0, self.factor(rate, self.steep)

    def web(self, rate: float) -> FloatArray:
        """Return the web: up to the line, across to the diagonal, again; shape (n, 2).

        It ends where it leaves the axes.
        """
        errors = _FIRST * self.factor(rate, self.steep) ** np.arange(_STEPS + 1.0)
        across, up = np.repeat(errors[:-1], 2), np.repeat(errors, 2)[1:-1]
        corners = np.vstack([[errors[0], 0.0], np.column_stack([across, up])[1:]])
        outside = np.abs(corners).max(axis=1) > _REACH
        if outside.any():
            first = int(outside.argmax())
            corners[first:] = np.clip(corners[first], -_REACH, _REACH)
        return corners

    def first(self) -> Place:
        """Return the place of the first error."""
        return _FIRST, 0.0

    @cached_property
    def factors(self) -> Frame:
        """The axes of the factors over the rate."""
        return Frame(
            nice_scale(0.0, _WIDEST * self.bound, count=5, skip=[0]), ticked(_LOW, _HIGH, 1)
        )

    def line(self, curvature: float, fold: float) -> FloatArray:
        """Return the factors over the rate, folded up so far, shape (n, 2)."""
        last = min(_WIDEST * self.bound, (1 - _LOW) / curvature)
        rates = np.linspace(0.0, last, _POINTS)
        return np.column_stack([rates, folded(1 - rates * curvature, fold)])

    def on_line(self, rate: float, curvature: float, fold: float) -> Place:
        """Return the place of a rate on such a line."""
        return rate, float(folded(np.array([self.factor(rate, curvature)]), fold)[0])

    @property
    def band(self) -> Ends:
        """Corners of the band of factors that shrink."""
        low, high = self.factors.x.limits
        return (low, -1.0), (high, 1.0)

    @property
    def limit(self) -> Ends:
        """The upright at the largest stable rate."""
        return (self.bound, _LOW), (self.bound, _HIGH)

    @property
    def best(self) -> float:
        """The rate with the least larger factor."""
        return 2 / (self.flat + self.steep)

    @property
    def lowest(self) -> Place:
        """The place of the least larger factor."""
        return self.best, abs(self.factor(self.best, self.steep))

    def pace(self) -> FloatArray:
        """Return the larger of both sizes over the rate, shape (n, 2)."""
        rates = np.linspace(0.0, _WIDEST * self.bound, _POINTS)
        sizes = [np.abs(1 - rates * curvature) for curvature in (self.flat, self.steep)]
        return np.column_stack([rates, np.maximum(*sizes)])

    @property
    def map(self) -> Frame:
        """The map of the valley, in shares of where the walk begins."""
        return Frame(ticked(_LEFT, _RIGHT, 1), ticked(-_HALF, _HALF, 1))

    @cached_property
    def levels(self) -> tuple[LevelCurve, ...]:
        """Level lines of the valley."""
        top = (self.flat * _RIGHT**2 + self.steep * _HALF**2) / 2
        window = Window(self.map.x.limits, self.map.y.limits)
        return level_curves(self.valley, window, [top * share for share in _LEVELS])

    def walk(self, rate: float) -> FloatArray:
        """Return the descent in the valley, shape (n, 2)."""
        powers = np.arange(_STEPS + 1.0)
        ways = (
            start * self.factor(rate, curvature) ** powers
            for start, curvature in zip(_START, (self.flat, self.steep), strict=True)
        )
        return np.column_stack([*ways])

    @property
    def start(self) -> Place:
        """Where the descent begins."""
        return _START

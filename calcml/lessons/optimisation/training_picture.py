"""The picture of two trainings, each a curve over steps and bars of probabilities below it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import sympy as sp

from calcml.core.descent import Trajectory
from calcml.core.types import FloatArray
from calcml.lessons.scales import Frame, Scale, ticked

__all__ = ["BARS", "Ends", "Place", "TrainingPicture", "bar"]

Place = tuple[float, float]
Ends = tuple[Place, Place]

BARS = Frame(Scale(0.4, 3.6, ticks=()), Scale(0.0, 1.0, ticks=(sp.Rational(1, 2), sp.Integer(1))))
"""The axes of three probabilities."""

_HALF = 0.32  # half the width of a bar


@dataclass(frozen=True)
class TrainingPicture:
    """Where everything stands of one training.

    Attributes
    ----------
    run : Trajectory
    top : float
        The end of the axis of values.
    classifies : bool
        Whether the probabilities are those of a classifier, one for each of three points; else
        those of an agent's three actions.
    """

    run: Trajectory
    top: float
    classifies: bool

    @property
    def frame(self) -> Frame:
        """The axes of the values over the steps."""
        return Frame(ticked(0, self.run.steps, 10), ticked(0, self.top, 1))

    @property
    def steps(self) -> int:
        """The number of steps."""
        return self.run.steps

    def walked(self, time: float) -> FloatArray:
        """Return the curve of the values so far; shape (n, 2)."""
        whole = np.arange(int(time) + 1, dtype=np.float64)
        return np.vstack([np.column_stack([whole, self.run.values[: len(whole)]]), self.now(time)])

    def now(self, time: float) -> Place:
        """Return the end of that curve."""
        return time, float(np.interp(time, range(len(self.run.values)), self.run.values))

    @cached_property
    def _chances(self) -> FloatArray:
        """The three probabilities at each step; shape (steps + 1, 3)."""
        if self.classifies:
            chances = 1 / (1 + np.exp(-self.run.points * np.array([1.0, 2.0, 3.0])))
        else:
            weights = np.exp(np.column_stack([self.run.points, np.zeros(len(self.run.points))]))
            chances = weights / weights.sum(axis=1, keepdims=True)
        return np.asarray(chances)

    def chance(self, which: int, time: float) -> float:
        """Return one of the probabilities; between two steps, on the way."""
        return float(np.interp(time, range(len(self._chances)), self._chances[:, which]))

    def bar(self, which: int, time: float) -> Ends:
        """Return the corners of its bar."""
        return bar(which, self.chance(which, time))


def bar(which: int, height: float) -> Ends:
    """Return two opposite corners of one of three bars.

    Parameters
    ----------
    which : int
        From 0.
    height : float

    Returns
    -------
    tuple of two places
    """
    middle = which + 1.0
    return (middle - _HALF, 0.0), (middle + _HALF, height)

"""The picture of mirrored rates: the errors of two runs, and the factors of all rates."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from calcml.core.types import FloatArray
from calcml.lessons.extras.folding import folded
from calcml.lessons.scales import Frame, ticked

__all__ = ["Ends", "MirrorPicture", "Place"]

Place: TypeAlias = tuple[float, float]
Ends: TypeAlias = tuple[Place, Place]

_STEPS = 6
_TOP = 2.7  # of the axis of errors
_HIGH = 1.7  # of the axis of factors
_POINTS = 201


@dataclass(frozen=True)
class MirrorPicture:
    """Where everything stands; what is below zero is folded up by a share.

    Attributes
    ----------
    mirror : float
        The rate whose factor is zero.
    start : float
        The error at the start.
    """

    mirror: float
    start: float

    @property
    def up(self) -> float:
        """The share with which all is folded up."""
        return 1.0

    def _factor(self, rate: float) -> float:
        return 1 - rate / self.mirror

    def other(self, rate: float) -> float:
        """Return the rate with the opposite factor."""
        return 2 * self.mirror - rate

    @property
    def steps(self) -> range:
        """The numbers of the steps, from zero."""
        return range(_STEPS + 1)

    @property
    def errors(self) -> Frame:
        """The axes of the errors over the steps."""
        return Frame(ticked(-0.4, _STEPS + 1.6, 1, skip=[0, _STEPS + 1]), ticked(-_TOP, _TOP, 1))

    def run(self, rate: float, fold: float) -> FloatArray:
        """Return the errors of a run over its steps, shape (n, 2)."""
        steps = np.array(self.steps, dtype=np.float64)
        heights = folded(self.start * self._factor(rate) ** steps, fold)
        return np.column_stack([steps, heights])

    def error(self, rate: float, fold: float, step: int) -> Place:
        """Return the error after a step, over the step."""
        across, up = self.run(rate, fold)[step].tolist()
        return across, up

    @property
    def factors(self) -> Frame:
        """The axes of the factors over the rate."""
        return Frame(ticked(-0.06, 2.15 * self.mirror, 0.25, skip=[0]), ticked(-_HIGH, _HIGH, 1))

    def line(self, fold: float) -> FloatArray:
        """Return the factors over the rate, shape (n, 2)."""
        rates = np.linspace(0, 2 * self.mirror, _POINTS)
        return np.column_stack([rates, folded(1 - rates / self.mirror, fold)])

    def on_line(self, rate: float, fold: float) -> Place:
        """Return the factor of a rate, over the rate."""
        return rate, float(folded(np.array([self._factor(rate)]), fold)[0])

    def level(self, rate: float) -> Ends:
        """Return the line from a rate's size to that of the other."""
        return self.on_line(rate, 1), self.on_line(self.other(rate), 1)

    def upright(self, rate: float, fold: float) -> Ends:
        """Return the line from the axis to the factor of a rate."""
        return (rate, 0.0), self.on_line(rate, fold)

    @property
    def axis(self) -> Ends:
        """The upright in the middle of all pairs."""
        return (self.mirror, -_HIGH), (self.mirror, _HIGH)

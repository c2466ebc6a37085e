"""The picture of momentum: two walks down a valley, a move and its parts, and the errors."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from calcml.core.contours import LevelCurve, level_curves
from calcml.core.functions import Function
from calcml.core.sampling import Window
from calcml.core.types import FloatArray
from calcml.lessons.scales import Frame, decades, ticked

__all__ = ["Ends", "MomentumPicture", "Place"]

Place: TypeAlias = tuple[float, float]
Ends: TypeAlias = tuple[Place, Place]

_BEHIND, _AHEAD, _HALF = -0.9, 0.5, 1.05  # of the map: behind the minimum, before the start, aside
_LEVELS = (0.02, 0.12, 0.3, 0.55, 0.88, 1.3, 1.8)  # of the height at the start of the floor
_ROOM = 0.5  # decades that stay free above and below the distances
_FIVE = 5


@dataclass(frozen=True)
class MomentumPicture:
    """Where everything stands; runs are 0 for plain descent and 1 with momentum.

    Attributes
    ----------
    valley : Function
    length : float
        Where the walks begin along the valley.
    walks : tuple of FloatArray, each of shape (n + 1, 2)
    kept : float
        The share of the last move that is kept.
    """

    valley: Function
    length: float
    walks: tuple[FloatArray, ...]
    kept: float

    @property
    def last(self) -> int:
        """The number of steps."""
        return len(self.walks[0]) - 1

    @property
    def map(self) -> Frame:
        """The map of the valley."""
        return Frame(ticked(_BEHIND, self.length + _AHEAD, 1), ticked(-_HALF, _HALF, 1))

    @cached_property
    def levels(self) -> tuple[LevelCurve, ...]:
        """Level lines of the valley."""
        window, top = Window(self.map.x.limits, self.map.y.limits), self.length**2 / 2
        return level_curves(self.valley, window, [share * top for share in _LEVELS])

    @property
    def lowest(self) -> Place:
        """The minimum."""
        return 0.0, 0.0

    @property
    def told(self) -> int:
        """The first move that keeps something of one before: its parts are shown."""
        return 2

    @property
    def before(self) -> int:
        """The move before it."""
        return self.told - 1

    def place(self, run: int, step: int) -> Place:
        """Return where a walk stands after a step."""
        a, b = self.walks[run][step].tolist()
        return a, b

    def move(self, step: int) -> Ends:
        """Return a move with momentum, from the step before."""
        return self.place(1, step - 1), self.place(1, step)

    def share(self, step: int) -> Ends:
        """Return what a move keeps of the one before."""
        (a, b), (before_a, before_b) = self.place(1, step - 1), self.place(1, step - 2)
        return (a, b), (a + self.kept * (a - before_a), b + self.kept * (b - before_b))

    def downhill(self, step: int) -> Ends:
        """Return the step downhill that is added to it."""
        return self.share(step)[1], self.place(1, step)

    @cached_property
    def distances(self) -> tuple[FloatArray, ...]:
        """The distance from the minimum over the steps, for each walk, shape (n + 1, 2)."""
        steps = np.arange(self.last + 1.0)
        return tuple(np.column_stack([steps, np.hypot(*walk.T)]) for walk in self.walks)

    @property
    def errors(self) -> Frame:
        """The axes of the distances over the steps."""
        sizes = np.concatenate([each[:, 1] for each in self.distances])
        low, high = (
            math.floor(np.log10(sizes.min()) - _ROOM),
            math.ceil(np.log10(sizes.max()) + _ROOM),
        )
        return Frame(ticked(0, self.last + 1, _FIVE), decades(low, high))

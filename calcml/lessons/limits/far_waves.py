"""A wave that scrolls by to the right, the band that does not hold it, and its calm at a point."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window
from calcml.core.window import clipped
from calcml.lessons.scales import Frame, Scale, ticked

__all__ = ["Corners", "FarWave", "Place"]

Place = tuple[float, float]
Corners = tuple[Place, Place]

_WIDTH = 14.0  # of the picture: a little more than two periods
_HIGH = 1.7
_SAMPLES = 301
_PERIOD = 2 * math.pi


@dataclass(frozen=True)
class FarWave:
    """The sine through a window that moves along the axis.

    Attributes
    ----------
    function : Function
        The sine.
    at : float
        The point to which the window comes back, in its middle.
    tolerance : float
        Half the height of the band.
    levels : tuple of float
        Where the band's middle is held, one after the other.
    """

    function: Function
    at: float
    tolerance: float
    levels: tuple[float, ...]

    @property
    def frame(self) -> Frame:
        """The window: places count from its left side, heights have ticks."""
        return Frame(Scale(0.0, _WIDTH, ticks=()), ticked(-_HIGH, _HIGH, 1))

    @property
    def signs(self) -> Mapping[str, int]:
        """The heights of the peaks, by their names."""
        return {"high": 1, "low": -1}

    @property
    def sides(self) -> Mapping[str, int]:
        """From where one comes to the point, and the sign of the distance."""
        return {"left": -1, "right": 1}

    @property
    def outset(self) -> float:
        """Where the window's left side is at first."""
        return 0.0

    @property
    def stops(self) -> tuple[float, ...]:
        """Where the left side is after each stretch of the way: far, and farther for each band."""
        return tuple(_PERIOD * turns for turns in range(4, 5 + len(self.levels)))

    @property
    def back(self) -> float:
        """Where the left side is when the point is in the middle."""
        return self.at - _WIDTH / 2

    def curve(self, start: float) -> Curve:
        """Return what the window shows of the wave."""
        across = np.linspace(0.0, _WIDTH, _SAMPLES)
        return Curve((np.column_stack([across, self.function.raw(start + across)]),))

    def middle(self, level: float) -> float:
        """Return the height of the band's middle; between two levels it is on its way."""
        return float(np.interp(level, range(len(self.levels)), self.levels))

    def band(self, level: float) -> Corners:
        """Return the corners of the band."""
        middle = self.middle(level)
        return (0.0, middle - self.tolerance), (_WIDTH, middle + self.tolerance)

    def escaping(self, start: float, level: float) -> Curve:
        """Return the parts of the wave above and below the band."""
        (_, low), (_, high) = self.band(level)
        pieces = self.curve(start).pieces
        bands = [(-_HIGH, low), (high, _HIGH)]
        windows = [Window(x=(0.0, _WIDTH), y=band) for band in bands if band[0] < band[1]]
        return Curve(tuple(p for w in windows for p in clipped(pieces, w).pieces))

    def peaks(self, start: float, sign: int) -> tuple[Place, ...]:
        """Return the places in the window where the wave is at 1, or at -1."""
        first = sign * _PERIOD / 4
        turns = math.ceil((start - first) / _PERIOD)
        places = (first + _PERIOD * (turns + k) - start for k in range(3))
        return tuple((place, float(sign)) for place in places if place <= _WIDTH)

    @property
    def target(self) -> Place:
        """The point of the wave over the point in the middle, once the window is back."""
        return _WIDTH / 2, self.function(self.at)

    def walker(self, side: int, k: float) -> Place:
        """Return the point of the wave at the distance 10**-k, left (-1) or right (1)."""
        across = side * 10.0**-k
        return _WIDTH / 2 + across, self.function(self.at + across)

    @cached_property
    def level_line(self) -> Corners:
        """The line across the window at the height of that point."""
        _, up = self.target
        return (0.0, up), (_WIDTH, up)

    @property
    def far_end(self) -> Place:
        """The lower right corner."""
        return _WIDTH, -_HIGH

    @property
    def foot(self) -> Place:
        """Under the point in the middle."""
        return _WIDTH / 2, -_HIGH

    @property
    def drop(self) -> Corners:
        """The upright from the point of the wave to its place below."""
        return self.target, self.foot

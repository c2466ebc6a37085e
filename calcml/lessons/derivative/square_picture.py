"""The picture of a square whose sides grow: two strips and a corner, and the band they form."""

import math
from dataclasses import dataclass

import numpy as np

from calcml.core.types import FloatArray
from calcml.lessons.scales import Frame, Scale

__all__ = ["Corners", "Ends", "Place", "SquarePicture"]

Place = tuple[float, float]
Ends = tuple[Place, Place]
Corners = tuple[Place, Place]

_LEFT, _RIGHT, _ABOVE = 0.7, 0.2, 0.1  # room around square and band, in units
_GAP = 0.8  # between the square and the band, with room for names
_NAMED = 0.38  # from a side to the middle of its name
_LENGTH = 0.75  # from the band to the line that measures it
_BELOW = 0.3  # the middle of the last name
_TICK = 0.16  # half the length of the strokes at the ends of that line


@dataclass(frozen=True)
class SquarePicture:
    """A square with the side x, its growth by h to the right and upwards, and the band below.

    Attributes
    ----------
    side : float
        The side x.
    longest : float
        The longest step, for which there must be room.
    """

    side: float
    longest: float

    @property
    def frame(self) -> Frame:
        """The plane, equally wide units on both axes, without ticks."""
        across = (-_LEFT, 2 * self.side + self.longest + _RIGHT)
        low = self.name_of_length(self.longest)[1] - _BELOW
        up = (low, self.side + self.longest + _ABOVE)
        return Frame(Scale(*across, ticks=()), Scale(*up, ticks=()))

    @property
    def laid_out(self) -> float:
        """How far the parts have moved once they lie in the band."""
        return 1.0

    @property
    def square(self) -> Corners:
        """The square before it grows."""
        return (0.0, 0.0), (self.side, self.side)

    def added(self, h: float) -> tuple[Corners, Corners, Corners]:
        """Return the strip on the right, the strip on top and the corner."""
        x = self.side
        return ((x, 0.0), (x + h, x)), ((0.0, x), (x, x + h)), ((x, x), (x + h, x + h))

    def laid(self, h: float) -> tuple[Corners, Corners, Corners]:
        """Return the same three as they lie end to end."""
        x, top = self.side, -_GAP
        low = top - h
        return (
            ((x, low), (2 * x, top)),
            ((0.0, low), (x, top)),
            ((2 * x, low), (2 * x + h, top)),
        )

    def part(self, which: int, h: float, moved: float) -> FloatArray:
        """Return the outline of a part on its way into the band.

        Parameters
        ----------
        which : int
            0 for the strip on the right, which turns, 1 for the strip on top, 2 for the corner.
        h : float
        moved : float
            From 0, in its place at the square, to 1, in the band.

        Returns
        -------
        FloatArray, shape (5, 2)
            Its corners, closed.
        """
        (left, low), (right, high) = self.added(h)[which]
        (to_left, to_low), (to_right, to_high) = self.laid(h)[which]
        start = np.array([left + right, low + high]) / 2
        end = np.array([to_left + to_right, to_low + to_high]) / 2
        half = np.array([right - left, high - low]) / 2
        corners = half * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
        turn = -moved * math.pi / 2 if which == 0 else 0.0
        c, s = math.cos(turn), math.sin(turn)
        around: FloatArray = corners @ np.array([[c, s], [-s, c]])
        return around + start + moved * (end - start)

    def names_of_sides(self, h: float) -> tuple[Place, Place, Place]:
        """Return where x stands beside the square, and h beside and below what is added."""
        x = self.side
        return (-_NAMED, x / 2), (-_NAMED, x + h / 2), (x + h / 2, -_NAMED)

    def centre(self, corners: Corners) -> Place:
        """Return the middle of a rectangle."""
        (left, low), (right, high) = corners
        return (left + right) / 2, (low + high) / 2

    def names_of_band(self, h: float) -> tuple[Place, Place, Place]:
        """Return where x, x and h stand below the parts of the band."""
        x, level = self.side, -_GAP - h - _NAMED
        return (x / 2, level), (3 * x / 2, level), (2 * x + h / 2, level)

    def length(self, h: float) -> Ends:
        """Return the line that measures the band."""
        level = -_GAP - h - _LENGTH
        return (0.0, level), (2 * self.side + h, level)

    def strokes(self, h: float) -> tuple[Ends, Ends]:
        """Return the short strokes at the ends of that line."""
        first, last = (((x, level - _TICK), (x, level + _TICK)) for x, level in self.length(h))
        return first, last

    def name_of_length(self, h: float) -> Place:
        """Return where the length is written."""
        (left, level), (right, _) = self.length(h)
        return (left + right) / 2, level - _NAMED

    @property
    def corner(self) -> Place:
        """Right of and below the grown square, from where on there is room for numbers."""
        return self.side + self.longest + _RIGHT, 0.0

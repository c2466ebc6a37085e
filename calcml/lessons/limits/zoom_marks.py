"""The marks of a box under a lens: where ε, δ and the curve's fate are written, off the curve."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calcml.core.types import FloatArray
from calcml.lessons.limits.broken_curves import Point
from calcml.lessons.limits.zoom_boxes import ZoomBoxes
from calcml.lessons.limits.zoom_levels import Corners

__all__ = ["Place", "ZoomMarks"]

Place = tuple[float, float, float, float]
"""Left, right, bottom and top of a mark, in units of δ and ε from the middle of the box."""


@dataclass(frozen=True)
class ZoomMarks:
    """Where the marks stand: on the sides that the curve leaves free at most levels.

    Attributes
    ----------
    boxes : ZoomBoxes
    """

    boxes: ZoomBoxes

    @cached_property
    def _slant(self) -> int:
        """1 if the curve passes the box from below to above, else -1."""
        (left, _), (right, _) = self.boxes.box(0, stretch=0.9)
        return 1 if self.boxes.function(left) <= self.boxes.function(right) else -1

    @cached_property
    def height_side(self) -> tuple[int, int]:
        """On which side of the box the mark of ε stands, and whether up or down: the free one."""
        s = self._slant
        return self._freest((-s, 1), (s, 1), (-s, -1), (s, -1), room=_height_room)

    @cached_property
    def width_side(self) -> tuple[int, int]:
        """To which side the mark of δ goes, and whether it stands over or under the box."""
        s = self._slant
        return self._freest((s, -1), (s, 1), (-s, -1), (-s, 1), room=_width_room)

    def height_mark(self, level: float, stretch: float = 1.0) -> Corners:
        """Return the ends of the mark of ε."""
        (a, height), (delta, epsilon), (side, up) = (
            self.boxes.target, self.boxes.half_sizes(level), self.height_side,
        )  # fmt: skip
        across = a + side * (stretch + 0.3) * delta
        return (across, height), (across, height + up * epsilon)

    def width_mark(self, level: float, stretch: float = 1.0) -> Corners:
        """Return the ends of the mark of δ."""
        (a, height), (delta, epsilon), (side, up) = (
            self.boxes.target, self.boxes.half_sizes(level), self.width_side,
        )  # fmt: skip
        level_of_mark = height + up * 1.25 * epsilon
        return (a, level_of_mark), (a + side * stretch * delta, level_of_mark)

    def height_name_place(self, level: float) -> Point:
        """Return where the letter ε stands."""
        (_, low), (across, high) = self.height_mark(level)
        return across + self.height_side[0] * 0.3 * self.boxes.half_sizes(level)[0], (
            low + high
        ) / 2

    def width_name_place(self, level: float, stretch: float = 1.0) -> Point:
        """Return where the letter δ stands."""
        (left, up), (right, _) = self.width_mark(level, stretch)
        return (left + right) / 2, up + self.width_side[1] * 0.3 * self.boxes.half_sizes(level)[1]

    @cached_property
    def _fate_spot(self) -> tuple[float, int]:
        s, up = self._slant, -self.width_side[1]
        spots = [(across, v) for v in (up, -up) for across in (-1.1 * s, 0.0, 1.1 * s)]
        return min(spots, key=lambda spot: self._touched(_fate_room(*spot)))

    def fate_place(self, level: float) -> Point:
        """Return where the lens says what became of the curve."""
        (a, height), (delta, epsilon), (across, up) = (
            self.boxes.target, self.boxes.half_sizes(level), self._fate_spot,
        )  # fmt: skip
        return a + across * delta, height + up * 1.9 * epsilon

    def _freest(
        self, *choices: tuple[int, int], room: Callable[[int, int], Place]
    ) -> tuple[int, int]:
        return min(choices, key=lambda choice: self._touched(room(*choice)))

    def _touched(self, place: Place) -> int:
        """Return how much of the magnified curves lies in a place."""
        left, right, low, high = place
        across, up = self._normal_points.T
        return int(np.sum((left < across) & (across < right) & (low < up) & (up < high)))

    @cached_property
    def _normal_points(self) -> FloatArray:
        """Points along the magnified curves of all levels, in units of δ and ε."""
        found = [np.empty((0, 2))]
        for level in self.boxes.levels:
            for piece in self.boxes.magnified(level).pieces:
                fine = np.linspace(0, len(piece) - 1, max(200, 3 * len(piece)))
                points = [np.interp(fine, np.arange(len(piece)), each) for each in piece.T]
                scaled = np.column_stack(points) - self.boxes.target
                found.append(scaled / np.array(self.boxes.half_sizes(level)))
        return np.vstack(found)


def _height_room(side: int, up: int) -> Place:
    left, right = sorted((side * 1.12, side * 1.85))
    low, high = sorted((-0.05 * up, up))
    return left, right, low, high


def _width_room(side: int, up: int) -> Place:
    left, right = sorted((0.0, side * 2.0))
    low, high = sorted((up * 1.12, up * 1.8))
    return left, right, low, high


def _fate_room(across: float, up: int) -> Place:
    low, high = sorted((up * 1.6, up * 2.2))
    return across - 0.9, across + 0.9, low, high

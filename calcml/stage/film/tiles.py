"""The frame as a grid of tiles, of which some are to be drawn anew."""

from math import ceil, floor
from typing import NamedTuple

import numpy as np

from calcml.core.types import BoolArray

__all__ = ["SIDE", "Box", "Tiles"]

SIDE = 32
"""Edge of a tile in pixels; even, because colours are stored for squares of two by two."""


class Box(NamedTuple):
    """A rectangle of whole pixels: from ``left`` and ``top`` up to, without, ``right``, ``bottom``.

    Attributes
    ----------
    left, top, right, bottom : int
        In pixels; downwards.
    """

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        """How many pixels it has."""
        return (self.right - self.left) * (self.bottom - self.top)


class Tiles:
    """Marks the tiles of a frame in which something changed.

    Parameters
    ----------
    width, height : int
        Size of the frame in pixels.

    Examples
    --------
    >>> tiles = Tiles(96, 64)
    >>> tiles.mark((10, 5, 40, 20))
    >>> tiles.boxes()
    [Box(left=0, top=0, right=64, bottom=32)]
    >>> tiles.touch((70, 0, 90, 20)), tiles.touch((60, 31, 90, 50))
    (False, True)
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.marks: BoolArray = np.zeros((ceil(height / SIDE), ceil(width / SIDE)), dtype=np.bool_)

    def mark(self, box: tuple[float, float, float, float]) -> None:
        """Mark the tiles that a box of pixels touches."""
        self.marks[self._slices(box)] = True

    def mark_all(self) -> None:
        """Mark every tile."""
        self.marks[:] = True

    def touch(self, box: tuple[float, float, float, float]) -> bool:
        """Tell whether a box of pixels touches a marked tile."""
        return bool(self.marks[self._slices(box)].any())

    def boxes(self) -> list[Box]:
        """Return the marked tiles as few rectangles that do not overlap, from top to bottom."""
        open_runs: dict[tuple[int, int], int] = {}
        boxes: list[Box] = []
        rows = [*self.marks, np.zeros(self.marks.shape[1], dtype=np.bool_)]
        for row, marks in enumerate(rows):
            runs = set(_runs(marks))
            over = [run for run in open_runs if run not in runs]
            boxes.extend(self._box(run, open_runs.pop(run), row) for run in over)
            for run in runs:
                open_runs.setdefault(run, row)
        return sorted(boxes, key=lambda box: (box.top, box.left))

    def _box(self, run: tuple[int, int], top: int, bottom: int) -> Box:
        return Box(
            run[0] * SIDE,
            top * SIDE,
            min(run[1] * SIDE, self.width),
            min(bottom * SIDE, self.height),
        )

    def _slices(self, box: tuple[float, float, float, float]) -> tuple[slice, slice]:
        left, top, right, bottom = box
        rows, columns = self.marks.shape
        return (
            slice(_tile(top, rows), max(0, min(ceil(bottom / SIDE), rows))),
            slice(_tile(left, columns), max(0, min(ceil(right / SIDE), columns))),
        )


def _tile(edge: float, count: int) -> int:
    return max(0, min(floor(edge / SIDE), count))


def _runs(marks: BoolArray) -> list[tuple[int, int]]:
    """Return where runs of true values begin and end."""
    edges = np.flatnonzero(np.diff(marks, prepend=False, append=False))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]

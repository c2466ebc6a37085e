"""The frame as a grid of tiles, of which some are to be drawn anew."""

from collections.abc import Sequence
from math import ceil, floor
from typing import NamedTuple, TypeAlias

import numpy as np

__all__ = ["SIDE", "Box", "Range", "Tiles"]

Range: TypeAlias = tuple[int, int, int, int]
"""Tiles: from a row up to, without, a row, and the same for columns."""

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
    >>> tiles.mark(tiles.under((10, 5, 40, 20)))
    >>> tiles.boxes()
    [Box(left=0, top=0, right=64, bottom=32)]
    >>> tiles.touched([tiles.under((70, 0, 90, 20)), tiles.under((60, 31, 90, 50))])
    [False, True]
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.marks = np.zeros((ceil(height / SIDE), ceil(width / SIDE)), dtype=np.bool_)

    def under(self, bounds: tuple[float, float, float, float]) -> Range:
        """Return which tiles a rectangle touches: left, top, right, bottom in pixels."""
        left, top, right, bottom = bounds
        rows, columns = self.marks.shape
        return (
            min(max(floor(top / SIDE), 0), rows),
            min(max(ceil(bottom / SIDE), 0), rows),
            min(max(floor(left / SIDE), 0), columns),
            min(max(ceil(right / SIDE), 0), columns),
        )

    def clear(self) -> None:
        """Take all marks away."""
        self.marks[:] = False

    def mark(self, tiles: Range) -> None:
        """Mark tiles."""
        self.marks[tiles[0] : tiles[1], tiles[2] : tiles[3]] = True

    def mark_all(self) -> None:
        """Mark every tile."""
        self.marks[:] = True

    def touched(self, ranges: Sequence[Range]) -> list[bool]:
        """Tell for each range whether one of its tiles is marked."""
        rows, columns = self.marks.shape
        sums = np.zeros((rows + 1, columns + 1), dtype=np.int64)
        sums[1:, 1:] = self.marks.cumsum(axis=0).cumsum(axis=1)
        top, bottom, left, right = np.array(ranges, dtype=np.int64).reshape(-1, 4).T
        inside = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        found: list[bool] = (inside > 0).tolist()
        return found

    def boxes(self) -> list[Box]:
        """Return the marked tiles as few rectangles that do not overlap, from top to bottom."""
        edges = np.diff(self.marks, axis=1, prepend=False, append=False)
        begun: dict[tuple[int, int], int] = {}
        boxes: list[Box] = []
        for row in range(len(edges) + 1):
            found = np.flatnonzero(edges[row]).tolist() if row < len(edges) else []
            runs = list(zip(found[::2], found[1::2], strict=True))
            over = [run for run in begun if run not in runs]
            boxes.extend(self._box(run, begun.pop(run), row) for run in over)
            for run in runs:
                begun.setdefault(run, row)
        return sorted(boxes, key=lambda box: (box.top, box.left))

    def _box(self, run: tuple[int, int], top: int, bottom: int) -> Box:
        return Box(
            run[0] * SIDE,
            top * SIDE,
            min(run[1] * SIDE, self.width),
            min(bottom * SIDE, self.height),
        )

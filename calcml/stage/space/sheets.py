"""The layers of surfaces in the picture, and how many of them lie in front of a mark."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from calcml.core.types import FloatArray
from calcml.stage.space.faces import Faces
from calcml.stage.space.grids import IntArray
from calcml.stage.space.raster import Layer, layers
from calcml.stage.space.sketch import TINY, Line, Mark, Screen

__all__ = ["Pieces", "Sheets"]

#: Pieces of a line to either side that vote on whether it is hidden.
STEADY = 4


class Pieces:
    """The pieces of all marks in one list: parts of lines so short that each is hidden or not.

    Attributes
    ----------
    marks : Sequence of Mark
    begin : IntArray, shape (m,)
        Number of the first piece of each mark.
    pixels, world : FloatArray, shape (p, 3)
        The middle of each piece, in the picture and in the world.
    lift : FloatArray, shape (p,)
        How deep each may lie below a surface and still be on it.
    """

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = marks
        pieces = [_halfway(mark, mark.pixels) for mark in marks]
        lengths = np.array([len(piece) for piece in pieces], dtype=np.int64)
        self.begin = np.cumsum(lengths) - lengths
        none = np.empty((0, 3))
        self.pixels = np.concatenate([none, *pieces])
        self.world = np.concatenate([none, *(_halfway(mark, mark.world) for mark in marks)])
        self.lift = np.repeat([mark.lift for mark in marks], lengths)
        nth = np.arange(len(self.lift))
        is_line = np.repeat([isinstance(mark, Line) for mark in marks], lengths)
        self._first = np.where(is_line, np.repeat(self.begin, lengths), nth)
        self._last = np.where(is_line, np.repeat(self.begin + lengths - 1, lengths), nth)

    def of(self, number: int) -> slice:
        """Return where the pieces of a mark are."""
        following = self.begin[number + 1] if number + 1 < len(self.begin) else len(self.lift)
        return slice(int(self.begin[number]), int(following))

    def steadied(self, count: IntArray) -> IntArray:
        """Return the running median along every line: one that grazes a surface must not flicker.

        Beyond its ends a line is taken to go on as it ends.
        """
        nth = np.arange(len(count))
        low, high = nth - STEADY, nth + STEADY
        before, after = np.maximum(self._first - low, 0), np.maximum(high - self._last, 0)
        low, high = low + before, high - after
        median = np.zeros_like(count)
        for level in range(1, int(count.max(initial=0)) + 1):
            above = count >= level
            votes = np.cumsum(np.concatenate([[0], above]))
            inside = votes[high + 1] - votes[low]
            median += inside + before * above[self._first] + after * above[self._last] > STEADY
        return median


def _halfway(mark: Mark, points: FloatArray) -> FloatArray:
    """Return one point a piece, shape (p, 3), of a mark's points."""
    return (points[1:] + points[:-1]) / 2 if isinstance(mark, Line) else points


class Sheets:
    """The layers of a cell's surfaces, cropped to where there is anything."""

    def __init__(self, faces: Faces, screen: Screen) -> None:
        size = screen.width, screen.height
        self.faces = faces.from_far_to_near()
        x, y = (faces.pixels[:, axis].take(faces.corners) for axis in (0, 1))
        low = np.floor([v.min(initial=np.inf) for v in (x, y)])
        high = np.ceil([v.max(initial=-np.inf) for v in (x, y)])
        self.left, self.top = np.clip(low, 0, size).astype(int).tolist()
        right, bottom = np.clip(high, 0, size).astype(int).tolist()
        self.width, self.height = max(right - self.left, 0), max(bottom - self.top, 0)
        local = replace(self.faces, pixels=faces.pixels - (self.left, self.top, 0.0))
        self.layers: list[Layer] = layers(local, self.width, self.height)

    def in_front(self, pieces: Pieces) -> IntArray:
        """Return how many layers lie in front of each piece, shape (p,)."""
        count = np.zeros(len(pieces.lift), dtype=np.int64)
        x, y, depth = pieces.pixels.T
        column = np.floor(x).astype(np.int64) - self.left
        row = np.floor(y).astype(np.int64) - self.top
        inside = (column >= 0) & (column < self.width) & (row >= 0) & (row < self.height)
        under = np.flatnonzero(inside)
        for layer in self.layers:
            if not len(under):  # where a layer has nothing, deeper ones have nothing either
                break
            owner = layer.owner(row[under] * self.width + column[under])
            under, face = under[owner > 0], owner[owner > 0].astype(np.int64) - 1
            surface = self._depth(face, x[under], y[under])
            count[under[surface > depth[under] + pieces.lift[under]]] += 1
        return pieces.steadied(count)

    def _depth(self, face: IntArray, x: FloatArray, y: FloatArray) -> FloatArray:
        """Return the depth of faces at one point each, shape (p,)."""
        a, b, c, d = self.faces.corners[face].T
        columns = [np.ascontiguousarray(column) for column in self.faces.pixels.T]
        ax, ay, az = (column[a] for column in columns)
        cx, cy, cz = (column[c] for column in columns)
        bx, by, _ = (column[b] for column in columns)
        x, y = x - ax, y - ay
        ux, uy, uz = cx - ax, cy - ay, cz - az
        # Beyond the diagonal a c it is the other triangle of the face that counts.
        beyond = (ux * y - uy * x) * (ux * (by - ay) - uy * (bx - ax)) < 0
        third = np.where(beyond & (c != d), d, b)
        vx, vy, vz = (column[third] - of for column, of in zip(columns, (ax, ay, az), strict=True))
        doubled = ux * vy - uy * vx
        flat = np.abs(doubled) < TINY
        safe = np.where(flat, 1.0, doubled)
        s, t = np.clip((x * vy - y * vx) / safe, 0, 1), np.clip((y * ux - x * uy) / safe, 0, 1)
        depth: FloatArray = az + np.where(flat, (uz + vz) / 3, s * uz + t * vz)
        return depth

"""The layers of surfaces in the picture, and how many of them lie in front of a mark."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from calcml.core.types import BoolArray, FloatArray
from calcml.stage.space.faces import Faces
from calcml.stage.space.grids import IntArray
from calcml.stage.space.raster import Layer, layers
from calcml.stage.space.sketch import TINY, Line, Mark, Screen, Segments

__all__ = ["Sheets", "halfway"]

#: Pieces of a line to either side that vote on whether it is hidden.
STEADY = 4


def halfway(mark: Mark, points: FloatArray) -> FloatArray:
    """Return one point a piece, shape (p, 3), of a mark's points."""
    match mark:
        case Line():
            middle: FloatArray = (points[1:] + points[:-1]) / 2
            return middle
        case Segments():
            return points.mean(axis=1)
        case _:
            return points


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

    def in_front(self, marks: Sequence[Mark]) -> list[NDArray[np.int64]]:
        """Return how many layers lie in front of each piece of each mark."""
        if not marks:
            return []
        pieces = [halfway(mark, mark.pixels) for mark in marks]
        lengths = [len(piece) for piece in pieces]
        at = np.concatenate(pieces)
        lift = np.repeat([mark.lift for mark in marks], lengths)
        count = np.zeros(len(at), dtype=np.int64)
        x = np.floor(at[:, 0]).astype(np.int64) - self.left
        y = np.floor(at[:, 1]).astype(np.int64) - self.top
        inside = np.flatnonzero((x >= 0) & (x < self.width) & (y >= 0) & (y < self.height))
        for layer in self.layers:
            owner = layer.owner(y[inside] * self.width + x[inside])
            covered = inside[owner > 0]
            depth = self._depth(owner[owner > 0].astype(np.int64) - 1, at[covered, :2])
            count[covered[depth > at[covered, 2] + lift[covered]]] += 1
        ends = np.cumsum(lengths)
        changing = np.zeros(len(marks), dtype=np.bool_)
        changing[np.searchsorted(ends, np.flatnonzero(np.diff(count)), side="right")] = True
        return [
            _steadied(count) if isinstance(mark, Line) and changes else count
            for mark, changes, count in zip(
                marks, changing, np.split(count, ends[:-1]), strict=True
            )
        ]

    def _depth(self, face: IntArray, xy: FloatArray) -> FloatArray:
        """Return the depth of faces at one point each, shape (p, 2)."""
        a, b, c, d = self.faces.corners[face].T
        pixels = self.faces.pixels
        beyond = _is_across(pixels[a], pixels[c], pixels[b], xy)
        return _depth(pixels[np.stack([a, np.where(beyond, c, b), np.where(beyond, d, c)], 1)], xy)


def _steadied(count: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the running median: a line that grazes a surface must not flicker."""
    padded = np.pad(count, STEADY, mode="edge")
    median = np.zeros_like(count)
    for level in range(1, int(count.max()) + 1):
        votes = np.cumsum(np.concatenate([[0], padded >= level]))
        median += votes[2 * STEADY + 1 :] - votes[: len(count)] > STEADY
    return median


def _is_across(a: FloatArray, c: FloatArray, b: FloatArray, xy: FloatArray) -> BoolArray:
    """Tell which points lie on the other side of the line a c than b."""
    along = (c - a)[:, :2]

    def side(of: FloatArray) -> FloatArray:
        away = of[:, :2] - a[:, :2]
        turn: FloatArray = along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0]
        return turn

    across: BoolArray = side(b) * side(xy) < 0
    return across


def _depth(corners: FloatArray, xy: FloatArray) -> FloatArray:
    """Return the depth of triangles, shape (p, 3, 3), at one point each, shape (p, 2)."""
    a, u, v = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    doubled = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    flat = np.abs(doubled) < TINY
    safe = np.where(flat, 1.0, doubled)
    dx, dy = xy[:, 0] - a[:, 0], xy[:, 1] - a[:, 1]
    s = np.clip((dx * v[:, 1] - dy * v[:, 0]) / safe, 0, 1)
    t = np.clip((dy * u[:, 0] - dx * u[:, 1]) / safe, 0, 1)
    depth: FloatArray = np.where(
        flat, corners[:, :, 2].mean(axis=1), a[:, 2] + s * u[:, 2] + t * v[:, 2]
    )
    return depth

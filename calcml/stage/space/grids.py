"""How a grid of points hangs together: triangles, edges, neighbours, level lines."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from calcml.core.types import FloatArray

__all__ = ["Topology", "level_segments", "topology"]

IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Topology:
    """Which corners make a triangle and which triangles share an edge.

    Attributes
    ----------
    quads : IntArray, shape (f, 4)
        Numbers of the corners a, b, c, d of every cell, all in the same sense.
    edges : IntArray, shape (e, 2)
        Numbers of the ends of every edge.
    sides : IntArray, shape (e, 2)
        The triangles at an edge; -1 for none.
    """

    quads: IntArray
    edges: IntArray
    sides: IntArray

    @cached_property
    def triangles(self) -> IntArray:
        """Numbers of the corners, shape (2 f, 3): a, b, c of every cell, then a, c, d."""
        return np.concatenate([self.quads[:, :3], self.quads[:, [0, 2, 3]]])

    @cached_property
    def border(self) -> IntArray:
        """Numbers of the edges with a triangle on one side only."""
        return np.flatnonzero((self.sides < 0).sum(axis=1) == 1)

    @cached_property
    def inner(self) -> IntArray:
        """Numbers of the edges between two triangles."""
        return np.flatnonzero((self.sides >= 0).all(axis=1))

    @cached_property
    def inner_sides(self) -> IntArray:
        """The triangles at the inner edges, shape (2, i)."""
        return self.sides[self.inner].T.copy()


@lru_cache(maxsize=32)
def topology(rows: int, columns: int, *, closed_rows: bool, closed_columns: bool) -> Topology:
    """Return the topology of a grid; closed ones have their last row or column on the first."""
    at = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = at[:-1, :-1].ravel(), at[1:, :-1].ravel(), at[1:, 1:].ravel(), at[:-1, 1:].ravel()
    lower = np.arange(len(a)).reshape(rows - 1, columns - 1)
    upper = lower + len(a)
    # Welded to itself, the last row or column stands for the first on its other side.
    before = np.vstack([lower[-1:] if closed_rows else np.full_like(lower[:1], -1), lower])
    after = np.vstack([upper, upper[:1] if closed_rows else np.full_like(upper[:1], -1)])
    left = np.hstack([upper[:, -1:] if closed_columns else np.full_like(upper[:, :1], -1), upper])
    right = np.hstack([lower, lower[:, :1] if closed_columns else np.full_like(lower[:, :1], -1)])
    edges = [(a, c), (at[:, :-1], at[:, 1:]), (at[:-1], at[1:])]
    sides = [(lower, upper), (before, after), (left, right)]
    return Topology(
        np.stack([a, b, c, d], axis=1),
        np.concatenate([np.stack([p.ravel(), q.ravel()], 1) for p, q in edges]),
        np.concatenate([np.stack([p.ravel(), q.ravel()], 1) for p, q in sides]),
    )


def level_segments(values: FloatArray, points: FloatArray, levels: FloatArray) -> FloatArray:
    """Return the segments, shape (s, 2, 3), in which a grid of points has the given values.

    Parameters
    ----------
    values : FloatArray, shape (n, m)
    points : FloatArray, shape (n, m, 3)
    levels : FloatArray, shape (k,)
    """
    rows, columns = values.shape
    triangles = topology(rows, columns, closed_rows=False, closed_columns=False).triangles
    heights, corners = values.reshape(-1)[triangles], points.reshape(-1, 3)[triangles]
    found = []
    for level in levels:
        above = heights >= level
        a, b, c = above.T
        crossed = (a ^ b) | (b ^ c)
        high, corner, over = heights[crossed], corners[crossed], above[crossed]
        # The corner that stands alone on its side of the level, and the two others.
        alone = np.argmax(over == (over.sum(axis=1) == 1)[:, None], axis=1)
        pick = np.arange(len(alone))
        ends = []
        for step in (1, 2):
            other = (alone + step) % 3
            share = (level - high[pick, alone]) / (high[pick, other] - high[pick, alone])
            ends.append(
                corner[pick, alone] + share[:, None] * (corner[pick, other] - corner[pick, alone])
            )
        found.append(np.stack(ends, axis=1))
    return np.concatenate(found) if found else np.empty((0, 2, 3))

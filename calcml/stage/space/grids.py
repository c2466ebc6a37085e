"""How a grid of points hangs together: triangles, edges, neighbours."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from calcml.core.types import BoolArray

__all__ = ["IntArray", "Topology", "topology"]

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

    def only(self, cells: BoolArray) -> "Topology":
        """Return the topology of some of the cells.

        Parameters
        ----------
        cells : BoolArray, shape (f,)
            Which cells are kept.
        """
        kept = np.tile(cells, 2)
        numbers = np.append(np.where(kept, np.cumsum(kept) - 1, -1), -1)
        sides = numbers[self.sides]
        used = (sides >= 0).any(axis=1)
        return Topology(self.quads[cells], self.edges[used], sides[used])

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

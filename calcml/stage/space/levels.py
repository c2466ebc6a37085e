"""Level lines of a grid: where it crosses a value, as lines that run from edge to edge."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from calcml.core.types import BoolArray, FloatArray
from calcml.stage.space.grids import IntArray, topology

__all__ = ["LevelLines", "chains", "level_lines"]


@dataclass(frozen=True)
class LevelLines:
    """Points on the edges of a grid, one level line after another.

    Attributes
    ----------
    start, end : IntArray, shape (p,)
        Numbers of the points of the grid between which each point lies.
    share : FloatArray, shape (p,)
        How far it is from the one to the other.
    lengths : IntArray, shape (k,)
        How many points each line has; a closed one has its first point again as its last.
    """

    start: IntArray
    end: IntArray
    share: FloatArray
    lengths: IntArray

    def on(self, grid: FloatArray) -> FloatArray:
        """Return the points, shape (p, 3), on a grid of places, shape (n, m, 3)."""
        places = grid.reshape(-1, 3)
        start = places[self.start]
        points: FloatArray = start + self.share[:, None] * (places[self.end] - start)
        return points


def level_lines(
    values: FloatArray, levels: tuple[float, ...], cells: BoolArray | None = None
) -> LevelLines:
    """Return the lines along which a grid has given values.

    Parameters
    ----------
    values : FloatArray, shape (n, m)
    levels : tuple of float
    cells : BoolArray, shape (n - 1, m - 1), optional
        Which cells are there; all by default.

    Examples
    --------
    >>> lines = level_lines(np.array([[0.0, 0.0], [4.0, 4.0]]), (1.0,))
    >>> lines.share.tolist(), lines.lengths.tolist()
    ([0.25, 0.25, 0.25], [3])
    """
    flat = values.reshape(-1)
    shape = topology(*values.shape, closed_rows=False, closed_columns=False)
    triangles = (shape if cells is None else shape.only(cells.ravel())).triangles
    ends = np.sort(np.stack([triangles, np.roll(triangles, -1, axis=1)], axis=2), axis=2)
    edges = ends[..., 0] * len(flat) + ends[..., 1]
    found: list[list[int]] = []
    at: list[float] = []
    for level in levels:
        above = flat[triangles] >= level
        crossed = above != np.roll(above, -1, axis=1)  # none or two edges of a triangle
        lines = list(chains(edges[crossed].reshape(-1, 2)))
        found += lines
        at += [level] * sum(map(len, lines))
    edge = np.array([number for chain in found for number in chain], dtype=np.int64)
    start, end = np.divmod(edge, len(flat))
    share = (np.array(at) - flat[start]) / (flat[end] - flat[start])
    return LevelLines(start, end, share, np.array([len(chain) for chain in found], dtype=np.int64))


def chains(pairs: IntArray) -> Iterator[list[int]]:
    """Yield the chains into which pairs of numbers join, open ones first.

    Parameters
    ----------
    pairs : IntArray, shape (k, 2)
        Every number is in one pair, and then begins a chain, or in two.

    Yields
    ------
    list of int
        A closed chain ends with the number with which it begins.
    """
    joined: dict[int, list[int]] = {}
    for one, other in pairs.tolist():
        joined.setdefault(one, []).append(other)
        joined.setdefault(other, []).append(one)
    closed = {number for number, others in joined.items() if len(others) > 1}
    for begin in sorted(joined, key=lambda number: len(joined[number])):
        chain, here = [], begin
        while here in joined:
            chain.append(here)
            others = joined.pop(here)
            here = next((number for number in others if number in joined), begin)
        if chain:
            yield [*chain, begin] if begin in closed else chain

"""Level curves: marching squares on a grid, then every point moved onto the level itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calcml.core.decimals import Number, exact, is_whole
from calcml.core.errors import InvalidArgument
from calcml.core.functions import Function, checked_function
from calcml.core.points import read_only
from calcml.core.types import BoolArray, FloatArray
from calcml.core.window import Window

__all__ = ["LevelCurve", "level_curves"]

_HALVINGS = 60
"""An edge halved this often is shorter than the spacing of its doubles."""

_NEWTON_STEPS = 40
"""Enough for the slow convergence where two branches of a level cross."""

_MOST_CELLS = 1000
"""Beyond, the grid fills memory and each cell is less than a pixel."""

_PASSES = 3
"""How often chords that stray from the level are divided."""

_Segments = list[tuple[int, int]]


@dataclass(frozen=True, eq=False)
class LevelCurve:
    """All points of a window at one height of a function.

    Attributes
    ----------
    level : float
        The height.
    pieces : tuple of FloatArray, each of shape (k, 2)
        Polygons with their vertices on the level; a closed one ends with its first vertex.
    """

    level: float
    pieces: tuple[FloatArray, ...]


def level_curves(
    f: Function, window: Window, levels: Sequence[Number], *, cells: int = 96
) -> tuple[LevelCurve, ...]:
    r"""Trace the curves along which a function of two variables is constant.

    .. math:: \{ (x, y) : f(x, y) = c \}

    Parameters
    ----------
    f : Function
        Of two variables.
    window : Window
        The rectangle of arguments in which to look.
    levels : sequence of numbers
        The heights c.
    cells : int, default 96
        Squares of the search grid in each direction, from 2 to 1000.

    Returns
    -------
    tuple of LevelCurve
        One for each level, in the order given; without pieces where the level is not met.

    Raises
    ------
    InvalidArgument
        If the function is not one of the plane, a level is not finite, or there are too few
        cells or too many.

    Notes
    -----
    The vertices lie on the level to the last bits of the double: where a grid edge changes
    side it is halved, and midpoints that stray from the level are moved onto it by Newton's
    method. Between vertices a chord deviates by about κh²/8, with the curvature κ and the size h
    of a cell. A piece smaller than a cell can be missed. Where the four corners of a cell
    alternate, the height of its centre decides which belong together. An edge that changes
    side because a pole lies between its ends carries no vertex.

    References
    ----------
    .. [1] W. E. Lorensen, H. E. Cline, "Marching Cubes", Computer Graphics 21 (1987), 163-169.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> circle, = level_curves(Function(x**2 + y**2, (x, y)), Window((-2, 2), (-2, 2)), [1])
    >>> len(circle.pieces), bool(np.allclose(np.hypot(*circle.pieces[0].T), 1))
    (1, True)
    """
    checked_function(f)
    if f.arity != 2:  # noqa: PLR2004 - the plane
        raise InvalidArgument(
            f"level curves need a function of two variables, got {f.expression} of {f.arity}"
        )
    if not is_whole(cells) or not 2 <= cells <= _MOST_CELLS:  # noqa: PLR2004 - one has no inside
        raise InvalidArgument(f"cells must be from 2 to {_MOST_CELLS}, got {cells!r}")
    if not isinstance(levels, Iterable):
        raise InvalidArgument(f"levels must be a sequence of numbers, got {levels!r}")
    grid = _Grid.over(f, window, cells)
    heights = [float(exact(c)) for c in levels]
    return tuple(LevelCurve(c, tuple(map(read_only, grid.pieces(c)))) for c in heights)


@dataclass(frozen=True, eq=False)
class _Grid:
    """A function sampled at the corners of square cells.

    Edges are numbered: first those along x, then those along y, each by its lower left corner.
    """

    f: Function
    x: FloatArray
    y: FloatArray
    values: FloatArray

    @classmethod
    def over(cls, f: Function, window: Window, cells: int) -> "_Grid":
        x, y = (np.linspace(*side, cells + 1) for side in (window.x, window.y))
        return cls(f, x, y, f.raw(x[:, None], y[None, :]))

    def pieces(self, level: float) -> list[FloatArray]:
        vertices = self._vertices(level)
        segments = self._segments(level, ~np.isnan(vertices[:, 0]))
        chains = (vertices[chain] for chain in _chains(segments))
        apart = (_without_repeats(chain, self.cell / 10**6) for chain in chains)
        return [self._refined(piece, level) for piece in apart if len(piece) > 1]

    @property
    def cell(self) -> float:
        """The shorter side of a cell."""
        return float(min(self.x[1] - self.x[0], self.y[1] - self.y[0]))

    def _vertices(self, level: float) -> FloatArray:
        """Find the point of the level on every edge, shape (edges, 2); nan where there is none."""
        near, far = self._edge_ends()
        height = self.f.raw(*near.T) - level, self.f.raw(*far.T) - level
        with np.errstate(invalid="ignore"):
            crossed = np.isfinite(height[0]) & np.isfinite(height[1])
            crossed &= (height[0] >= 0) != (height[1] >= 0)
        vertices = np.full(near.shape, np.nan)
        middle = _halved(self.f, level, near[crossed], far[crossed])
        size = np.maximum(np.abs(height[0][crossed]), np.abs(height[1][crossed]))
        on_level = np.abs(self.f.raw(*middle.T) - level) <= size  # a pole only grows
        vertices[np.flatnonzero(crossed)[on_level]] = middle[on_level]
        return vertices

    def _edge_ends(self) -> tuple[FloatArray, FloatArray]:
        corners = np.stack(np.meshgrid(self.x, self.y, indexing="ij"), axis=-1)
        along, up = (corners[:-1], corners[1:]), (corners[:, :-1], corners[:, 1:])
        near, far = (
            np.concatenate([along[i].reshape(-1, 2), up[i].reshape(-1, 2)]) for i in (0, 1)
        )
        return near, far

    def _segments(self, level: float, crossed: BoolArray) -> _Segments:
        """Join the edges crossed by each cell, as pairs of edge numbers."""
        edges = self._cell_edges()
        counts = crossed[edges].sum(axis=-1)
        simple = edges[counts == 2]  # noqa: PLR2004 - in and out
        segments = [tuple(cell[crossed[cell]].tolist()) for cell in simple]
        for i, j in np.argwhere(counts == 4):  # noqa: PLR2004 - corners alternate
            bottom, right, top, left = edges[i, j].tolist()
            centre = self.f.raw((self.x[i] + self.x[i + 1]) / 2, (self.y[j] + self.y[j + 1]) / 2)
            if (centre >= level) == (self.values[i, j] >= level):
                segments += [(bottom, right), (top, left)]
            else:
                segments += [(left, bottom), (right, top)]
        return segments

    def _cell_edges(self) -> NDArray[np.intp]:
        """Return the bottom, right, top and left edge of every cell, shape (m, m, 4)."""
        m = len(self.x) - 1
        i, j = np.indices((m, m))
        along, up = i * (m + 1) + j, m * (m + 1) + i * m + j
        return np.stack([along, up + m, along + 1, up], axis=-1)

    def _refined(self, piece: FloatArray, level: float) -> FloatArray:
        """Insert the middle of every chord that strays from the level, moved onto it."""
        for _ in range(_PASSES):
            middle = (piece[1:] + piece[:-1]) / 2
            moved = _projected(self.f, level, middle, self.cell / 10**13)
            shift = np.linalg.norm(moved - middle, axis=1)
            chord = np.linalg.norm(piece[1:] - piece[:-1], axis=1)
            strays = (shift > self.cell / 100) & (shift < chord)
            piece = np.insert(piece, np.flatnonzero(strays) + 1, moved[strays], axis=0)
        return piece


def _halved(f: Function, level: float, near: FloatArray, far: FloatArray) -> FloatArray:
    """Halve segments whose ends lie on different sides of the level, down to a point."""
    side = f.raw(*near.T) >= level
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        same = ((f.raw(*middle.T) >= level) == side)[:, None]
        near, far = np.where(same, middle, near), np.where(same, far, middle)
    return far


def _projected(f: Function, level: float, points: FloatArray, gap: float) -> FloatArray:
    """Move points onto the level along the gradient, until no move exceeds the gap."""
    slopes = [f.derivative(v) for v in f.variables]
    for _ in range(_NEWTON_STEPS):
        slope = np.stack([s.raw(*points.T) for s in slopes], axis=-1)
        height = f.raw(*points.T) - level
        steepness = (slope**2).sum(axis=1)
        with np.errstate(all="ignore"):
            move = np.where(height == 0, 0.0, height / steepness)[:, None] * slope
        points = points - move
        if not (np.abs(move) > gap).any():
            break
    return points


def _without_repeats(chain: FloatArray, gap: float) -> FloatArray:
    """Drop vertices as good as the one before, as where the level meets a corner."""
    steps = np.linalg.norm(np.diff(chain, axis=0), axis=1)
    apart = chain[np.concatenate([[True], steps > gap])]
    if (chain[0] == chain[-1]).all():
        apart[-1] = chain[0]  # still closed, should the last vertex have been dropped
    return apart


def _chains(segments: _Segments) -> Iterator[list[int]]:
    """Join segments end to end: open chains first, then loops that end where they began."""
    neighbours: dict[int, list[int]] = {}
    for one, other in segments:
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    ends = sorted(e for e, joined in neighbours.items() if len(joined) == 1)
    for start in (*ends, *sorted(neighbours)):
        if neighbours[start]:
            yield _followed(start, neighbours)


def _followed(start: int, neighbours: dict[int, list[int]]) -> list[int]:
    """Walk from edge to edge, using up each connection."""
    chain = [start]
    while neighbours[chain[-1]]:
        here = chain[-1]
        ahead = neighbours[here].pop(0)
        neighbours[ahead].remove(here)
        chain.append(ahead)
    return chain

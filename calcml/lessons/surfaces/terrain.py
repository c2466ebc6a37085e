"""Terrain: a sampled surface, cut off where it leaves the picture, ends or jumps.

A grid of points over a window has a height everywhere only if the function is tame. Where it has
no value, runs beyond the heights that are shown, or jumps, cells are left out, and the corners
of the last ones are moved along the grid onto the edge, so that the border is as smooth as the
surface.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from calcml.core.functions import Function
from calcml.core.types import BoolArray, FloatArray
from calcml.core.window import Window
from calcml.lessons.framing import Range, widened
from calcml.lessons.surfaces.jumps import jumps

__all__ = ["Terrain", "is_shown", "suited_heights", "terrain"]

_HALVINGS = 40  # an edge of a grid halved so often is far shorter than a pixel
_STEEP = 0.02  # of the heights: a smaller step between neighbours is none
_RARE = 0.01  # of a window: the highest and the lowest part of a surface that runs off
_ROOM = 2.4  # the most that is shown, in heights of the part that must be seen
_SLIVER = 1e-6  # of the area of a whole cell: less is nothing
_FLAT = 1e-9  # relative to the largest value: less is rounding


@dataclass(frozen=True, eq=False)
class Terrain:
    """A surface over a window.

    Attributes
    ----------
    grid : FloatArray, shape (n, m, 3)
        Points of the surface; those of cells that are left out are finite, but mean nothing.
    cells : BoolArray, shape (n - 1, m - 1)
        Which cells are there.
    is_whole : bool
        Whether the surface is there, and shown, all over the window.
    """

    grid: FloatArray
    cells: BoolArray
    is_whole: bool

    @property
    def kept(self) -> BoolArray | None:
        """Which cells are there; None if all are, which is drawn faster."""
        return None if self.cells.all() else self.cells


def terrain(f: Function, window: Window, *, heights: Range, cells: int = 64) -> Terrain:
    """Sample a surface, cut off at the heights that are shown.

    Parameters
    ----------
    f : Function
        Of two variables.
    window : Window
        The rectangle of arguments, borders included.
    heights : tuple of two floats
        What lies beyond is left out.
    cells : int
        Cells in each direction.

    Returns
    -------
    Terrain

    Examples
    --------
    >>> import sympy as sp
    >>> from calcml.core.symbols import x, y
    >>> unit = Window((-1, 1), (-1, 1))
    >>> whole = terrain(Function(x + y, (x, y)), unit, heights=(-2, 2), cells=4)
    >>> half = terrain(Function(sp.sqrt(x) + y, (x, y)), unit, heights=(-2, 2), cells=4)
    >>> whole.is_whole, half.cells.sum(axis=0).tolist()
    (True, [2, 2, 2, 2])
    """
    across, up = (np.linspace(*side, cells + 1) for side in (window.x, window.y))
    x, y = np.meshgrid(across, up, indexing="ij")
    slope = _Slope(f, heights)
    z = f.raw(x, y)
    inside = is_shown(z, heights)
    is_whole = bool(inside.all())
    if not is_whole:
        x, y, inside = slope.moved(x, y, inside)
        z = f.raw(x, y)
    there = _all_corners(inside) & _spread(x, y) & ~slope.torn(x, y, z)
    at = np.argmax(inside)  # what is left out lies on some point that is there
    filled = (np.where(inside, each, each.flat[at] if inside.any() else 0.0) for each in (x, y, z))
    return Terrain(np.stack(list(filled), axis=-1), there, is_whole and bool(there.all()))


def suited_heights(values: FloatArray, hold: Iterable[float] = ()) -> Range:
    """Return the heights between which a surface is shown best.

    Parameters
    ----------
    values : FloatArray
        Heights of the surface all over its window; those that are not finite are passed over.
    hold : iterable of float
        Heights that must be seen.

    Returns
    -------
    tuple of two floats
        All heights, unless a few run far away from the rest.

    Examples
    --------
    >>> suited_heights(np.linspace(0, 8, 101))
    (0.0, 8.0)
    >>> low, high = suited_heights(1 / np.linspace(0.001, 1, 1001))
    >>> high < 100
    True
    """
    known = values[np.isfinite(values)]
    needed = [*np.quantile(known, (0.05, 0.95)).tolist()] if len(known) else []
    needed += [float(v) for v in hold if np.isfinite(v)]
    if not needed:
        return -1.0, 1.0
    low, high = min(needed), max(needed)
    bottom, top = float(min([low, *known.tolist()])), float(max([high, *known.tolist()]))
    if top - bottom <= _FLAT * max(abs(bottom), abs(top)):
        return widened((bottom, bottom), 0)
    if high - low <= _FLAT * max(abs(low), abs(high)):
        return bottom, top
    spare = (_ROOM - 1) * (high - low)
    below, above = low - bottom, top - high
    if below + above > spare:
        least, most = np.quantile(known, (_RARE, 1 - _RARE)).tolist()
        below = below if below <= spare / 2 else max(0.0, low - least)
        above = above if above <= spare / 2 else max(0.0, most - high)
    if below + above > spare:  # the side that needs less gets what it needs
        below, above = (
            min(below, max(spare / 2, spare - above)), min(above, max(spare / 2, spare - below))
        )  # fmt: skip
    return low - below, high + above


def is_shown(z: FloatArray, heights: Range) -> BoolArray:
    """Tell which heights lie between two.

    Parameters
    ----------
    z : FloatArray
        Heights; those that are not finite do not.
    heights : tuple of two floats

    Returns
    -------
    BoolArray
        Of the shape of z.
    """
    low, high = heights
    slack = 1e-9 * (high - low)
    with np.errstate(invalid="ignore"):
        return np.isfinite(z) & (z >= low - slack) & (z <= high + slack)


@dataclass(frozen=True)
class _Slope:
    """A function and the heights that are shown of it."""

    f: Function
    heights: Range

    def moved(
        self, x: FloatArray, y: FloatArray, inside: BoolArray
    ) -> tuple[FloatArray, FloatArray, BoolArray]:
        """Move points beside the surface onto its edge; return which points are on it then."""
        x, y, shifts = x.copy(), y.copy(), np.full(x.shape, np.inf)
        starts = np.stack([x, y], axis=-1)
        for here, there in _neighbours(x.shape):
            lost = inside[there] & ~inside[here]
            if not lost.any():
                continue
            far, near = starts[here][lost], starts[there][lost]
            edge = self._edge(near, far)
            shift = np.linalg.norm(edge - far, axis=1)
            nearest = shift < shifts[here][lost]
            for axis, places in enumerate((x, y)):
                part = places[here]
                part[lost] = np.where(nearest, edge[:, axis], part[lost])
            shifts[here][lost] = np.minimum(shift, shifts[here][lost])
        return x, y, inside | np.isfinite(shifts)

    def _edge(self, near: FloatArray, far: FloatArray) -> FloatArray:
        """Return the last points that are shown on the ways from near to far."""
        for _ in range(_HALVINGS):
            middle = (near + far) / 2
            on = is_shown(self.f.raw(*middle.T), self.heights)[:, None]
            near, far = np.where(on, middle, near), np.where(on, far, middle)
        return near

    def torn(self, x: FloatArray, y: FloatArray, z: FloatArray) -> BoolArray:
        """Tell across which cells the surface jumps."""
        low, high = self.heights
        places = np.stack([x, y], axis=-1)
        step = _STEEP * (high - low)
        upright = np.zeros((x.shape[0] - 1, x.shape[1]), dtype=bool)
        level = np.zeros((x.shape[0], x.shape[1] - 1), dtype=bool)
        for torn, here, there in (
            (upright, np.s_[:-1], np.s_[1:]),
            (level, np.s_[:, :-1], np.s_[:, 1:]),
        ):
            with np.errstate(invalid="ignore"):
                steep = np.abs(z[there] - z[here]) > step
            if steep.any():
                torn[steep] = jumps(self.f, places[here][steep], places[there][steep], step)
        return upright[:, :-1] | upright[:, 1:] | level[:-1] | level[1:]


def _all_corners(inside: BoolArray) -> BoolArray:
    return inside[:-1, :-1] & inside[1:, :-1] & inside[:-1, 1:] & inside[1:, 1:]


def _spread(x: FloatArray, y: FloatArray) -> BoolArray:
    """Tell which cells have an area left after their corners were moved."""
    across, up = x[1:, 1:] - x[:-1, :-1], y[1:, 1:] - y[:-1, :-1]
    area = across * (y[:-1, 1:] - y[1:, :-1]) - up * (x[:-1, 1:] - x[1:, :-1])
    return np.asarray(area > _SLIVER * np.max(area))


def _neighbours(shape: tuple[int, ...]) -> Iterator[tuple[tuple[slice, ...], tuple[slice, ...]]]:
    """Yield slices of a grid and of the neighbours in one direction, the straight ones first."""
    ways = [way for way in product((-1, 0, 1), repeat=2) if any(way)]
    for way in sorted(ways, key=lambda w: abs(w[0]) + abs(w[1])):
        here = tuple(slice(max(0, -d), n - max(0, d)) for d, n in zip(way, shape, strict=True))
        there = tuple(slice(max(0, d), n - max(0, -d)) for d, n in zip(way, shape, strict=True))
        yield here, there

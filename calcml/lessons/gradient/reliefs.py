"""Reliefs: in which square the hills and hollows of a function are seen, and where they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import sympy as sp

from calcml.core.critical_points import critical_points
from calcml.core.errors import CalcmlError
from calcml.core.extrema import CriticalPoint, Kind
from calcml.core.functions import Function
from calcml.core.gradients import gradient
from calcml.core.types import BoolArray, FloatArray
from calcml.core.window import Window
from calcml.lessons.surfaces.slopes import Place
from calcml.lessons.surfaces.windows import finite_share, square_about, within_domain

__all__ = ["Relief", "suited_square"]

_REACHES = (
    "2",
    "4",
    "1",
    "8",
    "1/2",
    "16",
    "1/5",
    "40",
    "150",
    "600",
    "2500",
    "1/20",
    "1/50",
    "1/100",
)
_FAR = 20  # a reach in which one hill alone is looked at from nearer
_NODES = 41  # of the grid on which hills are looked for, in each direction
_MOST = 6  # hills and hollows in a picture that can be taken in
_DEFINED = 0.85  # of a square: if less is, it is cut to the domain
_MOVED = 0.55  # of the reach: hills so far off the middle are put there
_HIGH = 0.05  # of the heights: what differs more from the middle height is no plain
_ACTIVE = 0.25  # of the picture that must not be a plain
_CROWD = 12  # critical points; more of them fill curves or are ripples
_EQUAL = 1e-9  # of the heights


@lru_cache(maxsize=8)
def suited_square(f: Function, centre: Place | None = None) -> tuple[Place, sp.Expr]:
    """Choose the square in which a surface is told.

    Parameters
    ----------
    f : Function
        Of x and y.
    centre : tuple of two sympy.Expr, optional
        Its middle, if that is given.

    Returns
    -------
    centre : tuple of two sympy.Expr
    reach : sympy.Expr
        Half its side.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> suited_square(Function(x * sp.exp(-(x**2) - y**2), (x, y)))
    ((0, 0), 2)
    >>> suited_square(Function((x - 1000) ** 2 + y**2, (x, y)))
    ((1000, 0), 2)
    """
    start = centre or (sp.Integer(0), sp.Integer(0))
    first = None
    for reach in map(sp.Rational, _REACHES):
        middle, size = (start, reach) if centre else _within(f, start, reach)
        view = _View.of(f, middle, size)
        if view is None or (first and first.is_crowded and size > first.reach):
            continue
        first = first or view
        is_alone = len(view.summits) == 1 and not centre
        if view.is_fit and not (is_alone and size > _FAR):
            return middle, size
        if is_alone:  # one hill, far off the middle
            return _about(f, view)
    return (first.middle, first.reach) if first else (start, sp.Integer(2))


def _about(f: Function, view: "_View") -> tuple[Place, sp.Expr]:
    """Return a square about the one hill of a view."""
    across, up = _rounded(view.summits[0], view.reach / 20)
    for reach in map(sp.Rational, _REACHES):
        middle, size = _within(f, (across, up), reach)
        nearer = _View.of(f, middle, size)
        if nearer is not None and nearer.is_fit:
            return middle, size
    return view.middle, view.reach


def _within(f: Function, middle: Place, reach: sp.Expr) -> tuple[Place, sp.Expr]:
    """Return a square, moved into the domain where much of it lies outside."""
    square = square_about((float(middle[0]), float(middle[1])), float(reach))
    if finite_share(f, square) >= _DEFINED:
        return middle, reach
    moved = within_domain(f, square, hold=())
    sides = [_rounded_side(side, reach) for side in (moved.x, moved.y)]
    size = max(half for _, half in sides)
    return (sides[0][0], sides[1][0]), size


def _rounded_side(side: tuple[float, float], reach: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Return the middle and half the length of a side, in tenths of the reach."""
    low, high = side
    middle, half = _rounded(((low + high) / 2, (high - low) / 2), reach / 10)
    return middle, half or reach


def _rounded(values: Iterable[float], unit: sp.Expr) -> tuple[sp.Expr, ...]:
    return tuple(unit * round(float(v) / float(unit)) for v in values)


@dataclass(frozen=True, eq=False)
class _View:
    """A square, and the tops and bottoms that a grid of heights has in it, shape (k, 2)."""

    middle: Place
    reach: sp.Expr
    summits: FloatArray
    is_active: bool

    @classmethod
    def of(cls, f: Function, middle: Place, reach: sp.Expr) -> "_View | None":
        window = square_about((float(middle[0]), float(middle[1])), float(reach))
        across, up = (np.linspace(*side, _NODES) for side in (window.x, window.y))
        z = f.raw(across[:, None], up[None, :])
        known = z[np.isfinite(z)]
        if known.size < _DEFINED / 2 * z.size:
            return None
        low, high = np.quantile(known, (0.02, 0.98))
        differ = np.abs(known - np.median(known)) > _HIGH * (high - low)
        found = np.argwhere(_is_summit(z, 1) | _is_summit(z, -1)) + 1
        summits = np.column_stack([across[found[:, 0]], up[found[:, 1]]])
        return cls(middle, reach, summits, bool(high > low and differ.mean() >= _ACTIVE))

    @property
    def is_crowded(self) -> bool:
        return len(self.summits) > _MOST

    @property
    def is_fit(self) -> bool:
        """Whether hills stand about the middle, and are no small part of the picture."""
        if not len(self.summits) or self.is_crowded or not self.is_active:
            return False
        away = self.summits.mean(axis=0) - [float(c) for c in self.middle]
        return bool(np.abs(away).max() <= _MOVED * float(self.reach))


def _is_summit(z: FloatArray, sign: int) -> BoolArray:
    """Tell which inner nodes are higher (sign 1) or lower (-1) than all eight around."""
    inner = sign * z[1:-1, 1:-1]
    with np.errstate(invalid="ignore"):
        return np.asarray(np.all([inner > sign * z[side] for side in _around(z.shape)], axis=0))


def _around(shape: tuple[int, ...]) -> Iterator[tuple[slice, slice]]:
    rows, columns = shape
    for i in range(3):
        for j in range(3):
            if (i, j) != (1, 1):
                yield slice(i, rows - 2 + i), slice(j, columns - 2 + j)


@dataclass(frozen=True)
class Relief:
    """The tops, bottoms and saddles of a function in a square.

    Attributes
    ----------
    function : Function
        Of x and y.
    centre : tuple of two sympy.Expr
    reach : sympy.Expr
        Half the side of the square.
    """

    function: Function
    centre: Place
    reach: sp.Expr

    @property
    def window(self) -> Window:
        """The square in doubles."""
        a, b = self.centre
        return square_about((float(a), float(b)), float(self.reach))

    @property
    def points(self) -> tuple[CriticalPoint, ...]:
        """The points of level ground; none where they are not known."""
        return self._found or ()

    @property
    def is_known(self) -> bool:
        """Whether all points of level ground are known: they may fill curves, or be too many."""
        return self._found is not None

    @cached_property
    def _found(self) -> tuple[CriticalPoint, ...] | None:
        view = _View.of(self.function, self.centre, self.reach)
        if view is None or len(view.summits) > _CROWD:
            return None
        sides = tuple((c - self.reach, c + self.reach) for c in self.centre)
        try:
            found = critical_points(self.function, sides)
        except CalcmlError:
            return None
        inner = tuple(p for p in found if self._is_inside(p))
        return inner if len(inner) <= _CROWD else None

    def _is_inside(self, found: CriticalPoint) -> bool:
        away = np.abs(found.coordinates - [float(c) for c in self.centre])
        return bool((away < 0.999 * float(self.reach)).all())

    def of(self, kind: Kind) -> tuple[CriticalPoint, ...]:
        """Return the points of a kind, the highest maximum or the lowest other first."""
        sign = -1 if kind is Kind.MAXIMUM else 1
        return tuple(
            sorted((p for p in self.points if p.kind is kind), key=lambda p: sign * p.height)
        )

    @cached_property
    def _samples(self) -> FloatArray:
        """Points all over the square and their heights, finite ones only; shape (k, 3)."""
        across, up = (np.linspace(*side, 2 * _NODES - 1) for side in (self.window.x, self.window.y))
        x, y = np.meshgrid(across, up, indexing="ij")
        points = np.stack([x, y, self.function.raw(x, y)], axis=-1).reshape(-1, 3)
        return np.asarray(points[np.isfinite(points[:, 2])])

    @property
    def heights(self) -> FloatArray:
        """Heights all over the square; finite ones only, shape (k,)."""
        return np.asarray(self._samples[:, 2])

    def is_highest(self, found: CriticalPoint) -> bool:
        """Tell whether nothing in the square is as high as a point."""
        return self._leads(found, 1)

    def is_lowest(self, found: CriticalPoint) -> bool:
        """Tell whether nothing in the square is as low as a point."""
        return self._leads(found, -1)

    def is_smooth(self, found: CriticalPoint) -> bool:
        """Tell whether the ground is level at a point: it has a gradient there, which is zero."""
        try:
            return not any(gradient(self.function, found.at).exact)
        except CalcmlError:
            return False

    def _leads(self, found: CriticalPoint, sign: int) -> bool:
        slack = _EQUAL * float(np.ptp(self.heights))
        others = [sign * p.height for p in self.points if p is not found]
        *place, z = self._samples.T
        gaps = np.hypot(*(c - p for c, p in zip(place, found.coordinates, strict=True)))
        apart = gaps > 2 * float(self.reach) / _NODES
        beyond = sign * z[apart] >= sign * found.height - slack
        above = sign * z >= sign * found.height + slack
        leads = all(each < sign * found.height - slack for each in others)
        return leads and not beyond.any() and not above.any()

"""Tops, bottoms and saddles of a surface: on a grid first, then by Newton's method.

Slopes and bends are plain central differences. With 120 digits and a step of 10⁻³⁰ of the picture
they are wrong in about the sixtieth digit, so nothing needs to be extrapolated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import mpmath as mp
import numpy as np
from numpy.typing import NDArray

from calcml.oracles.evaluation import Coordinate, Formula, NoValueError, UnknownError

__all__ = ["FlatPlace", "Square", "flat_places"]

_NODES = 25
_SHIFT = 0.37  # of a cell: no node lies on an axis of symmetry, or on a pole there
_MOST = 40  # starts; more of them fill curves
_DIGITS = 120
_STEP = mp.mpf(10) ** -30  # of the reach
_ARRIVED = mp.mpf(10) ** -32  # of the reach: a step so small; the next would be its square
_ITERATIONS = 40
_INSIDE = mp.mpf("0.999")  # of the reach: what lies farther out is cut by the frame
_FLAT = mp.mpf(10) ** -20  # of the larger bend: less is none
_NEAR = 2.5  # cells between a top of the grid and the top itself, at most

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Square:
    """Where to look.

    Attributes
    ----------
    centre : tuple of two numbers
    reach : number
        Half the side.
    """

    centre: tuple[mp.mpf, mp.mpf]
    reach: mp.mpf

    def holds(self, at: tuple[mp.mpf, mp.mpf], share: mp.mpf) -> bool:
        """Tell whether a point lies within a share of the reach."""
        away = (abs(p - c) for p, c in zip(at, self.centre, strict=True))
        return all(gap < share * self.reach for gap in away)


@dataclass(frozen=True)
class FlatPlace:
    """A point of level ground.

    Attributes
    ----------
    at : tuple of two mpmath.mpf
    height : mpmath.mpf
    bends : tuple of two mpmath.mpf
        The eigenvalues of the Hessian matrix, the smaller one first.
    """

    at: tuple[mp.mpf, mp.mpf]
    height: mp.mpf
    bends: tuple[mp.mpf, mp.mpf]

    @property
    def kind(self) -> str:
        """What the signs of the eigenvalues say: maximum, minimum, saddle; else nothing."""
        low, high = self.bends
        if min(abs(low), abs(high)) <= _FLAT * max(abs(low), abs(high)):
            return ""
        return "minimum" if low > 0 else "maximum" if high < 0 else "saddle"


def flat_places(f: Formula, square: Square) -> tuple[FlatPlace, ...] | None:
    """Look for all points of level ground in a square.

    Parameters
    ----------
    f : Formula
        Of two variables.
    square : Square

    Returns
    -------
    tuple of FlatPlace, or None
        None where it is not sure that these are all: there are too many, or the grid has a top
        or a bottom to which Newton's method finds no way, such as the tip of a cone.

    Examples
    --------
    >>> import sympy as sp
    >>> x, y = sp.symbols("x y")
    >>> bowl = Formula(x**2 + y**2 - 2 * x, (x, y))
    >>> (found,) = flat_places(bowl, Square((mp.mpf(0), mp.mpf(0)), mp.mpf(2)))
    >>> found.kind, [mp.nstr(c, 5) for c in (*found.at, found.height)]
    ('minimum', ['1.0', '0.0', '-1.0'])
    """
    grid = _Grid.of(f, square)
    starts = list(dict.fromkeys(grid.starts))
    if len(starts) > _MOST:
        return None
    found: list[FlatPlace] = []
    for start in starts:
        place = _closed_in(f, start, square)
        if place is not None and not any(_is_same(place, known, square) for known in found):
            found.append(place)
    is_sure = all(
        any(p.kind == kind and grid.is_near(p.at, at) for p in found) for kind, at in grid.extremes
    )
    return tuple(found) if is_sure else None


@dataclass(frozen=True, eq=False)
class _Grid:
    """Nodes along both axes, shapes (n,), and heights, shape (n, n), which may be nan."""

    x: Floats
    y: Floats
    heights: Floats

    @classmethod
    def of(cls, f: Formula, square: Square) -> "_Grid":
        shares = 2 * (np.arange(_NODES) + _SHIFT) / _NODES - 1
        x, y = (float(c) + float(square.reach) * shares for c in square.centre)
        return cls(x, y, np.array([[_height(f, u, v) for v in y] for u in x]))

    @property
    def starts(self) -> Iterator[tuple[float, float]]:
        """Nodes where the ground is more level than all around."""
        across, up = np.gradient(self.heights, self.x, self.y)
        with np.errstate(invalid="ignore", over="ignore"):
            yield from (at for at, _ in self._peaks(-np.hypot(across, up)))
        yield from (at for _, at in self.extremes)

    @property
    def extremes(self) -> Iterator[tuple[str, tuple[float, float]]]:
        """Nodes that are higher, or lower, than all around."""
        for kind, sign in (("maximum", 1), ("minimum", -1)):
            yield from (
                (kind, at) for at, is_strict in self._peaks(sign * self.heights) if is_strict
            )

    def _peaks(self, values: Floats) -> Iterator[tuple[tuple[float, float], bool]]:
        """Yield inner nodes that none of the eight around exceeds, and whether none is equal."""
        for i in range(1, _NODES - 1):
            for j in range(1, _NODES - 1):
                around = np.delete(values[i - 1 : i + 2, j - 1 : j + 2].ravel(), 4)
                if (values[i, j] >= around).all():
                    at = float(self.x[i]), float(self.y[j])
                    yield at, bool((values[i, j] > around).all())

    def is_near(self, place: tuple[mp.mpf, mp.mpf], node: tuple[float, float]) -> bool:
        cell = float(self.x[1] - self.x[0])
        return all(abs(p - c) <= _NEAR * cell for p, c in zip(place, node, strict=True))


def _height(f: Formula, u: float, v: float) -> float:
    try:
        return float(f(mp.mpf(u), mp.mpf(v)))
    except (NoValueError, UnknownError):
        return float("nan")


def _closed_in(f: Formula, start: tuple[float, float], square: Square) -> FlatPlace | None:
    """Follow Newton's method from a start; None if it leaves the square or does not arrive."""
    with mp.workdps(_DIGITS):
        at, h = tuple(map(mp.mpf, start)), _STEP * square.reach
        for _ in range(_ITERATIONS):
            try:
                slopes, bends = _differences(f, at, h)
                step = mp.lu_solve(bends, -slopes)
            except (NoValueError, UnknownError, ZeroDivisionError):
                return None
            at = at[0] + step[0], at[1] + step[1]
            if not square.holds(at, mp.mpf(1)):
                return None
            if mp.norm(step, mp.inf) < _ARRIVED * square.reach:
                low, high = sorted(mp.eigsy(bends, eigvals_only=True))
                place = FlatPlace(at, f(*at), (low, high))
                return place if square.holds(at, _INSIDE) else None
        return None


def _differences(f: Formula, at: tuple[Coordinate, ...], h: mp.mpf) -> tuple[mp.matrix, mp.matrix]:
    """Return the slopes and the bends at a point, from nine heights around it."""
    x, y = at
    z = {(i, j): f(x + i * h, y + j * h) for i in (-1, 0, 1) for j in (-1, 0, 1)}
    twist = (z[1, 1] - z[1, -1] - z[-1, 1] + z[-1, -1]) / (4 * h * h)
    slopes = mp.matrix([(z[1, 0] - z[-1, 0]) / (2 * h), (z[0, 1] - z[0, -1]) / (2 * h)])
    bends = [
        (z[u] - 2 * z[0, 0] + z[v]) / (h * h) for u, v in (((1, 0), (-1, 0)), ((0, 1), (0, -1)))
    ]
    return slopes, mp.matrix([[bends[0], twist], [twist, bends[1]]])


def _is_same(one: FlatPlace, other: FlatPlace, square: Square) -> bool:
    gaps = (abs(p - q) for p, q in zip(one.at, other.at, strict=True))
    return all(gap < mp.sqrt(_ARRIVED) * square.reach for gap in gaps)

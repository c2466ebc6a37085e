"""Planes: where to cut a surface, if nobody said where."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import numpy as np
import sympy as sp

from calcml.core.functions import Function
from calcml.core.types import FloatArray
from calcml.core.window import Window
from calcml.lessons.framing import Range
from calcml.lessons.surfaces.jumps import is_joined
from calcml.lessons.surfaces.slopes import Place, has_slopes
from calcml.lessons.surfaces.terrain import suited_heights
from calcml.lessons.surfaces.windows import square_about, steps_from, turns

__all__ = ["other_plane", "slice_window", "stops_of_the_plane", "way_of_the_plane"]

_STOPS = (0, 1, 2, -1)  # in steps
_SHIFTS = (0, 1, 2, -2, -3, 4, 5, -6, 10)  # of all stops, in steps
_TURNS = 5  # the most that a curve may turn in its window and still be read
_FAR = 3  # times as far from zero as the stops are apart: then zero is out of the picture
_LEVEL = 0.25  # of the heights: what a tangent that crosses the window must rise to be seen
_SAMPLES = 129
_EQUAL = 1e-3  # of the larger slope: a smaller difference is not seen


def slice_window(f: Function, at: float, stops: Sequence[float]) -> Window:
    """Return the square in which planes through a surface are shown.

    Parameters
    ----------
    f : Function
        Of x and y.
    at : float
        The x of the point; the square holds it twice.
    stops : sequence of float
        The values of y.

    Returns
    -------
    Window
        About the origin, unless that is far from the point or the surface so high there that
        its slopes at the stops could not be seen.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> bowl = Function(x**2 + y**2, (x, y))
    >>> slice_window(bowl, 1, (0, 1, 2, -1))
    Window(x=(-2.0, 2.0), y=(-2.0, 2.0))
    >>> slice_window(bowl, 1001, (0, 1, 2, -1))
    Window(x=(999.0, 1003.0), y=(-1.5, 2.5))
    """
    spread = max(stops) - min(stops)
    middle = float(max(stops) + min(stops)) / 2
    around = square_about((float(at), middle), float(spread) * 2 / 3)
    if max(abs(at), *(abs(c) for c in stops)) > _FAR * spread:
        return around
    whole = square_about((0.0, 0.0), float(max(2 * abs(at), *(abs(c) for c in stops))))
    return around if _swamps(f, whole, at, stops) else whole


def _swamps(f: Function, window: Window, at: float, stops: Sequence[float]) -> bool:
    """Tell whether a window is so high that its slopes at the stops look level."""
    slope = f.derivative(f.variables[0])
    rise = max(abs(float(slope.raw(at, c))) for c in stops) * min(window.size)
    side = np.linspace(0, 1, _SAMPLES)
    x, y = (low + side * (high - low) for low, high in (window.x, window.y))
    values = f.raw(x[:, None], y[None, :])
    low, high = suited_heights(values, [float(f.raw(at, c)) for c in stops])
    return 0 < rise < _LEVEL * (high - low)


def stops_of_the_plane(f: Function, at: sp.Expr) -> tuple[sp.Expr, ...]:
    """Choose the values of y at which a plane stops.

    Parameters
    ----------
    f : Function
        Of x and y.
    at : sympy.Expr
        The x at which slopes are measured.

    Returns
    -------
    tuple of sympy.Expr, length 4
        The first of many for which the surface has slopes at all stops, no gap between them, and
        a shape that can be read; those of the deck if there is none.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> stops_of_the_plane(Function(x**2 + y**2, (x, y)), sp.Integer(1))
    (0, 1, 2, -1)
    >>> stops_of_the_plane(Function(x**2 + sp.log(y), (x, y)), sp.Integer(1))
    (2, 3, 4, 1)
    """
    largest = _natural_step(f, at)
    fallback: tuple[sp.Expr, ...] = ()
    for step, shift in product(steps_from(largest), _SHIFTS):
        stops = tuple(step * (shift + k) for k in _STOPS)
        if not _is_open(f, at, stops):
            continue
        if _is_readable(f, at, stops):
            return stops
        fallback = fallback or stops
    return fallback or tuple(sp.Integer(k) for k in _STOPS)


def other_plane(f: Function, at: Place) -> sp.Expr:
    """Choose another y at which the slope by x is another.

    Parameters
    ----------
    f : Function
        Of x and y.
    at : tuple of two sympy.Expr

    Returns
    -------
    sympy.Expr
        A round number about 2 away from the point's y if it will do, else one nearer to it; zero
        if none will do.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> other_plane(Function(x * y**2 + x**3, (x, y)), (sp.Integer(1), sp.Integer(2)))
    0
    >>> other_plane(Function(x**2 / y, (x, y)), (sp.Integer(1), sp.Integer(2)))
    1
    """
    a, b = at
    fallback = None
    slope = f.derivative(f.variables[0])
    home = float(slope.raw(float(a), float(b)))
    for c in _other_values(b):
        there = float(slope.raw(float(a), float(c)))
        if not abs(there - home) > _EQUAL * max(abs(there), abs(home)):
            continue
        if not (_is_open(f, a, (b, c), across=False) and has_slopes(f, (a, c), f.variables[:1])):
            continue
        if _is_readable_about(f, at, c):
            return c
        fallback = c if fallback is None else fallback
    return sp.Integer(0) if fallback is None else fallback


def way_of_the_plane(at: sp.Expr, stops: Iterable[sp.Expr]) -> FloatArray:
    """Return places close together that the point passes while the plane slides, shape (n, 2)."""
    values = [float(c) for c in stops]
    up = np.linspace(min(values), max(values), _SAMPLES)
    return np.column_stack([np.full(_SAMPLES, float(at)), up])


def _other_values(b: sp.Expr) -> Iterator[sp.Expr]:
    """Yield round numbers about 2 away from a value, then nearer ones."""
    for step in steps_from(sp.Integer(2)):
        unit = step / 2
        middle = sp.floor(b / unit)
        values = [unit * (middle + k) for k in range(-2, 4)]
        far = [v for v in values if unit <= abs(v - b) <= 5 * unit / 2]
        beyond = {v: bool(abs(v) > abs(b) + unit) for v in far}  # where powers grow fast
        yield from sorted(far, key=lambda v: (beyond[v], abs(float(abs(v - b) - step)), float(v)))


def _natural_step(f: Function, at: sp.Expr) -> sp.Expr:
    """Return about how far the point is from where its slope would vanish: 1, 2 or 5 times 10ᵏ.

    Along x² that is the distance from its lowest point.
    """
    variable = f.variables[0]
    slope, bend = f.derivative(variable), f.derivative(variable, variable)
    with np.errstate(all="ignore"):
        length = float(np.abs(slope.raw(float(at), 0.0) / bend.raw(float(at), 0.0)))
    if not 0 < length < math.inf:
        length = 1.0
    if 0.4 < length < 2.5:  # noqa: PLR2004 - about one
        return sp.Integer(1)
    power = sp.Integer(10) ** math.floor(math.log10(min(max(length, 1e-6), 1e6)))
    near: sp.Expr = min((power * m for m in (1, 2, 5, 10)), key=lambda s: abs(float(s) - length))
    return near


def _is_open(f: Function, at: sp.Expr, stops: Sequence[sp.Expr], *, across: bool = True) -> bool:
    """Tell whether a plane can slide along the stops and shows slopes at each."""
    way = way_of_the_plane(at, stops)
    heights = f.raw(*way.T)
    if not np.isfinite(heights).all():
        return False
    if not is_joined(f, way, step=0.05 * float(np.ptp(heights)) or 1.0):
        return False
    along, up = f.variables
    return all(has_slopes(f, (at, c), (along,)) for c in stops) and (
        not across or has_slopes(f, (at, stops[-1]), (up,))
    )


def _is_readable(f: Function, at: sp.Expr, stops: Sequence[sp.Expr]) -> bool:
    window = slice_window(f, float(at), [float(c) for c in stops])
    return all(
        turns(f.raw(*line)) <= _TURNS for c in stops for line in _lines(window, float(at), float(c))
    )


def _is_readable_about(f: Function, at: Place, other: sp.Expr) -> bool:
    (a, b), c = (float(v) for v in at), float(other)
    room = abs(b - c)
    window = Window((a - room, a + room), (min(b, c) - room / 2, max(b, c) + room / 2))
    return all(turns(f.raw(*line)) <= _TURNS for v in (b, c) for line in _lines(window, a, v))


def _lines(window: Window, a: float, b: float) -> Iterator[tuple[FloatArray, FloatArray]]:
    """Yield the points of the lines through a point along x and along y."""

    def along(side: Range) -> FloatArray:
        return np.linspace(*side, _SAMPLES)

    yield along(window.x), np.full(_SAMPLES, b)
    yield np.full(_SAMPLES, a), along(window.y)

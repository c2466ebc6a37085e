"""Windows: which part of the xy-plane shows a surface best."""

import math
from collections.abc import Iterable, Iterator

import numpy as np
import sympy as sp

from calcml.core.functions import Function
from calcml.core.types import BoolArray, FloatArray
from calcml.core.window import Window
from calcml.lessons.framing import Range

__all__ = ["finite_share", "square_about", "steps_from", "turns", "within_domain"]

_CELLS = 48  # of the raster on which the domain is looked for
_EMPTY = 0.03  # of the window: less is not worth another window
_SHORT = 0.8  # of a side: if less of it is left, the window is moved instead
_SAMPLES = 129  # along a line whose turns are counted
_RIPPLE = 1e-6  # of the heights: smaller turns are rounding


def square_about(middle: tuple[float, float], reach: float) -> Window:
    """Return the square with a middle and half a side.

    Parameters
    ----------
    middle : tuple of two floats
    reach : float

    Returns
    -------
    Window

    Examples
    --------
    >>> square_about((1, 0), 2)
    Window(x=(-1.0, 3.0), y=(-2.0, 2.0))
    """
    a, b = middle
    return Window((a - reach, a + reach), (b - reach, b + reach))


def within_domain(f: Function, window: Window, *, hold: Iterable[tuple[float, float]]) -> Window:
    """Cut and move a window so that as little as possible of it lies outside of the domain.

    Parameters
    ----------
    f : Function
        Of two variables.
    window : Window
    hold : iterable of places
        Points that must stay inside.

    Returns
    -------
    Window
        The same if the function has a value nearly everywhere in it.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> f = Function(sp.log(x) + y, (x, y))
    >>> within_domain(f, Window((-2, 2), (-2, 2)), hold=[(1, 0)])
    Window(x=(0.0, 4.0), y=(-2.0, 2.0))
    """
    there = _defined(f, window)
    if there.mean() > 1 - _EMPTY or not there.any():
        return window
    points = list(hold)
    sides = [
        _cut(side, np.asarray(there.any(axis=1 - axis)), [p[axis] for p in points])
        for axis, side in enumerate((window.x, window.y))
    ]
    cut = Window(*sides)
    moved = Window(*(_moved(*pair) for pair in zip((window.x, window.y), sides, strict=True)))
    return moved if finite_share(f, moved) >= finite_share(f, cut) - _EMPTY else cut


def finite_share(f: Function, window: Window) -> float:
    """Return in what part of a window a function has a value.

    Parameters
    ----------
    f : Function
        Of two variables.
    window : Window

    Returns
    -------
    float
        From 0 to 1.
    """
    return float(_defined(f, window).mean())


def turns(values: FloatArray) -> int:
    """Count how often a curve turns from rising to falling or back.

    Parameters
    ----------
    values : FloatArray, shape (n,)
        Its heights at equal distances; gaps are passed over.

    Returns
    -------
    int

    Examples
    --------
    >>> turns(np.array([0, 1, 2, 1, 0, 3]))
    2
    """
    known = values[np.isfinite(values)]
    if len(known) < 3:  # noqa: PLR2004 - two points do not turn
        return 0
    change = np.diff(known)
    moves = np.sign(change[np.abs(change) > _RIPPLE * float(np.ptp(known))])
    return int(np.count_nonzero(np.diff(moves)))


def steps_from(largest: sp.Expr, *, count: int = 9) -> Iterator[sp.Expr]:
    """Yield ever smaller steps: 1, 1/2, 1/5, 1/10 and so on, as multiples of the first.

    Parameters
    ----------
    largest : sympy.Expr
    count : int

    Yields
    ------
    sympy.Expr

    Examples
    --------
    >>> list(steps_from(sp.Integer(2), count=4))
    [2, 1, 2/5, 1/5]
    """
    for i in range(count):
        yield largest / (sp.Integer(10) ** (i // 3) * (1, 2, 5)[i % 3])


def _defined(f: Function, window: Window) -> BoolArray:
    """Tell in which cells of a raster a function has a value in the middle."""
    middles = [
        side[0] + (side[1] - side[0]) * (np.arange(_CELLS) + 0.5) / _CELLS
        for side in (window.x, window.y)
    ]
    return np.isfinite(f.raw(middles[0][:, None], middles[1][None, :]))


def _cut(side: Range, there: BoolArray, hold: list[float]) -> Range:
    """Return the part of a side along which anything is there, with some points inside."""
    low, high = side
    cell = (high - low) / _CELLS
    first, last = int(np.argmax(there)), len(there) - int(np.argmax(there[::-1]))
    return (
        min([low + first * cell, *(p - 2 * cell for p in hold)]) if first else low,
        max([low + last * cell, *(p + 2 * cell for p in hold)]) if last < _CELLS else high,
    )


def _moved(side: Range, cut: Range) -> Range:
    """Return a side as long as before where one of its ends was cut, and much of it."""
    width = side[1] - side[0]
    if cut[1] - cut[0] > _SHORT * width:
        return cut
    if math.isclose(cut[1], side[1]):
        return cut[0], cut[0] + width
    if math.isclose(cut[0], side[0]):
        return cut[1] - width, cut[1]
    return cut

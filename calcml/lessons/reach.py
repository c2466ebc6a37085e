"""Reach: how far around a point a curve is worth looking at.

Too near, every smooth curve looks straight; too far, a wave looks like noise. Between them lies
the length over which the slope changes about as much as it is large.
"""

import math
from collections.abc import Iterable, Iterator

import numpy as np
import sympy as sp

from calcml.core.domains import discontinuities_within
from calcml.core.errors import UnsupportedFunction
from calcml.core.floats import nearest
from calcml.core.functions import Function

__all__ = ["bending", "suited_reach", "suited_reaches", "unbroken"]

_DIGITS = (1, 2, 5)
_DECADES = range(-12, 13)
_USUAL = 2.0  # where nothing speaks for another reach
_SAMPLES = 200
_STRAIGHT = 1.3  # a bending below this is hardly seen
_BENT = 2.7  # with more the curve turns away before the picture is understood
_AT_REST = 1.3  # where the slope is zero, how far from the least bending one may go
_FARTHER = 2  # reaches that bend too much, but may still do
_FLAT = 1e-7  # of the values, or of the point: what changes less is drowned in round-off
_UNSEEN = 1e-3  # of a bending, likewise


def bending(f: Function, at: float, reach: float) -> float:
    """Return how much the slope changes within a reach, against its mean size there.

    Parameters
    ----------
    f : Function
        Of one variable.
    at, reach : float
        The point, and how far to look on both sides.

    Returns
    -------
    float
        0 for a straight line, infinite where the function has no value.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> round(bending(Function(x**2, x), 3.0, 2.0), 2)
    1.33
    """
    values = f.raw(at + reach * np.linspace(-1, 1, _SAMPLES + 1))
    if not np.isfinite(values).all():
        return math.inf
    if np.ptp(values) <= _FLAT * np.abs(values).max() or reach <= _FLAT * abs(at):
        return 0.0
    slopes = np.diff(values)
    bend = float(np.abs(np.diff(slopes)).sum() / np.abs(slopes).mean())
    return bend if bend > _UNSEEN else 0.0


def suited_reach(f: Function, at: sp.Expr) -> sp.Expr | None:
    """Return the distance, 1, 2 or 5 times a power of ten, over which a curve shows its bend.

    Parameters
    ----------
    f : Function
        Of one variable.
    at : sympy.Expr
        The point.

    Returns
    -------
    sympy.Expr or None
        The largest distance at which the slope has not changed far more than it is large. None
        if the function breaks, or has no value, however near to the point.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> suited_reach(Function(x**2, x), sp.Integer(3))
    2
    >>> suited_reach(Function(sp.sin(1000 * x), x), sp.Integer(1))
    1/1000
    """
    return next(suited_reaches(f, at), None)


def suited_reaches(f: Function, at: sp.Expr) -> Iterator[sp.Expr]:
    """Yield distances over which a curve shows its bend, without a break, the best one first.

    Then come two longer ones, then the shorter ones.

    Parameters
    ----------
    f : Function
        Of one variable.
    at : sympy.Expr
        The point.

    Yields
    ------
    sympy.Expr
        1, 2 or 5 times a power of ten.
    """
    point = nearest(at)
    bends = {reach: bending(f, point, float(reach)) for reach in _reaches()}
    finite = {reach: bend for reach, bend in bends.items() if math.isfinite(bend)}
    broken_at = math.inf  # distance of the nearest break found, beyond which no reach is tried
    for reach in _ranked(finite):
        if reach < broken_at:
            found = _nearest_break(f, at, reach)
            broken_at = min(broken_at, found)
            if math.isinf(found):
                yield reach


def unbroken(f: Function, low: sp.Expr, high: sp.Expr) -> bool:
    """Tell whether a function has values, without jumps and poles, on an interval.

    Parameters
    ----------
    f : Function
        Of one variable.
    low, high : sympy.Expr
        Its ends.

    Returns
    -------
    bool
        Where the breaks cannot be solved for, what a few hundred points tell.
    """
    middle, half = (low + high) / 2, (high - low) / 2
    return math.isinf(_nearest_break(f, middle, half))


def _nearest_break(f: Function, at: sp.Expr, reach: sp.Expr) -> float:
    """Return the distance of the nearest break within a reach, infinite where there is none."""
    values = f.raw(nearest(at) + nearest(reach) * np.linspace(-1, 1, _SAMPLES + 1))
    if not np.isfinite(values).all():
        return nearest(reach)
    try:
        breaks = discontinuities_within(f.expression, f.variable, at - reach, at + reach)
    except UnsupportedFunction:
        return math.inf
    return min((abs(nearest(b - at)) for b in breaks), default=math.inf)


def _reaches() -> Iterator[sp.Expr]:
    for power in _DECADES:
        yield from (digit * sp.Integer(10) ** power for digit in _DIGITS)


def _ranked(bends: dict[sp.Expr, float]) -> Iterable[sp.Expr]:
    """Order the reaches from the best, so that the first without a break can be taken."""
    seen = [bend for bend in bends.values() if bend > 0]
    most = max(_BENT, _AT_REST * min(seen, default=0.0))
    fit = {reach: bend for reach, bend in bends.items() if bend <= most}
    least = min(_STRAIGHT, 0.9 * max(fit.values(), default=0.0))
    best = [reach for reach, bend in fit.items() if bend >= least]
    if not best:
        return sorted(bends, key=lambda reach: bends[reach])
    if best[-1] == next(reversed(bends)):  # nothing speaks against the longest
        first = sorted(best, key=_from_usual)
        return [*first, *sorted((r for r in bends if r < best[0]), reverse=True)]
    longest = best[-1]
    farther = [reach for reach in bends if reach > longest][:_FARTHER]
    return [longest, *farther, *sorted((r for r in bends if r < longest), reverse=True)]


def _from_usual(reach: sp.Expr) -> float:
    return abs(math.log(float(reach) / _USUAL))

"""Neighbourhoods: how far around a point a function runs without a break."""

import math

import numpy as np

from calcml.core.decimals import Number, exact
from calcml.core.domains import discontinuities_within
from calcml.core.errors import CalcmlError
from calcml.core.functions import Function

__all__ = ["clear_reach", "next_breaks", "round_below"]

_PROBES = 400
_NEAREST = 1e-6  # of the farthest distance
_CLOSER = 32
_ROUND = (1.0, 1.5, 2.0, 3.0, 5.0)


def clear_reach(f: Function, at: Number, farthest: float) -> tuple[float, float]:
    """Return how far a curve runs from a point to the left and to the right without a break.

    Parameters
    ----------
    f : Function
        Of one variable.
    at : number
        The point; a break at the point itself does not count.
    farthest : float
        No farther than this.

    Returns
    -------
    tuple of two floats
        Zero for a side on which the function has no values next to the point.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> clear_reach(Function(1 / (x - 1), x), 0, 5.0)
    (5.0, 1.0)
    """
    a = float(exact(at))
    known = next_breaks(f, at, farthest)
    seen = (_seen(f, a, side, farthest) for side in (-1, 1))
    left, right = (min(each) for each in zip(known, seen, strict=True))
    return left, right


def next_breaks(f: Function, at: Number, farthest: float) -> tuple[float, float]:
    """Return the distances to the next known break on the left and on the right of a point.

    Parameters
    ----------
    f : Function
        Of one variable.
    at : number
    farthest : float
        What is returned where none is known that is nearer.

    Returns
    -------
    tuple of two floats
    """
    near = _breaks_around(f, at, farthest / _CLOSER)
    if max(near) < farthest / _CLOSER:  # a function with many breaks is not asked for all
        return near
    return _breaks_around(f, at, farthest)


def _breaks_around(f: Function, at: Number, farthest: float) -> tuple[float, float]:
    a, far = exact(at), exact(farthest)
    try:
        breaks = discontinuities_within(f.expression, f.variable, a - far, a + far)
    except CalcmlError:  # then they are only seen
        breaks = ()
    left = max((b - a for b in breaks if b < a), default=-far)
    right = min((b - a for b in breaks if b > a), default=far)
    return float(-left), float(right)


def round_below(value: float) -> float:
    """Return the largest of 1, 1.5, 2, 3 and 5 times a power of ten that is not above a value.

    Parameters
    ----------
    value : float
        Positive.

    Returns
    -------
    float

    Examples
    --------
    >>> round_below(4.7), round_below(0.016)
    (3.0, 0.015)
    """
    power = math.floor(math.log10(value))
    best = max((r for r in _ROUND if r * 10.0**power <= value), default=1.0)
    return float(f"{best}e{power}")


def _seen(f: Function, at: float, side: int, farthest: float) -> float:
    """Return the distance to the first place without a value, among many."""
    distances = farthest * np.geomspace(_NEAREST, 1, _PROBES)
    missing = np.flatnonzero(~np.isfinite(f.raw(at + side * distances)))
    if not len(missing):
        return farthest
    return float(distances[missing[0]]) if missing[0] else 0.0

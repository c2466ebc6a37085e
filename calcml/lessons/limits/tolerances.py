"""Tolerances that suit a function: from how much it changes around a point."""

import math

import numpy as np
import sympy as sp

from calcml.core.errors import CalcmlError
from calcml.core.functions import Function
from calcml.core.limits import Limit, limit
from calcml.lessons.limits.neighbourhoods import clear_reach

__all__ = ["natural_tolerances"]

_USUAL = (sp.Integer(1), sp.Rational(1, 10), sp.Rational(1, 100))
_REACH = 3.0  # where the function's change is looked at
_WIDER = (1, 4, 16, 64)
_CLEAR = 0.8  # of the way to the next break
_PROBES = 200
_SHARE = 6  # the change as a multiple of the first tolerance
_NOTICED = 1e-6  # of the limit: a smaller change is none
_UNLIKE, _FLAT = 1e-3, 1e-9  # of the other side's change


def natural_tolerances(f: Function, at: sp.Expr) -> tuple[sp.Expr, ...]:
    """Return three tolerances for the limit of a function, each a tenth of the one before.

    Parameters
    ----------
    f : Function
        Of one variable.
    at : sympy.Expr
        The point.

    Returns
    -------
    tuple of sympy.Expr, length 3
        The first is 1, 2 or 5 times a power of ten, about a sixth of what the function changes
        within three units, or before its next break; 1 where that cannot be said.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> natural_tolerances(Function(2 * x, x), sp.Integer(3))
    (1, 1/10, 1/100)
    """
    try:
        found = limit(f, at)
    except CalcmlError:
        return _USUAL
    if not isinstance(found, Limit) or not found.value.is_finite:
        return _USUAL
    change = _change(f, at, float(found.value))
    if change is None:
        return _USUAL
    first = _round(change / _SHARE)
    return first, first / 10, first / 100


def _change(f: Function, at: sp.Expr, height: float) -> float | None:
    """Return how far a function comes away from its limit: on the quieter side, if it moves."""
    for wider in _WIDER:
        reach = _REACH * wider
        clear = [each if each == reach else _CLEAR * each for each in clear_reach(f, at, reach)]
        for left, right in (clear, (reach, reach)):  # up to the next break, or beyond it
            least, most = sorted(
                _change_of_side(f, float(at), height, step) for step in (-left, right)
            )
            if most > _NOTICED * abs(height):
                return _compromise(least, most, abs(height))
    return None


def _compromise(least: float, most: float, height: float) -> float:
    """Return a change between those of the two sides: the lesser, if they are not too unlike."""
    if least > _UNLIKE * most:
        return least
    if least <= _FLAT * most:
        return most
    return max(least, min(math.sqrt(least * most), 2 * height))


def _change_of_side(f: Function, a: float, height: float, reach: float) -> float:
    """Return the largest distance from a height between a point and a reach away from it."""
    values = f.raw(a + reach * np.linspace(1 / _PROBES, 1, _PROBES))
    away = np.abs(values[np.isfinite(values)] - height)
    return float(away.max()) if len(away) else 0.0


def _round(value: float) -> sp.Expr:
    """Return the nearest of 1, 2 and 5 times a power of ten, by ratio."""
    power = sp.Integer(10) ** math.floor(math.log10(value))
    return min((power * m for m in (1, 2, 5, 10)), key=lambda r: abs(math.log(float(r) / value)))

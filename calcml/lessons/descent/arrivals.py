"""Where a descent is bound to arrive, if that can be proved.

With x* a zero of the slope, the error e of an iterate becomes ``e (1 − η f″(ξ))`` with a ξ between
both. If the second derivative between them is at most 1/η, the run closes in on x* from its side;
if it is below 2/η on both sides of a minimum, every step comes closer.
"""

from dataclasses import dataclass

import numpy as np
import sympy as sp

from calcml.core.critical_points import CriticalPoint, Kind, critical_points
from calcml.core.domains import discontinuities_within
from calcml.core.errors import CalcmlError
from calcml.core.functions import Function

__all__ = ["Arrival", "arrival", "next_flat_place", "turning_distance"]

_FARTHEST = 1e6  # how many walks ahead the slope's sign is watched
_PLACES = 65
_REACH = 20  # how many walks ahead a polynomial is searched for an inflection


@dataclass(frozen=True)
class Arrival:
    """A place with no slope to which the iterates are proved to converge.

    Attributes
    ----------
    at : sympy.Expr
    value : sympy.Expr
        The function's value there.
    kind : Kind
    """

    at: sp.Expr
    value: sp.Expr
    kind: Kind


def arrival(f: Function, rate: sp.Expr, last: sp.Expr, walked: sp.Expr) -> Arrival | None:
    """Prove where a descent arrives.

    Parameters
    ----------
    f : Function
        Of one variable.
    rate : sympy.Expr
    last : sympy.Expr
        An iterate, where the slope is not zero.
    walked : sympy.Expr
        How far the run has come, positive: a scale for how far to look.

    Returns
    -------
    Arrival or None
        None where the proof fails, for whatever reason.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> arrival(Function(x**4, x), sp.Rational(1, 20), sp.Integer(1), sp.Integer(1)).at
    0
    >>> arrival(Function(sp.exp(x), x), sp.Integer(1), sp.Integer(0), sp.Integer(1)) is None
    True
    """
    try:
        flat = next_flat_place(f, last, walked)
        if flat is None or not _is_drawn_to(f, rate, last, flat):
            return None
    except (CalcmlError, NotImplementedError, TypeError, ValueError, ArithmeticError):
        return None
    return Arrival(flat.at[0], flat.value, flat.kind)


def next_flat_place(f: Function, last: sp.Expr, walked: sp.Expr) -> CriticalPoint | None:
    """Return the first critical point downhill of a place, if there is one not too far away.

    Parameters
    ----------
    f : Function
        Of one variable.
    last, walked : sympy.Expr
        As for `arrival`.

    Returns
    -------
    CriticalPoint or None

    Raises
    ------
    CalcmlError
        If the core cannot find the critical points.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> next_flat_place(Function(sp.cos(x), x), sp.Integer(1), sp.Integer(1)).at
    (pi,)
    """
    downhill = -1 if f.derivative().exact(last) > 0 else 1
    at, turn = _fraction(last), turning_distance(f, last, walked)
    if turn is None and not f.expression.is_polynomial(f.variable):
        return None
    away = sp.Rational(turn) if turn else downhill * _REACH * _fraction(walked)
    low, high = sorted((at, at + away))
    found = [p for p in critical_points(f, within=(low, high)) if (p.at[0] - last) * downhill > 0]
    return min(found, key=lambda p: abs(p.at[0] - last).evalf(20), default=None)


def turning_distance(f: Function, last: sp.Expr, walked: sp.Expr) -> float | None:
    """Return how far downhill the slope changes its sign, as doubles see it.

    Parameters
    ----------
    f : Function
        Of one variable.
    last, walked : sympy.Expr
        As for `arrival`.

    Returns
    -------
    float or None
        Negative to the left; a little more than needed. None where it does not, or the function
        ends or breaks off before.

    Raises
    ------
    OutsideDomain
        If there is no slope at the place itself.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> turning_distance(Function(x**2 - 4 * x, x), sp.Integer(0), sp.Integer(1)) >= 2
    True
    """
    slope, at = f.derivative(), float(last.evalf(20))
    here = slope(at)
    downhill = -1 if here > 0 else 1
    reach = float(walked.evalf(20)) / 2
    while here and reach < _FARTHEST * (1 + abs(at) + float(walked.evalf(20))):
        places = at + downhill * np.linspace(0, reach, _PLACES)[1:]
        slopes = slope.raw(places) * downhill
        turn = int(np.argmax(slopes > 0)) if (slopes > 0).any() else len(places)
        values = f.raw(places[: turn + 1])
        known = np.isfinite([*slopes[: turn + 1], *values]).all()
        if not known or (np.diff(values[:turn]) > 0).any():
            return None  # the function ends, or jumps up as behind a pole
        if turn < len(places):
            return float(places[turn] - at)
        reach *= 4
    return None


def _is_drawn_to(f: Function, rate: sp.Expr, last: sp.Expr, flat: CriticalPoint) -> bool:
    at = _fraction(flat.at[0])
    if _steepest_bend(f, *sorted((_fraction(last), at))) * rate <= 1:
        return True
    if flat.kind is not Kind.MINIMUM:
        return False
    reach = abs(_fraction(last) - at)
    alone = len(critical_points(f, within=(at - reach, at + reach))) == 1
    return alone and bool(_steepest_bend(f, at - reach, at + reach) * rate < 2)  # noqa: PLR2004


def _steepest_bend(f: Function, low: sp.Rational, high: sp.Rational) -> sp.Expr:
    """Return the largest second derivative on an interval, where it is continuous."""
    bend = f.derivative().derivative()
    parts = (f.expression, f.derivative().expression, bend.expression)
    if any(discontinuities_within(part, f.variable, low, high) for part in parts):
        return sp.oo
    if not bend.expression.has(f.variable):
        return bend.expression
    inner = (point.at[0] for point in critical_points(bend, within=(low, high)))
    return sp.Max(*(bend.exact(at).evalf(30) for at in (low, high, *inner)))


def _fraction(number: sp.Expr) -> sp.Rational:
    return number if number.is_Rational else sp.Rational(str(number.evalf(50)))

"""A start and a learning rate that suit a function, where a user gives neither."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import sympy as sp

from calcml.core.errors import CalcmlError
from calcml.core.functions import Function
from calcml.core.iterates import precise_iterates
from calcml.lessons.descent.arrivals import turning_distance
from calcml.lessons.descent.downhill import DownhillRun
from calcml.lessons.descent.quadratics import lowest_point

__all__ = ["advised_start", "suited_rate", "suited_start"]

_SHARE = 0.8  # of one divided by the curvature, as the source deck has it
_TOLERATED = (0.7, 0.9)  # shares that a rounder rate may have instead
_SAMPLES = 65
_STARTS = tuple(sp.Rational(text) for text in ("0", "-2", "2", "1", "-1", "1/2", "3", "10", "1/10"))
_STEPS = 5
_LONGEST = 2  # a first move into the unknown, in sizes of the start (or in ones)
_SMALLER = tuple(sp.Rational(text) for text in ("1", "7/10", "2/5", "1/10", "1/20"))
_SOME_RATE = sp.Rational(1, 10)
_FAILURES = (CalcmlError, NotImplementedError, TypeError, ValueError, ArithmeticError)


def suited_rate(f: Function, start: sp.Expr) -> sp.Expr:
    """Return a rate whose steps get shorter about as fast as those of the source deck.

    Parameters
    ----------
    f : Function
        Of one variable.
    start : sympy.Expr

    Returns
    -------
    sympy.Rational
        Four fifths of one divided by the largest curvature on the way down, with one or two
        digits; where there is no curvature, a rate for a first move of about one.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> suited_rate(Function(x**2 - 4 * x + 4, x), sp.Integer(0))
    2/5
    >>> suited_rate(Function(3 * x, x), sp.Integer(0))
    3/10
    """
    try:
        scale = max(sp.Integer(1), abs(start))
        reach = turning_distance(f, start, scale)
        bend = _largest_bend(f, start, reach or 0.0)
        slope = abs(float(f.derivative().exact(start).evalf(15)))
    except _FAILURES:
        return _SOME_RATE
    is_short = reach or slope * _SHARE <= _LONGEST * float(scale) * bend
    if bend > 0 and is_short:
        return _tried(f, start, _round(_SHARE / bend, [share / bend for share in _TOLERATED]))
    if not slope:
        return _SOME_RATE
    return _tried(f, start, _round(1 / slope, [0.5 / slope, 2 / slope]))


def _tried(f: Function, start: sp.Expr, rate: sp.Expr) -> sp.Expr:
    """Return a rate, or a smaller one, with which every step leads lower, if there is one."""
    rates = [rate * share for share in _SMALLER]
    runs = [(smaller, _run(f, start, smaller)) for smaller in rates[:1]]
    if not _falls(runs[0][1]):
        runs += [(smaller, _run(f, start, smaller)) for smaller in rates[1:]]
    falling = (smaller for smaller, run in runs if _falls(run))
    tame = (smaller for smaller, run in runs if run)
    return next(falling, next(tame, rate))


def _falls(run: DownhillRun | None) -> bool:
    return run is not None and all(later < earlier for earlier, later in pairwise(run.values))


def suited_start(f: Function, rate: sp.Expr | None) -> sp.Expr:
    """Return a start from which a descent has a story.

    Parameters
    ----------
    f : Function
        Of one variable.
    rate : sympy.Expr or None
        The learning rate if it is given.

    Returns
    -------
    sympy.Rational
        Zero for the source deck's parabola; in general a round number uphill of a place where the
        slope changes its sign, or if there is none, one with a slope.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> suited_start(Function(x**2 - 4 * x + 4, x), None), suited_start(Function(x**2, x), None)
    (0, -2)
    """
    fallback = sp.Integer(0)
    for start in reversed(list(_starts(f))):
        fallback = start if _falls(_run(f, start, rate)) else fallback
    for start in _starts(f):
        try:
            leads_down = turning_distance(f, start, max(sp.Integer(1), abs(start))) is not None
        except _FAILURES:
            continue
        if leads_down and _run(f, start, rate):
            return start
    return fallback


def advised_start(f: Function) -> str:
    """Return the end of a refusal that asks for another start: one that works, if there is one.

    Parameters
    ----------
    f : Function
        Of one variable.

    Returns
    -------
    str

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> advised_start(Function(x**3 - 3 * x, x)), advised_start(Function(sp.Integer(5), x))
    (', such as 0', '; none was found, so choose another function')
    """
    start = suited_start(f, None)
    if _run(f, start, None) is None:
        return "; none was found, so choose another function"
    return f", such as {start}"


def _starts(f: Function) -> Iterator[sp.Expr]:
    yield from _STARTS
    if f.expression.is_polynomial(f.variable) and sp.degree(f.expression, f.variable) == 2:  # noqa: PLR2004
        yield lowest_point(f) - 1


def _run(f: Function, start: sp.Expr, rate: sp.Expr | None) -> DownhillRun | None:
    pace = rate or suited_rate(f, start)
    try:
        run = DownhillRun.cut(f, pace, precise_iterates(f, start, rate=pace, steps=_STEPS))
        run.check_slopes()
    except _FAILURES:
        return None
    return run if run.is_tame(_STEPS) else None


def _largest_bend(f: Function, start: sp.Expr, reach: float) -> float:
    """Return the largest size of the second derivative between the start and the place below it."""
    bend = f.derivative().derivative()
    here, at = abs(float(bend.exact(start).evalf(15))), float(start.evalf(15))
    values = np.abs(bend.raw(np.linspace(at, at + reach, _SAMPLES)))
    return max(here, float(np.max(values[np.isfinite(values)], initial=0.0)))


def _round(wanted: float, tolerated: list[float]) -> sp.Expr:
    """Return a number of one digit if it is tolerated, else of two."""
    low, high = tolerated
    for digits in ("0", "1"):
        number = sp.Rational(f"{wanted:.{digits}e}")
        if low <= number <= high:
            break
    return number

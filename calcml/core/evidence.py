"""Numerical evidence for behaviour near a point: values to many digits, as far as they stand.

An expression in `T` is a *germ*: `T` is a small positive quantity, and what matters is what happens
as it shrinks to zero. A value counts as evidence only if two precisions agree on it and no
addition has swallowed a term.
"""

from functools import lru_cache

import sympy as sp

__all__ = ["T", "supports", "tail"]

T = sp.Dummy("t", positive=True)
"""A positive quantity that shrinks to zero."""

_EXPONENTS = (*range(1, 17), 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)
_DIGITS, _MANY_DIGITS = 120, 480
_HUGE = sp.Integer(10) ** 300  # exp beyond this needs an exponent of more than 300 digits
_AGREEMENT = sp.Float(10) ** -20
_CLOSE = sp.Float(10) ** -6
_SLOWEST = sp.Float("0.97")  # 1/log(log(1/t)) shrinks by 0.956 between the last two values
_WITNESSES = 3


@lru_cache(maxsize=4096)
def tail(germ: sp.Expr) -> tuple[sp.Float, ...]:
    """Evaluate a germ at t = 1/2, 1/4, ... , 2**-1024, as far as the digits can be trusted.

    Parameters
    ----------
    germ : sympy.Expr
        An expression in `T`.

    Returns
    -------
    tuple of sympy.Float
        Values in the order of shrinking t, without a gap: those before the germ is defined are
        left out, and after three there are none beyond the first that cannot be trusted.

    Examples
    --------
    >>> [str(v) for v in tail(1 + T)[:3]]  # doctest: +ELLIPSIS
    ['1.500...', '1.2500...', '1.12500...']
    """
    values: list[sp.Float] = []
    for exponent in _EXPONENTS:
        try:
            values.append(_trusted(germ, sp.Rational(1, 2**exponent)))
        except ArithmeticError:
            if len(values) >= _WITNESSES:
                break
            values.clear()
    return tuple(values)


def supports(germ: sp.Expr, limit: sp.Expr) -> bool:
    """Tell whether the values of a germ move towards a proposed limit.

    Parameters
    ----------
    germ : sympy.Expr
        An expression in `T`.
    limit : sympy.Expr
        A real constant or ±oo.

    Returns
    -------
    bool
        True if the last values are close to the limit or keep approaching it, which covers a
        convergence as slow as that of 1/log(log(1/t)).

    Examples
    --------
    >>> supports(sp.sin(T) / T, sp.Integer(1)), supports(sp.sin(T) / T, sp.Integer(0))
    (True, False)
    """
    values = tail(germ)[-_WITNESSES:]
    if len(values) < _WITNESSES:
        return False
    if limit.is_infinite:
        grown = [v if limit is sp.oo else -v for v in values]
        return bool(grown[0] < grown[1] < grown[2] and grown[2] > 0)
    target = limit.evalf(_DIGITS)
    first, second, third = (abs(v - target) for v in values)
    return bool(third <= _CLOSE * (1 + abs(target)) or third < _SLOWEST * second < second < first)


def _trusted(germ: sp.Expr, at: sp.Rational) -> sp.Float:
    rough, fine = (_value(germ, at, digits) for digits in (_DIGITS, _MANY_DIGITS))
    if abs(rough - fine) > _AGREEMENT * abs(fine):
        raise ArithmeticError
    return fine


def _value(germ: sp.Expr, at: sp.Rational, digits: int) -> sp.Float:
    """Evaluate node by node; ArithmeticError where the result would mean nothing."""
    if germ == T or T not in germ.free_symbols:
        return _real(germ.xreplace({T: at}), digits)
    if germ.is_Pow and germ.exp.is_Rational:
        return _real(_value(germ.base, at, digits) ** germ.exp, digits)
    values = [_value(a, at, digits) for a in germ.args]
    if germ.is_Add:
        _check_absorption(values, digits)
    elif not germ.is_Mul and any(abs(v) > _HUGE for v in values):
        raise ArithmeticError
    return _real(germ.func(*values), digits)


def _check_absorption(values: list[sp.Float], digits: int) -> None:
    """Refuse a sum in which the smallest term leaves no trace."""
    sizes = [abs(v) for v in values if v != 0]
    if sizes and min(sizes) < max(sizes) * sp.Float(10) ** -digits:
        raise ArithmeticError


def _real(value: sp.Expr, digits: int) -> sp.Float:
    if not value.is_comparable:
        raise ArithmeticError
    return sp.Float(value.evalf(digits), digits)

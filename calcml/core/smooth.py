"""Limits and signs of smooth germs: no branches, no oscillation left in the expression.

Here SymPy's algorithm for exp-log expressions applies; its answer is taken only if the values of
the expression near the point support it.
"""

from functools import lru_cache

import sympy as sp

from calcml.core.errors import UnsupportedFunction
from calcml.core.evidence import T, supports, tail

__all__ = ["constant_sign", "larger", "smooth_limit", "smooth_sign", "vanishes"]

# What sympy.limit raises on formulas that it cannot treat.
_FAILURES = (NotImplementedError, ValueError, TypeError, ArithmeticError, RecursionError)
_WITNESSES = 3


@lru_cache(maxsize=4096)
def smooth_limit(germ: sp.Expr) -> sp.Expr:
    """Return the limit of a smooth germ as `T` shrinks to zero.

    Parameters
    ----------
    germ : sympy.Expr
        An expression in `T` without branches or oscillation.

    Returns
    -------
    sympy.Expr
        An exact real constant, or ±oo.

    Raises
    ------
    UnsupportedFunction
        If SymPy finds no limit, or one that the values near zero contradict.

    Examples
    --------
    >>> smooth_limit((1 - sp.cos(T)) / T**2), smooth_limit(T**T)
    (1/2, 1)
    """
    if T not in germ.free_symbols:
        return germ
    try:
        limit = sp.limit(germ, T, 0, "+")
    except _FAILURES as error:
        raise UnsupportedFunction(_doubt(germ, "SymPy finds none")) from error
    if limit.is_extended_real is not True or limit.has(sp.AccumBounds):
        raise UnsupportedFunction(_doubt(germ, f"SymPy answers {limit}"))
    if not supports(germ, limit):
        raise UnsupportedFunction(_doubt(germ, f"the values near it contradict SymPy's {limit}"))
    return limit


def smooth_sign(germ: sp.Expr) -> int:
    """Return the sign that a smooth germ has for all small `T`.

    Parameters
    ----------
    germ : sympy.Expr
        An expression in `T` without branches or oscillation.

    Returns
    -------
    int
        -1, 0 or 1; 0 only if the germ is zero throughout.

    Raises
    ------
    UnsupportedFunction
        If the sign cannot be decided.

    Examples
    --------
    >>> smooth_sign(sp.cos(T) - 1), smooth_sign((T + 1) ** 2 - T**2 - 2 * T - 1)
    (-1, 0)
    """
    if vanishes(germ):
        return 0
    limit = smooth_limit(germ)
    if not vanishes(limit):
        return constant_sign(limit)
    signs = {constant_sign(v) for v in tail(germ)[-_WITNESSES:]}
    if len(signs) != 1:
        raise UnsupportedFunction(_doubt(germ, "its sign near zero cannot be decided"))
    return signs.pop()


def constant_sign(constant: sp.Expr) -> int:
    """Return the sign of a real constant or of ±oo that is known not to be zero.

    Parameters
    ----------
    constant : sympy.Expr

    Returns
    -------
    int
        -1 or 1.

    Examples
    --------
    >>> constant_sign(sp.sqrt(2) - sp.Rational(3, 2))
    -1
    """
    return 1 if constant.evalf(50) > 0 else -1


def vanishes(expression: sp.Expr) -> bool:
    """Tell whether an expression is zero throughout.

    Parameters
    ----------
    expression : sympy.Expr
        A constant or a germ.

    Returns
    -------
    bool

    Examples
    --------
    >>> vanishes(sp.sin(T) ** 2 + sp.cos(T) ** 2 - 1), vanishes(T - T**2)
    (True, False)
    """
    return bool(expression.is_zero or sp.expand(expression) == 0 or expression.equals(0))


def larger(first: sp.Expr, second: sp.Expr) -> sp.Expr:
    """Return the germ that is the larger one for all small `T`.

    Parameters
    ----------
    first, second : sympy.Expr
        Smooth germs.

    Returns
    -------
    sympy.Expr

    Examples
    --------
    >>> larger(T, 2 * T) == 2 * T
    True
    """
    return first if first == second or smooth_sign(first - second) >= 0 else second


def _doubt(germ: sp.Expr, reason: str) -> str:
    shown = germ.xreplace({T: sp.Symbol("t")})
    return f"the limit of {shown} as t shrinks to zero must be certain, but {reason}"

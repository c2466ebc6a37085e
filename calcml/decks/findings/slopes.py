"""Slopes by the definition alone, and when two formulas say the same: what findings rest on."""

from functools import cache

import sympy as sp

from calcml.core.functions import Function
from calcml.core.smooth import vanishes
from calcml.core.symbols import h

__all__ = ["same_formula", "slope_by_limit"]


@cache
def slope_by_limit(f: Function, variable: sp.Symbol) -> sp.Expr:
    r"""Find a partial derivative at every place at once, by no rule but the definition.

    .. math:: \lim_{h \to 0} \frac{f(x + h, y, \dots) - f(x, y, \dots)}{h}

    Parameters
    ----------
    f : Function
        Of n variables, smooth: SymPy's own limit of the quotient is trusted for no other.
    variable : sympy.Symbol
        The one that moves.

    Returns
    -------
    sympy.Expr
        In the variables of the function.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> slope_by_limit(Function(x * y**2, (x, y)), y)
    2*x*y
    """
    moved = f.expression.subs(variable, variable + h)
    return sp.limit((moved - f.expression) / h, h, 0, "+-")


def same_formula(first: sp.Expr, second: sp.Expr) -> bool:
    """Tell whether two formulas have the same value everywhere.

    Parameters
    ----------
    first, second : sympy.Expr

    Returns
    -------
    bool

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> same_formula(1 - sp.tanh(x) ** 2, sp.sech(x) ** 2)
    True
    """
    difference = first - second
    return sp.expand(difference) == 0 or vanishes(sp.simplify(difference))

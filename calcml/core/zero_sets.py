"""The real zeros of an expression in one variable, as a SymPy set."""

import sympy as sp

__all__ = ["zero_set"]

# What SymPy's solvers raise on equations that they cannot treat.
_FAILURES = (NotImplementedError, ValueError, TypeError, AttributeError)


def zero_set(expression: sp.Expr, variable: sp.Symbol, domain: sp.Set = sp.Reals) -> sp.Set:
    """Return where an expression is zero.

    Parameters
    ----------
    expression : sympy.Expr
        A formula in ``variable``.
    variable : sympy.Symbol
    domain : sympy.Set, optional
        An interval, or all reals.

    Returns
    -------
    sympy.Set
        A `FiniteSet` where the zeros can be listed. The zeros of a polynomial with rational
        coefficients are isolated exactly; other equations are SymPy's to solve, and what it
        cannot solve stays a `ConditionSet`.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> zero_set(x**2 - 4, x), zero_set(x - sp.cos(x), x)
    ({-2, 2}, ConditionSet(x, Eq(x - cos(x), 0), Reals))
    """
    if variable not in expression.free_symbols:
        return domain if expression.is_zero else sp.EmptySet
    if _is_rational_polynomial(expression, variable):
        roots = sp.real_roots(sp.Poly(expression, variable))
        return sp.FiniteSet(*(r for r in roots if domain.contains(r) == sp.true))
    try:
        return sp.solveset(expression, variable, domain)
    except _FAILURES:
        return sp.ConditionSet(variable, sp.Eq(expression, 0), domain)


def _is_rational_polynomial(expression: sp.Expr, variable: sp.Symbol) -> bool:
    if not expression.is_polynomial(variable):
        return False
    domain = sp.Poly(expression, variable).domain
    return bool(domain.is_ZZ or domain.is_QQ)

"""The real zeros of an expression in one variable, as a SymPy set."""

import sympy as sp

from calcml.core.smooth import vanishes

__all__ = ["unfolded", "zero_set"]

_KINKS = (sp.Abs, sp.Max, sp.Min)

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
    listed = _zeros_of_branches(expression, variable, domain)
    if listed is not None:
        return listed
    try:
        return sp.solveset(expression, variable, domain)
    except _FAILURES:
        return sp.ConditionSet(variable, sp.Eq(expression, 0), domain)


def unfolded(expression: sp.Expr) -> frozenset[sp.Expr]:
    """Replace absolute values and extremes by their branches, in every combination.

    SymPy finds no zero at all of absolute values nested four deep.

    Parameters
    ----------
    expression : sympy.Expr

    Returns
    -------
    frozenset of sympy.Expr
        Expressions without Abs, Max and Min; wherever the given one is zero, one of them is.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> unfolded(sp.Abs(x) - 1) == {x - 1, -x - 1}
    True
    """
    folded, flat = {expression}, set()
    while folded:
        form = folded.pop()
        kinks = form.atoms(*_KINKS)
        if kinks:
            inner = next(k for k in kinks if not any(a.has(*_KINKS) for a in k.args))
            sides = (inner.args[0], -inner.args[0]) if isinstance(inner, sp.Abs) else inner.args
            folded |= {form.xreplace({inner: side}) for side in sides}
        else:
            flat.add(form)
    return frozenset(flat)


def _zeros_of_branches(expression: sp.Expr, variable: sp.Symbol, domain: sp.Set) -> sp.Set | None:
    """List the zeros of a formula with kinks; None where it has none or they cannot be listed."""
    if not expression.has(*_KINKS):
        return None
    families = [zero_set(form, variable, domain) for form in unfolded(expression)]
    if not all(isinstance(s, sp.FiniteSet) or s is sp.S.EmptySet for s in families):
        return None
    candidates = sp.Union(*families)
    return sp.FiniteSet(*(p for p in candidates if vanishes(expression.subs(variable, p))))


def _is_rational_polynomial(expression: sp.Expr, variable: sp.Symbol) -> bool:
    if not expression.is_polynomial(variable):
        return False
    domain = sp.Poly(expression, variable).domain
    return bool(domain.is_ZZ or domain.is_QQ)

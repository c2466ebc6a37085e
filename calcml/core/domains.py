"""Where a formula in one real variable has a value, and where it breaks.

Sets are SymPy sets. What SymPy cannot solve stays a `ConditionSet`: its ``contains`` still
answers, and nothing is guessed.
"""

from collections.abc import Callable, Iterator

import sympy as sp

from calcml.core.decimals import Number, exact
from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.germs import Reason, germ, germ_limit, with_exact_numbers
from calcml.core.zero_sets import zero_set

__all__ = ["discontinuities", "discontinuities_within", "natural_domain"]

_PROBES = tuple(sp.Rational(n, 7) for n in (-700, -50, -20, -11, -5, -2, 1, 3, 8, 17, 40, 900))
_MOST_WHOLE_NUMBERS = 100
# What SymPy raises on inequalities that they cannot treat.
_FAILURES = (NotImplementedError, ValueError, TypeError, AttributeError)

# The condition under which each function has a real value.
_REAL_WHERE: dict[type[sp.Basic], Callable[[sp.Expr], sp.Basic]] = {
    sp.log: lambda u: u > 0,
    sp.asin: lambda u: u**2 <= 1,
    sp.acos: lambda u: u**2 <= 1,
    sp.acosh: lambda u: u >= 1,
    sp.atanh: lambda u: u**2 < 1,
    sp.tan: lambda u: sp.Ne(sp.cos(u), 0),
    sp.sec: lambda u: sp.Ne(sp.cos(u), 0),
    sp.cot: lambda u: sp.Ne(sp.sin(u), 0),
    sp.csc: lambda u: sp.Ne(sp.sin(u), 0),
    sp.coth: lambda u: sp.Ne(u, 0),
    sp.csch: lambda u: sp.Ne(u, 0),
}

# The germ whose zeros are where each function may break.
_BREAKS_WHERE: dict[type[sp.Basic], Callable[[sp.Expr], sp.Expr]] = {
    sp.log: lambda u: u,
    sp.atanh: lambda u: u**2 - 1,
    sp.tan: sp.cos,
    sp.sec: sp.cos,
    sp.cot: sp.sin,
    sp.csc: sp.sin,
    sp.coth: lambda u: u,
    sp.csch: lambda u: u,
    sp.sign: lambda u: u,
    sp.Heaviside: lambda u: u,
    sp.acot: lambda u: u,
}
_WHOLE_STEPS = (sp.floor, sp.ceiling, sp.frac)


def natural_domain(expression: sp.Expr, variable: sp.Symbol) -> sp.Set:
    """Return the set of reals at which a formula has a finite real value.

    Parameters
    ----------
    expression : sympy.Expr
        A formula in ``variable``.
    variable : sympy.Symbol

    Returns
    -------
    sympy.Set
        A subset of the reals, where every part of the formula is real: not ``cos(sqrt(x))`` at
        -1. Odd roots of negative numbers are not real, as in ``(-8) ** (1 / 3)``.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> natural_domain(sp.sqrt(4 - x**2), x), natural_domain(sp.log(x), x)
    (Interval(-2, 2), Interval.open(0, oo))
    """
    if variable not in expression.free_symbols:
        return sp.EmptySet if expression.is_real is False else sp.Reals
    if isinstance(expression, sp.Piecewise):
        return _domain_of_cases(expression, variable)
    parts = [natural_domain(a, variable) for a in expression.args]
    own = [_where(with_exact_numbers(c), variable) for c in _conditions(expression)]
    return sp.Intersection(sp.Reals, *parts, *own)


def discontinuities(expression: sp.Expr, variable: sp.Symbol) -> sp.Set:
    """Return the points where a formula has a pole, a jump or a hole.

    Parameters
    ----------
    expression : sympy.Expr
        A formula in ``variable``.
    variable : sympy.Symbol

    Returns
    -------
    sympy.Set
        Points that the domain comes close to and at which the formula is not continuous within
        its domain. Of finitely many candidates each is examined; an infinite family, as that of
        tan or floor, is given whole, even if a factor should mend the break at some of them.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> discontinuities(1 / (x**2 - 4), x), discontinuities(sp.floor(x), x)
    ({-2, 2}, Integers)
    """
    formula = with_exact_numbers(expression)
    points, families = _candidates(formula, variable, sp.Reals)
    broken = (p for p in points if not _is_continuous(formula, variable, p))
    return sp.Union(sp.FiniteSet(*broken), *families)


def discontinuities_within(
    expression: sp.Expr, variable: sp.Symbol, low: Number, high: Number
) -> tuple[sp.Expr, ...]:
    """List the points of a closed interval where a formula breaks, from left to right.

    Parameters
    ----------
    expression : sympy.Expr
        A formula in ``variable``.
    variable : sympy.Symbol
    low, high : number
        Ends of the interval, ``low < high``.

    Returns
    -------
    tuple of sympy.Expr
        Exact points in rising order.

    Raises
    ------
    InvalidArgument
        If the interval is empty.
    UnsupportedFunction
        If the points cannot be listed: too many, infinitely many, or not to be solved for.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> discontinuities_within(sp.tan(x), x, 0, 5)
    (pi/2, 3*pi/2)
    """
    ends = exact(low), exact(high)
    if not ends[0] < ends[1]:
        raise InvalidArgument(f"an interval must rise from low to high, got [{low}, {high}]")
    formula = with_exact_numbers(expression)
    points, families = _candidates(formula, variable, sp.Interval(*ends))
    if families:
        raise UnsupportedFunction(
            f"the breaks of {expression} in [{low}, {high}] must be solvable, got {families[0]}"
        )
    broken = (p for p in points if not _is_continuous(formula, variable, p))
    return tuple(sorted(broken, key=lambda p: p.evalf(50)))


def _domain_of_cases(expression: sp.Piecewise, variable: sp.Symbol) -> sp.Set:
    left, domain = sp.Reals, sp.EmptySet
    for value, condition in expression.args:
        here = _where(condition, variable)
        domain = sp.Union(domain, sp.Intersection(left, here, natural_domain(value, variable)))
        left = sp.Complement(left, here)
    return domain


def _conditions(node: sp.Expr) -> Iterator[sp.Basic]:
    """Yield what must hold for a node to be real, given that its arguments are."""
    if node.func in _REAL_WHERE:
        yield _REAL_WHERE[node.func](node.args[0])
    elif isinstance(node, sp.Mod):
        yield sp.Ne(node.args[1], 0)
    elif node.is_Pow and not node.exp.is_Integer:
        yield node.base >= 0 if node.exp.is_positive else node.base > 0
    elif node.is_Pow and node.exp < 0:
        yield sp.Ne(node.base, 0)


def _where(condition: sp.Basic, variable: sp.Symbol) -> sp.Set:
    """Solve a condition over the reals; what resists stays a condition."""
    if condition in (sp.true, sp.false):
        return sp.Reals if condition == sp.true else sp.EmptySet
    if isinstance(condition, sp.Not):
        return sp.Complement(sp.Reals, _where(condition.args[0], variable))
    if isinstance(condition, sp.And | sp.Or):
        join = sp.Intersection if isinstance(condition, sp.And) else sp.Union
        return join(*(_where(c, variable) for c in condition.args))
    if isinstance(condition, sp.Eq | sp.Ne):
        zeros = zero_set(condition.lhs - condition.rhs, variable)
        return zeros if isinstance(condition, sp.Eq) else sp.Complement(sp.Reals, zeros)
    try:
        solution = sp.solve_univariate_inequality(condition, variable, relational=False)
    except _FAILURES:
        solution = None
    if solution is not None and _agrees(solution, condition, variable):
        return solution
    return sp.ConditionSet(variable, condition, sp.Reals)


def _agrees(solution: sp.Set, condition: sp.Basic, variable: sp.Symbol) -> bool:
    """Compare a solution with its condition; SymPy solves sin(x) > 0 on one period only."""
    return all(
        condition.subs(variable, p) in (sp.true, sp.false)
        and solution.contains(p) == condition.subs(variable, p)
        for p in _PROBES
    )


def _candidates(
    expression: sp.Expr, variable: sp.Symbol, domain: sp.Set
) -> tuple[set[sp.Expr], list[sp.Set]]:
    """Return the points where the formula may break: listed ones, and those only described."""
    nodes = (n for n in sp.preorder_traversal(expression) if variable in n.free_symbols)
    breaks = sp.Union(*(s for n in nodes for s in _breaks(n, variable, domain)))
    families = breaks.args if isinstance(breaks, sp.Union) else (breaks,)
    points = {p for f in families if isinstance(f, sp.FiniteSet) for p in f}
    return points, [f for f in families if not isinstance(f, sp.FiniteSet) and f != sp.EmptySet]


def _breaks(node: sp.Basic, variable: sp.Symbol, domain: sp.Set) -> Iterator[sp.Set]:
    if node.func in _BREAKS_WHERE:
        yield zero_set(_BREAKS_WHERE[node.func](node.args[0]), variable, domain)
    elif isinstance(node, _WHOLE_STEPS):
        yield _whole(node.args[0], variable, domain)
    elif isinstance(node, sp.Mod):
        yield _whole(node.args[0] / node.args[1], variable, domain)
    elif node.is_Pow and (not node.exp.is_Rational or node.exp < 0):
        yield zero_set(node.base, variable, domain)
    elif node.is_Relational:
        yield zero_set(node.lhs - node.rhs, variable, domain)


def _whole(argument: sp.Expr, variable: sp.Symbol, domain: sp.Set) -> sp.Set:
    """Return where an expression is a whole number."""
    slope = sp.diff(argument, variable)
    if domain == sp.Reals and variable not in slope.free_symbols:
        n = sp.Dummy("n", integer=True)
        offset = argument.subs(variable, 0)
        return sp.imageset(sp.Lambda(n, (n - offset) / slope), sp.Integers)
    turns = zero_set(slope, variable, domain)
    smooth = _candidates(argument, variable, domain) == (set(), [])
    if domain == sp.Reals or not smooth or not turns.is_finite_set:
        return sp.ConditionSet(variable, sp.Contains(argument, sp.Integers), domain)
    heights = [argument.subs(variable, p) for p in (domain.start, domain.end, *turns)]
    lowest, highest = sp.ceiling(sp.Min(*heights)), sp.floor(sp.Max(*heights))
    if highest - lowest > _MOST_WHOLE_NUMBERS:
        raise UnsupportedFunction(
            f"at most {_MOST_WHOLE_NUMBERS} steps can be listed, got {highest - lowest} "
            f"of {argument} in {domain}"
        )
    return sp.Union(*(zero_set(argument - n, variable, domain) for n in range(lowest, highest + 1)))


def _is_continuous(expression: sp.Expr, variable: sp.Symbol, at: sp.Expr) -> bool:
    """Tell whether a formula is continuous at a point, as far as its domain reaches there."""
    try:
        sides = [germ_limit(germ(expression, variable, at, d)) for d in (-1, 1)]
    except UnsupportedFunction:
        return False
    reached = [s for s in sides if s is not Reason.UNDEFINED_NEARBY]
    try:
        value = expression.subs(variable, at)
    except (ValueError, ZeroDivisionError):  # as Max of a pole and Mod of zero do
        return False
    return all(s is not Reason.OSCILLATES and sp.simplify(s - value) == 0 for s in reached)

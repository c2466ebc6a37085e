"""The branch of a germ that is valid for all small `T`.

Close enough to a point, on one side of it, |u| is u or -u, floor(u) is one whole number, and one
line of a case distinction applies. ``branch`` rewrites a germ accordingly, and finds where it has
no real value at all. What oscillates keeps its kinks.
"""

from collections.abc import Callable, Mapping

import sympy as sp

from calcml.core.enclosures import germ_sign, steady
from calcml.core.errors import UnsupportedFunction
from calcml.core.evidence import T
from calcml.core.smooth import larger, smooth_limit, smooth_sign, vanishes

__all__ = ["branch"]

_Rule = Callable[..., sp.Expr]

_UNDEFINED = sp.nan
_SMOOTH = (sp.exp, sp.sin, sp.cos, sp.atan, sp.sinh, sp.cosh, sp.tanh, sp.asinh, sp.erf)
_PLAIN = (sp.Add, sp.Mul, *_SMOOTH)


def branch(formula: sp.Expr, leaves: Mapping[sp.Expr, sp.Expr] | None = None) -> sp.Expr:
    """Rewrite a formula near a point without kinks, jumps and case distinctions.

    Parameters
    ----------
    formula : sympy.Expr
        An expression in the leaves and in `T`.
    leaves : mapping of sympy.Expr to sympy.Expr, optional
        What stands for a part of the formula, such as ``1 + T`` for ``x``. Substituted from
        the inside out, so that a part without real value is seen before SymPy hides it:
        ``abs(sqrt(-T))`` is the harmless ``sqrt(T)`` once evaluated.

    Returns
    -------
    sympy.Expr
        An expression in `T` equal to the formula for all small `T`; ``nan`` if the formula has no
        real value there. Kinks of an oscillating argument remain.

    Raises
    ------
    UnsupportedFunction
        If the expression is not built from elementary functions, or a branch cannot be decided.

    Examples
    --------
    >>> branch(sp.Abs(T - 1)) == 1 - T, branch(sp.floor(3 - T)), branch(sp.log(-T))
    (True, 2, nan)
    """
    known = {T: T} if leaves is None else leaves
    if formula in known:
        return known[formula]
    if not formula.free_symbols:
        return _UNDEFINED if formula.is_real is False else _finite(formula)
    if isinstance(formula, sp.Piecewise):
        return _case(formula, known)
    arguments = [branch(a, known) for a in formula.args]
    if _UNDEFINED in arguments:
        return _UNDEFINED
    if isinstance(formula, _PLAIN):
        return _finite(formula.func(*arguments))
    rule = _RULES.get(formula.func)
    if rule is None:
        raise UnsupportedFunction(
            f"limits are known of elementary functions, got {formula.func.__name__}; "
            "rewrite the formula without it"
        )
    return _finite(rule(*arguments))


def _finite(germ: sp.Expr) -> sp.Expr:
    return _UNDEFINED if germ.has(sp.nan, sp.zoo, sp.oo, sp.I) else germ


def _case(formula: sp.Piecewise, leaves: Mapping[sp.Expr, sp.Expr]) -> sp.Expr:
    for expression, condition in formula.args:
        if _holds(condition, leaves):
            return branch(expression, leaves)
    return _UNDEFINED


def _holds(condition: sp.Basic, leaves: Mapping[sp.Expr, sp.Expr]) -> bool:
    """Decide a condition for all small `T`."""
    if condition in (sp.true, sp.false):
        return bool(condition)
    if isinstance(condition, sp.And):
        return all(_holds(c, leaves) for c in condition.args)
    if isinstance(condition, sp.Or):
        return any(_holds(c, leaves) for c in condition.args)
    if isinstance(condition, sp.Not):
        return not _holds(condition.args[0], leaves)
    difference = branch(condition.lhs - condition.rhs, leaves)
    sign = None if difference is _UNDEFINED else germ_sign(difference)
    if sign is None:
        raise UnsupportedFunction(f"a condition must be decided near the point, got {condition}")
    return bool(condition.func(sp.Integer(sign), 0))


def _power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    if exponent.is_Integer:
        return _UNDEFINED if exponent < 0 and vanishes(base) else base**exponent
    sign = germ_sign(base)
    if sign == -1 and exponent.is_integer:
        raise UnsupportedFunction(
            f"a power of a negative base needs a constant whole exponent, got {exponent}"
        )
    if sign == 0:
        return sp.S.Zero if germ_sign(exponent) == 1 else _UNDEFINED
    return _UNDEFINED if sign == -1 else base**exponent


def _absolute(u: sp.Expr) -> sp.Expr:
    sign = germ_sign(u)
    return sp.Abs(u) if sign is None else sign * u


def _signum(u: sp.Expr) -> sp.Expr:
    sign = germ_sign(u)
    return sp.sign(u) if sign is None else sp.Integer(sign)


def _step(u: sp.Expr, at_zero: sp.Expr = sp.S.Half) -> sp.Expr:
    sign = _signum(u)
    return at_zero if sign == 0 else (1 + sign) / 2


def _floor(u: sp.Expr) -> sp.Expr:
    if not steady(u) or (limit := smooth_limit(u)).is_infinite:
        return sp.floor(u)
    whole = sp.floor(limit)
    return whole - 1 if limit == whole and smooth_sign(u - limit) < 0 else whole


def _ceiling(u: sp.Expr) -> sp.Expr:
    return -_floor(-u)


def _fraction(u: sp.Expr) -> sp.Expr:
    return u - _floor(u)


def _remainder(u: sp.Expr, v: sp.Expr) -> sp.Expr:
    return _UNDEFINED if vanishes(v) else u - v * _floor(u / v)


def _largest(*arguments: sp.Expr) -> sp.Expr:
    first, *others = arguments
    for other in others:
        both_steady = steady(first) and steady(other)
        first = larger(first, other) if both_steady else sp.Max(first, other)
    return first


def _smallest(*arguments: sp.Expr) -> sp.Expr:
    largest = _largest(*(-a for a in arguments))
    return -largest


def _within(margin: _Rule, function: type[sp.Expr], *, edge: bool) -> _Rule:
    """Return the rule of a function real where ``margin`` is positive, or zero at an edge."""

    def rule(u: sp.Expr) -> sp.Expr:
        sign = germ_sign(margin(u))
        return _UNDEFINED if sign == -1 or (sign == 0 and not edge) else function(u)

    return rule


def _ratio(numerator: type[sp.Expr] | None, denominator: type[sp.Expr]) -> _Rule:
    def rule(u: sp.Expr) -> sp.Expr:
        top = numerator(u) if numerator else sp.S.One
        return sp.Mul(top, _power(denominator(u), sp.S.NegativeOne))

    return rule


def _arc_cotangent(u: sp.Expr) -> sp.Expr:
    sign = germ_sign(u)
    return sp.acot(u) if sign is None else _side(sign) * sp.pi / 2 - sp.atan(u)


def _side(sign: int) -> int:
    return 1 if sign == 0 else sign  # acot(0) is pi/2


_RULES: dict[type[sp.Basic], _Rule] = {
    sp.Pow: _power,
    sp.Abs: _absolute,
    sp.sign: _signum,
    sp.Heaviside: _step,
    sp.floor: _floor,
    sp.ceiling: _ceiling,
    sp.frac: _fraction,
    sp.Mod: _remainder,
    sp.Max: _largest,
    sp.Min: _smallest,
    sp.log: _within(lambda u: u, sp.log, edge=False),
    sp.asin: _within(lambda u: 1 - u**2, sp.asin, edge=True),
    sp.acos: _within(lambda u: 1 - u**2, sp.acos, edge=True),
    sp.acosh: _within(lambda u: u - 1, sp.acosh, edge=True),
    sp.atanh: _within(lambda u: 1 - u**2, sp.atanh, edge=False),
    sp.acot: _arc_cotangent,
    sp.tan: _ratio(sp.sin, sp.cos),
    sp.cot: _ratio(sp.cos, sp.sin),
    sp.sec: _ratio(None, sp.cos),
    sp.csc: _ratio(None, sp.sin),
    sp.coth: _ratio(sp.cosh, sp.sinh),
    sp.sech: _ratio(None, sp.cosh),
    sp.csch: _ratio(None, sp.sinh),
}

"""Where a formula is smooth: the branch of it that may be differentiated at a point.

SymPy differentiates |x| at 0 to 0 and max(0, x) to 1/2. So a formula is differentiated by rule
only where every part of it is analytic; everywhere else the limit of the quotients decides.
"""

from collections.abc import Callable

import sympy as sp

from calcml.core.decimals import exact
from calcml.core.smooth import constant_sign, vanishes

__all__ = ["analytic_branch"]

_ENTIRE = (sp.Add, sp.Mul, sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.tanh, sp.atan, sp.asinh)
_CLEARLY_NONZERO = sp.Rational(1, 10**15)


def analytic_branch(expression: sp.Expr, variable: sp.Symbol, at: sp.Expr) -> sp.Expr | None:
    """Return the analytic formula that holds around a point, or None.

    Parameters
    ----------
    expression : sympy.Expr
        A formula in `variable` and in nothing else; its floats are read as decimals.
    variable : sympy.Symbol
    at : sympy.Expr
        A real constant.

    Returns
    -------
    sympy.Expr or None
        Kinks and cases are resolved to the branch valid at the point. None means that a part
        has a kink, a jump, a pole or an edge of its domain there; the whole may be smooth all
        the same, as x|x| is at 0 to first order.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> analytic_branch(sp.Abs(x), x, sp.Integer(-1)), analytic_branch(sp.Abs(x), x, sp.Integer(0))
    (-x, None)
    """
    floats = {number: exact(number) for number in expression.atoms(sp.Float)}
    return _Walk(variable, at).branch(expression.xreplace(floats))


class _Walk:
    """One walk over a formula, with the point in mind."""

    def __init__(self, variable: sp.Symbol, at: sp.Expr) -> None:
        self.variable = variable
        self.at = at

    def branch(self, node: sp.Basic) -> sp.Expr | None:
        if node == self.variable or self.variable not in node.free_symbols:
            return None if False in (node.is_finite, node.is_extended_real) else node
        if isinstance(node, sp.Piecewise):
            return self._case(node)
        parts = [self.branch(argument) for argument in node.args]
        if any(part is None for part in parts):
            return None
        if isinstance(node, _ENTIRE):
            return node.func(*parts)
        return self._conditional(node, *parts)

    def _conditional(self, node: sp.Expr, *parts: sp.Expr) -> sp.Expr | None:
        if isinstance(node, sp.Pow):
            return self._power(*parts)
        if isinstance(node, sp.Abs | sp.sign):
            sign = self.sign(parts[0])
            return sign and sign * (parts[0] if isinstance(node, sp.Abs) else 1)
        if isinstance(node, sp.floor | sp.ceiling):
            return self._whole(node.func, parts[0])
        if isinstance(node, sp.Max | sp.Min):
            return self._extreme(1 if isinstance(node, sp.Max) else -1, parts)
        test = _ANALYTIC_WHERE.get(node.func)
        return node.func(*parts) if test and test(self, parts[0]) else None

    def sign(self, part: sp.Expr) -> int | None:
        """Return the sign of an analytic part at the point; None where it vanishes."""
        value = part.subs(self.variable, self.at)
        number = value.evalf(30)
        if not number.is_Float or abs(number) < _CLEARLY_NONZERO:
            return None if vanishes(value) else constant_sign(value)
        return 1 if number > 0 else -1

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> sp.Expr | None:
        whole = exponent.is_Integer and (exponent > 0 or self.sign(base) is not None)
        regular = whole or self.sign(base) == 1
        return base**exponent if regular else None

    def _whole(self, function: Callable[[sp.Expr], sp.Expr], part: sp.Expr) -> sp.Expr | None:
        value = part.subs(self.variable, self.at)
        whole = function(value)
        return None if vanishes(value - whole) else whole

    def _extreme(self, side: int, parts: tuple[sp.Expr, ...]) -> sp.Expr | None:
        for part in parts:
            others = (other for other in parts if other is not part)
            if all(self.sign(part - other) == side for other in others):
                return part
        return None

    def _case(self, node: sp.Piecewise) -> sp.Expr | None:
        for expression, condition in node.args:
            holds = self._holds(condition)
            if holds is not False:
                return self.branch(expression) if holds else None
        return None

    def _holds(self, condition: sp.Basic) -> bool | None:
        """Decide a condition on a whole neighbourhood; None where it changes at the point."""
        if condition in (sp.true, sp.false):
            return bool(condition)
        if isinstance(condition, sp.And | sp.Or):
            decided = [self._holds(part) for part in condition.args]
            deciding = isinstance(condition, sp.Or)
            return deciding if deciding in decided else None if None in decided else not deciding
        if isinstance(condition, sp.Not):
            inner = self._holds(condition.args[0])
            return None if inner is None else not inner
        difference = self.branch(condition.lhs - condition.rhs)
        sign = None if difference is None else self.sign(difference)
        return None if sign is None else bool(condition.func(sp.Integer(sign), 0))


_ANALYTIC_WHERE: dict[type[sp.Basic], Callable[[_Walk, sp.Expr], bool]] = {
    sp.log: lambda walk, u: walk.sign(u) == 1,
    sp.tan: lambda walk, u: walk.sign(sp.cos(u)) is not None,
    sp.sec: lambda walk, u: walk.sign(sp.cos(u)) is not None,
    sp.cot: lambda walk, u: walk.sign(sp.sin(u)) is not None,
    sp.csc: lambda walk, u: walk.sign(sp.sin(u)) is not None,
    sp.coth: lambda walk, u: walk.sign(u) is not None,
    sp.csch: lambda walk, u: walk.sign(u) is not None,
    sp.sech: lambda _walk, _u: True,
    sp.erf: lambda _walk, _u: True,
    sp.asin: lambda walk, u: walk.sign(1 - u**2) == 1,
    sp.acos: lambda walk, u: walk.sign(1 - u**2) == 1,
    sp.atanh: lambda walk, u: walk.sign(1 - u**2) == 1,
    sp.acosh: lambda walk, u: walk.sign(u - 1) == 1,
}

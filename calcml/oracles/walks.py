"""A walk through the tree of a formula, at one point and to some number of digits.

Rational parts are computed in fractions, all others by mpmath. Where a choice hangs on a number (a
sign, a step, a division by zero), a number that may be zero is computed again to twice the digits:
what is zero shrinks, what is only small does not.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, TypeAlias

import mpmath as mp
import sympy as sp

__all__ = ["Coordinate", "NoValueError", "Rule", "UnknownError", "Value", "Walk", "exact"]

Coordinate: TypeAlias = int | Fraction | mp.mpf | sp.Expr
"""A number as a point has it; all are taken as they are, and pi/4 as pi/4."""

Value: TypeAlias = Fraction | mp.mpf
"""A fraction as long as the arithmetic is rational."""

Rule: TypeAlias = Callable[..., Value]
"""Takes the walk and the arguments of a node."""


class NoValueError(ArithmeticError):
    """A formula has no finite real value at the point."""


class UnknownError(ArithmeticError):
    """The method cannot tell: the formula has a part that it does not know, or a huge number."""


def exact(number: Any) -> Fraction | sp.Expr:
    """Read a parameter exactly; a float means its shortest decimal.

    Parameters
    ----------
    number : int, float, Fraction, Decimal or sympy.Expr

    Returns
    -------
    Fraction or sympy.Expr
        A fraction if it is one.

    Examples
    --------
    >>> exact(0.1), exact(sp.Rational(1, 3)), exact(sp.pi)
    (Fraction(1, 10), Fraction(1, 3), pi)
    """
    if isinstance(number, sp.Rational):
        return Fraction(int(number.p), int(number.q))
    if isinstance(number, sp.Float):
        double = float(number)
        return Fraction(repr(double) if double == number else str(number))
    if isinstance(number, sp.Expr):
        return number
    return Fraction(repr(number) if isinstance(number, float) else number)


_RELATIONS: dict[type[sp.Basic], Callable[[Any, Any], Any]] = {
    sp.Eq: operator.eq,
    sp.Ne: operator.ne,
    sp.Lt: operator.lt,
    sp.Le: operator.le,
    sp.Gt: operator.gt,
    sp.Ge: operator.ge,
}


@dataclass(frozen=True)
class Walk:
    """One evaluation.

    Attributes
    ----------
    point : mapping of sympy.Symbol to Coordinate
    digits : int
        Carried in every step.
    rules : mapping of type to Rule
        By the kind of a node.
    seen : dict
        The values found on the way.
    """

    point: Mapping[sp.Symbol, Coordinate]
    digits: int
    rules: Mapping[type[sp.Basic], Rule]
    seen: dict[sp.Basic, Value] = field(default_factory=dict)

    def value(self, node: sp.Basic) -> Value:
        """Return the value of a part of the formula.

        Parameters
        ----------
        node : sympy.Basic

        Returns
        -------
        Fraction or mpmath.mpf

        Raises
        ------
        NoValueError
            If it has none.
        UnknownError
            If there is no rule for it.
        """
        if node not in self.seen:
            self.seen[node] = self._computed(node)
        return self.seen[node]

    def _computed(self, node: sp.Basic) -> Value:
        if isinstance(node, sp.Symbol):
            return self._coordinate(node)
        if isinstance(node, sp.Rational | sp.Float):
            return Fraction(exact(node))
        rule = self.rules.get(node.func)
        if rule is None:
            raise UnknownError(f"no rule for {node.func.__name__}")
        return rule(self, *node.args)

    def _coordinate(self, symbol: sp.Symbol) -> Value:
        if symbol not in self.point:
            raise UnknownError(f"no coordinate for {symbol}")
        given = self.point[symbol]
        if isinstance(given, sp.Expr):
            return replace(self, point={}, seen={}).value(given)
        return given if isinstance(given, mp.mpf) else Fraction(given)

    def sharp(self, node: sp.Basic) -> Value:
        """Return a value on which something hangs: exactly whole where it is whole.

        Parameters
        ----------
        node : sympy.Basic

        Returns
        -------
        Fraction or mpmath.mpf
        """
        found = self.value(node)
        if isinstance(found, Fraction):
            return found
        whole = mp.nint(found)
        gap = abs(found - whole)
        if gap == 0 or gap > mp.mpf(10) ** (-self.digits // 2) * (1 + abs(found)):
            return found
        with mp.workdps(2 * self.digits):
            again = replace(self, digits=2 * self.digits, seen={})
            finer = mp.mpmathify(again.value(node))
            shrinks = abs(finer - whole) <= gap * mp.mpf(10) ** (-self.digits // 4)
        return whole if shrinks else finer

    def holds(self, condition: sp.Basic) -> bool:
        """Decide a condition at the point.

        Parameters
        ----------
        condition : sympy.Basic

        Returns
        -------
        bool
        """
        if condition in (sp.true, sp.false):
            return bool(condition)
        if isinstance(condition, sp.Not):
            return not self.holds(condition.args[0])
        if isinstance(condition, sp.And | sp.Or):
            joined = all if isinstance(condition, sp.And) else any
            return joined(self.holds(part) for part in condition.args)
        relation = _RELATIONS.get(condition.func)
        if relation is None:
            raise UnknownError(f"no rule for the condition {condition}")
        return bool(relation(self.sharp(condition.lhs - condition.rhs), 0))

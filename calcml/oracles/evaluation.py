"""The value of a formula to many digits, by a walk of our own through its tree.

Rational parts are computed in fractions, all others by mpmath. Where a choice hangs on a number (a
sign, a step, a division by zero), a number that may be zero is computed again to twice the digits:
what is zero shrinks, what is only small does not.

Slopes are in `calcml.oracles.slopes`, limits in `calcml.oracles.approaches`.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

import mpmath as mp
import sympy as sp

__all__ = [
    "DIGITS",
    "Coordinate",
    "Formula",
    "NoValueError",
    "UnknownError",
    "evaluate",
    "exact",
    "floating",
]

DIGITS = 60
"""Significant digits of a value, unless more are asked for."""

Coordinate: TypeAlias = int | Fraction | mp.mpf | sp.Expr
"""A number as a point has it; all are taken as they are, and pi/4 as pi/4."""

Value: TypeAlias = Fraction | mp.mpf

_GUARD = 10  # digits lost to rounding in a long formula
_LARGEST_POWER = 1000  # beyond it fractions grow too long
_HUGE = 10**1000  # the exponential of more fills the memory


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


def floating(number: Coordinate) -> mp.mpf:
    """Return a number as mpmath's, to the digits that are set at the moment.

    Parameters
    ----------
    number : int, Fraction, mpmath.mpf or sympy.Expr

    Returns
    -------
    mpmath.mpf
    """
    return evaluate(number) if isinstance(number, sp.Expr) else +mp.mpmathify(number)


def evaluate(
    expression: sp.Expr, point: Mapping[sp.Symbol, Coordinate] | None = None, digits: int = DIGITS
) -> mp.mpf:
    """Evaluate an expression at a point.

    Parameters
    ----------
    expression : sympy.Expr
        Real, elementary, in the variables of the point; its floats are read as decimals.
    point : mapping of sympy.Symbol to Coordinate, optional
    digits : int, default 60
        Significant digits; more if mpmath's own precision is set higher.

    Returns
    -------
    mpmath.mpf
        Work on with it inside ``mp.workdps``, or Python rounds it to a double's digits.

    Raises
    ------
    NoValueError
        If there is no finite real value.
    UnknownError
        If this method cannot tell.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> mp.nstr(evaluate(sp.sin(x) / x, {x: sp.pi / 2}), 20)
    '0.63661977236758134308'
    """
    wanted = max(digits, mp.mp.dps) + _GUARD
    with mp.workdps(wanted):
        return floating(_Walk(dict(point or {}), wanted).value(expression))


@dataclass(frozen=True)
class Formula:
    """An expression as a function of its variables, to be called with numbers.

    Attributes
    ----------
    expression : sympy.Expr
    variables : tuple of sympy.Symbol

    Examples
    --------
    >>> x, y = sp.symbols("x y")
    >>> Formula(x * y**2, (x, y))(2, Fraction(1, 2))
    mpf('0.5')
    """

    expression: sp.Expr
    variables: tuple[sp.Symbol, ...]

    @classmethod
    def of(cls, function: Any) -> "Formula":
        """Take a lesson's function by its formula and variables alone.

        Parameters
        ----------
        function : calcml.Function

        Returns
        -------
        Formula
        """
        return cls(function.expression, tuple(function.variables))

    def __call__(self, *coordinates: Coordinate) -> mp.mpf:
        """Evaluate at a point, one coordinate per variable."""
        return evaluate(self.expression, dict(zip(self.variables, coordinates, strict=True)))

    def fraction(self, *coordinates: Coordinate) -> Fraction | None:
        """Return the exact value where the arithmetic is rational throughout, else None."""
        with mp.workdps(DIGITS):
            walk = _Walk(dict(zip(self.variables, coordinates, strict=True)), DIGITS)
            found = walk.value(self.expression)
        return found if isinstance(found, Fraction) else None


@dataclass(frozen=True)
class _Walk:
    """One evaluation: a point and a number of digits."""

    point: Mapping[sp.Symbol, Coordinate]
    digits: int
    seen: dict[sp.Basic, Value] = field(default_factory=dict)

    def value(self, node: sp.Basic) -> Value:
        if node not in self.seen:
            self.seen[node] = self._computed(node)
        return self.seen[node]

    def _computed(self, node: sp.Basic) -> Value:
        if isinstance(node, sp.Symbol):
            return self._coordinate(node)
        if isinstance(node, sp.Rational | sp.Float):
            return Fraction(exact(node))
        rule = _RULES.get(node.func)
        if rule is None:
            raise UnknownError(f"no rule for {node.func.__name__}")
        return rule(self, *node.args)

    def _coordinate(self, symbol: sp.Symbol) -> Value:
        if symbol not in self.point:
            raise UnknownError(f"no coordinate for {symbol}")
        given = self.point[symbol]
        if isinstance(given, sp.Expr):
            return _Walk({}, self.digits).value(given)
        return given if isinstance(given, mp.mpf) else Fraction(given)

    def sharp(self, node: sp.Basic) -> Value:
        """Return a value on which something hangs: exactly whole where it is whole."""
        found = self.value(node)
        if isinstance(found, Fraction):
            return found
        whole = mp.nint(found)
        gap = abs(found - whole)
        if gap == 0 or gap > mp.mpf(10) ** (-self.digits // 2) * (1 + abs(found)):
            return found
        with mp.workdps(2 * self.digits):
            finer = floating(_Walk(self.point, 2 * self.digits).value(node))
            shrinks = abs(finer - whole) <= gap * mp.mpf(10) ** (-self.digits // 4)
        return whole if shrinks else finer

    def holds(self, condition: sp.Basic) -> bool:
        """Decide a condition at the point."""
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


_RELATIONS: dict[type[sp.Basic], Callable[[Any, Any], Any]] = {
    sp.Eq: operator.eq,
    sp.Ne: operator.ne,
    sp.Lt: operator.lt,
    sp.Le: operator.le,
    sp.Gt: operator.gt,
    sp.Ge: operator.ge,
}

_Rule: TypeAlias = Callable[..., Value]


def _sum(walk: _Walk, *terms: sp.Expr) -> Value:
    return _joined(operator.add, [walk.value(term) for term in terms])


def _product(walk: _Walk, *factors: sp.Expr) -> Value:
    return _joined(operator.mul, [walk.value(factor) for factor in factors])


def _joined(operation: Callable[[Any, Any], Any], values: list[Value]) -> Value:
    """Join the fractions first, so that they stay exact as long as may be."""
    values.sort(key=lambda v: isinstance(v, mp.mpf))
    first, *others = values
    for other in others:
        both = isinstance(first, Fraction) and isinstance(other, Fraction)
        first = operation(first, other) if both else operation(floating(first), floating(other))
    return first


def _power(walk: _Walk, base: sp.Expr, exponent: sp.Expr) -> Value:
    """Return a power; one with a varying exponent needs a positive base."""
    raised = walk.value(exponent)
    whole = isinstance(raised, Fraction) and raised.denominator == 1
    if whole and not exponent.free_symbols:
        return _whole_power(walk.sharp(base) if raised < 0 else walk.value(base), int(raised))
    below = walk.sharp(base)
    if below < 0 or (below == 0 and (exponent.free_symbols or raised <= 0)):
        raise NoValueError(f"{base} to the power of {exponent}")
    _moderate(floating(raised) * mp.log(floating(below)) if below else mp.mpf(0))
    return mp.power(floating(below), floating(raised))


def _whole_power(base: Value, exponent: int) -> Value:
    if base == 0 and exponent < 0:
        raise NoValueError("division by zero")
    if isinstance(base, Fraction) and abs(exponent) <= _LARGEST_POWER:
        return base**exponent
    return mp.power(floating(base), exponent)


def _moderate(number: mp.mpf) -> mp.mpf:
    if abs(number) > _HUGE:
        raise UnknownError("an exponential too large to hold")
    return number


def _smooth(function: Callable[[mp.mpf], mp.mpf]) -> _Rule:
    return lambda walk, u: function(floating(walk.value(u)))


def _exploding(function: Callable[[mp.mpf], mp.mpf]) -> _Rule:
    return lambda walk, u: function(_moderate(floating(walk.value(u))))


def _within(function: Callable[[mp.mpf], mp.mpf], inside: Callable[[Value], bool]) -> _Rule:
    """Return the rule of a function that is real on a part of the line only."""

    def rule(walk: _Walk, u: sp.Expr) -> Value:
        number = walk.sharp(u)
        if not inside(number):
            raise NoValueError(f"{u} = {mp.nstr(floating(number), 6)} is outside the domain")
        return function(floating(number))

    return rule


def _ratio(numerator: type[sp.Expr] | None, denominator: type[sp.Expr]) -> _Rule:
    def rule(walk: _Walk, u: sp.Expr) -> Value:
        below = floating(walk.sharp(denominator(u, evaluate=False)))
        if below == 0:
            raise NoValueError(f"division by zero at {u}")
        return floating(walk.value(numerator(u, evaluate=False)) if numerator else 1) / below

    return rule


def _size(walk: _Walk, u: sp.Expr) -> Value:
    return abs(walk.value(u))


def _sign(walk: _Walk, u: sp.Expr) -> Value:
    number = walk.sharp(u)
    return Fraction((number > 0) - (number < 0))


def _heaviside(walk: _Walk, u: sp.Expr, at_zero: sp.Expr = sp.S.Half) -> Value:
    sign = _sign(walk, u)
    return walk.value(at_zero) if sign == 0 else (1 + sign) / 2


def _floor(walk: _Walk, u: sp.Expr) -> Value:
    number = walk.sharp(u)
    return Fraction(number.__floor__() if isinstance(number, Fraction) else int(mp.floor(number)))


def _ceiling(walk: _Walk, u: sp.Expr) -> Value:
    return -_floor(walk, -u)


def _remainder(walk: _Walk, u: sp.Expr, v: sp.Expr = sp.S.One) -> Value:
    if walk.sharp(v) == 0:
        raise NoValueError("the remainder of a division by zero")
    return _sum(walk, u, -v * sp.Integer(int(_floor(walk, u / v))))


def _largest(walk: _Walk, *arguments: sp.Expr) -> Value:
    return max((walk.value(each) for each in arguments), key=floating)


def _smallest(walk: _Walk, *arguments: sp.Expr) -> Value:
    return min((walk.value(each) for each in arguments), key=floating)


def _cases(walk: _Walk, *cases: sp.Basic) -> Value:
    for expression, condition in (case.args for case in cases):
        if walk.holds(condition):
            return walk.value(expression)
    raise NoValueError("none of the cases holds")


def _arc_cotangent(walk: _Walk, u: sp.Expr) -> Value:
    number = floating(walk.sharp(u))
    return mp.atan(1 / number) if number else mp.pi / 2


_RULES: dict[type[sp.Basic], _Rule] = {
    sp.Add: _sum,
    sp.Mul: _product,
    sp.Pow: _power,
    type(sp.pi): lambda _: +mp.pi,
    type(sp.E): lambda _: +mp.e,
    **{getattr(sp, name): _smooth(getattr(mp, name)) for name in (
        "sin", "cos", "atan", "asinh", "erf", "erfc",
    )},
    **{getattr(sp, name): _exploding(getattr(mp, name)) for name in (
        "exp", "sinh", "cosh", "tanh",
    )},
    sp.log: _within(mp.log, lambda u: u > 0),
    sp.asin: _within(mp.asin, lambda u: abs(u) <= 1),
    sp.acos: _within(mp.acos, lambda u: abs(u) <= 1),
    sp.acosh: _within(mp.acosh, lambda u: u >= 1),
    sp.atanh: _within(mp.atanh, lambda u: abs(u) < 1),
    sp.gamma: _within(mp.gamma, lambda u: u > 0 or u != mp.floor(u)),
    sp.acot: _arc_cotangent,
    sp.tan: _ratio(sp.sin, sp.cos),
    sp.cot: _ratio(sp.cos, sp.sin),
    sp.sec: _ratio(None, sp.cos),
    sp.csc: _ratio(None, sp.sin),
    sp.coth: _ratio(sp.cosh, sp.sinh),
    sp.sech: _ratio(None, sp.cosh),
    sp.csch: _ratio(None, sp.sinh),
    sp.Abs: _size,
    sp.sign: _sign,
    sp.Heaviside: _heaviside,
    sp.floor: _floor,
    sp.ceiling: _ceiling,
    sp.frac: _remainder,
    sp.Mod: _remainder,
    sp.Max: _largest,
    sp.Min: _smallest,
    sp.Piecewise: _cases,
}  # fmt: skip

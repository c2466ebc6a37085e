"""What each part of a formula means in real numbers, by the kind of its node."""

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath as mp
import sympy as sp

from calcml.oracles.walks import NoValueError, Rule, UnknownError, Value, Walk

__all__ = ["RULES"]

_LARGEST_POWER = 1000  # beyond it fractions grow too long
_HUGE = 10**1000  # the exponential of more fills the memory


def _floating(number: Value | int) -> mp.mpf:
    return +mp.mpmathify(number)


def _sum(walk: Walk, *terms: sp.Expr) -> Value:
    return _joined(operator.add, [walk.value(term) for term in terms])


def _product(walk: Walk, *factors: sp.Expr) -> Value:
    return _joined(operator.mul, [walk.value(factor) for factor in factors])


def _joined(operation: Callable[[Any, Any], Any], values: list[Value]) -> Value:
    """Join the fractions first, so that they stay exact as long as may be."""
    values.sort(key=lambda v: isinstance(v, mp.mpf))
    first, *others = values
    for other in others:
        both = isinstance(first, Fraction) and isinstance(other, Fraction)
        first = operation(first, other) if both else operation(_floating(first), _floating(other))
    return first


def _power(walk: Walk, base: sp.Expr, exponent: sp.Expr) -> Value:
    """Return a power; one with a varying exponent needs a positive base."""
    raised = walk.value(exponent)
    whole = isinstance(raised, Fraction) and raised.denominator == 1
    if whole and not exponent.free_symbols:
        return _whole_power(walk.sharp(base) if raised < 0 else walk.value(base), int(raised))
    below = walk.sharp(base)
    if below < 0 or (below == 0 and (exponent.free_symbols or raised <= 0)):
        raise NoValueError(f"{base} to the power of {exponent}")
    _moderate(_floating(raised) * mp.log(_floating(below)) if below else mp.mpf(0))
    return mp.power(_floating(below), _floating(raised))


def _whole_power(base: Value, exponent: int) -> Value:
    if base == 0 and exponent < 0:
        raise NoValueError("division by zero")
    if isinstance(base, Fraction) and abs(exponent) <= _LARGEST_POWER:
        return base**exponent
    return mp.power(_floating(base), exponent)


def _moderate(number: mp.mpf) -> mp.mpf:
    if abs(number) > _HUGE:
        raise UnknownError("an exponential too large to hold")
    return number


def _smooth(function: Callable[[mp.mpf], mp.mpf]) -> Rule:
    return lambda walk, u: function(_floating(walk.value(u)))


def _exploding(function: Callable[[mp.mpf], mp.mpf]) -> Rule:
    return lambda walk, u: function(_moderate(_floating(walk.value(u))))


def _within(function: Callable[[mp.mpf], mp.mpf], inside: Callable[[Value], bool]) -> Rule:
    """Return the rule of a function that is real on a part of the line only."""

    def rule(walk: Walk, u: sp.Expr) -> Value:
        number = walk.sharp(u)
        if not inside(number):
            raise NoValueError(f"{u} = {mp.nstr(_floating(number), 6)} is outside the domain")
        return function(_floating(number))

    return rule


def _ratio(numerator: type[sp.Expr] | None, denominator: type[sp.Expr]) -> Rule:
    def rule(walk: Walk, u: sp.Expr) -> Value:
        below = _floating(walk.sharp(denominator(u, evaluate=False)))
        if below == 0:
            raise NoValueError(f"division by zero at {u}")
        return _floating(walk.value(numerator(u, evaluate=False)) if numerator else 1) / below

    return rule


def _size(walk: Walk, u: sp.Expr) -> Value:
    return abs(walk.value(u))


def _sign(walk: Walk, u: sp.Expr) -> Value:
    number = walk.sharp(u)
    return Fraction((number > 0) - (number < 0))


def _heaviside(walk: Walk, u: sp.Expr, at_zero: sp.Expr = sp.S.Half) -> Value:
    sign = _sign(walk, u)
    return walk.value(at_zero) if sign == 0 else (1 + sign) / 2


def _floor(walk: Walk, u: sp.Expr) -> Value:
    number = walk.sharp(u)
    return Fraction(number.__floor__() if isinstance(number, Fraction) else int(mp.floor(number)))


def _ceiling(walk: Walk, u: sp.Expr) -> Value:
    return -_floor(walk, -u)


def _remainder(walk: Walk, u: sp.Expr, v: sp.Expr = sp.S.One) -> Value:
    if walk.sharp(v) == 0:
        raise NoValueError("the remainder of a division by zero")
    return _sum(walk, u, -v * sp.Integer(int(_floor(walk, u / v))))


def _largest(walk: Walk, *arguments: sp.Expr) -> Value:
    return max((walk.value(each) for each in arguments), key=_floating)


def _smallest(walk: Walk, *arguments: sp.Expr) -> Value:
    return min((walk.value(each) for each in arguments), key=_floating)


def _cases(walk: Walk, *cases: sp.Basic) -> Value:
    for expression, condition in (case.args for case in cases):
        if walk.holds(condition):
            return walk.value(expression)
    raise NoValueError("none of the cases holds")


def _arc_cotangent(walk: Walk, u: sp.Expr) -> Value:
    number = _floating(walk.sharp(u))
    return mp.atan(1 / number) if number else mp.pi / 2


RULES: dict[type[sp.Basic], Rule] = {
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
"""Every function that a formula may have."""

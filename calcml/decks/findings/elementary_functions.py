"""Exponentials, logarithms, trigonometric functions and tanh: their slopes and their ranges."""

from functools import cache

import sympy as sp
from sympy.calculus.util import function_range

from calcml.core.derivatives import Derivative, NoDerivative, derivative
from calcml.core.functions import Function
from calcml.core.symbols import a, x
from calcml.decks.findings.claimed_derivatives import POINTS, by_rules, example, is_derivative
from calcml.decks.findings.finding import Finding, finding

BASES = (sp.Integer(2), sp.Integer(10), sp.Rational(1, 2), sp.Rational(7, 3))

POWER_OF_A = a**x
EXPONENTIAL_SLOPE = sp.exp(x)
POWER_OF_A_SLOPE = a**x * sp.log(a)
POWER_OF_TWO_SLOPE = 2**x * sp.log(2)
LOGARITHM_SLOPE = 1 / x
LOGARITHM_TO_A_SLOPE = 1 / (x * sp.log(a))
LOGARITHM_OF_SQUARE_SLOPE = (4 * x + 4) / ((2 * x**2 + 4 * x) * sp.log(a))
SINE_SLOPE, COSINE_SLOPE, TANGENT_SLOPE = sp.cos(x), -sp.sin(x), sp.sec(x) ** 2
TANH_SLOPES = (1 - sp.tanh(x) ** 2, sp.sech(x) ** 2)

CONSTANT_NAMED = sp.Symbol("C", real=True)
"""What the slide calls the constant of aˣ."""

TRIGONOMETRIC = (sp.sin, sp.cos, sp.tan, sp.sec)
RANGE_CLAIMED = sp.Interval(-1, 1)

_BOTH_SIDES = (sp.Integer(-1), *POINTS)
_SAID = {sp.Interval(-1, 1): "[−1, 1]", sp.Interval.open(-1, 1): "(−1, 1)", sp.S.Reals: "ℝ"}


def _for_all_bases(claimed: sp.Expr, of: sp.Expr, points: tuple[sp.Expr, ...]) -> bool:
    return all(
        is_derivative(claimed.subs(a, base), of.subs(a, base), points=points) for base in BASES
    )


@finding("A-100")
def exponential() -> Finding:
    """Differentiate eˣ."""
    return example(sp.exp(x), EXPONENTIAL_SLOPE, points=_BOTH_SIDES, at=sp.Integer(0))


@finding("A-101")
def power_of_a() -> Finding:
    """Differentiate aˣ for bases above and below 1."""
    return Finding(
        stated=_for_all_bases(POWER_OF_A_SLOPE, POWER_OF_A, _BOTH_SIDES),
        computed={"derivative": str(by_rules(POWER_OF_A)), "bases tried": len(BASES)},
    )


@finding("A-102")
def constant_is_the_base() -> Finding:
    """Look for the constant in aˣ: there is no C, it is a, and a has to be positive."""
    constants = POWER_OF_A.free_symbols - {x}
    negative = derivative(Function(POWER_OF_A.subs(a, -2), x), POINTS[0])
    holds = _for_all_bases(POWER_OF_A_SLOPE, POWER_OF_A, POINTS)
    return Finding(
        stated=CONSTANT_NAMED in constants,
        corrected=constants == {a} and holds and isinstance(negative, NoDerivative),
        computed={
            "constants in aˣ": ", ".join(sorted(map(str, constants))),
            "bases above 0 tried": len(BASES),
            "(−2)ˣ has a slope at 1/2": isinstance(negative, Derivative),
        },
    )


@finding("A-103")
def power_of_two() -> Finding:
    """Differentiate 2ˣ."""
    return example(2**x, POWER_OF_TWO_SLOPE, points=_BOTH_SIDES, at=sp.Integer(0))


@finding("A-104")
def logarithm() -> Finding:
    """Differentiate ln x where x > 0."""
    return example(sp.log(x), LOGARITHM_SLOPE)


@finding("A-105")
def logarithm_to_a() -> Finding:
    """Differentiate log_a x for bases above and below 1."""
    of = sp.log(x) / sp.log(a)
    return Finding(
        stated=_for_all_bases(LOGARITHM_TO_A_SLOPE, of, POINTS),
        computed={"derivative": str(by_rules(of)), "bases tried": len(BASES)},
    )


@finding("A-106")
def logarithm_of_a_square() -> Finding:
    """Differentiate log_a(2x² + 4x) on both parts of its domain, x < -2 and x > 0."""
    of = sp.log(2 * x**2 + 4 * x) / sp.log(a)
    slope = sp.factor(by_rules(of))
    return Finding(
        stated=_for_all_bases(LOGARITHM_OF_SQUARE_SLOPE, of, (sp.Integer(-3), *POINTS)),
        computed={
            "derivative": str(slope),
            "slope at 1 for a = 2": slope.subs({a: 2, x: 1}),
            "domain": str(sp.solveset(2 * x**2 + 4 * x > 0, x, sp.S.Reals)),
        },
    )


@finding("A-107")
def sine() -> Finding:
    """Differentiate sin x."""
    return example(sp.sin(x), SINE_SLOPE, points=_BOTH_SIDES, at=sp.Integer(0))


@finding("A-108")
def cosine() -> Finding:
    """Differentiate cos x."""
    return example(sp.cos(x), COSINE_SLOPE, points=_BOTH_SIDES, at=sp.pi / 2)


@finding("A-109")
def tangent() -> Finding:
    """Differentiate tan x, between two poles and beyond."""
    return example(sp.tan(x), TANGENT_SLOPE, points=_BOTH_SIDES, at=sp.pi / 4)


@finding("A-110")
def hyperbolic_tangent() -> Finding:
    """Differentiate tanh, as itself and as sinh/cosh, and compare both forms of the slope."""
    of, as_quotient = sp.tanh(x), sp.sinh(x) / sp.cosh(x)
    found = example(of, *TANH_SLOPES, points=_BOTH_SIDES[:2], at=sp.Integer(0))
    quotient_agrees = all(is_derivative(s, as_quotient, points=POINTS[:1]) for s in TANH_SLOPES)
    return Finding(stated=found.stated and quotient_agrees, computed=found.computed)


@cache
def _range(function: sp.Expr) -> sp.Set:
    return function_range(function, x, sp.S.Reals)


def _said(values: sp.Set) -> str:
    return _SAID.get(values, str(values))


@finding("A-111")
def ranges() -> Finding:
    """Find the ranges: of sin and cos it is [-1, 1], of tan all of ℝ, of tanh the open interval."""
    functions = (sp.sin, sp.cos, sp.tan, sp.sec, sp.tanh)
    sine, cosine, tangent, secant, tanh = found = [_range(f(x)) for f in functions]
    by_function = dict(zip(functions, found, strict=True))
    beyond_one = sp.Union(sp.Interval(-sp.oo, -1), sp.Interval(1, sp.oo))
    within_one = sine == cosine == sp.Interval(-1, 1) and tanh == sp.Interval.open(-1, 1)
    return Finding(
        stated=all(by_function[f] == RANGE_CLAIMED for f in TRIGONOMETRIC),
        corrected=within_one and tangent == sp.S.Reals and secant == beyond_one,
        computed={
            "sin and cos": _said(sine),
            "tanh": _said(tanh),
            "tan": _said(tangent),
            "tan(1.5)": Function(sp.tan(x), x)(1.5),
            "sec(1)": Function(sp.sec(x), x)(1.0),
            "tanh(20.0) in doubles": Function(sp.tanh(x), x)(20.0),
        },
    )

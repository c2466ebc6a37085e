"""Derivatives at a point: right to the last digit, or refused for the right reason."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.derivatives import (
    Derivative,
    NoDerivative,
    Roughness,
    TangentLine,
    derivative,
    tangent_line,
)
from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.functions import Function

x, y = sp.symbols("x y", real=True)
oo = sp.oo


def patched(expression: sp.Expr, at_zero: int = 0) -> sp.Expr:
    """Fill the hole of an expression at 0."""
    return sp.Piecewise((expression, sp.Ne(x, 0)), (at_zero, True))


def value(expression: sp.Expr, at: Any, order: int = 1) -> float:
    found = derivative(Function(expression, x), at, order)
    assert isinstance(found, Derivative)
    return found.value


# The table of every calculus text (Stewart, Calculus, reference pages 5 and 6): formula, point,
# and the derivative as it is printed there, evaluated by mpmath.
TABLE: list[tuple[sp.Expr, str, Callable[[Any], Any]]] = [
    (sp.Integer(6), "1.7", lambda _: 0),
    (x**4, "1.7", lambda v: 4 * v**3),
    (3 * x**4 + 4 * x, "1.7", lambda v: 12 * v**3 + 4),
    ((x - 2) * (x + 3), "3", lambda v: 2 * v + 1),
    (x**2 / (x + 1), "1.7", lambda v: (v**2 + 2 * v) / (v + 1) ** 2),
    (sp.sqrt(x), "1.7", lambda v: 1 / (2 * mpmath.sqrt(v))),
    (1 / x, "1.7", lambda v: -1 / v**2),
    (sp.exp(x), "1.7", mpmath.exp),
    (2**x, "1.7", lambda v: 2**v * mpmath.log(2)),
    (sp.log(x), "1.7", lambda v: 1 / v),
    (sp.log(2 * x**2 + 4 * x) / sp.log(2), "1.7",
     lambda v: (4 * v + 4) / ((2 * v**2 + 4 * v) * mpmath.log(2))),
    (sp.sin(x), "1.7", mpmath.cos),
    (sp.cos(x), "1.7", lambda v: -mpmath.sin(v)),
    (sp.tan(x), "1.7", lambda v: mpmath.sec(v) ** 2),
    (sp.csc(x), "1.7", lambda v: -mpmath.csc(v) * mpmath.cot(v)),
    (sp.sec(x), "1.7", lambda v: mpmath.sec(v) * mpmath.tan(v)),
    (sp.cot(x), "1.7", lambda v: -(mpmath.csc(v) ** 2)),
    (sp.asin(x), "0.3", lambda v: 1 / mpmath.sqrt(1 - v**2)),
    (sp.acos(x), "0.3", lambda v: -1 / mpmath.sqrt(1 - v**2)),
    (sp.atan(x), "1.7", lambda v: 1 / (1 + v**2)),
    (sp.sinh(x), "1.7", mpmath.cosh),
    (sp.cosh(x), "1.7", mpmath.sinh),
    (sp.tanh(x), "1.7", lambda v: mpmath.sech(v) ** 2),
    (sp.tanh(x), "20", lambda v: mpmath.sech(v) ** 2),  # in doubles tanh 20 is 1
    (sp.asinh(x), "1.7", lambda v: 1 / mpmath.sqrt(1 + v**2)),
    (sp.acosh(x), "1.7", lambda v: 1 / mpmath.sqrt(v**2 - 1)),
    (sp.atanh(x), "0.3", lambda v: 1 / (1 - v**2)),
    (x**x, "1.7", lambda v: v**v * (mpmath.log(v) + 1)),
    (sp.exp(-(x**2)), "0.5", lambda v: -2 * v * mpmath.exp(-(v**2))),
    (1 / (1 + sp.exp(-x)), "-40", lambda v: mpmath.exp(-v) / (1 + mpmath.exp(-v)) ** 2),
    # Near 0 the doubles of this formula lose every digit; f'(x) = -x/12 + x³/180 - ...
    ((1 - sp.cos(x)) / x**2, "0.00001",
     lambda v: (v * mpmath.sin(v) - 2 * (1 - mpmath.cos(v))) / v**3),
]  # fmt: skip


def named(value: object) -> str | None:
    """Name a case by its formula; pytest numbers functions, whose text differs between runs."""
    return None if callable(value) and not isinstance(value, sp.Basic) else str(value)


@pytest.mark.parametrize(("expression", "at", "printed"), TABLE, ids=named)
def test_the_derivative_is_right_to_the_last_digit(
    expression: sp.Expr, at: str, printed: Callable[[Any], Any]
) -> None:
    with mpmath.workdps(60):
        expected = float(printed(mpmath.mpf(at)))
    assert value(expression, float(at)) == expected


@pytest.mark.parametrize("order", [2, 3, 4])
def test_higher_orders_agree_with_mpmath(order: int) -> None:
    with mpmath.workdps(60):
        expected = mpmath.diff(lambda v: mpmath.exp(-(v**2)) * mpmath.sin(v), 1.25, order)
    # mpmath differentiates numerically at 60 digits, which leaves more than 20.
    assert value(sp.exp(-(x**2)) * sp.sin(x), 1.25, order) == float(expected)


def test_a_point_may_be_exact() -> None:
    found = derivative(Function(sp.sin(x), x), sp.pi / 3)
    assert isinstance(found, Derivative)
    assert (found.exact, found.at, found.value) == (sp.Rational(1, 2), sp.pi / 3, 0.5)
    assert value(x**2, Fraction(1, 3)) == 2 / 3


# Kinks and holes that are none for the derivative; SymPy's own diff fails on most.
TAMED = [
    (x * sp.Abs(x), 0, 1, 0.0),
    (sp.Abs(x) ** 3, 0, 2, 0.0),
    (patched(x**2 * sp.sin(1 / x)), 0, 1, 0.0),
    (patched(sp.exp(-1 / x**2)), 0, 1, 0.0),
    (patched(sp.exp(-1 / x**2)), 0, 3, 0.0),
    (patched(sp.sin(x) / x, 1), 0, 1, 0.0),
    (patched(sp.sin(x) / x, 1), 0, 2, -1 / 3),  # 1 - x²/6 + ...
    (sp.Piecewise((x**2, x < 1), (2 * x - 1, True)), 1, 1, 2.0),
    (sp.Min(1, sp.cos(x)), 0, 2, -1.0),
    (sp.Max(0, x) ** 2, 0, 1, 0.0),
    (sp.Max(0, x), 2, 1, 1.0),
    (sp.Max(0, x), -2, 1, 0.0),
    (sp.sign(x), -1, 1, 0.0),
    (sp.floor(x), 1.5, 1, 0.0),
    (sp.Abs(x), -0.001, 1, -1.0),
    (x * sp.sin(1 / x), 2 / sp.pi, 1, 1.0),  # sin(π/2) - (π/2) cos(π/2)
    (sp.real_root(x, 3), -8, 1, 1 / 12),  # (1/3) |x|^(-2/3)
]


@pytest.mark.parametrize(("expression", "at", "order", "expected"), TAMED, ids=str)
def test_a_derivative_that_only_the_limit_finds(
    expression: sp.Expr, at: Any, order: int, expected: float
) -> None:
    assert value(expression, at, order) == expected


# Formula, point, order asked for; order missing, reason, slopes from the left and the right.
ROUGH = [
    (sp.Abs(x), 0, 1, (1, Roughness.CORNER, -1, 1)),
    (sp.Max(0, x), 0, 1, (1, Roughness.CORNER, 0, 1)),
    (sp.Max(x, x**2), 1, 1, (1, Roughness.CORNER, 1, 2)),
    (sp.Abs(sp.sin(x)), 0, 3, (1, Roughness.CORNER, -1, 1)),
    (sp.Piecewise((x**2, x < 1), (x, True)), 1, 1, (1, Roughness.CORNER, 2, 1)),
    (sp.Piecewise((sp.sqrt(x), x > 0), (0, True)), 0, 1, (1, Roughness.CORNER, 0, oo)),
    (patched(x * sp.atan(1 / x)), 0, 1, (1, Roughness.CORNER, -sp.pi / 2, sp.pi / 2)),
    (x * sp.Abs(x), 0, 2, (2, Roughness.CORNER, -2, 2)),
    (sp.Abs(x) ** 3, 0, 4, (3, Roughness.CORNER, -6, 6)),
    (sp.sqrt(sp.Abs(x)), 0, 1, (1, Roughness.CUSP, -oo, oo)),
    (-(sp.Abs(x) ** sp.Rational(2, 3)), 0, 1, (1, Roughness.CUSP, oo, -oo)),
    (sp.sign(x), 0, 1, (1, Roughness.JUMP, oo, oo)),
    (sp.floor(x), 1, 1, (1, Roughness.JUMP, oo, 0)),
    (sp.Heaviside(x), 0, 1, (1, Roughness.JUMP, oo, oo)),
    (patched(sp.sin(x) / x, 2), 0, 1, (1, Roughness.JUMP, oo, -oo)),  # the point is moved
    (sp.real_root(x, 3), 0, 1, (1, Roughness.VERTICAL_TANGENT, oo, oo)),
    (sp.cbrt(x), 0, 1, (1, Roughness.VERTICAL_TANGENT, None, oo)),
    (sp.sqrt(x), 0, 1, (1, Roughness.VERTICAL_TANGENT, None, oo)),
    (sp.asin(x), 1, 1, (1, Roughness.VERTICAL_TANGENT, oo, None)),
    # (x^x - 1)/x behaves as ln x
    (patched(x**x, 1), 0, 1, (1, Roughness.VERTICAL_TANGENT, None, -oo)),
    (x**x, 0, 1, (1, Roughness.OUTSIDE_DOMAIN, None, None)),
    (patched(x * sp.sin(1 / x)), 0, 1, (1, Roughness.OSCILLATION, None, None)),
    (patched(sp.sin(1 / x)), 0, 1, (1, Roughness.OSCILLATION, None, None)),
    (patched(x**2 * sp.sin(1 / x)), 0, 2, (2, Roughness.OSCILLATION, None, None)),
    (sp.Piecewise((x, x <= 0), (sp.sin(1 / x), True)), 0, 1, (1, Roughness.OSCILLATION, 1, None)),
    (x ** sp.Rational(3, 2), 0, 1, (1, Roughness.ENDPOINT, None, 0)),
    (sp.sqrt(-(x**2)), 0, 1, (1, Roughness.ENDPOINT, None, None)),  # a single point
    (1 / x, 0, 1, (1, Roughness.OUTSIDE_DOMAIN, None, None)),
    (sp.log(x), -1, 1, (1, Roughness.OUTSIDE_DOMAIN, None, None)),
    (sp.tan(x), sp.pi / 2, 2, (1, Roughness.OUTSIDE_DOMAIN, None, None)),
    (sp.sin(x) / x, 0, 1, (1, Roughness.OUTSIDE_DOMAIN, None, None)),
]


@pytest.mark.parametrize(("expression", "at", "order", "finding"), ROUGH, ids=str)
def test_a_missing_derivative_has_its_reason(
    expression: sp.Expr, at: Any, order: int, finding: tuple[int, Roughness, Any, Any]
) -> None:
    found = derivative(Function(expression, x), at, order)
    assert isinstance(found, NoDerivative)
    assert (found.order, found.reason, found.left, found.right) == finding


def test_a_reason_is_a_sentence() -> None:
    assert Roughness.CORNER.value == "the slopes from the left and from the right differ"
    assert all(reason.value[0].islower() and " " in reason.value for reason in Roughness)


functions = st.sampled_from(
    [x**2, x**3 - x, sp.sin(x), sp.exp(-x), 1 / (x**2 + 1), sp.tanh(x), sp.sqrt(x**2 + 2)]
)
points = st.fractions(-3, 3, max_denominator=8)


def exact_slope(expression: sp.Expr, at: Any) -> sp.Expr:
    found = derivative(Function(expression, x), at)
    assert isinstance(found, Derivative)
    return found.exact


def same(first: sp.Expr, second: sp.Expr) -> bool:
    return bool(abs((first - second).evalf(40, maxn=200)) < sp.Float(10) ** -30)


@settings(max_examples=40)
@given(functions, functions, st.integers(-5, 5), points)
def test_differentiation_is_linear(f: sp.Expr, g: sp.Expr, c: int, at: Fraction) -> None:
    assert same(exact_slope(f + c * g, at), exact_slope(f, at) + c * exact_slope(g, at))


@settings(max_examples=40)
@given(functions, functions, points)
def test_the_product_rule_holds(f: sp.Expr, g: sp.Expr, at: Fraction) -> None:
    here = {x: sp.Rational(at.numerator, at.denominator)}
    product = exact_slope(f, at) * g.subs(here) + f.subs(here) * exact_slope(g, at)
    assert same(exact_slope(f * g, at), product)


@settings(max_examples=40)
@given(functions, functions, points)
def test_the_chain_rule_holds(f: sp.Expr, g: sp.Expr, at: Fraction) -> None:
    inner = g.subs(x, sp.Rational(at.numerator, at.denominator))
    assert same(exact_slope(f.subs(x, g), at), exact_slope(f, inner) * exact_slope(g, at))


@settings(max_examples=15)
@given(functions, points)
def test_the_limit_of_quotients_agrees_with_the_rules(f: sp.Expr, at: Fraction) -> None:
    """A kink multiplied by zero changes nothing, but forces the way through limits."""
    here = sp.Rational(at.numerator, at.denominator)
    flat = f + (x - here) * sp.Abs(x - here)
    assert same(exact_slope(flat, at), exact_slope(f, at))


def test_the_tangent_touches() -> None:
    parabola = Function(x**2, x)
    line = tangent_line(parabola, 3)
    assert isinstance(line, TangentLine)
    assert (line.slope, line.intercept, line.at) == (6, -9, 3)
    assert line.function.typst == "6 x - 9"
    assert sp.expand(parabola.expression - line.function.expression - (x - 3) ** 2) == 0


def test_a_corner_has_no_tangent() -> None:
    found = tangent_line(Function(sp.Abs(x), x), 0)
    assert isinstance(found, NoDerivative)
    assert found.reason is Roughness.CORNER


@pytest.mark.parametrize("order", [0, -1, 1.0, True])
def test_the_order_must_be_a_positive_whole_number(order: int) -> None:
    with pytest.raises(InvalidArgument, match="order must be a whole number of at least 1"):
        derivative(Function(x**2, x), 3, order)


def test_a_function_of_two_variables_has_partial_derivatives_instead() -> None:
    with pytest.raises(InvalidArgument):
        derivative(Function(x * y, (x, y)), 1)


def test_what_cannot_be_decided_is_said() -> None:
    rippled = Function(patched(x**4 * sp.Abs(sp.sin(1 / x))), x)
    with pytest.raises(UnsupportedFunction, match="kinks at every distance"):
        derivative(rippled, 0, 2)

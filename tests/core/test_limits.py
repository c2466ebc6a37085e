"""Limits are found on each side, compared, and never guessed."""

import math

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.functions import Function
from calcml.core.limits import Limit, NoLimit, Reason, limit, place, sides_of
from calcml.core.symbols import x, y

OO = sp.oo
HALF = sp.Rational(1, 2)
SIDES_DIFFER, OSCILLATES = Reason.SIDES_DIFFER, Reason.OSCILLATES
UNDEFINED, SIGNS_DIFFER = Reason.UNDEFINED_NEARBY, Reason.SIGNS_DIFFER
UNIT_STEP = sp.Piecewise((x**2, x < 1), (3 - x, True))
MOVED_POINT = sp.Piecewise((1, sp.Eq(x, 2)), (x**2, True))

# formula, point, left limit, right limit: textbook values, derived beside where not well known.
BOTH_SIDES = [
    # continuous points
    (2 * x, 3, 6, 6),
    (sp.sin(x), 1, sp.sin(1), sp.sin(1)),
    (sp.Integer(7) + 0 * x, 5, 7, 7),
    # removable
    ((x**2 - 4) / (x - 2), 2, 4, 4),
    (sp.sin(x) / x, 0, 1, 1),
    ((1 - sp.cos(x)) / x**2, 0, HALF, HALF),
    ((sp.exp(x) - 1) / x, 0, 1, 1),
    ((sp.tan(x) - x) / x**3, 0, sp.Rational(1, 3), sp.Rational(1, 3)),
    ((x**2 - 2) / (x - sp.sqrt(2)), sp.sqrt(2), 2 * sp.sqrt(2), 2 * sp.sqrt(2)),
    (sp.exp(-1 / x**2), 0, 0, 0),
    (MOVED_POINT, 2, 4, 4),
    # kinks
    (sp.Abs(x), 0, 0, 0),
    (sp.Max(x, 0), 0, 0, 0),
    (sp.Min(x, -x), 0, 0, 0),
    (sp.log(sp.Abs(x)), 0, -OO, -OO),
    # jumps: sympy.limit gives the right-hand value for all of them
    (sp.Abs(x) / x, 0, -1, 1),
    (sp.sign(x), 0, -1, 1),
    (sp.Heaviside(x), 0, 0, 1),
    (sp.floor(x), 2, 1, 2),
    (sp.floor(-x), 2, -2, -3),
    (sp.ceiling(x**2), 2, 4, 5),
    (sp.frac(x), 1, 1, 0),
    (sp.Mod(x, 2), 4, 2, 0),
    (UNIT_STEP, 1, 1, 2),
    (sp.Abs(sp.sin(x)) / x, 0, -1, 1),
    (sp.sin(sp.Abs(x - 2)) / (x - 2), 2, -1, 1),
    (sp.acot(x), 0, -sp.pi / 2, sp.pi / 2),
    (sp.atan(1 / x), 0, -sp.pi / 2, sp.pi / 2),
    (sp.exp(1 / x), 0, 0, OO),
    (sp.Piecewise((1, sp.And(x > 0, x < 2)), (5, True)), 2, 1, 5),
    (sp.Piecewise((1, sp.Or(x < 0, x > 2)), (5, True)), 2, 5, 1),
    (sp.Piecewise((1, sp.Not(sp.And(x > 0, x < 2))), (5, True)), 2, 5, 1),
    # poles
    (1 / x, 0, -OO, OO),
    (1 / x**2, 0, OO, OO),
    (sp.tan(x), sp.pi / 2, OO, -OO),
    (sp.sec(x), sp.pi / 2, OO, -OO),
    (sp.cot(x), 0, -OO, OO),
    (sp.csc(x), 0, -OO, OO),
    (sp.coth(x), 0, -OO, OO),
    (sp.csch(x), 0, -OO, OO),
    (sp.sech(x), 0, 1, 1),
    # squeezed oscillation
    (x * sp.sin(1 / x), 0, 0, 0),
    (x**2 * sp.sin(1 / x), 0, 0, 0),
    (x * sp.Abs(sp.sin(1 / x)), 0, 0, 0),
    (x * sp.exp(sp.sin(1 / x)), 0, 0, 0),
    (x * sp.log(2 + sp.cos(1 / x)), 0, 0, 0),
    (x / (2 + sp.sin(1 / x)), 0, 0, 0),
    (x * (2 + sp.sin(1 / x)) ** sp.Rational(1, 3), 0, 0, 0),
    (x * sp.floor(1 / x), 0, 1, 1),  # 1/x - 1 < floor(1/x) <= 1/x
    (sp.sin(x * sp.sin(1 / x)), 0, 0, 0),
    (sp.cos(x * sp.sin(1 / x)), 0, 1, 1),
    (x * sp.sin(sp.exp(sp.sin(1 / x))), 0, 0, 0),
    # oscillation
    (sp.sin(1 / x), 0, OSCILLATES, OSCILLATES),
    (sp.sign(sp.sin(1 / x)), 0, OSCILLATES, OSCILLATES),
    (sp.sin(1 / x + 1) + sp.cos(2 / x), 0, OSCILLATES, OSCILLATES),
    (sp.Max(0, sp.sin(1 / x)), 0, OSCILLATES, OSCILLATES),
    (sp.sin(1 / x) + sp.Abs(x) / x, 0, OSCILLATES, OSCILLATES),
    # one side only, or neither
    (sp.sqrt(x), 0, UNDEFINED, 0),
    (sp.Abs(1 + sp.sqrt(x)), 0, UNDEFINED, 1),  # SymPy turns |1 + i s| into a real root
    (sp.log(x), 0, UNDEFINED, -OO),
    (x * sp.log(x), 0, UNDEFINED, 0),
    (x**x, 0, UNDEFINED, 1),
    (x ** sp.Rational(1, 3), 0, UNDEFINED, 0),
    (sp.asin(x), 1, sp.pi / 2, UNDEFINED),
    (sp.acos(x), 1, 0, UNDEFINED),
    (sp.acosh(x), 1, UNDEFINED, 0),
    (sp.atanh(x), 1, OO, UNDEFINED),
    (sp.Piecewise((x, x > 0)), 0, UNDEFINED, 0),
    (sp.sqrt(-(x**2)), 0, UNDEFINED, UNDEFINED),
    (sp.tan(1 / x), 0, UNDEFINED, UNDEFINED),  # poles at every distance
    (sp.sqrt(sp.sin(1 / x)), 0, UNDEFINED, UNDEFINED),
    (sp.log(sp.cos(1 / x)), 0, UNDEFINED, UNDEFINED),
]

AT_INFINITY = [
    (sp.tanh(x), 1),
    (sp.sin(x) / x, 0),
    (sp.sin(x), OSCILLATES),
    (x * sp.sin(x), OSCILLATES),
    (x * (1 + sp.sin(x)), OSCILLATES),  # 0 at every x = 3π/2 + 2nπ, unbounded between
    (sp.frac(x), OSCILLATES),
    (sp.floor(x) + sp.floor(-x), OSCILLATES),  # 0 at whole numbers, else -1
    (x + sp.sin(x), OO),
    (-x + sp.sin(x), -OO),
    (x / (2 + sp.sin(x)), OO),
    (1 / (2 + sp.sin(x)), OSCILLATES),
    (sp.sin(x) ** 2 + sp.cos(x) ** 2, 1),
    (sp.sin(x) / (x + sp.cos(x)), 0),
    (sp.sin(x) ** 2 / x + sp.sin(x) ** 3 / x, 0),
    ((sp.sin(x) - 2) ** 3 / x, 0),
    ((sp.sin(x) - 2) ** -2 / x, 0),
    (sp.sqrt(1 - sp.cos(x) ** 2) / x, 0),
    (sp.Max(sp.sin(x), sp.cos(x)) / x, 0),
    (sp.sin(sp.sqrt(x**2 + x) - x), sp.sin(HALF)),
    (sp.sqrt(x**2 + x) - x, HALF),
    ((1 + 1 / x) ** x, sp.E),
    (sp.log(x) / x, 0),
    (1 / sp.log(sp.log(x)), 0),  # slower than any power
    (sp.log(1 + sp.exp(-x)) * sp.exp(x), 1),
    (sp.exp(sp.exp(x)), OO),
    (sp.floor(x) / x, 1),
    (sp.sqrt(1 - x), UNDEFINED),
]


@pytest.mark.parametrize(("formula", "at", "left", "right"), BOTH_SIDES)
def test_each_side_has_its_textbook_limit(formula, at, left, right):
    found = limit(Function(formula, x), at)
    assert (found.left, found.right) == (left, right)


@pytest.mark.parametrize(("formula", "at", "left", "right"), BOTH_SIDES)
def test_the_two_sided_limit_exists_exactly_where_the_sides_agree(formula, at, left, right):
    found = limit(Function(formula, x), at)
    assert isinstance(found, Limit) == (left == right and not isinstance(left, Reason))
    if isinstance(found, Limit):
        assert found.value == left


@pytest.mark.parametrize(("formula", "expected"), AT_INFINITY)
def test_at_infinity_there_is_one_side(formula, expected):
    found = limit(Function(formula, x), OO)
    mirrored = limit(Function(formula.subs(x, -x), x), -OO)
    assert (found.left, found.right) == (expected, None)
    assert (mirrored.left, mirrored.right) == (None, expected)
    assert (found.reason if isinstance(found, NoLimit) else found.value) == expected


@pytest.mark.parametrize(
    ("formula", "at", "reason"),
    [
        (sp.sign(x), 0, SIDES_DIFFER),
        (sp.exp(1 / x), 0, SIDES_DIFFER),
        (1 / x, 0, SIGNS_DIFFER),
        (sp.sin(1 / x), 0, OSCILLATES),
        (sp.sqrt(x), 0, UNDEFINED),
        (sp.Piecewise((sp.sin(1 / x), x > 0), (0, True)), 0, OSCILLATES),
        (sp.Piecewise((sp.sin(1 / x), x > 0)), 0, UNDEFINED),
    ],
)
def test_a_missing_limit_says_why(formula, at, reason):
    found = limit(Function(formula, x), at)
    assert isinstance(found, NoLimit)
    assert found.reason is reason


def test_reasons_are_sentences():
    assert len({r.value for r in Reason}) == 4
    assert all(r.value.startswith("the ") for r in Reason)


# Independent oracle: mpmath at 90 digits, at 1e-20 from the point on the asked side. Each value
# there differs from the limit by less than the next term of its Taylor series, below 1e-19.
@pytest.mark.parametrize(
    ("formula", "oracle", "at", "side"),
    [
        ((1 - sp.cos(x)) / x**2, lambda v: (1 - mpmath.cos(v)) / v**2, 0, "right"),
        ((sp.exp(x) - 1) / x, lambda v: mpmath.expm1(v) / v, 0, "left"),
        (sp.Abs(x - 1) / (x**2 - 1), lambda v: abs(v - 1) / (v**2 - 1), 1, "left"),
        (sp.Abs(x - 1) / (x**2 - 1), lambda v: abs(v - 1) / (v**2 - 1), 1, "right"),
        (sp.log(x) / (x - 1), lambda v: mpmath.log(v) / (v - 1), 1, "right"),
        ((sp.sqrt(x) - 3) / (x - 9), lambda v: (mpmath.sqrt(v) - 3) / (v - 9), 9, "left"),
        (sp.floor(sp.pi * x), lambda v: mpmath.floor(mpmath.pi * v), 1, "left"),
    ],
)
def test_limits_agree_with_values_to_fifty_digits(formula, oracle, at, side):
    found = limit(Function(formula, x), at, side)
    with mpmath.workdps(90):
        step = mpmath.mpf(10) ** -20 * (1 if side == "right" else -1)
        assert mpmath.almosteq(oracle(at + step), mpmath.mpf(str(sp.N(found.value, 60))), 1e-18)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-9, 9), min_size=1, max_size=5), st.fractions(-5, 5, max_denominator=9))
def test_the_limit_of_a_polynomial_is_its_value(coefficients, at):
    f = Function(sp.Poly(coefficients, x).as_expr(), x)
    assert limit(f, at) == Limit(f.exact(at), f.exact(at), f.exact(at))


@settings(max_examples=20, deadline=None)
@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 9))
def test_limits_are_linear(p, q, scale):
    f, g = sp.sin(x) / x, sp.Abs(x) / x
    left = limit(Function(p * f + q * scale * g, x), 0, "left")
    assert left.value == p - q * scale


@settings(max_examples=20, deadline=None)
@given(st.integers(-20, 20))
def test_floor_jumps_by_one_at_whole_numbers(n):
    assert limit(Function(sp.floor(x), x), n) == NoLimit(SIDES_DIFFER, n - 1, n)
    assert limit(Function(sp.floor(x), x), n + HALF).value == n


def test_floats_are_read_as_decimals():
    # As doubles 0.1 + 0.2 is not 0.3, and the hole would be a pole.
    f = Function((x**2 - 0.09) / (x - 0.3), x)
    assert limit(f, 0.3).value == sp.Rational(3, 5)


def test_one_side_alone_does_not_speak_of_the_other():
    assert limit(Function(sp.sqrt(x), x), 0, "right") == Limit(0, None, 0)
    assert limit(Function(sp.sqrt(x), x), 0, "left") == NoLimit(UNDEFINED, UNDEFINED, None)
    assert limit(Function(sp.tanh(x), x), math.inf, "left") == Limit(1, 1, None)


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        (sp.gamma(x), "elementary functions, got gamma"),
        (sp.sin(1 / x) + sp.sin(sp.sqrt(2) / x), "must share one period"),
        (sp.sin(1 / x) + sp.sin(1 / x**2), "must share one period"),
        (sp.sin(1 / x) + sp.sin(1 / x + sp.log(sp.Abs(x))), "must share one period"),
        (sp.sin(1 / x) + sp.frac(1 / x), "must share one period"),
        (sp.sin(1 / x + sp.sin(1 / x)), "must not be nested"),
        (x / (sp.sin(1 / x) - sp.Rational(1, 3)), "along every sequence"),
        (x * sp.sqrt(sp.cosh(sp.sin(1 / x))), "along every sequence"),
        (sp.Piecewise((1, sp.sin(1 / x) > 0), (0, True)), "condition must be decided"),
        ((-1) ** sp.floor(1 / x), "constant whole exponent"),
    ],
)
def test_what_cannot_be_shown_is_refused(formula, message):
    with pytest.raises(UnsupportedFunction, match=message):
        limit(Function(formula, x), 0)


@pytest.mark.parametrize(
    ("to", "side", "message"),
    [
        (0, "above", "side must be 'both', 'left' or 'right', got 'above'"),
        (OO, "right", "oo is approached from the left, got side 'right'"),
        (-OO, "left", "-oo is approached from the right, got side 'left'"),
        (math.nan, "both", "must be finite"),
        ("0", "both", "number is needed"),
    ],
)
def test_an_impossible_place_is_refused(to, side, message):
    with pytest.raises(InvalidArgument, match=message):
        limit(Function(x, x), to, side)


def test_one_variable_is_needed():
    with pytest.raises(InvalidArgument, match="one variable"):
        limit(Function(x * y, (x, y)), 0)


@pytest.mark.parametrize("wrong", [np.array([1.0, 2.0]), "oo", None, [sp.oo], True], ids=repr)
def test_a_place_is_one_number(wrong):
    for read in (place, lambda p: sides_of(p, "both")):
        with pytest.raises(InvalidArgument, match="got"):
            read(wrong)


@pytest.mark.parametrize("wrong", [np.array(["left", "both"]), "up", None, ["left"]], ids=repr)
def test_a_side_is_one_of_three(wrong):
    with pytest.raises(InvalidArgument, match="side must be 'both', 'left' or 'right', got"):
        sides_of(sp.Integer(0), wrong)

"""δ is the largest that answers ε: inside it the promise is kept, just outside it is broken."""

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.epsilon_delta import EpsilonDelta, epsilon_delta
from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.functions import Function
from calcml.core.limits import NoLimit, Reason
from calcml.core.symbols import x

OO = sp.oo
HALF = sp.Rational(1, 2)

EXACT = [
    # formula, point, ε, left and right distance, each solved by hand
    (2 * x, 3, 1, HALF, HALF),
    (2 * x, 3, 0.01, sp.Rational(1, 200), sp.Rational(1, 200)),
    (0.1 * x, 0, 1e-12, sp.Rational(1, 10**11), sp.Rational(1, 10**11)),
    (x**2, 2, 1, 2 - sp.sqrt(3), sp.sqrt(5) - 2),
    (x**2, 2, 5, 5, 1),  # x² = 9 at -3 and at 3; x² = -1 nowhere
    (sp.Abs(x), 0, 0.3, sp.Rational(3, 10), sp.Rational(3, 10)),
    (sp.Integer(5) + 0 * x, 1, 1, OO, OO),
    (sp.exp(x), 0, 1, OO, sp.log(2)),  # exp(x) > 0 on the left for ever
    (sp.tanh(x), 0, 2, OO, OO),
    (sp.atan(x), 0, sp.pi / 2, OO, OO),  # the bound is approached, never met
    (sp.sin(x), 0, HALF, sp.pi / 6, sp.pi / 6),
    (sp.sin(x), 0, 1, sp.pi / 2, sp.pi / 2),  # touched, not crossed
    (sp.sin(x), 0, 2, OO, OO),
    (1 / x, 1, HALF, sp.Rational(1, 3), 1),
    (1 / x, 2, 10, sp.Rational(40, 21), OO),
    (sp.sqrt(x), 4, 3, 4, 21),  # the domain ends at 0
    ((x**2 - 1) / (x - 1), 0, 5, 5, 1),  # a hole at 1, of no width
    (sp.Piecewise((x, x < 1), (x + 3, True)), 0, 2, 2, 1),  # a jump at 1
    (sp.floor(x), HALF, HALF, HALF, HALF),  # 0 itself is fine, just beyond it is not
    (sp.Piecewise((5, sp.Eq(x, 1)), (0, True)), 0, 1, OO, 1),  # one point out of place
]


@pytest.mark.parametrize(("formula", "at", "epsilon", "left", "right"), EXACT)
def test_the_distances_are_exact_where_they_can_be_solved(formula, at, epsilon, left, right):
    found = epsilon_delta(Function(formula, x), at, epsilon)
    assert found.is_exact
    assert sp.simplify(found.left - left) == 0 or found.left == left
    assert sp.simplify(found.right - right) == 0 or found.right == right
    assert found.delta == min(found.left, found.right)


# Independent oracle: the equations solved by mpmath at 50 digits, between two points around the
# first solution.
@pytest.mark.parametrize(
    ("formula", "oracle", "bracket"),
    [
        (sp.sin(x) / x, lambda v: 1 - mpmath.sin(v) / v - 0.1, (0.7, 0.9)),
        ((1 - sp.cos(x)) / x**2, lambda v: 0.5 - (1 - mpmath.cos(v)) / v**2 - 0.1, (1.5, 1.7)),
        (x * sp.sin(1 / x), lambda v: v * mpmath.sin(1 / v) - 0.1, (0.11, 0.125)),
        (x + sp.cos(x), lambda v: v + 1 - mpmath.cos(v) - 0.1, (0.08, 0.12)),
    ],
)
def test_other_distances_agree_with_mpmath(formula, oracle, bracket):
    found = epsilon_delta(Function(formula, x), 0, 0.1)
    with mpmath.workdps(50):
        tenth = mpmath.mpf(1) / 10 - 0.1  # what the oracle's double 0.1 lacks
        root = mpmath.findroot(lambda v: oracle(v) - tenth, bracket, solver="anderson")
        assert mpmath.almosteq(mpmath.mpf(str(found.delta)), root, 1e-35)
    assert not found.is_exact


SMOOTH = st.sampled_from([x**3 - x, sp.exp(x), sp.sin(3 * x), x**2 * sp.Abs(x), x / (1 + x**2)])


@settings(max_examples=6, deadline=None)
@given(SMOOTH, st.fractions(-2, 2, max_denominator=4), st.fractions(1, 4, max_denominator=4))
def test_the_promise_is_kept_inside_and_broken_just_outside(formula, at, fourfold):
    f, epsilon = Function(formula, x), sp.Rational(fourfold) / 4
    found = epsilon_delta(f, at, epsilon)
    if found.delta is OO:
        return
    # A double's rounding, here below 1e-12, is the only slack.
    inside = float(at) + float(found.delta) * np.linspace(-1, 1, 1001)[1:-1]
    assert (np.abs(f(inside) - float(found.limit)) < float(epsilon) + 1e-12).all()
    # A simple crossing leaves the band at once; 60 digits tell 1e-9 beyond it.
    reach = (found.delta * (1 + sp.Rational(1, 10**9))).evalf(60)
    outside = [formula.subs(x, sp.Rational(at) + side * reach).evalf(60) for side in (-1, 1)]
    assert any(abs(value - found.limit).evalf(40) >= epsilon for value in outside)


@settings(max_examples=6, deadline=None)
@given(st.integers(1, 20), st.integers(-5, 5), st.fractions(1, 3, max_denominator=5))
def test_on_a_line_delta_is_epsilon_over_the_slope(slope, at, epsilon):
    found = epsilon_delta(Function(slope * x, x), at, epsilon)
    assert found.delta == sp.Rational(epsilon) / slope


def test_a_root_that_cannot_be_solved_is_found_on_one_side_alone():
    # x exp(x) > -1/e on the left; x exp(x) = 1 at the omega constant, from mpmath.
    found = epsilon_delta(Function(x * sp.exp(x), x), 0, 1)
    with mpmath.workdps(40):
        assert mpmath.almosteq(mpmath.mpf(str(found.right)), mpmath.lambertw(1).real, 1e-35)
    assert found.left is OO
    assert not found.is_exact


def test_cancellation_in_doubles_is_not_a_break():
    # At 1e-6 the double of (1 - cos x)/x² is wrong in the fourth decimal.
    found = epsilon_delta(Function((1 - sp.cos(x)) / x**2, x), 0, sp.Rational(1, 10**6))
    # 1/2 - (1 - cos x)/x² = x²/24 - ..., so δ is √(24 ε) to first order.
    assert abs(float(found.delta) / (24e-6) ** 0.5 - 1) < 1e-6


def test_without_a_limit_there_is_no_delta():
    assert epsilon_delta(Function(sp.sign(x), x), 0, 1) == NoLimit(Reason.SIDES_DIFFER, -1, 1)


@pytest.mark.parametrize(
    ("formula", "to", "epsilon", "error", "message"),
    [
        (x, 0, 0, InvalidArgument, "epsilon must be positive, got 0"),
        (x, 0, -1, InvalidArgument, "epsilon must be positive, got -1"),
        (x, OO, 1, InvalidArgument, "finite"),
        (1 / x**2, 0, 1, InvalidArgument, "epsilon needs a finite limit, got oo"),
        (
            x * sp.exp(-(x**2)) + sp.sin(sp.sin(x)),
            0,
            7,
            UnsupportedFunction,
            "choose a smaller epsilon",
        ),
    ],
)
def test_what_has_no_answer_is_refused(formula, to, epsilon, error, message):
    with pytest.raises(error, match=message):
        epsilon_delta(Function(formula, x), to, epsilon)


def test_the_result_names_its_terms():
    found = epsilon_delta(Function(2 * x, x), 3, 1)
    assert found == EpsilonDelta(3, 6, 1, HALF, HALF, HALF, is_exact=True)

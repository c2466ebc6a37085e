"""What a learning rate does to a quadratic is known before the first step."""

import math
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st

from calcml.core.descent import gradient_descent
from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.functions import Function
from calcml.core.rates import (
    Regime,
    contraction_factor,
    convergence_bound,
    grows_without_bound,
    steps_needed,
)
from calcml.core.symbols import x, y, z
from tests.catalogue import QUADRATICS

DECK = Function(x**2 - 4 * x + 4, x)
RATES = st.fractions(min_value=Fraction(1, 100), max_value=Fraction(99, 100), max_denominator=100)


def test_the_factors_of_the_deck():
    # 0.1 and 0.9 are equally fast.
    assert contraction_factor(DECK, rate=0.1).factor == sp.Rational(4, 5)
    assert contraction_factor(DECK, rate=0.9).factor == -sp.Rational(4, 5)
    assert contraction_factor(DECK, rate=0.4).factor == sp.Rational(1, 5)


@pytest.mark.parametrize(
    ("rate", "regime"),
    # Outline 9.6.
    [
        (0.01, Regime.CREEPS),
        (0.1, Regime.CREEPS),
        (0.4, Regime.CREEPS),
        (0.5, Regime.ONE_STEP),
        (0.9, Regime.ZIG_ZAGS),
        (1.0, Regime.CYCLES),
        (1.1, Regime.DIVERGES),
    ],
)
def test_the_regimes_of_the_deck(rate, regime):
    assert contraction_factor(DECK, rate=rate).regime is regime


@given(RATES)
def test_mirrored_rates_have_opposite_factors(rate):
    assert (
        contraction_factor(DECK, rate=rate).factor
        == -contraction_factor(DECK, rate=1 - rate).factor
    )


@pytest.mark.parametrize("problem", QUADRATICS, ids=str)
def test_curvatures_are_the_known_eigenvalues(problem):
    contraction = contraction_factor(problem.f, rate=problem.rate)
    assert [float(c) for c in contraction.curvatures] == list(problem.curvatures)
    expected = [1 - problem.rate * c for c in problem.curvatures]
    assert [float(q) for q in contraction.factors] == pytest.approx(expected, abs=1e-15)
    assert float(convergence_bound(problem.f)) == 2 / problem.curvatures[-1]


@pytest.mark.parametrize("problem", QUADRATICS, ids=str)
def test_the_error_shrinks_by_the_factor_at_least(problem):
    run = gradient_descent(problem.f, problem.start, rate=problem.rate, steps=12)
    q = abs(contraction_factor(problem.f, rate=problem.rate).factor)
    squares = [
        sum((c - m) ** 2 for c, m in zip(state.point, problem.exact_minimum, strict=True))
        for state in run.exact
    ]
    assert all(after <= q**2 * before for before, after in pairwise(squares))


def test_the_slowest_direction_decides():
    valley = Function(x**2 / 2 + 5 * y**2, (x, y))
    assert contraction_factor(valley, rate=sp.Rational(1, 10)).factor == sp.Rational(9, 10)
    assert contraction_factor(valley, rate=sp.Rational(19, 100)).factor == -sp.Rational(9, 10)
    # At 2/(1 + 10) both directions are equally slow; the visible one is the zig-zag.
    assert contraction_factor(valley, rate=sp.Rational(2, 11)).regime is Regime.ZIG_ZAGS
    saddle = Function(x**2 - y**2, (x, y))
    assert contraction_factor(saddle, rate=0.1).regime is Regime.DIVERGES


def test_irrational_curvatures_stay_exact():
    tilted = Function(3 * x**2 + 2 * x * y + y**2 / 2, (x, y))
    # Eigenvalues of ((6, 2), (2, 1)): (7 ± √41)/2.
    assert contraction_factor(tilted, rate=1).curvatures == tuple(
        sp.Rational(7, 2) + s * sp.sqrt(41) / 2 for s in (-1, 1)
    )
    assert sp.simplify(convergence_bound(tilted) - 4 / (7 + sp.sqrt(41))) == 0
    assert contraction_factor(Function(sp.pi * x**2, x), rate=1).factor == 1 - 2 * sp.pi
    three = Function(x**2 + y**2 + z**2 + x * y / 3 + y * z / 5 + x * z / 7, (x, y, z))
    matrix = np.array([[2, 1 / 3, 1 / 7], [1 / 3, 2, 1 / 5], [1 / 7, 1 / 5, 2]])
    curvatures = [float(c) for c in contraction_factor(three, rate=1).curvatures]
    assert curvatures == pytest.approx(np.linalg.eigvalsh(matrix), abs=1e-14)


class TestStepsNeeded:
    @pytest.mark.parametrize(
        ("rate", "steps"),
        # steps to |x - 2| < 0.01 from 0.
        [(0.01, 263), (0.1, 24), (0.4, 4), (0.5, 1), (0.6, 4), (0.9, 24), (0.99, 263), (1, None)],
    )
    def test_the_counts_of_the_deck(self, rate, steps):
        assert steps_needed(DECK, 0, rate=rate, tolerance=0.01) == steps

    @pytest.mark.parametrize("problem", QUADRATICS, ids=str)
    def test_counts_agree_with_counting(self, problem):
        count = steps_needed(problem.f, problem.start, rate=problem.rate, tolerance=0.01)
        run = gradient_descent(problem.f, problem.start, rate=problem.rate, steps=400)
        off = np.linalg.norm(run.points - problem.minima[0], axis=1)
        assert count == int(np.argmax(off < 0.01)) > 0

    @given(RATES, st.fractions(min_value=Fraction(1, 1000), max_value=1, max_denominator=1000))
    def test_on_the_line_the_count_is_a_logarithm(self, rate, tolerance):
        q = abs(1 - 2 * rate)
        assume(q > 0)
        count = steps_needed(DECK, 0, rate=rate, tolerance=tolerance)
        assert 2 * q**count < tolerance <= 2 * q ** (count - 1)

    def test_equal_is_not_within(self):
        # Errors 2, 1.6, 1.28: the second step lands exactly on 1.28.
        assert steps_needed(DECK, 0, rate=0.1, tolerance=1.28) == 3
        assert steps_needed(DECK, 0, rate=0.1, tolerance=1.2801) == 2

    def test_a_start_within_needs_none(self):
        assert steps_needed(DECK, 2, rate=5, tolerance=0.1) == 0

    def test_a_rate_a_million_times_slower_costs_no_more(self):
        # log(200)/-log(1 - 2e-6) = 2649156.03...
        expected = math.ceil(math.log(200) / -math.log1p(-2e-6))
        assert steps_needed(DECK, 0, rate=1e-6, tolerance=0.01) == expected

    def test_irrational_data_are_welcome(self):
        # √2 · (1 - π/5)^k is 0.01003 for k = 5 and 0.0037 for k = 6.
        assert steps_needed(Function(sp.pi * x**2, x), sp.sqrt(2), rate=0.1, tolerance=0.01) == 6


class TestGrowth:
    @pytest.mark.parametrize(
        ("rate", "momentum", "grows"),
        # With momentum μ the bound moves from 2/L to 2(1 + μ)/L.
        [(0.9, 0, False), (1.0, 0, False), (1.1, 0, True), (1.4, 0.5, False), (1.6, 0.5, True)],
    )
    def test_the_bound_moves_with_the_momentum(self, rate, momentum, grows):
        gradient = np.array([-4.0])
        assert grows_without_bound(DECK, gradient, rate=rate, momentum=momentum) is grows

    def test_a_saddle_throws_off_only_what_is_not_on_its_ridge(self):
        saddle = Function(x**2 - y**2, (x, y))
        on, off = np.array([1.0, 0.0]), np.array([1.0, 1e-6])
        assert not grows_without_bound(saddle, on, rate=0.1, momentum=0)
        assert grows_without_bound(saddle, off, rate=0.1, momentum=0)

    def test_a_slope_without_end_is_growth(self):
        slope = Function(x**2 + y, (x, y))
        assert grows_without_bound(slope, np.array([0.0, 1.0]), rate=0.1, momentum=0)

    def test_of_other_functions_nothing_is_known(self):
        for formula in (x**4, sp.exp(x)):
            f = Function(formula, x)
            assert not grows_without_bound(f, np.array([1.0]), rate=9, momentum=0)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: contraction_factor(DECK, rate=0), InvalidArgument, "rate must be positive, got 0"),
        (lambda: contraction_factor(DECK, rate=-0.1), InvalidArgument, "positive, got -0.1"),
        (lambda: contraction_factor(DECK, rate=math.nan), InvalidArgument, "finite, got nan"),
        (
            lambda: contraction_factor(Function(x**3, x), rate=0.1),
            UnsupportedFunction,
            r"quadratics only, got x\^3",
        ),
        (
            lambda: contraction_factor(Function(sp.sin(x), x), rate=0.1),
            UnsupportedFunction,
            "quadratics only, got sin",
        ),
        (
            lambda: contraction_factor(Function(x**2, (x, y)), rate=0.1),
            UnsupportedFunction,
            "curve in every direction .* got the Hessian \\[\\[2, 0\\], \\[0, 0\\]\\]",
        ),
        (
            lambda: contraction_factor(Function(sp.pi * x**2 + y**2, (x, y)), rate=0.1),
            UnsupportedFunction,
            "rational coefficients",
        ),
        (
            lambda: convergence_bound(Function(x**2 - y**2, (x, y))),
            UnsupportedFunction,
            "convex quadratics only, got the curvatures -2, 2",
        ),
        (
            lambda: steps_needed(DECK, 0, rate=0.1, tolerance=0),
            InvalidArgument,
            "tolerance must be positive, got 0",
        ),
        (
            lambda: steps_needed(DECK, (0, 0), rate=0.1, tolerance=1),
            InvalidArgument,
            "one coordinate for each of x, got 2",
        ),
    ],
)
def test_mistakes_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call()

"""Descent: the numbers of the lecture, and what theory promises."""

import math
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.descent import Stop, gradient_ascent, gradient_descent
from calcml.core.errors import InvalidArgument, OutsideDomain
from calcml.core.functions import Function
from calcml.core.gradients import gradient
from calcml.core.symbols import x, y
from tests.catalogue import PROBLEMS, QUADRATICS

DECK = Function(x**2 - 4 * x + 4, x)


def decimals(*texts):
    return [Fraction(text) for text in texts]


def exact_line(run):
    return [state.point[0] for state in run.exact]


class TestTheDeck:
    def test_five_steps_at_two_fifths(self):
        #
        run = gradient_descent(DECK, 0, rate=0.4, steps=5)
        assert exact_line(run) == decimals("0", "1.6", "1.92", "1.984", "1.9968", "1.99936")
        moves = [state.move[0] for state in run.exact[1:]]
        assert moves == decimals("1.6", "0.32", "0.064", "0.0128", "0.00256")
        assert [state.gradient[0] for state in run.exact[:2]] == decimals("-4", "-0.8")

    def test_ascent_on_the_mirror_image_takes_the_same_steps(self):
        # Outline 9.4.
        down = gradient_descent(DECK, 0, rate=0.4, steps=5)
        up = gradient_ascent(Function(-DECK.expression, x), 0, rate=0.4, steps=5)
        assert exact_line(up) == exact_line(down)
        assert up.points.tolist() == down.points.tolist()
        assert up.values.tolist() == (-down.values).tolist()
        assert [s.value for s in up.exact] == [-s.value for s in down.exact]

    def test_nine_tenths_and_one_tenth_are_equally_far_off_at_every_step(self):
        # A-190; equal as fractions, not as doubles.
        fast, slow = (gradient_descent(DECK, 0, rate=r, steps=5) for r in (0.9, 0.1))
        assert exact_line(fast) == decimals("0", "3.6", "0.72", "3.024", "1.1808", "2.65536")
        assert exact_line(slow) == decimals("0", "0.4", "0.72", "0.976", "1.1808", "1.34464")
        errors = decimals("2", "1.6", "1.28", "1.024", "0.8192", "0.65536")
        for run in (fast, slow):
            assert [abs(p - 2) for p in exact_line(run)] == errors
            assert [state.value for state in run.exact] == [e**2 for e in errors]
        assert fast.points[2, 0] != slow.points[2, 0]

    def test_doubles_are_those_of_the_decks_python(self):
        point = 0
        for iterate in gradient_descent(DECK, 0, rate=0.9, steps=5).points[:, 0]:
            assert iterate == point
            point = point - 0.9 * (2 * point - 4)

    @pytest.mark.parametrize(
        ("rate", "points", "stop"),
        # Outline 9.6.
        [
            (0.01, ("0.04", "0.0792", "0.117616", "0.15526368", "0.1921584064"), Stop.STEP_LIMIT),
            (0.5, ("2",), Stop.CONVERGED),
            (1.0, ("4", "0", "4", "0", "4"), Stop.CYCLES),
            (1.1, ("4.4", "-0.88", "5.456", "-2.1472", "6.97664"), Stop.DIVERGED),
        ],
    )
    def test_regimes(self, rate, points, stop):
        run = gradient_descent(DECK, 0, rate=rate, steps=5)
        assert exact_line(run) == decimals("0", *points)
        assert run.stop is stop

    def test_two_valleys_keep_their_own(self):
        # B-22.
        f = Function(x**4 - 2 * x**2 + sp.Rational(3, 10) * x, x)
        ends = [gradient_descent(f, s, rate=0.01, steps=1000).points[-1, 0] for s in (-2, 2)]
        assert [round(end, 4) for end in ends] == [-1.0356, 0.9601]

    def test_walking_along_the_gradient_goes_up(self):
        # B-24: (x - 2)² from 0 with a step of 0.1.
        assert gradient_ascent(DECK, 0, rate=0.1, steps=1).exact[1].value == Fraction("5.76")
        assert gradient_descent(DECK, 0, rate=0.1, steps=1).exact[1].value == Fraction("2.56")


class TestEveryProblem:
    @pytest.mark.parametrize("problem", PROBLEMS, ids=str)
    def test_descent_ends_in_a_known_minimum(self, problem):
        pace = {"rate": problem.rate, "momentum": problem.momentum}
        run = gradient_descent(problem.f, problem.start, steps=20_000, **pace)
        assert run.stop is Stop.CONVERGED
        # A gradient of 1e-10 over the smallest curvature in the catalogue (0.04, and Rosenbrock's
        # 0.4) leaves an error below 1e-8; published decimals add their own.
        nearest = np.abs(np.array(problem.minima) - run.points[-1]).max(axis=1).min()
        assert nearest <= problem.tolerance + 1e-8

    @pytest.mark.parametrize("problem", PROBLEMS, ids=str)
    def test_values_and_gradients_belong_to_the_points(self, problem):
        run = gradient_descent(problem.f, problem.start, rate=problem.rate, steps=5)
        assert run.points.shape == run.gradients.shape == (run.steps + 1, problem.f.arity)
        for point, value, slope in zip(run.points, run.values, run.gradients, strict=True):
            assert value == problem.f(*point.tolist())
            assert slope.tolist() == gradient(problem.f)(*point.tolist()).tolist()

    @pytest.mark.parametrize("problem", QUADRATICS, ids=str)
    def test_doubles_follow_the_fractions(self, problem):
        run = gradient_descent(problem.f, problem.start, rate=problem.rate, steps=100)
        assert len(run.exact) == len(run.points)
        exact = np.array([[float(c) for c in state.point] for state in run.exact])
        # Each step adds a few rounding errors of numbers below 100; a contraction keeps their
        # sum below (few ulp of 100) / (1 - 0.93).
        assert np.abs(exact - run.points).max() < 100 * math.ulp(100.0)


class TestTheory:
    @given(
        st.fractions(min_value=Fraction(1, 20), max_value=20, max_denominator=20),
        st.fractions(min_value=Fraction(1, 20), max_value=Fraction(39, 20), max_denominator=20),
        st.fractions(min_value=-9, max_value=9, max_denominator=20),
    )
    @settings(max_examples=50)
    def test_below_two_over_the_curvature_values_fall(self, curvature, share, start):
        f = Function(sp.Rational(curvature.numerator, curvature.denominator) / 2 * x**2, x)
        run = gradient_descent(f, start, rate=share / curvature, steps=6)
        values = [state.value for state in run.exact]
        assert all(after < before or before == 0 for before, after in pairwise(values))

    @given(st.fractions(min_value=Fraction(1, 50), max_value=2, max_denominator=50))
    @settings(max_examples=50)
    def test_the_error_is_a_geometric_sequence(self, rate):
        run = gradient_descent(DECK, 0, rate=rate, steps=6)
        for k, state in enumerate(run.exact):
            assert state.point[0] - 2 == -2 * (1 - 2 * rate) ** k

    @given(st.fractions(-5, 5, max_denominator=9), st.fractions(-5, 5, max_denominator=9))
    @settings(max_examples=40)
    def test_a_translation_translates_the_run(self, shift, start):
        moved = Function(
            DECK.expression.subs(x, x - sp.Rational(shift.numerator, shift.denominator)), x
        )
        here = exact_line(gradient_descent(DECK, start, rate=0.3, steps=4))
        there = exact_line(gradient_descent(moved, start + shift, rate=0.3, steps=4))
        assert [p + shift for p in here] == there

    def test_a_small_step_against_the_gradient_lowers_every_function(self):
        for problem in PROBLEMS:
            run = gradient_descent(problem.f, problem.start, rate=1e-6, steps=1)
            assert run.values[1] < run.values[0]


class TestMomentum:
    def test_the_recursion_is_polyaks(self):
        run = gradient_descent(DECK, 0, rate=0.1, steps=4, momentum=0.5)
        points = exact_line(run)
        for before, here, after in zip(points, points[1:], points[2:], strict=False):
            step = -Fraction(1, 10) * (2 * here - 4) + Fraction(1, 2) * (here - before)
            assert after - here == step

    def test_it_helps_along_a_valley(self):
        valley = QUADRATICS[2]
        plain, heavy = (
            gradient_descent(valley.f, valley.start, rate=0.05, steps=2000, momentum=m)
            for m in (0, 0.6)
        )
        assert heavy.stop is plain.stop is Stop.CONVERGED
        assert heavy.steps < plain.steps / 2

    def test_passing_the_minimum_with_speed_is_no_convergence(self):
        # From 0 one step of 0.5 lands on 2, where the gradient is 0; the momentum goes on.
        run = gradient_descent(DECK, 0, rate=0.5, steps=3, momentum=0.5)
        assert exact_line(run) == decimals("0", "2", "3", "2.5")
        assert run.stop is Stop.STEP_LIMIT

    def test_a_return_at_another_speed_is_no_cycle(self):
        # 0, 2, 3, 2.5, 1.75, ...: 2 is crossed again and again, ever slower.
        run = gradient_descent(DECK, 2, rate=0.5, steps=0, momentum=0.5)
        assert run.stop is Stop.CONVERGED
        assert gradient_descent(DECK, 0, rate=0.5, steps=40, momentum=0.5).stop is Stop.STEP_LIMIT


class TestStops:
    def test_reasons_are_sentences(self):
        assert all(stop.value[0].isupper() and stop.value.endswith(".") for stop in Stop)

    def test_no_steps_give_the_start_alone(self):
        run = gradient_descent(DECK, 0, rate=0.1, steps=0)
        assert (run.points.tolist(), run.steps, run.stop) == ([[0]], 0, Stop.STEP_LIMIT)

    def test_a_start_on_the_minimum_has_converged(self):
        assert gradient_descent(DECK, 2, rate=0.1, steps=9).steps == 0

    def test_the_last_step_may_be_the_one_that_converges(self):
        assert gradient_descent(DECK, 0, rate=0.5, steps=1).stop is Stop.CONVERGED

    def test_cycles_of_a_kink_in_doubles(self):
        # |x| from 0.05 with steps of 0.1 jumps to and fro for ever.
        run = gradient_descent(Function(sp.Abs(x), x), 0.05, rate=0.1, steps=9)
        assert (run.stop, run.exact) == (Stop.CYCLES, ())

    def test_landing_on_the_kink_is_arriving(self):
        run = gradient_descent(Function(sp.Abs(x), x), 0.5, rate=0.25, steps=9)
        assert (run.stop, run.steps) == (Stop.CONVERGED, 2)

    def test_a_cycle_that_attracts(self):
        # x⁴/4 - x²/2 with rate 1.2: no fixed point attracts, a 2-cycle does.
        run = gradient_descent(Function(x**4 / 4 - x**2 / 2, x), 0.3, rate=1.2, steps=200)
        assert run.stop is Stop.CYCLES

    def test_a_step_too_short_for_doubles_is_no_cycle(self):
        # 1 - 2e-30 is 1 in doubles: the run stands still, the exact one does not.
        run = gradient_descent(Function(x**2, x), 1, rate=1e-30, steps=50)
        assert (run.stop, run.points[-1, 0]) == (Stop.STEP_LIMIT, 1)
        assert run.exact[1].point[0] < 1

    def test_one_step_cannot_cycle(self):
        assert (
            gradient_descent(Function(sp.exp(x), x), 0, rate=0.1, steps=1).stop is Stop.STEP_LIMIT
        )

    @pytest.mark.parametrize(
        ("formula", "start", "rate"),
        [(x**4, 10, 1), (sp.exp(x**2), 6, 1), (-(x**2), 0.1, 0.1), (x, 0, 1), (x**3, -1, 1)],
    )
    def test_divergence(self, formula, start, rate):
        assert (
            gradient_descent(Function(formula, x), start, rate=rate, steps=60).stop is Stop.DIVERGED
        )

    def test_a_step_beyond_all_doubles_is_divergence(self):
        f = Function(sp.Integer(10) ** 300 * x**2, x)
        run = gradient_descent(f, 1, rate=10**9, steps=5)
        assert (run.stop, run.steps) == (Stop.DIVERGED, 0)

    def test_ascent_without_a_maximum_diverges(self):
        assert gradient_ascent(DECK, 0, rate=0.1, steps=5).stop is Stop.DIVERGED

    def test_leaving_the_domain(self):
        run = gradient_descent(Function(sp.log(x), x), 1, rate=2, steps=5)
        assert (run.stop, run.points.tolist()) == (Stop.LEFT_DOMAIN, [[1]])

    def test_a_saddle_attracts_only_along_its_ridge(self):
        saddle = Function(x**2 - y**2, (x, y))
        assert gradient_descent(saddle, (1, 0), rate=0.25, steps=99).stop is Stop.CONVERGED
        assert gradient_descent(saddle, (1, 1e-3), rate=0.25, steps=5).stop is Stop.DIVERGED

    def test_a_flat_direction_is_left_alone(self):
        gutter = Function(x**2, (x, y))
        run = gradient_descent(gutter, (1, 7), rate=0.5, steps=9)
        assert (run.stop, run.points[-1].tolist()) == (Stop.CONVERGED, [0, 7])


class TestExactness:
    def test_fractions_end_before_they_grow_out_of_hand(self):
        # Each step of a quartic triples the digits: 2·3⁷ ≈ 4,400 bits come after eight steps.
        run = gradient_descent(PROBLEMS[6].f, -2, rate=0.01, steps=50)
        assert 3 < len(run.exact) < 10
        assert run.exact[1].point == (Fraction("-1.763"),)
        assert max(s.point[0].denominator.bit_length() for s in run.exact) <= 4096

    def test_fractions_end_after_ten_thousand_steps(self):
        run = gradient_descent(Function(x**2, x), 1, rate=1, steps=10_001)
        assert (run.stop, run.steps, len(run.exact)) == (Stop.CYCLES, 10_001, 10_000)

    def test_steps_may_come_from_numpy(self):
        assert gradient_descent(DECK, 0, rate=0.1, steps=np.int64(3)).steps == 3

    @pytest.mark.parametrize("formula", [sp.sin(x), sp.sqrt(2) * x**2, sp.Abs(x)])
    def test_other_functions_have_none(self, formula):
        assert gradient_descent(Function(formula, x), 1, rate=0.1, steps=2).exact == ()

    def test_irrational_data_have_none(self):
        for start, rate in ((sp.sqrt(2), 0.1), (0, sp.pi / 20)):
            run = gradient_descent(DECK, start, rate=rate, steps=2)
            assert run.exact == ()
            assert run.steps == 2

    def test_results_cannot_be_changed(self):
        run = gradient_descent(DECK, 0, rate=0.1, steps=2)
        for array in (run.points, run.values, run.gradients):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"rate": 0}, "rate must be positive, got 0"),
        ({"rate": -0.1}, "rate must be positive, got -0.1"),
        ({"rate": math.inf}, "must be finite, got inf"),
        ({"rate": True}, "a number is needed, got True"),
        ({"steps": -1}, "steps must be a whole number, zero or more, got -1"),
        ({"steps": 2.0}, "zero or more, got 2.0"),
        ({"steps": True}, "zero or more, got True"),
        ({"momentum": 1}, "momentum must be at least 0 and below 1, got 1"),
        ({"momentum": -0.5}, "below 1, got -0.5"),
        ({"tolerance": -1.0}, "tolerance must be zero or more, got -1.0"),
        ({"tolerance": math.nan}, "must be finite, got nan"),
        ({"tolerance": "1"}, "a number is needed, got '1'"),
        ({"start": math.nan}, "must be finite, got nan"),
        ({"start": (0, 0)}, "one coordinate for each of x, got 2"),
    ],
)
@pytest.mark.parametrize("routine", [gradient_descent, gradient_ascent])
def test_mistakes_are_named(routine, arguments, message):
    call = {"start": 0, "rate": 0.1, "steps": 5} | arguments
    start = call.pop("start")
    with pytest.raises(InvalidArgument, match=message):
        routine(DECK, start, **call)


@pytest.mark.parametrize(("formula", "start"), [(1 / x, 0), (sp.sqrt(x), 0), (sp.log(x), -1)])
def test_a_start_outside_the_domain_is_refused(formula, start):
    with pytest.raises(OutsideDomain, match="must lie in the domain"):
        gradient_descent(Function(formula, x), start, rate=0.1, steps=5)

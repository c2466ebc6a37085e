"""Second opinions on descents and on the fit of a line."""

from fractions import Fraction

import mpmath as mp
import pytest

from calcml.lessons.descent import (
    AscentVersusDescent,
    GradientAscentSteps,
    GradientDescentSteps,
    LearningRateComparison,
    LearningRateRegimes,
    LinearRegressionDescent,
    MountainDescent,
)
from calcml.oracles.descents import DIGITS, flat_place, vertex, walk
from calcml.oracles.line_costs import LineCost
from tests.oracles.spoiling import doubts, unnoticed_formulas

DEFAULTS = STEPS, PAIR, FIT, SWEEP, CLIMB, MOUNTAIN, MIRROR = (
    GradientDescentSteps(),
    LearningRateComparison(),
    LinearRegressionDescent(),
    LearningRateRegimes(),
    GradientAscentSteps(),
    MountainDescent(),
    AscentVersusDescent(),
)
OTHERS = (
    STEPS.with_parameters(function="x**4", start=1, rate="1/20"),
    STEPS.with_parameters(function="cos(x)", start=1, rate="1/2"),
    STEPS.with_parameters(function="x**3 - 3*x", start="1/2", rate="sqrt(2)/20"),
    STEPS.with_parameters(function="1/x + x", start="0.3", rate="1/100", steps=3),
    STEPS.with_parameters(function="x**2", start=1, rate="1/2"),  # rests after one step
    STEPS.with_parameters(function="x**2", start=1, rate=1),  # goes to and fro
    STEPS.with_parameters(function="x sin(1/x)"),  # with valleys behind the next one
    PAIR.with_parameters(rates="0.1, 0.3"),
    PAIR.with_parameters(rates="0.3, 1.2", start=-1),
    PAIR.with_parameters(function="x**2/3 + x", start=10, rates="1/7, 3/7"),
    PAIR.with_parameters(function="1000*x**2 + x", start="sqrt(2)", rates="1/2000, 1/1000"),
    PAIR.with_parameters(function="x**2/2", start=1, rates="1/2, 2", steps=3),
    FIT.with_parameters(rate="0.25"),
    FIT.with_parameters(data="(0, 0), (1, 1/3)"),
    FIT.with_parameters(start="0.8, 1", near="0.1, 0.01"),
    FIT.with_parameters(data="(-1, 0), (0, 2), (1, 3)", rate="0.1"),
    SWEEP.with_parameters(function="x**2/3 + x", start="sqrt(2)", near="1/1000"),
    SWEEP.with_parameters(function="50*x**2", near="1/3"),
    CLIMB.with_parameters(function="1 - x^2/3", start="sqrt(2)", steps=3),
    CLIMB.with_parameters(function="10x - 5x^2", start=3, rate="1/30"),
    MOUNTAIN.with_parameters(function="cos(x) + x/10", starts="1, -1", rate="1/2"),
    MIRROR.with_parameters(function="x^2/3 + x", start="sqrt(2)", rate="1/7", steps=3),
)


@pytest.mark.parametrize("lesson", DEFAULTS + OTHERS)
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


@pytest.mark.parametrize("lesson", DEFAULTS)
def test_a_wrong_digit_of_a_formula_is_noticed(lesson):
    assert unnoticed_formulas(lesson) == []


def test_a_walk_on_a_parabola_shrinks_the_error_by_one_factor():
    # On x² with the rate 2/5 every step multiplies by 1 - 2·2/5 = 1/5.
    with mp.workdps(DIGITS):
        stands = walk(lambda x: x**2, mp.mpf(1), rate=mp.mpf(2) / 5, steps=8)
        for k, stand in enumerate(stands):
            assert abs(stand.at - mp.mpf(5) ** -k) < mp.mpf(10) ** -100


def test_the_vertex_of_a_parabola():
    with mp.workdps(DIGITS):
        at, bend = vertex(lambda x: 3 * (x - 7) ** 2 + 1, mp.mpf(-5))
        assert abs(at - 7) < mp.mpf(10) ** -100
        assert abs(bend - 6) < mp.mpf(10) ** -100


def test_a_run_that_diverges_arrives_nowhere():
    with mp.workdps(DIGITS):
        far = walk(lambda x: x**2, mp.mpf(1), rate=mp.mpf("1.1"), steps=3)[-1]
        assert flat_place(lambda x: x**2, far, rate=mp.mpf("1.1")) is None


def test_a_run_without_end_arrives_nowhere():
    with mp.workdps(DIGITS):
        (stand,) = walk(lambda x: -x, mp.mpf(1), rate=mp.mpf(1), steps=0)
        assert flat_place(lambda x: -x, stand, rate=mp.mpf(1)) is None


POINTS = tuple((Fraction(x), Fraction(y)) for x, y in ((0, 1), (1, 3), (2, 2), (3, 5), (4, 4)))


def test_differences_of_the_cost_are_its_derivatives():
    # J = Σ(ax + b - y)²/10: J_a = Σx(ax + b - y)/5, and Σx = 10, Σx² = 30, Σy = 15, Σxy = 38.
    cost = LineCost(POINTS)
    assert cost.slopes == (Fraction(-38, 5), Fraction(-3))
    assert cost.bends == (Fraction(6), Fraction(2), Fraction(1))


def test_the_lowest_cost_has_no_slope():
    cost = LineCost(POINTS)
    with mp.workdps(50):
        (a, b), (u, v), (p, q, r) = cost.lowest(), cost.slopes, cost.bends
        assert abs(u + p * a + q * b) < mp.mpf(10) ** -45
        assert abs(v + q * a + r * b) < mp.mpf(10) ** -45


def test_the_largest_bend_is_an_eigenvalue():
    # (6 - L)(1 - L) = 4: L = (7 + √41)/2.
    with mp.workdps(50):
        assert abs(LineCost(POINTS).largest_bend() - (7 + mp.sqrt(41)) / 2) < mp.mpf(10) ** -45

"""All learning rates on one parabola: numbers of the outline, and what is told of any parabola."""

from fractions import Fraction
from itertools import count

import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.descent import LearningRateRegimes

OTHERS = [
    {"function": Function(x**2 / 3 + x, x), "start": sp.sqrt(2)},
    {"function": Function(50 * x**2, x)},
    {"function": Function(3 * (x - 1000) ** 2 + 5, x), "start": 1001},
    {"function": Function(x**2 / 10**6, x), "start": 3, "near": sp.Rational(1, 7)},
]


def shown(lesson, noun, numbers):
    return [lesson.ledger[f"{noun}.{k}"].shown for k in numbers]


def steps_to(near, rate):
    """Count the steps on the deck's parabola by walking them in fractions."""
    at = Fraction(0)
    for k in count():
        if abs(at - 2) < near:
            return k
        at -= rate * (2 * at - 4)
    return None


def test_the_deck_has_the_numbers_of_the_outline():
    lesson = LearningRateRegimes()
    assert shown(lesson, "rate", range(7)) == ["0.01", "0.1", "0.4", "0.5", "0.9", "1", "1.1"]
    assert shown(lesson, "factor", range(7)) == ["0.98", "0.8", "0.2", "0", "−0.8", "−1", "−1.2"]
    assert shown(lesson, "count", range(7)) == ["263", "24", "4", "1", "24", "never", "never"]
    assert shown(lesson, "flight", range(1, 6)) == ["4.4", "−0.88", "5.456", "−2.1472", "6.97664"]
    assert lesson.ledger["crawl.5"].exact == sp.Rational("0.1921584064")
    assert [run.exact for run in lesson.runs][5] == (0, 4, 0, 4, 0, 4)


@pytest.mark.parametrize("near", ["1/100", "1/3", "39/100"])
def test_steps_are_counted_until_the_distance_is_below_the_bound(near):
    lesson = LearningRateRegimes(near=near)
    for k in range(5):
        rate = Fraction(str(lesson.ledger[f"rate.{k}"].exact))
        assert lesson.ledger[f"count.{k}"].exact == steps_to(Fraction(near), rate)


@pytest.mark.parametrize("parameters", OTHERS)
def test_of_every_parabola_the_same_is_told(parameters):
    lesson, deck = LearningRateRegimes(**parameters), LearningRateRegimes()
    lesson.require_claims()
    assert shown(lesson, "factor", range(7)) == shown(deck, "factor", range(7))
    if "near" not in parameters and lesson.start.is_Rational:
        assert shown(lesson, "count", range(7)) == shown(deck, "count", range(7))
    assert all(len(lesson.caption(beat)) <= 95 for beat in lesson.beats)


def test_where_the_first_distance_is_no_fraction_the_nearness_is_rounded_to_two_digits():
    # (√2 + 3/2)/200 = 0.01457...
    lesson = LearningRateRegimes(**OTHERS[0])
    assert lesson.near == sp.Rational("0.015")
    assert lesson.ledger["near"].shown == "|x + 1.5| < 0.015"


@pytest.mark.parametrize("parameters", [{}, *OTHERS])
def test_runs_are_drawn_where_they_are_and_within_their_axes(parameters):
    lesson = LearningRateRegimes(**parameters)
    for k in lesson.stops:
        frame = lesson.frames["far" if k == 6 else "near"]
        for step in lesson.moments:
            across, up = lesson.place(lesson.rates[k], step)
            assert across == pytest.approx(lesson.runs[k].points[step], abs=1e-9, rel=1e-12)
            assert 0 <= frame.x.share(across) <= 1
            assert 0 <= frame.y.share(up) <= 1


def test_the_law_is_zero_at_half_of_the_bound_and_one_at_its_ends():
    lesson = LearningRateRegimes(function=Function(x**2 / 3 + x, x))
    assert [lesson.size(rate)[1] for rate in (0, 1.5, 3)] == pytest.approx([1, 0, 1], abs=1e-15)
    (points,) = lesson.curve("law").pieces
    assert points.ravel() == pytest.approx([0, 1, 1.5, 0, 3.75, 1.5])


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"function": Function(x**4, x)}, "quadratic with a minimum"),
        ({"function": Function(-(x**2), x)}, "quadratic with a minimum"),
        ({"function": Function(sp.sqrt(2) * x**2, x)}, "curvature must be rational"),
        ({"start": 2}, "start must not be the minimum"),
        ({"near": 2}, "near must lie between 2.0e-06 and 0.4, .*choose 1/100$"),
        ({"near": "2/5"}, "a fifth of the first distance from the minimum, got 2/5"),
        ({"near": "1/10000000"}, "near must lie between"),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_suggestion(parameters, message):
    with pytest.raises(UnfitLesson, match=message):
        LearningRateRegimes(**parameters).require_claims()


def test_a_distance_must_be_positive():
    with pytest.raises(InvalidArgument, match="near must be positive, got 0"):
        LearningRateRegimes(near=0)

"""Gradient ascent against the numbers of the slides, and on hills of one's own."""

import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.descent import GradientAscentSteps, GradientDescentSteps

HILLS = [
    {"function": Function(1 - x**2 / 3, x)},
    {"function": Function(10 * x - 5 * x**2, x), "start": 3, "rate": "1/30"},
    {"function": Function(-((x - 1000) ** 2), x), "start": 1001, "steps": 3},
]


def shown(lesson, noun, numbers):
    return [lesson.ledger[f"{noun}.{k}"].shown for k in numbers]


def test_the_slides_steps():
    lesson = GradientAscentSteps()
    assert shown(lesson, "iterate", range(6)) == ["0", "1.6", "1.92", "1.984", "1.9968", "1.99936"]
    assert shown(lesson, "move", range(5)) == ["1.6", "0.32", "0.064", "0.0128", "0.00256"]
    assert shown(lesson, "substitution", range(2)) == ["0 + 0.4·(4)", "1.6 + 0.4·(0.8)"]
    assert lesson.ledger["derivative"].shown == "f'(x) = 4 − 2x"


def test_the_ascent_has_the_iterates_of_the_descent_in_the_mirror_bit_for_bit():
    assert GradientAscentSteps().iterates == GradientDescentSteps().iterates


@pytest.mark.parametrize("parameters", [{}, *HILLS])
def test_every_step_adds_the_rate_times_the_slope_and_leads_higher(parameters):
    lesson = GradientAscentSteps(**parameters)
    lesson.require_claims()
    hill, slope = lesson.hill, lesson.function.derivative()
    for k in lesson.moves:
        here, there = hill.exact[k : k + 2]
        assert sp.simplify(here + lesson.rate * slope.exact(here) - there) == 0
        assert lesson.function.exact(there) > lesson.function.exact(here)
    assert all(len(lesson.caption(beat)) <= 110 for beat in lesson.beats)


@pytest.mark.parametrize("parameters", [{}, *HILLS])
def test_the_climb_and_its_moves_lie_within_the_axes(parameters):
    hill = GradientAscentSteps(**parameters).hill
    places = [hill.place(at) for at in hill.points] + [hill.name_place, *hill.move(0)]
    for across, up in places:
        assert 0 < hill.frame.x.share(across) < 1
        assert 0 < hill.frame.y.share(up) < 1


def test_a_move_as_long_as_the_rate_is_no_example_of_another_length():
    for start, slope in ((0, "1"), (4, "−1")):  # of the hill after the first step
        lesson = GradientAscentSteps(start=start, rate="3/8")
        assert abs(lesson.hill.moves[1]) == lesson.rate
        assert f"is luck: here the slope is {slope}" in lesson.caption("measure_the_step")
    assert "is not the size" in GradientAscentSteps().caption("measure_the_step")


def test_rounded_numbers_are_told_as_such():
    lesson = GradientAscentSteps(function=Function(1 - x**2 / 7 + x / 3, x), start="-9/2")
    assert "times about 1.61905" in lesson.caption("take_the_first_step")
    assert "close in on about 1.16667" in lesson.caption("near_the_top")


def test_the_caption_says_which_way_is_up():
    assert "to the right" in GradientAscentSteps().caption("show_the_hill")
    assert "to the left" in GradientAscentSteps(start=5).caption("show_the_hill")


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"function": Function(x**2, x)}, "a quadratic with a maximum, got x\\*\\*2"),
        ({"function": Function(sp.sin(x), x)}, "a quadratic with a maximum"),
        ({"start": 2}, "start must not be the summit"),
        ({"rate": "1/2"}, "the rate must be below 1/2, .* got 1/2"),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_suggestion(parameters, message):
    with pytest.raises(UnfitLesson, match=message):
        GradientAscentSteps(**parameters).require_claims()


def test_a_bad_rate_gets_the_rule():
    with pytest.raises(InvalidArgument, match="rate must be positive, got -1"):
        GradientAscentSteps(rate=-1)

"""Ascent and descent: opposite rules on opposite functions, and the same steps."""

import pytest
import sympy as sp

from calcml.core.errors import UnfitLesson
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.descent import BOTH, AscentVersusDescent

OTHERS = [
    {"function": Function(x**2 / 3 + x, x), "start": sp.sqrt(2), "rate": "1/7", "steps": 3},
    {"function": Function(50 * x**2 + 3, x)},
]


def test_both_runs_have_the_numbers_of_the_slides():
    lesson = AscentVersusDescent()
    for which in BOTH:
        shown = [lesson.ledger[f"{which}.{k}"].shown for k in lesson.moments]
        assert shown == ["0", "1.6", "1.92", "1.984", "1.9968", "1.99936"]


@pytest.mark.parametrize("parameters", [{}, *OTHERS])
def test_opposite_slopes_and_opposite_signs_give_the_same_steps(parameters):
    lesson = AscentVersusDescent(**parameters)
    lesson.require_claims()
    valley, hill = lesson.function, lesson.hill.function
    assert sp.expand(valley.expression + hill.expression) == 0
    for k in lesson.moments[:-1]:
        at, there = lesson.hill.exact[k : k + 2]
        up = at + lesson.rate * hill.derivative().exact(at)
        down = at - lesson.rate * valley.derivative().exact(at)
        assert sp.simplify(up - down) == sp.simplify(up - there) == 0
    assert all(len(lesson.caption(beat)) <= 95 for beat in lesson.beats)


@pytest.mark.parametrize(("rate", "says"), [("2/5", "one near the top"), ("1/1000", "some way")])
def test_runs_that_creep_are_not_said_to_be_near(rate, says):
    assert says in AscentVersusDescent(rate=rate).caption("end_together")


@pytest.mark.parametrize("parameters", [{}, *OTHERS])
def test_the_picture_is_a_mirror_image(parameters):
    lesson = AscentVersusDescent(**parameters)
    frame = lesson.frames["main"]
    assert frame.y.low == -frame.y.high
    for at in lesson.iterates:
        (across, above), (same, below) = lesson.place("descent", at), lesson.place("ascent", at)
        assert (across, above) == (same, -below)
        assert 0 < frame.x.share(across) < 1
        assert 0 < frame.y.share(above) < 1
    (start, end), (other_start, other_end) = (lesson.slope(w, lesson.iterates[0]) for w in BOTH)
    assert start[1] - end[1] == pytest.approx(other_end[1] - other_start[1])
    assert start[1] != end[1]


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"function": Function(-(x**2), x)}, "quadratic with a minimum"),
        ({"start": 2}, "start must not be the minimum"),
        ({"rate": 1}, "the rate must be below 1/2"),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_suggestion(parameters, message):
    with pytest.raises(UnfitLesson, match=message):
        AscentVersusDescent(**parameters).require_claims()

"""The quizzes on learning rates: the numbers of the outline, and answers for every parabola."""

from fractions import Fraction

import pytest
import sympy as sp

from calcml.core.errors import UnfitLesson
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.quizzes import LearningRateQuizHigh, LearningRateQuizSmall

QUIZZES = (LearningRateQuizSmall, LearningRateQuizHigh)
PARABOLAS = [
    {},
    {"function": Function(x**2 / 3 + x, x), "start": sp.sqrt(2)},
    {"function": Function(50 * x**2, x), "start": 3},
]


def shown(lesson, noun, numbers):
    return [lesson.ledger[f"{noun}.{k}"].shown for k in numbers]


def test_the_race_has_the_numbers_of_the_outline():
    lesson = LearningRateQuizSmall()
    assert shown(lesson, "rate", range(3)) == ["0.01", "0.1", "0.4"]
    assert shown(lesson, "count", range(3)) == ["263", "24", "4"]
    assert lesson.counts == (263, 24, 4)


def test_the_distances_grow_by_a_fifth_at_every_step():
    lesson = LearningRateQuizHigh()
    assert shown(lesson, "error", range(6)) == ["2", "2.4", "2.88", "3.456", "4.1472", "4.97664"]
    errors = [Fraction(str(lesson.ledger[f"error.{k}"].exact)) for k in range(6)]
    assert errors == [2 * Fraction(6, 5) ** k for k in range(6)]
    assert lesson.ledger["growth"].shown == "1.2"


@pytest.mark.parametrize("parameters", PARABOLAS)
@pytest.mark.parametrize("quiz", QUIZZES)
def test_the_answer_is_the_same_for_every_parabola(quiz, parameters):
    lesson, deck = quiz(**parameters), quiz()
    lesson.require_claims()
    answers = [key for key in lesson.ledger if key.startswith("answer")]
    assert [lesson.ledger[key].value for key in answers] == [
        deck.ledger[key].value for key in answers
    ]
    assert all(len(lesson.caption(beat)) <= 100 for beat in lesson.beats)


@pytest.mark.parametrize("parameters", PARABOLAS)
def test_a_runner_stops_where_it_is_near_enough(parameters):
    lesson = LearningRateQuizSmall(**parameters)
    goal, near = float(lesson.sweep.minimum), float(lesson.near)
    for run, steps in enumerate(lesson.counts):
        gaps = [abs(lesson.place(run, time)[0] - goal) for time in (steps - 1, steps, 1000)]
        assert gaps[0] >= near > gaps[1] == gaps[2]
    frame = lesson.frames["track"]
    for end in (lesson.place(0, 0), lesson.goal[0]):
        assert 0 < frame.x.share(end[0]) < 1


def test_every_race_is_worth_telling():
    for near in ("39/100", "1/3", "1/200000"):
        slowest, middle, fastest = LearningRateQuizSmall(near=near).counts
        assert 1 < fastest < middle < slowest
        assert slowest > 30 * fastest  # many steps, as the answer says
    with pytest.raises(UnfitLesson, match="near must lie between"):
        LearningRateQuizSmall(near="2/5").require_claims()


@pytest.mark.parametrize("parameters", PARABOLAS)
def test_all_that_is_drawn_lies_within_its_axes(parameters):
    lesson = LearningRateQuizHigh(**parameters)
    for run, window in enumerate(("near", "near", "far")):
        frame = lesson.frames[window]
        for k in lesson.moments:
            across, up = lesson.place(run, k)
            assert 0 <= frame.x.share(across) <= 1
            assert 0 <= frame.y.share(up) <= 1


@pytest.mark.parametrize("quiz", QUIZZES)
@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"function": Function(x**3, x)}, "quadratic with a minimum"),
        ({"function": Function(sp.pi * x**2, x)}, "curvature must be rational"),
        ({"start": 2}, "start must not be the minimum"),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_suggestion(quiz, parameters, message):
    with pytest.raises(UnfitLesson, match=message):
        quiz(**parameters).require_claims()

"""The lesson of the quiz: both answers, and slices that agree with them."""

import pytest
import sympy as sp

from calcml.core.symbols import x, y
from calcml.lessons.partials import PartialDerivativeQuiz
from calcml.lessons.partials.quizzes import _coloured

F = 3 * x**2 * y + 2 * x * y**2 + x


@pytest.fixture(scope="module")
def quiz():
    return PartialDerivativeQuiz()


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


def test_the_answers_are_those_of_the_whole_function(quiz):
    # ∂f/∂x = 6xy + 2y² + 1 and ∂f/∂y = 3x² + 4xy: 21 and 11 at (1, 2).
    assert shown(quiz, "by_x.0", "by_x.1", "by_x.2") == ["6x·y", "2y²", "1"]
    assert shown(quiz, "by_y.0", "by_y.1", "by_y.2") == ["3x²", "4x·y", "0"]
    assert shown(quiz, "slope.x", "slope.y") == ["21", "11"]
    for v in (x, y):
        assert quiz.ledger[f"slope.{v}"].exact == sp.diff(F, v).subs({x: 1, y: 2})


def test_slices_hold_the_other_variable(quiz):
    assert sp.expand(quiz.lines["x"].expression - F.subs(y, 2)) == 0
    assert sp.expand(quiz.lines["y"].expression - F.subs(x, 1)) == 0
    assert quiz.tangent("x") == (1.0, 15.0, 21.0)
    assert quiz.tangent("y") == (2.0, 15.0, 11.0)


def test_slices_and_the_place_are_in_view(quiz):
    for axis, frame in quiz.frames.items():
        at, height, _ = quiz.tangent(axis)
        assert frame.x.low < at < frame.x.high
        assert frame.y.low < height < frame.y.high
        (piece,) = quiz.curves[axis].pieces
        assert piece[0, 0] == frame.x.low
        assert piece[-1, 0] == frame.x.high


@pytest.mark.parametrize(
    ("term", "by_x", "by_y"),
    [
        ("3 x^2 y", "3 moving(x^2) soft(y)", "3 soft(x^2) moving(y)"),
        ("x", "moving(x)", "soft(x)"),
        ("12", "12", "12"),
    ],
)
def test_what_moves_is_marked(term, by_x, by_y):
    assert (_coloured(term, "x"), _coloured(term, "y")) == (by_x, by_y)

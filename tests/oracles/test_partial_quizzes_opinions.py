"""Second opinions on the quiz: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.partials import PartialDerivativeQuiz
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas


def test_every_number_has_an_opinion_which_agrees_with_nothing_else():
    assert doubts(PartialDerivativeQuiz()) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(PartialDerivativeQuiz()) == []


@pytest.mark.parametrize(
    ("key", "was", "now"),
    [("cut.x", "f(x, 2)", "f(x, 3)"), ("cut.y", "f(1, y)", "f(x, 1)"), ("by_x.2", "1", "0")],
)
def test_another_answer_is_noticed(key, was, now):
    assert holds_if(PartialDerivativeQuiz(), key, typst=(was, now)) is False

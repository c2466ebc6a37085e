"""Second opinions on the quiz: they cover, agree, and notice mistakes."""

from dataclasses import replace

import pytest

from calcml.lessons.entries import Ledger
from calcml.lessons.partials import PartialDerivativeQuiz
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas


@pytest.fixture(scope="module")
def asked():
    lesson = PartialDerivativeQuiz()
    return lesson, second_opinions(lesson)


def test_every_number_has_an_opinion_which_agrees(asked):
    assert unheard(*asked) == []
    assert disagreements(*asked) == []


def test_a_wrong_number_is_noticed(asked):
    assert unnoticed(*asked) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(PartialDerivativeQuiz()) == []


@pytest.mark.parametrize(
    ("key", "was", "now"),
    [("cut.x", "f(x, 2)", "f(x, 3)"), ("cut.y", "f(1, y)", "f(x, 1)"), ("by_x.2", "1", "0")],
)
def test_another_answer_is_noticed(key, was, now):
    lesson = PartialDerivativeQuiz()
    wrong = replace(lesson.ledger[key], typst=lesson.ledger[key].typst.replace(was, now))
    assert wrong != lesson.ledger[key]
    lesson.__dict__["ledger"] = Ledger({**lesson.ledger, key: wrong}.values())
    assert second_opinions(lesson)[key].holds is False

"""Second opinions on limits that fail: they cover, agree, and notice mistakes."""

from dataclasses import replace

import pytest

from calcml.lessons.entries import Ledger
from calcml.lessons.limits import LimitFailureModes
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

LESSON = LimitFailureModes()


@pytest.fixture(scope="module")
def opinions():
    return second_opinions(LESSON)


def test_every_number_has_an_opinion_which_agrees(opinions):
    assert unheard(LESSON, opinions) == []
    assert disagreements(LESSON, opinions) == []


def test_a_wrong_number_is_noticed(opinions):
    assert unnoticed(LESSON, opinions) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(LESSON) == []


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("wave.bounds", "−2 ≤ f(x) ≤ 1"),  # true, but never reached
        ("decay.bounds", "−1/x ≤ f(x) ≤ 1/(2x)"),
        ("kink.function", "f(x) = x"),
    ],
)
def test_a_wrong_bound_or_formula_is_noticed(key, text):
    lesson = LimitFailureModes()
    wrong = replace(lesson.ledger[key], shown=text)
    lesson.__dict__["ledger"] = Ledger({**lesson.ledger, key: wrong}.values())
    assert second_opinions(lesson)[key].holds is False

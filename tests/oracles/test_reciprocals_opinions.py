"""Second opinions on 1/x from the right: they cover, agree, and notice mistakes."""

from dataclasses import replace

import pytest

from calcml.lessons.entries import Ledger
from calcml.lessons.limits import ReciprocalFromRight
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

LESSON = ReciprocalFromRight()


@pytest.fixture(scope="module")
def opinions():
    return second_opinions(LESSON)


def test_every_number_has_an_opinion_which_agrees(opinions):
    assert unheard(LESSON, opinions) == []
    assert disagreements(LESSON, opinions) == []


def test_a_wrong_number_is_noticed(opinions):
    # What is added to infinity, or to a double in its seventeenth digit, leaves it as it is.
    assert [(k, e) for k, e in unnoticed(LESSON, opinions) if e != LESSON.ledger[k]] == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(LESSON) == []


@pytest.mark.parametrize(("typed", "key"), [("1/1e-308", "printed.1"), ("1e-323", "printed.2")])
def test_another_power_of_ten_prints_something_else(typed, key):
    lesson = ReciprocalFromRight()
    code = key.replace("printed", "code")
    other = replace(lesson.ledger[code], shown=typed, typst=f'#raw("{typed}")')
    lesson.__dict__["ledger"] = Ledger({**lesson.ledger, code: other}.values())
    assert disagreements(lesson, second_opinions(lesson)) == [key]

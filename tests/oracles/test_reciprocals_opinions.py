"""Second opinions on 1/x from the right: they cover, agree, and notice mistakes."""

from dataclasses import replace

import pytest

from calcml.lessons.limits import ReciprocalFromRight
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, doubts, told_with, unnoticed_formulas

LESSON = ReciprocalFromRight()


def test_every_number_has_an_opinion_which_agrees_with_nothing_else():
    assert doubts(LESSON) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(LESSON) == []


@pytest.mark.parametrize(("typed", "key"), [("1/1e-308", "printed.1"), ("1e-323", "printed.2")])
def test_another_power_of_ten_prints_something_else(typed, key):
    code = LESSON.ledger[key.replace("printed", "code")]
    lesson = told_with(LESSON, replace(code, shown=typed, typst=f'#raw("{typed}")'))
    assert disagreements(lesson, second_opinions(lesson)) == [key]

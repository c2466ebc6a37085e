"""Second opinions on the opening: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.opening import MotivationEngine
from tests.oracles.spoiling import doubts, unnoticed_formulas

LESSONS = MotivationEngine(), MotivationEngine(data=((0, 0), (1, 2), (3, 0.5)), steps=3)


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_wrong_digit_of_a_formula_is_noticed(lesson):
    assert unnoticed_formulas(lesson) == []

"""Second opinions on the opening: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.opening import MotivationEngine
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

LESSONS = MotivationEngine(), MotivationEngine(data=((0, 0), (1, 2), (3, 0.5)), steps=3)


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_number_has_an_opinion_which_agrees(lesson):
    opinions = second_opinions(lesson)
    assert unheard(lesson, opinions) == []
    assert disagreements(lesson, opinions) == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_wrong_number_is_noticed(lesson):
    assert unnoticed(lesson, second_opinions(lesson)) == []
    assert unnoticed_formulas(lesson) == []

"""Second opinions on the quizzes."""

import pytest

from calcml.lessons.quizzes import LearningRateQuizHigh, LearningRateQuizSmall
from tests.oracles.spoiling import doubts

SMALL, HIGH = LearningRateQuizSmall(), LearningRateQuizHigh()
LESSONS = (
    SMALL,
    HIGH,
    SMALL.with_parameters(function="x^2/3 + x", start="sqrt(2)", near="1/5"),
    HIGH.with_parameters(function="50x^2", start=-3),
)


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []

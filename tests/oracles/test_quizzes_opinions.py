"""Second opinions on the quizzes."""

import pytest

from calcml.lessons.quizzes import LearningRateQuizHigh, LearningRateQuizSmall
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed

SMALL, HIGH = LearningRateQuizSmall(), LearningRateQuizHigh()
LESSONS = (
    SMALL,
    HIGH,
    SMALL.with_parameters(function="x^2/3 + x", start="sqrt(2)", near="1/5"),
    HIGH.with_parameters(function="50x^2", start=-3),
)


@pytest.fixture(scope="module", params=LESSONS)
def asked(request):
    return request.param, second_opinions(request.param)


def test_every_number_has_an_opinion_which_agrees(asked):
    assert unheard(*asked) == []
    assert disagreements(*asked) == []


def test_a_wrong_number_or_verdict_is_noticed(asked):
    assert unnoticed(*asked) == []

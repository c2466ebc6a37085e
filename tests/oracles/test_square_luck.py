"""Second opinions on the step √ε: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.numerics import SqrtEpsilonStep
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas


@pytest.fixture(scope="module")
def asked():
    lesson = SqrtEpsilonStep()
    return lesson, second_opinions(lesson)


def test_every_number_has_an_opinion_which_agrees(asked):
    assert unheard(*asked) == []
    assert disagreements(*asked) == []


def test_a_wrong_number_is_noticed(asked):
    assert unnoticed(*asked) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(SqrtEpsilonStep()) == []

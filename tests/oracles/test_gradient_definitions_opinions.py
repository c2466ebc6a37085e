"""Second opinions on what gradients are: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.gradient import GradientDefinition, GradientThreeVariables
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

DEFAULTS = GradientDefinition(), GradientThreeVariables()
OTHERS = (
    GradientDefinition().with_parameters(at="1/2, 7/3"),
    GradientThreeVariables().with_parameters(x="1/3", y="3/2", z="1/10"),
)


@pytest.fixture(scope="module", params=DEFAULTS + OTHERS)
def asked(request):
    return request.param, second_opinions(request.param)


def test_every_number_has_an_opinion_which_agrees(asked):
    assert unheard(*asked) == []
    assert disagreements(*asked) == []


def test_a_wrong_number_is_noticed(asked):
    assert unnoticed(*asked) == []


@pytest.mark.parametrize("lesson", DEFAULTS)
def test_a_wrong_digit_of_a_formula_is_noticed(lesson):
    assert unnoticed_formulas(lesson) == []

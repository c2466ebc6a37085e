"""Second opinions on what gradients are: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.gradient import GradientDefinition, GradientThreeVariables
from tests.oracles.spoiling import doubts, unnoticed_formulas

DEFAULTS = GradientDefinition(), GradientThreeVariables()
OTHERS = (
    GradientDefinition().with_parameters(at="1/2, 7/3"),
    GradientThreeVariables().with_parameters(x="1/3", y="3/2", z="1/10"),
)


@pytest.mark.parametrize("lesson", DEFAULTS + OTHERS)
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


@pytest.mark.parametrize("lesson", DEFAULTS)
def test_a_wrong_digit_of_a_formula_is_noticed(lesson):
    assert unnoticed_formulas(lesson) == []

"""Second opinions on the extras: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.extras import EquallyFast, LargestStableRate, WhySteepest
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

DEFAULTS = (WhySteepest(), LargestStableRate(), EquallyFast())
OTHERS = (
    WhySteepest().with_parameters(function="x^2 y + 3x", at=("1/2", "1/3")),
    LargestStableRate().with_parameters(steep="sqrt(3)", flat="1/3"),
    EquallyFast().with_parameters(rate="1/7"),
)


@pytest.fixture(scope="module", params=DEFAULTS + OTHERS, ids=lambda each: type(each).__name__)
def asked(request):
    return request.param, second_opinions(request.param)


def test_every_number_has_an_opinion_which_agrees(asked):
    assert unheard(*asked) == []
    assert disagreements(*asked) == []


def test_a_wrong_number_is_noticed(asked):
    assert unnoticed(*asked) == []


@pytest.mark.parametrize("lesson", DEFAULTS, ids=lambda each: type(each).__name__)
def test_a_wrong_digit_of_a_formula_is_noticed(lesson):
    assert unnoticed_formulas(lesson) == []

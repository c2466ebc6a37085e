"""Second opinions on optimisation and learning: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.optimisation import (
    CriticalPoints,
    LearningProblem,
    WhatIsOptimization,
    WhyOptimizationInML,
)
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

DEFAULTS = WhatIsOptimization(), WhyOptimizationInML(), CriticalPoints(), LearningProblem()
OTHERS = (
    WhyOptimizationInML().with_parameters(cautious="0.3, 0.4, 0.45", bold="0.9, 0.7, 0.02"),
    WhatIsOptimization().with_parameters(low="8/3"),
    CriticalPoints().with_parameters(function="3 - x/2 - x**2/3"),
    LearningProblem().with_parameters(slope="1/3", intercept="1.75"),
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

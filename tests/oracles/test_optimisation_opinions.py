"""Second opinions on optimisation and learning: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.optimisation import (
    CriticalPoints,
    LearningProblem,
    WhatIsOptimization,
    WhyOptimizationInML,
)
from tests.oracles.spoiling import doubts, unnoticed_formulas

DEFAULTS = WhatIsOptimization(), WhyOptimizationInML(), CriticalPoints(), LearningProblem()
OTHERS = (
    WhyOptimizationInML().with_parameters(cautious="0.3, 0.4, 0.45", bold="0.9, 0.7, 0.02"),
    WhatIsOptimization().with_parameters(low="8/3"),
    CriticalPoints().with_parameters(function="3 - x/2 - x**2/3"),
    LearningProblem().with_parameters(slope="1/3", intercept="1.75"),
)


@pytest.mark.parametrize("lesson", DEFAULTS + OTHERS)
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


@pytest.mark.parametrize("lesson", DEFAULTS)
def test_a_wrong_digit_of_a_formula_is_noticed(lesson):
    assert unnoticed_formulas(lesson) == []

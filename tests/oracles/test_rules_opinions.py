"""Second opinions on the differentiation rules: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.rules import (
    BasicRules,
    ExpLogRules,
    ProductQuotientRules,
    TrigTanhDerivatives,
)
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas

DEFAULTS = BasicRules(), ExpLogRules(), ProductQuotientRules(), TrigTanhDerivatives()
OTHERS = (
    BasicRules(constant=2, exponent=3, factor=2),
    ExpLogRules(base="9/4"),
    ProductQuotientRules(at="pi"),
    TrigTanhDerivatives(at="6/5"),
)


@pytest.mark.parametrize("lesson", DEFAULTS + OTHERS)
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


@pytest.mark.parametrize("lesson", DEFAULTS)
def test_a_wrong_digit_of_a_formula_is_noticed(lesson):
    assert unnoticed_formulas(lesson) == []


@pytest.mark.parametrize(
    ("key", "was", "now"),
    [
        ("slope.cos", "−sin(x)", "sin(x)"),
        ("range.tanh", "(−1, 1)", "[−1, 1]"),
        ("range.sin", "[−1, 1]", "(−1, 1)"),
        ("range.tan", "ℝ", "(−1, 1)"),
    ],
)
def test_another_formula_is_noticed(key, was, now):
    assert holds_if(TrigTanhDerivatives(), key, shown=(was, now)) is False

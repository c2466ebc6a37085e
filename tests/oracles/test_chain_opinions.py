"""Second opinions on the chain rule: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.chain import ChainOfManyFunctions, ChainRuleSine, ChainRuleWorkedExample
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas

DEFAULTS = ChainRuleSine(), ChainOfManyFunctions(), ChainRuleWorkedExample()
OTHERS = (
    ChainRuleSine(factor="3/2"),
    ChainRuleSine(factor="sqrt(2)*pi/2"),
    ChainOfManyFunctions(at="0.8"),
    ChainRuleWorkedExample(at="1/3"),
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
        ("rule", " dot frac(dif f_n, dif x)", ""),  # the slide's slip
        ("slide.rule", "frac(dif, dif f_1) dot ", ""),
    ],
)
def test_a_rule_with_a_factor_too_few_is_noticed(key, was, now):
    assert holds_if(ChainOfManyFunctions(), key, typst=(was, now)) is False

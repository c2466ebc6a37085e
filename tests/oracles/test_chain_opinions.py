"""Second opinions on the chain rule: they cover, agree, and notice mistakes."""

from dataclasses import replace

import pytest

from calcml.lessons.chain import ChainOfManyFunctions, ChainRuleSine, ChainRuleWorkedExample
from calcml.lessons.entries import Ledger
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

DEFAULTS = ChainRuleSine(), ChainOfManyFunctions(), ChainRuleWorkedExample()
OTHERS = (
    ChainRuleSine(factor="3/2"),
    ChainRuleSine(factor="sqrt(2)*pi/2"),
    ChainOfManyFunctions(at="0.8"),
    ChainRuleWorkedExample(at="1/3"),
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


@pytest.mark.parametrize(
    ("key", "was", "now"),
    [
        ("rule", " dot frac(dif f_n, dif x)", ""),  # the slide's slip
        ("slide.rule", "frac(dif, dif f_1) dot ", ""),
    ],
)
def test_a_rule_with_a_factor_too_few_is_noticed(key, was, now):
    lesson = ChainOfManyFunctions()
    wrong = replace(lesson.ledger[key], typst=lesson.ledger[key].typst.replace(was, now))
    assert wrong != lesson.ledger[key]
    lesson.__dict__["ledger"] = Ledger({**lesson.ledger, key: wrong}.values())
    assert second_opinions(lesson)[key].holds is False

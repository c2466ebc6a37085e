"""Second opinions on the differentiation rules: they cover, agree, and notice mistakes."""

from dataclasses import replace

import pytest

from calcml.lessons.entries import Ledger
from calcml.lessons.rules import (
    BasicRules,
    ExpLogRules,
    ProductQuotientRules,
    TrigTanhDerivatives,
)
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

DEFAULTS = BasicRules(), ExpLogRules(), ProductQuotientRules(), TrigTanhDerivatives()
OTHERS = (
    BasicRules(constant=2, exponent=3, factor=2),
    ExpLogRules(base="9/4"),
    ProductQuotientRules(at="pi"),
    TrigTanhDerivatives(at="6/5"),
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
        ("slope.cos", "−sin(x)", "sin(x)"),
        ("range.tanh", "(−1, 1)", "[−1, 1]"),
        ("range.sin", "[−1, 1]", "(−1, 1)"),
        ("range.tan", "ℝ", "(−1, 1)"),
    ],
)
def test_another_formula_is_noticed(key, was, now):
    lesson = TrigTanhDerivatives()
    assert lesson.ledger[key].shown == was
    wrong = replace(lesson.ledger[key], shown=now)
    lesson.__dict__["ledger"] = Ledger({**lesson.ledger, key: wrong}.values())
    assert second_opinions(lesson)[key].holds is False

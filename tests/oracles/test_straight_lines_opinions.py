"""Second opinions on constants and straight lines: they cover, agree, and notice mistakes."""

from dataclasses import replace

import pytest

from calcml.lessons.derivative import ConstantDerivative, LinearDerivative
from calcml.lessons.entries import Ledger
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

DEFAULTS = ConstantDerivative(), LinearDerivative()


@pytest.fixture(
    scope="module", params=[*DEFAULTS, ConstantDerivative(constant=7), LinearDerivative(slope=9)]
)
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
    ("lesson", "key", "was", "now"),
    [
        (ConstantDerivative(), "line.0", "f(x + h) - f(x)", "f(x + h) + f(x)"),
        (LinearDerivative(), "line.1", "- 3 x", "- 3 h"),
    ],
)
def test_a_line_that_does_not_follow_is_noticed(lesson, key, was, now):
    told = lesson.with_parameters()
    wrong = replace(told.ledger[key], typst=told.ledger[key].typst.replace(was, now))
    assert wrong != told.ledger[key]
    told.__dict__["ledger"] = Ledger({**told.ledger, key: wrong}.values())
    assert second_opinions(told)[key].holds is False

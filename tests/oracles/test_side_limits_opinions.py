"""Second opinions on limits along one axis: they cover, agree, and notice mistakes."""

from dataclasses import replace

import pytest

from calcml.lessons.entries import Ledger
from calcml.lessons.partials import PartialDerivativeLimit
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

DEFAULT = PartialDerivativeLimit()
LESSONS = DEFAULT, DEFAULT.with_parameters(function="sin(x) cos(y)", at="1, 1/2")


@pytest.fixture(scope="module", params=LESSONS)
def asked(request):
    return request.param, second_opinions(request.param)


def test_every_number_has_an_opinion_which_agrees(asked):
    assert unheard(*asked) == []
    assert disagreements(*asked) == []


def test_a_wrong_number_is_noticed(asked):
    assert unnoticed(*asked) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(DEFAULT) == []


@pytest.mark.parametrize(
    ("key", "was", "now"),
    [
        ("limit.x", "x + h), y", "x + h), y + h"),
        ("limit.y", "moving(y + h)", "y"),
        ("limit.x", " - f(x, y)", " - f(y, x)"),
    ],
)
def test_a_limit_with_another_coordinate_is_noticed(key, was, now):
    lesson = PartialDerivativeLimit()
    wrong = replace(lesson.ledger[key], typst=lesson.ledger[key].typst.replace(was, now))
    assert wrong != lesson.ledger[key]
    lesson.__dict__["ledger"] = Ledger({**lesson.ledger, key: wrong}.values())
    assert second_opinions(lesson)[key].holds is False

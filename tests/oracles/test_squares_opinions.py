"""Second opinions on the growing square: they cover, agree, and notice mistakes."""

from dataclasses import replace

import pytest

from calcml.lessons.derivative import SquareDerivativeAlgebra
from calcml.lessons.entries import Ledger
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

DEFAULT = SquareDerivativeAlgebra()


@pytest.fixture(scope="module", params=[DEFAULT, SquareDerivativeAlgebra(side="7/3")])
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
        ("added", "2 x h +", "x h +"),
        ("line.1", "+ h^2", "- h^2"),
        ("step", "frac(h (2 x + h), h)", "h (2 x + h)"),
    ],
)
def test_a_line_that_does_not_follow_is_noticed(key, was, now):
    lesson = SquareDerivativeAlgebra()
    wrong = replace(lesson.ledger[key], typst=lesson.ledger[key].typst.replace(was, now))
    assert wrong != lesson.ledger[key]
    lesson.__dict__["ledger"] = Ledger({**lesson.ledger, key: wrong}.values())
    assert second_opinions(lesson)[key].holds is False

"""Second opinions on the symmetric quotient: they cover, agree, and notice mistakes."""

from dataclasses import replace

import pytest

from calcml.lessons.entries import Ledger
from calcml.lessons.numerics import SymmetricDifference
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

DEFAULT = SymmetricDifference()
OTHERS = (
    DEFAULT.with_parameters(function="x^2", at=3),
    DEFAULT.with_parameters(function="e^x", at="1/3"),
)


@pytest.fixture(scope="module", params=(DEFAULT, *OTHERS))
def asked(request):
    return request.param, second_opinions(request.param)


def test_every_number_has_an_opinion_which_agrees(asked):
    assert unheard(*asked) == []
    assert disagreements(*asked) == []


def test_a_wrong_number_is_noticed(asked):
    lesson, _ = asked
    # A double that is printed with seventeen digits may be the same with another last one.
    assert [(k, e) for k, e in unnoticed(*asked) if e != lesson.ledger[k]] == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(DEFAULT) == []


@pytest.mark.parametrize(
    ("key", "typst"),
    [
        ("quotient.central", "frac(f(1 + h) - f(1 - h), h)"),
        ("quotient.forward", "frac(f(1 + h) + f(1), h)"),
        ("slide.forward", '#raw("6.2172489379008777")'),
    ],
)
def test_a_wrong_text_is_noticed(key, typst):
    lesson = SymmetricDifference()
    wrong = replace(lesson.ledger[key], typst=typst)
    lesson.__dict__["ledger"] = Ledger({**lesson.ledger, key: wrong}.values())
    assert second_opinions(lesson)[key].holds is False

"""Second opinions on the symmetric quotient: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.numerics import SymmetricDifference
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas

DEFAULT = SymmetricDifference()
OTHERS = (
    DEFAULT.with_parameters(function="x^2", at=3),
    DEFAULT.with_parameters(function="e^x", at="1/3"),
)


@pytest.mark.parametrize("lesson", [DEFAULT, *OTHERS])
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


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
    assert holds_if(SymmetricDifference(), key, typst=typst) is False

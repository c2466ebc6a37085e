"""Second opinions on the growing square: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.derivative import SquareDerivativeAlgebra
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas

DEFAULT = SquareDerivativeAlgebra()


@pytest.mark.parametrize("lesson", [DEFAULT, SquareDerivativeAlgebra(side="7/3")])
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


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
    assert holds_if(SquareDerivativeAlgebra(), key, typst=(was, now)) is False

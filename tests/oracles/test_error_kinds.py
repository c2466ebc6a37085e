"""Second opinions on the kinds of error: they cover, agree, and notice mistakes."""

from fractions import Fraction

import pytest

from calcml.lessons.numerics import ErrorTaxonomy
from calcml.oracles.error_kinds import stored
from tests.oracles.spoiling import doubts, holds_if


def test_every_number_has_an_opinion_which_agrees_with_nothing_else():
    assert doubts(ErrorTaxonomy()) == []


@pytest.mark.parametrize(
    ("key", "was", "now"),
    [
        ("tenth.stored", "6397", "6398"),
        ("tenth.stored", "3602", "3603"),
        ("tenth.stored", "3968", "3969"),
        ("series", "24", "25"),
        ("exact.error", "- 6", "- 5"),
        ("exact.error", "^2 - 3", "^2 - 4"),
    ],
)
def test_a_wrong_digit_of_a_formula_is_noticed(key, was, now):
    assert holds_if(ErrorTaxonomy(), key, typst=(was, now)) is False


@pytest.mark.parametrize("text", ["1e-300", "1.5e-310", "1.2345678901e-318", "7e-324", "2e-324"])
def test_numbers_near_zero_are_stored_as_python_stores_them(text):
    assert stored(Fraction(text)) == Fraction(float(text))

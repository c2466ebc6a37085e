"""Second opinions on the kinds of error: they cover, agree, and notice mistakes."""

from dataclasses import replace
from fractions import Fraction

import pytest

from calcml.lessons.entries import Ledger
from calcml.lessons.numerics import ErrorTaxonomy
from calcml.oracles import second_opinions
from calcml.oracles.error_kinds import stored
from tests.oracles.spoiling import disagreements, unheard, unnoticed


@pytest.fixture(scope="module")
def asked():
    lesson = ErrorTaxonomy()
    return lesson, second_opinions(lesson)


def test_every_number_has_an_opinion_which_agrees(asked):
    assert unheard(*asked) == []
    assert disagreements(*asked) == []


def test_a_wrong_number_is_noticed(asked):
    assert unnoticed(*asked) == []


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
    lesson = ErrorTaxonomy()
    entry = lesson.ledger[key]
    wrong = replace(entry, typst=entry.typst.replace(was, now, 1))
    assert wrong != entry
    lesson.__dict__["ledger"] = Ledger({**lesson.ledger, key: wrong}.values())
    assert second_opinions(lesson)[key].holds is False


@pytest.mark.parametrize("text", ["1e-300", "1.5e-310", "1.2345678901e-318", "7e-324", "2e-324"])
def test_numbers_near_zero_are_stored_as_python_stores_them(text):
    assert stored(Fraction(text)) == Fraction(float(text))

"""Second opinions on digits that cancel: they cover, agree, and notice mistakes."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcml.lessons.entries import Ledger
from calcml.lessons.numerics import CatastrophicCancellation
from calcml.oracles import agreement, second_opinions
from calcml.oracles.cancellation import Steps
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

LESSON = CatastrophicCancellation()


@pytest.fixture(scope="module")
def opinions():
    return second_opinions(LESSON)


def test_every_number_has_an_opinion_which_agrees(opinions):
    assert unheard(LESSON, opinions) == []
    assert disagreements(LESSON, opinions) == []


def test_a_wrong_number_is_noticed(opinions):
    assert [(k, e) for k, e in unnoticed(LESSON, opinions) if e != LESSON.ledger[k]] == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(LESSON) == []


@pytest.mark.parametrize("text", ["shown", "typst"])
def test_a_wrong_digit_of_a_register_is_noticed(text):
    lesson = CatastrophicCancellation()
    entry = lesson.ledger["minuend.1"]
    changed = {text: getattr(entry, text).replace("60005", "60006")}
    wrong = replace(entry, **changed)
    lesson.__dict__["ledger"] = Ledger({**lesson.ledger, entry.key: wrong}.values())
    assert not agreement(wrong, second_opinions(lesson)["minuend.1"]).agrees


def test_a_wrong_verdict_is_noticed(opinions):
    wrong = replace(LESSON.ledger["spoiler.3"], value="cancellation")
    assert not agreement(wrong, opinions["spoiler.3"]).agrees


@given(st.floats(min_value=1e-16, max_value=1.0))
def test_fractions_give_what_python_computes(h):
    assert float(Steps(Fraction(3), Fraction(h)).quotient) == ((3 + h) ** 2 - 3**2) / h

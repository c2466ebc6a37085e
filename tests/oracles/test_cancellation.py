"""Second opinions on digits that cancel: they cover, agree, and notice mistakes."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcml.lessons.numerics import CatastrophicCancellation
from calcml.oracles import second_opinions
from calcml.oracles.cancellation import Steps
from tests.oracles.spoiling import disagreements, doubts, told_with, unnoticed_formulas

LESSON = CatastrophicCancellation()


def test_every_number_has_an_opinion_which_agrees_with_nothing_else():
    assert doubts(LESSON) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(LESSON) == []


@pytest.mark.parametrize("text", ["shown", "typst"])
def test_a_wrong_digit_of_a_register_is_noticed(text):
    entry = LESSON.ledger["minuend.1"]
    changed = {text: getattr(entry, text).replace("60005", "60006")}
    lesson = told_with(LESSON, replace(entry, **changed))
    assert disagreements(lesson, second_opinions(lesson)) == ["minuend.1"]


def test_a_wrong_verdict_is_noticed():
    lesson = told_with(LESSON, replace(LESSON.ledger["spoiler.3"], value="cancellation"))
    assert disagreements(lesson, second_opinions(lesson)) == ["spoiler.3"]


@given(st.floats(min_value=1e-16, max_value=1.0))
def test_fractions_give_what_python_computes(h):
    assert float(Steps(Fraction(3), Fraction(h)).quotient) == ((3 + h) ** 2 - 3**2) / h

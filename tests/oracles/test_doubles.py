"""Second opinions on doubles: they cover, agree, and notice mistakes."""

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcml.lessons.entries import Ledger
from calcml.lessons.numerics import MachineEpsilonNumberLine
from calcml.oracles import second_opinions
from calcml.oracles.doubles import next_double, rounded
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

LESSON = MachineEpsilonNumberLine()


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


@pytest.mark.parametrize(
    ("key", "typst"),
    [("gap.above", "epsilon\\/2"), ("gap.below", "epsilon"), ("tick.above", "1 - epsilon")],
)
def test_a_wrong_name_is_noticed(key, typst):
    lesson = MachineEpsilonNumberLine()
    wrong = replace(lesson.ledger[key], typst=typst)
    lesson.__dict__["ledger"] = Ledger({**lesson.ledger, key: wrong}.values())
    assert second_opinions(lesson)[key].holds is False


@given(st.floats(min_value=1e-3, max_value=1e3))
def test_counting_bits_is_going_to_the_next_double(number):
    assert next_double(number) == math.nextafter(number, math.inf)
    assert next_double(number, -1) == math.nextafter(number, 0)


@given(st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_fractions_are_rounded_as_python_does(number):
    assert float(rounded(number)) == number.numerator / number.denominator

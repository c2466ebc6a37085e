"""Second opinions on doubles: they cover, agree, and notice mistakes."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcml.lessons.numerics import MachineEpsilonNumberLine
from calcml.oracles.doubles import next_double, rounded
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas

LESSON = MachineEpsilonNumberLine()


def test_every_number_has_an_opinion_which_agrees_with_nothing_else():
    assert doubts(LESSON) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(LESSON) == []


@pytest.mark.parametrize(
    ("key", "typst"),
    [("gap.above", "epsilon\\/2"), ("gap.below", "epsilon"), ("tick.above", "1 - epsilon")],
)
def test_a_wrong_name_is_noticed(key, typst):
    assert holds_if(MachineEpsilonNumberLine(), key, typst=typst) is False


@given(st.floats(min_value=1e-3, max_value=1e3))
def test_counting_bits_is_going_to_the_next_double(number):
    assert next_double(number) == math.nextafter(number, math.inf)
    assert next_double(number, -1) == math.nextafter(number, 0)


@given(st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_fractions_are_rounded_as_python_does(number):
    assert float(rounded(number)) == number.numerator / number.denominator

"""Second opinions on surfaces cut at two places: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.partials import CubicSaddleSlices, QuinticSlices
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas

LESSONS = CubicSaddleSlices(), QuinticSlices()


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_wrong_digit_of_a_formula_is_noticed(lesson):
    assert unnoticed_formulas(lesson) == []


def test_a_curvature_with_the_wrong_sign_is_noticed():
    said = 'H = mat(delim: "[", 2, 0; 0, 0)'
    assert holds_if(CubicSaddleSlices(), "hessian", typst=said) is False

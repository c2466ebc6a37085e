"""Second opinions on the sum of two tanh: they cover, agree, and notice mistakes."""

from calcml.lessons.partials import TanhSumSlices
from tests.oracles.spoiling import doubts, unnoticed_formulas


def test_every_number_has_an_opinion_which_agrees_with_nothing_else():
    assert doubts(TanhSumSlices()) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(TanhSumSlices()) == []

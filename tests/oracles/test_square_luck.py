"""Second opinions on the step √ε: they cover, agree, and notice mistakes."""

from calcml.lessons.numerics import SqrtEpsilonStep
from tests.oracles.spoiling import doubts, unnoticed_formulas


def test_every_number_has_an_opinion_which_agrees_with_nothing_else():
    assert doubts(SqrtEpsilonStep()) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(SqrtEpsilonStep()) == []

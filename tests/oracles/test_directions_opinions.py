"""Second opinions on directions."""

import pytest

from calcml.lessons.gradient import GradientDirectionMagnitude
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas

DIRECTIONS = GradientDirectionMagnitude()


@pytest.mark.parametrize("components", ["3, 4", "1, 1", "5, 3", "sqrt(2), pi", "1, 8"])
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(components):
    assert doubts(DIRECTIONS.with_parameters(components=components)) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(DIRECTIONS) == []


def test_components_in_the_wrong_order_are_noticed():
    assert holds_if(DIRECTIONS, "angle.rule", shown=("f_y, f_x", "f_x, f_y")) is False

"""Second opinions on directions."""

import pytest

from calcml.lessons.gradient import GradientDirectionMagnitude
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

DIRECTIONS = GradientDirectionMagnitude()


@pytest.mark.parametrize("components", ["3, 4", "1, 1", "5, 3", "sqrt(2), pi", "1, 8"])
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(components):
    lesson = DIRECTIONS.with_parameters(components=components)
    opinions = second_opinions(lesson)
    assert unheard(lesson, opinions) == []
    assert disagreements(lesson, opinions) == []
    assert unnoticed(lesson, opinions) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(DIRECTIONS) == []


def test_components_in_the_wrong_order_are_noticed():
    lesson = DIRECTIONS.with_parameters()
    rule = lesson.ledger["angle.rule"]
    object.__setattr__(rule, "shown", rule.shown.replace("f_y, f_x", "f_x, f_y"))
    assert second_opinions(lesson)["angle.rule"].holds is False

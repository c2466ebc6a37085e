"""Second opinions on limits along one axis: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.partials import PartialDerivativeLimit
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas

DEFAULT = PartialDerivativeLimit()
LESSONS = DEFAULT, DEFAULT.with_parameters(function="sin(x) cos(y)", at="1, 1/2")


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(DEFAULT) == []


@pytest.mark.parametrize(
    ("key", "was", "now"),
    [
        ("limit.x", "x + h), y", "x + h), y + h"),
        ("limit.y", "moving(y + h)", "y"),
        ("limit.x", " - f(x, y)", " - f(y, x)"),
    ],
)
def test_a_limit_with_another_coordinate_is_noticed(key, was, now):
    assert holds_if(PartialDerivativeLimit(), key, typst=(was, now)) is False

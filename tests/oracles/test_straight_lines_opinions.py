"""Second opinions on constants and straight lines: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.derivative import ConstantDerivative, LinearDerivative
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas

DEFAULTS = ConstantDerivative(), LinearDerivative()


@pytest.mark.parametrize(
    "lesson", [*DEFAULTS, ConstantDerivative(constant=7), LinearDerivative(slope=9)]
)
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


@pytest.mark.parametrize("lesson", DEFAULTS)
def test_a_wrong_digit_of_a_formula_is_noticed(lesson):
    assert unnoticed_formulas(lesson) == []


@pytest.mark.parametrize(
    ("lesson", "key", "was", "now"),
    [
        (ConstantDerivative(), "line.0", "f(x + h) - f(x)", "f(x + h) + f(x)"),
        (LinearDerivative(), "line.1", "- 3 x", "- 3 h"),
    ],
)
def test_a_line_that_does_not_follow_is_noticed(lesson, key, was, now):
    assert holds_if(lesson, key, typst=(was, now)) is False

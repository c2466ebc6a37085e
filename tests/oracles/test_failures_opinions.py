"""Second opinions on limits that fail: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.limits import LimitFailureModes
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas

LESSON = LimitFailureModes()


def test_every_number_has_an_opinion_which_agrees_with_nothing_else():
    assert doubts(LESSON) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(LESSON) == []


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("wave.bounds", "−2 ≤ f(x) ≤ 1"),  # true, but never reached
        ("decay.bounds", "−1/x ≤ f(x) ≤ 1/(2x)"),
        ("kink.function", "f(x) = x"),
    ],
)
def test_a_wrong_bound_or_formula_is_noticed(key, text):
    assert holds_if(LimitFailureModes(), key, shown=text) is False

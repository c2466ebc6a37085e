"""Second opinions on mixed derivatives: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.partials import MixedPartials
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas


def test_every_number_has_an_opinion_which_agrees_with_nothing_else():
    assert doubts(MixedPartials()) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(MixedPartials()) == []


@pytest.mark.parametrize(
    ("key", "was", "now"),
    [
        ("rule", "(frac(partial z, partial y))", "+ frac(partial z, partial y)"),
        ("total", " dif y", " dif x"),
        ("total", " dif x + ", " + "),
    ],
)
def test_another_rule_is_noticed(key, was, now):
    assert not holds_if(MixedPartials(), key, typst=(was, now))

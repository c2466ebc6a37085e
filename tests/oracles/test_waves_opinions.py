"""Second opinions on the sine: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.limits import SineOscillation
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas

DEFAULT = SineOscillation()


@pytest.mark.parametrize("lesson", [DEFAULT, SineOscillation(at="pi/4", tolerance="0.9")])
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(DEFAULT) == []


def test_a_peak_in_the_wrong_place_is_noticed():
    assert holds_if(DEFAULT, "peak.low", shown="sin(3π/2 + π·k) = −1") is False

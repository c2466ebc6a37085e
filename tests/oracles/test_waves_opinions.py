"""Second opinions on the sine: they cover, agree, and notice mistakes."""

from dataclasses import replace

import pytest

from calcml.lessons.entries import Ledger
from calcml.lessons.limits import SineOscillation
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

DEFAULT = SineOscillation()


@pytest.fixture(scope="module", params=[DEFAULT, SineOscillation(at="pi/4", tolerance="0.9")])
def asked(request):
    return request.param, second_opinions(request.param)


def test_every_number_has_an_opinion_which_agrees(asked):
    assert unheard(*asked) == []
    assert disagreements(*asked) == []


def test_a_wrong_number_is_noticed(asked):
    assert unnoticed(*asked) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(DEFAULT) == []


def test_a_peak_in_the_wrong_place_is_noticed():
    lesson, key = SineOscillation(), "peak.low"
    wrong = replace(lesson.ledger[key], shown="sin(3π/2 + π·k) = −1")
    lesson.__dict__["ledger"] = Ledger({**lesson.ledger, key: wrong}.values())
    assert second_opinions(lesson)[key].holds is False

"""Second opinions on mixed derivatives: they cover, agree, and notice mistakes."""

from dataclasses import replace

import pytest

from calcml.lessons.entries import Ledger
from calcml.lessons.partials import MixedPartials
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas


@pytest.fixture(scope="module")
def asked():
    lesson = MixedPartials()
    return lesson, second_opinions(lesson)


def test_every_number_has_an_opinion_which_agrees(asked):
    assert unheard(*asked) == []
    assert disagreements(*asked) == []


def test_a_wrong_number_is_noticed(asked):
    assert unnoticed(*asked) == []


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
    lesson = MixedPartials()
    wrong = replace(lesson.ledger[key], typst=lesson.ledger[key].typst.replace(was, now))
    assert wrong != lesson.ledger[key]
    lesson.__dict__["ledger"] = Ledger({**lesson.ledger, key: wrong}.values())
    said = second_opinions(lesson)
    assert key not in said or said[key].holds is False

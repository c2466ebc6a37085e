"""Second opinions on surfaces cut at two places: they cover, agree, and notice mistakes."""

from dataclasses import replace

import pytest

from calcml.lessons.entries import Ledger
from calcml.lessons.partials import CubicSaddleSlices, QuinticSlices
from calcml.oracles import second_opinions
from tests.oracles.spoiling import disagreements, unheard, unnoticed, unnoticed_formulas

LESSONS = CubicSaddleSlices(), QuinticSlices()


@pytest.fixture(scope="module", params=LESSONS)
def asked(request):
    return request.param, second_opinions(request.param)


def test_every_number_has_an_opinion_which_agrees(asked):
    assert unheard(*asked) == []
    assert disagreements(*asked) == []


def test_a_wrong_number_is_noticed(asked):
    assert unnoticed(*asked) == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_wrong_digit_of_a_formula_is_noticed(lesson):
    assert unnoticed_formulas(lesson) == []


def test_a_curvature_with_the_wrong_sign_is_noticed():
    lesson = CubicSaddleSlices()
    wrong = replace(lesson.ledger["hessian"], typst='H = mat(delim: "[", 2, 0; 0, 0)')
    lesson.__dict__["ledger"] = Ledger({**lesson.ledger, "hessian": wrong}.values())
    assert second_opinions(lesson)["hessian"].holds is False

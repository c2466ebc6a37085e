"""Second opinions on partial derivatives: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.partials import NonSeparablePartial, ParaboloidSlices
from calcml.oracles import second_opinions
from tests.oracles.spoiling import doubts, holds_if, told_with, unnoticed_formulas

DEFAULTS = SLICES, MIXTURE = ParaboloidSlices(), NonSeparablePartial()
OTHERS = (
    SLICES.with_parameters(function="sin(x) + y**3", at="1/3"),
    SLICES.with_parameters(function="x**2/4 - abs(y)", at="pi/4", offsets="1, 2, 3"),
    SLICES.with_parameters(function="3*exp(x) + ln(y)", at="0.1"),
    MIXTURE.with_parameters(function="x*y*sin(x + y)/3", at="pi/4, 1/3"),
    MIXTURE.with_parameters(function="exp(x*y) - 2*x", at="0.1, 0.2", direction="1, 2"),
    MIXTURE.with_parameters(function="sqrt(x**2 + y**2)", at="3, 4", direction="0, -3"),
)


@pytest.mark.parametrize("lesson", DEFAULTS + OTHERS)
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


@pytest.mark.parametrize("lesson", DEFAULTS)
def test_a_wrong_digit_of_a_formula_is_noticed(lesson):
    assert unnoticed_formulas(lesson) == []


def test_a_rounded_tuple_must_be_rounded_from_the_point():
    # At (π/4, 1/3) the height is a long number: all three coordinates are rounded.
    lesson = MIXTURE.with_parameters(function="x*y*sin(x + y)/3", at="pi/4, 1/3")
    assert lesson.ledger["point"].symbol == "P approx"
    assert second_opinions(lesson)["point"].holds
    assert holds_if(lesson, "point", typst=("0.7854", "0.7855")) is False


def test_a_tuple_of_another_length_is_noticed():
    assert holds_if(NonSeparablePartial(), "point", typst="(1, 2)") is False


def test_the_partials_of_another_surface_are_noticed():
    lesson = SLICES.with_parameters(function="x**2 + 2*y**2")
    for key in ("function", "partial.y"):
        other = told_with(lesson, SLICES.ledger[key])
        assert second_opinions(other)[key].holds is False

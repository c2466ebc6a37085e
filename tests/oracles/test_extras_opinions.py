"""Second opinions on the extras: they cover, agree, and notice mistakes."""

import pytest

from calcml.lessons.extras import (
    BackpropagationTwoLayers,
    EquallyFast,
    LargestStableRate,
    MomentumNarrowValley,
    WhereTheVTurns,
    WhySteepest,
)
from calcml.lessons.lesson import Lesson
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas

DEFAULTS = (
    WhySteepest(),
    LargestStableRate(),
    EquallyFast(),
    MomentumNarrowValley(),
    BackpropagationTwoLayers(),
    WhereTheVTurns(),
)
OTHERS = (
    WhySteepest().with_parameters(function="x^2 y + 3x", at=("1/2", "1/3")),
    LargestStableRate().with_parameters(steep="sqrt(3)", flat="1/3"),
    EquallyFast().with_parameters(rate="1/7"),
    WhereTheVTurns().with_parameters(function="e^x", at=2),
    MomentumNarrowValley(length=3),
    BackpropagationTwoLayers().with_parameters(value="-1/2", outer=("1/4", 2)),
)


@pytest.mark.parametrize("lesson", DEFAULTS + OTHERS, ids=lambda each: type(each).__name__)
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


@pytest.mark.parametrize("lesson", DEFAULTS[1:5], ids=lambda each: type(each).__name__)
def test_a_wrong_digit_of_a_formula_is_noticed(lesson):
    assert unnoticed_formulas(lesson) == []


@pytest.mark.parametrize(
    ("lesson", "key", "was", "now"),
    [
        (WhySteepest(), "function", "x^2", "x^3"),
        (WhereTheVTurns(), "law.forward", "2 epsilon", "4 epsilon"),
        (WhereTheVTurns(), "law.central", "root(3,", "root(2,"),
        (WhereTheVTurns(), "truncation.forward", "frac(h, 2)", "frac(h, 3)"),
    ],
    ids=lambda each: type(each).__name__ if isinstance(each, Lesson) else None,
)
def test_a_wrong_formula_is_noticed(lesson, key, was, now):
    assert holds_if(lesson, key, typst=(was, now)) is False

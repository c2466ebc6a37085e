"""Second opinions on Jacobians."""

import pytest

from calcml.lessons.gradient import JacobianLocalMap, JacobianShape
from tests.oracles.spoiling import doubts, unnoticed_formulas

LOCAL, SHAPE = JacobianLocalMap(), JacobianShape()
OTHERS = (
    {"first": "x^2 - y^2", "second": "2x y", "at": "1/3, sqrt(2)"},
    {"first": "e^x cos(y)", "second": "e^x sin(y)", "at": "0, 1"},
)


@pytest.mark.parametrize("parameters", [{}, *OTHERS])
def test_every_number_of_a_local_map_has_an_opinion_which_agrees_with_nothing_else(parameters):
    assert doubts(LOCAL.with_parameters(**parameters)) == []


@pytest.mark.parametrize("parameters", [{}, {"third": "e^(-x) cos(3y)", "at": "sqrt(2), 1/3"}])
def test_every_number_of_a_shape_has_an_opinion_which_agrees_with_nothing_else(parameters):
    assert doubts(SHAPE.with_parameters(**parameters)) == []


@pytest.mark.parametrize("lesson", [LOCAL, SHAPE])
def test_a_wrong_digit_of_a_formula_is_noticed(lesson):
    assert unnoticed_formulas(lesson) == []

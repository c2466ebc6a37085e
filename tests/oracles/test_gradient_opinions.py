"""Second opinions on the field of gradients."""

from dataclasses import replace

import mpmath as mp
import pytest
import sympy as sp

from calcml.lessons.gradient import GaussianGradientField
from calcml.oracles.evaluation import Formula, UnknownError
from calcml.oracles.flat_places import Square, flat_places
from calcml.oracles.gradient import _Relief
from tests.oracles.spoiling import doubts, unnoticed_formulas

FIELD = GaussianGradientField()
OTHERS = (
    FIELD.with_parameters(function="sin(x)*cos(y)"),
    FIELD.with_parameters(function="x**2 - y**2"),
    FIELD.with_parameters(function="x**4 + y**4 - 3*x*y + x/7"),
    FIELD.with_parameters(
        function="exp(-x**2 - y**2) + exp(-(x - 1)**2 - (y - 1)**2)/2", probes="(0.1, 0.2)"
    ),
)


@pytest.mark.parametrize("lesson", [FIELD, *OTHERS])
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(FIELD) == []


X, Y = sp.symbols("x y")
SQUARE = Square((mp.mpf(0), mp.mpf(0)), mp.mpf(3))


def level(expression, reach=3):
    places = flat_places(Formula(expression, (X, Y)), replace(SQUARE, reach=mp.mpf(reach)))
    assert places is not None
    return sorted((p.kind, *(round(float(c), 12) + 0.0 for c in (*p.at, p.height))) for p in places)


def test_level_places_of_a_surface_with_four_hills_and_hollows():
    # x³ - 3x + y³ - 3y has slope zero where x and y are ±1; heights add ∓2 for each.
    assert level(X**3 - 3 * X + Y**3 - 3 * Y) == [
        ("maximum", -1.0, -1.0, 4.0),
        ("minimum", 1.0, 1.0, -4.0),
        ("saddle", -1.0, 1.0, 0.0),
        ("saddle", 1.0, -1.0, 0.0),
    ]


def test_level_places_beyond_the_frame_are_not_met():
    assert level((X - 2) ** 2 + Y**2, reach=1) == []


def test_where_the_ground_does_not_bend_newton_does_not_arrive():
    # Along y³ every step only halves the distance: forty steps come no nearer than 10⁻¹².
    assert level(X**2 + Y**3) == []


def test_the_tip_of_a_cone_is_left_to_others():
    cone = Formula(-sp.sqrt((X - sp.Rational(1, 3)) ** 2 + Y**2), (X, Y))
    assert flat_places(cone, SQUARE) is None
    with pytest.raises(UnknownError, match="missed"):
        _Relief(cone, SQUARE).height("maximum")


def test_of_tops_of_one_height_only_the_height_is_told():
    twins = _Relief(Formula(-((X**2 - 1) ** 2) - Y**2, (X, Y)), SQUARE)
    assert abs(twins.height("maximum").value) < 1e-30
    with pytest.raises(UnknownError, match="as high"):
        twins.coordinate("maximum", 0)

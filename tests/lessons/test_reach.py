"""The reach of a picture: long enough to show a bend, short enough to show one only."""

import math

import pytest
import sympy as sp

from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.nearby import point_near
from calcml.lessons.reach import bending, suited_reach, suited_reaches, unbroken


def parsed(text):
    return Function.parse(text, (x,))


@pytest.mark.parametrize(
    ("function", "at", "reach"),
    [
        ("x^2", 3, 2), ("x^2", 0, 2), ("2x + 1", 1, 2), ("5", 1, 2), ("5 - 3x", -2, 2),
        ("sin(x)", 1, 1), ("sin(1000x)", 1, sp.Rational(1, 1000)), ("x^2", 1000, 1000),
        ("ln(x)", sp.Rational(1, 10), sp.Rational(1, 20)),
        ("x^2/10^8", 3, 2), ("10^9 x^2", 3, 2), ("piecewise(x < 0: 1, x >= 1: 2)", 3, 2),
    ],
)  # fmt: skip
def test_the_reach_follows_the_bend_and_not_the_height(function, at, reach):
    assert suited_reach(parsed(function), sp.sympify(at)) == reach


def test_there_is_none_where_the_function_breaks():
    assert suited_reach(parsed("sign(x)"), sp.Integer(0)) is None
    assert suited_reach(parsed("sqrt(x)"), sp.Integer(0)) is None


def test_the_slope_of_a_parabola_changes_by_four_reaches_over_twice_the_point():
    # On [a - h, a + h] the slope 2x changes by 4h; its mean size is 2a while h < a.
    assert bending(parsed("x^2"), 3.0, 2.0) == pytest.approx(8 / 6, rel=0.01)
    assert bending(parsed("7x"), 3.0, 2.0) == 0
    assert bending(parsed("1/x"), 0.0, 1.0) == math.inf


def test_no_reach_crosses_a_pole():
    reaches = list(suited_reaches(parsed("1/x"), sp.Integer(1)))
    assert max(reaches) < 1
    assert not unbroken(parsed("1/x"), sp.Integer(-1), sp.Integer(2))
    assert not unbroken(parsed("ln(x)"), sp.Integer(-1), sp.Integer(2))
    assert not unbroken(parsed("ln(x)"), sp.Integer(0), sp.Rational(1, 100))


def test_what_is_refused_nearby_does_not_fit():
    f = parsed("ln(x)")
    assert point_near(sp.Integer(-1), lambda point: f(float(point)) > 0) == 9
    assert point_near(sp.Integer(0), lambda _: False) is None

"""Where a surface is cut, and in which window, if nobody said."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.functions import Function
from calcml.core.symbols import x, y
from calcml.core.window import Window
from calcml.lessons.partials.planes import other_plane, slice_window, stops_of_the_plane
from calcml.lessons.surfaces.slopes import has_slopes, is_mixed, is_straight, vector_entry
from calcml.lessons.surfaces.windows import (
    finite_share,
    square_about,
    steps_from,
    turns,
    within_domain,
)


def surface(text):
    return Function.parse(text, (x, y))


@pytest.mark.parametrize(
    ("text", "at", "stops"),
    [
        ("x^2 + y^2", 1, (0, 1, 2, -1)),
        ("2x - 3y + 1", 0, (0, 1, 2, -1)),
        ("x + ln(y)", 1, (2, 3, 4, 1)),
        ("x + sqrt(y - 3)", 1, (5, 6, 7, 4)),
        ("(x - 1000)^2 + y^2", 1001, (0, 1, 2, -1)),
    ],
)
def test_the_plane_stops_where_there_are_slopes(text, at, stops):
    f, a = surface(text), sp.Integer(at)
    assert stops_of_the_plane(f, a) == stops
    assert all(has_slopes(f, (a, c), (x,)) for c in stops)


def test_stops_keep_to_one_side_of_a_pole():
    stops = stops_of_the_plane(surface("x + 1/y"), sp.Integer(1))
    assert min(stops) > 0


def test_waves_are_cut_at_smaller_steps():
    stops = stops_of_the_plane(surface("sin(20x) + cos(20y)"), sp.Integer(1))
    assert max(stops) - min(stops) < 1


@pytest.mark.parametrize("text", ["x y", "x y^2 + x^3", "sin(x) cos(y)", "e^(x y)", "1/(x + y)"])
@pytest.mark.parametrize("b", ["0", "1/3", "1", "2", "7", "1000"])
def test_the_other_plane_has_another_slope(text, b):
    f, a = surface(text), sp.Rational(1, 2)
    other = other_plane(f, (a, sp.Rational(b)))
    slope = f.derivative(x)
    assert other != sp.Rational(b)
    assert slope.exact(a, other) != slope.exact(a, sp.Rational(b))


def test_the_window_is_small_where_the_surface_is_steep():
    wide = slice_window(surface("x^2 + y^2"), 1, (0, 1, 2, -1))
    small = slice_window(surface("e^(5x) + y"), 1, (0, 0.2, 0.4, -0.2))
    assert wide == Window((-2, 2), (-2, 2))
    assert small.size[0] < 1


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("ln(x) + y", Window((0, 4), (-2, 2))),
        ("ln(-x) + y", Window((-4, 0), (-2, 2))),
        ("sqrt(1 - x^2) + y", Window((-1, 1), (-2, 2))),
        ("x y", Window((-2, 2), (-2, 2))),
    ],
)
def test_a_window_keeps_to_the_domain(text, window):
    assert within_domain(surface(text), square_about((0, 0), 2), hold=()) == window


def test_a_window_keeps_what_it_must_hold():
    f = surface("ln(x) + y")
    moved = within_domain(f, square_about((0, 0), 2), hold=[(-1.5, 0)])
    assert moved.x[0] < -1.5
    assert finite_share(f, moved) < 1


def test_turns_and_steps():
    assert turns(np.sin(np.linspace(0, 4 * np.pi, 200))) == 4
    assert turns(np.full(9, 3.0)) == 0
    assert turns(np.array([np.nan, 1.0])) == 0
    assert list(steps_from(sp.Integer(10), count=3)) == [10, 5, 2]


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("x^2 + y^2", False),
        ("ln(x) + sin(y)", False),
        ("|x| + |y|", False),
        ("(x + y)^2 - 2x y", False),
        ("x y/10^9", True),
        ("max(x, y)", True),
        ("sqrt(x^2 + y^2)", True),
    ],
)
def test_sums_are_told_from_mixtures(text, mixed):
    assert is_mixed(surface(text), Window((-2, 2), (-2, 2))) is mixed


def test_straight_lines_are_known():
    assert is_straight(surface("2x + y^2"), x)
    assert is_straight(surface("y^3"), x)
    assert not is_straight(surface("x^2 + y"), x)
    assert not is_straight(surface("|x| + y"), x)


def test_a_long_vector_is_rounded_and_says_so():
    exact = vector_entry("p", "P", (sp.Integer(1), sp.Rational(1, 3)), "-")
    assert (exact.symbol, exact.shown) == ("P =", "(1, 1/3)")
    long = vector_entry("p", "P", (sp.sqrt(2) * sp.exp(sp.pi) / 7, sp.Integer(1)), "-", short=8)
    assert long.symbol == "P approx"
    assert long.shown == "(4.6751, 1)"

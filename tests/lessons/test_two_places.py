"""Surfaces cut at a point and at the origin: the deck's numbers, and level places."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.symbols import x, y
from calcml.lessons.partials import CubicSaddleSlices, QuinticSlices

LESSONS = CubicSaddleSlices(), QuinticSlices()


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


@pytest.mark.parametrize(
    ("lesson", "point", "slopes"),
    [
        (CubicSaddleSlices(), "(1, 1, 0)", ["−2", "3"]),
        (QuinticSlices(), "(1, 1, 2)", ["5", "2"]),
    ],
)
def test_the_deck_has_these_slopes_at_the_point(lesson, point, slopes):
    assert shown(lesson, "point") == [point]
    assert shown(lesson, "at_p.x", "at_p.y") == slopes
    assert shown(lesson, "at_o.x", "at_o.y") == ["0", "0"]


def test_two_minus_signs_make_a_plus():
    lesson = CubicSaddleSlices()
    assert sp.expand(-(x**2) - (-(y**3)) - lesson.function.expression) == 0
    assert shown(lesson, "cut_o.x", "cut_o.y") == ["z = -x**2", "z = y**3"]


def test_the_curvatures_are_minus_two_and_zero():
    assert CubicSaddleSlices().ledger["hessian"].typst == 'H = mat(delim: "[", -2, 0; 0, 0)'


@pytest.mark.parametrize("lesson", LESSONS)
def test_cuts_differ_by_a_constant(lesson):
    for axis, degrees in lesson.directions.items():
        here, there = (lesson.cut_at(place, degrees).places for place in lesson.stops)
        assert here[:, 0] == pytest.approx(there[:, 0])
        # Heights of a few units: their differences carry a few 1e-16.
        assert np.ptp(here[:, 1] - there[:, 1]) < 1e-14, axis


@pytest.mark.parametrize("lesson", LESSONS)
def test_everything_is_in_view(lesson):
    low, high = lesson.heights
    assert low <= lesson.grid[..., 2].min() < lesson.grid[..., 2].max() <= high
    for axis, degrees in lesson.directions.items():
        for place in lesson.stops:
            cut, up = lesson.cut_at(place, degrees), lesson.frames[axis].y
            assert up.low <= cut.places[:, 1].min()
            assert cut.places[:, 1].max() <= up.high


def test_marbles_roll_downhill_as_the_closed_form_says():
    lesson = CubicSaddleSlices()
    for which, marble in enumerate(lesson.marbles):
        a, b = marble.place(0.0)
        for time in np.linspace(0.0, 0.8, 9):
            # x' = 2x and y' = -3y²; the way is a chain of chords, a hundredth of the window long.
            there = a * np.exp(2 * time), b / (1 + 3 * b * time)
            assert marble.place(time) == pytest.approx(there, abs=2e-3)
        heights = lesson.track(which, lesson.rolled)[:, 2]
        assert (np.diff(heights) <= 1e-12).all()
        assert lesson.marble(which, lesson.rolled)[2] < -2


def test_marbles_leave_to_both_sides_and_down_the_cubic():
    lesson = CubicSaddleSlices()
    ends = [marble.place(lesson.rolled) for marble in lesson.marbles]
    assert ends[:3] == [(1.5, 0.0), (-1.5, 0.0), (0.0, -1.5)]


def test_the_fifth_power_stays_near_zero_four_times_as_far_as_the_square():
    lesson = QuinticSlices()
    assert shown(lesson, "height", "reach.x", "reach.y") == ["0.01", "0.398", "0.1"]
    for axis, power in (("x", 5), ("y", 2)):
        assert sp.simplify(lesson.reaches[axis] ** power) == sp.Rational(1, 100)
        at, height = lesson.leaving(axis)
        # One rounding of the root, raised to the fifth power: a few units in the last place.
        assert at**power == pytest.approx(height, rel=1e-14)
        assert lesson.bar(axis)[1][0] == at


def test_both_cuts_near_zero_run_through_what_is_marked():
    lesson = QuinticSlices()
    frame = lesson.frames["near"]
    for axis, power in (("x", 5), ("y", 2)):
        for piece in lesson.near[axis].pieces:
            inside = piece[1:-1]  # at the border of the plot it is cut off
            assert inside[:, 1] == pytest.approx(inside[:, 0] ** power, abs=1e-12)
        for place, height in (*lesson.bar(axis), lesson.leaving(axis), lesson.name_of(axis)):
            assert frame.x.low < place < frame.x.high
            assert frame.y.low < height < frame.y.high


def test_the_origin_is_level_and_no_minimum():
    lesson = QuinticSlices()
    assert shown(lesson, "at_o.x", "at_o.y") == ["0", "0"]
    lower, here, higher = (lesson.pushed(share)[2] for share in (-1, 0, 1))
    assert lower < here == 0 < higher
    assert (np.diff(lesson.way(1)[:, 2]) >= 0).all()


def test_axes_from_the_left_are_the_mirror_image():
    low, high = QuinticSlices().heights
    axes = QuinticSlices().axes
    assert axes["y"][0].tolist() == axes["x"][0].tolist() == [-1.2, -1.5, low]
    assert axes["z"][0].tolist() == [-1.2, 1.5, low]
    assert axes["z"][1, 2] > high

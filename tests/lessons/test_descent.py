"""The chapter on descent against the numbers of its outline, and against false tellings."""

from itertools import pairwise

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.lessons.descent import (
    GradientDescentSteps,
    LinearRegressionDescent,
)

LESSONS = (GradientDescentSteps, LinearRegressionDescent)


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


def numbered(noun, numbers):
    return [f"{noun}.{k}" for k in numbers]


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_caption_rests_on_claims_that_exist_and_fits_one_line(lesson):
    told = lesson()
    claims = {claim.key for claim in told.claims}
    for beat in told.captions:
        assert set(told.told(beat).rests_on) <= claims
        assert len(told.caption(beat)) <= 110


@pytest.mark.parametrize(
    ("lesson", "parameters", "message"),
    [
        (LinearRegressionDescent, {"data": ((0, 1),)}, "between 2 and 40 items"),
        (LinearRegressionDescent, {"start": (0,)}, "have 2 items"),
    ],
)
def test_a_bad_parameter_gets_the_rule_and_what_came(lesson, parameters, message):
    with pytest.raises(InvalidArgument, match=message):
        lesson(**parameters)


def test_the_fit_walks_as_the_outline_says():
    lesson = LinearRegressionDescent()
    rows = [shown(lesson, f"slope.{k}", f"intercept.{k}", f"cost.{k}") for k in lesson.moments[1:]]
    assert rows == [
        ["0.7600", "0.3000", "1.0578"],
        ["1.0040", "0.4180", "0.5664"],
        ["1.0780", "0.4754", "0.5052"],
        ["1.0961", "0.5123", "0.4913"],
        ["1.0960", "0.5418", "0.4830"],
    ]
    assert shown(lesson, "cost.0", "best.slope", "best.intercept", "best.cost", "largest_rate") == [
        "5.5", "0.8", "1.4", "0.36", "0.2984",
    ]  # fmt: skip


def test_both_numbers_of_a_step_come_from_the_old_point():
    # One after the other, b would be 0.148 after the first step.
    assert LinearRegressionDescent().place(1) == pytest.approx((0.76, 0.3), abs=1e-15)


def test_the_fast_forward_stops_at_the_first_steps_that_are_near_enough():
    lesson = LinearRegressionDescent()
    assert lesson.stops == (99, 175)
    gaps = np.abs(lesson.run.points - lesson.lowest).max(axis=1)
    assert gaps[98] >= 0.05 > gaps[99]
    assert gaps[174] >= 0.005 > gaps[175]


def test_the_slope_overshoots_at_the_fourth_step_and_creeps_back():
    lesson = LinearRegressionDescent()
    slopes = lesson.run.points[:, 0]
    assert slopes.argmax() == 4
    assert "overshoots" in lesson.caption("walk_into_the_valley")


def test_a_slope_that_does_not_overshoot_is_told_otherwise():
    lesson = LinearRegressionDescent(start=(0.8, 0))
    story = lesson.caption("walk_into_the_valley")
    assert "the slope a moves away first, then turns and closes in" in story
    assert lesson.run.points[0, 0] == 0.8 < lesson.run.points[1, 0]


def test_the_start_lies_on_a_level_curve_and_every_curve_is_closed():
    lesson = LinearRegressionDescent()
    assert 5.5 in [pytest.approx(curve.level, abs=1e-14) for curve in lesson.contours]
    for curve in lesson.contours:
        (piece,) = curve.pieces
        assert (piece[0] == piece[-1]).all()
        # A vertex lies on its level to a few units in the last place of the largest term.
        np.testing.assert_allclose(lesson.cost.raw(*piece.T), curve.level, atol=1e-12)


def test_levels_are_evenly_spaced_along_a_ray():
    # Above the minimum of a quadratic the square root of the height grows like the distance.
    lesson = LinearRegressionDescent()
    roots = [np.sqrt(curve.level - 0.36) for curve in lesson.contours]
    steps = [later - earlier for earlier, later in pairwise(roots)]
    assert steps == pytest.approx([steps[0]] * len(steps), rel=1e-12)


@pytest.mark.parametrize("rate", [0.2985, 0.4])
def test_a_rate_beyond_the_largest_is_refused_with_the_largest(rate):
    with pytest.raises(UnfitLesson, match=r"choose a rate below 0\.2984"):
        LinearRegressionDescent(rate=rate).require_claims()


def test_a_start_at_the_minimum_is_refused():
    with pytest.raises(UnfitLesson, match="start off the minimum"):
        LinearRegressionDescent(start=(0.8, 1.4)).require_claims()


def test_irrational_data_are_refused():
    with pytest.raises(UnfitLesson, match="must be rational"):
        LinearRegressionDescent(start=(sp.sqrt(2), 0)).require_claims()


def test_other_data_can_be_told():
    LinearRegressionDescent(data=((1, 1), (2, 3), (3, 2), (4, 6)), rate=0.05).require_claims()

"""The lesson of limits along one axis: the deck's numbers, and quotients that tend to slopes."""

from itertools import pairwise

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.symbols import x, y
from calcml.lessons.partials import PartialDerivativeLimit

OWN = (
    {"function": "sin(x) cos(y)", "at": "1, 1/2"},
    {"function": "x^2 + 3y", "at": "-1, 0", "steps": "1, 1/4"},
    {"function": "ln(x) + y^2", "at": "1/2, 1", "steps": "0.2, 0.1, 0.01"},
)


@pytest.fixture(scope="module", params=({}, *OWN))
def lesson(request):
    return PartialDerivativeLimit(**request.param)


def test_the_deck_has_the_point_1_2_5_and_the_slopes_7_and_4():
    ledger = PartialDerivativeLimit().ledger
    assert ledger["point"].shown == "(1, 2, 5)"
    # ((1 + h)·4 + (1 + h)³ - 5)/h = 7 + 3h + h², and ((2 + h)² + 1 - 5)/h = 4 + h.
    shown = [[ledger[f"along_{v}.{i}"].shown for i in (0, 1, 2, "limit")] for v in "xy"]
    assert shown == [["11", "7.31", "7.0301", "7"], ["5", "4.1", "4.01", "4"]]


def test_the_slope_of_a_step_is_the_quotient(lesson):
    for name in lesson.directions:
        for i, length in enumerate(lesson.lengths):
            entry = lesson.ledger[f"along_{name}.{i}"]
            # Two heights of size one, divided by a step of a hundredth: a few 1e-14.
            assert lesson.step(name, length).slope == pytest.approx(entry.value, rel=1e-11)


def test_quotients_come_nearer_to_the_partial_derivative(lesson):
    f = lesson.function.expression
    for v in (x, y):
        there = dict(zip((x, y), lesson.at, strict=True))
        slope = sp.diff(f, v).subs(there)
        assert sp.simplify(lesson.ledger[f"along_{v}.limit"].exact - slope) == 0
        gaps = [abs(q.exact - slope).evalf() for q in lesson.quotients[v.name]]
        assert all(near <= far for far, near in pairwise(gaps))


def test_a_step_changes_one_coordinate_only(lesson):
    for name, still in (("x", 1), ("y", 0)):
        step = lesson.step(name, lesson.lengths[0])
        for ends in (step.ends, step.foot, step.secant):
            assert ends[0, still] == ends[1, still]
        assert np.isfinite(step.secant).all()
        assert step.run[1] == step.rise[0] == step.corner


def test_everything_that_is_stepped_on_is_in_view(lesson):
    for (a, b), name in zip(lesson.stops, ("x", "x", "y"), strict=True):
        assert lesson.window.x[0] <= a <= lesson.window.x[1]
        assert lesson.window.y[0] <= b <= lesson.window.y[1]
        place = a if name == "x" else b
        assert lesson.frames[name].x.low <= place <= lesson.frames[name].x.high
        height = lesson.function(a, b)
        assert lesson.frames[name].y.low <= height <= lesson.frames[name].y.high
        assert lesson.heights[0] <= height <= lesson.heights[1]


def test_steps_that_grow_are_refused():
    with pytest.raises(UnfitLesson, match="order the steps from long to short"):
        PartialDerivativeLimit(steps="1/10, 1/2").require_claims()


def test_a_step_out_of_the_domain_is_refused():
    with pytest.raises(UnfitLesson, match="choose shorter steps, or another point"):
        PartialDerivativeLimit(function="sqrt(1 - x) + y", at="3/4, 1").quotients  # noqa: B018


def test_a_surface_without_slopes_is_refused():
    with pytest.raises(UnfitLesson, match="choose another point, or another function"):
        PartialDerivativeLimit(function="|x| + y", at="0, 1").slopes  # noqa: B018


@pytest.mark.parametrize("steps", ["0.1", "0, 1", "-1, -2", "1/2, 1/2"])
def test_steps_that_are_none_are_refused(steps):
    with pytest.raises(InvalidArgument, match="steps"):
        PartialDerivativeLimit(steps=steps)

"""A line fitted to any points: what is derived, what is told, what is refused."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import CalcmlError, InvalidArgument, UnfitLesson
from calcml.lessons.descent import LinearRegressionDescent

FOREIGN = {
    "two points": ((0, 1), (1, 3)),
    "falling": ((0, 5), (1, 3), (2, 2), (3, -1)),
    "around zero": ((-2, 1), (-1, 3), (0, 2), (1, 5), (2, 4)),
    "on a line": tuple((i, 2 * i + 1) for i in range(-3, 4)),
    "thousands": ((0, 1000), (1, 3000), (2, 2000), (3, 5500)),
    "thousandths": ((0, 0.001), (1, 0.003), (2, 0.002), (3, 0.0055)),
    "millions": ((0, 10**6), (1, 3 * 10**6), (2, 2 * 10**6)),
    "far up": ((0, 100), (1, 101), (2, 103), (3, 102)),
    "forty": tuple((sp.Rational(i, 10), (i * i * 7) % 13) for i in range(40)),
    "thirds": ((0, sp.Rational(1, 3)), (1, sp.Rational(2, 7)), (2, 1)),
    "level": ((-1, 0), (1, 0)),
    "off the middle": ((2, 1), (3, 3), (4, 2), (5, 5)),
    "below zero": ((-4, -1), (-3, -3), (-2, -2), (-1, -5)),
}


def words(lesson):
    return {beat: lesson.caption(beat) for beat in lesson.beats}


@pytest.mark.parametrize("name", FOREIGN)
def test_any_points_are_told_and_framed(name):
    data = FOREIGN[name]
    lesson = LinearRegressionDescent(data=data)
    lesson.require_claims()
    assert all(words(lesson).values())
    frames = lesson.frames
    shares = np.array([
        (frames["data"].x.share(float(p)), frames["data"].y.share(float(q))) for p, q in data
    ])  # fmt: skip
    assert ((shares >= 0) & (shares <= 1)).all()
    assert np.ptp(shares[:, 0]) > 0.4
    path = np.vstack([lesson.run.points, lesson.lowest])
    for scale, column in zip((frames["map"].x, frames["map"].y), path.T, strict=True):
        assert ((scale.shares(column) >= 0) & (scale.shares(column) <= 1)).all()
    for frame in frames.values():
        assert 2 <= len(frame.x.ticks) <= 9
        assert 2 <= len(frame.y.ticks) <= 9
    for time in (0.0, 1.5, float(lesson.rows[-1])):
        for index in range(len(data)):
            (_, here), (_, there) = lesson.residual(index, time)
            assert 0 <= frames["data"].y.share(here) <= 1
            assert -1e-12 <= frames["data"].y.share(there) <= 1 + 1e-12


@pytest.mark.parametrize("name", FOREIGN)
def test_the_fast_forward_stops_where_it_says(name):
    lesson = LinearRegressionDescent(data=FOREIGN[name])
    # An independent walk in doubles, with NumPy's own least squares for the goal.
    xs, ys = np.array([(float(p), float(q)) for p, q in FOREIGN[name]]).T
    goal = np.polyfit(xs, ys, 1)
    state, rate = np.array([float(c) for c in lesson.start]), float(lesson.rate)
    gaps = []
    for _ in range(max(lesson.stops) + 1):
        gaps.append(np.abs(state - goal).max())
        residuals = state[0] * xs + state[1] - ys
        state = state - rate * np.array([(residuals * xs).mean(), residuals.mean()])
    for near, stop in zip(lesson.near, lesson.stops, strict=True):
        assert gaps[stop] < float(near) * (1 + 1e-9)
        assert stop == 0 or gaps[stop - 1] >= float(near) * (1 - 1e-9)


def test_the_deck_is_what_is_derived():
    lesson = LinearRegressionDescent()
    assert lesson.start == (0, 0)
    assert lesson.rate == sp.Rational(1, 10)
    assert lesson.near == (sp.Rational(1, 20), sp.Rational(1, 200))
    assert list(words(lesson).values()) == [
        "Which line fits these points best? Begin with slope a = 0 and intercept b = 0.",
        ("Every point of this map is a line. Its height is the cost J, and we stand at J = 5.5."),
        "Both slopes of J are taken at the same old point, then a and b change together.",
        (
            "The cost falls at every step. In the narrow valley the slope a overshoots and then "
            "creeps back."
        ),
        (
            "The floor is nearly flat: 99 steps bring a and b within 0.05 of the minimum, 175 "
            "within 0.005."
        ),
        "The minimum is at a = 0.8, b = 1.4: no line costs less than 0.36.",
    ]


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ({"rate": 0.29}, "swings to both sides"),
        ({"start": (0.8, 0)}, "moves away first, then turns and closes in"),
        ({"start": (3, -2)}, "closes in from one side"),
        ({"data": FOREIGN["level"]}, "is right from the start"),
    ],
)
def test_the_way_of_the_slope_is_told_as_it_is(parameters, told):
    assert told in LinearRegressionDescent(**parameters).caption("walk_into_the_valley")


def test_a_run_that_is_near_enough_at_once_has_no_fast_forward():
    lesson = LinearRegressionDescent(data=FOREIGN["around zero"], rate=0.5, near=(1, 0.9))
    assert "fast_forward" not in lesson.beats
    lesson.require_claims()


def test_points_on_a_line_cost_nothing_in_the_end():
    told = LinearRegressionDescent(data=FOREIGN["on a line"]).caption("arrive")
    assert "passes through every point" in told


def test_rounded_numbers_are_not_equated():
    told = words(LinearRegressionDescent(data=FOREIGN["thirds"]))
    assert "a ≈ 0.3333, b ≈ 0.2063" in told["arrive"]
    assert "less than about 0.0161" in told["arrive"]
    assert "J ≈ 0.1988" in told["draw_the_map"]


def test_the_largest_rate_is_never_rounded_up():
    for data in FOREIGN.values():
        lesson = LinearRegressionDescent(data=data)
        entry = lesson.ledger["largest_rate"]
        assert float(entry.shown) <= float(entry.exact)
        assert float(entry.shown) > 0.998 * float(entry.exact)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"data": ((100, 1), (101, 3), (102, 2))}, r"centre x .* \(x - 100\)/0\.8$"),
        ({"data": ((1000, 1), (2000, 3), (3000, 2))}, r"centre x .* \(x - 2000\)/800$"),
        ({"rate": 0.4}, r"choose a rate below 0\.2984"),
        ({"data": ((sp.pi, 1), (1, 3), (0, 2))}, "rational"),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_suggestion(parameters, message):
    with pytest.raises(CalcmlError, match=message):
        LinearRegressionDescent(**parameters).require_claims()


def test_the_suggested_centre_and_unit_work():
    data = ((1000, 1), (2000, 3), (3000, 2))
    with pytest.raises(UnfitLesson):
        LinearRegressionDescent(data=data).require_claims()
    centred = tuple((sp.Rational(p - 2000, 800), q) for p, q in data)
    LinearRegressionDescent(data=centred).require_claims()


def test_points_above_one_another_are_refused():
    with pytest.raises(InvalidArgument, match="two different x"):
        LinearRegressionDescent(data=((1, 1), (1, 2))).require_claims()


def test_a_path_of_thousands_of_steps_is_drawn_with_as_many_as_can_be_seen():
    lesson = LinearRegressionDescent(data=((4, 1), (5, 3), (6, 2), (7, 5)))
    assert lesson.rows[-1] > 3000
    path = lesson.walked(float(lesson.rows[-1]))
    assert len(path) < 1000
    assert path[:6] == pytest.approx(lesson.run.points[:6])
    assert path[-1] == pytest.approx(lesson.run.points[-1])

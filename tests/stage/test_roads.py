"""A road leads through all its stops in order, and what travels on it is where it says."""

import numpy as np
import pytest
from manim import ValueTracker

from calcml.stage.layout import Box
from calcml.stage.roads import Road, columns_in

BOX = Box(-6, 6, -2, 3)


@pytest.fixture(params=[(10, 5, False), (10, 4, False), (7, 7, True), (1, 1, False), (9, 3, False)])
def road(request):
    count, columns, winding = request.param
    return Road(BOX, count, columns=columns, winding=winding), count, columns, winding


def test_every_stop_stands_in_its_own_cell(road):
    laid, count, _, _ = road
    for stop in range(count):
        x, y, _ = laid.place(stop)
        cell = laid.cell(stop)
        assert cell.left < x < cell.right
        assert cell.bottom < y < cell.top
    assert len({tuple(laid.place(stop)) for stop in range(count)}) == count


def test_rows_run_to_the_right_and_back(road):
    laid, count, columns, _ = road
    for stop in range(count - 1):
        row, along = divmod(stop, columns)
        step = laid.place(stop + 1)[0] - laid.place(stop)[0]
        if along == columns - 1:
            assert step == pytest.approx(0, abs=1e-6)
        else:
            assert step == pytest.approx((-1) ** row * BOX.width / columns)


def test_the_way_stays_in_its_box_and_has_no_jump(road):
    laid, count, _, _ = road
    places = np.array([laid.place(time) for time in np.linspace(-1, count, 1201)])
    assert (places[:, 0] >= BOX.left).all()
    assert (places[:, 0] <= BOX.right).all()
    assert (places[:, 1] <= BOX.top).all()
    assert (places[:, 1] >= BOX.bottom).all()
    longest = max(BOX.width, BOX.height)
    assert np.linalg.norm(np.diff(places, axis=0), axis=1).max() < 0.06 * longest


def test_a_winding_way_has_its_stops_by_turns_above_and_below():
    laid = Road(BOX, 4, columns=4, winding=True)
    assert [laid.rises(stop) for stop in range(4)] == [True, False, True, False]
    heights = [laid.place(stop)[1] for stop in range(4)]
    assert heights == pytest.approx([0.85, 0.15, 0.85, 0.15])


def test_marker_and_trail_follow_the_time():
    laid, now = Road(BOX, 6, columns=3), ValueTracker(1.5)
    marker, trail = laid.marker(now.get_value), laid.travelled(now.get_value)
    now.set_value(3.25)
    marker.update()
    trail.update()
    assert np.allclose(marker.get_center(), laid.place(3.25))
    assert np.allclose(trail.points[-1], laid.place(3.25))
    assert np.allclose(trail.points[0], laid.place(-1))
    now.set_value(-1)
    trail.update()
    assert len(trail.points) == 0


@pytest.mark.parametrize(
    ("count", "width", "columns"), [(10, 2.3, 5), (10, 2.9, 4), (3, 2.3, 3), (5, 20, 1), (7, 2, 4)]
)
def test_rows_are_about_as_long(count, width, columns):
    assert columns_in(BOX, count, width=width) == columns


def test_what_lies_behind_is_filled_and_what_is_ahead_is_a_ring():
    laid = Road(BOX, 3, columns=3)
    done, ahead = laid.stop(0, done=True), laid.stop(1, done=False)
    assert done.get_fill_color() == done.get_stroke_color()
    assert ahead.get_fill_color() != ahead.get_stroke_color()

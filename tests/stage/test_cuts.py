"""A cut in space stands where the lesson says, and so does its twin in the plot."""

import numpy as np
import pytest

from calcml.lessons.partials.slices import NonSeparablePartial
from calcml.stage.cuts import CutInPlot, CutInSpace, floor, surface_space
from calcml.stage.layout import Box
from calcml.stage.plots import Plot

ROOM = Box(-6, 0, -2.5, 2.5)


@pytest.fixture
def lesson():
    return NonSeparablePartial()


@pytest.fixture
def space(lesson):
    return surface_space(ROOM, lesson.window, lesson.heights, azimuth=-60, elevation=20)


def test_x_and_y_have_one_scale_in_the_room(lesson, space):
    width, depth = lesson.window.size
    assert space.box.size[0] / width == pytest.approx(space.box.size[1] / depth)
    assert np.allclose(space.points[0], ROOM.centre)


def test_the_axes_run_along_the_floor(lesson, space):
    arrows = floor(space, lesson.axes)
    assert len(arrows) == 3
    assert arrows[0].start.tolist() == [lesson.window.x[0], lesson.window.y[0], lesson.heights[0]]


def test_parts_follow_until_they_rest(lesson, space):
    angle = [0.0]
    sliced = CutInSpace(space, lesson.heights, lambda: lesson.cut(2.0, angle[0]))
    plane, curve, dot, tangent = sliced.pane(), sliced.curve(), sliced.dot(), sliced.tangent()
    needle = sliced.needle(lambda: lesson.needle(angle[0]))
    sliced.follow()
    angle[0] = 45.0
    space.update()
    now = lesson.cut(2.0, 45.0)
    assert np.array_equal(curve.path, now.path)
    assert np.array_equal(tangent.path, now.tangent)
    assert np.array_equal(dot.at, now.touch)
    assert np.array_equal(plane.middle, now.pane(lesson.heights)[0])
    assert np.array_equal(needle.end, lesson.needle(45.0)[1])
    sliced.rest()
    angle[0] = 90.0
    space.update()
    assert np.array_equal(curve.path, now.path)


def test_the_outline_is_the_curve_on_screen(lesson, space):
    sliced = CutInSpace(space, lesson.heights, lambda: lesson.cut(2.0, 0.0))
    first = space.point_to_screen(sliced.now().path[0])
    assert np.allclose(sliced.outline.points[0], first)
    assert sliced.corners[0].tolist() == [lesson.window.x[1], 2.0, lesson.heights[1]]


def test_the_twin_moves_with_the_cut_and_leaves_ghosts(lesson):
    offset = [2.0]
    plot = Plot(lesson.frames["x"], Box(0, 4, -2.5, 2.5), lesson.ledger, "x", em=0.2)
    twin = CutInPlot(plot, lambda: lesson.cut(offset[0], 0.0), "touch")
    ghosts = twin.ghosts()
    offset[0] = 0.0
    twin.whole.update()
    assert np.allclose(twin.dot.get_center(), plot.point(1, 1))
    assert np.allclose(twin.curve.points[-1], plot.point(*lesson.cut(0.0, 0.0).places[-1]))
    assert not np.allclose(ghosts[0].points, twin.curve.points)

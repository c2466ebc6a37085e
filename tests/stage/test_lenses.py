"""A lens magnifies: places follow its window, rectangles are cut to it."""

import numpy as np
import pytest
from manim import ValueTracker

from calcml.core.sampling import Curve, Window
from calcml.lessons.scales import Frame, Scale
from calcml.stage.layout import Box
from calcml.stage.lenses import Lens
from calcml.stage.plots import Plot
from calcml.stage.theme import SOFT


@pytest.fixture
def zoom():
    return ValueTracker(1)


@pytest.fixture
def lens(zoom):
    main = Plot(Frame(Scale(-4, 4, ()), Scale(-4, 4, ())), Box(-6, -1, -2, 2), {}, "main", em=0.2)

    def window():
        half = zoom.get_value()
        return Window(x=(-half, half), y=(-half, half))

    return Lens(main, Box(0, 4, -2, 2), window, em=0.2)


def test_the_same_point_moves_outwards_as_the_window_shrinks(lens, zoom):
    centre = lens.inner.centre
    near = lens.point(0.1, 0) - centre
    zoom.set_value(0.5)
    np.testing.assert_allclose(lens.point(0.1, 0) - centre, 2 * near)


def test_the_border_of_the_window_is_the_border_of_the_lens(lens, zoom):
    zoom.set_value(0.01)
    np.testing.assert_allclose(lens.point(-0.01, -0.01)[:2], [lens.inner.left, lens.inner.bottom])


def test_the_outline_on_the_main_plot_shrinks_alike(lens, zoom):
    wide = lens.outline.width
    zoom.set_value(0.25)
    lens.outline.update()
    assert lens.outline.width == pytest.approx(wide / 4)


def test_a_rectangle_larger_than_the_window_ends_at_the_border(lens):
    shape = lens.rectangle(lambda: ((-9, -0.5), (9, 0.5)), SOFT)
    assert shape.get_left()[0] == pytest.approx(lens.inner.left)
    assert shape.get_right()[0] == pytest.approx(lens.inner.right)
    assert shape.height == pytest.approx(lens.inner.height / 2)


def test_a_trace_is_drawn_again_for_each_window(lens, zoom):
    line = np.array([[-0.1, 0.0], [0.1, 0.0]])
    trace = lens.trace(lambda: Curve((line,)))
    short = trace.width
    zoom.set_value(0.5)
    trace.update()
    assert trace.width == pytest.approx(2 * short)


def test_a_trace_of_nothing_draws_nothing(lens):
    assert not lens.trace(lambda: Curve(())).has_points()


def test_dots_in_the_lens_are_marks_of_the_main_plot(lens):
    lens.dot("at", lambda: (0.0, 0.0))
    assert [mark.name for mark in lens.marks] == ["at"]
    assert lens.marks[0].plot is lens

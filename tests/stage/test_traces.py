"""A trace is drawn as far as it has come, on logarithmic axes as on others."""

import numpy as np
import pytest

from calcml.lessons.entries import Ledger
from calcml.lessons.scales import Frame, decades
from calcml.stage import theme
from calcml.stage.layout import Box
from calcml.stage.plots import Plot
from calcml.stage.traces import Trace

POINTS = np.array([[1.0, 1.0], [0.1, 0.01], [0.01, 0.001], [0.0001, 1.0]])


@pytest.fixture
def plot():
    theme.use("dark")
    frame = Frame(decades(-4, 0, every=2), decades(-4, 0, every=4))
    return Plot(frame, Box(-5, 3, -3, 3), Ledger(frame.entries("main")), "main", em=0.25)


def test_equal_factors_are_equal_distances(plot):
    places = plot.places(POINTS)
    assert places[0][0] - places[1][0] == pytest.approx(places[1][0] - places[2][0])


def test_decades_without_number_have_a_short_tick(plot):
    # Along x: 10⁻³ and 10⁻¹; along y: 10⁻³, 10⁻² and 10⁻¹; besides the two axes themselves.
    assert len(plot.axes) == 2 + 2 + 3
    assert max(tick.get_length() for tick in plot.axes[2:]) < 0.1


@pytest.mark.parametrize(("index", "dots", "end"), [(0, 1, 0), (1, 2, 1), (1.5, 2, 1.5), (3, 4, 3)])
def test_it_is_drawn_to_the_place_it_has_reached(plot, index, dots, end):
    trace = Trace(plot, "point", POINTS).reach(index)
    assert sum(dot.get_fill_opacity() for dot in trace.dots) == dots
    places = plot.places(POINTS)
    below, above = places[int(end)], places[min(int(end) + 1, 3)]
    expected = below + (end - int(end)) * (above - below)
    assert trace.line.points[-1] == pytest.approx(expected)


def test_its_dots_are_marks_of_the_plot(plot):
    Trace(plot, "point", POINTS)
    assert [mark.name for mark in plot.marks] == ["point.0", "point.1", "point.2", "point.3"]
    for mark, point in zip(plot.marks, POINTS, strict=True):
        assert mark.place() == tuple(point)
        assert mark.mobject.get_center() == pytest.approx(plot.point(*point))


def test_a_ghost_keeps_the_line_unfilled(plot):
    trace = Trace(plot, "point", POINTS).reach(3).ghost(0.3)
    assert {dot.get_fill_opacity() for dot in trace.dots} == {0.3}
    assert trace.line.get_stroke_opacity() == 0.3
    assert trace.line.get_fill_opacity() == 0

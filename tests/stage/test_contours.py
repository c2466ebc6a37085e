"""Contour maps end exactly at the border of their plot; arrows and bars where entries say."""

import numpy as np
import pytest
from manim import WHITE

from calcml.core.contours import LevelCurve, level_curves
from calcml.core.functions import Function
from calcml.core.sampling import Window
from calcml.core.symbols import x, y
from calcml.lessons.descent import LearningRateComparison
from calcml.lessons.scales import Frame, Scale
from calcml.stage.arrows import arrow
from calcml.stage.bars import BarChart
from calcml.stage.contours import bowl_map, contour_map
from calcml.stage.layout import Box
from calcml.stage.plots import Plot
from calcml.stage.theme import MOVING, SECANT, TANGENT, contrast

SQUARE = Frame(Scale(-1.0, 1.0, ()), Scale(-1.0, 1.0, ()))


@pytest.fixture
def plot():
    return Plot(SQUARE, Box(-3, 3, -3, 3), {}, "map", em=0.1)


def circle(radius):
    bowl = Function(x**2 + y**2, (x, y))
    return level_curves(bowl, Window(x=(-2, 2), y=(-2, 2)), [radius**2])[0]


def inside(plot, points):
    box = plot.inner
    low, high = [box.left, box.bottom], [box.right, box.top]
    return (
        (points[:, :2] >= np.array(low) - 1e-9) & (points[:, :2] <= np.array(high) + 1e-9)
    ).all()


@pytest.mark.parametrize("radius", [0.5, 1.0, 1.2, 1.4])
def test_nothing_leaves_the_plot(plot, radius):
    for part in contour_map(plot, [circle(radius)]).get_family():
        assert inside(plot, part.points)


def test_a_circle_that_crosses_all_four_sides_is_cut_into_its_corners(plot):
    # x² + y² = 1.44 leaves the square between ±sqrt(0.44) on each side: four arcs stay.
    ((_, strokes),) = contour_map(plot, [circle(1.2)])
    assert len(strokes.get_subpaths()) in {4, 5}  # one arc may be cut where the loop begins
    ends = np.array([p for path in strokes.get_subpaths() for p in (path[0], path[-1])])
    right = ends[np.isclose(ends[:, 0], plot.inner.right, atol=1e-9)]
    expected = [plot.point(1, sign * np.sqrt(0.44))[1] for sign in (-1, 1)]
    # A chord of the sampled circle lies within a hundredth of a cell (4/96) of the curve.
    assert sorted(right[:, 1]) == pytest.approx(expected, abs=3 * 4 / 96 / 100 * 2)


def test_the_highest_level_lies_at_the_bottom_so_that_bands_grow_deeper_inwards(plot):
    widths = [group[0].width for group in contour_map(plot, [circle(0.3), circle(0.9)])]
    assert widths == sorted(widths, reverse=True)


def test_a_bowl_is_darker_the_lower_and_lies_under_the_axes(plot):
    ground, *levels = bowl_map(plot, [circle(0.3), circle(0.9), circle(0.6)])
    fills = [ground.get_fill_color(), *(bands[0].get_fill_color() for bands, _ in levels)]
    darkness = [contrast(fill, WHITE) for fill in fills]
    assert darkness == sorted(darkness)
    under = {part.z_index for level in (ground, *levels) for part in level.get_family()}
    assert max(under) < plot.axes[0].z_index


def test_a_curve_outside_the_plot_leaves_nothing(plot):
    far = LevelCurve(1.0, (np.array([[5.0, 5.0], [6.0, 5.0], [6.0, 6.0], [5.0, 5.0]]),))
    assert not contour_map(plot, [far]).family_members_with_points()


@pytest.mark.parametrize("end", [(0.5, 0.0), (-0.3, 0.7), (0.001, 0.0)])
def test_the_tip_of_an_arrow_touches_its_end(plot, end):
    shaft, head = arrow(plot, ((0.0, 0.0), end), MOVING)
    assert np.allclose(head.get_start(), plot.point(*end))
    assert np.allclose(shaft.get_start(), plot.point(0.0, 0.0))


def test_bars_are_as_high_as_their_entries_and_equal_ones_share_a_number():
    lesson = LearningRateComparison()
    axes = Plot(lesson.frames["errors"], Box(-5, 5, -1, 1), lesson.ledger, "errors", em=0.1)
    keys = [[f"error.{run}.{k}" for k in lesson.moments] for run in (0, 1)]
    chart = BarChart(axes, keys, (TANGENT, SECANT), lesson.ledger, em=0.1)
    for group, pair in enumerate(zip(*keys, strict=True)):
        for bar, key in zip(chart.bars[group], pair, strict=True):
            top = axes.point(0, lesson.ledger[key].value)[1]
            assert bar.get_top()[1] == pytest.approx(top, abs=1e-12)
        assert [number.entry_keys for number in chart.numbers[group]] == [pair]

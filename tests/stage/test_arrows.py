"""Arrows that follow the lesson."""

import numpy as np
import pytest

from calcml.lessons.scales import Frame, ticked
from calcml.stage.arrows import arrow, moving_arrow
from calcml.stage.layout import Box
from calcml.stage.plots import Plot
from calcml.stage.theme import TANGENT


@pytest.fixture
def plot():
    scale = ticked(-2, 2, 10, skip=[0])
    return Plot(Frame(scale, scale), Box(0, 4, 0, 4), {}, "plane")


def test_an_arrow_touches_both_ends(plot):
    shaft, head = arrow(plot, ((0, 0), (1, 1)), TANGENT)
    assert np.allclose(shaft.get_start(), plot.point(0, 0))
    assert np.allclose(head.get_start(), plot.point(1, 1))


def test_a_moving_arrow_follows_and_vanishes_without_length(plot):
    ends = [((0.0, 0.0), (1.0, 0.0))]
    drawn = moving_arrow(plot, lambda: ends[0], TANGENT)
    ends[0] = (0.5, 0.5), (-1.0, 2.0)
    drawn.update()
    shaft, head = drawn
    assert np.allclose(shaft.get_start(), plot.point(0.5, 0.5))
    assert np.allclose(head.get_start(), plot.point(-1, 2))
    assert plot.strokes[-1].places() == ends[0]
    ends[0] = (0.5, 0.5), (0.5, 0.5)
    drawn.update()
    assert not shaft.has_points()
    assert not head.has_points()
    ends[0] = (0.5, 0.5), (1.5, 0.5)
    drawn.update()
    assert np.allclose(head.get_start(), plot.point(1.5, 0.5))


def test_a_moving_arrow_is_where_one_at_rest_would_be(plot):
    now = [((1.0, 1.0), (1.5, 1.5))]
    moving = moving_arrow(plot, lambda: now[0], TANGENT)
    for ends in (((1.0, 1.0), (1.5, 1.5)), ((1.5, 0.5), (0.5, 0.5))):
        now[0] = ends
        moving.update()
        still = arrow(plot, ends, TANGENT)
        for one, other in zip(moving, still, strict=True):
            assert one.get_center() == pytest.approx(other.get_center())

"""Arrows between places of a plot, at rest and following the lesson."""

import numpy as np
import pytest

from calcml.lessons.scales import Frame, Scale
from calcml.stage.arrows import arrow, moving_arrow
from calcml.stage.layout import Box
from calcml.stage.plots import Plot
from calcml.stage.theme import SECANT


@pytest.fixture
def plot():
    return Plot(Frame(Scale(0, 4, ()), Scale(0, 2, ())), Box(0, 8, 0, 4), {}, "main")


def test_a_moving_arrow_is_where_one_at_rest_would_be(plot):
    now = [((1.0, 1.0), (3.0, 1.5))]
    moving = moving_arrow(plot, lambda: now[0], SECANT)
    for ends in (((1.0, 1.0), (3.0, 1.5)), ((2.0, 0.5), (0.5, 0.5))):
        now[0] = ends
        moving.update()
        still = arrow(plot, ends, SECANT)
        for one, other in zip(moving, still, strict=True):
            assert one.get_center() == pytest.approx(other.get_center())
        corners = moving[1].points - plot.point(*ends[1])
        assert np.linalg.norm(corners, axis=1).min() == pytest.approx(0, abs=1e-12)
        assert plot.strokes[0].places() == ends


def test_an_arrow_without_length_is_a_point(plot):
    drawn = moving_arrow(plot, lambda: ((1.0, 1.0), (1.0, 1.0)), SECANT)
    assert np.isfinite(drawn[0].points).all()
    assert drawn.width == pytest.approx(0)
    assert drawn.height == pytest.approx(0)

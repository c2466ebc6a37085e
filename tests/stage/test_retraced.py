"""A curve that is sampled again for every frame follows what the lesson says now."""

import numpy as np
import pytest

from calcml.core.sampling import Curve
from calcml.lessons.scales import Frame, Scale
from calcml.stage.layout import Box
from calcml.stage.marks import Shape
from calcml.stage.plots import Plot
from calcml.stage.retraced import retraced

FRAME = Frame(Scale(0.0, 4.0, ticks=()), Scale(0.0, 4.0, ticks=()))


@pytest.fixture
def plot():
    return Plot(FRAME, Box(0, 4, 0, 4), {}, "main")


def test_it_follows_the_curve_of_the_moment(plot):
    now = [0.0]
    line = np.array([[0.0, 0.0], [2.0, 2.0]])
    drawn = retraced(plot, lambda: Curve((line + now[0],)))
    assert drawn.get_end() == pytest.approx([2, 2, 0])
    now[0] = 1.0
    drawn.update()
    assert drawn.get_start() == pytest.approx([1, 1, 0])
    assert drawn.get_end() == pytest.approx([3, 3, 0])


def test_its_mark_says_where_it_was_drawn_last(plot):
    now = [0.0]
    drawn = retraced(plot, lambda: Curve((np.array([[0.0, now[0]], [4.0, now[0]]]),)))
    (mark,) = plot.strokes
    assert mark.shape is Shape.CURVE
    now[0] = 3.0
    assert mark.places() == ((0, 0), (4, 0))  # not asked again yet
    drawn.update()
    assert mark.places() == ((0, 3), (4, 3))


def test_a_curve_without_pieces_draws_nothing(plot):
    assert not len(retraced(plot, lambda: Curve(())).points)

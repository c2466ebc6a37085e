"""A comb draws many short lines as one thing and says where they stand."""

import numpy as np
import pytest

from calcml.lessons.entries import Ledger
from calcml.lessons.scales import Frame, Scale
from calcml.stage import theme
from calcml.stage.combs import comb
from calcml.stage.layout import Box
from calcml.stage.plots import Plot
from calcml.stage.theme import FUNCTION


@pytest.fixture
def plot():
    theme.use("dark")
    frame = Frame(Scale(0, 4, ()), Scale(0, 1, ()))
    return Plot(frame, Box(0, 4, 0, 1), Ledger(frame.entries("line")), "line")


def lines_at(*places):
    return np.array([[[x, 0.25], [x, 0.75]] for x in places])


def test_each_line_is_drawn_where_it_is_said_to_be(plot):
    drawn = comb(plot, lambda: lines_at(1.0, 2.5), FUNCTION)
    ends = drawn.points.reshape(-1, 4, 3)[:, [0, -1], :2]
    assert ends == pytest.approx(lines_at(1.0, 2.5))


def test_their_number_may_change_from_frame_to_frame(plot):
    now = [lines_at(1.0, 2.0, 3.0)]
    drawn = comb(plot, lambda: now[0], FUNCTION)
    now[0] = lines_at(0.5)
    drawn.update(0)
    assert len(drawn.points) == 4
    assert drawn.points[0, 0] == pytest.approx(0.5)


def test_its_mark_names_the_ends_two_by_two(plot):
    comb(plot, lambda: lines_at(1.0, 2.0), FUNCTION)
    mark = plot.strokes[-1]
    assert mark.places() == ((1.0, 0.25), (1.0, 0.75), (2.0, 0.25), (2.0, 0.75))

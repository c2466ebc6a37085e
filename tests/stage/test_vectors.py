"""Vectors in a space stand where the lesson says; dashes follow a curve; things shrink."""

import numpy as np
import pytest
from manim import Square

from calcml.core.sampling import Curve
from calcml.lessons.entries import Ledger
from calcml.lessons.scales import Frame, ticked
from calcml.stage import theme
from calcml.stage.dashes import dashed_curve
from calcml.stage.fitting import shrunk_into
from calcml.stage.layout import Box
from calcml.stage.plots import Plot
from calcml.stage.space import Space
from calcml.stage.vectors import part, thread, vector

ENDS = np.array([[0.0, 0.0, 0.0], [0.5, -0.5, 1.0]])


def test_vectors_and_their_parts_run_from_end_to_end():
    theme.use("dark")
    space = Space(size=(4, 4, 3))
    for draw in (part, vector):
        arrow = draw(space, ENDS)
        assert (np.array([arrow.start, arrow.end]) == ENDS).all()
    assert (thread(space, ENDS).path == ENDS).all()


def test_the_whole_is_thicker_than_its_parts():
    space = Space(size=(4, 4, 3))
    assert vector(space, ENDS).stroke > part(space, ENDS).stroke > thread(space, ENDS).stroke


@pytest.mark.parametrize(
    ("least", "width"),
    [(0.1, 1.0), (0.8, 1.6)],  # a square of 2 in a room of 1, and no smaller than allowed
)
def test_a_thing_shrinks_no_further_than_it_may(least, width):
    thing = Square(2.0)
    shrunk_into(thing, Box(4, 5, 0, 3), least=least)
    assert thing.width == pytest.approx(width)
    assert thing.get_center()[:2] == pytest.approx([4.5, 1.5])


def test_a_thing_with_room_keeps_its_size():
    thing = Square(2.0)
    shrunk_into(thing, Box(0, 9, 0, 9), least=0.5)
    assert thing.width == pytest.approx(2.0)


def test_dashes_lie_on_their_curve():
    theme.use("dark")
    frame = Frame(ticked(0, 4, 1), ticked(0, 4, 1))
    plot = Plot(frame, Box(-4, 4, -3, 3), Ledger(frame.entries("main")), "main", em=0.25)
    line = np.array([[0.0, 0.0], [4.0, 4.0]])
    dashes = dashed_curve(plot, Curve((line,)))
    assert len(dashes) > 20
    start, end = (plot.point(*place) for place in line)
    for dash in dashes:
        across = np.cross(end - start, dash.get_start() - start)
        assert across == pytest.approx(np.zeros(3), abs=1e-9)

"""One dot for each, in rows, the marked ones larger."""

import numpy as np
import pytest

from calcml.stage.crowds import crowd_in
from calcml.stage.layout import Box
from calcml.stage.theme import CONFIRMED, MOVING


@pytest.mark.parametrize("box", [Box(-6, 6, -2, 2), Box(0, 3, 0, 9), Box(0, 20, 0, 1)])
def test_a_crowd_fills_its_box_with_one_dot_for_each(box):
    marked, others = crowd_in(box, 229, marked={0, 7, 228}, role=MOVING, others=CONFIRMED)
    assert (len(marked), len(others)) == (3, 226)
    places = np.array([dot.get_center()[:2] for dot in (*marked, *others)])
    assert len(np.unique(places.round(6), axis=0)) == 229
    assert (places >= [box.left, box.bottom]).all()
    assert (places <= [box.right, box.top]).all()
    assert min(dot.radius for dot in marked) > max(dot.radius for dot in others)


def test_dots_are_counted_from_the_upper_left():
    marked, _ = crowd_in(Box(0, 4, 0, 2), 8, marked={0, 5}, role=MOVING, others=CONFIRMED)
    assert np.allclose([dot.get_center() for dot in marked], [[0.5, 1.5, 0], [1.5, 0.5, 0]])

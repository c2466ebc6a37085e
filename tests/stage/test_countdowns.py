"""The ring that runs out: equal parts, clockwise from the top, each vanishing from its start."""

import numpy as np
import pytest

from calcml.stage.countdowns import Countdown
from calcml.stage.layout import Box

ROOM = Box(-3.0, 3.0, -1.0, 3.0)


@pytest.mark.parametrize("parts", [1, 3, 5])
def test_parts_are_equally_long_and_lie_on_their_track(parts):
    ring = Countdown(ROOM, parts=parts)
    lengths = [part.get_arc_length() for part in ring.left]
    assert len(lengths) == parts
    # Lengths of Bézier curves are summed from chords: a hundredth is more than they are off.
    assert lengths == pytest.approx([lengths[0]] * parts, rel=1e-2)
    for part, track in zip(ring.left, ring.track, strict=True):
        assert np.allclose(part.points, track.points)


def test_it_keeps_to_its_room():
    ring = Countdown(ROOM)
    assert ring.width < ROOM.width
    assert ring.height < ROOM.height


def test_the_first_part_begins_at_the_top_on_the_right():
    first = Countdown(ROOM).left[0]
    start, end = first.get_end(), first.get_start()  # it is drawn backwards
    assert start[1] > end[1]
    assert end[0] > start[0] > ROOM.centre[0]


def test_a_part_vanishes_and_the_others_stay():
    ring = Countdown(ROOM)
    fading = ring.run_out(0)
    fading.begin()
    fading.interpolate(0.5)
    assert ring.left[0].get_arc_length() < 0.6 * ring.left[1].get_arc_length()

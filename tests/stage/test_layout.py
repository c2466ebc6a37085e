"""The regions fill the frame without overlap, in any format."""

import pytest

from calcml.stage.layout import Box, regions


@pytest.mark.parametrize(("width", "height"), [(14.222, 8.0), (14.222, 7.994), (10.667, 8.0)])
def test_regions_stand_apart_inside_the_safe_area(width, height):
    room = regions(width, height)
    assert room.stage.right < room.panel.left
    assert room.caption.top < room.stage.bottom
    assert room.stage.top < room.rule < room.head < room.safe.top
    for box in (room.stage, room.panel, room.caption, room.whole):
        assert room.safe.left <= box.left < box.right <= room.safe.right
        assert room.safe.bottom <= box.bottom < box.top <= room.safe.top


def test_columns_and_rows_share_the_room_and_keep_the_gaps():
    box = Box(0, 10, 0, 4)
    left, right = box.columns(3, 1, gap=2)
    assert (left.width, right.width) == (6, 2)
    assert right.left - left.right == 2
    upper, lower = box.rows(1, 1, gap=1)
    assert (upper.bottom, lower.top) == (2.5, 1.5)
    assert (upper.top, lower.bottom) == (4, 0)


def test_a_box_knows_its_middle_and_its_inside():
    box = Box(-1, 3, 2, 4)
    assert box.centre.tolist() == [1, 3, 0]
    assert box.inset(x=0.5, y=0.25) == Box(-0.5, 2.5, 2.25, 3.75)

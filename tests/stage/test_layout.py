"""The regions fill the frame without overlap, in any shape; boxes turn what does not fit."""

import pytest

from calcml.stage.layout import SHORTER, Box, frame_size, regions

WIDE = ((14.222, 8.0), (14.222, 7.994))
STANDARD, SQUARE, UPRIGHT = (10.667, 8.0), (8.0, 8.0), (8.0, 14.222)


@pytest.mark.parametrize("size", [*WIDE, STANDARD, SQUARE, UPRIGHT, (5.0, 8.0), (8.0, 9.0)])
def test_regions_stand_apart_inside_the_safe_area(size):
    room = regions(*size)
    beside, below = room.stage.right < room.panel.left, room.panel.top < room.stage.bottom
    assert beside != below
    assert room.caption.top < room.stage.bottom
    assert room.caption.top < room.panel.bottom
    assert room.stage.top < room.rule < room.head < room.safe.top
    assert room.address is None or room.head < room.address < room.safe.top
    assert room.page.bottom == room.whole.bottom
    for box in (room.stage, room.panel, room.caption, room.whole, room.page):
        assert room.safe.left <= box.left < box.right <= room.safe.right
        assert room.safe.bottom <= box.bottom < box.top <= room.safe.top


@pytest.mark.parametrize("size", [*WIDE, STANDARD, SQUARE, UPRIGHT])
def test_the_picture_has_more_room_than_the_numbers(size):
    room = regions(*size)
    assert room.stage.width * room.stage.height > 1.2 * room.panel.width * room.panel.height


@pytest.mark.parametrize("size", WIDE)
def test_a_wide_frame_has_its_shares_and_its_height_as_measure(size):
    width, height = size
    room = regions(width, height)
    assert room.measure == height
    assert room.address is None
    assert room.stage.right == room.panel.left - 0.028 * width
    assert room.panel.width == pytest.approx(0.303 * width)
    assert room.head == height / 2 - 0.089 * height


def test_the_ends_of_an_upright_frame_are_free_of_text():
    # Players lay their buttons over about a twelfth of the height at both ends.
    room = regions(*UPRIGHT)
    assert room.frame.top - room.safe.top >= 0.08 * room.frame.height - 1e-9
    assert room.safe.bottom - room.frame.bottom >= 0.08 * room.frame.height - 1e-9


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        ((14.222, 7.994), (14.222, 7.994)),
        ((4.5, 8.0), (SHORTER, SHORTER * 16 / 9)),
        ((14.222, 25.284), (SHORTER, pytest.approx(SHORTER * 25.284 / 14.222))),
        ((16.0, 12.0), (SHORTER * 4 / 3, SHORTER)),
        ((SHORTER, SHORTER), (SHORTER, SHORTER)),
    ],
)
def test_the_shorter_side_of_a_frame_that_is_not_wide_has_one_length(came, expected):
    assert frame_size(*came) == pytest.approx(expected)


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
    assert box.padded(x=0.5, y=0.1) == box.inset(x=0.5, y=0.1)
    # Seven hundredths of the height are the most.
    assert box.padded(y=0.25) == box.inset(y=0.07 * box.height)


def test_rooms_stand_below_one_another_unless_the_box_is_flat():
    high, flat = Box(0, 4, 0, 4), Box(0, 8.3, 0, 4)
    assert high.rooms(1, 2, 1, gap=0, aside=(1,)) == high.rows(1, 2, 1, gap=0)
    first, table, last = flat.rooms(1, 2, 1, gap=0, aside=(1,))
    assert table == flat.second_column
    assert (table.left, table.bottom, table.top) == (4.3, 0, 4)
    assert (first.bottom, last.top, last.right) == (2, 2, 4)
    assert flat.rooms(1, 2, gap=0) == flat.rows(1, 2, gap=0)
    assert high.second_column == high


def test_a_box_is_split_so_that_its_parts_come_near_to_a_shape():
    assert Box(0, 8, 0, 3).split(1, 1, gap=0.2) == Box(0, 8, 0, 3).columns(1, 1, gap=0.2)
    assert Box(0, 4, 0, 5).split(1, 1, gap=0.2) == Box(0, 4, 0, 5).rows(1, 1, gap=0.2)
    square = Box(0, 4, 0, 4)
    assert square.split(1, 1, gap=0.2, shape=0.5) == square.columns(1, 1, gap=0.2)
    assert square.split(1, 2, gap=0.2, shape=3, rows=(1, 1)) == square.rows(1, 1, gap=0.2)
    low, _ = Box(0, 9, 0, 4).split(1, 1, gap=0.2, y=0.5)
    assert (low.bottom, low.top) == (0.5, 3.5)


def test_what_is_free_of_a_box_is_above_it_or_left_of_it():
    panel = Box(0, 4, 0, 6)
    assert panel.without(Box(0.2, 4, 0, 3)) == Box(0, 4, 3, 6)
    assert Box(0, 8, 0, 3).without(Box(4, 8, 0, 2.8)) == Box(0, 4, 0, 3)


@pytest.mark.parametrize("size", [*WIDE, STANDARD, SQUARE, UPRIGHT])
def test_three_boxes_share_the_whole_without_touching(size):
    room = regions(*size)
    trio = room.trio(5.5, 3.6, 3.6, gap=0.3)
    for i, one in enumerate(trio):
        assert room.whole.left - 1e-9 <= one.left < one.right <= room.whole.right + 1e-9
        assert room.whole.bottom - 1e-9 <= one.bottom < one.top <= room.whole.top + 1e-9
        for other in trio[i + 1 :]:
            beside = one.right < other.left or other.right < one.left
            assert beside or other.top < one.bottom or one.top < other.bottom
    first, second, _ = trio
    assert first.width * first.height > second.width * second.height


def test_only_an_upright_frame_has_two_bands():
    counts = [len(regions(*size).bands(gap=0.2)) for size in (*WIDE, STANDARD, SQUARE, UPRIGHT)]
    assert counts == [1, 1, 1, 1, 2]

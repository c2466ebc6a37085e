"""The head of a picture: title and address on one line, or one over the other."""

import pytest

from calcml.stage import theme
from calcml.stage.heads import title_line
from calcml.stage.layout import regions
from calcml.stage.theme import NUMBER, TITLE

WIDE, UPRIGHT = regions(14.222, 8.0), regions(8.0, 14.222)
LONG = "A title that says so much at once that no single line could ever hold all of its words"


@pytest.fixture(autouse=True)
def dark():
    theme.use("dark")


def test_a_wide_frame_has_the_address_at_the_end_of_the_line():
    title, address, _ = title_line(WIDE, "A title", "Limits · 1.1")
    assert title.em == pytest.approx(TITLE * 8)
    assert title.baseline == pytest.approx(address.baseline)
    assert title.get_left()[0] == pytest.approx(WIDE.whole.left, abs=0.01)
    assert address.get_right()[0] == pytest.approx(WIDE.whole.right, abs=0.01)


def test_an_upright_frame_has_the_address_over_the_title():
    title, address, rule = title_line(UPRIGHT, "A title", "Limits · 1.1")
    assert address.get_bottom()[1] > title.get_top()[1] > rule.get_center()[1]
    assert address.get_left()[0] == pytest.approx(title.get_left()[0], abs=0.01)
    assert address.get_top()[1] <= UPRIGHT.safe.top


@pytest.mark.parametrize("room", [WIDE, UPRIGHT])
def test_a_long_title_is_smaller_or_broken_and_keeps_to_its_place(room):
    title, address, rule = title_line(room, LONG, "Numerical differentiation · 3.4")
    assert title.em == pytest.approx(NUMBER * room.measure, rel=0.3)
    assert title.get_right()[0] <= room.whole.right
    assert title.get_bottom()[1] > rule.get_center()[1] - 1e-9
    apart = title.get_right()[0] < address.get_left()[0]
    assert apart or title.get_top()[1] < address.get_bottom()[1]

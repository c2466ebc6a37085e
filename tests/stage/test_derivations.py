"""Lines of a derivation stand below one another at their signs, and parts can be picked out."""

import pytest

from calcml.core.errors import InvalidArgument
from calcml.stage.derivations import Derivation, part_of
from calcml.stage.layout import Box
from calcml.stage.text import maths

ROOM = Box(-2, 3, -2, 2)
LEAST = 0.22


def derived(*sources, room=ROOM, em=0.3):
    return Derivation(
        maths("f'(x)", em=em), [maths(source, em=em) for source in sources], room, least=LEAST
    )


def test_the_signs_of_equality_stand_below_one_another():
    derivation = derived("= frac(a + b, h)", "= a", "= lim a b c")
    assert len({round(line.pen, 9) for line in derivation.lines}) == 1
    assert derivation.head.get_right()[0] < derivation.lines[0].get_left()[0]
    assert derivation.head.baseline == pytest.approx(derivation.lines[0].baseline)


def test_lines_follow_from_top_to_bottom_inside_of_the_room():
    derivation = derived("= frac(a, h)", "= frac(b, h)", "= c")
    tops = [line.get_top()[1] for line in derivation.lines]
    bottoms = [line.get_bottom()[1] for line in derivation.lines]
    assert all(above > below for above, below in zip(bottoms, tops[1:], strict=False))
    assert max(tops) <= ROOM.top
    assert min(bottoms) >= ROOM.bottom
    assert derivation.lines[0].em == pytest.approx(0.3)


@pytest.mark.parametrize("shares", [(0.8, 1), (1, 0.8)])
def test_all_lines_shrink_alike_where_there_is_little_room(shares):
    lines = "= a + b", "= a b c"
    usual = derived(*lines, room=Box(0, 9, 0, 0.01))  # as tight as can be
    widest = derived(*lines).width
    across, up = shares
    room = Box(0, across * widest, 0, up * usual.height * 0.3 / LEAST)
    derivation = derived(*lines, room=room)
    sizes = {round(text.em, 9) for text in derivation}
    assert len(sizes) == 1
    assert LEAST <= sizes.pop() < 0.3
    assert derivation.width <= room.width + 1e-9
    assert derivation.height <= room.height + 1e-9


def test_no_line_is_smaller_than_the_least():
    assert derived("= a + b", room=Box(0, 0.1, 0, 0.1)).head.em == pytest.approx(LEAST)


def test_a_part_is_found_in_its_text():
    text = maths("(x + h)^2 - x^2 = 2 x h + h^2", em=0.3)
    assert list(part_of(text, "2 x h")) == list(text[10:13])
    assert list(part_of(text, "x + h")) == list(text[1:4])


def test_a_part_that_is_not_there_is_refused():
    with pytest.raises(InvalidArgument, match="a part must stand in its text"):
        part_of(maths("x + h", em=0.3), "y")

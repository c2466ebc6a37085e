"""A listing lines up as in an editor, knows its tokens, and shows the line that runs."""

import pytest
from manim import ManimColor

from calcml.core.errors import InvalidArgument
from calcml.lessons.derivative.programs import code_line
from calcml.lessons.entries import Ledger
from calcml.stage import theme
from calcml.stage.layout import Box
from calcml.stage.listings import Listing, Typing
from calcml.stage.theme import FUNCTION, INK, SOFT, colour

PROGRAM = {"code.0": "for h in [0.1, 0.01]:", "code.1": "    print(f(h))  # the value"}
BOX = Box(-3, 3, -2, 2)
ADVANCE = 0.602  # of a glyph of DejaVu Sans Mono, in ems


@pytest.fixture
def listing():
    theme.use("dark")
    ledger = Ledger(code_line(key, text) for key, text in PROGRAM.items())
    return Listing(["code.0", None, "code.1"], BOX, ledger, em=0.25, roles={"f": FUNCTION})


def colours(glyphs):
    return {ManimColor(glyph.get_fill_color()).to_hex() for glyph in glyphs}


def test_lines_begin_below_one_another_whatever_their_first_letter(listing):
    first, second = listing.lines.values()
    assert first.pen == pytest.approx(second.pen)
    indent = second.get_left()[0] - first.get_left()[0]
    assert indent == pytest.approx(4 * ADVANCE * 0.25, abs=0.02)


def test_a_gap_is_as_high_as_a_line(listing):
    first, second = listing.lines.values()
    assert first.baseline - second.baseline == pytest.approx(2 * 1.75 * 0.25)


def test_keywords_and_comments_step_back_and_names_have_their_colour(listing):
    assert colours(listing.word("code.0", "for")) == {colour(SOFT).to_hex()}
    assert colours(listing.word("code.1", "f")) == {colour(FUNCTION).to_hex()}
    assert colours(listing.word("code.1", "print")) == {colour(INK).to_hex()}
    assert colours(listing.word("code.1", "# the value")) == {colour(SOFT).to_hex()}


def test_a_token_is_found_whole(listing):
    short, long = listing.word("code.0", "0.1"), listing.word("code.0", "0.01")
    assert (len(short), len(long)) == (3, 4)
    assert short.get_right()[0] < long.get_left()[0]


def test_a_token_that_is_not_there_is_named(listing):
    with pytest.raises(InvalidArgument, match=r"must hold the token '0\.001', got 'for h in"):
        listing.word("code.0", "0.001")


def test_the_marker_stands_behind_the_line_it_runs_to(listing):
    first, second = listing.lines.values()
    assert listing.marker.get_bottom()[1] < first.baseline < listing.marker.get_top()[1]
    moved = listing.run_to("code.1").build().mobject.target
    assert moved.get_bottom()[1] < second.baseline < moved.get_top()[1]
    assert moved.width == pytest.approx(BOX.width)


def test_typing_shows_the_glyphs_one_after_another(listing):
    typing = Typing(listing, run_time=1)
    glyphs = listing.family_members_with_points()
    for share in (0.0, 0.3, 1.0):
        typing.interpolate(share)
        visible = [glyph.get_fill_opacity() == 1 for glyph in glyphs]
        assert visible == sorted(visible, reverse=True)
        assert sum(visible) == pytest.approx(share * len(glyphs), abs=1)


def test_gaps_are_lower_where_the_box_is_low():
    theme.use("dark")
    ledger = Ledger(code_line(key, text) for key, text in PROGRAM.items())

    def distance(height):
        box = Box(-3, 3, 0, height)
        first, second = Listing(["code.0", None, "code.1"], box, ledger, em=0.25).lines.values()
        return first.baseline - second.baseline

    assert distance(4) == pytest.approx(2 * 1.75 * 0.25)
    # Two lines and half a one share the height: from the first to the second are 1.5 of 2.5.
    assert distance(1) == pytest.approx(1.5 / 2.5)

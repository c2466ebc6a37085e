"""Captions of the page stand where the stage puts them, and look the same."""

import numpy as np
import pytest

from calcml.stage.layout import regions
from calcml.stage.text import words
from calcml.stage.theme import CAPTION
from calcml.studio.review.formulas import Typesetter
from calcml.studio.slides.html.captions import Captions

WIDTH, HEIGHT = 1280, 720
SHORT = "A second point at the distance $h$ \\= $2$ gives a secant, and its slope is $8$."
LONG = "Near $0$ this curve swings between $-1$ and $1$ at every zoom. " * 2


@pytest.fixture
def captions():
    return Captions(Typesetter(), WIDTH, HEIGHT)


@pytest.mark.parametrize("markup", [SHORT, LONG, "g", "$integral x^2 dif x$"])
def test_they_are_as_large_and_stand_as_on_the_stage(captions, markup):
    """The stage has its own reader of SVG, and its own rule for where a line breaks."""
    height = 8.0
    room = regions(height * WIDTH / HEIGHT, height)
    em = CAPTION * height
    line = words(markup, em=em)
    if line.width > 0.94 * room.caption.width:
        line = words(markup, em=em, width=min(0.94 * room.caption.width, 0.56 * line.width))
    line.move_to(room.caption.centre)
    placed = captions.placed(markup)
    assert placed is not None
    points = np.concatenate([part.get_anchors() for part in line.family_members_with_points()])
    low, high = points.min(axis=0), points.max(axis=0)
    wide, tall = room.frame.width, room.frame.height
    expected = (
        100 * (low[0] - room.frame.left) / wide, 100 * (room.frame.top - high[1]) / tall,
        100 * (high[0] - low[0]) / wide, 100 * (high[1] - low[1]) / tall,
    )  # fmt: skip
    # A tenth of a point of a hundred: what the numbers of the drawing are rounded to.
    measured = (placed.left, placed.top, placed.width, placed.height)
    assert measured == pytest.approx(expected, abs=100 * 0.2 / 100 * CAPTION)


def test_a_long_one_takes_two_lines_of_about_the_same_length(captions):
    one, two = captions.placed(SHORT), captions.placed(LONG)
    assert one.height < 4.5
    assert two.height > 6
    assert two.width < 94 * (1 - 2 * 0.039)


def test_roles_are_known_and_colour_nothing(captions):
    assert captions.placed("the slope $secant(h)$") is not None


@pytest.mark.parametrize("markup", ["", " ", "#panic()", "$x", '#read("/etc/hosts")'])
def test_what_cannot_be_set_is_none(captions, markup):
    assert captions.placed(markup) is None


def test_glyphs_are_shared(captions):
    captions.placed("aaaa")
    before = sum(1 for symbol in captions.typesetter.symbols if symbol.startswith("<path"))
    captions.placed("a a")
    after = sum(1 for symbol in captions.typesetter.symbols if symbol.startswith("<path"))
    assert before == after

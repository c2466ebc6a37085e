"""Captions of the page are drawn as the stage sets them, in frames of every shape."""

import pytest

from calcml.stage.layout import regions
from calcml.stage.sentences import sentence, setting_of
from calcml.stage.theme import CAPTION, SMALLEST, TICK
from calcml.studio.review.formulas import Typesetter
from calcml.studio.slides.html.captions import drawn

SHAPES = {"16:9": (128 / 9, 8.0), "4:3": (32 / 3, 8.0), "1:1": (8.0, 8.0), "9:16": (8.0, 128 / 9)}
SHORT = "A second point at the distance $h$ \\= $2$ gives a secant, and its slope is $8$."
LONG = "Near $0$ this curve swings between $-1$ and $1$ at every zoom. " * 2


@pytest.fixture
def typesetter():
    return Typesetter()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("markup", [SHORT, LONG, "g", "$integral x^2 dif x$"])
def test_they_are_as_wide_and_high_as_on_the_stage(typesetter, markup, shape):
    """The stage has its own reader of SVG; what it measures is what the page draws."""
    room = regions(*SHAPES[shape])
    sizes = [share * room.measure for share in (CAPTION, TICK, SMALLEST)]
    text = sentence(markup, room.caption, sizes=sizes).move_to(room.caption.centre)
    setting = setting_of(text, room.frame)
    left, top, right, bottom = setting.box
    drawing = drawn(setting.source, typesetter)
    assert drawing is not None
    *_, width, height = map(float, drawing.view.split())
    em = text.em
    assert (right - left) * room.frame.width == pytest.approx(width / 100 * em, abs=0.005 * em)
    assert (bottom - top) * room.frame.height == pytest.approx(height / 100 * em, abs=0.005 * em)
    assert (left + right) / 2 == pytest.approx(0.5, abs=1e-3)
    strip = room.caption
    low, high = ((room.frame.top - y) / room.frame.height for y in (strip.bottom, strip.top))
    assert high - 1e-3 <= top < bottom <= low + 1e-3


def test_narrow_frames_have_captions_of_more_lines():
    heights = {}
    for shape, size in SHAPES.items():
        room = regions(*size)
        sizes = [share * room.measure for share in (CAPTION, TICK, SMALLEST)]
        text = sentence(SHORT, room.caption, sizes=sizes)
        heights[shape] = text.height / text.em
    assert heights["16:9"] < 1.2 < heights["9:16"]


def test_roles_are_known_and_colour_nothing(typesetter):
    assert drawn("the slope $secant(h)$", typesetter) is not None


@pytest.mark.parametrize("markup", ["", " ", "#panic()", "$x", '#read("/etc/hosts")'])
def test_what_cannot_be_set_is_none(typesetter, markup):
    assert drawn(markup, typesetter) is None


def test_glyphs_are_shared(typesetter):
    drawn("aaaa", typesetter)
    before = sum(1 for symbol in typesetter.symbols if symbol.startswith("<path"))
    drawn("a a", typesetter)
    after = sum(1 for symbol in typesetter.symbols if symbol.startswith("<path"))
    assert before == after

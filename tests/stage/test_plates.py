"""A plate hides what runs behind a text."""

import pytest

from calcml.stage.plates import plated
from calcml.stage.text import maths
from calcml.stage.theme import BACKGROUND, colour


def test_a_plate_lies_behind_its_text_and_is_larger_on_every_side():
    text = maths("f(x)", em=0.3).move_to([2, 1, 0])
    plate, shown = plated(text)
    assert shown is text
    assert plate.get_left()[0] < text.get_left()[0] < text.get_right()[0] < plate.get_right()[0]
    assert plate.get_bottom()[1] < text.get_bottom()[1] < text.get_top()[1] < plate.get_top()[1]


def test_a_plate_has_the_colour_of_the_background():
    plate, _ = plated(maths("f(x)", em=0.3))
    assert plate.get_fill_color() == colour(BACKGROUND)
    assert plate.get_stroke_width() == pytest.approx(0)

"""Text knows its size, its baseline and its colours."""

import pytest
from manim import ManimColor

from calcml.stage import theme
from calcml.stage.text import maths, words
from calcml.stage.theme import MOVING, SOFT, colour


@pytest.fixture(autouse=True)
def dark():
    theme.use("dark")


def test_an_em_is_as_large_as_asked_for_and_scales_with_the_text():
    text = words("Libertinus", em=0.3)
    assert text.em == pytest.approx(0.3)
    # A capital of Libertinus Serif is about 0.65 em high.
    assert words("H", em=0.3).height == pytest.approx(0.65 * 0.3, rel=0.05)
    assert text.scale(2).em == pytest.approx(0.6)


def test_texts_of_different_height_stand_on_one_line():
    plain, tall = maths("6.5", em=0.3), maths("f'(3)^2_y", em=0.3)
    for text in (plain, tall):
        text.shift([1, 2, 0]).on_baseline(-1.5)
        assert text.baseline == pytest.approx(-1.5)
    assert plain.get_bottom()[1] == pytest.approx(-1.5, abs=0.01)  # digits hardly dip below
    assert tall.get_bottom()[1] < -1.55


def test_roles_colour_parts_of_a_formula():
    text = maths("f(moving(h))", em=0.3, role=SOFT)
    colours = [ManimColor(g.get_fill_color()).to_hex() for g in text.submobjects]
    assert colours.count(colour(MOVING).to_hex()) == 1
    assert colours.count(colour(SOFT).to_hex()) == 3


def test_a_fraction_bar_is_a_filled_shape_that_scales():
    text = maths("frac(a, b)", em=0.3, display=True)
    assert all(g.get_stroke_width() == 0 and g.get_fill_opacity() == 1 for g in text.submobjects)
    assert len(text.submobjects) == 3


def test_words_break_at_the_width_asked_for():
    long = words("one two three four five six seven eight nine ten " * 3, em=0.3, width=5)
    assert long.width <= 5.01
    assert long.height > 0.6


def test_every_text_colour_stands_out_in_both_themes():
    for name in ("dark", "light"):
        theme.use(name)
        for role in theme.Role:
            if role.value in ("background", "panel", "grid"):
                continue
            for behind in (theme.BACKGROUND, theme.PANEL):
                assert theme.contrast(colour(role), colour(behind)) >= 4.5, (name, role, behind)


def test_contrast_of_black_and_white_is_twenty_one():
    assert theme.contrast(ManimColor("#000000"), ManimColor("#ffffff")) == pytest.approx(21)


def test_an_unknown_theme_is_refused():
    with pytest.raises(ValueError, match="the theme must be one of dark, light, got 'sepia'"):
        theme.use("sepia")


def test_a_text_that_becomes_a_longer_one_is_off_its_line_endlessly():
    text, longer = maths("h g", em=0.3), maths("h g + h f", em=0.3)
    *_, off = text.setting()
    assert off == pytest.approx(0, abs=1e-6)
    text.align_data(longer)
    pen, baseline, em, off = text.setting()
    assert off == float("inf")
    assert (pen, baseline, em) == (text.pen, text.baseline, text.em)

"""A glyph is copied in full, but shares what cannot change."""

import copy

import numpy as np
from manim import Circle, ManimColor

from calcml.stage.glyphs import Glyph


def test_a_glyph_takes_over_outline_and_fill():
    circle = Circle().set_fill(ManimColor("#123456"), opacity=0.5)
    glyph = Glyph(circle)
    assert np.array_equal(glyph.points, circle.points)
    assert glyph.get_fill_color().to_hex() == "#123456"
    assert (glyph.get_fill_opacity(), glyph.get_stroke_width()) == (0.5, 0)


def test_a_copy_moves_and_changes_colour_alone():
    glyph = Glyph(Circle().set_fill(ManimColor("#123456"), opacity=1))
    twin = glyph.copy()
    twin.shift([1, 0, 0]).set_fill(ManimColor("#abcdef"), opacity=0.2)
    assert glyph.get_center()[0] == 0
    assert glyph.get_fill_color().to_hex() == "#123456"
    assert twin.get_fill_opacity() == 0.2


def test_updaters_and_targets_come_along():
    glyph = Glyph(Circle())
    glyph.add_updater(lambda m: m.shift([0, 0, 0]))
    glyph.generate_target()
    twin = copy.deepcopy(glyph)
    assert len(twin.updaters) == 1
    assert twin.updaters is not glyph.updaters
    assert twin.target is not glyph.target

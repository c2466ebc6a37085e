"""A glyph is copied in full, but shares what cannot change."""

import copy

import numpy as np
from manim import Circle, ManimColor

from calcml.stage.glyphs import Glyph

POINTS = Circle().points


def test_a_glyph_has_an_outline_and_a_fill():
    glyph = Glyph(POINTS, "#123456")
    assert np.array_equal(glyph.points, POINTS)
    assert glyph.points is not POINTS
    assert glyph.get_fill_color().to_hex() == "#123456"
    assert (glyph.get_fill_opacity(), glyph.get_stroke_width()) == (1, 0)


def test_a_copy_moves_and_changes_colour_alone():
    glyph = Glyph(POINTS, "#123456")
    twin = glyph.copy()
    twin.shift([1, 0, 0]).set_fill(ManimColor("#abcdef"), opacity=0.2)
    assert glyph.get_center()[0] == 0
    assert glyph.get_fill_color().to_hex() == "#123456"
    assert twin.get_fill_opacity() == 0.2


def test_updaters_and_targets_come_along():
    glyph = Glyph(POINTS, "#123456")
    glyph.add_updater(lambda m: m.shift([0, 0, 0]))
    glyph.generate_target()
    twin = copy.deepcopy(glyph)
    assert len(twin.updaters) == 1
    assert twin.updaters is not glyph.updaters
    assert twin.target is not glyph.target

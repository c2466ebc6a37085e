"""Formulas of the page: set once, measured from the baseline, and nothing but mathematics."""

import re

import pytest

from calcml.studio.review.formulas import Typesetter, is_mathematics, raw_text


def test_equal_formulas_are_one_and_glyphs_are_shared():
    typesetter = Typesetter()
    first = typesetter.formula("x + 1")
    assert typesetter.formula("x + 1") is first
    typesetter.formula("1 + x")
    drawn = list(typesetter.symbols)
    assert len([symbol for symbol in drawn if symbol.startswith("<g id=")]) == 2
    assert len([symbol for symbol in drawn if symbol.startswith("<path id=")]) == 3


def test_only_what_reaches_below_the_line_has_depth():
    typesetter = Typesetter()
    assert typesetter.formula("x").depth == pytest.approx(0, abs=0.02)
    assert typesetter.formula("y").depth > 0.15
    fraction = typesetter.formula("frac(1, 2)")
    assert 0.2 < fraction.depth < fraction.height


def test_glyphs_stand_one_after_the_other_upright():
    typesetter = Typesetter()
    typesetter.formula("a + b")
    body = next(s for s in typesetter.symbols if s.startswith("<g id="))
    places = [float(x) for x in re.findall(r' x="([\d.]+)"', body)]
    assert len(places) == 3
    assert places == sorted(places)
    glyph = next(s for s in typesetter.symbols if s.startswith("<path id="))
    assert 'transform="scale(1 -1)"' in glyph


def test_formulas_take_the_colour_of_the_text_around():
    typesetter = Typesetter()
    typesetter.formula("sqrt(frac(1, 2))")
    assert not re.search(r"#(?!g\d)[0-9a-f]{3,6}\b", "".join(typesetter.symbols))
    assert 'stroke="currentColor"' in "".join(typesetter.symbols)


@pytest.mark.parametrize(
    "source",
    [
        '#read("/etc/hosts")', "#panic()", "x$ #sym.alpha $", "x // y", "/* x */", "a\nb", "", " ",
        "#{1 + 1}", "#[x]", "#(1)", "<label>", "@cite",
    ],
)  # fmt: skip
def test_code_is_no_mathematics(source):
    assert not is_mathematics(source)
    assert Typesetter().formula(source) is None


@pytest.mark.parametrize("source", ['"a # in a string"', 'f(x) " $ \\" #x"', "x < 3", "0 < h <= 1"])
def test_what_is_quoted_is_text(source):
    assert is_mathematics(source)
    assert Typesetter().formula(source) is not None


def test_what_typst_refuses_is_no_formula():
    assert Typesetter().formula("frac(1") is None


def test_program_text_is_read_back():
    assert raw_text(r'#raw("print(\"a\\n\")")') == r'print("a\n")'
    assert raw_text('#raw("a") #raw("b")') is None

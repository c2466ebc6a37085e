"""A sentence is broken where the voice would pause, and never beside a sign."""

import pytest

from calcml.stage import theme
from calcml.stage.layout import Box
from calcml.stage.sentences import sentence

STRIP = Box(-4, 4, -1, 0)
SIZES = (0.3, 0.25, 0.2)
LONG = "The slope of the secant comes as close to the slope of the tangent as one likes"


@pytest.fixture(autouse=True)
def dark():
    theme.use("dark")


def told(source, room=STRIP):
    return sentence(source, room, sizes=SIZES)


def test_a_short_sentence_is_left_alone():
    text = told("A short one.")
    assert text.source == "A short one."
    assert text.em == pytest.approx(0.3)


def test_a_long_sentence_keeps_to_its_strip_in_full_size():
    text = told(f"{LONG}, if the step is short.")
    assert text.em == pytest.approx(0.3)
    assert text.width <= STRIP.width
    assert text.height <= STRIP.height


def test_a_line_ends_with_a_sentence_rather_than_within_one():
    text = told("At every second step both runs meet. After five steps their errors are the same.")
    upper, lower = text.source.split("\\")
    assert (upper.endswith("both runs meet. "), lower.startswith(" After")) == (True, True)


def test_a_line_never_ends_beside_a_sign():
    for width in (3.2, 3.5, 4.0, 4.5, 5.0, 6.0):
        text = told("through the same point now with $x$ = $1$ held", Box(0, width, 0, 3))
        for line in text.source.split("\\"):
            assert not line.rstrip().endswith("=")
            assert not line.lstrip().startswith("=")


def test_a_line_never_ends_within_a_formula():
    source = (
        "Each step multiplies the distance by $abs(1 - 2 eta)$, and that is $0.8$ for both rates."
    )
    for width in (3.0, 3.3, 3.6, 4.0, 4.4, 5.0, 6.0):
        text = told(source, Box(0, width, -1, 2))
        lines = text.source.split(" \\ ")
        assert sum("$abs(1 - 2 eta)$" in line for line in lines) == 1
        assert len(lines) > 1  # broken by us, and not by Typst
        assert text.width <= width


def test_what_has_no_room_in_full_size_is_smaller_and_never_smaller_than_the_least():
    low = Box(-4, 4, -0.6, 0)
    assert told(f"{LONG}.", low).height <= low.height
    assert told(LONG * 6, low).em == pytest.approx(0.2)


def test_a_formula_longer_than_a_line_is_broken_as_typst_breaks_it():
    text = told("It is $" + " + ".join(f"a_({i})" for i in range(30)) + "$.")
    assert text.width <= STRIP.width


def test_a_function_stays_with_its_argument():
    text = told("As $x$ comes close to $3$ from either side, $f$($x$) comes close to $6$. How?")
    upper, lower = text.source.split("\\")
    assert "$f$($x$)" in upper or "$f$($x$)" in lower

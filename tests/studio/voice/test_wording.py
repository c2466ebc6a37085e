"""Captions become words that a synthesiser says rightly."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcml.core.functions import Function
from calcml.lessons.formulas import written
from calcml.studio.catalogue import catalogue
from calcml.studio.lecture_file import find_lecture_file, read_lecture_file
from calcml.studio.voice.wording import spoken
from tests.foreign import FOREIGN, FOREIGN_SURFACES

SAID = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,;:?!'-")

EXAMPLES = {
    "f(x) = x²": "f of x equals x squared",
    "At h = −0.01 it is −4.": "At h equals minus 0.01 it is minus 4.",
    "η = 0.9 and ε ≤ δ": "eta equals 0.9 and epsilon is at most delta",
    "∂f/∂x": "the partial derivative of f by x",
    "∂²_f_/∂_x_²": "the second partial derivative of f by x",
    "df/dx and d²f/dx²": "the derivative of f by x and the second derivative of f by x",
    "h ≈ 2.11·10⁻⁸": "h about 2.11 times 10 to the minus 8",
    "10⁷, 10ᵏ, x³": "10 to the 7, 10 to the k, x cubed",
    "f′(3) and f″(x)": "f prime of 3 and f double prime of x",
    "√ε": "the square root of epsilon",
    "|x|": "the absolute value of x",
    "by |1 − 2η|, and": "by the absolute value of 1 minus 2 eta, and",
    "x → 3": "x goes to 3",
    "x₀": "x sub 0",
    "∇f(1, 2)": "the gradient of f of 1, 2",
    "−∞ and +∞": "minus infinity and plus infinity",
    "(x − 1)² and 3·(x + 1)": "x minus 1, all squared and 3 times the quantity x plus 1",
    "1/(1 + exp(−x))": "1 over the quantity 1 plus e to the minus x",
    "x^(3/2)": "x to the 3 over 2",
    "5x²·sin(x)²": "5 x squared times sine of x, all squared",
    "sin(2π·x)": "sine of 2 pi times x",
    "at the point (1, 2, 5)?": "at the point 1, 2, 5?",
    "the slope _a_ of a line": "the slope eigh of a line",
    "slope a = 0, f(a), a line": "slope eigh equals 0, f of eigh, a line",
    "_η_, _f_(_x_)": "eta, f of x",
    "machine epsilon ε": "machine epsilon",
    "zig-zags, round-off, it’s “so” — or so": "zig-zags, round-off, it's so, or so",
    "steps 2–4": "steps 2 to 4",
    "a ⊂ b, 50%": "a subset of b, 50 percent",
}


@pytest.mark.parametrize("caption", EXAMPLES)
def test_mathematics_is_said_as_in_a_lecture(caption: str) -> None:
    assert spoken(caption) == EXAMPLES[caption]


def test_every_caption_of_the_lecture_is_words_throughout() -> None:
    said = {}
    cards = catalogue(read_lecture_file(find_lecture_file(Path("scenes/lecture.toml"))))
    for card in cards:
        assert card.lesson is not None
        lesson = card.lesson.load()
        for beat in lesson.beats:
            said[card.name, beat] = spoken(lesson.told(beat).marked(lesson.ledger))
            assert set(said[card.name, beat]) <= SAID, said[card.name, beat]
            assert spoken(said[card.name, beat]) == said[card.name, beat], "nothing is left to say"
    assert len(said) > 4 * len(cards)
    assert said["LimitZoom", "zoom_in"] == (
        "For epsilon equals 0.1 it is delta equals 0.05, for epsilon equals 0.01 it is delta "
        "equals 0.005. There is no last zoom level."
    )
    assert said["LinearRegressionDescent", "arrive"] == (
        "The minimum is at eigh equals 0.8, b equals 1.4: no line costs less than 0.36."
    )
    assert said["LearningRateComparison", "show_both_runs"].startswith(
        "The same function, f of x equals x squared minus 4 x plus 4, and the same start"
    )


@pytest.mark.parametrize("text", [text for text, _ in [*FOREIGN.values()]])
def test_a_foreign_formula_is_words_throughout(text: str) -> None:
    words = spoken(f"For f(x) = {written(Function.parse(text))} it is so.")
    assert set(words) <= SAID, words
    assert words.startswith("For f of x equals ")
    assert words.endswith(" it is so.")


@pytest.mark.parametrize("text", [text for text, _ in FOREIGN_SURFACES.values()])
def test_a_foreign_surface_is_words_throughout(text: str) -> None:
    assert set(spoken(written(Function.parse(text)))) <= SAID


@given(st.text(max_size=80))
def test_any_text_becomes_letters_digits_and_punctuation_on_one_line(text: str) -> None:
    for letter in spoken(text):
        kind = unicodedata.category(letter)
        assert kind[0] in "LMN" or letter in " .,;:?!'-_", (letter, kind)


@pytest.mark.parametrize("text", ["(" * 5000, "|" * 5000, "f(" * 5000, "√" * 5000, "", "))))"])
def test_hostile_brackets_end_no_reader(text: str) -> None:
    assert set(spoken(text)) <= SAID

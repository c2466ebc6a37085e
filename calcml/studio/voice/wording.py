"""Captions as words: what a synthesiser must be given so that it says the mathematics rightly.

Works on plain captions, and better on those in which variables stand between underscores, because
there the slope a is not the article. What is said holds letters, digits and punctuation only.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["LETTER_A", "spoken"]

_LETTER = r"(?:(?![\d_Ͱ-Ͽ²³¹⁰-ₜᵏᵐᵖ])\w)"
_TOKEN = re.compile(
    r"_(?P<variable>[^\W_]+)_"
    r"|(?P<number>\d+(?:\.\d+)?)"
    rf"|(?P<word>{_LETTER}+(?:[-'’]{_LETTER}+)*)"
    r"|(?P<greek>[Ͱ-Ͽ])"
    r"|(?P<raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿᵏᵐᵖ]+)"
    r"|(?P<lowered>[₀₁₂₃₄₅₆₇₈₉ₙₖᵢⱼ]+)"
    r"|(?P<prime>[′″‴]+)"
    r"|(?P<sign>\S)"
    r"|(?P<gap>\s+)"
)
_PARTIAL = re.compile(r"∂(?P<order>²?)\s?(?P<f>_?\w?_?)\s?/\s?∂\s?(?P<x>_?\w_?)²?")
_RATE = re.compile(r"(?<!\w)d(?P<order>²?)(?P<f>_?\w?_?)/d(?P<x>_?[^\W\d_]_?)²?(?!\w)")

_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵏᵐᵖ₀₁₂₃₄₅₆₇₈₉ₙₖᵢⱼ", "0123456789+-nkmp0123456789nkij")
_SIGNS = {
    "=": "equals", "≈": "about", "≠": "is not", "<": "is less than", ">": "is greater than",
    "≤": "is at most", "≥": "is at least", "+": "plus", "−": "minus", "-": "minus",
    "±": "plus or minus", "·": "times", "⋅": "times", "∙": "times", "×": "times", "*": "times",
    "÷": "divided by", "/": "over", "∕": "over", "→": "goes to", "∞": "infinity", "%": "percent",
    "°": "degrees", "∂": "partial", "&": "and", "∈": "in", "½": "one half", "Σ": "the sum of",
    "∑": "the sum of", "∫": "the integral of",
}  # fmt: skip
_PAUSES = {"…": ",", "–": ",", "—": ",", ",": ",", ";": ";", ":": ":", ".": ".", "?": "?", "!": "!"}
_FUNCTIONS = {
    "sin": "sine of", "cos": "cosine of", "tan": "tangent of", "cot": "cotangent of",
    "sec": "secant of", "csc": "cosecant of", "asin": "arc sine of", "acos": "arc cosine of",
    "atan": "arc tangent of", "arcsin": "arc sine of", "arccos": "arc cosine of",
    "arctan": "arc tangent of", "sinh": "hyperbolic sine of", "cosh": "hyperbolic cosine of",
    "tanh": "hyperbolic tangent of", "ln": "the natural logarithm of", "log": "the logarithm of",
    "exp": "e to the", "sqrt": "the square root of", "cbrt": "the cube root of",
    "Abs": "the absolute value of", "abs": "the absolute value of", "sign": "the sign of",
    "max": "the maximum of", "min": "the minimum of", "Max": "the maximum of",
    "Min": "the minimum of", "floor": "the floor of", "ceiling": "the ceiling of",
    "Piecewise": "piecewise",
}  # fmt: skip
_WORDS = {"True": "otherwise"}
LETTER_A = "eigh"
"""How the letter is written so that it is not said as the article."""
_PRIMES = {"′": "prime", "″": "double prime", "‴": "triple prime"}
_POWERS = {"2": "squared", "3": "cubed"}
_AFTER_A_LETTER = frozenset("=≈≠<>≤≥+−·×/^)|⁰¹²³⁴⁵⁶⁷⁸⁹")
MOST_BRACKETS = 100
"""Brackets of a caption that are listened to; no ear can follow so many."""
_SUMS = frozenset("+−-±/")


class _Token(NamedTuple):
    """A piece of a caption."""

    kind: str
    text: str


def spoken(caption: str) -> str:
    """Return a caption as words.

    Parameters
    ----------
    caption : str
        Plain text; variables may stand between underscores.

    Returns
    -------
    str
        Letters, digits and punctuation, on one line.

    Examples
    --------
    >>> spoken("At η = −0.1, f(x) = x² − 4x ≈ 2·10⁻⁸.")
    'At eta equals minus 0.1, f of x equals x squared minus 4 x about 2 times 10 to the minus 8.'
    >>> spoken("|1 − 2η|")
    'the absolute value of 1 minus 2 eta'
    >>> spoken("The slope _a_ is ∂f/∂x, a number.")
    'The slope eigh is the partial derivative of f by x, a number.'
    """
    text = unicodedata.normalize("NFC", caption)
    if text.count("(") + text.count("|") > MOST_BRACKETS:
        text = text.translate(dict.fromkeys(map(ord, "()|"), " "))
    text = _PARTIAL.sub(lambda found: _derivative(found, "partial derivative"), text)
    text = _RATE.sub(lambda found: _derivative(found, "derivative"), text)
    return _tidy(" ".join(_Reader(text).phrase("")))


def _derivative(found: "re.Match[str]", what: str) -> str:
    order = "second " if found["order"] else ""
    of = f" of {found['f']}" if found["f"] else ""
    return f"the {order}{what}{of} by {found['x']}"


class _Reader:
    """Reads a caption from left to right; what is in brackets is read as a phrase of its own."""

    def __init__(self, text: str) -> None:
        self.tokens = [_Token(str(m.lastgroup), m[m.lastgroup or 0]) for m in _TOKEN.finditer(text)]
        self.place = 0

    def phrase(self, end: str) -> Iterator[str]:
        """Yield the words up to a closing bracket or bar, which is taken, or to the end."""
        while self.place < len(self.tokens):
            token = self._take()
            if end and token.text == end:
                return
            yield from self._said(token, end)

    def _take(self) -> _Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def _next(self, steps: int = 0) -> _Token:
        place = self.place + steps
        return self.tokens[place] if place < len(self.tokens) else _Token("end", "")

    def _before(self) -> str:
        """Return the sign or letter before the token in hand, across a gap."""
        earlier = [token.text for token in self.tokens[: self.place - 1] if token.kind != "gap"]
        return earlier[-1] if earlier else ""

    def _said(self, token: _Token, end: str) -> Iterator[str]:
        kind, text = token
        if kind in {"word", "variable"}:
            yield from self._word(kind, text)
        elif kind == "greek":
            yield from self._greek(text)
        elif kind == "raised":
            yield _power(text)
        elif kind == "lowered":
            yield f"sub {text.translate(_PLAIN)}"
        elif kind == "prime":
            yield _PRIMES[text[0]] if len(text) == 1 else _PRIMES["′″‴"[min(len(text), 3) - 1]]
            yield from self._argument()
        elif kind == "number":
            yield text
        elif kind == "sign":
            yield from self._sign(text, end)

    def _word(self, kind: str, text: str) -> Iterator[str]:
        if kind == "variable" and _is_greek(text):
            yield from self._greek(text)
        elif text in _FUNCTIONS and self._next().text in {"(", "|"}:
            yield _FUNCTIONS[text]
            yield from self._group()
            if self._next().kind == "raised":
                yield ", all"
        elif kind == "variable" or len(text) == 1:
            yield LETTER_A if text == "a" and self._is_letter(kind) else text
            yield from self._argument()
        else:
            yield _WORDS.get(text) or unicodedata.normalize("NFKC", text).replace("’", "'")

    def _greek(self, letter: str) -> Iterator[str]:
        """Name a letter, unless it was named just before, as in *machine epsilon ε*."""
        name = _greek(letter)
        if self._before() != name:
            yield name
        yield from self._argument()

    def _is_letter(self, kind: str) -> bool:
        """Tell whether an a is a letter, not the article."""
        follows = next((t.text for t in self.tokens[self.place :] if t.kind != "gap"), "")
        return kind == "variable" or follows[:1] in _AFTER_A_LETTER or follows in {"", ".", ","}

    def _argument(self) -> Iterator[str]:
        """Read what a function is taken of, if it stands right behind its name."""
        if self._next().text == "(":
            yield "of"
            yield from self._group()

    def _group(self) -> Iterator[str]:
        opening = self._take().text
        yield from self.phrase(")" if opening == "(" else "|")

    def _sign(self, text: str, end: str) -> Iterator[str]:
        if text == "|" and end != "|":
            yield "the absolute value of"
            yield from self.phrase("|")
        elif text == "(":
            yield from self._bracket()
        elif text == "√":
            yield "the square root of"
        elif text == "∇":
            yield (
                "the gradient" if self._next().kind in {"gap", "end", "sign"} else "the gradient of"
            )
        elif text == "^":
            yield "to the"
            yield from self._group() if self._next().text == "(" else ()
        elif text == "–" and self._is_range():
            yield "to"
        elif text in _PAUSES:
            yield _PAUSES[text]
        elif text in _SIGNS:
            yield _SIGNS[text]
        elif unicodedata.category(text) in {"Sm", "Sc", "So"}:
            yield unicodedata.name(text, "").lower()

    def _is_range(self) -> bool:
        earlier = self.tokens[self.place - 2].kind if self.place > 1 else ""
        return earlier == self._next().kind == "number"

    def _bracket(self) -> Iterator[str]:
        """Read a bracket: a point, a remark, or a factor, whose extent must be heard."""
        factor = self._before() in {"·", "/", "√"} or self._before().isdigit()
        inner = self.phrase(")")
        begin = self.place
        words = list(inner)
        signs = {token.text for token in self.tokens[begin : self.place - 1]}
        after = self._next()
        if not signs & _SUMS or "," in signs:
            yield from words
        elif after.kind == "raised" or after.text in {"/", "^"}:
            yield from words
            yield ", all"
        else:
            yield from (["the quantity", *words] if factor else words)


def _is_greek(text: str) -> bool:
    return len(text) == 1 and "\u0370" <= text <= "\u03ff"


def _greek(letter: str) -> str:
    """Return the name of a Greek letter, without its case."""
    return unicodedata.name(letter, "").rpartition(" ")[2].replace("LAMDA", "LAMBDA").lower()


def _power(raised: str) -> str:
    exponent = raised.translate(_PLAIN).replace("-", "minus ").replace("+", "plus ")
    return _POWERS.get(exponent) or f"to the {exponent}"


def _tidy(text: str) -> str:
    text = " ".join(text.split())
    text = re.sub(r" ([,.;:?!])", r"\1", text)
    text = re.sub(r"([,;:])(?:[,;:])+", r"\1", text)
    return re.sub(r"^[,;:.\s]+", "", text)

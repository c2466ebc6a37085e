"""From text to tokens: numbers, names and signs, each with its column."""

import re
import unicodedata
from dataclasses import dataclass

from calcml.core.errors import FormulaError

__all__ = ["LONGEST_TEXT", "MOST_TOKENS", "SUPERSCRIPTS", "Token", "tokens"]

LONGEST_TEXT = 400
MOST_TOKENS = 250

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu",
    "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi",
    "ψ": "psi", "ω": "omega",
}  # fmt: skip
_SIGNS = {
    "−": "-", "–": "-", "·": "*", "×": "*", "⋅": "*", "∙": "*", "÷": "/", "∕": "/", "≤": "<=",
    "≥": ">=", "≠": "!=", "**": "^",
}  # fmt: skip
_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z][A-Za-z0-9_]*|[α-ω])"
    r"|(?P<superscript>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<sign>\*\*|<=|>=|==|!=|[-+*/^(),|<>:;√−–·×⋅∙÷∕≤≥≠])"
)
_BLANK = re.compile(r"[ \t\r\n\u00a0\u2007\u2009\u202f]*")
_HINTS = {
    "=": "write only what stands right of '=', or == in a condition",
    "'": "quotation marks and primes are no part of a formula",
    '"': "quotation marks are no part of a formula",
    "`": "quotation marks are no part of a formula",
    ".": "a point belongs to a number, as in 0.5; functions have no prefix",
    "[": "write round brackets, ( and )",
    "]": "write round brackets, ( and )",
    "{": "write round brackets, ( and )",
    "}": "write round brackets, ( and )",
    "\\": "write plain words, as in sqrt(x) or pi",
    "!": "factorials are not offered; not equal is !=",
    "%": "write mod(a, b) for a remainder",
    "&": "write 'and' between conditions",
    "~": "write 'not' before a condition",
    "_": "a name begins with a letter",
    "∞": "only finite numbers can be written",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text.

    Attributes
    ----------
    kind : str
        "number", "name", "superscript", "sign" or "end".
    text : str
        What it says, in the plain spelling: "^" for "**", "theta" for "θ".
    column, end : int
        Where it begins and ends in the text, counted from 0.
    spaced : bool
        Whether a blank stands before it.
    """

    kind: str
    text: str
    column: int
    end: int
    spaced: bool


def tokens(text: str) -> list[Token]:
    """Divide a text into tokens, the last of which is its end.

    Raises
    ------
    FormulaError
        If the text is too long, or contains a character that means nothing in a formula.

    Examples
    --------
    >>> [token.text for token in tokens("2x − θ**2")]
    ['2', 'x', '-', 'theta', '^', '2', '']
    """
    if len(text) > LONGEST_TEXT:
        raise FormulaError(
            f"a formula may have {LONGEST_TEXT} characters, got {len(text)}", text, LONGEST_TEXT
        )
    found: list[Token] = []
    at = 0
    while True:
        start = _blank_end(text, at)
        if start == len(text):
            return [*found, Token("end", "", start, start, start > at)]
        token = _token(text, start, spaced=start > at)
        found.append(token)
        if len(found) > MOST_TOKENS:
            raise FormulaError(
                f"a formula may have {MOST_TOKENS} numbers, names and signs, got more", text, start
            )
        at = token.end


def _blank_end(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _token(text: str, start: int, *, spaced: bool) -> Token:
    piece = _TOKEN.match(text, start)
    if not piece or not piece.lastgroup:
        raise FormulaError(_refusal(text[start]), text, start)
    said = piece[0]
    said = _SIGNS.get(said) or _GREEK.get(said) or said
    return Token(piece.lastgroup, said, start, piece.end(), spaced)


def _refusal(letter: str) -> str:
    """Say why a character is no part of a formula, and what to write instead."""
    if letter in _HINTS:
        return f"{letter} cannot stand here: {_HINTS[letter]}"
    code = f"U+{ord(letter):04X}"
    if not letter.isprintable() or unicodedata.combining(letter):
        named = unicodedata.name(letter, "a control character").lower()
        return f"an invisible character stands here ({code}, {named}): delete it"
    plain = unicodedata.normalize("NFKC", letter)
    if plain != letter and plain.isascii() and plain.isprintable():
        return f"{letter} ({code}) is another character than {plain}: type {plain}"
    return (
        f"{letter} ({code}) means nothing in a formula: use numbers, names, brackets and + - * / ^"
    )

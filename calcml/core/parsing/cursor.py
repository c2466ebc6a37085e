"""A place in a text: what comes next, what is open around it, and how to refuse there."""

from typing import NoReturn

from calcml.core.errors import FormulaError
from calcml.core.parsing.tokens import Token, tokens

__all__ = ["DEEPEST", "Cursor", "brief"]

DEEPEST = 40


class Cursor:
    """Goes through the tokens of one text.

    Parameters
    ----------
    text : str
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokens(text)
        self._at = 0
        self._depth = 0
        self._open: list[str] = []  # the brackets and bars around the place of reading

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += 1
        return token

    def _expect(self, text: str, problem: str) -> None:
        if self._next.text != text:
            self._refuse(problem)
        self._take()

    def _enter(self) -> None:
        self._take()
        self._open.append("(")

    def _leave(self, problem: str) -> None:
        if self._next.text != ")":
            self._refuse_leftover(problem)
        self._open.pop()
        self._take()

    def _descend(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            self._refuse(f"a formula may be nested {DEEPEST} levels deep, got a deeper one")

    def _slice(self, start: int, end: int) -> str:
        return brief(self._text[start:end].strip())

    def _refuse(self, problem: str, token: Token | None = None) -> NoReturn:
        raise FormulaError(problem, self._text, (token or self._next).column)

    def _refuse_leftover(self, problem: str = "") -> NoReturn:
        token = self._next
        if token.kind == "end":
            self._refuse(problem)
        if token.text == ")":
            self._refuse("this bracket closes nothing")
        if token.text == ",":
            self._refuse("a comma cannot stand here; decimals are written with a point, as in 0.5")
        if token.text in {":", ";"}:
            self._refuse(f"{token.text} belongs in piecewise(x < 0: -x, otherwise: x) only")
        self._refuse(f"{token.text} cannot follow here: + - * / ^ or the end is expected")


def brief(text: str) -> str:
    """Shorten what a message repeats, and keep it printable.

    Examples
    --------
    >>> brief("x + y" + 20 * " + x")
    'x + y + x + x + x +…'
    """
    most = 20
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"

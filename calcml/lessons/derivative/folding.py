"""Folding: a long formula of a program, broken over several lines."""

import re
from collections.abc import Iterator

__all__ = ["folded"]

_WORD = re.compile(r"\s*(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|\w+|\*\*|<=|>=|==|\S)")
_BEFORE = {"+", "-", "if", "else"}  # a line may end before these
_AFTER = {"*", "/", ","}  # and after these


def folded(formula: str, width: int) -> tuple[str, ...]:
    """Break a formula into lines, as full as they can be.

    Parameters
    ----------
    formula : str
        An expression of Python, in brackets wherever it is used.
    width : int
        The most characters of a line, unless a single word has more.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> folded("x**3*sin(x) + 2*x - 1", 14)
    ('x**3*sin(x)', '+ 2*x - 1')
    """
    lines = [""]
    for piece in _pieces(formula):
        if len(lines[-1] + piece.rstrip()) <= width or not lines[-1]:
            lines[-1] += piece
        else:
            lines.append(piece.lstrip())
    return tuple(line.rstrip() for line in lines)


def _pieces(formula: str) -> Iterator[str]:
    """Yield the parts that stay on one line."""
    piece, before = "", ""
    for match in _WORD.finditer(formula):
        word, spaced = match[0].strip(), match[0][0].isspace()
        signs = word in _BEFORE and spaced
        if piece and (signs or before in _AFTER):
            yield piece
            piece = ""
        piece += match[0]
        before = word
    yield piece

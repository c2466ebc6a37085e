"""Points as they are written in formulas: with their digits where these are few."""

import sympy as sp

from calcml.lessons.entries import Shown, plain

__all__ = ["letter_of"]

_LONGEST = 8  # characters


def letter_of(at: sp.Expr, letter: str) -> Shown:
    """Write a point in a formula such as f(3 + h).

    Parameters
    ----------
    at : sympy.Expr
    letter : str
        What stands for a point whose digits are too many.

    Returns
    -------
    Shown

    Examples
    --------
    >>> letter_of(sp.Rational(1, 3), "a").text, letter_of(sp.sqrt(2) / 3 + sp.pi, "a").text
    ('1/3', 'a')
    """
    written = plain(at)
    return written if len(written.text) <= _LONGEST else Shown(letter, letter)

"""Formulas as plain text, for captions that are read as text and for tables of values."""

import re

from calcml.core.functions import Function

__all__ = ["written"]

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_POWER = re.compile(r"\*\*(?:\((-\d+)\)|(\d+))(?![\d.])")
_PI = re.compile(r"(?<![A-Za-z])pi(?![A-Za-z])")
_NEIGHBOURS = re.compile(r"(?<![\w)])(\d+)\*(?=[a-z(])")


def written(f: Function) -> str:
    """Write the formula of a function as plain text, as in a book.

    Parameters
    ----------
    f : Function

    Returns
    -------
    str

    Examples
    --------
    >>> import sympy as sp
    >>> from calcml.core.symbols import x
    >>> written(Function(x**2 - 4 * x + 4, x))
    'x² − 4x + 4'
    >>> written(Function(3 * x * sp.exp(-(x**2)) - sp.sqrt(x) ** 3, x))
    '−x^(3/2) + 3x·exp(−x²)'
    >>> written(Function(sp.sin(2 * sp.pi * x), x))
    'sin(2π·x)'
    """
    text = _POWER.sub(lambda m: (m[1] or m[2]).translate(_SUPERSCRIPTS), str(f.expression))
    text = _PI.sub("π", _NEIGHBOURS.sub(r"\1", text.replace("**", "^")))
    return text.replace("log(", "ln(").replace("*", "·").replace("-", "−")

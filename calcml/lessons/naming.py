"""Naming: how a message calls a function."""

import sympy as sp

from calcml.core.functions import Function

__all__ = ["named"]

_LONGEST = 60  # characters


def named(f: Function) -> str:
    """Return a function's formula for a message, or just f where that is no plain text.

    Parameters
    ----------
    f : Function

    Returns
    -------
    str

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> named(Function(x**2, x)), named(Function(sp.Piecewise((x, x > 0), (0, True)), x))
    ('x**2', 'f')
    """
    text = str(f.expression)
    return "f" if f.expression.has(sp.Piecewise) or len(text) > _LONGEST else text

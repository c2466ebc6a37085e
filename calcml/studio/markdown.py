"""Texts within Markdown."""

import re

__all__ = ["escaped"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$~^])")


def escaped(text: str) -> str:
    r"""Return a text in which nothing means anything to Markdown.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> print(escaped("f(x) < [1]"))
    f(x) \< \[1\]
    """
    return _SPECIAL.sub(r"\\\1", text)

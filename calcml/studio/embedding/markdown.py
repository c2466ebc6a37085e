"""Markdown: a picture that moves, or one that leads to the video."""

import re

from calcml.studio.embedding.shown import Shown

__all__ = ["escaped", "snippet"]

SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|$~^])")


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
    f\(x\) \< \[1\]
    """
    return SPECIAL.sub(r"\\\1", text)


def snippet(shown: Shown) -> str:
    """Return what to write into the text.

    Pages such as GitHub's play no video that lies beside the text, so its last picture leads to
    it there; a GIF or WebP plays everywhere.

    Parameters
    ----------
    shown : Shown

    Returns
    -------
    str
    """
    words = escaped(shown.line)
    if shown.is_video:
        return f"[![{words}](<{shown.poster_url}>)](<{shown.url}>)"
    return f"![{words}](<{shown.url}>)"

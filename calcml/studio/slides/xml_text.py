"""Text that a document can hold, and titles of a length that a slide can hold."""

import re

__all__ = ["legal", "shortened", "speakable"]

_UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may contain, not even escaped."""


def speakable(text: str) -> str:
    r"""Return a text with a mark in place of what no document can hold.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> speakable("  x = 3 \x0b")
    '  x = 3 \ufffd'
    """
    return _UNSPEAKABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def legal(text: str) -> str:
    r"""Return a text as one line that XML can hold.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> legal("one\x0btwo\nthree \ud800")
    'one two three'
    """
    return " ".join(_UNSPEAKABLE.sub(" ", text).split())


def shortened(text: str, longest: int) -> str:
    """Return a text of one line with its end left out where it is too long.

    Parameters
    ----------
    text : str
    longest : int
        Characters.

    Returns
    -------
    str

    Examples
    --------
    >>> shortened("a secant and a tangent", 12)
    'a secant …'
    """
    line = legal(text)
    if len(line) <= longest:
        return line
    return f"{line[:longest].rsplit(' ', 1)[0].rstrip()} …"

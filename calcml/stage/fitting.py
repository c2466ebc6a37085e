"""Fitting: a text short enough, or small enough, for its place, and one that the eye can read."""

from collections.abc import Sequence

from calcml.stage.text import Typeset

__all__ = ["em_within", "first_within", "fitted"]


def em_within(width: float, columns: Sequence[float], usual: float) -> float:
    """Return the size of text at which the columns of a table have room.

    Parameters
    ----------
    width : float
        In scene units.
    columns : sequence of float
        Their widths in ems.
    usual : float
        The size where there is room enough, in scene units.

    Returns
    -------
    float
    """
    return min(usual, width / sum(columns))


def first_within(width: float, texts: Sequence[Typeset]) -> Typeset:
    """Return the first text that is not too wide, else the last one.

    Parameters
    ----------
    width : float
        In scene units.
    texts : sequence of Typeset
        From the best to the shortest, at least one.

    Returns
    -------
    Typeset
    """
    return next((text for text in texts if text.width <= width), texts[-1])


def fitted(text: Typeset, width: float, *, least: float) -> Typeset:
    """Shrink a text to a width, as far as it stays legible, and return it.

    Parameters
    ----------
    text : Typeset
    width : float
        In scene units.
    least : float
        The smallest em, in scene units; a text that is too wide even so stays too wide.

    Returns
    -------
    Typeset
        The same text.
    """
    text.scale(max(min(1.0, width / text.width), min(1.0, least / text.em)))
    return text

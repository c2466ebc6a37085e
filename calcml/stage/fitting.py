"""Fitting: a text made small enough for its place, and no smaller than the eye can read."""

from calcml.stage.text import Typeset

__all__ = ["fitted"]


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

"""Fitting: of several ways to say the same, the first that has room."""

from collections.abc import Iterable

from calcml.core.errors import InvalidArgument
from calcml.stage.text import Typeset

__all__ = ["first_within"]


def first_within(width: float, texts: Iterable[Typeset]) -> Typeset:
    """Return the first text that is not too wide.

    Parameters
    ----------
    width : float
        In scene units.
    texts : iterable of Typeset
        From the best to the shortest.

    Returns
    -------
    Typeset
        The last one where none fits.

    Raises
    ------
    InvalidArgument
        If there is no text.
    """
    chosen = None
    for chosen in texts:
        if chosen.width <= width:
            break
    if chosen is None:
        raise InvalidArgument("at least one text is needed, got none")
    return chosen

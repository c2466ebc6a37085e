"""reveal.js: a section that plays when its slide is shown."""

from calcml.studio.embedding.elements import player
from calcml.studio.embedding.shown import Shown

__all__ = ["snippet"]


def snippet(shown: Shown) -> str:
    """Return what to write into the page.

    Parameters
    ----------
    shown : Shown

    Returns
    -------
    str
    """
    return f"<section>\n  {player(shown)}\n</section>"

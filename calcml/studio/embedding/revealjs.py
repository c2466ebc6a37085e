"""reveal.js: a section that plays when its slide is shown."""

from calcml.studio.embedding.elements import picture, video
from calcml.studio.embedding.shown import Shown

__all__ = ["snippet"]

FILLS = "r-stretch"
"""As large as the slide has room."""


def snippet(shown: Shown) -> str:
    """Return what to write into the page.

    Parameters
    ----------
    shown : Shown

    Returns
    -------
    str
    """
    inner = (
        video(shown, starts="data-autoplay", fills=FILLS)
        if shown.is_video
        else picture(shown, fills=FILLS)
    )
    return f"<section>\n  {inner}\n</section>"

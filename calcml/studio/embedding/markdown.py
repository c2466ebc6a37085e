"""Markdown: a picture that moves, or one that leads to the video."""

from calcml.studio.embedding.shown import Shown
from calcml.studio.markdown import escaped

__all__ = ["snippet"]


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

"""Slidev: its own video element, which plays when its slide is entered."""

from calcml.studio.embedding.elements import element
from calcml.studio.embedding.shown import Shown

__all__ = ["snippet"]


def snippet(shown: Shown) -> str:
    """Return what to write into ``slides.md``; the files belong into ``public``.

    Parameters
    ----------
    shown : Shown

    Returns
    -------
    str
    """
    base = shown.url.rpartition("/")[2], shown.poster_url.rpartition("/")[2]
    file, poster = (f"/{name}" for name in base)
    if not shown.is_video:
        image = element("img", {"src": file, "alt": shown.line})
        return f"<!-- copy {_safe(shown.path)} into public/ -->\n{image}"
    begin = element("SlidevVideo", {
        "autoplay": True,
        "muted": True,
        "playsinline": True,
        "loop": shown.loops,
        "poster": poster,
        "aria-label": shown.line,
    })  # fmt: skip
    source = element("source", {"src": file, "type": shown.mime})
    return (
        f"<!-- copy {_safe(shown.path)} and {_safe(shown.poster_name)} into public/ -->\n"
        f"{begin}\n  {source}\n</SlidevVideo>"
    )


def _safe(path: str) -> str:
    """Return a path that does not end a comment."""
    return path.replace("--", "- -")

"""HTML's video and img, with everything escaped."""

from html import escape

from calcml.studio.embedding.shown import Shown

__all__ = ["element", "picture", "player", "video"]

_FILLS = "r-stretch"


def element(name: str, attributes: dict[str, str | bool]) -> str:
    """Return a tag.

    Parameters
    ----------
    name : str
    attributes : dict of str to str or bool
        True for one without a value; False for one that is left out.

    Returns
    -------
    str

    Examples
    --------
    >>> element("video", {"muted": True, "loop": False, "aria-label": 'f"(x) < 1'})
    '<video muted aria-label="f&quot;(x) &lt; 1">'
    """
    told = [name]
    for key, value in attributes.items():
        if value is True:
            told.append(key)
        elif value is not False:
            told.append(f'{key}="{escape(value)}"')
    return f"<{' '.join(told)}>"


def video(shown: Shown, *, starts: str, fills: str = "") -> str:
    """Return a video that plays without sound where it stands.

    Parameters
    ----------
    shown : Shown
    starts : str
        The attribute that makes it start.
    fills : str
        A class, if any.

    Returns
    -------
    str
    """
    begin = element("video", {
        "class": fills or False,
        starts: True,
        "muted": True,
        "playsinline": True,
        "loop": shown.loops,
        "width": str(shown.width),
        "height": str(shown.height),
        "poster": shown.poster_url,
        "src": shown.url,
        "aria-label": shown.line,
    })  # fmt: skip
    return f"{begin}</video>"


def picture(shown: Shown, *, fills: str = "") -> str:
    """Return a picture, which may move.

    Parameters
    ----------
    shown : Shown
    fills : str
        A class, if any.

    Returns
    -------
    str
    """
    return element("img", {
        "class": fills or False,
        "src": shown.url,
        "width": str(shown.width),
        "height": str(shown.height),
        "alt": shown.line,
    })  # fmt: skip


def player(shown: Shown) -> str:
    """Return what reveal.js, and what is built on it, plays as large as a slide has room.

    Parameters
    ----------
    shown : Shown

    Returns
    -------
    str
    """
    if shown.is_video:
        return video(shown, starts="data-autoplay", fills=_FILLS)
    return picture(shown, fills=_FILLS)

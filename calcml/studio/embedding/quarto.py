"""Quarto: the video where a page can play it, its last picture elsewhere."""

from calcml.studio.embedding.elements import player
from calcml.studio.embedding.shown import Shown
from calcml.studio.markdown import escaped

__all__ = ["snippet"]


def snippet(shown: Shown) -> str:
    """Return what to write into a ``.qmd``.

    Parameters
    ----------
    shown : Shown

    Returns
    -------
    str
    """
    return "\n".join([
        "<!-- in the head of the document, so that the file is published with it:",
        f"resources: [{_quoted(shown.path)}, {_quoted(shown.poster)}]",
        "-->",
        '::: {.content-visible when-format="html"}',
        "```{=html}",
        player(shown),
        "```",
        ":::",
        '::: {.content-hidden when-format="html"}',
        f"![{escaped(shown.line)}](<{shown.poster_url}>)",
        ":::",
    ])  # fmt: skip


def _quoted(path: str) -> str:
    """Return a path as YAML."""
    return "'" + path.replace("'", "''") + "'"

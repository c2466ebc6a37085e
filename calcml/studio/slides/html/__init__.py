"""A deck for the browser: a folder, or one page that holds everything, and no network needed."""

from pathlib import Path

from calcml.studio.problems import StudioError
from calcml.studio.slides.deck import Deck
from calcml.studio.slides.html import reveal
from calcml.studio.slides.html.assets import Apart, Inside
from calcml.studio.slides.html.page import page
from calcml.studio.slides.kinds import Settings

__all__ = ["require", "write"]

HEAVIEST = 150_000_000
"""Bytes of a page beyond which browsers take long to open it."""


def require(settings: Settings) -> None:  # noqa: ARG001 - any setting will do
    """Make sure, before anything is rendered, that reveal.js is there.

    Parameters
    ----------
    settings : Settings

    Raises
    ------
    StudioError
        When its files are missing.
    """
    reveal.files()


def write(deck: Deck, folder: Path, settings: Settings) -> Path:
    """Write a deck for the browser.

    Parameters
    ----------
    deck : Deck
    folder : Path
        Where there is room.
    settings : Settings

    Returns
    -------
    Path
        A folder with ``index.html`` in it, or one page.

    Raises
    ------
    StudioError
        When one page would be too heavy.
    """
    return _one_page(deck, folder) if settings.one_file else _folder(deck, folder)


def _folder(deck: Deck, folder: Path) -> Path:
    made = folder / "deck"
    assets = Apart(made)
    text = page(deck, assets)
    (made / "index.html").write_text(text, encoding="utf-8")
    return made


def _one_page(deck: Deck, folder: Path) -> Path:
    weight = sum(slide.clip.stat().st_size for slide in deck.slides) * 4 // 3
    if weight > HEAVIEST:
        raise StudioError(
            f"one page with all clips would have {weight / 1e6:.0f} MB, and browsers open pages of "
            f"up to {HEAVIEST / 1e6:.0f} MB well: leave "
            "out --one-file for a folder, choose a lower quality, such as -qm, or fewer scenes "
            "with -s"
        )
    made = folder / "deck.html"
    made.write_text(page(deck, Inside()), encoding="utf-8")
    return made

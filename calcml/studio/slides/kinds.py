"""What a deck can be written as."""

import importlib
import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from calcml.studio.problems import StudioError
from calcml.studio.slides.deck import Deck

__all__ = ["KINDS", "Kind", "Settings"]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a user may choose of a deck.

    Attributes
    ----------
    one_file : bool
        Whether a page for the browser holds its clips.
    template : Path or None
        A presentation whose layouts are used.
    """

    one_file: bool = False
    template: Path | None = None


Writer: TypeAlias = Callable[[Deck, Path, Settings], Path]
"""Writes a deck into a folder, where there are files already, and returns what it has made."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One of them.

    Attributes
    ----------
    module : str
        Has ``write``, a `Writer`, and ``require``, which refuses settings and templates that
        cannot be used before anything is rendered.
    suffix : str
        Of its file; empty for a folder.
    captions : bool
        Whether the captions stand in the clips, if no template has room for them.
    corrections : bool
        Whether it tells what the source decks got wrong.
    needs : mapping of str to str
        Modules that it needs, and the distribution that has each.
    takes : frozenset of str
        Names of the settings that mean something to it.
    """

    module: str
    suffix: str
    captions: bool
    needs: Mapping[str, str]
    takes: frozenset[str]
    corrections: bool = False

    def require(self, settings: Settings) -> None:
        """Refuse what cannot be done, before the work begins.

        Parameters
        ----------
        settings : Settings

        Raises
        ------
        StudioError
            For a setting of another kind, a library that is not installed, or what the module
            refuses.
        """
        for name, option in (("one_file", "--one-file"), ("template", "--template")):
            if getattr(settings, name) and name not in self.takes:
                owner = next(kind for kind, other in KINDS.items() if name in other.takes)
                raise StudioError(f"{option} belongs to --to {owner}")
        for module, distribution in self.needs.items():
            if importlib.util.find_spec(module) is None:
                raise StudioError(
                    f"{distribution} is not installed: pip install 'calcml[slides]', or make setup"
                )
        importlib.import_module(self.module).require(settings)

    def captioned(self, settings: Settings) -> bool:
        """Tell whether the captions are to stand in the clips.

        Parameters
        ----------
        settings : Settings

        Returns
        -------
        bool
            On a template's slides they are the titles.
        """
        return self.captions and settings.template is None

    def write(self, deck: Deck, folder: Path, settings: Settings) -> Path:
        """Write a deck.

        Parameters
        ----------
        deck : Deck
        folder : Path
            Where there is room.
        settings : Settings

        Returns
        -------
        Path
            The file or folder that was made, in `folder`.
        """
        writer: Writer = importlib.import_module(self.module).write
        return writer(deck, folder, settings)

    def named(self, name: str, settings: Settings) -> str:
        """Return what the result is called.

        Parameters
        ----------
        name : str
            Of the lecture.
        settings : Settings

        Returns
        -------
        str
        """
        return name + (".html" if settings.one_file else self.suffix)


_HERE = "calcml.studio.slides"

KINDS = {
    "html": Kind(
        module=f"{_HERE}.html",
        suffix="",
        captions=False,
        needs={"sphinx_revealjs": "sphinx-revealjs"},
        takes=frozenset({"one_file"}),
    ),
    "pptx": Kind(
        module=f"{_HERE}.powerpoint",
        suffix=".pptx",
        captions=True,
        needs={"pptx": "python-pptx"},
        takes=frozenset({"template"}),
    ),
    "pdf": Kind(
        module=f"{_HERE}.handout",
        suffix=".pdf",
        captions=False,
        needs={},
        takes=frozenset(),
        corrections=True,
    ),
    "manim-slides": Kind(
        module=f"{_HERE}.manim_slides",
        suffix="-manim-slides",
        captions=True,
        needs={},
        takes=frozenset(),
    ),
}

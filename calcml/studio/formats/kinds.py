"""The formats of a clip: what each can do, and what to say when it cannot."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from calcml.studio.formats.pieces import Piece
from calcml.studio.problems import StudioError

__all__ = ["FORMATS", "Format", "Reached", "Settings", "Writer"]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a user may choose of a file.

    Attributes
    ----------
    width : int or None
        In pixels, at most; the format's own choice if None.
    loop : bool or None
        Whether it begins again after its end; if None, where its beats are made for that.
    """

    width: int | None = None
    loop: bool | None = None

    def loops(self, piece: Piece) -> bool:
        """Return whether a piece begins again after its end.

        Parameters
        ----------
        piece : Piece

        Returns
        -------
        bool
        """
        return piece.loops if self.loop is None else self.loop


Reached: TypeAlias = Callable[[int], None]
"""Is told how many frames are done."""

Writer: TypeAlias = Callable[[Piece, Path, Settings, Reached], None]
"""Writes a piece to a file or folder."""


@dataclass(frozen=True, kw_only=True)
class Format:
    """One of them.

    Attributes
    ----------
    title : str
        What people call it.
    suffix : str
        Of its files; empty for a folder.
    alpha : bool
        Whether what is behind the picture may show through.
    why : str
        Why not.
    module : str
        Has ``write``, a `Writer`; empty if the studio has the file already.
    takes : frozenset of str
        Names of the settings that mean something to it.
    """

    title: str
    suffix: str
    alpha: bool
    why: str = ""
    module: str = ""
    takes: frozenset[str] = frozenset()

    @property
    def is_picture(self) -> bool:
        """Whether it is one picture of a beat's end."""
        return self.suffix == ".png"

    def require(self, settings: Settings, *, transparent: bool) -> None:
        """Refuse what cannot be done, before the work begins.

        Parameters
        ----------
        settings : Settings
        transparent : bool
            Whether an alpha is wanted.

        Raises
        ------
        StudioError
            With what to use instead.
        """
        if transparent and not self.alpha:
            raise StudioError(
                f"{self.why}: use --format webm (browsers, OBS), webp (slides, web pages) or "
                "png-sequence (video editors)"
            )
        chosen = {"width": settings.width, "loop": settings.loop}
        for name, value in chosen.items():
            if value is not None and name not in self.takes:
                owners = [kind for kind, other in FORMATS.items() if name in other.takes]
                raise StudioError(f"--{name} belongs to --format {' or '.join(owners)}")

    def write(self, piece: Piece, target: Path, settings: Settings, reached: Reached) -> None:
        """Write a piece.

        Parameters
        ----------
        piece : Piece
        target : Path
            A file or folder that is not there yet; it is incomplete until this returns.
        settings : Settings
        reached : callable
            Is told how many frames are done.
        """
        writer: Writer = importlib.import_module(f"{__package__}.{self.module}").write
        writer(piece, target, settings, reached)


ANIMATED = frozenset({"width", "loop"})

FORMATS = {
    "mp4": Format(
        title="MP4", suffix=".mp4", alpha=False, why="MP4 has no alpha channel",
    ),
    "webm": Format(title="WebM", suffix=".webm", alpha=True, module="webm"),
    "gif": Format(
        title="GIF", suffix=".gif", alpha=False, module="gif", takes=ANIMATED,
        why="a pixel of a GIF is there or not, so smooth edges become jagged",
    ),
    "webp": Format(title="WebP", suffix=".webp", alpha=True, module="webp", takes=ANIMATED),
    "png": Format(title="PNG", suffix=".png", alpha=True),
    "png-sequence": Format(title="PNGs", suffix="", alpha=True, module="sequence"),
}  # fmt: skip

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
    embedded : bool
        Whether it is to be shown in slides, and they are told how.
    """

    width: int | None = None
    loop: bool | None = None
    embedded: bool = False

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
    scales : bool
        Whether its size can be chosen, and the file says whether it begins again.
    """

    title: str
    suffix: str
    alpha: bool
    why: str = ""
    module: str = ""
    scales: bool = False

    @property
    def is_picture(self) -> bool:
        """Whether it is one picture of a beat's end."""
        return self.suffix == ".png"

    @property
    def is_video(self) -> bool:
        """Whether it needs a player."""
        return self.suffix in {".mp4", ".webm"}

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
        if settings.embedded and not self.suffix:
            raise StudioError(
                "a folder of PNGs is for video editors, no slide plays it: "
                "use --embed with --format webm, mp4, gif or webp"
            )
        if settings.width is not None and not self.scales:
            raise StudioError(
                f"--width belongs to --format {_those(scales=True)}; the size of the others is "
                "that of their quality: choose one with -q"
            )
        if (
            settings.loop is not None
            and not self.scales
            and not (self.is_video and settings.embedded)
        ):
            raise StudioError(
                f"--loop belongs to --format {_those(scales=True)}, and to the snippets of "
                "--embed: a video is played again by whoever shows it"
            )

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


FORMATS = {
    "mp4": Format(
        title="MP4", suffix=".mp4", alpha=False, why="MP4 has no alpha channel",
    ),
    "webm": Format(title="WebM", suffix=".webm", alpha=True, module="webm"),
    "gif": Format(
        title="GIF", suffix=".gif", alpha=False, module="gif", scales=True,
        why="a pixel of a GIF is there or not, so smooth edges become jagged",
    ),
    "webp": Format(title="WebP", suffix=".webp", alpha=True, module="webp", scales=True),
    "png": Format(title="PNG", suffix=".png", alpha=True),
    "png-sequence": Format(title="PNGs", suffix="", alpha=True, module="sequence"),
}  # fmt: skip


def _those(*, scales: bool) -> str:
    """Name the formats that scale, or do not."""
    return " or ".join(name for name, each in FORMATS.items() if each.scales == scales)

"""What a user wants of rendered scenes, and the files that come of it."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from calcml.studio.catalogue import SceneCard
from calcml.studio.delivery import delivered, delivered_beats
from calcml.studio.fingerprint import beats_of
from calcml.studio.formats.kinds import FORMATS, Format, Settings
from calcml.studio.formats.making import exported
from calcml.studio.formats.pieces import Piece, pieces, require_beats
from calcml.studio.looks import Look
from calcml.studio.outcomes import Rendered
from calcml.studio.outputs import Outputs
from calcml.studio.problems import StudioError, place
from calcml.studio.progress import watching
from calcml.studio.store import Store
from calcml.studio.voice.speech import SILENCE, Speech

__all__ = ["Made", "Order"]

LARGE = 20_000_000
"""Bytes from which a GIF is a burden on whoever shows it."""


@dataclass(frozen=True)
class Made:
    """A file that was delivered.

    Attributes
    ----------
    path : Path
    piece : Piece
        Which frames of which clip it shows; of a still, those of its beat.
    """

    path: Path
    piece: Piece


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is wanted of each scene.

    Attributes
    ----------
    kind : str
        A key of `FORMATS`.
    beats : tuple of str
        Each a file of its own; none means the whole scene.
    settings : Settings
    captions, transparent : bool
        As of `Look`.
    force : bool
        Whether folders may be replaced that calcml did not fill.
    """

    kind: str
    beats: tuple[str, ...]
    settings: Settings
    captions: bool
    transparent: bool
    force: bool

    @property
    def format(self) -> Format:
        """What is known of the format."""
        return FORMATS[self.kind]

    @property
    def look(self) -> Look:
        """How its scenes are drawn."""
        return Look(
            captions=self.captions,
            transparent=self.transparent,
            lossless=bool(self.format.module) and not self.transparent,
        )

    @property
    def mark(self) -> str:
        """What the folder of such files is marked with, beside quality and theme."""
        captions = "" if self.captions else "-no-captions"
        return captions + ("-transparent" if self.transparent else "")

    def require_possible(self) -> None:
        """Refuse what cannot be done, before the work begins.

        Raises
        ------
        StudioError
            With what to do instead.
        """
        if self.force and self.format.suffix:
            raise StudioError("--force belongs to --format png-sequence; other files are replaced")
        self.format.require(self.settings, transparent=self.transparent)

    def require_ready(self, cards: Sequence[SceneCard], folder: Path, store: Store) -> None:
        """Make sure, before the work begins, that the beats are there and nothing is in the way.

        Parameters
        ----------
        cards : sequence of SceneCard
            The scenes.
        folder : Path
            Where the files go.
        store : Store

        Raises
        ------
        StudioError
            When a scene has no such beat, or a user's folder would be lost.
        """
        for card in cards:
            if self.beats and (listed := beats_of(card)):
                require_beats(card, self.beats, listed)
            target = folder / f"{card.label}{self.format.suffix}"
            if self.format.suffix and target.is_dir():
                raise StudioError(
                    f"{place(target)} is a folder: remove it, or choose another place with -o"
                )
            if not self.format.suffix and not self.beats:
                Outputs(store, force=self.force).require_free(target)

    def filled(
        self, scenes: Sequence[Rendered], folder: Path, store: Store, speech: Speech = SILENCE
    ) -> list[Made]:
        """Put what is wanted of rendered scenes into a folder.

        Parameters
        ----------
        scenes : sequence of Rendered
        folder : Path
        store : Store
            Where there is room.
        speech : Speech
            What is said in MP4s.

        Returns
        -------
        list of Made

        Raises
        ------
        StudioError
            When a scene has no such beat, or a file cannot be written.
        """
        parts = [piece for scene in scenes for piece in pieces(scene, self.beats)]
        if not self.format.module:
            return [made for scene in scenes for made in self._put(scene, folder, store, speech)]
        outputs = Outputs(store, force=self.force)
        made = []
        with watching([piece.name + self.format.suffix for piece in parts]) as watcher:
            for piece in parts:
                path = exported(
                    piece, self.kind, self.settings,
                    folder=folder, outputs=outputs, store=store, watcher=watcher,
                )  # fmt: skip
                made.append(Made(path, piece))
        _warn_of_large(made)
        return made

    def _put(self, scene: Rendered, folder: Path, store: Store, speech: Speech) -> Iterator[Made]:
        """Deliver what the store has already."""
        told = [beat["name"] for beat in scene.clip.sidecar["timeline"]]
        parts = pieces(scene, (self.beats or told) if self.format.is_picture else self.beats)
        if self.beats:
            paths = delivered_beats(scene, self.beats, folder, store, speech)
        else:
            paths = delivered(scene, folder)
        yield from (Made(path, piece) for path, piece in zip(paths, parts, strict=True))


def _warn_of_large(made: Sequence[Made]) -> None:
    for each in made:
        size = each.path.stat().st_size if each.path.suffix == ".gif" else 0
        if size > LARGE:
            print(
                f"calcml: {place(each.path)} has {size / 1e6:.0f} MB, which takes long to load: "
                "a smaller --width, one --beat or --format webm makes less of it",
                file=sys.stderr,
            )

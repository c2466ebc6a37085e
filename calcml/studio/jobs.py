"""The job of a worker: which scene, how, and where its private folder is."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from calcml.studio.catalogue import SceneCard
from calcml.studio.fingerprint import scene_key
from calcml.studio.quality import QUALITIES, Quality

__all__ = ["Job"]


@dataclass(frozen=True, kw_only=True)
class Job:
    """One scene to be rendered.

    Attributes
    ----------
    card : SceneCard
        The scene.
    quality : Quality
        Size and frame rate.
    theme : str
        ``dark`` or ``light``.
    stills : bool
        Whether the last frame of each beat is wanted instead of the clip.
    folder : Path
        The worker's private folder.
    key : str
        The key of the scene's clip; empty until `keyed`.
    """

    card: SceneCard
    quality: Quality
    theme: str
    stills: bool = False
    folder: Path = Path()
    key: str = ""

    def keyed(self) -> "Job":
        """Return the job with the key that its scene has at this moment."""
        return replace(self, key=self.key_now())

    def key_now(self) -> str:
        """Return the key that the scene has at this moment."""
        return scene_key(self.card, self.quality, self.theme, stills=self.stills)

    @property
    def out(self) -> Path:
        """Where the worker puts what is to be published."""
        return self.folder / "out"

    def to_json(self) -> str:
        """Return the job as one line."""
        card = self.card
        told = {
            "name": card.name,
            "chapter": card.chapter,
            "file": str(card.file),
            "sentence": card.sentence,
            "quality": self.quality.letter,
            "theme": self.theme,
            "stills": self.stills,
            "folder": str(self.folder),
            "key": self.key,
        }
        return json.dumps(told) + "\n"

    @classmethod
    def from_json(cls, line: str) -> "Job":
        """Read a line that `to_json` wrote."""
        told = json.loads(line)
        card = SceneCard(
            name=told["name"],
            chapter=told["chapter"],
            file=Path(told["file"]),
            sentence=told["sentence"],
            lesson=None,
        )
        return cls(
            card=card,
            quality=QUALITIES[told["quality"]],
            theme=told["theme"],
            stills=told["stills"],
            folder=Path(told["folder"]),
            key=told["key"],
        )

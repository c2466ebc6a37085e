"""What is asked of the studio: a scene, and of a worker: a run of its beats."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from calcml.studio.catalogue import SceneCard
from calcml.studio.fingerprint import beat_keys, key_of
from calcml.studio.looks import USUAL, Look
from calcml.studio.quality import QUALITIES, Quality

__all__ = ["Job", "Run"]


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
    look : Look
        What the picture leaves out or adds.
    narration : mapping of str to float
        How many seconds each beat is spoken to; it lasts as long.
    key : str
        The key of the scene's clip; empty until `keyed`.
    beats : mapping of str to str
        The key of each beat, in order; a scene whose beats are not known is one beat of its own
        name and key.
    """

    card: SceneCard
    quality: Quality
    theme: str
    stills: bool = False
    look: Look = USUAL
    narration: Mapping[str, float] = field(default_factory=dict, hash=False)
    key: str = ""
    beats: Mapping[str, str] = field(default_factory=dict, hash=False)

    def keyed(self) -> "Job":
        """Return the job with the keys that its scene and beats have at this moment."""
        key, before = self.key_now(), ""
        beats: Mapping[str, str] = {}
        while key != before:  # both must be of the same sources
            beats = self._beat_keys()
            key, before = self.key_now(), key
        keyed = replace(self, key=key, beats=beats)
        return keyed if all(beats) else keyed.whole()

    def key_now(self) -> str:
        """Return the key that the scene has at this moment."""
        return key_of(self._beat_keys())

    def _beat_keys(self) -> dict[str, str]:
        return beat_keys(
            self.card, self.quality, self.theme,
            stills=self.stills, look=self.look, narration=self.narration,
        )  # fmt: skip

    def whole(self) -> "Job":
        """Return the job without a division into beats."""
        return replace(self, beats={self.card.name: self.key})

    @property
    def undivided(self) -> bool:
        """Whether all of the scene is one beat."""
        return dict(self.beats) == {self.card.name: self.key}

    def told(self) -> dict[str, Any]:
        """Return the job as plain data."""
        card = self.card
        return {
            "name": card.name,
            "chapter": card.chapter,
            "file": str(card.file),
            "sentence": card.sentence,
            "parameters": dict(card.parameters),
            "quality": self.quality.letter,
            "theme": self.theme,
            "stills": self.stills,
            "shape": self.quality.shape,
            "look": self.look.told(),
            "narration": dict(self.narration),
            "key": self.key,
            "beats": dict(self.beats),
        }

    @classmethod
    def heard(cls, told: Mapping[str, Any]) -> "Job":
        """Return the job that `told` described."""
        card = SceneCard(
            name=told["name"],
            chapter=told["chapter"],
            file=Path(told["file"]),
            sentence=told["sentence"],
            lesson=None,
            parameters=told["parameters"],
        )
        return cls(
            card=card,
            quality=QUALITIES[told["quality"]].shaped(told["shape"]),
            theme=told["theme"],
            stills=told["stills"],
            look=Look(**told["look"]),
            narration=told["narration"],
            key=told["key"],
            beats=told["beats"],
        )


@dataclass(frozen=True, kw_only=True)
class Run:
    """Some beats of a scene in order, drawn by one worker in one go.

    Attributes
    ----------
    job : Job
        The scene.
    beats : tuple of str
        What is drawn; nothing, when only the scene's description is wanted.
    cost : float
        What it is thought to cost, in seconds of one core.
    folder : Path
        The worker's private folder.
    """

    job: Job
    beats: tuple[str, ...]
    cost: float = 0.0
    folder: Path = Path()

    @property
    def out(self) -> Path:
        """Where the worker puts what is to be published."""
        return self.folder / "out"

    @property
    def name(self) -> str:
        """What the run is called: the scene, and which of its beats if not all.

        Examples
        --------
        ``LimitZoom``, ``LimitZoom 2–4 of 6``.
        """
        every, scene = list(self.job.beats), self.job.card.label
        if len(self.beats) == len(every) or not self.beats:
            return scene
        first, last = every.index(self.beats[0]) + 1, every.index(self.beats[-1]) + 1
        span = str(first) if first == last else f"{first}–{last}"
        return f"{scene} {span} of {len(every)}"

    def to_json(self) -> str:
        """Return the run as one line."""
        told = {"job": self.job.told(), "beats": self.beats, "folder": str(self.folder)}
        return json.dumps(told) + "\n"

    @classmethod
    def from_json(cls, line: str) -> "Run":
        """Read a line that `to_json` wrote."""
        told = json.loads(line)
        return cls(
            job=Job.heard(told["job"]), beats=tuple(told["beats"]), folder=Path(told["folder"])
        )

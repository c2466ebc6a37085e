"""Have lines spoken, keep each by its words and its voice, and tell how long each beat takes."""

import io
import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from calcml.studio.catalogue import SceneCard
from calcml.studio.definitions import digest_of
from calcml.studio.files import described
from calcml.studio.problems import StudioError, writing
from calcml.studio.store import LINE, Clip, Store
from calcml.studio.voice.levels import LOUDNESS, Level, level_for
from calcml.studio.voice.lines import Line, Told, lines_of, told_of
from calcml.studio.voice.loudness import SILENT, loudness, powers_in_silence
from calcml.studio.voice.sounds import RATE, Samples, read_sound
from calcml.studio.voice.voices import Voice

__all__ = ["LEAD", "SILENCE", "TAIL", "Speech", "Utterance", "spoken_by"]

SCHEMA = 1
"""Raised when sounds are made otherwise."""
LEAD, TAIL = 0.3, 0.4
"""Seconds of a beat before its first word and after its last."""
STEP = 0.2
"""Beats last whole steps of that many seconds."""
VERSIONS = 8
"""How many versions of a scene's lines stay."""
SOUND = "words.npy"


@dataclass(frozen=True)
class Utterance:
    """A line as it was spoken.

    Attributes
    ----------
    line : Line
    key : str
        Digest of its words and its voice.
    file : Path
        Its samples.
    samples : int
        How many there are.
    powers : ndarray
        The `powers_in_silence` of them.
    """

    line: Line
    key: str
    file: Path
    samples: int
    powers: npt.NDArray[np.float64] = field(repr=False)

    @property
    def seconds(self) -> float:
        """How long it takes to say."""
        return self.samples / RATE

    @property
    def telling(self) -> float:
        """How long a beat must last for it, in whole steps."""
        return round(math.ceil(round((LEAD + self.seconds + TAIL) / STEP, 6)) * STEP, 6)

    @property
    def sound(self) -> Samples:
        """The samples, which stay on disk until they are wanted.

        Raises
        ------
        StudioError
            When somebody has removed them meanwhile.
        """
        try:
            sound: Samples = np.load(self.file, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError) as error:
            raise StudioError(f"the words of {self.line.name} have vanished: again") from error
        return sound


@dataclass(frozen=True)
class Speech:
    """All that a voice says in some scenes.

    Attributes
    ----------
    identity : str
        The voice; empty if nobody speaks.
    utterances : mapping of Told to tuple of Utterance
    """

    identity: str = ""
    utterances: Mapping[Told, tuple[Utterance, ...]] = field(default_factory=dict)

    def narration(self, card: SceneCard) -> dict[str, float]:
        """Return how many seconds each beat of a scene is spoken to.

        Parameters
        ----------
        card : SceneCard

        Returns
        -------
        dict of str to float
        """
        return {each.line.beat: each.telling for each in self.of(card)}

    def of(self, card: SceneCard) -> tuple[Utterance, ...]:
        """Return what is said in a scene.

        Parameters
        ----------
        card : SceneCard

        Returns
        -------
        tuple of Utterance
        """
        return self.utterances.get(told_of(card), ())

    def among(self, cards: Iterable[SceneCard]) -> "Speech":
        """Return what is said in some of the scenes: they have a level of their own.

        Parameters
        ----------
        cards : iterable of SceneCard

        Returns
        -------
        Speech
        """
        chosen = {told_of(card): self.of(card) for card in cards}
        return Speech(self.identity, {told: said for told, said in chosen.items() if said})

    @property
    def sounds(self) -> bool:
        """Whether anything is said."""
        return any(self.utterances.values())

    @cached_property
    def key(self) -> str:
        """Digest of all that is said, and how; empty if nothing is."""
        keys = [each.key for said in self.utterances.values() for each in said]
        return digest_of([SCHEMA, LOUDNESS, LEAD, keys]) if keys else ""

    @cached_property
    def level(self) -> Level:
        """The level of all of it together."""
        every = [each for said in self.utterances.values() for each in said]
        return level_for(_Lazily(every), [each.powers for each in every])

    def told(self) -> dict[str, Any]:
        """Return the voice and its level as plain data."""
        return {"identity": self.identity, "loudness": LOUDNESS, "gain": self.level.gain}


class _Lazily(Sequence[Samples]):
    """The sounds of utterances, each read when it is its turn."""

    def __init__(self, utterances: Sequence[Utterance]) -> None:
        self.utterances = utterances

    def __len__(self) -> int:
        return len(self.utterances)

    def __getitem__(self, place: Any) -> Any:
        return self.utterances[place].sound


SILENCE = Speech()
"""Nobody speaks."""


def spoken_by(voice: Voice, cards: Iterable[SceneCard], store: Store) -> Speech:
    """Have a voice say what the captions of scenes say, but for what it has said before.

    Parameters
    ----------
    voice : Voice
    cards : iterable of SceneCard
    store : Store
        Where lines are found and put.

    Returns
    -------
    Speech

    Raises
    ------
    StudioError
        When the voice fails; what it has said until then is kept.
    """
    scenes = lines_of(cards)
    lines = [line for said in scenes.values() for line in said]
    marks = voice.marks(lines)
    keys = {
        line: digest_of([SCHEMA, voice.identity, mark])
        for line, mark in zip(lines, marks, strict=True)
    }
    missing = [line for line in lines if store.voices.find(line.scene, keys[line]) is None]
    if missing:
        count = f"{len(missing)} sentence{'s' if len(missing) > 1 else ''}"
        print(f"calcml: {voice.identity}: {count} to say", file=sys.stderr)
    said = {told: tuple(_said(voice, each, keys, store)) for told, each in scenes.items()}
    for scene in {line.scene for line in missing}:
        store.voices.prune(scene, VERSIONS * sum(line.scene == scene for line in lines))
    return Speech(voice.identity, {told: each for told, each in said.items() if each})


def _said(
    voice: Voice, lines: Iterable[Line], keys: Mapping[Line, str], store: Store
) -> Iterator[Utterance]:
    for line in lines:
        key = keys[line]
        with store.claimed(key):
            clip = store.voices.find(line.scene, key) or _new(voice, line, key, store)
        facts = clip.sidecar
        yield Utterance(
            line, key, clip.files[0], facts["samples"], np.asarray(facts["powers"], np.float64)
        )


def _new(voice: Voice, line: Line, key: str, store: Store) -> Clip:
    """Have a line said, and keep it; it appears whole or not at all."""
    with store.workspace() as folder, writing(store.root):
        target = folder / "words.wav"
        voice.speak(line, target)
        sound = read_sound(target, f"{voice.identity}: {line.name}")
        powers = powers_in_silence(sound)
        if loudness([powers]) < SILENT:
            raise StudioError(f"{voice.identity}: {line.name}: nothing is to be heard")
        out = folder / "out"
        out.mkdir()
        samples = io.BytesIO()  # NumPy's own writing hides why a device takes no more
        np.save(samples, sound, allow_pickle=False)
        (out / SOUND).write_bytes(samples.getbuffer())
        facts = {
            "key": key,
            "voice": voice.identity,
            "words": line.words,
            "samples": int(sound.size),
            "powers": powers.tolist(),
            "files": described((out / SOUND,)),
        }
        text = json.dumps(facts, ensure_ascii=False, allow_nan=False)
        (out / LINE).write_text(text, encoding="utf-8")
        return store.voices.publish(line.scene, key, out)

"""Kokoro, a voice that is a neural network, by the optional package kokoro-onnx.

The user says which two files it is made of and what their SHA-256 is; they are digested before
anything is imported or loaded. Nothing is ever downloaded.
"""

import hashlib
import importlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from calcml.studio.problems import StudioError, place
from calcml.studio.voice.lines import Line
from calcml.studio.voice.settings import Settings, number, plain_name, settings_of
from calcml.studio.voice.sounds import write_wav

__all__ = ["MODULE", "Kokoro", "kokoro"]

MODULE = "kokoro_onnx"
USAGE = "kokoro:MODEL.onnx#sha256=...,VOICES.bin#sha256=...,voice=af_heart"


@dataclass(frozen=True)
class Kokoro:
    """A voice of a Kokoro model.

    Attributes
    ----------
    identity : str
        Name, digests and settings.
    engine : object
        ``kokoro_onnx.Kokoro``.
    voice : str
        Its first letter says whether it is American (``a``) or British (``b``).
    speed : float
    """

    identity: str
    engine: Any = field(repr=False)
    voice: str
    speed: float

    def marks(self, lines: Sequence[Line]) -> list[str]:
        """Return what the sound of each line depends on besides the voice: its words."""
        return [line.words for line in lines]

    def speak(self, line: Line, target: Path) -> None:
        """Have the network speak into a WAV."""
        language = "en-gb" if self.voice.startswith("b") else "en-us"
        try:
            sound, rate = self.engine.create(
                line.words, voice=self.voice, speed=self.speed, lang=language
            )
            write_wav(target, np.asarray(sound, np.float32).reshape(-1), int(rate))
        except Exception as error:
            raise StudioError(f"kokoro failed: {type(error).__name__}: {error}") from error


def kokoro(rest: str) -> Kokoro:
    """Return a voice of Kokoro, of files that are what the user says they are."""
    settings = settings_of(rest, "kokoro", most=2, known={"voice", "speed"})
    if len(settings.items) != len(("model", "voices")):
        raise StudioError(f"the voice kokoro needs two files: {USAGE}")
    model, voices = (_verified(item) for item in settings.items)
    return _loaded(model, voices, settings)


def _loaded(model: tuple[Path, str], voices: tuple[Path, str], settings: Settings) -> Kokoro:
    name = plain_name(settings.named.get("voice", "af_heart"), "kokoro")
    speed = number(settings, "speed", 1.0, 0.5, 2.0)
    if importlib.util.find_spec(MODULE) is None:
        raise StudioError("the voice kokoro needs the package kokoro-onnx: pip install kokoro-onnx")
    try:
        engine = importlib.import_module(MODULE).Kokoro(str(model[0]), str(voices[0]))
    except Exception as error:
        raise StudioError(f"kokoro cannot load {place(model[0])}: {error}") from error
    identity = f"kokoro {model[1][:12]} {voices[1][:12]}, {name}, speed {speed:g}"
    return Kokoro(identity, engine, name, speed)


def _verified(item: str) -> tuple[Path, str]:
    """Return a file and its digest, if it is the one that was meant."""
    name, _, expected = item.partition("#sha256=")
    path = Path(name).expanduser()
    if not expected:
        raise StudioError(
            f"kokoro's files are checked before they are loaded: write #sha256=... behind {name}, "
            "as their publisher tells it"
        )
    if not path.is_file():
        raise StudioError(f"there is no file {place(path)}: download it first, calcml never does")
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != expected.lower():
        raise StudioError(
            f"{place(path)} is not the file that was meant: its SHA-256 must be {expected}, "
            f"got {digest}"
        )
    return path, digest

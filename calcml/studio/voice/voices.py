"""Who can speak: find a voice by what the user calls it."""

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from calcml.studio.problems import StudioError, nearest
from calcml.studio.voice import kokoro, programs, recordings
from calcml.studio.voice.calls import found_program
from calcml.studio.voice.lines import Line

__all__ = ["VOICES", "Voice", "voice_of"]


class Voice(Protocol):
    """Says lines."""

    @property
    def identity(self) -> str:
        """Name, version and settings: another identity, another sound."""

    def marks(self, lines: Sequence[Line]) -> list[str]:
        """Return what the sound of each line depends on besides the voice.

        Raises
        ------
        StudioError
            When some of them cannot be said.
        """

    def speak(self, line: Line, target: Path) -> None:
        """Write a WAV of a line; files beside it with its stem are the voice's to use.

        Raises
        ------
        StudioError
            When it fails.
        """


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """A kind of voice.

    Attributes
    ----------
    make : callable
        Makes one of what stands behind the colon.
    program, module : str
        What must be installed for it, if anything must.
    """

    make: Callable[[str], Voice]
    program: str = ""
    module: str = ""

    @property
    def installed(self) -> bool:
        """Whether it can be used here."""
        if self.program:
            return found_program(self.program) is not None
        return not self.module or importlib.util.find_spec(self.module) is not None


VOICES: Mapping[str, _Kind] = {
    "espeak-ng": _Kind(make=programs.espeak, program="espeak-ng"),
    "flite": _Kind(make=programs.flite, program="flite"),
    "festival": _Kind(make=programs.festival, program="text2wave"),
    "kokoro": _Kind(make=kokoro.kokoro, module=kokoro.MODULE),
    "recorded": _Kind(make=recordings.recordings),
    "command": _Kind(make=programs.command),
}
"""The voices by name."""


def voice_of(text: str) -> Voice:
    """Return the voice that a user asks for.

    Parameters
    ----------
    text : str
        ``NAME`` or ``NAME:SETTINGS``.

    Returns
    -------
    Voice

    Raises
    ------
    StudioError
        When there is none of that name, or it cannot be used here or so.
    """
    name, _, rest = text.partition(":")
    if name not in VOICES:
        known = ", ".join(
            each + ("" if kind.installed else " (not installed here)")
            for each, kind in VOICES.items()
        )
        hint = nearest(name, VOICES)
        meant = f", {hint}" if hint.startswith("did") else ""
        raise StudioError(f"{name!r} is no voice{meant}; there are {known}")
    return VOICES[name].make(rest)

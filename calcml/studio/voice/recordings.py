"""A voice that was recorded: a file for each beat, in one folder."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from calcml.studio.files import digest_of_file
from calcml.studio.problems import StudioError, place
from calcml.studio.voice.lines import Line
from calcml.studio.voice.sounds import KINDS, read_sound, write_wav
from calcml.studio.voice.wording import LETTER_A

__all__ = ["Recordings", "recordings", "script"]


@dataclass(frozen=True)
class Recordings:
    """A folder of recordings, each named after its beat.

    Attributes
    ----------
    folder : Path
    """

    folder: Path

    @property
    def identity(self) -> str:
        """What it is called."""
        return "recorded"

    def marks(self, lines: Sequence[Line]) -> list[str]:
        """Return the digest of each line's recording.

        Raises
        ------
        StudioError
            With all that is missing, and what is to be read there.
        """
        found = [self._found(line) for line in lines]
        missing = [line for line, path in zip(lines, found, strict=True) if path is None]
        if missing:
            names = "\n".join(f"  {line.name}.wav  {line.caption}" for line in missing)
            raise StudioError(
                f"{place(self.folder)} lacks {len(missing)} of {len(lines)} recordings "
                f"({', '.join(KINDS)}; --script writes them down):\n{names}"
            )
        return [digest_of_file(path) for path in found if path is not None]

    def speak(self, line: Line, target: Path) -> None:
        """Write a line's recording as a WAV."""
        path = self._found(line)
        if path is None:
            raise StudioError(f"{place(self.folder / line.name)}.wav has vanished")
        write_wav(target, read_sound(path, place(path)))

    def _found(self, line: Line) -> Path | None:
        paths = [
            path for kind in KINDS if (path := self.folder / f"{line.name}{kind}").is_file()
        ]  # fmt: skip
        if len(paths) > 1:
            raise StudioError(
                f"{place(paths[0])} and {place(paths[1])} are recordings of one beat: "
                "take one of them away"
            )
        return paths[0] if paths else None


def recordings(rest: str) -> Recordings:
    """Return the recordings in a folder: ``recorded:my-voice``."""
    if not rest:
        raise StudioError("the voice recorded: needs a folder, as in recorded:my-voice")
    folder = Path(rest).expanduser()
    if not folder.is_dir():
        raise StudioError(f"there is no folder {place(folder)} with recordings: make it first")
    return Recordings(folder)


def script(lines: Sequence[Line]) -> str:
    """Return what is to be read, with the name of each recording, as Markdown.

    Parameters
    ----------
    lines : sequence of Line

    Returns
    -------
    str
        A table for each scene; how the mathematics is read stands below what is not plain words.
    """
    told = ["# What is to be read", "", "Record each sentence as a file of the name above it."]
    label = ""
    for line in lines:
        if line.label != label:
            label = line.label
            told += ["", f"## {label}"]
        told += ["", f"`{line.name}.wav`", "", f"> {line.caption}"]
        read = re.sub(rf"\b{LETTER_A}\b", "a", line.words)
        if read != line.caption:
            told += ["", f"read: {read}"]
    return "\n".join(told) + "\n"

"""Voices that are programs of the system: espeak-ng, flite, festival, or one of the user's own."""

import re
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from calcml.studio.definitions import digest_of
from calcml.studio.files import digest_of_file
from calcml.studio.problems import StudioError
from calcml.studio.voice.calls import PATIENCE, called, found_program
from calcml.studio.voice.lines import Line
from calcml.studio.voice.settings import number, plain_name, settings_of

__all__ = ["Program", "command", "espeak", "festival", "flite"]

TEXT, SOUND = "{text}", "{sound}"
"""What stands for the two files in a command."""
_VERSION = re.compile(r"\d+\.\d+[\w.]*")
_SECONDS = 10.0


@dataclass(frozen=True)
class Program:
    """A program that reads a text and writes a WAV.

    Attributes
    ----------
    name : str
        What messages call it.
    identity : str
        Name, version and settings.
    arguments : tuple of str
        The program and its arguments; where no file for the text is named it comes on standard
        input, and where none for the sound is named that is what standard output gives.
    patience : float
        Seconds that a sentence may take.
    """

    name: str
    identity: str
    arguments: tuple[str, ...]
    patience: float = PATIENCE

    def marks(self, lines: Sequence[Line]) -> list[str]:
        """Return what the sound of each line depends on besides the voice: its words."""
        return [line.words for line in lines]

    def speak(self, line: Line, target: Path) -> None:
        """Have the program speak into a WAV."""
        text, output = target.with_suffix(".txt"), target.with_suffix(".out")
        text.write_text(line.words + "\n", encoding="utf-8")
        files = {TEXT: str(text), SOUND: str(target)}
        arguments = [files.get(argument, argument) for argument in self.arguments]
        called(arguments, self.name, heard=text, written=output, patience=self.patience)
        if SOUND not in self.arguments:
            output.replace(target)


def espeak(rest: str) -> Program:
    """Return a voice of eSpeak NG: ``espeak-ng:en-gb+f3,speed=150,pitch=40``."""
    settings = settings_of(rest, "espeak-ng", most=1, known={"speed", "pitch"})
    voice = plain_name(settings.items[0] if settings.items else "en-us", "espeak-ng")
    speed = number(settings, "speed", 155, 80, 450)
    pitch = number(settings, "pitch", 50, 0, 99)
    program = _required("espeak-ng")
    identity = f"espeak-ng {_version(program)}, {voice}, speed {speed:g}, pitch {pitch:g}"
    options = ("-b", "1", "-v", voice, "-s", f"{speed:.0f}", "-p", f"{pitch:.0f}")
    return Program("espeak-ng", identity, (str(program), *options, "-f", TEXT, "-w", SOUND))


def flite(rest: str) -> Program:
    """Return a voice of Flite: ``flite:slt``."""
    settings = settings_of(rest, "flite", most=1, known=())
    voice = plain_name(settings.items[0] if settings.items else "slt", "flite")
    program = _required("flite")
    known = _asked(program, "-lv").rpartition(":")[2].split()
    if known and voice not in known:
        raise StudioError(f"flite has no voice {voice!r}: choose from {', '.join(known)}")
    identity = f"flite {_version(program)}, {voice}"
    return Program("flite", identity, (str(program), "-voice", voice, "-f", TEXT, "-o", SOUND))


def festival(rest: str) -> Program:
    """Return a voice of Festival: ``festival:kal_diphone``."""
    settings = settings_of(rest, "festival", most=1, known=())
    program = _required("text2wave", package="festival")
    chosen: tuple[str, ...] = ()
    if settings.items:
        chosen = ("-eval", f"(voice_{plain_name(settings.items[0], 'festival')})")
    voice = settings.items[0] if settings.items else "its usual voice"
    engine = found_program("festival")
    version = _version(engine) if engine else "of unknown version"
    identity = f"festival {version}, {voice}"
    return Program("festival", identity, (str(program), *chosen, "-o", SOUND, TEXT))


def command(rest: str) -> Program:
    """Return a program of the user's own: ``command:my-voice --model en.onnx``."""
    try:
        parts = shlex.split(rest)
    except ValueError as error:
        raise StudioError(f"the command of a voice cannot be read: {error}") from error
    if not parts:
        raise StudioError(
            "the voice command: needs a program that reads text and writes a WAV, such as "
            "command:my-voice --fast"
        )
    program = _required(parts[0])
    files = (program, *(Path(part) for part in parts[1:]))
    told = [parts, *(digest_of_file(path) for path in files if path.is_file())]
    digest = digest_of(told)[:8]  # what was typed may hold what is nobody's business
    return Program(parts[0], f"{program.name} {digest}", (str(program), *parts[1:]))


def _required(name: str, package: str = "") -> Path:
    program = found_program(name)
    if program is None:
        raise StudioError(
            f"{package or name} is not installed here: install it, or choose another --voice"
        )
    return program


def _version(program: Path) -> str:
    found = _VERSION.search(_asked(program, "--version"))
    return found[0] if found else "of unknown version"


def _asked(program: Path, option: str) -> str:
    """Return what a program says of itself, wherever it says it."""
    try:
        said = subprocess.run(  # noqa: S603 - found on the user's path
            [program, option], stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS,
            check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StudioError(f"{program.name} does not answer: {error}") from error
    return (said.stdout + said.stderr).decode("utf-8", "replace")

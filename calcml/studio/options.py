"""The options that several commands share, and what they stand for."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from calcml.studio.catalogue import SceneCard, catalogue, pick
from calcml.studio.lecture_file import LectureFile, find_lecture_file, read_lecture_file
from calcml.studio.parameters import assigned
from calcml.studio.problems import StudioError
from calcml.studio.quality import QUALITIES, SHAPES, THEMES, WIDE, Quality

__all__ = [
    "VOICES",
    "Choices",
    "choices_of",
    "lecture_option",
    "picture_options",
    "scene_names",
    "selected",
    "set_option",
    "voice_options",
]

_LETTERS = ", ".join(
    f"{letter} {quality.height}p{quality.fps}" for letter, quality in QUALITIES.items()
)


def _stack(*decorators: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decorate(command: Any) -> Any:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


lecture_option = click.option(
    "-f",
    "--file",
    type=click.Path(path_type=Path),
    help="Lecture file; scenes/lecture.toml or lecture.toml by default.",
)

set_option = click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the scenes, such as at=1/3; again for another. See calcml params.",
)

scene_names = click.argument("scenes", nargs=-1, metavar="[SCENE]...")

picture_options = _stack(
    click.option(
        "-q",
        "--quality",
        type=click.Choice(tuple(QUALITIES)),
        help=f"{_LETTERS}. [lecture file's, else h]",
    ),
    click.option("--theme", type=click.Choice(THEMES), help="[lecture file's, else dark]"),
    click.option(
        "--size",
        "shape",
        type=click.Choice(SHAPES),
        default=WIDE,
        help="Width to height; scenes are laid out for it. [16:9]",
    ),
    click.option("-p", "--preview", is_flag=True, help="Open the result."),
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Where to put the result.",
    ),
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Workers at a time; a long scene is shared out. [all cores]",
    ),
    click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="Render on the Dask cluster of this scheduler, such as tcp://host:8786.",
    ),
    click.option("-v", "--verbose", is_flag=True, help="Show the traceback of a scene that fails."),
)


VOICES = """
\b
Voices:
  espeak-ng[:en-gb+f3,speed=150,pitch=40]
  flite[:slt]
  festival[:kal_diphone]
  recorded:FOLDER         a recording of each beat, which --script names
  command:PROGRAM ...     a program that reads a sentence on stdin and writes a WAV to
                          stdout; or from and to the files {text} and {sound}
  kokoro:MODEL.onnx#sha256=...,VOICES.bin#sha256=...[,voice=af_heart,speed=1]
"""
"""What ``--voice`` takes, as help tells it."""

voice_options = _stack(
    click.option(
        "--voice",
        metavar="VOICE",
        help="Who speaks the captions; see Voices below. [nobody]",
    ),
    click.option(
        "--script",
        type=click.Path(path_type=Path),
        metavar="FILE.md",
        help="Only write what is to be read for recorded:FOLDER, and the name of each recording.",
    ),
)


@dataclass(frozen=True)
class Choices:
    """Quality and theme after the command line and the lecture file have spoken.

    Attributes
    ----------
    quality : Quality
    theme : str
    """

    quality: Quality
    theme: str

    @property
    def folder(self) -> str:
        """Name of the folder of such clips."""
        return self.quality.folder + ("" if self.theme == "dark" else f"-{self.theme}")


def choices_of(
    lecture: LectureFile, quality: str | None, theme: str | None, shape: str = WIDE
) -> Choices:
    """Return what to render with.

    Parameters
    ----------
    lecture : LectureFile
        Has the defaults.
    quality, theme : str or None
        From the command line.
    shape : str
        Width to height.

    Returns
    -------
    Choices
    """
    return Choices(QUALITIES[quality or lecture.quality].shaped(shape), theme or lecture.theme)


def selected(
    file: Path | None, names: tuple[str, ...], assignments: tuple[str, ...] = ()
) -> tuple[LectureFile, tuple[SceneCard, ...]]:
    """Return the lecture and the scenes that were asked for.

    Parameters
    ----------
    file : Path or None
        From ``--file``.
    names : tuple of str
        Names of scenes; none means all.
    assignments : tuple of str
        From ``--set``; they go before what the lecture file sets.

    Returns
    -------
    lecture : LectureFile
    cards : tuple of SceneCard

    Raises
    ------
    StudioError
        For whatever is missing or wrong.
    """
    lecture = read_lecture_file(find_lecture_file(file))
    given = assigned(assignments)
    cards = pick(catalogue(lecture), names)
    if not given:
        return lecture, cards
    if not names:
        raise StudioError("--set belongs to a scene: name it, as in SecantToTangent --set at=1/3")
    own = (card.given(given) for card in cards)
    return lecture, tuple({card.label: card for card in own}.values())

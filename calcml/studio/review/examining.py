"""Examine finished scenes, several at a time: second opinions, and the clips read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from calcml.core.errors import CalcmlError
from calcml.studio.apart import done_apart
from calcml.studio.outcomes import Rendered
from calcml.studio.readback import Report, film_of, read_back
from calcml.studio.references import LessonReference
from calcml.studio.rendering import Watcher
from calcml.studio.review.opinions import opinions_of
from calcml.studio.review.view import Second

__all__ = ["Examination", "examined"]


@dataclass(frozen=True)
class Examination:
    """What was found of a scene.

    Attributes
    ----------
    opinions : mapping of str to Second
    report : Report or None
    troubles : tuple of str
        Why one of them is missing.
    """

    opinions: Mapping[str, Second] = field(default_factory=dict)
    report: Report | None = None
    troubles: tuple[str, ...] = ()


def examined(
    scenes: Sequence[Rendered], watcher: Watcher, *, workers: int
) -> tuple[Examination, ...]:
    """Examine scenes.

    Parameters
    ----------
    scenes : sequence of Rendered
    watcher : Watcher
        Hears of each that is done.
    workers : int
        How many at a time.

    Returns
    -------
    tuple of Examination
        In order.
    """
    errands = [(each.job.card.lesson, each.clip.files[0], each.clip.sidecar) for each in scenes]

    def done(number: int) -> None:
        watcher.hear(scenes[number].job.card.label, "done", {})
        watcher.tick()

    return tuple(done_apart(_examination, errands, workers=workers, done=done))


def _examination(
    lesson: LessonReference | None, clip: Path, sidecar: Mapping[str, Any]
) -> Examination:
    troubles: list[str] = []
    opinions: Mapping[str, Second] = {}
    report = None
    try:
        opinions = opinions_of(lesson) if lesson else {}
    except CalcmlError as error:
        troubles.append(str(error))
    try:
        if "screen" in sidecar:  # a plain Manim scene tells nothing of it
            report = read_back(film_of(clip), sidecar)
    except CalcmlError as error:
        troubles.append(str(error))
    return Examination(opinions, report, tuple(troubles))

"""``calcml list``: what there is."""

from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten

import click

from calcml.studio.catalogue import SceneCard
from calcml.studio.options import lecture_option, scene_names, selected
from calcml.studio.pacing import estimated_seconds
from calcml.studio.parameters import told
from calcml.studio.progress import clock
from calcml.studio.references import LessonReference
from calcml.studio.store import Store
from calcml.studio.tables import table

__all__ = ["command"]

HEAD = ("chapter", "no.", "scene", "length", "slides", "what the viewer understands")

BRIEF = 48
"""Characters of the parameters of a scene."""

EXAMPLES = """
\b
Examples:
  calcml list
  calcml list -f my/lecture.toml
"""


@click.command(name="list", epilog=EXAMPLES)
@scene_names
@lecture_option
def command(*, scenes: tuple[str, ...], file: Path | None) -> None:
    """List the scenes of the lecture.

    The length is that of the last render; marked with ≈ it is estimated from the captions.
    """
    _, cards = selected(file, scenes)
    store = Store(Path("media"))
    click.echo(table(HEAD, [_row(card, store) for card in cards], flexible=5), nl=False)


def _row(card: SceneCard, store: Store) -> tuple[str, ...]:
    number, slides = _place(card.lesson) if card.lesson else ("", "")
    given = shorten(told(card.parameters), BRIEF, placeholder=" …")
    sentence = " · ".join(filter(None, (given, card.title or card.sentence)))
    return card.chapter, number, card.name, _length(card, store), slides, sentence


def _place(lesson: LessonReference) -> tuple[str, str]:
    """Return a lesson's number and its slides; most classes tell them, and need no instance."""
    about = lesson.found()
    if not isinstance(getattr(about, "number", None), str) or not isinstance(
        getattr(about, "slides", None), Sequence
    ):
        about = lesson.as_in_the_scene.load()
    return getattr(about, "number", ""), " ".join(getattr(about, "slides", ()))


def _length(card: SceneCard, store: Store) -> str:
    last = store.latest(card.name, card.parameters)
    if last is not None:
        return clock(last.sidecar["duration"])
    if card.lesson is None:
        return "?"
    lesson = card.lesson.as_in_the_scene.load()
    captions = [lesson.caption(beat) for beat in getattr(lesson, "beats", ())]
    return f"≈{clock(estimated_seconds(captions))}" if captions else "?"

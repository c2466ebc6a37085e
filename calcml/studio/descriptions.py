"""Describe a rendered scene: its timeline, parameters and numbers, as its sidecar tells them."""

import inspect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from itertools import pairwise
from typing import Any

from calcml.studio.fingerprint import versions
from calcml.studio.jobs import Job
from calcml.studio.ledgers import claim_rows, ledger_rows, plain_value

__all__ = [
    "SCHEMA", "Span", "declared", "description", "frames_of", "parameters_of", "spans_of", "timed",
    "timeline",
]  # fmt: skip

SCHEMA = 2
"""Raised when the meaning of a sidecar changes."""


@dataclass(frozen=True)
class Span:
    """How long a beat is on screen.

    Attributes
    ----------
    name, caption : str
    frames : int
    markup : str
        The caption as Typst markup.
    setting : mapping or None
        How the caption is set and where its place is: ``source`` and ``box``.
    loops, waits : bool
        Whether it ends as it begins, to be played again and again; whether it asks something, so
        that nothing goes on by itself after it.
    """

    name: str
    caption: str
    frames: int
    markup: str = ""
    setting: Mapping[str, Any] | None = None
    loops: bool = False
    waits: bool = False

    def told(self) -> dict[str, Any]:
        """Return the span as plain data, from which it can be made again."""
        return asdict(self)


def _lesson(scene: Any) -> Any:
    lesson = getattr(scene, "lesson", None)
    return lesson() if inspect.isclass(lesson) else lesson


def declared(span: Any) -> dict[str, Any]:
    """Return what is known of a beat besides its name, its caption and its length.

    Parameters
    ----------
    span : BeatSpan or Span

    Returns
    -------
    dict
        ``markup``, ``setting``, ``loops`` and ``waits``, as plain data.
    """
    setting = span.setting
    is_plain = setting is None or isinstance(setting, Mapping)
    return {
        "markup": span.markup,
        "setting": setting if is_plain else asdict(setting),
        "loops": span.loops,
        "waits": span.waits,
    }


def spans_of(scene: Any, job: Job) -> list[Span]:
    """Return how long each beat of a rendered scene was on screen.

    Parameters
    ----------
    scene : manim.Scene
        After it was rendered.
    job : Job
        Names a scene that has no beats.

    Returns
    -------
    list of Span
        At least one.
    """
    fps, spans = job.quality.fps, getattr(scene, "timeline", ())
    if not spans:  # a plain Manim scene is one beat
        return [Span(job.card.name, job.card.sentence, round(scene.time * fps))]
    # Manim's clock adds up frames in floating point; a time is that of a frame
    return [
        Span(
            span.name,
            span.caption,
            round(span.end * fps) - round(span.start * fps),
            **declared(span),
        )
        for span in spans
    ]


def timeline(spans: Iterable[Span], fps: int) -> list[dict[str, Any]]:
    """Return when each beat is on screen.

    Parameters
    ----------
    spans : iterable of Span
        In order.
    fps : int
        Frames a second.

    Returns
    -------
    list of dict
        ``name``, ``caption``, ``start`` and ``end`` in seconds, and what is `declared`.

    Examples
    --------
    >>> beat = timeline([Span("a", "", 3), Span("b", "", 6)], 15)[1]
    >>> beat["name"], beat["start"], beat["end"]
    ('b', 0.2, 0.6)
    """
    told, start = [], 0
    for span in spans:
        end = start + span.frames
        length = {"start": start / fps, "end": end / fps}
        told.append({"name": span.name, "caption": span.caption, **length, **declared(span)})
        start = end
    return told


def frames_of(told: Sequence[Mapping[str, Any]], fps: int) -> list[tuple[int, int]]:
    """Return the frames of each beat in a timeline.

    Parameters
    ----------
    told : sequence of mapping
        From `timeline`.
    fps : int
        Frames a second.

    Returns
    -------
    list of tuple of int
        The first frame, and the first one after it.

    Examples
    --------
    >>> frames_of(timeline([Span("a", "", 3), Span("b", "", 6)], 15), 15)
    [(0, 3), (3, 9)]
    """
    return list(pairwise([0, *(round(beat["end"] * fps) for beat in told)]))


def description(scene: Any, job: Job) -> dict[str, Any]:
    """Return what is to be remembered of a scene, whatever its beats last.

    Parameters
    ----------
    scene : manim.Scene
        Rendered or not.
    job : Job
        What was asked.

    Returns
    -------
    dict
        The sidecar, but for its times and files.
    """
    lesson = _lesson(scene)
    return {
        "schema": SCHEMA,
        "key": job.key,
        "scene": job.card.name,
        "file": job.card.file.name,
        "chapter": job.card.chapter,
        "sentence": job.card.sentence,
        "number": getattr(lesson, "number", ""),
        "title": getattr(lesson, "title", job.card.name),
        "slides": list(getattr(lesson, "slides", ())),
        "parameters": parameters_of(lesson),
        "given": dict(job.card.parameters),
        "theme": job.theme,
        "stills": job.stills,
        "width": job.quality.width,
        "height": job.quality.height,
        "fps": job.quality.fps,
        "shape": job.quality.shape,
        "look": asdict(job.look),
        "narration": dict(job.narration),
        "entries": list(ledger_rows(lesson)) if lesson is not None else [],
        "claims": list(claim_rows(lesson)),
        "versions": dict(versions()),
    }


def timed(about: Mapping[str, Any], spans: Iterable[Span]) -> dict[str, Any]:
    """Return a description with the times of its beats.

    Parameters
    ----------
    about : mapping
        From `description`.
    spans : iterable of Span
        The beats, in order.

    Returns
    -------
    dict
        The sidecar, but for the files.
    """
    told = timeline(spans, about["fps"])
    duration = told[-1]["end"]
    frames = round(duration * about["fps"])
    times = {"frames": frames, "duration": duration, "timeline": told}
    return {**about, **times}


def parameters_of(lesson: Any) -> dict[str, Any]:
    """Return the fields of a lesson as plain data.

    Parameters
    ----------
    lesson : Lesson or None

    Returns
    -------
    dict
        A function is told by its formula.
    """
    if not is_dataclass(lesson):
        return {}
    return {field.name: plain_value(getattr(lesson, field.name)) for field in fields(lesson)}

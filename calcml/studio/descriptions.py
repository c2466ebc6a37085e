"""Describe a rendered scene: its timeline, parameters and numbers, as its sidecar tells them."""

import inspect
from dataclasses import fields, is_dataclass
from types import SimpleNamespace
from typing import Any

from calcml.studio.fingerprint import versions
from calcml.studio.jobs import Job
from calcml.studio.ledgers import ledger_rows, plain_value
from calcml.studio.pacing import estimated_seconds

__all__ = ["SCHEMA", "description", "expected_seconds", "timeline"]

SCHEMA = 1
"""Raised when the meaning of a sidecar changes."""


def expected_seconds(scene: Any) -> float | None:
    """Estimate how long a scene will be from the captions of its lesson.

    Parameters
    ----------
    scene : manim.Scene
        Not drawn yet.

    Returns
    -------
    float or None
        Seconds; None for a scene without captions.
    """
    lesson = _lesson(scene)
    captions = getattr(lesson, "captions", None)
    return estimated_seconds(lesson.caption(beat) for beat in captions) if captions else None


def _lesson(scene: Any) -> Any:
    lesson = getattr(scene, "lesson", None)
    return lesson() if inspect.isclass(lesson) else lesson


def timeline(scene: Any, job: Job) -> list[dict[str, Any]]:
    """Return when each beat of a rendered scene was on screen.

    Parameters
    ----------
    scene : manim.Scene
        After it was rendered.
    job : Job
        Names a scene that has no beats.

    Returns
    -------
    list of dict
        ``name``, ``caption``, ``start`` and ``end`` in seconds; at least one.
    """
    spans = getattr(scene, "timeline", ())
    if not spans:  # a plain Manim scene is one beat
        spans = [
            SimpleNamespace(name=job.card.name, caption=job.card.sentence, start=0, end=scene.time)
        ]
    fps = job.quality.fps
    return [
        {
            "name": span.name,
            "caption": span.caption,
            # Manim's clock adds up frames in floating point; a time is that of a frame
            "start": round(span.start * fps) / fps,
            "end": round(span.end * fps) / fps,
        }
        for span in spans
    ]


def description(scene: Any, job: Job) -> dict[str, Any]:
    """Return what is to be remembered of a rendered scene.

    Parameters
    ----------
    scene : manim.Scene
        After it was rendered.
    job : Job
        What was asked.

    Returns
    -------
    dict
        The sidecar, but for the files.
    """
    spans = timeline(scene, job)
    lesson = _lesson(scene)
    duration = spans[-1]["end"]
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
        "parameters": _parameters(lesson),
        "theme": job.theme,
        "stills": job.stills,
        "width": job.quality.width,
        "height": job.quality.height,
        "fps": job.quality.fps,
        "frames": round(duration * job.quality.fps),
        "duration": duration,
        "timeline": spans,
        "entries": list(ledger_rows(lesson)) if lesson is not None else [],
        "versions": dict(versions()),
    }


def _parameters(lesson: Any) -> dict[str, Any]:
    if not is_dataclass(lesson):
        return {}
    return {field.name: plain_value(getattr(lesson, field.name)) for field in fields(lesson)}

"""What drawing a beat is thought to cost: what it cost the last time, or a guess."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calcml.studio.jobs import Job
from calcml.studio.pacing import CHARACTERS_PER_SECOND, MOTION
from calcml.studio.quality import QUALITIES, Quality
from calcml.studio.shelves import Clip
from calcml.studio.store import Store

__all__ = ["Guess", "guesses"]

FOLDERS = {quality.folder: quality for quality in QUALITIES.values()}
USUAL = 6.0
"""Seconds of video of a beat of which nothing is known."""
PER_FRAME, PER_MEGAPIXEL = 0.003, 0.006
"""Seconds of one core that a frame costs at least, and for each million of its pixels."""
STILL = 0.3
"""Seconds of one core that the still of a beat costs, with what is skipped on the way to it."""


@dataclass(frozen=True)
class Guess:
    """What is thought of a beat that is not drawn yet.

    Attributes
    ----------
    cost : float
        Seconds of one core.
    seconds : float
        Seconds of video.
    """

    cost: float
    seconds: float


def guesses(job: Job, store: Store) -> Mapping[str, Guess]:
    """Return what each beat of a scene is thought to cost.

    Parameters
    ----------
    job : Job
        The scene, with the keys of its beats.
    store : Store
        Remembers earlier versions of them.

    Returns
    -------
    mapping of str to Guess
    """
    known: dict[str, Clip] = {}
    for clip in store.beats.entries(job.card.name):
        if clip.sidecar.get("stills") == job.stills and clip.sidecar.get("quality") in FOLDERS:
            name = clip.sidecar["name"]
            if name not in known or (_is_like(clip, job) and not _is_like(known[name], job)):
                known[name] = clip
    captions = {} if set(job.beats) <= set(known) else _captions(job)
    return {
        name: _remembered(known[name].sidecar, job)
        if name in known
        else _fresh(name, job, captions)
        for name in job.beats
    }


def _is_like(clip: Clip, job: Job) -> bool:
    return bool(clip.sidecar["quality"] == job.quality.folder)


def _remembered(facts: Mapping[str, Any], job: Job) -> Guess:
    before = FOLDERS[facts["quality"]]
    frames = sum(span["frames"] for span in facts["spans"])
    ratio = _per_second(job.quality) / _per_second(before)
    return Guess(facts["cost"] * ratio, frames / before.fps)


def _fresh(name: str, job: Job, captions: Mapping[str, int]) -> Guess:
    lengths = captions.values() if job.undivided else [captions[name]] if name in captions else ()
    seconds = sum(MOTION + length / CHARACTERS_PER_SECOND for length in lengths) or USUAL
    return Guess(STILL if job.stills else seconds * _per_second(job.quality), seconds)


def _per_second(quality: Quality) -> float:
    megapixels = quality.width * quality.height / 1e6
    return quality.fps * (PER_FRAME + PER_MEGAPIXEL * megapixels)


def _captions(job: Job) -> Mapping[str, int]:
    """Return the length of each caption as the scene has it; none if that is not known."""
    try:
        lesson: Any = job.card.lesson.as_in_the_scene.load() if job.card.lesson else None
        return {name: len(lesson.caption(name)) for name in getattr(lesson, "beats", ())}
    except Exception:  # noqa: BLE001 - the worker will say what is wrong with the lesson
        return {}

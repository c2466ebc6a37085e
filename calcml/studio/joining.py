"""Make a scene's clip of its finished beats: nothing is encoded again."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from calcml.studio.clips import check_clip
from calcml.studio.descriptions import Span, timed
from calcml.studio.files import described, told_json
from calcml.studio.jobs import Job
from calcml.studio.problems import StudioError
from calcml.studio.screens import screen_of
from calcml.studio.shelves import Clip
from calcml.studio.splices import Part, splice
from calcml.studio.store import SIDECAR

__all__ = ["joined"]


def joined(job: Job, beats: Sequence[Clip], about: Mapping[str, Any], folder: Path) -> None:
    """Write a scene's clip, or its stills, and its sidecar into a folder.

    Parameters
    ----------
    job : Job
        The scene.
    beats : sequence of Clip
        Its beats, in order.
    about : mapping
        The scene's description, without times.
    folder : Path
        To be published; it is made.

    Raises
    ------
    StudioError
        When the beats don't fit together.
    """
    folder.mkdir()
    spans = [Span(**span) for beat in beats for span in beat.sidecar["spans"]]
    if not spans:
        raise StudioError("it tells no beat, so it makes no clip")
    files = _stills(job, beats, spans, folder) if job.stills else _clip(job, beats, folder)
    sidecar = timed(about, spans)
    sidecar["screen"] = screen_of(_sights(beats))
    sidecar["rendered_in"] = round(sum(beat.sidecar["cost"] for beat in beats), 3)
    sidecar["files"] = described(files)
    text = told_json(sidecar)
    (folder / SIDECAR).write_text(text, encoding="utf-8")


def _sights(beats: Sequence[Clip]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield what was seen in each beat, with the number of its first frame."""
    start = 0
    for beat in beats:
        for span, sights in zip(beat.sidecar["spans"], beat.sidecar["sights"], strict=True):
            yield start, sights
            start += span["frames"]


def _clip(job: Job, beats: Sequence[Clip], folder: Path) -> tuple[Path, ...]:
    fps = job.quality.fps
    parts = [
        Part(clip=path, title=beat.sidecar["name"], frames=_frames(beat), fps=fps)
        for beat in beats
        for path in beat.files
    ]
    clip = folder / f"{job.card.name}{parts[0].clip.suffix}"
    splice(parts, clip)
    size = (job.quality.width, job.quality.height)
    # each beat was decoded when it was made, and its packets are only copied
    check_clip(clip, frames=sum(map(_frames, beats)), fps=fps, size=size)
    return (clip,)


def _frames(beat: Clip) -> int:
    return sum(span["frames"] for span in beat.sidecar["spans"])


def _stills(
    job: Job, beats: Sequence[Clip], spans: Sequence[Span], folder: Path
) -> tuple[Path, ...]:
    """Name the stills as they follow each other: ``<Scene>-<number>-<beat>.png``."""
    stills = [path for beat in beats for path in beat.files]
    names = ["end"] if _is_plain(job, spans) else [span.name for span in spans]
    paths = [
        folder / f"{job.card.name}-{number:02}-{name}.png" for number, name in enumerate(names, 1)
    ]
    for still, path in zip(stills, paths, strict=True):
        shutil.copyfile(still, path)
    return tuple(paths)


def _is_plain(job: Job, spans: Sequence[Span]) -> bool:
    """Tell whether it is a plain Manim scene, whose only beat has the scene's name."""
    return [span.name for span in spans] == [job.card.name]

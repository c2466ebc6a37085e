"""Find the captions of a finished video in its sidecar."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from calcml.studio.captions import cues_of
from calcml.studio.problems import StudioError, place
from calcml.studio.readback.requirements import Malformed, numbers, record, sequence, text
from calcml.studio.readback.sidecars import Scene, scenes_of
from calcml.studio.transcripts import Passage

__all__ = ["passages_of"]


def passages_of(video: Path) -> tuple[Passage, ...]:
    """Return what is said in a finished video.

    Parameters
    ----------
    video : Path
        A clip or a lecture, with the sidecar that was written beside it.

    Returns
    -------
    tuple of Passage
        One for each scene, in the order of the video.

    Raises
    ------
    StudioError
        When there is no sidecar, or it is none.
    """
    try:
        return tuple(map(_passage, scenes_of(video)))
    except Malformed as error:
        sidecar = place(video.with_suffix(".json"))
        raise StudioError(f"{sidecar} is no whole sidecar: {error}") from error


def _passage(scene: Scene) -> Passage:
    told = scene.sidecar
    fps, frames = told["fps"], told["frames"]
    start, end = scene.start / fps, (scene.start + frames) / fps
    beats = tuple(_beats(told, frames / fps))
    title = scene.marker or text(told.get("title", told["scene"]), "title")
    return Passage(title, start, end, cues_of([(start, beats)]))


def _beats(told: Mapping[str, Any], duration: float) -> Iterator[Mapping[str, Any]]:
    reached = 0.0
    for number, each in enumerate(sequence(told.get("timeline"), "timeline"), start=1):
        beat = record(each, f"beat {number}")
        times = numbers(
            [beat.get("start"), beat.get("end")], f"beat {number}: start and end", 2,
            low=reached, high=duration,
        )  # fmt: skip
        if times[1] < times[0]:
            raise Malformed.at(f"beat {number}: end", f"at least {times[0]:g}", times[1])
        reached = times[1]
        yield {
            "caption": text(beat.get("caption"), f"beat {number}: caption"),
            "start": times[0],
            "end": times[1],
        }

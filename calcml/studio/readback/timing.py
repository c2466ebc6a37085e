"""Whether a film has the size and the frames that a sidecar says, each in its time."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from calcml.studio.readback.pictures import Film
from calcml.studio.readback.report import Reading

__all__ = ["timing_of"]


def timing_of(
    film: Film, sidecar: Mapping[str, Any], *, start: int, alone: bool
) -> Iterator[Reading]:
    """Compare a film with what a scene's sidecar says of size and frames.

    Parameters
    ----------
    film : Film
    sidecar : mapping
        The scene's.
    start : int
        The scene's first frame in the film.
    alone : bool
        Whether the film ends with the scene.

    Yields
    ------
    Reading
        One for the size, and one for the frames.
    """
    size, found = (f"{w}×{h}" for w, h in (_size(sidecar), (film.width, film.height)))
    yield Reading(
        kind="frames", name="size", expected=size, measured=found, passed=size == found,
        note="" if size == found else "the picture has another size",
    )  # fmt: skip
    count, fps = sidecar["frames"], sidecar["fps"]
    times = film.times[start:] if alone else film.times[start : start + count]
    late = sum(time != Fraction(start + k, fps) for k, time in enumerate(times))
    note = "frames stand at another time" if late else ""
    if len(times) != count:
        note = "frames are missing" if len(times) < count else "there are more frames"
    yield Reading(
        kind="frames", name="frames", expected=f"{count} at {fps} a second",
        measured=f"{len(times)}, {late} of them not in time", deviation=float(late),
        unit="frames", passed=not note, note=note,
    )  # fmt: skip


def _size(sidecar: Mapping[str, Any]) -> tuple[int, int]:
    return sidecar["width"], sidecar["height"]

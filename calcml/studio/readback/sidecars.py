"""Find and read the sidecars of finished videos, and believe nothing of them unseen."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from calcml.studio.files import digest_of_file
from calcml.studio.problems import StudioError, place
from calcml.studio.readback.requirements import Malformed, record, sequence, text, whole
from calcml.studio.readback.screens import require_screen

__all__ = ["SCHEMA", "Scene", "scenes_of"]

SCHEMA = 2
LARGEST = 64 * 2**20
"""Bytes that a sidecar may have; that of a lecture of an hour has ten million."""

_TEXTS = ("key", "scene", "number")
_ENTRY = ("kind", "symbol", "shown", "typst")
_WIDEST, _FASTEST, _LONGEST = 16384, 1000, 10**7


Part: TypeAlias = tuple[str, Mapping[str, Any]]
"""A chapter marker, and the sidecar of the scene that begins there."""


@dataclass(frozen=True)
class Scene:
    """One scene in a video, with its sidecar.

    Attributes
    ----------
    sidecar : mapping
    start : int
        Its first frame in the video.
    alone : bool
        Whether the video ends with it.
    marker : str
        What its chapter marker in a lecture says; empty for a clip of its own.
    genuine : bool
        Whether the video is, byte for byte, the one that the sidecar describes.
    """

    sidecar: Mapping[str, Any]
    start: int
    alone: bool
    marker: str
    genuine: bool


def scenes_of(video: Path) -> list[Scene]:
    """Read what is known of a video: of one scene, or of the scenes of a lecture.

    Parameters
    ----------
    video : Path
        An MP4; its sidecar lies beside it and has the same name.

    Returns
    -------
    list of Scene
        In the order of the video.

    Raises
    ------
    StudioError
        When there is no sidecar, or it is none, or of another version, or of another video.
    """
    _require_video(video)
    path = video.with_suffix(".json")
    told = _read(path, video)
    try:
        known = _digests(told)
        parts = list(_of_lecture(told) if "scenes" in told else [("", told)])
        for _, sidecar in parts:
            _require_whole(sidecar)
    except Malformed as error:
        raise StudioError(f"{place(path)} is no whole sidecar: {error}") from error
    genuine = _digest(video) in known.values()
    if video.name not in known and not genuine:  # one with own parameters is named by them
        raise StudioError(f"{place(path)} does not belong to {video.name}: it tells of other files")
    return list(_in_order(parts, genuine=genuine))


def _require_video(video: Path) -> None:
    if video.is_dir():
        raise StudioError(f"{place(video)} is a folder: name the videos in it")
    if not video.is_file():
        raise StudioError(f"there is no {place(video)}")
    if video.suffix != ".mp4":
        raise StudioError(f"a video to be verified must be an MP4, got {place(video)}")


def _digest(video: Path) -> str:
    try:
        return digest_of_file(video)
    except OSError as error:
        raise StudioError(f"cannot read {place(video)}: {error.strerror or error}") from error


def _read(path: Path, video: Path) -> dict[str, Any]:
    if not path.is_file():
        raise StudioError(
            f"there is no {place(path)} beside {video.name}: only clips that calcml rendered "
            "can be verified, with the JSON file that was written beside them"
        )
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise StudioError(
                f"{place(path)} is no sidecar: it must have at most {LARGEST >> 20} MB, "
                f"got {size >> 20} MB"
            )
        told = json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse)
    except OSError as error:
        raise StudioError(f"cannot read {place(path)}: {error.strerror or error}") from error
    except RecursionError as error:
        raise StudioError(f"{place(path)} is no sidecar: it is nested too deeply") from error
    except ValueError as error:
        raise StudioError(f"{place(path)} is no sidecar: {_first_line(error)}") from error
    if not isinstance(told, dict) or "schema" not in told:
        raise StudioError(f"{place(path)} is no sidecar: it has no field 'schema'")
    if told["schema"] != SCHEMA:
        raise StudioError(
            f"{place(path)} is of version {str(told['schema'])[:12]}, this calcml reads version "
            f"{SCHEMA}: render the clip again"
        )
    return told


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"a number must be finite, got {constant}")


def _digests(told: Mapping[str, Any]) -> dict[str, str]:
    """Return the digests of the videos that a sidecar tells of, by name."""
    files = record(told.get("files"), "files").items()
    return {
        name: text(record(about, name).get("blake2b"), f"{name}: blake2b")
        for name, about in files
        if name.endswith(".mp4")
    }


def _of_lecture(told: Mapping[str, Any]) -> Iterator[Part]:
    for number, told_of in enumerate(sequence(told["scenes"], "scenes", least=1), start=1):
        scene = record(told_of, f"scene {number}")
        marker = text(scene.get("chapter", ""), f"scene {number}: chapter")
        yield marker, record(scene.get("sidecar"), f"scene {number}: sidecar")


def _in_order(parts: Sequence[Part], *, genuine: bool) -> Iterator[Scene]:
    start = 0
    for number, (marker, sidecar) in enumerate(parts, start=1):
        yield Scene(sidecar, start, alone=number == len(parts), marker=marker, genuine=genuine)
        start += sidecar["frames"]


def _require_whole(told: Mapping[str, Any]) -> None:
    """Refuse a scene's sidecar in which something is missing or is of another kind."""
    for field in _TEXTS:
        text(told.get(field), field)
    width, height = (whole(told.get(side), side, 2, _WIDEST) for side in ("width", "height"))
    if width % 2 or height % 2:
        raise Malformed.at("width and height", "even", f"{width}×{height}")
    whole(told.get("fps"), "fps", 1, _FASTEST)
    frames = whole(told.get("frames"), "frames", 1, _LONGEST)
    record(told.get("given", {}), "given")
    for number, entry in enumerate(sequence(told.get("entries"), "entries")):
        fields = record(entry, f"entry {number}")
        text(fields.get("key"), f"entry {number}.key")
        for field in _ENTRY:
            if fields.get(field) is not None:  # a lesson of one's own need not know them all
                text(fields[field], f"entry {number}.{field}")
    screen = record(told.get("screen"), "screen")
    require_screen(screen, width=width, height=height, frames=frames)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]

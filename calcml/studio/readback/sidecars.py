"""Find and read the sidecars of finished videos, and believe nothing of them unseen."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from calcml.studio.files import digest_of_file
from calcml.studio.problems import StudioError, place

__all__ = ["SCHEMA", "Scene", "scenes_of"]

SCHEMA = 2
LARGEST = 256 * 2**20
"""Bytes that a sidecar may have; that of a lecture of an hour has ten million."""

_FIELDS: Mapping[str, type | tuple[type, ...]] = {
    "key": str, "scene": str, "number": str, "width": int, "height": int, "fps": int,
    "frames": int, "timeline": list, "entries": list, "screen": dict, "files": dict,
}  # fmt: skip
_THING = {
    "texts": {"source": str, "entries": list, "rests": list},
    "marks": {"name": str, "shape": str, "rests": list},
}
_ENTRY = ("key", "kind", "symbol", "shown", "typst")


class Scene:
    """One scene in a video, with its sidecar.

    Attributes
    ----------
    sidecar : mapping
    start : int
        Its first frame in the video.
    genuine : bool
        Whether the video is, byte for byte, the one that the sidecar describes.
    """

    def __init__(self, sidecar: Mapping[str, Any], start: int, *, genuine: bool) -> None:
        self.sidecar, self.start, self.genuine = sidecar, start, genuine


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
    path = video.with_suffix(".json")
    if not video.is_file():
        raise StudioError(f"there is no {place(video)}")
    told = _read(path, video)
    known = _videos(told)
    genuine = digest_of_file(video) in known.values()
    if video.name not in known and not genuine:  # one with own parameters is named by them
        raise StudioError(f"{place(path)} does not belong to {video.name}: it tells of other files")
    if "screen" in told or "timeline" in told:
        _require_whole(told, path)
        return [Scene(told, 0, genuine=genuine)]
    return list(_of_lecture(told, path, genuine=genuine))


def _read(path: Path, video: Path) -> dict[str, Any]:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise StudioError(
                f"{place(path)} is no sidecar: it must have at most {LARGEST >> 20} MB, "
                f"got {size >> 20} MB"
            )
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise StudioError(
            f"there is no {place(path)} beside {video.name}: only clips that calcml rendered "
            "can be verified, with the JSON file that was written beside them"
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        raise StudioError(f"{place(path)} is no sidecar: {_first_line(error)}") from error
    if not isinstance(told, dict) or "schema" not in told:
        raise StudioError(f"{place(path)} is no sidecar: it has no field 'schema'")
    if told["schema"] != SCHEMA:
        raise StudioError(
            f"{place(path)} is of version {told['schema']!r}, this calcml reads version {SCHEMA}: "
            "render the clip again"
        )
    return told


def _videos(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the digests of the videos that a sidecar tells of, by name."""
    files = told.get("files")
    return {
        name: about.get("blake2b")
        for name, about in (files.items() if isinstance(files, dict) else ())
        if name.endswith(".mp4") and isinstance(about, dict)
    }


def _of_lecture(told: Mapping[str, Any], path: Path, *, genuine: bool) -> Iterator[Scene]:
    scenes = told.get("scenes")
    if not isinstance(scenes, list) or not scenes:
        raise StudioError(f"{place(path)} is no sidecar: it tells of no scene")
    start = 0
    for number, scene in enumerate(scenes, start=1):
        sidecar = scene.get("sidecar") if isinstance(scene, dict) else None
        if not isinstance(sidecar, dict):
            raise StudioError(f"{place(path)} is no sidecar: scene {number} has none")
        _require_whole(sidecar, path)
        yield Scene(sidecar, start, genuine=genuine)
        start += sidecar["frames"]


def _require_whole(told: Mapping[str, Any], path: Path) -> None:
    """Refuse a sidecar in which something is missing or is of another kind."""
    for field, kind in _FIELDS.items():
        if not isinstance(told.get(field), kind):
            raise StudioError(f"{place(path)} is no whole sidecar: {field} is missing or malformed")
    screen = told["screen"]
    good = isinstance(screen.get("preamble"), str) and isinstance(screen.get("axes"), list)
    good = good and told["frames"] > 0 and told["fps"] > 0
    good = good and all(
        isinstance(screen.get(name), list)
        and all(
            isinstance(thing, dict) and all(isinstance(thing.get(f), k) for f, k in fields.items())
            for thing in screen[name]
        )
        for name, fields in _THING.items()
    )
    good = good and all(
        isinstance(entry, dict) and all(field in entry for field in _ENTRY)
        for entry in told["entries"]
    )
    if not good:
        raise StudioError(f"{place(path)} is no whole sidecar: its screen or ledger is malformed")


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]

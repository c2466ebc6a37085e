"""Require a sidecar's screen to be what ``docs/sidecar.md`` says, before anything relies on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from calcml.studio.readback.markup import fault_of_preamble, fault_of_source
from calcml.studio.readback.places import pixels_of
from calcml.studio.readback.requirements import (
    Malformed,
    colour,
    interval,
    numbers,
    record,
    sequence,
    text,
    whole,
)
from calcml.studio.readback.scenery import ROUND

__all__ = ["require_screen"]

_PAIRS = {"dot": 1, "ring": 1, "line": 2, "dashes": 2, "arrow": 2}
_FAR = 1e5  # pixels within which axes and texts are, in the picture or out of it
_LARGE = 1e15  # within which the numbers of a lesson are, and where they lie in a lens
_SMALL = 0.5  # pixels of the smallest em
_PLANE, _SPACE = 2, 3
_MANY = 10_000  # pieces of what passes in a frame


@dataclass(frozen=True)
class _Picture:
    """What a screen is measured by."""

    width: int
    height: int
    frames: int
    axes: Sequence[Mapping[str, Any]]


def require_screen(screen: Mapping[str, Any], *, width: int, height: int, frames: int) -> None:
    """Refuse a screen in which something is missing, of another kind, or out of range.

    Parameters
    ----------
    screen : mapping
        Of a sidecar.
    width, height, frames : int
        Of the scene.

    Raises
    ------
    Malformed
        With the place of what is wrong, and what it must be.
    """
    fault = fault_of_preamble(text(screen.get("preamble"), "screen.preamble"))
    if fault:
        raise Malformed(fault)
    axes = sequence(screen.get("axes"), "screen.axes")
    for number, view in enumerate(axes):
        _require_axes(record(view, f"axes {number}"), f"axes {number}")
    picture = _Picture(width, height, frames, axes)
    for number, told in enumerate(sequence(screen.get("texts"), "screen.texts")):
        _require_text(record(told, f"text {number}"), f"text {number}", picture)
    for number, mark in enumerate(sequence(screen.get("marks"), "screen.marks")):
        _require_mark(record(mark, f"mark {number}"), f"mark {number}", picture)


def _require_axes(view: Mapping[str, Any], where: str) -> None:
    kind = view.get("kind")
    if kind == "plane":
        logs = sequence(view.get("log"), f"{where}.log", least=_PLANE)
        for axis, is_log in zip("xy", logs, strict=False):
            ends = numbers(view.get(axis), f"{where}.{axis}", 2, low=5e-324 if is_log else -1e300)
            if ends[0] == ends[1]:
                raise Malformed.at(f"{where}.{axis}", "two different ends", ends[0])
        numbers(view.get("box"), f"{where}.box", 4, low=-_FAR, high=_FAR)
    elif kind == "space":
        low, high = (
            numbers(view.get(end), f"{where}.{end}", _SPACE, low=-_LARGE, high=_LARGE)
            for end in ("low", "high")
        )
        numbers(view.get("size"), f"{where}.size", _SPACE, low=1e-6, high=_FAR)
        numbers(view.get("centre"), f"{where}.centre", 2, low=-_FAR, high=_FAR)
        angles = ("azimuth", "elevation", "zoom", "perspective", "unit")
        numbers([view.get(name) for name in angles], where, len(angles), low=-_FAR, high=_FAR)
        if any(a == b for a, b in zip(low, high, strict=True)):
            raise Malformed.at(where, "higher than low", low[0])
    else:
        raise Malformed.at(f"{where}.kind", "plane or space", kind)


def _require_text(told: Mapping[str, Any], where: str, picture: _Picture) -> None:
    fault = fault_of_source(text(told.get("source"), f"{where}.source"))
    if fault:
        raise Malformed(fault)
    for key in sequence(told.get("entries"), f"{where}.entries"):
        text(key, f"{where}.entries")
    largest = float(max(picture.width, picture.height))
    for rest in sequence(told.get("rests"), f"{where}.rests"):
        place = record(rest, f"{where}.rests")
        interval(place.get("frames"), f"{where}.frames", picture.frames)
        left, top, right, bottom = numbers(
            place.get("box"), f"{where}.box", 4, low=-largest, high=2 * largest
        )
        if not (left <= right and top <= bottom):
            raise Malformed.at(f"{where}.box", "left, top, right and bottom", left)
        numbers(place.get("pen"), f"{where}.pen", 2, low=-_FAR, high=_FAR)
        numbers([place.get("em")], f"{where}.em", 1, low=_SMALL, high=largest)
    _require_passing(told, where, picture)


def _require_passing(thing: Mapping[str, Any], thing_is_at: str, picture: _Picture) -> None:
    where = f"{thing_is_at}.passing"
    for each in sequence(thing.get("passing", []), where):
        told = record(each, where)
        whole(told.get("frame"), f"{where}.frame", 0, picture.frames - 1)
        boxes = sequence(told.get("boxes"), f"{where}.boxes")
        if len(boxes) > _MANY:
            raise Malformed.at(f"{where}.boxes", f"at most {_MANY}", len(boxes))
        for box in boxes:
            left, top, right, bottom = numbers(box, f"{where}.boxes", 4, low=-_FAR, high=_FAR)
            if not (left <= right and top <= bottom):
                raise Malformed.at(f"{where}.boxes", "left, top, right and bottom", left)


def _require_mark(mark: Mapping[str, Any], where: str, picture: _Picture) -> None:
    text(mark.get("name"), f"{where}.name")
    shape = text(mark.get("shape"), f"{where}.shape")
    if shape not in {*_PAIRS, "field", "curve"}:
        shapes = "one of dot, ring, line, dashes, arrow, field, curve"
        raise Malformed.at(f"{where}.shape", shapes, shape)
    for rest in sequence(mark.get("rests"), f"{where}.rests"):
        sight = record(rest, f"{where}.rests")
        interval(sight.get("frames"), f"{where}.frames", picture.frames)
        count = len(_require_sight(sight, where, picture))
        if count != _PAIRS.get(shape, count) or (shape not in ROUND and count % 2):
            raise Malformed.at(f"{where}.at", f"the places of a {shape}", count)
    for move in sequence(mark.get("moves", []), f"{where}.moves"):
        sight = record(move, f"{where}.moves")
        first = whole(sight.get("first"), f"{where}.first", 0, picture.frames)
        count = len(_require_sight(sight, where, picture))
        if first + count > picture.frames or shape not in ROUND:
            raise Malformed.at(f"{where}.moves", "within the scene's frames, of a dot", first)
    _require_passing(mark, where, picture)


def _require_sight(sight: Mapping[str, Any], where: str, picture: _Picture) -> Sequence[Any]:
    """Refuse what is wrong with one sight of a mark; return its places."""
    number = whole(sight.get("axes"), f"{where}.axes", 0, len(picture.axes) - 1)
    view, places = picture.axes[number], sequence(sight.get("at"), f"{where}.at", least=1)
    colour(sight.get("ink"), f"{where}.ink")
    numbers([sight.get("opacity")], f"{where}.opacity", 1, low=0, high=1)
    largest = max(picture.width, picture.height)
    numbers([sight.get("size")], f"{where}.size", 1, low=0, high=largest)
    for place in places:
        count = _SPACE if view["kind"] == "space" else _PLANE
        numbers(place, f"{where}.at", count, low=-_LARGE, high=_LARGE)
        _require_pixels(view, place, f"{where}.at")
    return places


def _require_pixels(view: Mapping[str, Any], place: Sequence[float], where: str) -> None:
    try:
        pixels = pixels_of(view, place)
    except (ValueError, ArithmeticError):
        pixels = (float("nan"),) * 2
    if not all(isfinite(each) and abs(each) <= _LARGE for each in pixels):
        raise Malformed.at(where, "a place that its axes take to the picture", place[0])

"""Look for dots, lines and arrows in a frame, and say how far they are from where they should be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, degrees, dist
from typing import Any

import numpy as np

from calcml.studio.readback.balls import ball_near
from calcml.studio.readback.dots import circle_near
from calcml.studio.readback.lines import Course, course_of
from calcml.studio.readback.pictures import Frame
from calcml.studio.readback.places import pixels_of
from calcml.studio.readback.plan import Look
from calcml.studio.readback.report import Reading

__all__ = ["Hidden", "Place", "marks_in", "tolerance_for"]

Place = tuple[float, float]

_PLAIN = 480  # height of a picture in which arrows are hardly broader than lines
_FINE = 720  # height of a picture from which half a pixel is asked for
_SHORT = 26.0  # pixels: on shorter lines too little is to be seen between what lies on their ends
_SHORT_ARROW = 16.0
_INKED = {"line": 0.55, "arrow": 0.6, "field": 0.6, "dashes": 0.28}
_TURN = 2.0  # degrees by which an arrow may be turned
_BALANCE = 0.47  # where the weight of an arrow lies at least, from its tail to its head
_FAINT = 0.55  # opacity from which a mark can be measured
_CLOSE, _MOSTLY = 5.0, 0.5  # pixels, and share of a line, at which another one runs along it
_COVERED = 0.25  # share of a dot's edge that says that it is there, but not where
_TOUCH = 1.5  # pixels between two dots that are told apart


@dataclass(frozen=True)
class Hidden:
    """A mark that cannot be measured in a frame, and why."""

    name: str
    reason: str


def tolerance_for(height: int) -> float:
    """Return by how many pixels a mark may be off in a picture of some height."""
    return 0.5 if height >= _FINE else 0.75


def marks_in(
    frame: Frame, number: int, looks: Sequence[Look], axes: Sequence[Mapping[str, Any]],
    dots: Iterable[tuple[Place, float, Any]], lines: Iterable[tuple[Place, Place, Any]],
) -> Iterator[tuple[Look, Reading | Hidden]]:  # fmt: skip
    """Look for marks in a frame.

    Parameters
    ----------
    frame : Frame
    number : int
        Of the frame.
    looks : sequence of Look
        Marks and where they are to be seen.
    axes : sequence of mapping
        How numbers become pixels.
    dots : iterable
        Every dot in this frame: its place, its radius, and which mark it is.
    lines : iterable
        Every line and arrow in this frame: its ends, and which mark it is.

    Yields
    ------
    tuple of (Look, Reading or Hidden)
    """
    dots, lines = list(dots), list(lines)
    for look in looks:
        view, sight = axes[look.sight["axes"]], look.sight
        if sight.get("hidden"):
            yield look, Hidden(look.thing["name"], "a surface lies before it")
            continue
        places = [pixels_of(view, point) for point in sight["at"]]
        if look.thing["shape"] in {"dot", "ring"}:
            lit = view["kind"] == "space"
            if lit and any(_lies_over(places[0], sight["size"], line) for line in lines):
                yield look, Hidden(look.thing["name"], "a line lies over it")
                continue
            yield look, _dot(frame, number, look, places[0], dots, lit=lit)
        else:
            yield look, _strokes(frame, number, look, places, lines)


def _dot(
    frame: Frame,
    number: int,
    look: Look,
    place: Place,
    dots: Sequence[tuple[Place, float, Any]],
    *,
    lit: bool,
) -> Reading | Hidden:
    thing, sight = look.thing, look.sight
    if sight["opacity"] < _FAINT:
        return Hidden(thing["name"], f"it is faint, with an opacity of {sight['opacity']}")
    for there, radius, other in dots:
        away = dist(there, place)
        within = thing["shape"] == "ring" and away + radius + _TOUCH < sight["size"]
        if other is not thing and away < radius + sight["size"] + _TOUCH and not within:
            return Hidden(thing["name"], "another dot touches it")
    find = ball_near if lit else circle_near
    found = find(frame, place, sight["size"], sight["ink"], opacity=sight["opacity"])
    if found is None:
        return Hidden(thing["name"], "it lies at the border of the picture")
    if found.edge >= _COVERED and not found.is_there:
        return Hidden(thing["name"], "other things cover most of its edge")
    tolerance = tolerance_for(frame.shape[0])
    away = dist(found.place, place) if found.is_there else float("inf")
    return Reading(
        kind=thing["shape"],
        name=thing["name"],
        frame=number,
        expected=_told(place),
        measured=_told(found.place) if found.is_there else "not there",
        deviation=away,
        unit="px",
        tolerance=tolerance,
        passed=away <= tolerance,
        note="" if found.is_there else f"{found.edge:.0%} of its edge is to be seen",
    )


def _strokes(
    frame: Frame,
    number: int,
    look: Look,
    places: Sequence[Place],
    lines: Sequence[tuple[Place, Place, Any]],
) -> Reading | Hidden:
    """Look for a line or for all arrows of a field; the worst of them is told."""
    thing, sight = look.thing, look.sight
    shape, least = thing["shape"], _SHORT if thing["shape"] in {"line", "dashes"} else _SHORT_ARROW * _scale(frame)
    if sight["opacity"] < _FAINT:
        return Hidden(thing["name"], f"it is faint, with an opacity of {sight['opacity']}")
    if shape != "field" and any(
        other is not thing and _runs_along(places, (start, end)) for start, end, other in lines
    ):
        return Hidden(thing["name"], "another line runs along it")
    pairs = [
        (start, end)
        for start, end in zip(places[::2], places[1::2], strict=True)
        if dist(start, end) >= least and _is_inside(frame, start) and _is_inside(frame, end)
    ]
    if not pairs:
        return Hidden(thing["name"], f"shorter than {least:g} pixels")
    found = [(start, end, _course(frame, start, end, look)) for start, end in pairs]
    tolerance = tolerance_for(frame.shape[0])
    start, end, worst = max(
        found, key=lambda one: (_faulty(one[2], shape, tolerance), one[2].aside)
    )
    fault = _faulty(worst, shape, tolerance)
    return Reading(
        kind=shape,
        name=thing["name"],
        frame=number,
        expected=_direction(start, end),
        measured=_direction(start, end, worst) if worst.inked > 0 else "not there",
        deviation=worst.aside,
        unit="px",
        tolerance=tolerance,
        passed=not fault,
        note=fault or (f"{len(found)} arrows" if shape == "field" else ""),
    )


def _course(frame: Frame, start: Place, end: Place, look: Look) -> Course:
    sight = look.sight
    if look.thing["shape"] in {"line", "dashes"}:
        how = {"width": sight["size"]}
    else:
        how = {"scale": _scale(frame)}
    return course_of(frame, start, end, sight["ink"], opacity=sight["opacity"], **how)


def _scale(frame: Frame) -> float:
    """Return how many times as broad as in a small picture an arrow is."""
    return max(1.0, frame.shape[0] / _PLAIN)


def _faulty(course: Course, shape: str, tolerance: float) -> str:
    """Return what is wrong with a line or an arrow; empty if nothing is."""
    if course.inked < _INKED[shape]:
        return f"only {course.inked:.0%} of it is to be seen"
    if course.aside > tolerance:
        return f"it lies {course.aside:.2f} px aside"
    if shape in {"arrow", "field"}:
        if abs(course.angle) > _TURN:
            return f"it is turned by {course.angle:.1f}°"
        if course.balance < _BALANCE:
            return "its head is not where it points to"
    return ""


def _lies_over(place: Place, radius: float, line: tuple[Place, Place, Any]) -> bool:
    """Tell whether a line passes over a ball in a space; what is flat is drawn after it."""
    start, end, mark = line
    if len(mark["rests"][0]["at"][0]) > len(place):  # it stands in the space, too
        return False
    a, b, p = (np.asarray(each, dtype=np.float64) for each in (start, end, place))
    way = b - a
    along = np.clip((p - a) @ way / max(float(way @ way), 1e-9), 0.0, 1.0)
    return float(np.linalg.norm(p - a - along * way)) < radius + 1


def _runs_along(ends: Sequence[Place], other: tuple[Place, Place]) -> bool:
    """Tell whether another line lies close to most of a line."""
    (a, b), (c, d) = (np.asarray(pair, dtype=np.float64) for pair in (ends, other))
    places = a + np.linspace(0.05, 0.95, 19)[:, None] * (b - a)
    way = d - c
    along = np.clip((places - c) @ way / max(float(way @ way), 1e-9), 0.0, 1.0)
    away = np.linalg.norm(places - c - along[:, None] * way, axis=1)
    return float((away < _CLOSE).mean()) > _MOSTLY


def _is_inside(frame: Frame, place: Place) -> bool:
    height, width, _ = frame.shape
    return 0 <= place[0] <= width and 0 <= place[1] <= height


def _told(place: Place) -> str:
    return f"({place[0]:.2f}, {place[1]:.2f})"


def _direction(start: Place, end: Place, course: Course | None = None) -> str:
    """Return the direction of a line, upwards from the right, as in mathematics."""
    turned = course.angle if course else 0.0
    return f"{degrees(atan2(start[1] - end[1], end[0] - start[0])) - turned:.2f}°"

"""Look for lines and arrows in a frame: whether they run where they should, and end there."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, degrees, dist
from typing import Any

import numpy as np

from calcml.studio.readback.lines import Course, course_of
from calcml.studio.readback.plan import Look
from calcml.studio.readback.report import Hidden, Reading, tolerance_for
from calcml.studio.readback.scenery import Scenery, Stroke
from calcml.studio.readback.segments import Place, away_from, run_along
from calcml.studio.readback.tips import BEYOND, Tip, tip_of
from calcml.studio.readback.veils import PASSES, Veil, veil_of

__all__ = ["FAINT", "strokes_read"]

FAINT = 0.55
"""Opacity from which a mark can be measured."""
_PLAIN = 480  # height of a picture in which arrows are hardly broader than lines
_SHORT = 26.0  # pixels: on shorter lines too little is to be seen between what lies on their ends
_SHORT_ARROW = 16.0
_SHORT_DASHES = 42.0  # of which half is gaps
_INKED = {"line": 0.55, "arrow": 0.6, "field": 0.6, "dashes": 0.28}
_ARROWS = frozenset({"arrow", "field"})
_TURN = 2.0  # degrees by which an arrow may be turned
_BALANCE = 0.47  # where the weight of an arrow lies at least, from its tail to its head
_SHORTER, _LONGER = 2.0, 1.2  # pixels by which its tip, which is fine, may end elsewhere
_BROADER = 1.3  # how many times as broad as the shaft a head must be
_VEILED = 0.2  # share of a line that may be covered by what passes if it is to be found wrong
_ALONE = 6.0  # pixels around an arrow's tip in which nothing else may lie if it is to be measured


@dataclass(frozen=True)
class _Found:
    """One line of a mark, and what was seen of it."""

    start: Place
    end: Place
    course: Course
    fault: str
    is_veiled: bool


def strokes_read(
    scenery: Scenery, look: Look, places: Sequence[Place], *, flat: bool
) -> Reading | Hidden:
    """Look for a line or for all arrows of a field; the worst of them is told.

    Parameters
    ----------
    scenery : Scenery
    look : Look
    places : sequence of places
        Where they start and end, by turns.
    flat : bool
        Whether they stand on a plot, and not in a space.

    Returns
    -------
    Reading or Hidden
    """
    name, shape, scale = look.thing["name"], look.thing["shape"], _scale(scenery)
    shortest = {"line": _SHORT, "dashes": _SHORT_DASHES}
    least = _SHORT_ARROW * scale if shape in _ARROWS else shortest[shape]
    if look.sight["opacity"] < FAINT:
        return Hidden(name, f"it is faint, with an opacity of {look.sight['opacity']}")
    if shape != "field" and _is_accompanied(scenery, look.thing, places):
        return Hidden(name, "another line runs along it")
    found = [
        _found(scenery, look, start, end, flat=flat)
        for start, end in zip(places[::2], places[1::2], strict=True)
        if dist(start, end) >= least and scenery.holds(start) and scenery.holds(end)
    ]
    if found and all(one.is_veiled for one in found):
        return Hidden(name, PASSES)
    found = [one for one in found if not one.is_veiled]
    if not found:
        return Hidden(name, f"shorter than {least:g} pixels")
    worst = max(found, key=lambda one: (bool(one.fault), one.course.aside))
    return Reading(
        kind=shape, name=name, frame=scenery.number, expected=_direction(worst.start, worst.end),
        measured=_measured(worst), deviation=worst.course.aside, unit="px",
        tolerance=tolerance_for(len(scenery.frame)), passed=not worst.fault,
        note=worst.fault or (f"{len(found)} arrows" if shape == "field" else ""),
    )  # fmt: skip


def _found(scenery: Scenery, look: Look, start: Place, end: Place, *, flat: bool) -> _Found:
    """Look for one line."""
    sight, shape, frame = look.sight, look.thing["shape"], scenery.frame
    is_arrow, scale = shape in _ARROWS, _scale(scenery)
    course = course_of(
        frame, start, end, sight["ink"], width=0.0 if is_arrow else sight["size"],
        opacity=sight["opacity"], scale=scale if is_arrow else 1.0,
    )  # fmt: skip
    fault = _fault(course, shape, tolerance_for(len(frame)))
    if is_arrow and flat and not fault and _is_alone(scenery, start, end):
        tip = tip_of(
            frame, start, end, sight["ink"], opacity=sight["opacity"], scale=scale,
            aside=course.offsets[1],
        )  # fmt: skip
        fault = _fault_of(tip)
    veil = veil_of(look.thing, scenery.number)
    is_veiled = bool(fault) and _is_veiled(veil, start, end, scale=scale, has_tip=is_arrow)
    return _Found(start, end, course, fault, is_veiled)


def _is_veiled(veil: Veil, start: Place, end: Place, *, scale: float, has_tip: bool) -> bool:
    """Tell whether something passes over much of a line, or over its tip."""
    length = dist(start, end)
    along = np.linspace(0.0, 1.0, max(12, int(length / 2)))
    tip = 1 + np.linspace(-1.0, scale, 12) * BEYOND / length
    hidden, at_tip = (
        veil.hides(np.array(start) + shares[:, None] * np.subtract(end, start))
        for shares in (along, tip)
    )
    return bool(hidden.mean() > _VEILED or (has_tip and at_tip.any()))


def _scale(scenery: Scenery) -> float:
    """Return how many times as broad as in a small picture an arrow is."""
    return max(1.0, len(scenery.frame) / _PLAIN)


def _fault(course: Course, shape: str, tolerance: float) -> str:
    """Return what is wrong with the course of a line or an arrow; empty if nothing is."""
    if course.inked < _INKED[shape]:
        return f"only {course.inked:.0%} of it is to be seen"
    if course.aside > tolerance:
        return f"it lies {course.aside:.2f} px aside"
    if shape in _ARROWS and abs(course.angle) > _TURN:
        return f"it is turned by {course.angle:.1f}°"
    if shape in _ARROWS and course.balance < _BALANCE:
        return "its head is not where it points to"
    return ""


def _fault_of(tip: Tip) -> str:
    """Return what is wrong with the end of an arrow; empty if nothing is."""
    if not -_SHORTER < tip.over < _LONGER:
        return f"it ends {abs(tip.over):.1f} px {'beyond' if tip.over > 0 else 'before'} its place"
    if tip.runs_on and tip.head < _BROADER:
        return "it runs on where its head should be"
    return ""


def _is_accompanied(scenery: Scenery, thing: Any, places: Sequence[Place]) -> bool:
    """Tell whether lines of other marks run along one."""
    others = [(s.start, s.end) for s in scenery.strokes if s.mark is not thing]
    return run_along((places[0], places[1]), others, scale=_scale(scenery))


def _is_alone(scenery: Scenery, start: Place, end: Place) -> bool:
    """Tell whether no other mark lies around an arrow's tip, and where it could reach to."""
    ahead = (np.array(end) - start) / dist(start, end)
    around = np.array(end) + np.linspace(-4.0, BEYOND * _scale(scenery), 8)[:, None] * ahead
    return not (
        any(_is_near(around, other) for other in scenery.strokes if (start, end) != other[:2])
        or any(
            float(np.linalg.norm(around - disc.place, axis=1).min()) < disc.radius + _ALONE
            for disc in scenery.discs
        )
    )


def _is_near(places: Any, other: Stroke) -> bool:
    return float(away_from(places, other.start, other.end).min()) < _ALONE


def _measured(found: _Found) -> str:
    if found.course.inked <= 0:
        return "not there"
    return _direction(found.start, found.end, found.course.angle)


def _direction(start: Place, end: Place, turned: float = 0.0) -> str:
    """Return the direction of a line, upwards from the right, as in mathematics."""
    return f"{degrees(atan2(start[1] - end[1], end[0] - start[0])) - turned:.2f}°"

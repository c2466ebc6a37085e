"""Look for lines and arrows in a frame: whether they run where they should, and end there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import atan2, degrees, dist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calcml.studio.readback.lines import Course, Opening, course_of
from calcml.studio.readback.places import axes_of
from calcml.studio.readback.plan import Look
from calcml.studio.readback.report import Hidden, Reading, tolerance_for
from calcml.studio.readback.scenery import Scenery
from calcml.studio.readback.segments import Place, away_from, places_between, run_along
from calcml.studio.readback.tips import BEYOND, Tip, tip_of
from calcml.studio.readback.veils import PASSES, Veil, veil_of

__all__ = ["CROWDED", "FAINT", "strokes_read"]

CROWDED = "other marks lie on most of it"
"""Why a line is not measured."""
FAINT = 0.55
"""Opacity from which a mark can be measured."""
_PLAIN = 480  # height of a picture in which arrows are hardly broader than lines
_SHORT = 26.0  # pixels: on shorter lines too little is to be seen between what lies on their ends
_SHORT_ARROW = 16.0
_SHORT_DASHES = 42.0  # in a small picture: half of it is gaps
_INKED = {"line": 0.55, "arrow": 0.6, "field": 0.6, "dashes": 0.28}
_ARROWS = frozenset({"arrow", "field"})
_TURN = 2.0  # degrees by which an arrow may be turned
_BALANCE = 0.47  # where the weight of an arrow lies at least, from its tail to its head
_SHORTER, _LONGER = 2.0, 1.2  # pixels by which its tip, which is fine, may end elsewhere
_BROADER = 1.3  # how many times as broad as the shaft a head must be
_VEILED = 0.2  # share of a line that may be covered by what passes if it is to be found wrong
_THICK = 6.0  # pixels: a broader line is looked at as an arrow is
_BESIDE = 7.0  # pixels to both sides that a cut shows, where another line would be seen
_HALF = 1.3  # half the width of a line in a small picture
_CLOSE = 2.0  # tolerances by which a line may be aside that touches others all along
_LEAST_OPEN, _MOSTLY_OPEN = 0.25, 0.6
"""Shares of a line that must lie open if it is to be measured there only, and to the last."""
_ALONE = 6.0  # pixels around an arrow's tip in which nothing else may lie if it is to be measured


@dataclass(frozen=True)
class _Found:
    """One line of a mark, and what was seen of it."""

    start: Place
    end: Place
    course: Course
    fault: str
    hidden: str


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
    shortest = {"line": _SHORT, "dashes": _SHORT_DASHES * scale}
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
    if found and all(one.hidden for one in found):
        return Hidden(name, found[0].hidden)
    found = [one for one in found if not one.hidden]
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
    """Look for one line, and again where it lies open if anything seems wrong."""
    shape, tolerance = look.thing["shape"], tolerance_for(len(scenery.frame))
    is_arrow, scale = shape in _ARROWS, _scale(scenery)
    course, hidden = _course(scenery, look, start, end), ""
    fault = _fault(course, shape, tolerance)
    if fault:
        again = _course(scenery, look, start, end, _opening(scenery, look, start, end))
        if again.open >= _LEAST_OPEN:
            course = replace(again, balance=course.balance)
            fault = _fault(course, shape, tolerance)
        if fault and again.open < _MOSTLY_OPEN and _may_be_crowded(course, shape, tolerance):
            hidden = CROWDED
    if is_arrow and flat and not fault and _is_alone(scenery, start, end):
        tip = tip_of(
            scenery.frame, start, end, look.sight["ink"], opacity=look.sight["opacity"],
            scale=scale, aside=course.offsets[1],
        )  # fmt: skip
        fault = _fault_of(tip)
    veil = veil_of(look.thing, scenery.number)
    if fault and _is_veiled(veil, start, end, scale=scale, has_tip=is_arrow):
        hidden = PASSES
    return _Found(start, end, course, fault, hidden)


def _may_be_crowded(course: Course, shape: str, tolerance: float) -> bool:
    """Tell whether what seems wrong may come from others that touch a line."""
    is_there = course.inked >= _INKED[shape]
    return shape == "dashes" or (is_there and tolerance < course.aside <= _CLOSE * tolerance)


def _course(
    scenery: Scenery, look: Look, start: Place, end: Place, is_open: Opening | None = None
) -> Course:
    """Return the course of a line."""
    width, is_arrow = look.sight["size"], look.thing["shape"] in _ARROWS
    scale = _scale(scenery) if is_arrow else max(1.0, width / _THICK)
    return course_of(
        scenery.frame, start, end, look.sight["ink"], width=0.0 if is_arrow else width / scale,
        opacity=look.sight["opacity"], scale=scale, is_open=is_open,
    )  # fmt: skip


def _opening(scenery: Scenery, look: Look, start: Place, end: Place) -> Opening:
    """Return what tells where on a line no other mark and no axis lies near."""
    aside = _BESIDE + _HALF * _scale(scenery)
    axes = axes_of(scenery.axes[look.sight["axes"]])
    others = [*_others(scenery, start, end), *axes]

    def is_open(places: NDArray[np.float64]) -> NDArray[np.bool_]:
        return ~_taken(scenery, places, others, aside=aside, around=_BESIDE)

    return is_open


def _others(scenery: Scenery, start: Place, end: Place) -> list[tuple[Place, Place]]:
    """Return the ends of all other lines in a frame."""
    return [stroke[:2] for stroke in scenery.strokes if stroke[:2] != (start, end)]


def _taken(
    scenery: Scenery,
    places: NDArray[np.float64],
    lines: Sequence[tuple[Place, Place]],
    *,
    aside: float,
    around: float,
) -> NDArray[np.bool_]:
    """Tell of places whether lines or dots lie near, in pixels from their middles and edges."""
    taken = np.zeros(len(places), dtype=np.bool_)
    for line in lines:
        taken |= away_from(places, *line) < aside
    for disc in scenery.discs:
        taken |= np.linalg.norm(places - disc.place, axis=-1) < disc.radius + around
    return taken


def _is_veiled(veil: Veil, start: Place, end: Place, *, scale: float, has_tip: bool) -> bool:
    """Tell whether something passes over much of a line, or over its tip."""
    length = dist(start, end)
    along = np.linspace(0.0, 1.0, max(12, int(length / 2)))
    tip = 1 + np.linspace(-1.0, scale, 12) * BEYOND / length
    hidden, at_tip = (veil.hides(places_between(start, end, shares)) for shares in (along, tip))
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
    tip = np.array(end) + np.linspace(-4.0, BEYOND * _scale(scenery), 8)[:, None] * ahead
    others = _others(scenery, start, end)
    return not _taken(scenery, tip, others, aside=_ALONE, around=_ALONE).any()


def _measured(found: _Found) -> str:
    if found.course.inked <= 0:
        return "not there"
    return _direction(found.start, found.end, found.course.angle)


def _direction(start: Place, end: Place, turned: float = 0.0) -> str:
    """Return the direction of a line, upwards from the right, as in mathematics."""
    return f"{degrees(atan2(start[1] - end[1], end[0] - start[0])) - turned:.2f}°"

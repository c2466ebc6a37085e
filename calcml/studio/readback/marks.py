"""Look for marks in a frame, and say how far they are from where they should be."""

from collections.abc import Iterable, Iterator
from functools import partial
from math import dist, inf

from calcml.studio.readback.balls import ball_near
from calcml.studio.readback.dots import Found, circle_near
from calcml.studio.readback.places import pixels_of
from calcml.studio.readback.plan import Look
from calcml.studio.readback.report import Hidden, Reading, tolerance_for
from calcml.studio.readback.scenery import ROUND, Disc, Scenery
from calcml.studio.readback.segments import Place, away_from
from calcml.studio.readback.strokes import FAINT, strokes_read
from calcml.studio.readback.veils import PASSES, veil_of

__all__ = ["marks_in"]

_COVERED = 0.25  # share of a dot's edge that says that it is there, but not where
_OPEN = 0.5  # share of a dot over which nothing may pass, if it is to be found missing
_TOUCH = 1.5  # pixels between two dots that are told apart


def marks_in(scenery: Scenery, looks: Iterable[Look]) -> Iterator[tuple[Look, Reading | Hidden]]:
    """Look for marks in a frame.

    Parameters
    ----------
    scenery : Scenery
        The frame, and all that stands in it.
    looks : iterable of Look
        Marks and how they are to be seen.

    Yields
    ------
    tuple of (Look, Reading or Hidden)
    """
    for look in looks:
        view = scenery.axes[look.sight["axes"]]
        flat = view["kind"] == "plane"
        places = [pixels_of(view, point) for point in look.sight["at"]]
        if look.sight.get("hidden"):
            yield look, Hidden(look.thing["name"], "a surface lies before it")
        elif look.thing["shape"] in ROUND:
            yield look, _dot(scenery, look, places[0], lit=not flat)
        else:
            yield look, strokes_read(scenery, look, places, flat=flat)


def _dot(scenery: Scenery, look: Look, place: Place, *, lit: bool) -> Reading | Hidden:
    """Look for a dot, for a ring, or for a lit ball in a space."""
    thing, sight, frame = look.thing, look.sight, scenery.frame
    reason = _obstacle(scenery, look, place, lit=lit)
    if reason:
        return Hidden(thing["name"], reason)
    tolerance = tolerance_for(len(frame))
    find = partial(
        ball_near if lit else circle_near, frame, place, sight["size"], sight["ink"],
        opacity=sight["opacity"],
    )  # fmt: skip
    found = find()
    if found is None:
        return Hidden(thing["name"], "it lies at the border of the picture")
    if _away(found, place) > tolerance:  # is it wrong, or is something in the way?
        found = find(veil=veil_of(thing, scenery.number)) or found
        reason = _doubt(found, tolerance)
        if reason:
            return Hidden(thing["name"], reason)
    away = _away(found, place)
    return Reading(
        kind=thing["shape"], name=thing["name"], frame=scenery.number, expected=_told(place),
        measured=_told(found.place) if found.is_there else "not there", deviation=away, unit="px",
        tolerance=tolerance, passed=away <= tolerance,
        note="" if found.is_there else f"{found.edge:.0%} of its edge is to be seen",
    )  # fmt: skip


def _doubt(found: Found, tolerance: float) -> str:
    """Return why it cannot be said that a dot is elsewhere; empty if it can."""
    if found.open < _OPEN:
        return PASSES
    if found.edge >= _COVERED and not found.is_there:
        return "other things cover most of its edge"
    if found.is_there and found.sway > tolerance:
        return "other things touch its edge, so that its place is not sure"
    return ""


def _obstacle(scenery: Scenery, look: Look, place: Place, *, lit: bool) -> str:
    """Return why a dot cannot be measured; empty if it can."""
    sight = look.sight
    if sight["opacity"] < FAINT:
        return f"it is faint, with an opacity of {sight['opacity']}"
    if any(_touches(disc, look, place) for disc in scenery.discs):
        return "another dot touches it"
    if look.left is not None:
        left = pixels_of(scenery.axes[sight["axes"]], look.left)
        if dist(left, place) < 2 * sight["size"] + _TOUCH:
            return "it has hardly left its place, where something of it may be left"
    if lit and any(  # what is flat is drawn after a space
        stroke.is_flat and float(away_from(place, stroke.start, stroke.end)) < sight["size"] + 1
        for stroke in scenery.strokes
    ):
        return "a line lies over it"
    return ""


def _touches(disc: Disc, look: Look, place: Place) -> bool:
    """Tell whether another dot touches one from outside, or covers its edge."""
    away, size = dist(disc.place, place), look.sight["size"]
    within = look.thing["shape"] == "ring" and away + disc.radius + _TOUCH < size
    itself = all(disc.mark[field] == look.thing[field] for field in ("name", "shape"))
    return not itself and away < disc.radius + size + _TOUCH and not within


def _away(found: Found, place: Place) -> float:
    return dist(found.place, place) if found.is_there else inf


def _told(place: Place) -> str:
    return f"({place[0]:.2f}, {place[1]:.2f})"

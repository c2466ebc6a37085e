"""Second opinions on what gradients are: heights along lines that geometry points out."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

import mpmath as mp

from calcml.lessons.entries import Entry
from calcml.lessons.gradient import GradientDefinition, GradientThreeVariables
from calcml.oracles.evaluation import DIGITS, floating
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.partials import DIFFERENCES, slope_opinion
from calcml.oracles.slopes import partial as slope_along

__all__ = ["OPINIONS"]

_HEIGHTS = "heights, 60 digits"
_SLOPES = f"{DIFFERENCES}, at points"
_SAFETY = 10  # the last two extrapolations differ by less than the error of the first of them
_GUARD = 60  # digits that differences lose

Heights: TypeAlias = Callable[..., mp.mpf]


def _definition(lesson: GradientDefinition) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_definition(lesson))


def _three(lesson: GradientThreeVariables) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_three(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "GradientDefinition": _definition,
    "GradientThreeVariables": _three,
}


def _of_definition(lesson: GradientDefinition) -> Work:
    """Along a circle about the origin no height changes, and across it most."""
    ledger, at = lesson.ledger, [given(lesson.ledger[f"at.{name}"]) for name in "xy"]
    yield "function", partial(_tried, ledger["function"], _bowl, "xy", _HEIGHTS)
    with mp.workdps(DIGITS + _GUARD):
        place = [floating(c) for c in at]
        outwards = [c / mp.hypot(*place) for c in place]
        ways = {
            "along": outwards,
            "across": [-outwards[1], outwards[0]],
            "back": [-c for c in outwards],
        }
        for axis, name in enumerate("xy"):
            slope = partial(_slope, _bowl, axis)
            unit = [mp.mpf(axis == 0), mp.mpf(axis == 1)]
            yield (
                f"partial.{name}",
                partial(_tried, ledger[f"partial.{name}"], slope, "xy", _SLOPES),
            )
            yield f"gradient.{name}", partial(slope_opinion, _from(_bowl, place, unit), 0)
        for name, way in ways.items():
            yield f"rate.{name}", partial(slope_opinion, _from(_bowl, place, way), 0)


def _of_three(lesson: GradientThreeVariables) -> Work:
    """Take the length of the gradient as a vector of differences."""
    ledger, names = lesson.ledger, lesson.names
    yield "function", partial(_tried, ledger["function"], _mixed, names, _HEIGHTS)
    with mp.workdps(DIGITS + _GUARD):
        place = [floating(given(ledger[f"at.{name}"])) for name in names]
        slopes = [slope_along(_mixed, place, axis) for axis, _ in enumerate(names)]
        for axis, (name, slope) in enumerate(zip(names, slopes, strict=True)):
            truth = partial(_slope, _mixed, axis)
            yield (
                f"partial.{name}",
                partial(_tried, ledger[f"partial.{name}"], truth, names, _SLOPES),
            )
            error = _SAFETY * slope.error
            yield f"component.{name}", partial(found, slope.value, DIFFERENCES, error=error)
        length = mp.norm([slope.value for slope in slopes])
        error = _SAFETY * sum((slope.error for slope in slopes), mp.mpf(0))
        yield "magnitude", partial(found, length, DIFFERENCES, error=error)
        yield "square", partial(found, length * length, DIFFERENCES, error=2 * length * error)


def _mixed(x: mp.mpf, y: mp.mpf, z: mp.mpf) -> mp.mpf:
    return 2 * x + 3 * y * y - mp.sin(z)


def _bowl(x: mp.mpf, y: mp.mpf) -> mp.mpf:
    return x * x + y * y


def _from(f: Heights, place: list[mp.mpf], way: list[mp.mpf]) -> Callable[[mp.mpf], mp.mpf]:
    """Return the heights along a line, by the length walked on it."""
    return lambda walked: f(*(c + walked * u for c, u in zip(place, way, strict=True)))


def _slope(f: Heights, axis: int, *at: mp.mpf) -> mp.mpf:
    return slope_along(f, at, axis).value


def _tried(entry: Entry, truth: Heights, names: str, method: str) -> Opinion | None:
    return confirmation(entry, truth, tuple(names), places_about([mp.mpf(0)] * len(names)), method)

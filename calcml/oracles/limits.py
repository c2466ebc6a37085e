"""Second opinions on the chapter *Limits*, by values ever nearer to the point."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import sympy as sp

from calcml.lessons.limits import ReciprocalBothSides
from calcml.oracles.approaches import Approach, approach, both_sides
from calcml.oracles.conditions import conditions
from calcml.oracles.curves import curve_opinion
from calcml.oracles.evaluation import Formula, exact
from calcml.oracles.failures import failing
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.reciprocals import reciprocal
from calcml.oracles.waves import wave
from calcml.oracles.zooms import zoom

__all__ = ["OPINIONS"]

_VALUES = "the formula's value, 60 digits"
_NEARNESS = "values down to a distance of 1e-128"
_SIDES = {"left": -1, "right": 1}


def _poles(lesson: ReciprocalBothSides) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_the_pole(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "LimitZoom": zoom,
    "ReciprocalFromRight": reciprocal,
    "ReciprocalBothSides": _poles,
    "LimitFailureModes": failing,
    "SineOscillation": wave,
    "ContinuityConditions": conditions,
}


def _of_the_pole(lesson: ReciprocalBothSides) -> Work:
    f, a, ledger = Formula.of(lesson.function), lesson.at, lesson.ledger
    yield "function", lambda: curve_opinion(ledger["function"], f, a)
    yield "value", lambda: found(f(exact(a)), _VALUES)
    for side, sign in _SIDES.items():
        for i in range(lesson.digits):
            yield f"{side}.value.{i}", partial(_value, lesson, sign, i)
        yield f"limit.{side}", partial(_side_end, f, a, sign)
    yield "limit.both", lambda: _end(both_sides(f, a))


def _value(lesson: ReciprocalBothSides, sign: int, i: int) -> Opinion:
    """Evaluate at the distance from the point that the row of the table names."""
    place = lesson.at + sign * given(lesson.ledger[f"step.{i}"])
    return found(Formula.of(lesson.function)(exact(place)), _VALUES)


def _side_end(f: Formula, a: sp.Expr, sign: int) -> Opinion:
    return _end(approach(f, a, sign))


def _end(led: Approach) -> Opinion:
    """Say where a side leads, or False if it leads nowhere."""
    if led.value is None:
        return Opinion(value=False, method=_NEARNESS)
    return found(led.value, _NEARNESS, error=led.error)

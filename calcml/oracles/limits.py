"""Second opinions on the chapter *Limits*, by values ever nearer to the point."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import sympy as sp

from calcml.lessons.limits import ReciprocalBothSides
from calcml.oracles.approaches import approach, both_sides
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
    yield "limit.both", lambda: both_sides(f, a).opinion


def _value(lesson: ReciprocalBothSides, sign: int, i: int) -> Opinion:
    """Evaluate at the distance from the point that the row of the table names."""
    place = lesson.at + sign * given(lesson.ledger[f"step.{i}"])
    return found(Formula.of(lesson.function)(exact(place)), _VALUES)


def _side_end(f: Formula, a: sp.Expr, sign: int) -> Opinion:
    return approach(f, a, sign).opinion

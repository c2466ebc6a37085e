"""Second opinions on the chapter *Gradient*: level ground by Newton's method, slopes by differences."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import mpmath as mp

from calcml.lessons.gradient import GaussianGradientField
from calcml.oracles.evaluation import Formula, NoValueError, UnknownError, evaluate
from calcml.oracles.flat_places import FlatPlace, Square, flat_places
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion
from calcml.oracles.slopes import slope_opinion

__all__ = ["OPINIONS"]

_NEWTON = "Newton's method on differences, 120 digits; signs of the Hessian's eigenvalues"
_PROMISED = mp.mpf(10) ** -30  # of the reach: two digits more are asked of the last step
_EQUAL = mp.mpf(10) ** -25  # of the height: so near, two tops are equally high

Said = Iterator[tuple[str, Opinion | None]]


def _field(lesson: GaussianGradientField) -> Mapping[str, Opinion]:
    return {key: opinion for key, opinion in _of_field(lesson) if opinion is not None}


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {"GaussianGradientField": _field}


def _of_field(lesson: GaussianGradientField) -> Said:
    f, ledger = Formula.of(lesson.function), lesson.ledger
    a, b, reach = (evaluate(c) for c in (*lesson.centre, lesson.reach))
    around = places_about((a, b), float(reach))
    heights = "heights, 60 digits"
    yield "function", confirmation(ledger["function"], f, ("x", "y"), around, heights)
    found = flat_places(f, Square((a, b), reach))
    for kind in ("maximum", "minimum", "saddle"):
        if f"{kind}.value" in ledger and found is not None:
            yield from _leading(kind, [place for place in found if place.kind == kind], reach)
    for i, at in enumerate(lesson.probes):
        yield from _gradient(f, i, at)

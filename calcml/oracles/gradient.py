"""Second opinions on the chapter *Gradient*: Newton's method for hills, differences for slopes."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import mpmath as mp

from calcml.lessons.gradient import GaussianGradientField
from calcml.oracles.evaluation import Formula, evaluate
from calcml.oracles.flat_places import FlatPlace, Square, flat_places
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion
from calcml.oracles.partials import DIFFERENCES, slope_opinion

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


def _leading(kind: str, places: list[FlatPlace], reach: mp.mpf) -> Said:
    """Yield the highest top, or the lowest bottom or saddle; of several as high, the height."""
    if not places:
        return
    best, *others = sorted(places, key=lambda p: -p.height if kind == "maximum" else p.height)
    height = Opinion(best.height, _NEWTON, float(_PROMISED * (1 + abs(best.height))))
    yield f"{kind}.value", height
    with mp.workdps(60):
        equal = _EQUAL * (1 + abs(best.height))
        if any(abs(other.height - best.height) <= equal for other in others):
            return
        for axis, place in zip("xy", best.at, strict=True):
            yield f"{kind}.{axis}", Opinion(place, _NEWTON, float(_PROMISED * reach))


def _gradient(f: Formula, index: int, at: tuple[Any, Any]) -> Said:
    """Yield the slopes along both axes at a probe."""
    a, b = at
    yield f"gradient.{index}.x", slope_opinion(lambda x: f(x, b), a, DIFFERENCES)
    yield f"gradient.{index}.y", slope_opinion(lambda y: f(a, y), b, DIFFERENCES)

"""Second opinions on the chapter *Gradient*: Newton's method for hills, differences for slopes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import mpmath as mp

from calcml.lessons.gradient import GaussianGradientField
from calcml.oracles.evaluation import DIGITS, Formula, UnknownError, evaluate
from calcml.oracles.flat_places import FlatPlace, Square, flat_places
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, found, worked_out
from calcml.oracles.partials import slope_opinion

__all__ = ["OPINIONS"]

_NEWTON = "Newton's method on differences, 120 digits; signs of the Hessian's eigenvalues"
_PROMISED = mp.mpf(10) ** -30  # of the reach: two digits more are asked of the last step
_EQUAL = mp.mpf(10) ** -25  # relative: so near, two tops are equally high


def _field(lesson: GaussianGradientField) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_field(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {"GaussianGradientField": _field}


def _of_field(lesson: GaussianGradientField) -> Work:
    f, ledger = Formula.of(lesson.function), lesson.ledger
    a, b, reach = (evaluate(c) for c in (*lesson.centre, lesson.reach))
    places = places_about((a, b), float(reach))
    yield (
        "function",
        lambda: confirmation(ledger["function"], f, ("x", "y"), places, "heights, 60 digits"),
    )
    relief = _Relief(f, Square((a, b), reach))
    for kind in ("maximum", "minimum", "saddle"):
        yield f"{kind}.value", partial(relief.height, kind)
        yield f"{kind}.x", partial(relief.coordinate, kind, 0)
        yield f"{kind}.y", partial(relief.coordinate, kind, 1)
    for i, at in enumerate(lesson.probes):
        yield f"gradient.{i}.x", partial(_slope, f, at, 0)
        yield f"gradient.{i}.y", partial(_slope, f, at, 1)


@dataclass(frozen=True)
class _Relief:
    """The highest top in a square, and its lowest bottom and saddle."""

    f: Formula
    square: Square

    @cached_property
    def _places(self) -> tuple[FlatPlace, ...]:
        places = flat_places(self.f, self.square)
        if places is None:
            raise UnknownError("tops and bottoms may have been missed")
        return places

    def _ranked(self, kind: str) -> list[FlatPlace]:
        sign = -1 if kind == "maximum" else 1
        ranked = sorted(
            (place for place in self._places if place.kind == kind), key=lambda p: sign * p.height
        )
        if not ranked:
            raise UnknownError(f"no {kind} was met")
        return ranked

    def height(self, kind: str) -> Opinion:
        first, *_ = self._ranked(kind)
        return found(first.height, _NEWTON, error=_PROMISED * (1 + abs(first.height)))

    def coordinate(self, kind: str, axis: int) -> Opinion:
        """Say where the first place of a kind is; of several as high, any may be told."""
        first, *others = self._ranked(kind)
        with mp.workdps(DIGITS):
            equal = _EQUAL * (1 + abs(first.height))
            if any(abs(other.height - first.height) <= equal for other in others):
                raise UnknownError(f"more than one {kind} is as high")
        return found(first.at[axis], _NEWTON, error=_PROMISED * self.square.reach)


def _slope(f: Formula, at: tuple[Any, Any], axis: int) -> Opinion:
    a, b = at
    return slope_opinion((lambda y: f(a, y)) if axis else (lambda x: f(x, b)), at[axis])

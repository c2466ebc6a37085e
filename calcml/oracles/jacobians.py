"""Second opinions on Jacobians: differences along straight lines, and values to many digits."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import mpmath as mp

from calcml.lessons.entries import Entry, Ledger
from calcml.lessons.gradient import JacobianLocalMap, JacobianShape
from calcml.oracles.evaluation import DIGITS, Formula, NoValueError, evaluate
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, found, worked_out
from calcml.oracles.partials import DIFFERENCES, slope_opinion
from calcml.oracles.slopes import derivative, slope

__all__ = ["OPINIONS"]

_VALUES = "values of the map, 60 digits"
_KNOWN = 1e-30  # relative: formulas are compared to twenty-five digits
_SAFETY = 10  # the last two extrapolations differ by less than the error of the first of them


def _local_map(lesson: JacobianLocalMap) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_local_map(lesson))


def _shape(lesson: JacobianShape) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_shape(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "JacobianLocalMap": _local_map,
    "JacobianShape": _shape,
}


def _of_local_map(lesson: JacobianLocalMap) -> Work:
    components, at = (lesson.first, lesson.second), tuple(map(evaluate, lesson.at))
    yield from _slopes(lesson.ledger, components, at)
    for i, f in enumerate(map(Formula.of, components)):
        yield f"value.{i}", partial(_value, f, at)
        for k, step in enumerate(lesson.steps):
            yield f"corner.{k}.{'xy'[i]}", partial(_corner, f, at, evaluate(step))
        yield f"end.{'xy'[i]}", partial(_along_the_diagonal, f, at)


def _of_shape(lesson: JacobianShape) -> Work:
    components, at = (lesson.first, lesson.second, lesson.third), tuple(map(evaluate, lesson.at))
    yield from _slopes(lesson.ledger, components, at)
    for name, things in (("rows", components), ("columns", at)):
        yield f"shape.{name}", partial(found, mp.mpf(len(things)), "counted")


def _slopes(ledger: Ledger, components: Sequence[Any], at: Sequence[mp.mpf]) -> Work:
    """Yield what is said of the components, and of their partial derivatives at a point."""
    for i, f in enumerate(map(Formula.of, components)):
        yield f"component.{i}", partial(_formula, ledger[f"component.{i}"], f, at, _VALUES)
        for j, coordinate in enumerate(at):
            key, truth = f"partial.{i}.{j}", partial(_steepness, f, j)
            yield key, partial(_formula, ledger[key], truth, at, f"{DIFFERENCES}, at points")
            yield f"jacobian.{i}.{j}", partial(slope_opinion, _along(f, at, j), coordinate)


def _formula(
    entry: Entry, truth: Callable[..., mp.mpf], at: Sequence[mp.mpf], method: str
) -> Opinion | None:
    return confirmation(entry, truth, ("x", "y"), places_about(at), method)


def _value(f: Formula, at: Sequence[mp.mpf]) -> Opinion:
    return found(f(*at), _VALUES)


def _corner(f: Formula, at: Sequence[mp.mpf], step: mp.mpf) -> Opinion:
    with mp.workdps(2 * DIGITS):
        moved = f(*(c + step for c in at)) - f(*at)
        return found(moved / step, "values of the map, 120 digits")


def _along(f: Formula, at: Sequence[mp.mpf], axis: int) -> Callable[[mp.mpf], mp.mpf]:
    """Return a component on a line along an axis, by the coordinate there."""
    return lambda c: f(*(c if i == axis else other for i, other in enumerate(at)))


def _steepness(f: Formula, axis: int, *at: mp.mpf) -> mp.mpf:
    """Differentiate along an axis at a point where the slope is known well enough."""
    known = derivative(_along(f, at, axis), at[axis])
    if known.error > _KNOWN * (1 + abs(known.value)):
        raise NoValueError("the differences settle too slowly")
    return known.value


def _along_the_diagonal(f: Formula, at: Sequence[mp.mpf]) -> Opinion:
    """Differentiate along the line through the corner: the sum of both partial derivatives."""
    a, b = at
    steepness = slope(lambda h: f(a + h, b + h), 0)
    return found(steepness.value, DIFFERENCES, error=_SAFETY * steepness.error)

"""Second opinions on the chapter *Chain rule*: the composition's own differences, no rule used."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import mpmath as mp

from calcml.lessons.chain import ChainRuleSine
from calcml.lessons.entries import Ledger
from calcml.oracles.evaluation import Coordinate, evaluate
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.partials import DIFFERENCES, slope_opinion
from calcml.oracles.slopes import derivative

__all__ = ["OPINIONS"]

_VALUES = "the functions, 60 digits"
_SLOPES = f"{DIFFERENCES}, at points"

Line = Callable[[mp.mpf], mp.mpf]


def _sine(lesson: ChainRuleSine) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_sine(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "ChainRuleSine": _sine,
}


def _of_sine(lesson: ChainRuleSine) -> Work:
    ledger = lesson.ledger

    def inner(at: Coordinate) -> mp.mpf:
        return evaluate(lesson.factor) * _float(at)

    def whole(at: Coordinate) -> mp.mpf:
        return mp.sin(inner(at))

    yield "inner", partial(_formula, ledger, "inner", inner, "x", _VALUES)
    yield "outer", partial(_formula, ledger, "outer", mp.sin, "u", _VALUES)
    yield "composite", partial(_formula, ledger, "composite", whole, "x", _VALUES)
    yield "derivative", partial(_formula, ledger, "derivative", _slope_of(whole), "x", _SLOPES)
    yield "rate.inner", partial(slope_opinion, inner, 0)
    for i, _ in enumerate(lesson.stops):
        at = given(ledger[f"x.{i}"])
        yield f"u.{i}", partial(_value, inner, at)
        yield f"rate.{i}", partial(_rate, mp.sin, inner, at)
        yield f"slope.{i}", partial(slope_opinion, whole, at)


def _float(at: Coordinate) -> mp.mpf:
    return at if isinstance(at, mp.mpf) else evaluate(at)


def _formula(ledger: Ledger, key: str, truth: Line, name: str, method: str) -> Opinion | None:
    return confirmation(ledger[key], truth, (name,), places_about([mp.mpf(0)]), method)


def _slope_of(line: Line) -> Line:
    return lambda at: derivative(line, at).value


def _value(line: Line, at: Coordinate) -> Opinion:
    with mp.workdps(70):
        return found(line(at), _VALUES)


def _rate(outer: Line, inner: Line, at: Coordinate) -> Opinion:
    """Differentiate the outer function where the inner one puts its variable."""
    with mp.workdps(120):
        return slope_opinion(outer, inner(at))

"""Second opinions on limits along one axis: exact quotients, and the limit that is written."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import mpmath as mp

from calcml.lessons.entries import Ledger
from calcml.lessons.partials import PartialDerivativeLimit
from calcml.oracles.evaluation import Coordinate, Formula
from calcml.oracles.numerals import numeral
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.partials import (
    along_x,
    along_y,
    floats,
    formula_opinion,
    held_opinion,
    slope_opinion,
    tuple_opinion,
)
from calcml.oracles.readings import UnreadableError, reading

__all__ = ["OPINIONS"]

_HEIGHTS = "heights, 60 digits"
_QUOTIENT = "heights at both ends, 60 digits"
_WRITTEN = "the quotient as it is written, with ever smaller h"
_LIMIT = re.compile(
    r"lim(?:_| )\((?:h -> |h → )(\S+)\) (?:frac)?\(f\((.+?)\) [-−] f\((.+?)\)(?:, h\)|\)/h)$"
)
_PLACE = mp.mpf("0.3"), mp.mpf("1.1")  # at which the written limit is tried
_SMALL = 20  # the smallest h is ten to the power of minus this
_SETTLED = mp.mpf("1e-15")  # a quotient with that h differs from its limit by less


def _limits(lesson: PartialDerivativeLimit) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_limits(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "PartialDerivativeLimit": _limits,
}


def _of_limits(lesson: PartialDerivativeLimit) -> Work:
    f, (a, b), ledger = Formula.of(lesson.function), lesson.at, lesson.ledger
    yield "function", partial(formula_opinion, ledger, "function", f, (a, b), _HEIGHTS)
    yield "point", lambda: tuple_opinion(ledger["point"], [*floats(a, b), f(a, b)], _HEIGHTS)
    for name, held, line, start in (("x", b, along_x(f, b), a), ("y", a, along_y(f, a), b)):
        yield f"held.{name}", partial(held_opinion, ledger, f"held.{name}", held)
        yield f"limit.{name}", partial(_limit, ledger, f"limit.{name}", name)
        yield f"along_{name}.limit", partial(slope_opinion, line, start)
        for i, _ in enumerate(lesson.steps):
            step = given(ledger[f"step.{i}"])
            yield f"along_{name}.{i}", partial(_quotient, line, start, step)


def _quotient(line: Callable[[mp.mpf], mp.mpf], at: Coordinate, step: Coordinate) -> Opinion:
    with mp.workdps(80):
        start, h = floats(at, step)
        return found((line(start + h) - line(start)) / h, _QUOTIENT)


def _limit(ledger: Ledger, key: str, name: str) -> Opinion:
    """Take the limit that is written of a function that keeps x and y apart."""
    entry = ledger[key]
    holds = all(_tends(text, name) for text in (entry.typst, entry.shown))
    return Opinion("its limit", _WRITTEN, holds=holds)


def _tends(text: str, name: str) -> bool:
    match = _LIMIT.search(re.sub(r"moving\(([^()]*)\)", r"\1", text))
    if match is None:
        raise UnreadableError(f"a limit of a quotient is needed, got {text!r}")
    target, ahead, here = match.groups()
    with mp.workdps(60):
        h = numeral(target).value + mp.mpf(10) ** -_SMALL
        ends = [_probe(arguments, h) for arguments in (ahead, here)]
        x, y = _PLACE
        slope = 2 * x * y**3 if name == "x" else 3 * x**2 * y**2
        return bool(abs((ends[0] - ends[1]) / h - slope) < _SETTLED)


def _probe(arguments: str, h: mp.mpf) -> mp.mpf:
    """Return x²y³ at arguments such as x + h, y."""
    values = dict(zip("xyh", (*_PLACE, h), strict=True))
    x, y = (reading(each, values) for each in arguments.split(", "))
    return x**2 * y**3

"""Second opinions on the chapter *Derivatives*: quotients in fractions, slopes extrapolated."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import mpmath as mp
import sympy as sp

from calcml.lessons.derivative import SecantToTangent
from calcml.lessons.entries import Entry
from calcml.oracles.curves import curve_opinion
from calcml.oracles.evaluation import DIGITS, Formula, evaluate, exact
from calcml.oracles.lines import is_the_line
from calcml.oracles.opinions import Opinion, Work, found, worked_out
from calcml.oracles.printouts import printouts
from calcml.oracles.quotients import quotient_opinion, step_opinion
from calcml.oracles.slopes import slope

__all__ = ["OPINIONS"]

_VALUES = "the formula's value, 60 digits"
_DIFFERENCES = "differences, Richardson, 110 digits"
_SAFETY = 10  # the last two extrapolations differ by less than the error of the first of them


def _secants(lesson: SecantToTangent) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_the_secants(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "SecantToTangent": _secants,
    "DifferenceQuotientCode": printouts,
}


def _of_the_secants(lesson: SecantToTangent) -> Work:
    f, a, ledger = Formula.of(lesson.function), lesson.at, lesson.ledger
    yield "function", lambda: curve_opinion(ledger["function"], f, a)
    yield "value", lambda: found(f(exact(a)), _VALUES)
    yield "quotient", lambda: quotient_opinion(ledger["quotient"], f, a)
    for label, step in [*enumerate(lesson.steps), ("left", lesson.from_left)]:
        yield f"secant.slope.{label}", partial(step_opinion, f, a, step)
    yield "derivative.value", lambda: _slope(f, a)
    yield "tangent", lambda: _tangent(ledger["tangent"], f, a)


def _slope(f: Formula, a: sp.Expr) -> Opinion:
    led = slope(f, a)
    return found(led.value, _DIFFERENCES, error=_SAFETY * led.error)


def _tangent(entry: Entry, f: Formula, a: sp.Expr) -> Opinion:
    """Compare the line with the one through the point, of the slope there."""
    with mp.workdps(DIGITS):
        m = slope(f, a).value
        c = f(exact(a)) - m * evaluate(a)
    holds = all(is_the_line(text, m, c) for text in (entry.shown, entry.typst))
    return Opinion("slope and intercept", _DIFFERENCES, holds=holds)

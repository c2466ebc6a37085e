"""Second opinions on constants and straight lines: quotients in sixty digits, lines tried."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import mpmath as mp
import sympy as sp

from calcml.lessons.derivative import ConstantDerivative, LinearDerivative
from calcml.lessons.entries import Entry
from calcml.oracles.applications import applied
from calcml.oracles.curves import curve_opinion
from calcml.oracles.evaluation import DIGITS, Formula, evaluate
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.quotients import quotient, step_opinion
from calcml.oracles.slopes import slope

__all__ = ["OPINIONS"]

_X = sp.Symbol("x", real=True)
_VALUES = "differences of values, 60 digits"
_DIFFERENCES = "differences, Richardson, 110 digits"
_SAFETY = 10  # the last two extrapolations differ by less than the error of the first of them
_PLACES = (0, 1, sp.Rational(-7, 3), sp.Rational(11, 2))
_STEPS = (sp.Rational(1, 3), sp.Integer(2), sp.Rational(-1, 7))
_SIGNS = ("lim_(h -> 0) ", "lim ")
_TOLERANCE = mp.mpf(10) ** -50


def _constant(lesson: ConstantDerivative) -> Mapping[str, Opinion]:
    f = Formula(sp.Integer(lesson.constant), (_X,))
    return worked_out(lesson.ledger, (*_of_a_line(lesson, f), *_of_a_constant(lesson, f)))


def _linear(lesson: LinearDerivative) -> Mapping[str, Opinion]:
    f = Formula(lesson.slope * _X, (_X,))
    return worked_out(lesson.ledger, (*_of_a_line(lesson, f), *_of_proportions(lesson, f)))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "ConstantDerivative": _constant,
    "LinearDerivative": _linear,
}


def _of_a_line(lesson: ConstantDerivative | LinearDerivative, f: Formula) -> Work:
    ledger = lesson.ledger
    for key in ("function", "formula"):
        if key in ledger:
            yield key, partial(curve_opinion, ledger[key], f, 0)
    for i, _ in enumerate(lesson.lines):
        yield f"line.{i}", partial(_tried, ledger[f"line.{i}"], f)
    for i, _ in enumerate(lesson.steps):
        step = given(ledger[f"step.{i}"])
        yield f"quotient.{i}", partial(step_opinion, f, 1, step)
        yield f"rise.{i}", partial(_rise, f, step)


def _of_a_constant(lesson: ConstantDerivative, f: Formula) -> Work:
    yield "rise", partial(_rise, f, _STEPS[0])
    yield "slope", partial(_slope, f)
    for key in ("slide.step", "step"):
        if key in lesson.ledger:
            yield key, partial(_tried, lesson.ledger[key], f)


def _of_proportions(lesson: LinearDerivative, f: Formula) -> Work:
    for i in range(len(lesson.ends)):
        yield f"value.{i}", partial(_value, f, given(lesson.ledger[f"x.{i}"]))
    yield "derivative", partial(_slope, f)


def _value(f: Formula, place: sp.Expr) -> Opinion:
    with mp.workdps(DIGITS):
        return found(f(place), _VALUES)


def _rise(f: Formula, step: sp.Expr) -> Opinion:
    with mp.workdps(DIGITS):
        return found(f(1 + step) - f(1), _VALUES)


def _slope(f: Formula) -> Opinion:
    led = slope(f, 1)
    return found(led.value, _DIFFERENCES, error=_SAFETY * led.error)


def _tried(entry: Entry, f: Formula) -> Opinion:
    """Try every side of a line, without signs of limits: for each step all are the quotient."""
    cases = list(_cases(f))
    with mp.workdps(DIGITS):
        holds = all(
            abs(applied(side, values, lambda _, place: f(place)) - truth) < _TOLERANCE
            for text in (entry.typst, entry.shown)
            for side in _bare(text).split(" = ")
            for values, truth in cases
        )
    return Opinion(f"tried at {len(cases)} places and steps", _VALUES, holds=holds)


def _bare(text: str) -> str:
    for sign in _SIGNS:
        text = text.replace(sign, "")
    return text


def _cases(f: Formula) -> Iterator[tuple[Mapping[str, mp.mpf], mp.mpf]]:
    for place in _PLACES:
        for step in _STEPS:
            values = {"x": evaluate(sp.sympify(place)), "h": evaluate(step)}
            yield values, quotient(f, place, step)

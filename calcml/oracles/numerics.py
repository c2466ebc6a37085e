"""Second opinions on the chapter *Numerical differentiation*, by measurement."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import mpmath as mp

from calcml.lessons.entries import Entry
from calcml.lessons.extras import WhereTheVTurns
from calcml.lessons.numerics import StepSizeTradeoff
from calcml.oracles.applications import Values, tried
from calcml.oracles.cancellation import cancelled
from calcml.oracles.curves import curve_opinion
from calcml.oracles.doubles import around_one
from calcml.oracles.evaluation import DIGITS, Formula, NoValueError, floating
from calcml.oracles.opinions import Opinion, Work, found, worked_out
from calcml.oracles.quotients import quotient_opinion
from calcml.oracles.slopes import derivative
from calcml.oracles.square_luck import lucky
from calcml.oracles.step_errors import EPSILON, LEFT, StepErrors, scattered_errors
from calcml.oracles.two_sides import two_sides

__all__ = ["OPINIONS", "trade_off"]

_MEASURED = "error at h = 1e-30, 260 digits"
_WRONG = "values wrong by a unit of roundoff, h = 1e-30"
_BEST = "golden section on measured truncation and round-off"
_ORDER = "errors at h and h/2, h = 1e-30, 260 digits"
_MANY = "least squares, values rounded to 53 bits at 400 steps"
_CHANCE = 0.1  # five standard errors: log|error| scatters by 1, log h by 2.7, so 1/(2.7·20)
_ENOUGH = 100  # errors that are not zero by luck
_FACTORS = tuple(mp.sqrt(prime) for prime in (2, 3, 5, 7, 11, 13, 17, 19))


def trade_off(lesson: StepSizeTradeoff | WhereTheVTurns) -> Mapping[str, Opinion]:
    """Measure both errors of both quotients, and their balance.

    Parameters
    ----------
    lesson : StepSizeTradeoff or WhereTheVTurns

    Returns
    -------
    mapping of str to Opinion
    """
    return worked_out(lesson.ledger, _of_the_trade_off(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "StepSizeTradeoff": trade_off,
    "SymmetricDifference": two_sides,
    "MachineEpsilonNumberLine": around_one,
    "CatastrophicCancellation": cancelled,
    "SqrtEpsilonStep": lucky,
}


def _of_the_trade_off(lesson: StepSizeTradeoff | WhereTheVTurns) -> Work:
    f, a, ledger = Formula.of(lesson.function), lesson.at, lesson.ledger
    yield "function", lambda: curve_opinion(ledger["function"], f, a)
    for name in ("forward", "central"):
        yield from _of_a_quotient(lesson, name, StepErrors(f, a, central=name == "central"))
    yield "slope.rounding", lambda: _round_off(StepErrors(f, a, central=False))


def _of_a_quotient(
    lesson: StepSizeTradeoff | WhereTheVTurns, name: str, errors: StepErrors
) -> Work:
    f, a, ledger = errors.f, errors.at, lesson.ledger
    yield (
        f"quotient.{name}",
        lambda: quotient_opinion(ledger[f"quotient.{name}"], f, a, central=errors.central),
    )
    yield f"truncation.{name}", lambda: _truncation(ledger[f"truncation.{name}"], errors)
    yield f"rounding.{name}", lambda: _rounding(ledger[f"rounding.{name}"], errors)
    yield f"law.{name}", lambda: _balance(ledger[f"law.{name}"], errors)
    yield f"best.{name}.step", lambda: _measured(errors.best)
    yield f"best.{name}.error", lambda: _measured(errors.sum(errors.best))
    yield f"slope.{name}", lambda: found(errors.order, _ORDER, error=LEFT)


def _measured(value: mp.mpf) -> Opinion:
    return Opinion(value, _BEST, float(LEFT * value))


def _truncation(entry: Entry, errors: StepErrors) -> Opinion:
    """Try the model's formula against the leading term of the error."""
    with mp.workdps(DIGITS):
        cases = [(_names(errors, h), errors.bend * h**errors.power) for h in _FACTORS]
        return tried(entry, cases, _MEASURED, _named(errors.f))


def _rounding(entry: Entry, errors: StepErrors) -> Opinion:
    """Try the model's formula against the worst error, both in units of ε."""
    with mp.workdps(DIGITS):
        cases = [(_names(errors, h), errors.noise / EPSILON / h) for h in _FACTORS]
        return tried(entry, cases, _WRONG, _named(errors.f))


def _balance(entry: Entry, errors: StepErrors) -> Opinion:
    """Try the formula of the best step against the one that was searched for."""
    with mp.workdps(DIGITS):
        names = {"epsilon": EPSILON, "ε": EPSILON}
        return tried(entry, [(names, errors.best)], _BEST, _named(errors.f))


def _names(errors: StepErrors, step: mp.mpf) -> Values:
    return {"h": step, "x": floating(errors.at), "ε": mp.mpf(1), "epsilon": mp.mpf(1)}


def _named(f: Formula) -> Callable[[int, mp.mpf], mp.mpf]:
    """Return what f and its derivatives, told by their primes, are at a place."""
    return cache(lambda order, place: derivative(f, place, order).value if order else f(place))


def _round_off(errors: StepErrors) -> Opinion:
    """Say to which power of the step round-off is proportional.

    The worst values within a unit of roundoff tell it exactly, if rounded values do not object.
    """
    with mp.workdps(DIGITS):
        worst, rise = errors.noise_order, _rise(list(scattered_errors(errors.f, errors.at)))
        if abs(rise - worst) > _CHANCE:
            return Opinion(rise, _MANY, _CHANCE)
        return found(worst, f"{_WRONG}; {_MANY}", error=LEFT)


def _rise(errors: list[tuple[mp.mpf, mp.mpf]]) -> mp.mpf:
    """Return the slope of the line of least squares on logarithmic axes."""
    if len(errors) < _ENOUGH:
        raise NoValueError("the values are doubles")
    logs = [(mp.log(step), mp.log(error)) for step, error in errors]
    middle = sum(x for x, _ in logs) / len(logs)
    return sum((x - middle) * y for x, y in logs) / sum((x - middle) ** 2 for x, _ in logs)

"""Second opinions on mirrored rates: steps taken on the slide's curve, and rates searched for."""

from collections.abc import Mapping
from functools import partial

import mpmath as mp

from calcml.lessons.extras import EquallyFast
from calcml.oracles.descents import DIGITS, downhill
from calcml.oracles.evaluation import evaluate
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.stable_rates import halved

__all__ = ["mirror_opinions"]

_HEIGHTS = "a square, 60 digits"
_STEP = "the error after a step over that before, 160 digits"
_SEARCH = "bisection on the measured factor"
_MINIMUM, _START = mp.mpf(2), mp.mpf(5)  # of the square, and of the step that is measured
_LOST = mp.mpf(10) ** -60


def mirror_opinions(lesson: EquallyFast) -> Mapping[str, Opinion]:
    """Work out the numbers of `EquallyFast`.

    Parameters
    ----------
    lesson : EquallyFast

    Returns
    -------
    mapping of str to Opinion
    """
    with mp.workdps(DIGITS):
        return worked_out(lesson.ledger, _of_pairs(lesson))


def _of_pairs(lesson: EquallyFast) -> Work:
    ledger = lesson.ledger
    yield (
        "function",
        lambda: confirmation(
            ledger["function"], _square, ("x",), places_about((_MINIMUM,)), _HEIGHTS
        ),
    )
    yield (
        "law",
        lambda: confirmation(
            ledger["law"], _factor, ("eta",), places_about((mp.mpf(1),), 1), _STEP
        ),
    )
    middle = halved(_factor, mp.mpf(0), mp.mpf(3))
    yield "mirror", partial(_found, middle, _SEARCH)
    for i, _ in enumerate(lesson.rates):
        rate = evaluate(given(ledger[f"rate.{i}"]))
        other = halved(partial(_sum, _factor(rate)), mp.mpf(0), mp.mpf(3))
        yield f"other.{i}", partial(_found, other, _SEARCH)
        yield f"factor.{i}", partial(_found, _factor(rate), _STEP)
        yield f"opposite.{i}", partial(_found, _factor(other), _STEP)


def _square(x: mp.mpf) -> mp.mpf:
    return (x - _MINIMUM) ** 2


def _factor(rate: mp.mpf) -> mp.mpf:
    return (downhill(_square, _START, rate) - _MINIMUM) / (_START - _MINIMUM)


def _sum(factor: mp.mpf, rate: mp.mpf) -> mp.mpf:
    return factor + _factor(rate)


def _found(value: mp.mpf, method: str) -> Opinion:
    return found(value, method, error=_LOST * (1 + abs(value)))

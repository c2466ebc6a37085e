"""Second opinions on stable rates: steps taken, and the best rate searched for."""

from collections.abc import Callable, Mapping
from functools import partial

import mpmath as mp

from calcml.lessons.extras import LargestStableRate
from calcml.oracles.descents import DIGITS, downhill
from calcml.oracles.evaluation import evaluate
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out

__all__ = ["factor_of", "golden", "halved", "stable_opinions"]

_STEP = "the error after a step over that before, 160 digits"
_SWING = "the rate at which a step only turns the error's sign, by bisection"
_BEST = "golden section on the larger measured factor"
_LOST = mp.mpf(10) ** -60  # relative: steps are known to eighty digits, searches to seventy
_NARROWINGS = 400


def factor_of(curvature: mp.mpf, rate: mp.mpf) -> mp.mpf:
    """Return by what one step multiplies the error on a parabola.

    Parameters
    ----------
    curvature, rate : mpmath.mpf

    Returns
    -------
    mpmath.mpf

    Examples
    --------
    >>> mp.nstr(factor_of(mp.mpf(4), mp.mpf(1) / 8), 5)
    '0.5'
    """
    return downhill(lambda e: curvature * e**2 / 2, mp.mpf(1), rate)


def halved(f: Callable[[mp.mpf], mp.mpf], low: mp.mpf, high: mp.mpf) -> mp.mpf:
    """Return where a function changes its sign.

    Parameters
    ----------
    f : callable
        With values of different signs at both ends.
    low, high : mpmath.mpf

    Returns
    -------
    mpmath.mpf
    """
    rising = f(high) > 0
    for _ in range(_NARROWINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if (f(middle) > 0) is rising else (middle, high)
    return (low + high) / 2


def golden(f: Callable[[mp.mpf], mp.mpf], low: mp.mpf, high: mp.mpf) -> mp.mpf:
    """Return where a function that falls and then rises is least.

    Parameters
    ----------
    f : callable
        With a corner there, or the place is found to half the digits only.
    low, high : mpmath.mpf

    Returns
    -------
    mpmath.mpf
    """
    share = (mp.sqrt(5) - 1) / 2
    for _ in range(_NARROWINGS):
        left, right = high - share * (high - low), low + share * (high - low)
        low, high = (left, high) if f(left) > f(right) else (low, right)
    return (low + high) / 2


def stable_opinions(lesson: LargestStableRate) -> Mapping[str, Opinion]:
    """Work out the numbers of `LargestStableRate`.

    Parameters
    ----------
    lesson : LargestStableRate

    Returns
    -------
    mapping of str to Opinion
    """
    with mp.workdps(DIGITS):
        return worked_out(lesson.ledger, _of_rates(lesson))


def _of_rates(lesson: LargestStableRate) -> Work:
    ledger = lesson.ledger
    steep, flat = (evaluate(given(ledger[name])) for name in ("steep", "flat"))
    for key, letter in (("law.steep", "L"), ("law.flat", "mu")):
        yield key, partial(_law, lesson, key, letter)
    for i, _ in enumerate(lesson.rates):
        rate = evaluate(given(ledger[f"rate.{i}"]))
        yield f"factor.{i}", partial(_found, factor_of(steep, rate), _STEP)

    def larger(rate: mp.mpf) -> mp.mpf:
        return max(abs(factor_of(curvature, rate)) for curvature in (steep, flat))

    def bound() -> mp.mpf:
        return halved(lambda rate: factor_of(steep, rate) + 1, mp.mpf(0), 1000 / steep)

    yield "bound", lambda: _found(bound(), _SWING)
    best = golden(larger, mp.mpf(0), bound())
    yield "best", lambda: _found(best, _BEST)
    yield "best.factor", lambda: _found(larger(best), _BEST)


def _found(value: mp.mpf, method: str) -> Opinion:
    return found(value, method, error=_LOST * (1 + abs(value)))


def _law(lesson: LargestStableRate, key: str, letter: str) -> Opinion | None:
    places = places_about((mp.mpf(1), mp.mpf(2)), 1)
    return confirmation(
        lesson.ledger[key], lambda rate, curvature: factor_of(curvature, rate),
        ("eta", letter), places, _STEP,
    )  # fmt: skip

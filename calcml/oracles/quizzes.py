"""Second opinions on the chapter *Quizzes*: the runs are walked again, their steps counted."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

import mpmath as mp

from calcml.lessons.quizzes import LearningRateQuizHigh, LearningRateQuizSmall
from calcml.oracles.descents import DIGITS
from calcml.oracles.evaluation import Formula, evaluate
from calcml.oracles.opinions import Opinion, Work, worked_out
from calcml.oracles.rate_regimes import RateBowl

__all__ = ["OPINIONS"]

_SLOW = tuple(map(Fraction, ("0.01", "0.1", "0.4")))
_FAST = tuple(map(Fraction, ("0.9", "1", "1.1")))
_STEPS = 5
_NEAR = 200  # of the first distance, what counts as near
_SIDES = "the sides of the minimum on which the walks are, 160 digits"
_COUNTED = "the steps counted, 160 digits"


def small_opinions(lesson: LearningRateQuizSmall) -> Mapping[str, Opinion]:
    """Work out the numbers of `LearningRateQuizSmall`.

    Parameters
    ----------
    lesson : LearningRateQuizSmall

    Returns
    -------
    mapping of str to Opinion
    """
    with mp.workdps(DIGITS):
        bowl = RateBowl(Formula.of(lesson.function), evaluate(lesson.start), evaluate(lesson.near))
        return worked_out(lesson.ledger, _small(bowl))


def _small(bowl: RateBowl) -> Work:
    for k, share in enumerate(_SLOW):
        yield f"rate.{k}", partial(bowl.rate, share)
        yield f"count.{k}", partial(bowl.count, share)
    yield "factor.0", partial(bowl.factor, _SLOW[0])
    yield "answer.true", lambda: Opinion(_is_slowest(bowl), _COUNTED)
    yield "answer.false", lambda: Opinion(not _is_slowest(bowl), _COUNTED)


def _is_slowest(bowl: RateBowl) -> bool:
    """Tell whether the smallest rate takes at least as many steps as any other."""
    counts = [mp.mpf(bowl.count(share).value) for share in _SLOW]
    return bool(counts[0] == max(counts))


def high_opinions(lesson: LearningRateQuizHigh) -> Mapping[str, Opinion]:
    """Work out the numbers of `LearningRateQuizHigh`.

    Parameters
    ----------
    lesson : LearningRateQuizHigh

    Returns
    -------
    mapping of str to Opinion
    """
    with mp.workdps(DIGITS):
        f, start = Formula.of(lesson.function), evaluate(lesson.start)
        near = RateBowl(f, start, mp.mpf(1)).gap(start) / _NEAR
        return worked_out(lesson.ledger, _high(RateBowl(f, start, near)))


def _high(bowl: RateBowl) -> Work:
    for k, share in enumerate(_FAST):
        yield f"rate.{k}", partial(bowl.rate, share)
    yield "count.0", partial(bowl.count, _FAST[0])
    yield "growth", partial(_growth, bowl)
    for k in range(_STEPS + 1):
        yield f"error.{k}", partial(bowl.distance, _FAST[-1], k)
    crossing = [_crosses(bowl, share) for share in _FAST]
    answers = {
        "creeps": not all(crossing),
        "overshoots": all(crossing),
        "diverges": any(_leads_away(bowl, share) for share in _FAST),
        "nothing": not any(crossing),
    }
    for key, value in answers.items():
        yield f"answer.{key}", partial(Opinion, value, _SIDES)


def _growth(bowl: RateBowl) -> Opinion:
    """Say how many times as large a step makes the distance."""
    signed = bowl.factor(_FAST[-1])
    return Opinion(abs(mp.mpf(signed.value)), signed.method, signed.tolerance)


def _crosses(bowl: RateBowl, share: Fraction) -> bool:
    """Tell whether a step leads to the other side of the lowest point."""
    here, there = (at for at, _ in zip(bowl.places(share), range(2), strict=False))
    return bool((here - bowl.lowest[0]) * (there - bowl.lowest[0]) < 0)


def _leads_away(bowl: RateBowl, share: Fraction) -> bool:
    here, there = (at for at, _ in zip(bowl.places(share), range(2), strict=False))
    return bool(bowl.gap(there) > bowl.gap(here) * (1 + mp.mpf(10) ** -40))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "LearningRateQuizSmall": small_opinions,
    "LearningRateQuizHigh": high_opinions,
}

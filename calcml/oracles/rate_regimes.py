"""Second opinions on all rates of a parabola: every run is walked again, its steps are counted."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial

import mpmath as mp

from calcml.lessons.descent import LearningRateRegimes
from calcml.lessons.entries import Entry, Ledger
from calcml.oracles.curves import curve_opinion
from calcml.oracles.descents import DIGITS, WALK, downhill, vertex
from calcml.oracles.evaluation import Formula, UnknownError, evaluate
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.numerals import numeral
from calcml.oracles.opinions import Opinion, Work, found, worked_out

__all__ = ["RateBowl", "regime_opinions"]

_SHARES = tuple(map(Fraction, ("0.01", "0.1", "0.4", "0.5", "0.9", "1", "1.1")))
_STEPS = 5
_VERTEX = "the vertex from two slopes, 160 digits"
_COUNT = "the update rule, step by step, until the distance is small, 160 digits"
_LOST = mp.mpf(10) ** -48  # relative: an exact value is compared in 60 digits, twelve get lost
_LONGEST = 2000  # steps that are counted; the slowest rate needs 684 for a millionth
_NEAR = re.compile(r"(?P<gap>(?:\|.*\||abs\(.*\))) < (?P<bound>.+)")


def regime_opinions(lesson: LearningRateRegimes) -> Mapping[str, Opinion]:
    """Work out the numbers of `LearningRateRegimes`.

    Parameters
    ----------
    lesson : LearningRateRegimes

    Returns
    -------
    mapping of str to Opinion
    """
    with mp.workdps(DIGITS):
        bowl = RateBowl(Formula.of(lesson.function), evaluate(lesson.start), evaluate(lesson.near))
        return worked_out(lesson.ledger, _work(bowl, lesson.ledger))


def _work(bowl: "RateBowl", ledger: Ledger) -> Work:
    yield "function", lambda: curve_opinion(ledger["function"], bowl.f, bowl.start)
    yield "law", lambda: bowl.law(ledger["law"])
    yield "near", lambda: bowl.nearness(ledger["near"])
    for k, share in enumerate(_SHARES):
        yield f"rate.{k}", partial(bowl.rate, share)
        yield f"factor.{k}", partial(bowl.factor, share)
        yield f"count.{k}", partial(bowl.count, share)
    yield f"crawl.{_STEPS}", partial(bowl.place, _SHARES[0], _STEPS)
    for k in range(1, _STEPS + 1):
        yield f"flight.{k}", partial(bowl.place, _SHARES[-1], k)


@dataclass(frozen=True)
class RateBowl:
    """A parabola, walked down with rates that are shares of two over its curvature.

    Inside ``mp.workdps`` all numbers have their digits.

    Attributes
    ----------
    f : Formula
    start, near : mpmath.mpf
        Where the walks begin, and the distance within which they have arrived.
    """

    f: Formula
    start: mp.mpf
    near: mp.mpf

    @cached_property
    def lowest(self) -> tuple[mp.mpf, mp.mpf]:
        """Where the parabola is lowest, and its second derivative."""
        return vertex(self.f, self.start)

    def pace(self, share: Fraction) -> mp.mpf:
        """Return the rate that is a share of two over the curvature."""
        return 2 * mp.mpf(share.numerator) / share.denominator / self.lowest[1]

    def places(self, share: Fraction) -> Iterator[mp.mpf]:
        """Walk for ever, and yield the places."""
        at, rate = self.start, self.pace(share)
        while True:
            yield at
            at = downhill(self.f, at, rate)

    def gap(self, at: mp.mpf) -> mp.mpf:
        """Return the distance from the lowest point."""
        return abs(at - self.lowest[0])

    def rate(self, share: Fraction) -> Opinion:
        """Say what a rate is."""
        rate = self.pace(share)
        return found(rate, _VERTEX, error=_LOST * rate)

    def place(self, share: Fraction, step: int) -> Opinion:
        """Say where a walk is after some steps."""
        walk = self.places(share)
        at = [next(walk) for _ in range(step + 1)][-1]
        return found(at, WALK, error=self._error(at))

    def distance(self, share: Fraction, step: int) -> Opinion:
        """Say how far from the lowest point a walk is after some steps."""
        walk = self.places(share)
        at = [next(walk) for _ in range(step + 1)][-1]
        return found(self.gap(at), f"{WALK}; {_VERTEX}", error=self._error(at))

    def factor(self, share: Fraction) -> Opinion:
        """Say by what a step multiplies the signed distance from the lowest point."""
        return found(self._factor(self.pace(share)), WALK, error=self._error(self.start))

    def count(self, share: Fraction) -> Opinion:
        """Count the steps of a walk until it is near, or say that it never comes nearer."""
        walk = self.places(share)
        before, after = next(walk), next(walk)
        if self.gap(after) > (1 - _LOST) * self.gap(before):
            return Opinion("never", WALK)
        if self.gap(after) < self.near:
            return Opinion(1, _COUNT)
        steps = zip(range(2, _LONGEST), walk, strict=False)
        count = next((k for k, at in steps if self.gap(at) < self.near), None)
        if count is None:
            raise UnknownError("it takes too long to count")
        return Opinion(count, _COUNT)

    def law(self, entry: Entry) -> Opinion | None:
        """Try the formula of the factor's size at other rates."""
        rate = self.pace(_SHARES[1])
        places = places_about((2 * rate,), float(rate))
        return confirmation(entry, lambda eta: abs(self._factor(eta)), ("eta",), places, WALK)

    def nearness(self, entry: Entry) -> Opinion | None:
        """Try the distance from the lowest point, and compare the bound behind it."""
        parts = [_NEAR.fullmatch(text) for text in (entry.typst, entry.shown)]
        if not all(part and numeral(part["bound"]).shows(self.near) for part in parts):
            return Opinion("the distance and its bound", _VERTEX, holds=False)
        typst, shown = (part["gap"] for part in parts if part)
        gap = Entry(entry.key, "", shown, None, 0.0, shown, typst, shown, entry.source, "formula")
        return confirmation(gap, self.gap, ("x",), places_about((self.start,)), _VERTEX)

    def _factor(self, rate: mp.mpf) -> mp.mpf:
        at, _ = self.lowest
        return (downhill(self.f, self.start, rate) - at) / (self.start - at)

    def _error(self, at: mp.mpf) -> mp.mpf:
        return _LOST * (1 + abs(self.lowest[0]) + abs(at) + abs(self.start))

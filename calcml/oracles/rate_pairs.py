"""Second opinions on two learning rates: both runs walked again, their factors measured."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import mpmath as mp

from calcml.lessons.descent import LearningRateComparison
from calcml.lessons.entries import Entry
from calcml.oracles.descents import DIGITS, Stand, downhill, vertex, walk
from calcml.oracles.evaluation import Formula, NoValueError, UnknownError, evaluate
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.numerals import numeral
from calcml.oracles.opinions import Opinion
from calcml.oracles.readings import UnreadableError

__all__ = ["pair_opinions"]

_WALK = "the update rule, slopes by central differences, 160 digits"
_VERTEX = "the vertex from two slopes, 160 digits"
_STEP = "the distance after a step over that before, 160 digits"
_LOST = mp.mpf(10) ** -48  # relative: an exact value is compared in 60 digits, twelve get lost
_PLACES = 5  # decimals of a rate that a caption names
_EQUALITY = re.compile(r" (?:=|≈|approx) ")

Said = Iterator[tuple[str, Opinion | None]]


def pair_opinions(lesson: LearningRateComparison) -> Mapping[str, Opinion]:
    """Work out the numbers of `LearningRateComparison`.

    Parameters
    ----------
    lesson : LearningRateComparison

    Returns
    -------
    mapping of str to Opinion
    """
    ledger = lesson.ledger
    try:
        with mp.workdps(DIGITS):
            start, rates = evaluate(lesson.start), tuple(map(evaluate, lesson.rates))
            pair = _Pair(Formula.of(lesson.function), start, rates, lesson.steps)
            said = {key: opinion for key, opinion in pair.said(ledger) if opinion and key in ledger}
    except (NoValueError, UnknownError):
        return {}
    return said


@dataclass(frozen=True)
class _Pair:
    """Two descents on a parabola; inside ``mp.workdps`` all numbers have their digits."""

    f: Formula
    start: mp.mpf
    rates: tuple[mp.mpf, ...]
    steps: int

    def said(self, ledger: Mapping[str, Entry]) -> Said:
        yield from self._formulas(ledger)
        for i, run in enumerate(self.runs):
            for k, stand in enumerate(run):
                yield f"iterate.{i}.{k}", self._opinion(stand.at, _WALK)
                yield f"error.{i}.{k}", self._opinion(self._error(stand), f"{_WALK}; {_VERTEX}")
            yield f"factor.{i}", self._opinion(self.factors[i], _STEP)
            yield f"height.{i}", self._height(run[-1])
        yield "contraction", self._opinion(abs(self.factors[0]), _STEP)
        yield "value", self._height(self.runs[0][-1])
        yield from self._compared()

    @cached_property
    def runs(self) -> tuple[tuple[Stand, ...], ...]:
        return tuple(walk(self.f, self.start, rate=r, steps=self.steps) for r in self.rates)

    @cached_property
    def lowest(self) -> tuple[mp.mpf, mp.mpf]:
        """Where the parabola is lowest, and its second derivative."""
        return vertex(self.f, self.start)

    @cached_property
    def factors(self) -> tuple[mp.mpf, ...]:
        """By what a step multiplies the signed distance from the lowest point."""
        return tuple(self._factor(rate) for rate in self.rates)

    def _factor(self, rate: mp.mpf) -> mp.mpf:
        at, _ = self.lowest
        return (downhill(self.f, self.start, rate) - at) / (self.start - at)

    def _error(self, stand: Stand) -> mp.mpf:
        return abs(stand.at - self.lowest[0])

    @cached_property
    def _size(self) -> mp.mpf:
        """The largest number that takes part."""
        return 1 + abs(self.lowest[0]) + max(abs(s.at) for run in self.runs for s in run)

    def _opinion(self, value: mp.mpf, method: str) -> Opinion:
        return Opinion(value, method, float(_LOST * self._size))

    def _height(self, stand: Stand) -> Opinion:
        """Say how high a run stands; heights are as uncertain as places, times the slope."""
        size = self._size * (1 + abs(stand.slope) + abs(stand.height))
        return Opinion(stand.height, _WALK, float(_LOST * size))

    def _formulas(self, ledger: Mapping[str, Entry]) -> Said:
        heights, about = "heights, 60 digits", places_about((self.start,))
        yield "function", confirmation(ledger["function"], self.f, ("x",), about, heights)
        if "law" in ledger:
            rate = self.rates[0]
            about = places_about((2 * rate,), float(rate))
            truth = lambda eta: abs(self._factor(eta))  # noqa: E731 - in the terms of the formula
            yield "law", confirmation(ledger["law"], truth, ("eta",), about, _STEP)
        for key, top in (("limit", 2), ("ideal", 1)):
            if key in ledger:
                yield key, _named_rate(ledger[key], top / self.lowest[1])

    def _compared(self) -> Said:
        """Yield what is said of the smaller and of the larger rate."""
        by_size = sorted(range(len(self.rates)), key=lambda i: self.rates[i])
        for which, i in zip(("smaller", "larger"), by_size, strict=True):
            last = self.runs[i][-1]
            yield f"size.{which}", self._opinion(abs(self.factors[i]), _STEP)
            yield f"value.{which}", self._height(last)
            yield f"left.{which}", self._opinion(self._error(last), f"{_WALK}; {_VERTEX}")
        smaller, larger = (abs(self.factors[i]) for i in by_size)
        yield "closer", Opinion(bool(larger - smaller > _LOST), _STEP)


def _named_rate(entry: Entry, truth: mp.mpf) -> Opinion | None:
    """Compare the number at the end of a formula: η = 2/f″ ≈ 0.66667."""
    try:
        numbers = [_EQUALITY.split(text)[-1] for text in (entry.typst, entry.shown)]
        holds = all(numeral(number, places=_PLACES).shows(truth) for number in numbers)
    except UnreadableError:
        return None
    return Opinion("the number at its end", _VERTEX, holds=holds)

"""Second opinions on two learning rates: both runs walked again, their factors measured."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import mpmath as mp

from calcml.lessons.descent import LearningRateComparison
from calcml.lessons.entries import Entry, Ledger
from calcml.oracles.curves import curve_opinion
from calcml.oracles.descents import DIGITS, WALK, Stand, downhill, vertex, walk
from calcml.oracles.evaluation import Formula, evaluate
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.numerals import numeral
from calcml.oracles.opinions import Opinion, Work, found, worked_out

__all__ = ["pair_opinions"]

_VERTEX = "the vertex from two slopes, 160 digits"
_STEP = "the distance after a step over that before, 160 digits"
_LOST = mp.mpf(10) ** -48  # relative: an exact value is compared in 60 digits, twelve get lost
_PLACES = 5  # decimals of a rate that a caption names
_EQUALITY = re.compile(r" (?:=|≈|approx) ")


def pair_opinions(lesson: LearningRateComparison) -> Mapping[str, Opinion]:
    """Work out the numbers of `LearningRateComparison`.

    Parameters
    ----------
    lesson : LearningRateComparison

    Returns
    -------
    mapping of str to Opinion
    """
    with mp.workdps(DIGITS):
        start, rates = evaluate(lesson.start), tuple(map(evaluate, lesson.rates))
        pair = _Pair(Formula.of(lesson.function), start, rates, lesson.steps)
        return worked_out(lesson.ledger, pair.work(lesson.ledger))


@dataclass(frozen=True)
class _Pair:
    """Two descents on a parabola; inside ``mp.workdps`` all numbers have their digits."""

    f: Formula
    start: mp.mpf
    rates: tuple[mp.mpf, ...]
    steps: int

    def work(self, ledger: Ledger) -> Work:
        yield "function", lambda: curve_opinion(ledger["function"], self.f, self.start)
        for i in range(len(self.rates)):
            for k in range(self.steps + 1):
                yield f"iterate.{i}.{k}", partial(self._place, i, k)
                yield f"error.{i}.{k}", partial(self._distance, i, k)
            yield f"factor.{i}", partial(self._signed, i)
            yield f"height.{i}", partial(self._height, i)
        yield "law", lambda: self._law(ledger["law"])
        yield "contraction", lambda: self._size(0)
        yield "value", lambda: self._height(0)
        yield "limit", lambda: _named_rate(ledger["limit"], 2 / self.lowest[1])
        yield "ideal", lambda: _named_rate(ledger["ideal"], 1 / self.lowest[1])
        yield from self._compared()

    def _compared(self) -> Work:
        """Yield what is said of the smaller and of the larger rate."""
        by_size = sorted(range(len(self.rates)), key=lambda i: self.rates[i])
        for which, i in zip(("smaller", "larger"), by_size, strict=True):
            yield f"size.{which}", partial(self._size, i)
            yield f"value.{which}", partial(self._height, i)
            yield f"left.{which}", partial(self._distance, i, self.steps)
        yield "closer", partial(self._is_closer, *by_size)

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

    @cached_property
    def _error(self) -> mp.mpf:
        """How far places may be off: a share of the largest that takes part."""
        return _LOST * (1 + abs(self.lowest[0]) + max(abs(s.at) for run in self.runs for s in run))

    def _place(self, i: int, k: int) -> Opinion:
        return found(self.runs[i][k].at, WALK, error=self._error)

    def _distance(self, i: int, k: int) -> Opinion:
        gap = abs(self.runs[i][k].at - self.lowest[0])
        return found(gap, f"{WALK}; {_VERTEX}", error=self._error)

    def _height(self, i: int) -> Opinion:
        """Say how high a run ends; heights are as uncertain as places, times the slope."""
        last = self.runs[i][-1]
        error = self._error * (1 + abs(last.slope) + abs(last.height))
        return found(last.height, WALK, error=error)

    def _signed(self, i: int) -> Opinion:
        return found(self.factors[i], _STEP, error=self._error)

    def _size(self, i: int) -> Opinion:
        return found(abs(self.factors[i]), _STEP, error=self._error)

    def _is_closer(self, smaller: int, larger: int) -> Opinion:
        """Judge whether the smaller rate comes closer to the lowest point than the larger one."""
        gain = abs(self.factors[larger]) - abs(self.factors[smaller])
        return Opinion(bool(gain > _LOST), _STEP)

    def _law(self, entry: Entry) -> Opinion | None:
        """Try the formula of the factor's size at other rates."""
        rate = self.rates[0]
        places = places_about((2 * rate,), float(rate))
        return confirmation(entry, lambda eta: abs(self._factor(eta)), ("eta",), places, _STEP)


def _named_rate(entry: Entry, truth: mp.mpf) -> Opinion:
    """Compare the number at the end of a formula: η = 2/f″ ≈ 0.66667."""
    numbers = [_EQUALITY.split(text)[-1] for text in (entry.typst, entry.shown)]
    holds = all(numeral(number, places=_PLACES).shows(truth) for number in numbers)
    return Opinion("the number at its end", _VERTEX, holds=holds)

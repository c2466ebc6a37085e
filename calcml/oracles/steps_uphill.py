"""Second opinions on a few steps up a hill: the climb is walked again in 160 digits."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import mpmath as mp

from calcml.lessons.descent import GradientAscentSteps
from calcml.lessons.entries import Ledger
from calcml.oracles.curves import curve_opinion
from calcml.oracles.descents import DIGITS, WALK, Stand, vertex, walk
from calcml.oracles.evaluation import Formula, evaluate
from calcml.oracles.opinions import Opinion, Work, found, worked_out
from calcml.oracles.single_steps import slope_opinion, substitution_opinion

__all__ = ["climb_opinions"]

_SUMMIT = "the vertex from two slopes, 160 digits"
_LOST = mp.mpf(10) ** -48  # relative: an exact value is compared in 60 digits, twelve get lost


def climb_opinions(lesson: GradientAscentSteps) -> Mapping[str, Opinion]:
    """Work out the numbers of `GradientAscentSteps`.

    Parameters
    ----------
    lesson : GradientAscentSteps

    Returns
    -------
    mapping of str to Opinion
    """
    with mp.workdps(DIGITS):
        start, rate = evaluate(lesson.start), evaluate(lesson.rate)
        climb = _Climb(Formula.of(lesson.function), start, rate, lesson.steps)
        return worked_out(lesson.ledger, climb.work(lesson.ledger))


@dataclass(frozen=True)
class _Climb:
    """An ascent; inside ``mp.workdps`` all its numbers have their digits."""

    f: Formula
    start: mp.mpf
    rate: mp.mpf
    steps: int

    def work(self, ledger: Ledger) -> Work:
        yield "function", lambda: curve_opinion(ledger["function"], self.f, self.start)
        yield "derivative", lambda: slope_opinion(ledger["derivative"], self.f, self.start)
        for k in range(self.steps + 1):
            yield f"iterate.{k}", partial(self._told, self.stands[k].at)
            yield f"slope.{k}", partial(self._told, self.stands[k].slope)
            yield f"move.{k}", partial(self._told, self.rate * self.stands[k].slope)
            yield f"substitution.{k}", partial(self._substituted, ledger, k)
        yield "summit", lambda: self._told(vertex(self.f, self.start)[0], _SUMMIT)
        yield "direction", lambda: Opinion(bool(self.stands[0].slope > 0), WALK)

    @cached_property
    def stands(self) -> tuple[Stand, ...]:
        """The iterates: a walk downhill with the sign turned."""
        return walk(self.f, self.start, rate=-self.rate, steps=self.steps)

    def _substituted(self, ledger: Ledger, k: int) -> Opinion:
        entry, stand = ledger[f"substitution.{k}"], self.stands[k]
        return substitution_opinion(entry, stand, rate=self.rate, uphill=True)

    def _told(self, value: mp.mpf, method: str = WALK) -> Opinion:
        largest = max(abs(stand.at) + abs(stand.slope) for stand in self.stands)
        return found(value, method, error=_LOST * (1 + largest))

"""Second opinions on a few steps down a curve: the run is walked again in 160 digits."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import mpmath as mp

from calcml.lessons.descent import GradientDescentSteps
from calcml.lessons.entries import Entry, Ledger
from calcml.oracles.curves import curve_opinion
from calcml.oracles.descents import DIGITS, WALK, Stand, flat_place, vertex, walk
from calcml.oracles.evaluation import Formula, UnknownError, evaluate
from calcml.oracles.opinions import Opinion, Work, found, worked_out
from calcml.oracles.single_steps import slope_opinion, substitution_opinion

__all__ = ["step_opinions"]

_GOAL = "the slope's change of sign, bracketed and halved, 160 digits"
_RATIO = "the ratio of the first two moves, 160 digits"
_CERTIFIED = mp.mpf(10) ** -33  # relative: of what is no fraction, a ledger certifies 35 digits


def step_opinions(lesson: GradientDescentSteps) -> Mapping[str, Opinion]:
    """Work out the numbers of `GradientDescentSteps`.

    Parameters
    ----------
    lesson : GradientDescentSteps

    Returns
    -------
    mapping of str to Opinion
    """
    with mp.workdps(DIGITS):
        start, rate = evaluate(lesson.start), evaluate(lesson.rate)
        run = _Run(Formula.of(lesson.function), start, rate, lesson.steps)
        return worked_out(lesson.ledger, run.work(lesson.ledger))


@dataclass(frozen=True)
class _Run:
    """A descent; inside ``mp.workdps`` all its numbers have their digits."""

    f: Formula
    start: mp.mpf
    rate: mp.mpf
    wanted: int

    def work(self, ledger: Ledger) -> Work:
        yield "function", lambda: curve_opinion(ledger["function"], self.f, self.start)
        yield "derivative", lambda: slope_opinion(ledger["derivative"], self.f, self.start)
        for k in range(self.wanted + 1):
            yield from self._step(k, ledger)
        yield "direction", lambda: Opinion(bool(self._move(0) > 0), WALK)
        yield "count", lambda: Opinion(len(self.stands) - 1, WALK)
        yield "value.first", lambda: _told(self.stands[0].height)
        yield "value.last", lambda: _told(self.stands[-1].height)
        yield "slope.last", lambda: _told(self.stands[-1].slope)
        yield "rest", lambda: _told(self.stands[-1].at)
        yield from self._ends()

    def _step(self, k: int, ledger: Ledger) -> Work:
        yield f"iterate.{k}", lambda: _told(self._stand(k).at)
        yield f"slope.{k}", lambda: _told(self._stand(k).slope)
        yield f"move.{k}", lambda: _told(self._move(k))
        yield f"length.{k}", lambda: _told(abs(self._move(k)))
        yield f"substitution.{k}", lambda: self._substituted(ledger[f"substitution.{k}"], k)

    def _ends(self) -> Work:
        """Yield what is measured from where the run arrives, and what is said of a parabola."""
        yield "minimum", lambda: _told(self._goal, _GOAL)
        yield "left", lambda: found(self._gap(-1), _GOAL, error=self._slack)
        for k in range(1, self.wanted - 1):
            yield f"magnification.{k}", partial(self._magnification, k)
        yield "stretch", lambda: _ratio(self._rise(1), self._rise(2), self._slack)
        yield "factor", lambda: _told(abs(self._stand(1).slope / self._stand(0).slope), _RATIO)
        yield "limit", lambda: _told(2 / vertex(self.f, self.start)[1], "two slopes, 160 digits")

    @cached_property
    def stands(self) -> tuple[Stand, ...]:
        """The iterates, up to one where the ground is level."""
        walked = walk(self.f, self.start, rate=self.rate, steps=self.wanted)
        level = next((k for k, stand in enumerate(walked) if stand.rests), self.wanted)
        return walked[: level + 1]

    def _stand(self, k: int) -> Stand:
        if k >= len(self.stands):
            raise UnknownError("the run has come to rest before")
        return self.stands[k]

    def _move(self, k: int) -> mp.mpf:
        return -self.rate * self._stand(k).slope

    @cached_property
    def _goal(self) -> mp.mpf:
        goal = flat_place(self.f, self.stands[-1], rate=self.rate)
        if goal is None:
            raise UnknownError("it is open where the run arrives")
        return goal

    @property
    def _slack(self) -> mp.mpf:
        """How far a distance from the goal, or a height above it, may be off."""
        return _CERTIFIED * (1 + abs(self._goal) + abs(self.f(self._goal)))

    def _gap(self, k: int) -> mp.mpf:
        return abs(self._stand(k).at - self._goal)

    def _rise(self, k: int) -> mp.mpf:
        return self._stand(k).height - self.f(self._goal)

    def _substituted(self, entry: Entry, k: int) -> Opinion:
        return substitution_opinion(entry, self._stand(k), rate=self.rate, uphill=False)

    def _magnification(self, k: int) -> Opinion:
        return _ratio(self._gap(1), self._gap(k + 1), self._slack)


def _told(value: mp.mpf, method: str = WALK) -> Opinion:
    return found(value, method, error=_CERTIFIED * (1 + abs(value)))


def _ratio(above: mp.mpf, below: mp.mpf, slack: mp.mpf) -> Opinion:
    """Divide two small numbers, which are both known up to a slack."""
    if abs(below) <= slack:
        raise UnknownError("the distance is too small to divide by")
    value = above / below
    return found(value, _GOAL, error=2 * slack * (1 + abs(value)) / abs(below))

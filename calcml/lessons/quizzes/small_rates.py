"""The lesson of the chapter *Quizzes* that asks what too small a learning rate does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.floats import nearest
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.descent.legible import compact, legible_scale
from calcml.lessons.descent.parabola_lessons import SweepLesson
from calcml.lessons.descent.quadratics import Place
from calcml.lessons.descent.rate_numbers import count_entry, rate_entry
from calcml.lessons.entries import Entry, number, parameter_entry, readable, verdict
from calcml.lessons.lesson import Wording
from calcml.lessons.scales import Frame, Scale

__all__ = ["LearningRateQuizSmall"]

_SHARES = tuple(sp.Rational(n, 100) for n in (1, 10, 40))
_LANES = (2.5, 1.5, 0.5)
_TOP = 3.0
_BEFORE, _BEHIND = 0.06, 0.06  # room at the ends of the track, in first distances


@dataclass(frozen=True, kw_only=True)
class LearningRateQuizSmall(SweepLesson):
    """A race of three learning rates, one of them far too small.

    The rates are shares of the largest one, so that the answer is true of every parabola.
    """

    chapter = "Quizzes"
    number = "10.1"
    heading = Caption("Quiz: a rate too small")
    slides = ("B26",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "ask": Caption(
            "True or false? If the learning rate is too small, gradient descent is very slow."
        ),
        "answer": Caption(
            "True. With _η_ = {rate.0} each step leaves {factor.0} of the distance to the minimum."
        ),
        "start_the_race": Caption(
            "In a race, {rate.2} comes within {near} of the minimum in {count.2} steps, {rate.1} "
            "in {count.1}.",
            rests_on=("all_arrive",),
        ),
        "wait_for_the_last": Caption(
            "And {rate.0} needs {count.0}: it does arrive, but a tiny rate costs many steps.",
            rests_on=("all_arrive",),
        ),
    }

    @property
    def runs(self) -> tuple[int, ...]:
        """The numbers of the rates, from the smallest."""
        return tuple(range(len(_SHARES)))

    @property
    def answers(self) -> tuple[str, ...]:
        """The entries of the answers."""
        return "answer.true", "answer.false"

    @property
    def choices(self) -> tuple[int, ...]:
        """The numbers of the answers."""
        return tuple(range(len(self.answers)))

    def lane(self, run: int) -> Place:
        """Return where the lane of a run begins."""
        return self.place(run, 0.0)

    @property
    def by_speed(self) -> tuple[int, ...]:
        """The same, from the fastest."""
        return self.runs[::-1]

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """How many steps each of them takes."""
        return tuple(self.sweep.count(share) or 0 for share in _SHARES)

    def place(self, run: int, time: float) -> Place:
        """Return where a run is on its lane after some steps; there it stops when it is near."""
        rate = nearest(_SHARES[run] * self.sweep.bound)
        across, _ = self.sweep.place(rate, min(time, self.counts[run]))
        return across, _LANES[run]

    def way(self, run: int, time: float) -> tuple[Place, Place]:
        """Return the way that a run has come."""
        return self.place(run, 0), self.place(run, time)

    @property
    def goal(self) -> tuple[Place, Place]:
        """The line through the minimum, across all lanes."""
        at = nearest(self.sweep.minimum)
        return (at, 0.0), (at, _TOP)

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The track, from the start to the minimum."""
        start, goal = nearest(self.start), nearest(self.sweep.minimum)
        low, high = sorted((start - _BEFORE * (goal - start), goal + _BEHIND * (goal - start)))
        return {
            "track": Frame(legible_scale(low, high, count=4, room=60), Scale(0.0, _TOP, ticks=()))
        }

    def entries(self) -> Iterable[Entry]:
        """Yield the rates, their numbers of steps, and what the captions name."""
        for k, share in enumerate(_SHARES):
            yield rate_entry(f"rate.{k}", share * self.sweep.bound)
            yield count_entry(f"count.{k}", self.sweep.count(share))
        slowest = self.sweep.run(_SHARES[0], steps=1).factor
        yield number(
            "factor.0", '"factor"', nearest(slowest), exact=slowest, formula="1 - eta f''",
            source="calcml.contraction_factor", style=readable(5),
        )  # fmt: skip
        for key, right in (("true", True), ("false", False)):
            yield verdict(
                f"answer.{key}", '"answer"', value=right is self._is_slow, words=key,
                formula="the smallest rate takes most steps", source="calcml.steps_needed",
            )  # fmt: skip
        yield parameter_entry("near", "epsilon", self.near, style=compact)

    @property
    def _is_slow(self) -> bool:
        return self.counts[0] == max(self.counts)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """That every run arrives."""
        return (Claim("all_arrive", Caption("every run arrives"), all(k > 0 for k in self.counts)),)

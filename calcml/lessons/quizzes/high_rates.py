"""The lesson of the chapter *Quizzes* that asks what too high a learning rate does."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.floats import nearest
from calcml.core.rates import Regime
from calcml.core.sampling import Curve
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.descent.parabola_lessons import ParabolaLesson
from calcml.lessons.descent.quadratics import Place, QuadraticRun
from calcml.lessons.descent.rate_numbers import count_entry, gap_symbol, rate_entry
from calcml.lessons.descent.sweeps import STEPS, RateSweep, natural_nearness
from calcml.lessons.entries import Entry, number, readable, verdict
from calcml.lessons.lesson import Wording
from calcml.lessons.scales import Frame, Scale, ticked

__all__ = ["LearningRateQuizHigh"]

_SHARES = tuple(sp.Rational(n, 100) for n in (90, 100, 110))
_ANSWERS = ("creeps", "overshoots", "diverges", "nothing")
_LAST = 2
_REACH, _TOP = 1.25, 1.3  # of the first window
_FAR, _HIGH = 2.7, 6.6  # of the second one, for a run that leaves the first
_SPARE = 1.3  # height of the chart, in its highest bar


@dataclass(frozen=True, kw_only=True)
class LearningRateQuizHigh(ParabolaLesson):
    """Three learning rates that are too high, one more than the other.

    The rates are shares of the largest one, so that the answer is true of every parabola.
    """

    chapter = "Quizzes"
    number = "10.2"
    heading = Caption("Quiz: a rate too high")
    slides = ("B27",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "ask": Caption("What happens if the learning rate is too high?"),
        "answer": Caption(
            "It jumps across the minimum. With _η_ = {rate.0} it still arrives, in {count.0} "
            "steps.",
            rests_on=("overshoots",),
        ),
        "go_to_and_fro": Caption(
            "With _η_ = {rate.1} it jumps to and fro between the same two places, for ever.",
            rests_on=("cycles",),
        ),
        "fly_off": Caption(
            "Beyond {rate.1} it diverges: with {rate.2} each step makes the distance {growth} "
            "times as large.",
            rests_on=("diverges",),
        ),
    }

    @cached_property
    def sweep(self) -> RateSweep:
        """The descents with all rates."""
        near = natural_nearness(self.function, self.start)
        return RateSweep.of(self.function, self.start, near)

    @cached_property
    def runs(self) -> tuple[QuadraticRun, ...]:
        """The three descents."""
        return tuple(self.sweep.run(share) for share in _SHARES)

    @property
    def trials(self) -> tuple[int, ...]:
        """The numbers of the descents."""
        return tuple(range(len(_SHARES)))

    @property
    def answers(self) -> tuple[str, ...]:
        """The entries of the answers."""
        return tuple(f"answer.{key}" for key in _ANSWERS)

    @property
    def decided(self) -> tuple[int, ...]:
        """The numbers of the answers that the first descent decides."""
        return tuple(i for i in range(len(_ANSWERS)) if i not in self.open)

    @property
    def open(self) -> tuple[int, ...]:
        """The numbers of the answers that only the last descent decides."""
        return (_ANSWERS.index("diverges"),)

    @property
    def moments(self) -> tuple[int, ...]:
        """The numbers of steps, from zero."""
        return tuple(range(STEPS + 1))

    def place(self, run: int, time: float) -> Place:
        """Return where a run is after some steps; between two, on the line between them."""
        return self.runs[run].place(time)

    def leg(self, run: int, start: int, time: float) -> tuple[Place, Place]:
        """Return the line from where a step begins to where the run is."""
        return self.place(run, start), self.place(run, time)

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The parabola from near and from afar, and one place per step for the distances."""
        largest = nearest(self.runs[_LAST].errors[-1])
        return {
            "near": self.sweep.frame(_REACH, top=_TOP),
            "far": self.sweep.frame(_FAR, top=_HIGH),
            "errors": Frame(ticked(-0.6, STEPS + 0.6, 1), Scale(0.0, _SPARE * largest, ())),
        }

    def curve(self, name: str) -> Curve:
        """Return the parabola in one of the windows."""
        return self.sweep.curve(self.frames[name])

    def entries(self) -> Iterable[Entry]:
        """Yield the rates, what becomes of them, and the distances of the run that diverges."""
        for k, share in enumerate(_SHARES):
            yield rate_entry(f"rate.{k}", share * self.sweep.bound)
        yield count_entry("count.0", self.sweep.count(_SHARES[0]))
        last = self.runs[_LAST]
        yield number(
            "growth", "abs(1 - eta L)", nearest(abs(last.factor)), exact=abs(last.factor),
            formula="|1 - eta f''|", source="calcml.contraction_factor", style=readable(5),
        )  # fmt: skip
        lowest = nearest(self.sweep.minimum)
        for k, exact in enumerate(last.errors):
            yield number(
                f"error.{k}", gap_symbol(self.sweep.minimum).typst,
                abs(last.points[k] - lowest), exact=exact, formula=f"|x_{k} - x|",
                source="calcml.gradient_descent", style=readable(5),
            )  # fmt: skip
        yield from self._verdicts()

    def _verdicts(self) -> Iterator[Entry]:
        """Yield for each answer whether it is right."""
        for key, words, text in (
            ("creeps", "it creeps", "some step stays on its side"),
            ("overshoots", "it overshoots", "every step leads across the minimum"),
            ("diverges", "it may diverge", "some rate leads away"),
            ("nothing", "nothing changes", "no rate leads across the minimum"),
        ):
            yield verdict(
                f"answer.{key}", '"answer"', value=self._truth_of(key), words=words, formula=text,
                source="calcml.contraction_factor",
            )  # fmt: skip

    def _truth_of(self, key: str) -> bool:
        factors = [run.factor for run in self.runs]
        truths = {
            "creeps": any(factor > 0 for factor in factors),
            "overshoots": all(factor < 0 for factor in factors),
            "diverges": any(abs(factor) > 1 for factor in factors),
            "nothing": all(factor >= 0 for factor in factors),
        }
        return bool(truths[key])

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What each of the rates does."""
        first, second, third = (run.regime for run in self.runs)
        return (
            Claim("overshoots", Caption("the first rate zig-zags"), first is Regime.ZIG_ZAGS),
            Claim("cycles", Caption("the second rate cycles"), second is Regime.CYCLES),
            Claim("diverges", Caption("the third rate diverges"), third is Regime.DIVERGES),
        )

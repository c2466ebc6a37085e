"""The lesson of the chapter *Descent* that turns the learning rate from tiny to too large."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.floats import nearest
from calcml.core.rates import Regime
from calcml.core.sampling import Curve
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.descent.legible import compact
from calcml.lessons.descent.parabola_lessons import SweepLesson
from calcml.lessons.descent.quadratics import Place, QuadraticRun
from calcml.lessons.descent.rate_numbers import count_entry, gap_symbol, law_entry, rate_entry
from calcml.lessons.descent.sweeps import STEPS
from calcml.lessons.entries import Entry, formula, number, readable
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Wording
from calcml.lessons.scales import Frame, Scale

__all__ = ["RATE_ROW", "LearningRateRegimes"]

RATE_ROW = ("rate", "factor", "count")
"""What the table says of each rate: the keys' first parts."""

_SHARES = tuple(sp.Rational(n, 100) for n in (1, 10, 40, 50, 90, 100, 110))
"""The rates at which the motion stops, as shares of the bound."""

_SLOW, _LAST = 0, 6
_REACH, _TOP = 1.25, 1.3  # of the first window
_FAR, _HIGH = 3.3, 6.6  # of the second one, for a run that leaves the first
_END, _CEILING = 1.25, 1.5  # of the axes of the law


@dataclass(frozen=True, kw_only=True)
class LearningRateRegimes(SweepLesson):
    """One parabola, one start, and every learning rate: what becomes of the run.

    The rates at which the motion stops are shares of the bound, so that what is told of each of
    them is true of every parabola.
    """

    chapter = "Ascent and descent"
    number = "9.6"
    heading = Caption("From too small to too large")
    slides = ("A44", "B24")
    captions: ClassVar[Mapping[str, Wording]] = {
        "creep_along": Caption(
            "Now turn the rate itself. With _η_ = {rate.0} each step keeps {factor.0} of the "
            "distance: it creeps.",
            rests_on=("creeps",),
        ),
        "turn_it_up": Caption(
            "Turned up, it leads down faster; with _η_ = {rate.3} one step lands on the minimum.",
            rests_on=("lands",),
        ),
        "jump_across": Caption(
            "Beyond that each step jumps across: {rate.4} takes {count.4} steps, as many as "
            "{rate.1}.",
            rests_on=("equally_fast",),
        ),
        "go_to_and_fro": Caption(
            "With _η_ = {rate.5} each jump ends just as far away: to and fro, never arriving.",
            rests_on=("cycles",),
        ),
        "fly_off": Caption(
            "Beyond {rate.5} each jump ends farther out than it began: the run flies off.",
            rests_on=("diverges",),
        ),
        "mark_the_range": Caption(
            "So this descent arrives for every rate below {rate.5}; the nearer to {rate.3}, the "
            "faster.",
            rests_on=("lands", "cycles"),
        ),
    }

    @cached_property
    def runs(self) -> tuple[QuadraticRun, ...]:
        """The descents at which the motion stops."""
        return tuple(self.sweep.run(share) for share in _SHARES)

    @property
    def moments(self) -> tuple[int, ...]:
        """The numbers of steps after which a run is drawn, from zero."""
        return tuple(range(STEPS + 1))

    @property
    def stops(self) -> tuple[int, ...]:
        """The numbers of the rates at which the motion stops."""
        return tuple(range(len(_SHARES)))

    @cached_property
    def rates(self) -> tuple[float, ...]:
        """The same rates as doubles."""
        return tuple(nearest(share * self.sweep.bound) for share in _SHARES)

    def place(self, rate: float, step: int) -> Place:
        """Return where the descent with some rate stands after some steps."""
        return self.sweep.place(rate, step)

    def leg(self, rate: float, step: int) -> tuple[Place, Place]:
        """Return where a step leads from and to."""
        return self.place(rate, step), self.place(rate, step + 1)

    def step(self, key: str) -> int:
        """Return after how many steps a place is, from its entry's key."""
        return int(key.rpartition(".")[2])

    def is_left(self, rate: float, step: int) -> bool:
        """Tell whether a run is left of the minimum after some steps."""
        across, _ = self.place(rate, step)
        return bool(across < nearest(self.sweep.minimum))

    def size(self, rate: float) -> Place:
        """Return the point of the law over a rate."""
        return rate, abs(self.sweep.factor(rate))

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The parabola from near and from afar, and the size of the factor over the rate."""
        bound = self.sweep.bound
        law = Frame(
            Scale(0.0, _END * nearest(bound), (sp.Integer(0), bound / 2, bound)),
            Scale(0.0, _CEILING, (sp.Integer(0), sp.Integer(1))),
        )
        return {
            "near": self.sweep.frame(_REACH, top=_TOP),
            "far": self.sweep.frame(_FAR, top=_HIGH),
            "law": law,
        }

    def curve(self, name: str) -> Curve:
        """Return what is drawn on some of the axes: the parabola, or the law."""
        if name != "law":
            return self.sweep.curve(self.frames[name])
        bound, end = nearest(self.sweep.bound), self.frames["law"].x.high
        return Curve((np.array([self.size(0.0), (bound / 2, 0.0), self.size(end)]),))

    @property
    def level(self) -> tuple[Place, Place]:
        """The line at which the factor is one."""
        return (0.0, 1.0), (self.frames["law"].x.high, 1.0)

    @property
    def arrives(self) -> tuple[Place, Place]:
        """The corners of what lies below that line, up to the bound."""
        return (0.0, 0.0), (nearest(self.sweep.bound), 1.0)

    def entries(self) -> Iterable[Entry]:
        """Yield the law, and of each rate the factor and the number of steps."""
        f, sweep = self.function, self.sweep
        yield formula("function", f"f(x) = {f.typst}", f"f(x) = {written(f)}")
        yield law_entry(self.runs[0].curvature)
        gap, bound = gap_symbol(sweep.minimum), compact(self.near)
        yield formula("near", f"{gap.typst} < {bound.typst}", f"{gap.text} < {bound.text}")
        for k, (share, run) in enumerate(zip(_SHARES, self.runs, strict=True)):
            yield rate_entry(f"rate.{k}", share * sweep.bound)
            yield number(
                f"factor.{k}", '"factor"', nearest(run.factor), exact=run.factor,
                formula="1 - eta f''", source="calcml.contraction_factor", style=readable(5),
            )  # fmt: skip
            yield count_entry(f"count.{k}", sweep.count(share))
        yield from self._places()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What each rate does to the distance from the minimum."""
        regimes = [run.regime for run in self.runs]
        factors = [abs(run.factor) for run in self.runs]
        facts = {
            "creeps": ("the smallest rate stays on its side", regimes[0] is Regime.CREEPS),
            "lands": ("the fourth rate leads to the minimum", regimes[3] is Regime.ONE_STEP),
            "equally_fast": (
                "the second and the fifth rate are equally fast",
                regimes[4] is Regime.ZIG_ZAGS and factors[1] == factors[4],
            ),
            "cycles": ("the sixth rate goes to and fro", regimes[5] is Regime.CYCLES),
            "diverges": ("the largest rate leads away", regimes[6] is Regime.DIVERGES),
        }
        return tuple(Claim(key, Caption(text), holds) for key, (text, holds) in facts.items())

    def _places(self) -> Iterator[Entry]:
        """Yield where the slowest run stands in the end, and where the last one has been."""
        last = self.moments[-1]
        for key, which, steps in (("crawl", _SLOW, (last,)), ("flight", _LAST, self.moments[1:])):
            run = self.runs[which]
            for k in steps:
                yield number(
                    f"{key}.{k}", "x", run.points[k], exact=run.exact[k],
                    formula=f"x_{k} = x_{k - 1} - eta f'(x_{k - 1})",
                    source="calcml.gradient_descent", style=readable(5),
                )  # fmt: skip

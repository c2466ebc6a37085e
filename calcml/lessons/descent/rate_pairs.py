"""The lesson of the chapter *Descent* that compares two learning rates on a parabola."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.floats import nearest
from calcml.core.rates import Regime
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.descent.legible import compact, legible_scale
from calcml.lessons.descent.parabola_lessons import ParabolaLesson
from calcml.lessons.descent.quadratics import (
    Place,
    QuadraticRun,
    largest_rate,
)
from calcml.lessons.descent.rate_numbers import factor_shown, gap_symbol, law_entry
from calcml.lessons.descent.rate_stories import COMPARED, FACTORS, FIRST, JUDGED, claim_key
from calcml.lessons.entries import (
    Entry,
    Shown,
    Style,
    decimals,
    formula,
    number,
    parameter_entry,
    readable,
    scientific,
    significant,
    verdict,
)
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Wording
from calcml.lessons.parameters import (
    count,
    distinct,
    parameter,
    positive,
    sequence,
)
from calcml.lessons.scales import Frame, LogScale, Scale, nice_scale, ticked

__all__ = ["LearningRateComparison"]

_MIRRORED = Caption(
    "Each step multiplies the distance by {law}, and that is {~contraction} for both rates.",
    rests_on=("equal_errors",),
)
_MEETING = Caption(
    "At every second step they meet. After {steps} steps _f_ is {~value} in "
    "both: one creeps, one zig-zags.",
    rests_on=("equal_errors", "meetings", "smaller_creeps", "larger_zig_zags"),
)
_IN_VIEW = 2.2  # how many times the first error a window holds at most
_WIDTH = 1.2  # half the width of a window in the largest error that it holds
_HEIGHT = 1.15  # its height in the largest height that it holds
_RATIO = 40  # of the largest to the smallest error: beyond it the chart is logarithmic
_NAMED = 0.12  # share of a window's height from which on there is room beside the curve
_BARE = 5  # characters of a number with room over one bar
_LARGE = 10**5  # from here on such a number is written with a power of ten


def _natural_rates(lesson: "LearningRateComparison") -> tuple[sp.Expr, sp.Expr]:
    """Return a rate that creeps and one that zig-zags, both equally fast."""
    bound = largest_rate(lesson.function)
    if not bound.is_Rational:
        bound = sp.Rational(f"{float(bound):.1e}")
    return bound / 10, 9 * bound / 10


@dataclass(frozen=True, kw_only=True)
class LearningRateComparison(ParabolaLesson):
    """Two rates on one parabola: what each of them does to the distance from the minimum.

    Attributes
    ----------
    rates : tuple of sympy.Expr, length 2
        The learning rates η.
    steps : int
    """

    chapter = "Ascent and descent"
    number = "9.5"
    heading = Caption("Learning rates {rate.0} and {rate.1}")
    slides = ("A44",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "show_both_runs": Caption(
            "The same function, {function}, and the same start, but two learning rates: "
            "{rate.0} and {rate.1}."
        ),
        "take_the_first_step": FIRST,
        "keep_stepping": (
            Caption(
                "Yet after every step both runs are equally far from the minimum.",
                rests_on=("equal_errors",),
            ),
            *COMPARED,
        ),
        "compare_the_factors": (_MIRRORED, *FACTORS),
        "judge_both_runs": (_MEETING, *JUDGED),
    }

    rates: tuple[sp.Expr, ...] = parameter(
        None,
        rule=distinct(sequence(positive, shortest=2, longest=2)),
        text="two learning rates",
        derive=_natural_rates,
    )
    steps: int = parameter(5, rule=count(2, 6), text="how many steps to take")

    @cached_property
    def runs(self) -> tuple[QuadraticRun, ...]:
        """Both descents."""
        return tuple(
            QuadraticRun.of(self.function, self.start, rate=rate, steps=self.steps)
            for rate in self.rates
        )

    @property
    def minimum(self) -> sp.Expr:
        """Where the function is lowest."""
        return self.runs[0].minimum

    @property
    def moments(self) -> tuple[int, ...]:
        """The numbers of steps after which there is something to see, from zero."""
        return tuple(range(self.steps + 1))

    @property
    def by_size(self) -> tuple[int, int]:
        """The number of the run with the smaller rate, and of that with the larger one."""
        return (0, 1) if self.rates[0] < self.rates[1] else (1, 0)

    @cached_property
    def equal_errors(self) -> bool:
        """Whether both runs are equally far from the minimum after every step.

        Two rates have factors of the same size if they add up to two divided by the curvature.
        """
        twice = self.runs[0].curvature * sum(self.rates)
        return bool(sp.simplify(twice - 2) == 0)

    @cached_property
    def meetings(self) -> tuple[int, ...]:
        """The steps after which both runs stand at the same place."""
        one, other = (run.exact for run in self.runs)
        pairs = enumerate(zip(one, other, strict=True))
        return tuple(k for k, (p, q) in pairs if k and (p == q or sp.simplify(p - q) == 0))

    @property
    def rings(self) -> tuple[int, ...]:
        """The steps that the last beat points at: meetings far enough apart, else the last."""
        if not self.equal_errors:
            return (self.steps,)
        heights = self.runs[0].heights
        apart = 0.09 * (self.frames["first"].y.high - self.frames["first"].y.low)
        told: list[int] = []
        for k in self.meetings:
            if not told or heights[told[-1]] - heights[k] > apart:
                told.append(k)
        return tuple(told)

    def has_name_room(self, run: int, step: int) -> bool:
        """Tell whether a meeting stands so high in the bowl that a number fits beside it."""
        return (
            self.equal_errors
            and self.frames["first"].y.share(self.runs[run].heights[step]) > _NAMED
        )

    def is_in_view(self, run: int, step: int) -> bool:
        """Tell whether a run has not left the picture up to a step."""
        return step <= self._leaving(run)

    def place(self, run: int, time: float) -> Place:
        """Return where a run stands; between two steps, on their chord, and never out of view."""
        return self.runs[run].place(min(time, self._leaving(run)))

    def _leaving(self, run: int) -> float:
        """Return when a run leaves the picture; infinity where it stays."""
        return self._leaving_times[run]

    @cached_property
    def _leaving_times(self) -> tuple[float, ...]:
        return tuple(self._leaving_time(run) for run in self.runs)

    def _leaving_time(self, run: QuadraticRun) -> float:
        reach, top = _WIDTH * self._widest * self._error, self.frames["first"].y.high
        at = nearest(self.minimum)
        for k, (here, there) in enumerate(zip(run.points, run.points[1:], strict=False)):
            if abs(there - at) > reach or run.heights[k + 1] > top:
                side = at + reach if there > at else at - reach
                across = (side - here) / (there - here) if abs(there - at) > reach else 1.0
                rise = run.heights[k + 1] - run.heights[k]
                up = (top - run.heights[k]) / rise if run.heights[k + 1] > top else 1.0
                return k + min(across, up)
        return float("inf")

    def gap(self, run: int, time: float) -> tuple[Place, Place]:
        """Return the level line from a run to the axis of the parabola."""
        across, up = self.place(run, time)
        return (across, up), (nearest(self.minimum), up)

    @property
    def axis(self) -> tuple[Place, Place]:
        """The parabola's axis, from its lowest point upwards."""
        at = nearest(self.minimum)
        return (at, self._floor), (at, self._floor + self._widest**2 * self._height)

    @cached_property
    def _floor(self) -> float:
        return self.function(nearest(self.minimum))

    @cached_property
    def _height(self) -> float:
        return self.function(nearest(self.start)) - self._floor

    @cached_property
    def _error(self) -> float:
        return nearest(self.runs[0].errors[0])

    @cached_property
    def _widest(self) -> float:
        """The largest distance in view, in distances of the start: runs that leave may do so."""
        sizes = (nearest(abs(run.factor)) ** k for run in self.runs for k in self.moments)
        return max(size for size in sizes if size <= _IN_VIEW)

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The same axes for both runs, and one place per step for the bars."""
        at, reach = nearest(self.minimum), _WIDTH * self._widest * self._error
        top = self._floor + _HEIGHT * self._widest**2 * self._height
        around = Frame(
            legible_scale(at - reach, at + reach, count=5, room=45),
            nice_scale(self._floor, top, count=3),
        )
        bars = Frame(ticked(-0.6, self.steps + 0.6, 1), self._error_scale)
        return {"first": around, "second": around, "errors": bars}

    @property
    def _error_scale(self) -> Scale | LogScale:
        """Return a scale from zero, or decades where the errors differ too much for that."""
        errors = [nearest(e) for run in self.runs for e in run.errors if e != 0]
        largest, smallest = max(errors), min(errors)
        if largest < _RATIO * smallest:
            return Scale(0, 1.3 * largest, ())
        low, high = math.floor(math.log10(smallest)), math.ceil(math.log10(largest))
        every = max(1, -(-(high - low) // 3))
        ticks = tuple(sp.Integer(k) for k in range(low, high + 1, every))
        spare = 0.3 * (high - low)
        return LogScale(float(low) - 0.15, math.log10(largest) + spare, ticks)

    @cached_property
    def curve(self) -> Curve:
        """The curve in the window of the plots."""
        frame = self.frames["first"]
        return sample_curve(self.function, Window(x=frame.x.limits, y=frame.y.limits))

    def entries(self) -> Iterable[Entry]:
        """Yield the rates, the iterates and errors of both runs, and what the captions name."""
        f, inner = self.function, self._inner
        yield formula("function", f"f(x) = {f.typst}", f"f(x) = {written(f)}")
        for i, (rate, run) in enumerate(zip(self.rates, self.runs, strict=True)):
            yield parameter_entry(f"rate.{i}", "eta", rate, style=compact)
            yield from self._run_entries(i, run)
            yield number(
                f"factor.{i}", inner, nearest(run.factor), exact=run.factor,
                formula=f"1 - eta L, L = {run.curvature}, eta = {rate}",
                source="calcml.contraction_factor", style=readable(5),
            )  # fmt: skip
            if not self.equal_errors:
                yield self._value(f"height.{i}", run)
        wanted = self.named
        yield from (entry for entry in self._named_entries() if entry.key in wanted)

    @property
    def _inner(self) -> str:
        return f"1 - {factor_shown(self.runs[0].curvature).typst} eta"

    def _value(self, key: str, run: QuadraticRun) -> Entry:
        value = run.values[-1]
        style = decimals(4) if self.equal_errors and abs(value) > 0.01 else readable(4)  # noqa: PLR2004
        return number(
            key, "f(x)", run.heights[-1], exact=value, formula=f"f(x_{self.steps})",
            source="calcml.gradient_descent", style=style,
        )  # fmt: skip

    def _run_entries(self, i: int, run: QuadraticRun) -> Iterable[Entry]:
        source = "calcml.gradient_descent"
        for k, (value, exact) in enumerate(zip(run.points, run.exact, strict=True)):
            yield number(
                f"iterate.{i}.{k}", "x", value, exact=exact, style=readable(5),
                formula=f"x_{k} = x_{k - 1} - eta f'(x_{k - 1})" if k else "x_0, the start",
                source=source,
            )  # fmt: skip
            yield number(
                f"error.{i}.{k}", self._distance,
                abs(value - nearest(self.minimum)), exact=run.errors[k],
                formula=f"|x_{k} - {self.minimum}|", source=source, style=self._error_style,
            )  # fmt: skip

    @property
    def _distance(self) -> str:
        return gap_symbol(self.minimum).typst

    @property
    def _error_style(self) -> Style:
        """Write errors fully where one number stands over two bars, else shortly."""
        return readable(5) if self.equal_errors else _short

    def _named_entries(self) -> Iterable[Entry]:
        """Yield what only some captions name."""
        run, source = self.runs[0], "calcml.contraction_factor"
        symbol, ideal = f"abs({self._inner})", 1 / run.curvature
        yield law_entry(run.curvature)
        yield _rate_formula("limit", "2", 2 * ideal)
        yield _rate_formula("ideal", "1", ideal)
        yield number(
            "contraction", symbol, nearest(abs(run.factor)), exact=abs(run.factor),
            formula="|1 - eta L|", source=source, style=readable(5),
        )  # fmt: skip
        yield parameter_entry("steps", "k", self.steps)
        yield self._value("value", run)
        for which, i in zip(("smaller", "larger"), self.by_size, strict=True):
            each, error = self.runs[i], self.runs[i].errors[-1]
            size = abs(each.factor)
            yield parameter_entry(f"rate.{which}", "eta", self.rates[i], style=compact)
            yield number(
                f"size.{which}", symbol, nearest(size), exact=size,
                formula="|1 - eta L|", source=source, style=readable(5),
            )  # fmt: skip
            yield self._value(f"value.{which}", each)
            yield number(
                f"left.{which}", self._distance, nearest(error), exact=error,
                formula=f"|x_{self.steps} - x|", source=source, style=readable(5),
            )  # fmt: skip
        closer = self._smaller_is_closer
        yield verdict(
            "closer", '"closer"', value=closer, words="smaller" if closer else "larger",
            formula="the smaller |1 - eta L|", source=source,
        )  # fmt: skip

    @property
    def _smaller_is_closer(self) -> bool:
        smaller, larger = (abs(self.runs[i].factor) for i in self.by_size)
        return bool(smaller < larger)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What each of the two rates does, and whether they are equally fast."""
        pairs = tuple(zip(("smaller", "larger"), self.by_size, strict=True))
        regimes = (
            Claim(
                claim_key(which, regime),
                Caption(f"with the {which} rate: {_lowered(regime.value)}"),
                self.runs[i].regime is regime,
            )
            for which, i in pairs
            for regime in Regime
        )
        return (
            *regimes,
            Claim(
                "equal_errors",
                Caption("after every step both runs are equally far from the minimum"),
                self.equal_errors,
            ),
            Claim(
                "meetings",
                Caption("at every second step both runs stand at the same place"),
                self.meetings == tuple(range(2, self.steps + 1, 2)),
            ),
        )


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _rate_formula(key: str, top: str, value: sp.Expr) -> Entry:
    """Return the entry of a rate that the curvature decides, with its value."""
    shown = readable(5)(value)
    entry = number(
        key, "eta", nearest(value), exact=value, formula=f"{top}/f''", source="-", style=readable(5)
    )
    sign, equals = ("approx", "≈") if entry.rounded else ("=", "=")
    return formula(
        key, f"eta = {top} slash f'' {sign} {shown.typst}", f"η = {top}/f″ {equals} {shown.text}",
        source="calcml.convergence_bound",
    )  # fmt: skip


def _short(value: sp.Expr) -> Shown:
    """Write in so few signs that numbers have room over single bars."""
    full = readable(5)(value)
    if len(full.text) <= _BARE:
        return full
    if sp.Rational(1, 1000) <= value < 1000:  # noqa: PLR2004
        return significant(3)(value)
    return decimals(0)(value) if 1 < value < _LARGE else scientific(2)(value)

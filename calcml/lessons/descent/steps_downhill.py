"""The lesson of the chapter *Descent* that takes a few steps on a curve."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import ClassVar

import sympy as sp

from calcml.core.errors import UnfitLesson
from calcml.core.extrema import Kind
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.rates import convergence_bound
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.descent.downhill import DownhillRun
from calcml.lessons.descent.downhill_stories import STORIES
from calcml.lessons.descent.downhill_view import DownhillView
from calcml.lessons.descent.first_guesses import advised_start, suited_rate, suited_start
from calcml.lessons.descent.legible import compact
from calcml.lessons.descent.quadratics import PARABOLA, Place
from calcml.lessons.descent.step_numbers import cell, substitution
from calcml.lessons.entries import (
    Entry,
    Shown,
    formula,
    number,
    parameter_entry,
    readable,
    up_to,
    verdict,
)
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import count, finite, function_of, parameter, positive
from calcml.lessons.scales import Frame

__all__ = ["STEP", "GradientDescentSteps"]

STEP = ("iterate", "slope", "move")
"""What the table of a descent shows of each step: the keys' first parts."""

_SOURCE = "calcml.gradient_descent"
_MANY = 1000  # times of magnification from which on decimals say nothing


@dataclass(frozen=True, kw_only=True)
class GradientDescentSteps(Lesson):
    """Five steps against the slope of a curve, the later ones seen ever closer.

    Attributes
    ----------
    function : Function
        Any function of x with a slope.
    start : sympy.Expr
    rate : sympy.Expr
        The learning rate η.
    steps : int
    """

    chapter = "Ascent and descent"
    number = "9.3"
    heading = Caption("Gradient descent, step by step")
    slides = ("A41", "A42")
    captions: ClassVar[Mapping[str, Wording]] = STORIES

    function: Function = parameter(PARABOLA, rule=function_of(x), text="the curve")
    start: sp.Expr = parameter(
        None, rule=finite, text="where the descent begins",
        derive=lambda lesson: suited_start(lesson.function, lesson.rate),
    )  # fmt: skip
    rate: sp.Expr = parameter(
        None, rule=positive, text="the learning rate",
        derive=lambda lesson: suited_rate(lesson.function, lesson.start),
    )  # fmt: skip
    steps: int = parameter(5, rule=count(3, 5), text="how many steps to take")

    @cached_property
    def run(self) -> DownhillRun:
        """The descent."""
        try:
            return DownhillRun.of(self.function, self.start, rate=self.rate, steps=self.steps)
        except UnfitLesson as refusal:
            asks = str(refusal).endswith("another start")
            raise UnfitLesson(f"{refusal}{advised_start(self.function) if asks else ''}") from None

    @cached_property
    def view(self) -> DownhillView:
        """Where everything stands."""
        arrival = self.run.arrival
        goal = cell(arrival.at).text if arrival else ""
        view = DownhillView(self.run, len(self._name), len(goal))
        if not view.is_visible:
            raise UnfitLesson(
                "the curve must rise or fall enough to be drawn, but on the way its height changes "
                f"by {view.height:.1e} only; choose a larger rate, or another start"
            )
        return view

    @property
    def iterates(self) -> tuple[float, ...]:
        """Where the descent stands after each step."""
        return self.run.points

    def place(self, at: float) -> Place:
        """Return the point of the curve above a coordinate."""
        return self.run.place(at)

    @property
    def moments(self) -> tuple[int, ...]:
        """The numbers of steps after which there is something to see, from zero."""
        return tuple(range(self.run.steps + 1))

    @property
    def later_steps(self) -> tuple[int, ...]:
        """The steps of the beat that keeps going."""
        return self.moments[3:-1] if self.view.zooms else self.moments[2:-1]

    @property
    def untold(self) -> frozenset[str]:
        """Beats with nothing to see: a second step after rest, close-ups of a slow run."""
        told = {
            "take_a_shorter_step": self.run.steps > 1,
            "look_closer": self.view.zooms,
            "keep_going": bool(self.later_steps),
        }
        return frozenset(beat for beat, is_told in told.items() if not is_told)

    def after(self, step: int) -> int:
        """Return the number of the iterate that a step leads to."""
        return step + 1

    def result_key(self, step: int) -> str:
        """Return the key of the iterate that a step leads to."""
        return f"iterate.{step + 1}"

    def magnification_key(self, closeness: int) -> str:
        """Return the key of a close-up's magnification against the first one."""
        return f"magnification.{closeness - 1}"

    def is_measured(self, step: int) -> bool:
        """Tell whether a move's number stands under its arrow on the axes."""
        return self.view.is_measured(step, len(cell(self.run.moves[step]).text))

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The one plot."""
        return {"main": self.view.frame}

    @property
    def _name(self) -> str:
        return f"f(x) = {written(self.function)}"

    def entries(self) -> Iterable[Entry]:
        """Yield the formulas, the iterates with slope and move, and what the captions name."""
        f, run = self.function, self.run
        yield formula("function", f"f(x) = {f.typst}", self._name)
        slope = f.derivative()
        yield formula(
            "derivative", f"f'(x) = {slope.typst}", f"f'(x) = {written(slope)}",
            source="calcml.Function.derivative",
        )  # fmt: skip
        yield parameter_entry("rate", "eta", self.rate, style=compact)
        for k, (value, exact) in enumerate(zip(run.points, run.exact, strict=True)):
            yield number(
                f"iterate.{k}", "x", value, exact=exact, source=_SOURCE, style=cell,
                formula=f"x_{k} = x_{k - 1} - eta f'(x_{k - 1})" if k else "x_0, the start",
            )  # fmt: skip
        for k in range(run.steps):
            yield from self._step_entries(k)
        if self.view.zooms:
            yield from self._close_up_entries()
        wanted = self.named
        if self.run.arrival is not None:
            wanted |= {"minimum"}
        yield from (entry for entry in self._named_entries() if entry.key in wanted)

    def _step_entries(self, k: int) -> Iterator[Entry]:
        """Yield slope, move and the substitution of the numbers into the rule."""
        slope, move, write = self.run.slopes[k], self.run.moves[k], cell
        gradient = float(self.run.trajectory.gradients[k, 0])
        yield number(
            f"slope.{k}", "f'(x)", gradient, exact=slope,
            formula=f"f'(x_{k})", source=_SOURCE, style=write,
        )  # fmt: skip
        yield number(
            f"move.{k}", "-eta f'(x)", -nearest(self.rate) * gradient, exact=move,
            formula=f"-eta f'(x_{k})", source=_SOURCE, style=write,
        )  # fmt: skip
        yield substitution(
            f"substitution.{k}", here=self.run.exact[k], rate=self.rate, slope=slope,
            uphill=False, source=_SOURCE,
        )  # fmt: skip

    def _close_up_entries(self) -> Iterator[Entry]:
        """Yield how many times closer each close-up is than the first one."""
        for k in range(1, self.run.steps - 1):
            closer = abs(self.run.errors[1] / self.run.errors[k + 1])
            yield number(
                f"magnification.{k}", "abs(e_1/e)", nearest(closer), exact=closer,
                formula=f"|x_1 - x| / |x_{k + 1} - x|", source=_SOURCE, style=_magnified,
            )  # fmt: skip

    def _named_entries(self) -> Iterator[Entry]:
        """Yield what only some captions name."""
        run = self.run
        yield from self._lengths()
        for name, k in (("first", 0), ("last", run.steps)):
            yield number(
                f"value.{name}", "f(x)", self.function(run.points[k]), exact=run.values[k],
                formula=f"f(x_{k})", source=_SOURCE, style=cell,
            )  # fmt: skip
        yield number(
            "slope.last", "f'(x)", float(run.trajectory.gradients[run.steps, 0]),
            exact=run.slopes[-1], formula=f"f'(x_{run.steps})", source=_SOURCE, style=cell,
        )  # fmt: skip
        yield number(
            "rest", "x", run.points[-1], exact=run.exact[-1], formula=f"x_{run.steps}",
            source=_SOURCE, style=cell,
        )  # fmt: skip
        yield parameter_entry("count", "k", run.steps)
        yield from self._goal_entries()
        yield verdict(
            "direction", '"direction"', value=self.view.starts_left,
            words="right" if self.view.starts_left else "left",
            formula="sign of -f'(x_0)", source=_SOURCE,
        )  # fmt: skip

    def _lengths(self) -> Iterator[Entry]:
        for k, length in enumerate(self.run.lengths[:2]):
            yield number(
                f"length.{k}", "abs(eta f'(x))", nearest(length), exact=length,
                formula=f"|eta f'(x_{k})|", source=_SOURCE, style=cell,
            )  # fmt: skip
        if self.view.zooms:
            stretch = self.view.rises[1] / self.view.rises[2]
            yield number(
                "stretch", "h_1/h_2", nearest(stretch), exact=stretch,
                formula="(f(x_1) - f(x)) / (f(x_2) - f(x))", source=_SOURCE, style=_magnified,
            )  # fmt: skip

    def _goal_entries(self) -> Iterator[Entry]:
        """Yield where the run is bound to arrive, and for a parabola factor and largest rate."""
        goal, contraction = self.run.arrival, self.run.contraction
        if goal is not None:
            yield number(
                "minimum", "x", nearest(goal.at), exact=goal.at,
                formula="f'(x) = 0", source="calcml.critical_points", style=cell,
            )  # fmt: skip
            left = abs(self.run.errors[-1])
            yield number(
                "left", "abs(x - x^*)", nearest(left), exact=left,
                formula=f"|x_{self.run.steps} - x|", source=_SOURCE, style=cell,
            )  # fmt: skip
        if contraction is not None:
            size, limit = abs(contraction.factor), convergence_bound(self.function)
            yield number(
                "factor", "abs(1 - eta L)", nearest(size), exact=size,
                formula="|1 - eta L|, L = f''", source="calcml.contraction_factor",
                style=cell,
            )  # fmt: skip
            yield number(
                "limit", "2/L", nearest(limit), exact=limit, formula="2/f''",
                source="calcml.convergence_bound", style=cell,
            )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the steps do, and where they lead."""
        run = self.run
        slopes = [abs(slope) for slope in run.slopes]
        second = slopes[1] if run.steps > 1 else slopes[0]
        factor, arrival = run.factor, run.arrival
        facts = {
            "has_minimum": (
                "the run is bound to arrive at a minimum",
                _is_minimum(self.run),
            ),
            "start_is_whole": ("the start is shown in full", _is_whole(self.start)),
            "is_lowest": ("the place of arrival is the lowest of all", run.is_lowest),
            "turns_back": ("the second move goes back", bool(run.turns) and run.turns[0]),
            "second_is_shorter": ("the second move is shorter", second < slopes[0]),
            "second_is_equal": ("the second move is as long", second == slopes[0]),
            "steps_look_alike": (
                "magnified by the inverse of one factor, each move equals the one before",
                factor is not None and self.view.zooms,
            ),
            "one_factor": (
                "every step multiplies the error by one factor",
                factor is not None and factor != 0,
            ),
            "comes_closer": ("that factor is below one", factor is not None and abs(factor) < 1),
            "keeps_its_distance": ("that factor is one", factor is not None and abs(factor) == 1),
            "slopes_shrink": (
                "the slope gets smaller at every step",
                all(later < earlier for earlier, later in pairwise(slopes)),
            ),
            "slopes_are_equal": ("the slope is always the same", len(set(run.slopes)) == 1),
            "values_fall": (
                "every step leads lower",
                all(later < earlier for earlier, later in pairwise(run.values)),
            ),
            "fall_is_seen": (
                "the values differ as they are written",
                len({cell(run.values[k]).text for k in (0, -1)}) > 1,
            ),
            "rests": ("the run comes to rest", run.rests),
            "rest_is_whole": ("the place of rest is shown in full", _is_whole(run.exact[-1])),
            "arrives": ("the iterates converge to a place without slope", arrival is not None),
            "goal_is_far": ("that place is too far away to be shown", not self.view.shows_goal),
        }
        return tuple(Claim(key, Caption(text), bool(holds)) for key, (text, holds) in facts.items())


def _is_minimum(run: DownhillRun) -> bool:
    if run.contraction is not None:
        return True
    return run.arrival is not None and run.arrival.kind is Kind.MINIMUM


def _is_whole(value: sp.Expr) -> bool:
    """Tell whether a number is shown with all its digits."""
    style, double = cell, nearest(value)
    entry = number("x", "x", double, exact=value, formula="x", source=_SOURCE, style=style)
    return not entry.rounded


def _magnified(value: sp.Expr) -> Shown:
    """Write how many times something is magnified."""
    return up_to(2)(value) if value < _MANY else readable(0)(value)

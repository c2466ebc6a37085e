"""Lessons of the chapter *Descent*."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import ClassVar

import sympy as sp

from calcml.core.functions import Function
from calcml.core.rates import Regime
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import (
    Entry,
    decimals,
    formula,
    number,
    parameter_entry,
    plain,
    up_to,
    verdict,
)
from calcml.lessons.fits import ROW, LinearRegressionDescent
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import (
    count,
    distinct,
    finite,
    function_of,
    parameter,
    positive,
    sequence,
)
from calcml.lessons.quadratics import Place, QuadraticRun, written
from calcml.lessons.scales import Frame, Scale, nice_scale, ticked

__all__ = [
    "ROW",
    "STEP",
    "GradientDescentSteps",
    "LearningRateComparison",
    "LinearRegressionDescent",
]

_PARABOLA = Function(x**2 - 4 * x + 4, x)

STEP = ("iterate", "slope", "move")
"""What the table of a descent shows of each step: the keys' first parts."""


@dataclass(frozen=True, kw_only=True)
class GradientDescentSteps(Lesson):
    """Five steps against the slope of a parabola, the later ones seen ever closer.

    Attributes
    ----------
    function : Function
        A quadratic with a minimum.
    start : sympy.Expr
    rate : sympy.Expr
        The learning rate η.
    steps : int
    """

    chapter = "Gradient descent"
    number = "9.3"
    heading = Caption("Gradient descent, step by step")
    slides = ("A41", "A42")
    captions: ClassVar[Mapping[str, Caption]] = {
        "show_the_curve": Caption(
            "Where is this function smallest? Start at _x_ = {iterate.0} and let the slope lead."
        ),
        "take_the_first_step": Caption(
            "The slope is {slope.0}. Against the slope means to the {direction}, "
            "here by {length.0}."
        ),
        "take_a_shorter_step": Caption(
            "Where the curve is flatter, the same rate gives a shorter move: {length.1}.",
            rests_on=("errors_shrink",),
        ),
        "look_closer": Caption(
            "Magnified {magnification.1} times across and {stretch} times upwards, the next step "
            "looks just like the last one.",
            rests_on=("errors_shrink", "steps_look_alike"),
        ),
        "keep_going": Caption(
            "And so on: every step multiplies the distance from the minimum by {factor}.",
            rests_on=("errors_shrink",),
        ),
        "arrive": Caption(
            "Step after step, _x_ comes as close to {minimum} as you like, "
            "where the slope is zero.",
            rests_on=("errors_shrink",),
        ),
    }

    function: Function = parameter(
        _PARABOLA, rule=function_of(x), text="the curve, a quadratic of x with a minimum"
    )
    start: sp.Expr = parameter(0, rule=finite, text="where the descent begins")
    rate: sp.Expr = parameter(0.4, rule=positive, text="the learning rate")
    steps: int = parameter(5, rule=count(3, 5), text="how many steps to take")

    @cached_property
    def run(self) -> QuadraticRun:
        """The descent."""
        return QuadraticRun.of(self.function, self.start, rate=self.rate, steps=self.steps)

    @cached_property
    def _error(self) -> float:
        """The signed error of the start."""
        return float(self.start - self.run.minimum)

    @cached_property
    def _floor(self) -> float:
        return self.function(float(self.run.minimum))

    @cached_property
    def _height(self) -> float:
        return self.function(float(self.start)) - self._floor

    @property
    def starts_left(self) -> bool:
        """Whether the start lies to the left of the minimum."""
        return self._error < 0

    @property
    def iterates(self) -> tuple[float, ...]:
        """Where the descent stands after each step."""
        return self.run.points

    def place(self, at: float) -> Place:
        """Return the point of the curve above a coordinate."""
        return at, self.function(at)

    def tangent(self, step: int) -> tuple[float, float, float]:
        """Return the point and the slope of the tangent that a step starts from."""
        return (*self.place(self.run.points[step]), float(self.run.trajectory.gradients[step, 0]))

    @property
    def moments(self) -> tuple[int, ...]:
        """The numbers of steps after which there is something to see, from zero."""
        return tuple(range(self.steps + 1))

    def after(self, step: int) -> int:
        """Return the number of the iterate that a step leads to."""
        return step + 1

    def result_key(self, step: int) -> str:
        """Return the key of the iterate that a step leads to."""
        return f"iterate.{step + 1}"

    def magnification_key(self, closeness: int) -> str:
        """Return the key of a close-up's magnification against the first one."""
        return f"magnification.{closeness - 1}"

    def drop(self, step: int, closeness: float = 0) -> tuple[Place, Place]:
        """Return the upright from the curve down to the lane of the moves."""
        at = self.run.points[step]
        return self.place(at), (at, self._lane(closeness))

    def level(self, closeness: float) -> tuple[Place, Place]:
        """Return the level line through the minimum, across a close-up."""
        left, right = self.close_up(closeness).x
        return (left, self._floor), (right, self._floor)

    def move(self, step: int, closeness: float = 0) -> tuple[Place, Place]:
        """Return both ends of a step's move along the axis.

        Parameters
        ----------
        step : int
            The step that starts from iterate number ``step``.
        closeness : float
            Of the view it is drawn in: its lane lies a fixed share below the curve.
        """
        lane = self._lane(closeness)
        return (self.run.points[step], lane), (self.run.points[step + 1], lane)

    def _lane(self, closeness: float) -> float:
        return self._floor - 0.1 * self._height * self._shrunk(closeness) ** 2

    def _shrunk(self, closeness: float) -> float:
        return abs(float(self.run.factor)) ** closeness

    def close_up(self, closeness: float) -> Window:
        """Return the window around the minimum that suits the error after some steps.

        Parameters
        ----------
        closeness : float
            The number of steps k; the window shrinks across as the error does, and upwards as
            the value does, so that a parabola looks the same for every k.
        """
        across, up = self._shrunk(closeness), self._shrunk(closeness) ** 2
        if self.run.factor < 0:
            sides = (-1.25, 1.25)
        else:
            sides = (-1.25, 0.55) if self.starts_left else (-0.55, 1.25)
        size = abs(self._error) * across
        low, high = (float(self.run.minimum) + side * size for side in sides)
        floor, height = self._floor, self._height * up
        return Window(x=(low, high), y=(floor - 0.5 * height, floor + 1.35 * height))

    def tangent_piece(self, step: int, closeness: float) -> tuple[Place, Place]:
        """Return the part of a tangent that suits a close-up."""
        across, up, slope = self.tangent(step)
        reach = 0.45 * abs(self._error) * self._shrunk(closeness)
        back, ahead = -0.25 * reach, reach
        if slope > 0:
            back, ahead = -ahead, -back
        return (across + back, up + slope * back), (across + ahead, up + slope * ahead)

    def value_place(self, step: int, closeness: float) -> Place:
        """Return where an iterate's value stands in a close-up: under the lane of the moves."""
        height = self._height * self._shrunk(closeness) ** 2
        return self.run.points[step], self._floor - 0.36 * height

    def minimum_value_place(self, closeness: float) -> Place:
        """Return where the minimum's value stands in a close-up.

        Beside the iterates' values, or above the curve where iterates fall on both sides.
        """
        height = self._height * self._shrunk(closeness) ** 2
        return float(self.run.minimum), self._floor + (
            -0.36 if self.run.factor > 0 else 0.25
        ) * height

    @property
    def lowest(self) -> Place:
        """The lowest point of the curve."""
        return self.place(float(self.run.minimum))

    @property
    def name_place(self) -> Place:
        """Where the curve's name stands: in the bowl, between curve and lens."""
        return float(self.run.minimum) - 0.04 * self._error, self._floor + 0.34 * self._height

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The one plot, with room for the moves below the curve."""
        far, near = float(self.start) + 0.1 * self._error, float(self.run.minimum)
        low, high = sorted((far, near - 0.62 * self._error))
        floor, height = self._floor, self._height
        return {
            "main": Frame(
                nice_scale(low, high, count=4),
                nice_scale(floor - 0.22 * height, floor + 1.12 * height, count=5),
            )
        }

    @cached_property
    def curve(self) -> Curve:
        """The curve in the window of the plot."""
        frame = self.frames["main"]
        return sample_curve(self.function, Window(x=frame.x.limits, y=frame.y.limits))

    @cached_property
    def near_curve(self) -> Curve:
        """The curve in the first close-up."""
        return sample_curve(self.function, self.close_up(1))

    def entries(self) -> Iterable[Entry]:
        """Yield the formulas, the iterates with slope and move, and the factor."""
        f, source = self.function, "calcml.gradient_descent"
        yield formula("function", f"f(x) = {f.typst}", f"f(x) = {written(f)}")
        slope = f.derivative()
        yield formula(
            "derivative", f"f'(x) = {slope.typst}", f"f'(x) = {written(slope)}",
            source="calcml.Function.derivative",
        )  # fmt: skip
        yield parameter_entry("rate", "eta", self.rate)
        run = self.run
        for k, (value, exact) in enumerate(zip(run.points, run.exact, strict=True)):
            yield number(
                f"iterate.{k}", "x", value, exact=exact, source=source, style=up_to(6),
                formula=f"x_{k} = x_{k - 1} - eta f'(x_{k - 1})" if k else "x_0, the start",
            )  # fmt: skip
        for k, (here, there) in enumerate(pairwise(run.exact)):
            yield from self._step_entries(k, here, there)
        closer = 1 / sp.Abs(run.factor) if run.factor else sp.oo
        yield number(
            "stretch", "1/|1 - eta L|^2", float(closer**2), exact=closer**2,
            formula="(1 - eta L)^(-2)", source="calcml.contraction_factor", style=up_to(2),
        )  # fmt: skip
        for k, (here, there) in enumerate(pairwise(run.exact[:3])):
            yield number(
                f"length.{k}", "abs(eta f'(x))", float(abs(there - here)), exact=abs(there - here),
                formula=f"|eta f'(x_{k})|", source=source, style=up_to(6),
            )  # fmt: skip
        for k in range(1, self.steps - 1):
            yield number(
                f"magnification.{k}", "1/|1 - eta L|", float(closer**k), exact=closer**k,
                formula=f"|1 - eta L|^(-{k})", source="calcml.contraction_factor", style=up_to(2),
            )  # fmt: skip
        yield number(
            "factor", "abs(1 - eta L)", float(abs(run.factor)), exact=sp.Abs(run.factor),
            formula="|1 - eta L|, L = f''", source="calcml.contraction_factor", style=up_to(4),
        )  # fmt: skip
        yield number(
            "minimum", "x", float(run.minimum), exact=run.minimum,
            formula="x - f'(x)/f''", source=source, style=up_to(4),
        )  # fmt: skip
        yield verdict(
            "direction", '"direction"', value=self.starts_left,
            words="right" if self.starts_left else "left",
            formula="sign of -f'(x_0)", source=source,
        )  # fmt: skip

    def _step_entries(self, k: int, here: sp.Expr, there: sp.Expr) -> Iterable[Entry]:
        """Yield slope, move and the substitution of the numbers into the rule."""
        source, slope = "calcml.gradient_descent", self.run.slopes[k]
        write = up_to(6)
        yield number(
            f"slope.{k}", "f'(x)", float(self.run.trajectory.gradients[k, 0]), exact=slope,
            formula=f"f'(x_{k})", source=source, style=write,
        )  # fmt: skip
        yield number(
            f"move.{k}", "-eta f'(x)", -float(self.rate) * float(slope), exact=there - here,
            formula=f"-eta f'(x_{k})", source=source, style=write,
        )  # fmt: skip
        inner = f"({write(slope).typst})" if slope < 0 else write(slope).typst
        yield formula(
            f"substitution.{k}",
            f"{write(here).typst} - {plain(self.rate).typst} dot {inner}",
            f"{write(here).text} − {plain(self.rate).text}·({write(slope).text})",
            source=source,
        )

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The errors shrink fast enough to be told in close-ups, all by the same factor."""
        run = self.run
        half = 0 < abs(run.factor) <= sp.Rational(1, 2)
        ratios = {abs(b - a) / abs(run.factor) ** k for k, (a, b) in enumerate(pairwise(run.exact))}
        return (
            Claim(
                "errors_shrink",
                Caption("every step multiplies the error by one factor, one half at most"),
                bool(half),
                Caption(
                    "choose a rate close to, but not at, one divided by the curvature, "
                    "or tell LearningRateComparison instead"
                ),
            ),
            Claim(
                "steps_look_alike",
                Caption("magnified by the inverse of that factor, each move equals the one before"),
                len(ratios) == 1,
            ),
        )


@dataclass(frozen=True, kw_only=True)
class LearningRateComparison(Lesson):
    """Two rates that contract the error equally: one creeps, the other zig-zags.

    Attributes
    ----------
    function : Function
        A quadratic with a minimum.
    start : sympy.Expr
    rates : tuple of sympy.Expr, length 2
        Learning rates η that add up to 2/L.
    steps : int
    """

    chapter = "Gradient descent"
    number = "9.5"
    heading = Caption("Learning rates {rate.0} and {rate.1}")
    slides = ("A44",)
    captions: ClassVar[Mapping[str, Caption]] = {
        "show_both_runs": Caption(
            "The same function, {function}, and the same start, but two learning rates: "
            "{rate.0} and {rate.1}."
        ),
        "take_the_first_step": Caption(
            "The smaller rate stays on its side of the minimum; the larger one jumps across it.",
            rests_on=("creeps_and_zigzags",),
        ),
        "keep_stepping": Caption(
            "Yet after every step both runs are equally far from the minimum.",
            rests_on=("equal_errors",),
        ),
        "compare_the_factors": Caption(
            "Each step multiplies the distance by {law}, and that is {contraction} for both rates.",
            rests_on=("equal_errors",),
        ),
        "meet_at_every_second_step": Caption(
            "At every second step they meet. After {steps} steps _f_ is about {value} in "
            "both: one creeps, one zig-zags.",
            rests_on=("equal_errors", "meetings", "creeps_and_zigzags"),
        ),
    }

    function: Function = parameter(
        _PARABOLA, rule=function_of(x), text="the curve, a quadratic of x with a minimum"
    )
    start: sp.Expr = parameter(0, rule=finite, text="where both descents begin")
    rates: tuple[sp.Expr, ...] = parameter(
        (0.1, 0.9),
        rule=distinct(sequence(positive, shortest=2, longest=2)),
        text="two learning rates with opposite factors",
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
    def meetings(self) -> tuple[int, ...]:
        """The steps after which both runs stand at the same place."""
        one, other = (run.exact for run in self.runs)
        pairs = enumerate(zip(one, other, strict=False))
        return tuple(k for k, (here, there) in pairs if k and here == there)

    @property
    def told_meetings(self) -> tuple[int, ...]:
        """Those meetings whose heights differ enough for a number beside each."""
        heights = self.runs[0].trajectory.values
        apart = 0.09 * (self.frames["first"].y.high - self.frames["first"].y.low)
        told: list[int] = []
        for k in self.meetings:
            if not told or heights[told[-1]] - heights[k] > apart:
                told.append(k)
        return tuple(told)

    def place(self, run: int, time: float) -> Place:
        """Return where a run stands; between two steps, on their chord."""
        return self.runs[run].place(time)

    def gap(self, run: int, time: float) -> tuple[Place, Place]:
        """Return the level line from a run to the axis of the parabola."""
        across, up = self.place(run, time)
        return (across, up), (float(self.minimum), up)

    @property
    def axis(self) -> tuple[Place, Place]:
        """The parabola's axis, from its lowest point upwards."""
        at, floor = float(self.minimum), self._floor
        return (at, floor), (at, floor + 0.84 * self._height)

    @property
    def name_place(self) -> Place:
        """Where a plot's rate stands: above the parabola's axis."""
        return float(self.minimum), self._floor + 1.26 * self._height

    @property
    def reading_place(self) -> Place:
        """Where a run's present number stands: under its rate."""
        return float(self.minimum), self._floor + 1.08 * self._height

    @cached_property
    def _floor(self) -> float:
        return self.function(float(self.minimum))

    @cached_property
    def _height(self) -> float:
        return self.function(float(self.start)) - self._floor

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The same axes for both runs, and one place per step for the bars."""
        at, error = float(self.minimum), abs(float(self.start - self.minimum))
        around = Frame(
            nice_scale(at - 1.2 * error, at + 1.2 * error, count=5),
            nice_scale(self._floor, self._floor + 1.35 * self._height, count=2),
        )
        bars = Frame(ticked(-0.6, self.steps + 0.6, 1), Scale(0, 1.3 * error, ()))
        return {"first": around, "second": around, "errors": bars}

    @cached_property
    def curve(self) -> Curve:
        """The curve in the window of the plots."""
        frame = self.frames["first"]
        return sample_curve(self.function, Window(x=frame.x.limits, y=frame.y.limits))

    def entries(self) -> Iterable[Entry]:
        """Yield the rates, the iterates and errors of both runs, and the factors."""
        f, curvature = self.function, self.runs[0].contraction.curvatures[0]
        yield formula("function", f"f(x) = {f.typst}", f"f(x) = {written(f)}")
        inner = f"1 - {plain(curvature).typst} eta"
        for i, (rate, run) in enumerate(zip(self.rates, self.runs, strict=True)):
            yield parameter_entry(f"rate.{i}", "eta", rate)
            yield from self._run_entries(i, run)
            yield number(
                f"factor.{i}", inner, float(run.factor), exact=run.factor,
                formula=f"1 - eta L, L = {curvature}, eta = {rate}",
                source="calcml.contraction_factor", style=up_to(4),
            )  # fmt: skip
        yield formula(
            "law", f"abs({inner})", f"|1 − {plain(curvature).text}η|",
            source="calcml.contraction_factor",
        )  # fmt: skip
        run = self.runs[0]
        yield number(
            "contraction", f"abs({inner})", float(abs(run.factor)), exact=sp.Abs(run.factor),
            formula="|1 - eta L|", source="calcml.contraction_factor", style=up_to(4),
        )  # fmt: skip
        yield parameter_entry("steps", "k", self.steps)
        yield number(
            "value", "f(x)", float(run.trajectory.values[-1]), exact=run.values[-1],
            formula=f"f(x_{len(run.values) - 1})", source="calcml.gradient_descent",
            style=decimals(4),
        )  # fmt: skip

    def _run_entries(self, i: int, run: QuadraticRun) -> Iterable[Entry]:
        for k, (value, exact) in enumerate(zip(run.points, run.exact, strict=True)):
            yield number(
                f"iterate.{i}.{k}", "x", value, exact=exact, style=up_to(5),
                formula=f"x_{k} = x_{k - 1} - eta f'(x_{k - 1})" if k else "x_0, the start",
                source="calcml.gradient_descent",
            )  # fmt: skip
            yield number(
                f"error.{i}.{k}", f"abs(x - {plain(self.minimum).typst})",
                abs(value - float(self.minimum)), exact=run.errors[k],
                formula=f"|x_{k} - {self.minimum}|",
                source="calcml.gradient_descent", style=up_to(5),
            )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Both runs contract by the same factor; one keeps its side, the other changes it."""
        one, other = self.runs
        regimes = {run.contraction.regime for run in self.runs}
        advice = Caption(
            "choose two rates that add up to two divided by the curvature, such as {rate.0} "
            "and its mirror image"
        )
        even = tuple(range(2, self.steps + 1, 2))
        return (
            Claim(
                "creeps_and_zigzags",
                Caption("one rate stays on its side of the minimum, the other jumps across it"),
                regimes == {Regime.CREEPS, Regime.ZIG_ZAGS},
                advice,
            ),
            Claim(
                "equal_errors",
                Caption("after every step both runs are equally far from the minimum"),
                one.errors == other.errors,
                advice,
            ),
            Claim(
                "meetings",
                Caption("at every second step both runs stand at the same place"),
                self.meetings == even,
                advice,
            ),
        )

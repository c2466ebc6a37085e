"""Lessons of the chapter *Descent*."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import ClassVar

import sympy as sp

from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import (
    Entry,
    formula,
    number,
    parameter_entry,
    plain,
    up_to,
    verdict,
)
from calcml.lessons.fits import ROW, LinearRegressionDescent
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import (
    count,
    finite,
    function_of,
    parameter,
    positive,
)
from calcml.lessons.quadratics import PARABOLA, Place, QuadraticRun
from calcml.lessons.rate_pairs import LearningRateComparison
from calcml.lessons.scales import Frame, nice_scale

__all__ = [
    "ROW",
    "STEP",
    "GradientDescentSteps",
    "LearningRateComparison",
    "LinearRegressionDescent",
]

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
        PARABOLA, rule=function_of(x), text="the curve, a quadratic of x with a minimum"
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

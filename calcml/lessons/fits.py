"""The lesson of the chapter *Descent* that fits a line to points."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.contours import LevelCurve, level_curves
from calcml.core.descent import Trajectory, gradient_descent
from calcml.core.errors import UnfitLesson
from calcml.core.functions import Function
from calcml.core.rates import convergence_bound, steps_needed
from calcml.core.regression import LineFit, cost_function, least_squares
from calcml.core.sampling import Window
from calcml.core.types import FloatArray
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import (
    Entry,
    decimals,
    formula,
    number,
    parameter_entry,
    up_to,
    verdict,
)
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import count, parameter, point, positive, sequence
from calcml.lessons.quadratics import Place
from calcml.lessons.scales import Frame, nice_scale

__all__ = ["ROW", "LinearRegressionDescent"]

ROW = ("step", "slope", "intercept", "cost")
"""What the table of a fit shows of a step: the keys' first parts."""


@dataclass(frozen=True, kw_only=True)
class LinearRegressionDescent(Lesson):
    """A line is fitted by walking downhill on the map of its cost.

    Attributes
    ----------
    data : tuple of (sympy.Expr, sympy.Expr)
        The points.
    start : tuple of sympy.Expr, length 2
        Slope and intercept to begin with.
    rate : sympy.Expr
        The learning rate α.
    steps : int
        Steps told one by one.
    near : tuple of sympy.Expr
        Distances from the minimum at which the fast-forward stops.
    """

    chapter = "Gradient descent"
    number = "9.7"
    heading = Caption("Fitting a line by descent")
    slides = ("B23", "B25")
    captions: ClassVar[Mapping[str, Caption]] = {
        "show_the_data": Caption(
            "Which line fits these points best? Begin with slope _a_ = {slope.0} and intercept "
            "_b_ = {intercept.0}."
        ),
        "draw_the_map": Caption(
            "Every point of this map is a line. Its height is the cost _J_, and we stand "
            "at _J_ = {cost.0}."
        ),
        "take_the_first_step": Caption(
            "Both slopes of _J_ are taken at the same old point, then _a_ and _b_ change together.",
        ),
        "walk_into_the_valley": Caption(
            "The cost falls at every step. In the narrow valley the slope _a_ {valley}.",
            rests_on=("cost_falls",),
        ),
        "fast_forward": Caption(
            "The floor is nearly flat: {step.near} steps bring _a_ and _b_ within {near.0} of the "
            "minimum, {step.last} within {near.1}.",
            rests_on=("arrives",),
        ),
        "arrive": Caption(
            "The minimum is at _a_ = {best.slope}, _b_ = {best.intercept}: no line costs less "
            "than {best.cost}.",
            rests_on=("arrives",),
        ),
    }

    data: tuple[tuple[sp.Expr, ...], ...] = parameter(
        ((0, 1), (1, 3), (2, 2), (3, 5), (4, 4)),
        rule=sequence(point(2), shortest=3, longest=12),
        text="the points (x, y)",
    )
    start: tuple[sp.Expr, ...] = parameter(
        (0, 0), rule=point(2), text="slope and intercept to begin with"
    )
    rate: sp.Expr = parameter(0.1, rule=positive, text="the learning rate")
    steps: int = parameter(5, rule=count(2, 5), text="steps told one by one")
    near: tuple[sp.Expr, ...] = parameter(
        (0.05, 0.005),
        rule=sequence(positive, shortest=2, longest=2),
        text="distances from the minimum at which the fast-forward stops",
    )

    @cached_property
    def cost(self) -> Function:
        """The cost J of a line, a function of its slope and intercept."""
        return cost_function(self.data)

    @cached_property
    def best(self) -> LineFit:
        """The line of least cost."""
        return least_squares(self.data)

    @cached_property
    def stops(self) -> tuple[int | None, ...]:
        """After how many steps slope and intercept are both near enough; None where never."""
        return tuple(self._first_within(near) for near in self.near)

    def _first_within(self, near: sp.Expr) -> int | None:
        # Within the distance both coordinates are near enough, so the first step that they are
        # comes no later than this one.
        enough = steps_needed(self.cost, self.start, rate=self.rate, tolerance=near)
        if enough is None:
            return None
        best = self.best.slope, self.best.intercept
        return next(
            k
            for k, state in enumerate(self._descent(enough).exact)
            if all(abs(sp.Rational(c) - m) < near for c, m in zip(state.point, best, strict=True))
        )

    def _descent(self, steps: int) -> Trajectory:
        """Take all steps, or refuse what has no exact iterates that far."""
        run = gradient_descent(self.cost, self.start, rate=self.rate, steps=steps, tolerance=0)
        if len(run.exact) <= steps:
            raise UnfitLesson(
                "the lesson needs exact iterates that move at every step, so data, start and rate "
                f"must be rational and the start off the minimum; got {len(run.exact)} iterates of "
                f"{steps + 1}, so choose other numbers, or a larger rate to need fewer steps"
            )
        return run

    @property
    def rows(self) -> tuple[int, ...]:
        """The steps in the table."""
        first = range(self.steps + 1)
        return (*first, *sorted({stop for stop in self.stops if stop and stop not in first}))

    @cached_property
    def run(self) -> Trajectory:
        """The descent, as far as the table goes."""
        return self._descent(self.rows[-1])

    def place(self, time: float) -> Place:
        """Return slope and intercept after some steps; between two steps, on their chord."""
        points = self.run.points
        index = min(int(time), len(points) - 1)
        ahead = min(index + 1, len(points) - 1)
        across, up = (1 - (time - index)) * points[index] + (time - index) * points[ahead]
        return float(across), float(up)

    def walked(self, time: float) -> FloatArray:
        """Return the path so far, shape (k, 2)."""
        return np.vstack([self.run.points[: int(time) + 1], self.place(time)])

    def parts(self, step: int) -> tuple[tuple[Place, Place], tuple[Place, Place]]:
        """Return what a step changes in the slope and in the intercept, from its old point."""
        (slope, intercept), (new_slope, new_intercept) = self.place(step), self.place(step + 1)
        old = slope, intercept
        return (old, (new_slope, intercept)), (old, (slope, new_intercept))

    def line(self, time: float) -> tuple[float, float, float]:
        """Return a point and the slope of the line after some steps."""
        slope, intercept = self.place(time)
        return 0.0, intercept, slope

    @property
    def moments(self) -> tuple[int, ...]:
        """The numbers of steps told one by one, from zero."""
        return tuple(range(self.steps + 1))

    @property
    def milestones(self) -> tuple[tuple[int, int], ...]:
        """Row of the table and number of steps where the fast-forward stops."""
        return tuple(enumerate(self.rows))[self.steps + 1 :]

    def row_key(self, step: int) -> str:
        """Return the last part of the keys of a row."""
        return {self.rows[-1]: "last", self.rows[-2]: "near"}.get(step, str(step))

    def residual(self, index: int, time: float) -> tuple[Place, Place]:
        """Return the upright from a data point to the line after some steps."""
        across, up = self.data_places[index]
        slope, intercept = self.place(time)
        return (across, up), (across, slope * across + intercept)

    @property
    def data_places(self) -> tuple[Place, ...]:
        """The points."""
        return tuple((float(p), float(q)) for p, q in self.data)

    @property
    def best_line(self) -> tuple[float, float, float]:
        """A point and the slope of the best line."""
        slope, intercept = self.lowest
        return 0.0, intercept, slope

    @property
    def lowest(self) -> Place:
        """Slope and intercept of the best line."""
        return float(self.best.slope), float(self.best.intercept)

    @cached_property
    def contours(self) -> tuple[LevelCurve, ...]:
        """Level curves of J, evenly apart along every ray from the minimum.

        The start lies on one of them. Each is sought in a window of its own size, so that small
        ones are found and large ones are closed.
        """
        bottom = float(self.best.cost)
        depth = self.cost(*map(float, self.start)) - bottom
        frame = self.frames["map"]
        top = max(self.cost(u, v) for u in frame.x.limits for v in frame.y.limits) - bottom
        raised = [(k / 8) ** 2 * depth for k in range(1, math.ceil(8 * math.sqrt(top / depth)))]
        return tuple(
            level_curves(self.cost, self._around(rise), [bottom + rise])[0] for rise in raised
        )

    def _around(self, rise: float) -> Window:
        """Return a window a little larger than the level ellipse at a height above the minimum."""
        hessian = sp.hessian(self.cost.expression, self.cost.variables)
        inverse = hessian.inv()
        reach = [1.05 * math.sqrt(2 * rise * float(inverse[i, i])) for i in range(2)]
        across, up = ((c - r, c + r) for c, r in zip(self.lowest, reach, strict=True))
        return Window(x=across, y=up)

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The data, and the map of slopes and intercepts."""
        xs, ys = zip(*self.data_places, strict=True)
        beyond = 1.8 * np.array(self.lowest) - 0.8 * self.run.points[0]
        path = np.vstack([self.run.points, beyond])
        low, high = path.min(axis=0), path.max(axis=0)
        middle = (low + high) / 2
        half = 0.6 * max(high[0] - low[0], (high[1] - low[1]) / 1.36)
        return {
            "data": Frame(
                nice_scale(min(*xs, 0) - 0.3, max(xs) + 0.6, count=5),
                nice_scale(min(*ys, 0) - 0.3, max(ys) + 0.8, count=5),
            ),
            "map": Frame(
                nice_scale(middle[0] - half, middle[0] + half, count=4),
                nice_scale(middle[1] - 1.36 * half, middle[1] + 1.36 * half, count=5),
            ),
        }

    def entries(self) -> Iterable[Entry]:
        """Yield the cost, the rows of the table, the minimum and the largest rate."""
        source = "calcml.gradient_descent"
        yield formula(
            "cost_function", "J(a, b) = frac(1, 2 m) sum (a x_i + b - y_i)^2",
            "J(a, b) = 1/(2m) sum (a x_i + b - y_i)^2", source="calcml.cost_function",
        )  # fmt: skip
        yield parameter_entry("rate", "alpha", self.rate)
        for k in self.rows:
            key = self.row_key(k)
            yield parameter_entry(f"step.{key}", "k", k)
            state, exact = self.run.points[k], self.run.exact[k]
            named = (
                ("slope", "a", state[0], exact.point[0]),
                ("intercept", "b", state[1], exact.point[1]),
                ("cost", "J", self.run.values[k], exact.value),
            )
            for name, symbol, value, rational in named:
                yield number(
                    f"{name}.{key}", symbol, float(value), exact=sp.Rational(rational),
                    formula=f"{symbol}_{k} of the descent on J", source=source,
                    style=decimals(4) if k else up_to(4),
                )  # fmt: skip
        for i, near in enumerate(self.near):
            yield parameter_entry(f"near.{i}", "epsilon", near)
        yield from self._closing_entries()

    def _closing_entries(self) -> Iterable[Entry]:
        best, source = self.best, "calcml.least_squares"
        for name, symbol, exact in (
            ("slope", "a", best.slope), ("intercept", "b", best.intercept), ("cost", "J", best.cost)
        ):  # fmt: skip
            yield number(
                f"best.{name}", symbol, float(exact), exact=exact,
                formula=f"{symbol} of the closed form", source=source, style=up_to(4),
            )  # fmt: skip
        bound = convergence_bound(self.cost)
        yield number(
            "largest_rate", "2/L", float(bound), exact=bound,
            formula="2/L, L the largest eigenvalue of the Hessian",
            source="calcml.convergence_bound", style=decimals(4),
        )  # fmt: skip
        overshoots = self._overshoots
        yield verdict(
            "valley", '"path"', value=overshoots,
            words="overshoots and then creeps back" if overshoots else "closes in from one side",
            formula="max a_k > a", source=source,
        )  # fmt: skip

    @property
    def _overshoots(self) -> bool:
        """Whether the slope passes its final value on the way."""
        slopes = [sp.Rational(state.point[0]) - self.best.slope for state in self.run.exact]
        return any(s * slopes[0] < 0 for s in slopes)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The cost falls at every step, and the run arrives."""
        costs = [state.value for state in self.run.exact]
        advice = Caption("choose a rate below {largest_rate}, and a start off the minimum")
        return (
            Claim(
                "cost_falls",
                Caption("every step lowers the cost"),
                all(later < earlier for earlier, later in pairwise(costs)),
                advice,
            ),
            Claim(
                "arrives",
                Caption("the run comes as near to the minimum as the fast-forward asks"),
                all(stop is not None and stop > self.steps for stop in self.stops)
                and self.stops[0] != self.stops[1],
                advice,
            ),
        )

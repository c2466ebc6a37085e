"""The lesson of the chapter *Descent* that fits a line to points."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain, pairwise
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.contours import LevelCurve
from calcml.core.descent import Trajectory, gradient_descent
from calcml.core.errors import UnfitLesson
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.long_runs import far_iterates
from calcml.core.rates import contraction_factor, convergence_bound, steps_needed
from calcml.core.regression import LineFit, cost_function, least_squares
from calcml.core.types import FloatArray
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.descent.fit_guesses import (
    as_fraction,
    suited_distances,
    suited_line,
    suited_pace,
    too_narrow,
)
from calcml.lessons.descent.fit_stories import STORIES
from calcml.lessons.descent.fit_view import data_frame, level_ellipse, map_frame, name_place
from calcml.lessons.descent.fit_writing import column_style, is_whole, rounded_down
from calcml.lessons.descent.legible import compact
from calcml.lessons.descent.quadratics import Place
from calcml.lessons.entries import (
    Entry,
    formula,
    number,
    parameter_entry,
    readable,
    verdict,
)
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import count, parameter, point, positive, sequence
from calcml.lessons.scales import Frame

__all__ = ["ROW", "LinearRegressionDescent"]

ROW = ("step", "slope", "intercept", "cost")
"""What the table of a fit shows of a step: the keys' first parts."""

_MOST_STEPS = 20_000
_MOST_RINGS = 22
_SEEN = 400  # steps that a path shows one by one
_LEAST_ARROW = 0.005  # of the map's width or height
_NARROW = 4  # how many times the curvature across the valley exceeds that along it
_LONG = 40  # steps of a fast-forward over a nearly flat floor


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

    chapter = "Ascent and descent"
    number = "9.7"
    heading = Caption("Fitting a line by descent")
    slides = ("B23", "B25")
    captions: ClassVar[Mapping[str, Wording]] = STORIES

    data: tuple[tuple[sp.Expr, ...], ...] = parameter(
        ((0, 1), (1, 3), (2, 2), (3, 5), (4, 4)),
        rule=sequence(point(2), shortest=2, longest=40),
        text="the points (x, y)",
    )
    start: tuple[sp.Expr, ...] = parameter(
        None, rule=point(2), text="slope and intercept to begin with",
        derive=lambda lesson: suited_line(lesson.data),
    )  # fmt: skip
    rate: sp.Expr = parameter(
        None, rule=positive, text="the learning rate",
        derive=lambda lesson: suited_pace(lesson.data),
    )  # fmt: skip
    steps: int = parameter(5, rule=count(2, 5), text="steps told one by one")
    near: tuple[sp.Expr, ...] = parameter(
        None, rule=sequence(positive, shortest=2, longest=2),
        text="distances from the minimum at which the fast-forward stops",
        derive=lambda lesson: suited_distances(lesson.data, lesson.start),
    )  # fmt: skip

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
        if self._enough is None:
            return None
        best, close = (self.best.slope, self.best.intercept), as_fraction(near)
        goal = [as_fraction(c) for c in best]
        return next(
            k
            for k, point in enumerate(self._path)
            if all(abs(c - m) < close for c, m in zip(point, goal, strict=True))
        )

    @cached_property
    def _enough(self) -> int | None:
        """How many steps come near enough in the plane, hence in both coordinates."""
        near, _ = min(self.near), self.best  # which refuses points above one another
        steps = steps_needed(self.cost, self.start, rate=self.rate, tolerance=near)
        if steps is not None and steps > _MOST_STEPS:
            raise UnfitLesson(too_narrow(self.data, near, steps=steps, most=_MOST_STEPS))
        return steps

    @cached_property
    def _path(self) -> tuple[tuple[Fraction, ...], ...]:
        """The iterates in fractions: exact, or to eighty decimals if they grow too long."""
        steps = max(self._enough or 0, self.steps)
        if not all(c.is_Rational for c in (*self.start, self.rate, *chain(*self.data))):
            raise UnfitLesson("data, start and rate must be rational; round them to decimals")
        run = gradient_descent(self.cost, self.start, rate=self.rate, steps=steps, tolerance=0)
        if len(run.exact) > steps:
            return tuple(state.point for state in run.exact)
        if self._enough is None:
            limit = rounded_down(convergence_bound(self.cost)).text
            raise UnfitLesson(f"the run must arrive, but it diverges: choose a rate below {limit}")
        return far_iterates(self.cost, self.start, rate=self.rate, steps=steps)

    @property
    def rows(self) -> tuple[int, ...]:
        """The steps in the table."""
        first = range(self.steps + 1)
        return (*first, *sorted({stop for stop in self.stops if stop and stop not in first}))

    @cached_property
    def exact(self) -> tuple[tuple[Fraction, ...], ...]:
        """The iterates in fractions, as far as the table goes."""
        return self._path[: self.rows[-1] + 1]

    @cached_property
    def run(self) -> Trajectory:
        """The descent in doubles, as far as the table goes."""
        return gradient_descent(
            self.cost, self.start, rate=self.rate, steps=self.rows[-1], tolerance=0
        )

    def place(self, time: float) -> Place:
        """Return slope and intercept after some steps; between two steps, on their chord."""
        points = self.run.points
        index = min(int(time), len(points) - 1)
        ahead = min(index + 1, len(points) - 1)
        across, up = (1 - (time - index)) * points[index] + (time - index) * points[ahead]
        return float(across), float(up)

    def walked(self, time: float) -> FloatArray:
        """Return the path so far, shape (k, 2); of thousands of steps as many as can be seen."""
        index = min(int(time), len(self.run.points) - 1)
        every = max(1, len(self.run.points) // _SEEN)
        kept = [*range(min(index, _SEEN)), *range(_SEEN, index, every), index]
        return np.vstack([self.run.points[kept], self.place(time)])

    def parts(self, step: int) -> tuple[tuple[Place, Place], ...]:
        """Return what a step changes in the slope and in the intercept, if it is to be seen."""
        (slope, intercept), (new_slope, new_intercept) = self.place(step), self.place(step + 1)
        old = slope, intercept
        frame = self.frames["map"]
        changes = (
            (abs(frame.x.share(new_slope) - frame.x.share(slope)), (new_slope, intercept)),
            (abs(frame.y.share(new_intercept) - frame.y.share(intercept)), (slope, new_intercept)),
        )
        return tuple((old, new) for share, new in changes if share > _LEAST_ARROW)

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
        names = ("near", "last")[2 - len(self.milestones) :]
        stops = (moment for _, moment in self.milestones)
        return dict(zip(stops, names, strict=True)).get(step, str(step))

    def residual(self, index: int, time: float) -> tuple[Place, Place]:
        """Return the upright from a data point to the line after some steps."""
        across, up = self.data_places[index]
        slope, intercept = self.place(time)
        low, high = self.frames["data"].y.limits
        return (across, up), (across, min(max(slope * across + intercept, low), high))

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
        """Level curves of J, evenly apart along every ray from the minimum: ellipses.

        The start lies on one of them, unless that would make too many.
        """
        bottom = float(self.best.cost)
        depth = self.cost(*map(float, self.start)) - bottom
        frame = self.frames["map"]
        top = max(self.cost(u, v) for u in frame.x.limits for v in frame.y.limits) - bottom
        rings = math.ceil(8 * math.sqrt(top / depth))
        unit = depth / 64 if rings <= _MOST_RINGS else top / _MOST_RINGS**2
        raised = [k**2 * unit for k in range(1, min(rings, _MOST_RINGS))]
        return tuple(level_ellipse(self.cost, self.lowest, bottom, rise) for rise in raised)

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The data, and the map of slopes and intercepts."""
        beyond = 1.8 * np.array(self.lowest) - 0.8 * self.run.points[0]
        path = np.vstack([self.run.points[: self.steps + 1], self.run.points[-1:], beyond])
        return {"data": data_frame(self.data_places, self._first_line), "map": map_frame(path)}

    @property
    def _first_line(self) -> tuple[float, float]:
        slope, intercept = map(float, self.start)
        return slope, intercept

    @cached_property
    def law_place(self) -> Place:
        """Where the line's name stands: clear of points and lines."""
        across = np.linspace(*self.frames["data"].x.limits, 60)
        lines = [
            np.column_stack([across, slope * across + intercept])
            for slope, intercept in (self._first_line, self.place(1), self.lowest)
        ]
        return name_place(self.frames["data"], self.data_places, lines)

    def entries(self) -> Iterable[Entry]:
        """Yield the cost, the rows of the table, the minimum and the largest rate."""
        yield formula(
            "cost_function", "J(a, b) = frac(1, 2 m) sum (a x_i + b - y_i)^2",
            "J(a, b) = 1/(2m) sum (a x_i + b - y_i)^2", source="calcml.cost_function",
        )  # fmt: skip
        yield parameter_entry("rate", "alpha", self.rate, style=compact)
        for k in self.rows:
            yield from self._row_entries(k)
        wanted = self.named | {"largest_rate"}
        yield from (entry for entry in self._closing_entries() if entry.key in wanted)

    def _row_entries(self, k: int) -> Iterator[Entry]:
        key, last = self.row_key(k), len(self.run.points) - 1
        yield parameter_entry(f"step.{key}", "k", k)
        state, value = self.run.points[min(k, last)], self.run.values[min(k, last)]
        slope, intercept = (sp.Rational(c) for c in self.exact[k])
        named = (
            ("slope", "a", state[0], slope),
            ("intercept", "b", state[1], intercept),
            ("cost", "J", value, self.cost.exact(slope, intercept)),
        )
        for name, symbol, double, exact in named:
            style = column_style(self._sizes[name]) if k else readable(4)
            yield number(
                f"{name}.{key}", symbol, float(double), exact=exact,
                formula=f"{symbol}_{k} of the descent on J", source="calcml.gradient_descent",
                style=style,
            )  # fmt: skip

    @cached_property
    def _sizes(self) -> Mapping[str, float]:
        """The size of the numbers in each column of the table."""
        told = np.vstack([self.run.points[: self.steps + 1], self.lowest])
        slope, intercept = (float(np.abs(column).max()) for column in told.T)
        return {"slope": slope, "intercept": intercept, "cost": float(self.run.values[1])}

    def _closing_entries(self) -> Iterator[Entry]:
        best, source = self.best, "calcml.least_squares"
        for i, near in enumerate(self.near):
            yield parameter_entry(f"near.{i}", "epsilon", near, style=compact)
        for name, symbol, exact in (
            ("slope", "a", best.slope), ("intercept", "b", best.intercept), ("cost", "J", best.cost)
        ):  # fmt: skip
            yield number(
                f"best.{name}", symbol, nearest(exact), exact=exact,
                formula=f"{symbol} of the closed form", source=source, style=readable(4),
            )  # fmt: skip
        bound = convergence_bound(self.cost)
        yield number(
            "largest_rate", "2/L", nearest(bound), exact=bound,
            formula="2/L, L the largest eigenvalue of the Hessian",
            source="calcml.convergence_bound", style=rounded_down,
        )  # fmt: skip
        yield verdict(
            "valley", '"path"', value=self._way, words=self._way,
            formula="the differences a_k - a", source="calcml.gradient_descent",
        )  # fmt: skip

    @property
    def _way(self) -> str:
        """What the slope does on its way to its final value."""
        goal = as_fraction(self.best.slope)
        away = [slope - goal for slope, _ in self.exact]
        sides = [difference > 0 for difference in away if difference]
        crossings = sum(one is not other for one, other in pairwise(sides))
        if not sides:
            return "is right from the start"
        if crossings:
            return "overshoots and then creeps back" if crossings == 1 else "swings to both sides"
        if all(abs(later) <= abs(earlier) for earlier, later in pairwise(away)):
            return "closes in from one side"
        return "moves away first, then turns and closes in"

    @property
    def untold(self) -> frozenset[str]:
        """The fast-forward, where the steps told one by one come near enough."""
        return frozenset() if self.milestones or None in self.stops else frozenset({"fast_forward"})

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The cost falls at every step, and the run arrives."""
        cost, bottom = self.cost, self.best.cost
        told = [cost.exact(*map(sp.Rational, p)) for p in self.exact[: self.steps + 1]]
        falls = all(b < a or a == b == bottom for a, b in pairwise(told)) and told[0] > bottom
        advice = Caption("choose a rate below {largest_rate}, and a start off the minimum")
        best = self.best
        low, high = contraction_factor(cost, rate=self.rate).curvatures
        facts = {
            "cost_falls": ("every step lowers the cost", falls),
            "arrives": (
                "the run comes as near to the minimum as the fast-forward asks",
                None not in self.stops,
            ),
            "is_narrow": ("the valley is much longer than it is wide", high > _NARROW * low),
            "takes_long": ("the fast-forward takes many steps", self.rows[-1] > _LONG),
            "has_two_stops": ("the fast-forward stops twice", len(self.milestones) > 1),
            "start_is_whole": ("the start is shown in full", all(map(is_whole, self.start))),
            "first_cost_is_whole": ("the first cost is shown in full", is_whole(told[0])),
            "best_is_whole": (
                "the best line is shown in full", is_whole(best.slope) and is_whole(best.intercept)
            ),
            "fits_exactly": ("the best line passes through every point", bottom == 0),
        }  # fmt: skip
        advised = {"cost_falls": advice, "arrives": advice}
        return tuple(
            Claim(key, Caption(text), bool(holds), advised.get(key))
            for key, (text, holds) in facts.items()
        )

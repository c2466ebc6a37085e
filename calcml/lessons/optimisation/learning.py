"""The lesson of the learning problem: errors at points, one number of them, and how it falls."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.descent import Trajectory, gradient_descent
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.regression import LineFit, cost_function, least_squares
from calcml.core.symbols import a, x
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, decimals, formula, number, parameter_entry, plain, up_to
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.optimisation.square_picture import Line, SquarePicture
from calcml.lessons.parameters import parameter, within
from calcml.lessons.scales import Frame

__all__ = ["LearningProblem"]

_DATA = tuple((sp.Integer(p), sp.Integer(q)) for p, q in ((0, 1), (1, 3), (2, 2), (3, 5), (4, 4)))
_RATE = sp.Rational(3, 200)  # in a few steps there, and never beyond
_STEPS = 5
_PLACES = 3
_STYLE = up_to(_PLACES)
_BOUND = 1e-12  # far above what five steps in doubles lose
_SOURCE = "calcml.least_squares"
_DESCENT = "calcml.gradient_descent"


@dataclass(frozen=True, kw_only=True)
class LearningProblem(Lesson):
    """Five points, a line that is solved for at once, and a curve that is found step by step.

    The points stay: squares on their errors need equal units on both axes.

    Attributes
    ----------
    slope, intercept : sympy.Expr
        Of the line that is guessed first.
    """

    chapter = "Optimisation and learning"
    number = "8.4"
    heading = Caption("The learning problem")
    slides = ("A38",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "hide_the_curve": Caption(
            "What is to be learned stays hidden. All that we have of it are a few points."
        ),
        "measure_the_errors": Caption(
            "So a model, here a line, can be measured at these points: how far off is it?"
        ),
        "square_the_errors": Caption(
            "An error function makes one number of all: half the mean of the squares, "
            "{~cost.guess}."
        ),
        "solve_at_once": Caption(
            "For a line, two linear equations give the best at once: _a_ = {best.a}, _b_ = "
            "{best.b}."
        ),
        "step_downhill": Caption(
            "For most models nothing like that exists. This curve is found step by step, downhill."
        ),
        "name_the_reason": Caption(
            "So not the few points ask for iteration, as the slide has it, but such a model does."
        ),
    }

    slope: sp.Expr = parameter(
        sp.Rational(1, 5), rule=within(0, 0.5), text="slope of the line guessed first"
    )
    intercept: sp.Expr = parameter(2, rule=within(1.5, 2.5), text="its intercept")

    @cached_property
    def best(self) -> LineFit:
        """The line of least cost."""
        return least_squares(_DATA)

    @cached_property
    def picture(self) -> SquarePicture:
        """Where everything stands."""
        guess, best = self._lines.values()
        return SquarePicture(_DATA, _doubles(guess), _doubles(best))

    @property
    def _lines(self) -> Mapping[str, tuple[sp.Expr, sp.Expr]]:
        return {
            "guess": (self.slope, self.intercept),
            "best": (self.best.slope, self.best.intercept),
        }

    @property
    def points(self) -> range:
        """The numbers of the points."""
        return range(len(_DATA))

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The axes of the points."""
        return {"data": self.picture.frame}

    @cached_property
    def run(self) -> Trajectory:
        """The descent on the cost of an exponential curve."""
        squares = sp.Add(*((sp.exp(a * p) - q) ** 2 for p, q in _DATA))
        cost = Function(squares / (2 * len(_DATA)), a)
        return gradient_descent(cost, 0, rate=_RATE, steps=_STEPS, tolerance=0)

    @property
    def ends(self) -> tuple[float, float]:
        """From where to where a line moves, and a square grows, in shares of its way."""
        return 0.0, 1.0

    @property
    def steps(self) -> range:
        """The numbers of its iterates."""
        return range(len(self.run.points))

    def rate(self, time: float) -> float:
        """Return where the descent is; between two steps, on the way."""
        index = min(int(time), _STEPS - 1)
        low, high = (float(point[0]) for point in self.run.points[index : index + 2])
        return low + (time - index) * (high - low)

    def entries(self) -> Iterable[Entry]:
        """Yield the points with their errors, the costs, the best line and the descent."""
        for i, (p, q) in enumerate(_DATA):
            yield parameter_entry(f"x.{i}", "x", p)
            yield parameter_entry(f"y.{i}", "y", q)
        cost = cost_function(_DATA)
        yield formula(
            "cost_function", "J(a, b) = frac(1, 2 m) sum (a x_i + b - y_i)^2",
            "J(a, b) = 1/(2m) sum (a x_i + b - y_i)^2", source="calcml.cost_function",
        )  # fmt: skip
        for key, (slope, intercept) in self._lines.items():
            law, by, start = Function(slope * x + intercept, x), plain(slope), plain(intercept)
            times = "·" if "/" in by.text else ""
            yield formula(
                f"law.{key}", f"y = {by.typst} x + {start.typst}",
                f"y = {by.text}{times}x + {start.text}",
            )  # fmt: skip
            for i, (p, q) in enumerate(_DATA):
                off = law.exact(p) - q
                yield number(
                    f"error.{key}.{i}", "e", nearest(off), exact=off, formula="a x + b - y",
                    source=_SOURCE, style=_STYLE,
                )  # fmt: skip
            value = cost.exact(slope, intercept)
            yield number(
                f"cost.{key}", "J", nearest(value), exact=value, formula=str(cost.expression),
                source="calcml.cost_function", style=_STYLE,
            )  # fmt: skip
        for key, value in zip("ab", self._lines["best"], strict=True):
            yield number(
                f"best.{key}", key, nearest(value), exact=value, formula="the closed form",
                source=_SOURCE, style=_STYLE,
            )  # fmt: skip
        yield formula("model", "y = e^(a x)", "y = exp(a x)")
        for k in self.steps:
            yield parameter_entry(f"step.{k}", "k", k)
            for key, symbol, double in (
                ("rate", "a", self.run.points[k, 0]), ("fall", "J", self.run.values[k]),
            ):  # fmt: skip
                yield number(
                    f"{key}.{k}", symbol, float(double), bound=_BOUND, source=_DESCENT,
                    formula=f"step {k} of the descent on the cost of exp(a x)",
                    style=decimals(_PLACES),
                )  # fmt: skip


def _doubles(line: tuple[sp.Expr, sp.Expr]) -> Line:
    return nearest(line[0]), nearest(line[1])

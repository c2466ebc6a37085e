"""Lessons of the chapter *From limits to the derivative*."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.derivatives import Derivative, NoDerivative, derivative
from calcml.core.differences import DifferenceQuotient, difference_quotient
from calcml.core.errors import UnfitLesson
from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.symbols import x
from calcml.core.types import FloatArray
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, formula, number, parameter_entry, up_to
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import finite, function_of, nonzero, parameter, positive, sequence
from calcml.lessons.scales import Frame, Scale, ticked

__all__ = ["SecantToTangent"]


@dataclass(frozen=True, kw_only=True)
class SecantToTangent(Lesson):
    """Slopes of secants through one fixed point, for ever smaller steps, and their limit.

    Attributes
    ----------
    function : Function
    at : sympy.Expr
        The fixed point's coordinate, a.
    steps : tuple of sympy.Expr
        Distances h to the moving point, shrinking.
    from_left : sympy.Expr
        One last step from the other side.
    """

    chapter = "Derivatives"
    number = "2.3"
    heading = Caption("From the secant to the tangent")
    slides = ("A12", "B10")
    captions: ClassVar[Mapping[str, Caption]] = {
        "show_the_curve": Caption(
            "How steep is the curve at the point where _x_ is {at}? One point alone has no slope."
        ),
        "join_two_points": Caption(
            "A second point at the distance _h_ = {step.0} gives a secant, and its slope is "
            "{secant.slope.0}."
        ),
        "shrink_the_step": Caption(
            "As the step shrinks, the slope of the secant comes as close to {derivative.value} "
            "as you like.",
            rests_on=("slopes_approach",),
        ),
        "look_through_a_lens": Caption(
            "Under a lens that keeps _h_ equally long, the curve straightens onto its secant.",
            rests_on=("slopes_approach",),
        ),
        "come_from_the_left": Caption(
            "From the left it closes in on the same number: at _h_ = {step.left} the slope is "
            "{secant.slope.left}.",
            rests_on=("slopes_approach",),
        ),
        "arrive_at_the_tangent": Caption(
            "No secant ever has _h_ equal to zero. The limit of their slopes is the slope of the "
            "tangent: {derivative.value}.",
            rests_on=("slopes_approach",),
        ),
    }

    function: Function = parameter(
        Function(x**2, x), rule=function_of(x), text="the curve, a function of x"
    )
    at: sp.Expr = parameter(3, rule=finite, text="where the tangent touches")
    steps: tuple[sp.Expr, ...] = parameter(
        (2, 1, 0.5, 0.1, 0.01),
        rule=sequence(positive, shortest=2, longest=5),
        text="steps h to the second point, shrinking",
    )
    from_left: sp.Expr = parameter(-0.01, rule=nonzero, text="a last step from the other side")

    @cached_property
    def limit(self) -> Derivative:
        """The derivative at the fixed point."""
        found = derivative(self.function, self.at)
        if isinstance(found, NoDerivative):
            raise UnfitLesson(
                f"SecantToTangent needs a derivative at x = {self.at}, but there is none: "
                f"{found.reason.value}"
            )
        return found

    @cached_property
    def tangent(self) -> Function:
        """The tangent at the fixed point, as a function."""
        x = self.function.variable
        return Function(self.limit.exact * (x - self.at) + self.function.exact(self.at), x)

    @cached_property
    def quotients(self) -> tuple[DifferenceQuotient, ...]:
        """Slopes of the secants, the one from the left last."""
        steps = (*self.steps, self.from_left)
        return tuple(difference_quotient(self.function, self.at, step=h) for h in steps)

    @property
    def fixed_point(self) -> tuple[float, float]:
        """Where the tangent touches."""
        return float(self.at), self.function(float(self.at))

    def moving_point(self, h: float) -> tuple[float, float]:
        """Return the second point of the secant for a step h."""
        return float(self.at) + h, self.function(float(self.at) + h)

    def secant(self, h: float) -> tuple[float, float, float]:
        """Return the fixed point and the slope of the secant for a step h."""
        return (*self.fixed_point, difference_quotient(self.function, self.at, step=h).value)

    def run(self, h: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the horizontal leg of the slope triangle for a step h."""
        (left, low), (right, _) = self.fixed_point, self.moving_point(h)
        return (left, low), (right, low)

    def rise(self, h: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the upright leg of the slope triangle for a step h."""
        (_, low), (right, high) = self.fixed_point, self.moving_point(h)
        return (right, low), (right, high)

    @property
    def left_start(self) -> float:
        """Where the approach from the left begins: mirrored from the second step."""
        return -float(self.steps[1])

    @property
    def name_place(self) -> tuple[float, float]:
        """Where the curve's name stands: at the end of the curve in view."""
        across, up = self.curve.pieces[-1][-1]
        return float(across), float(up)

    @property
    def tangent_through(self) -> tuple[float, float, float]:
        """The fixed point and the slope of the tangent."""
        return (*self.fixed_point, self.limit.value)

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The plot, and the view under the lens in units of the step."""
        return {
            "main": Frame(ticked(0, 5.4, 1, skip=[0]), ticked(0, 27, 5, skip=[0])),
            "lens": Frame(Scale(-1.35, 1.35, ()), Scale(-1.35, 1.35, ())),
        }

    def magnified(self, x: float, y: float, h: float) -> tuple[float, float]:
        """Return a place as seen under the lens, where the step is one unit long.

        The fixed point is the origin; heights are in units of the steepest slope's rise.
        """
        (across, up), scale = self.fixed_point, abs(h)
        return (x - across) / scale, (y - up) / (scale * self.steepest)

    def magnified_curve(self, h: float) -> FloatArray:
        """Return the curve under the lens, shape (n, 2)."""
        reach = np.linspace(-1.2, 1.2, 61) * abs(h)
        xs = float(self.at) + reach
        return np.array(
            [self.magnified(p, q, h) for p, q in zip(xs, self.function(xs), strict=True)]
        )

    @property
    def magnified_fixed_point(self) -> tuple[float, float]:
        """The fixed point under the lens: its origin."""
        return 0.0, 0.0

    def magnified_point(self, h: float) -> tuple[float, float]:
        """Return the moving point under the lens."""
        return self.magnified(*self.moving_point(h), h)

    def magnified_secant(self, h: float) -> tuple[float, float, float]:
        """Return the origin and the slope of the secant under the lens."""
        return 0.0, 0.0, self.secant(h)[2] / self.steepest

    @property
    def tangent_name_place(self) -> tuple[float, float]:
        """Where the tangent's name stands: beside it, low on the right of the fixed point."""
        frame = self.frames["main"]
        x = float(self.at) + 0.36 * (frame.x.limits[1] - float(self.at))
        return x, self.tangent(x)

    @cached_property
    def steepest(self) -> float:
        """The steepest slope of the telling, which the lens shows at unit height."""
        slopes = [q.value for q in self.quotients] + [self.limit.value]
        return max(abs(slope) for slope in slopes) or 1.0

    @cached_property
    def curve(self) -> Curve:
        """The curve in the window of the plot."""
        frame = self.frames["main"]
        return sample_curve(self.function, Window(x=frame.x.limits, y=frame.y.limits))

    def entries(self) -> Iterable[Entry]:
        """Yield the formula, steps, slopes and their limit."""
        a = sp.Symbol("a")
        yield formula(
            "function", f"f(x) = {self.function.typst}", f"f(x) = {self.function.expression}"
        )
        yield parameter_entry("at", "a", self.at)
        yield number(
            "value",
            f"f({up_to(5)(self.at).typst})",
            self.fixed_point[1],
            exact=self.function.exact(self.at),
            formula=f"f({self.at})",
            source="calcml.Function",
            style=up_to(5),
        )
        yield formula(
            "quotient",
            "frac(f(VALUE + h) - f(VALUE), h)".replace("VALUE", up_to(5)(self.at).typst),
            f"(f({self.at} + h) - f({self.at}))/h",
        )
        labels = [*map(str, range(len(self.steps))), "left"]
        for label, quotient in zip(labels, self.quotients, strict=True):
            yield parameter_entry(f"step.{label}", "h", quotient.step)
            yield number(
                f"secant.slope.{label}",
                "frac(f(a + h) - f(a), h)",
                quotient.value,
                exact=quotient.exact,
                formula=f"(f(a + h) - f(a))/h at {a} = {self.at}, h = {quotient.step}",
                source="calcml.difference_quotient",
                style=up_to(5),
            )
        yield number(
            "derivative.value",
            f"f'({up_to(5)(self.at).typst})",
            self.limit.value,
            exact=self.limit.exact,
            formula=f"f'({self.at})",
            source="calcml.derivative",
            style=up_to(5),
        )
        yield formula(
            "tangent", f"y = {self.tangent.typst}", f"y = {self.tangent.expression}",
            source="calcml.derivative",
        )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The slopes come closer to the limit with every step, from both sides."""
        *right, left = (abs(q.exact - self.limit.exact) for q in self.quotients)
        shrinking = all(bool(later <= earlier) for earlier, later in pairwise(right))
        return (
            Claim(
                "slopes_approach",
                Caption("each smaller step brings the slope of the secant closer to the limit"),
                shrinking and bool(left <= right[0]),
                Caption("choose smaller steps, where the curve is closer to its tangent"),
            ),
        )

"""A lesson: the numbers behind a scene, without any picture."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, formula, number, parameter_entry, readable
from calcml.lessons.framing import heights, suited_scale, widened
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import finite, function_of, parameter
from calcml.lessons.scales import Frame

__all__ = ["MeanSlope"]

Place = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class MeanSlope(Lesson):
    """The mean slope of a curve between two points.

    Fields are what ``--set`` can change. Numbers in captions come from entries.
    """

    chapter = "A scene of my own"
    number = "1"
    heading = Caption("The mean slope")
    slides = ()
    captions: ClassVar[Mapping[str, Caption]] = {
        "show_two_points": Caption(
            "Two points of a curve, at {left} and {right}: how steep is the way between them?",
            rests_on=("in_order",),
        ),
        "join_them": Caption("On average the curve has the slope {slope}."),
    }

    function: Function = parameter(
        Function(x**3 / 4, x), rule=function_of(x), text="the curve, a function of x"
    )
    left: sp.Expr = parameter(-1, rule=finite, text="where the way begins")
    right: sp.Expr = parameter(2, rule=finite, text="where it ends")

    @cached_property
    def slope(self) -> sp.Expr:
        """The rise over the run, exact."""
        f = self.function
        return (f.exact(self.right) - f.exact(self.left)) / (self.right - self.left)

    def place(self, at: sp.Expr) -> Place:
        """Return the point of the curve above a coordinate."""
        return float(at), self.function(float(at))

    @property
    def line(self) -> tuple[float, float, float]:
        """The left point and the mean slope."""
        return (*self.place(self.left), float(self.slope))

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """A plot that holds both points with some room around them."""
        across = widened((float(self.left), float(self.right)), 0.2)
        hold = (self.place(self.left)[1], self.place(self.right)[1])
        up = heights(self.function, across, hold=hold)
        return {"main": Frame(suited_scale(across), suited_scale(up))}

    @cached_property
    def curve(self) -> Curve:
        """The curve in the plot."""
        frame = self.frames["main"]
        return sample_curve(self.function, Window(x=frame.x.limits, y=frame.y.limits))

    def entries(self) -> Iterable[Entry]:
        """Yield every number that the scene shows."""
        f = self.function
        yield formula("function", f"f(x) = {f.typst}", f"f(x) = {f.expression}")
        yield parameter_entry("left", "a", self.left)
        yield parameter_entry("right", "b", self.right)
        yield number(
            "slope", "frac(f(b) - f(a), b - a)", float(self.slope), exact=self.slope,
            formula="(f(b) - f(a))/(b - a)", source="calcml.Function", style=readable(4),
        )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the captions rest on; the scene is refused where it is false."""
        return (
            Claim(
                "in_order",
                Caption("the way leads from left to right"),
                bool(self.left < self.right),
                Caption("choose a right end that lies to the right of the left one"),
            ),
        )

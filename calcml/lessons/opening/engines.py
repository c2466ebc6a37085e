"""The lesson that says what derivatives are for: they drive a machine that learns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.lessons.captions import Caption, Claim
from calcml.lessons.descent import LinearRegressionDescent
from calcml.lessons.descent.quadratics import Place
from calcml.lessons.entries import Entry, formula, number, parameter_entry, plain
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import count, parameter, point, sequence
from calcml.lessons.scales import Frame

__all__ = ["MotivationEngine"]

_MOST_POINTS = 40
_FALLS = "cost_falls"


@dataclass(frozen=True, kw_only=True)
class MotivationEngine(Lesson):
    """A line is fitted to points, and the partial derivatives that it takes are counted.

    Attributes
    ----------
    data : tuple of (sympy.Expr, sympy.Expr)
        The points.
    steps : int
        How often the line is moved.
    """

    chapter = "Opening"
    number = "0.3"
    heading = Caption("What drives learning")
    slides = ("A3",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "show_the_task": Caption(
            "A machine learns by adjusting: this line shall come close to {points} points."
        ),
        "start_the_engine": Caption(
            "Calculus drives it: {each} partial derivatives say how to tilt and to lift the line."
        ),
        "turn_the_engine": Caption(
            "Every turn computes both anew, and the line comes closer.", rests_on=(_FALLS,)
        ),
        "count_the_derivatives": Caption(
            "{each} in each of {steps} steps make {total}. A large model needs far more."
        ),
    }

    data: tuple[tuple[sp.Expr, ...], ...] = parameter(
        ((0, 1), (1, 3), (2, 2), (3, 5), (4, 4)),
        rule=sequence(point(2), shortest=2, longest=_MOST_POINTS),
        text="the points (x, y)",
    )
    steps: int = parameter(5, rule=count(2, 5), text="how often the line is moved")

    @cached_property
    def fit(self) -> LinearRegressionDescent:
        """The descent that moves the line."""
        return LinearRegressionDescent(data=self.data, steps=self.steps)

    @property
    def moments(self) -> range:
        """The numbers of steps, from zero."""
        return range(self.steps + 1)

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The axes of the data."""
        return {"data": self.fit.frames["data"]}

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the points are."""
        return self.fit.data_places

    @property
    def law_place(self) -> Place:
        """Where the line's name stands."""
        return self.fit.law_place

    def line(self, time: float) -> tuple[float, float, float]:
        """Return a point and the slope of the line after some steps."""
        return self.fit.line(time)

    def residual(self, index: int, time: float) -> tuple[Place, Place]:
        """Return the upright from a point to the line after some steps."""
        return self.fit.residual(index, time)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every step lowers the cost."""
        return tuple(claim for claim in self.fit.claims if claim.key == _FALLS)

    def key(self, moment: int) -> str:
        """Return the key of how many derivatives it took so far."""
        return "total" if moment == self.steps else f"taken.{moment}"

    def entries(self) -> Iterable[Entry]:
        """Yield how many derivatives a step takes, and all steps so far."""
        letters = len(self.fit.cost.variables)
        yield parameter_entry("points", "m", len(self.data))
        yield parameter_entry("steps", "k", self.steps)
        yield self._count("each", 1)
        for moment in self.moments:
            yield self._count(self.key(moment), moment)
        text = f"{letters} · {self.steps} = {letters * self.steps}"
        yield formula("product", text.replace("·", "dot"), text, source="calcml.gradient_descent")

    def _count(self, key: str, moment: int) -> Entry:
        taken = len(self.fit.cost.variables) * moment
        return number(
            key, "n", float(taken), exact=sp.Integer(taken), source="calcml.gradient_descent",
            formula=f"one for each variable of J at each step; steps: {moment}", style=plain,
        )  # fmt: skip

"""The lesson of the chapter *Descent* that compares ascent and descent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.descent.hills import Hill, mirrored
from calcml.lessons.descent.legible import compact, legible_scale
from calcml.lessons.descent.quadratics import (
    PARABOLA,
    Place,
    largest_rate,
    lowest_point,
    refuse_rest,
)
from calcml.lessons.descent.step_numbers import cell
from calcml.lessons.descent.sweeps import natural_start
from calcml.lessons.entries import Entry, formula, number, parameter_entry
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import count, finite, function_of, parameter, positive
from calcml.lessons.scales import Frame, nice_scale

__all__ = ["BOTH", "AscentVersusDescent"]

BOTH = ("ascent", "descent")
"""The two runs, in the order of the table's columns."""

_BOLDNESS = sp.Rational(2, 5)  # the rate as a share of the bound
_REACH, _HEIGHT = 1.25, 1.3  # of the window, in errors of the start and in its height
_PIECE = -0.12, 0.38  # from where to where a tangent is drawn, in errors of the start
_NEAR = sp.Rational(1, 10)  # of the first error: what is seen to be near
_NAME = 0.72  # height of the names of the curves, in heights of the start


@dataclass(frozen=True, kw_only=True)
class AscentVersusDescent(Lesson):
    """A valley and the same valley upside down: descent in the one is ascent on the other.

    Attributes
    ----------
    function : Function
        The valley, a quadratic with a minimum.
    start : sympy.Expr
    rate : sympy.Expr
        The learning rate η, so small that the runs stay on their side.
    steps : int
    """

    chapter = "Ascent and descent"
    number = "9.4"
    heading = Caption("Ascent and descent are one")
    slides = ("A43",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "turn_it_over": Caption(
            "Turned upside down, a valley becomes a hill: the same _x_, opposite heights."
        ),
        "compare_the_rules": Caption(
            "The hill is climbed along its slope, the valley walked down against its slope."
        ),
        "step_together": Caption(
            "Opposite slopes, opposite signs: with the rate {rate} both take exactly the same "
            "steps.",
            rests_on=("same_steps",),
        ),
        "end_together": (
            Caption(
                "After {steps} steps both stand at {~ascent.last}: one near the top, one near the "
                "bottom.",
                rests_on=("same_steps", "ends_near"),
            ),
            Caption(
                "After {steps} steps both stand at {~ascent.last}, still some way from the top and "
                "the bottom.",
                rests_on=("same_steps",),
            ),
        ),
        "name_the_use": Caption(
            "So one method will do: to maximise a reward, minimise it with the sign turned."
        ),
    }

    function: Function = parameter(
        PARABOLA, rule=function_of(x), text="the valley, a quadratic of x with a minimum"
    )
    start: sp.Expr = parameter(
        None, rule=finite, text="where both runs begin",
        derive=lambda lesson: natural_start(lesson.function),
    )  # fmt: skip
    rate: sp.Expr = parameter(
        None, rule=positive, text="the learning rate",
        derive=lambda lesson: _BOLDNESS * largest_rate(lesson.function),
    )  # fmt: skip
    steps: int = parameter(5, rule=count(3, 5), text="how many steps to take")

    @cached_property
    def hill(self) -> Hill:
        """The ascent on the hill, which knows the descent in the valley."""
        refuse_rest(self.start, lowest_point(self.function), "minimum")
        return Hill.of(mirrored(self.function), self.start, rate=self.rate, steps=self.steps)

    @property
    def iterates(self) -> tuple[float, ...]:
        """Where both runs stand after each step."""
        return self.hill.points

    @property
    def moments(self) -> tuple[int, ...]:
        """The numbers of steps, from zero."""
        return tuple(range(self.steps + 1))

    def before(self, step: int) -> int:
        """Return the number of the iterate from which a step begins."""
        return step - 1

    def place(self, which: str, at: float) -> Place:
        """Return the point of the hill or of the valley above a coordinate."""
        height = self.function(at)
        return at, height if which == "descent" else -height

    def both(self, at: float) -> tuple[Place, Place]:
        """Return the line from the one run to the other."""
        return self.place("ascent", at), self.place("descent", at)

    def slope(self, which: str, at: float) -> tuple[Place, Place]:
        """Return a piece of the tangent of the hill or of the valley above a coordinate."""
        across, up = self.place(which, at)
        ahead = nearest(self.hill.summit) - self.iterates[0]
        slope = self._slope(at) * (1 if which == "descent" else -1)
        behind, before = (across + share * ahead for share in _PIECE)
        return (behind, up + (behind - across) * slope), (before, up + (before - across) * slope)

    @cached_property
    def _slope(self) -> Function:
        return self.function.derivative()

    def move(self, step: int) -> tuple[Place, Place]:
        """Return the arrow of a step that both runs take, on the axis."""
        return (self.iterates[step], 0.0), (self.iterates[step + 1], 0.0)

    @property
    def visible_moves(self) -> tuple[int, ...]:
        """The steps whose arrows are long enough to be seen."""
        return tuple(k for k in self.moments[:-1] if self.hill.is_named(k))

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The one plot, as high above the axis as below it."""
        lowest = nearest(self.hill.summit)
        reach = _REACH * abs(self.iterates[0] - lowest)
        top = max(abs(self.function(at)) for at in (self.iterates[0], lowest))
        return {
            "main": Frame(
                legible_scale(lowest - reach, lowest + reach, count=5, room=60),
                nice_scale(-_HEIGHT * top, _HEIGHT * top, count=4),
            )
        }

    def curve(self, which: str) -> Curve:
        """Return the hill or the valley in the window."""
        frame = self.frames["main"]
        f = self.function if which == "descent" else self.hill.function
        return sample_curve(f, Window(x=frame.x.limits, y=frame.y.limits))

    def name_place(self, which: str) -> Place:
        """Return where the name of a curve stands, in the middle."""
        sign = 1 if which == "descent" else -1
        return nearest(self.hill.summit), sign * _NAME * abs(self.function(self.iterates[0]))

    def entries(self) -> Iterable[Entry]:
        """Yield both formulas, the rate and the iterates of both runs."""
        hill, below = self.hill, self.hill.below
        for which, name, f in (("valley", "f", self.function), ("hill", "g", hill.function)):
            yield formula(which, f"{name}(x) = {f.typst}", f"{name}(x) = {written(f)}")
        yield parameter_entry("rate", "eta", self.rate, style=compact)
        runs = (
            ("ascent", "+", "g", hill.points, hill.exact),
            ("descent", "-", "f", below.points, below.exact),
        )
        for which, sign, name, points, exact in runs:
            for k in self.moments:
                rule = f"x_{k} = x_{k - 1} {sign} eta {name}'(x_{k - 1})" if k else "x_0, the start"
                yield number(
                    f"{which}.{k}", "x", points[k], exact=exact[k], formula=rule, style=cell,
                    source=f"calcml.gradient_{which}",
                )  # fmt: skip
        yield parameter_entry("steps", "k", self.steps)
        last = self.moments[-1]
        yield number(
            "ascent.last", "x", hill.points[last], exact=hill.exact[last], formula=f"x_{last}",
            source="calcml.gradient_ascent", style=cell,
        )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """That the runs never part, and whether they come near the end of the way."""
        return (
            Claim(
                "same_steps",
                Caption("after every step both runs stand at the same x, bit for bit"),
                self.hill.points == self.hill.below.points,
            ),
            Claim(
                "ends_near",
                Caption("after the last step at most a tenth of the way is left"),
                bool(self.hill.below.factor**self.steps <= _NEAR),
            ),
        )

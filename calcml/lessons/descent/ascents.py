"""The lesson of the chapter *Descent* that climbs a hill."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.descent.hills import Hill, hill_bound, mirrored
from calcml.lessons.descent.legible import compact
from calcml.lessons.descent.quadratics import PARABOLA, Place
from calcml.lessons.descent.step_numbers import cell, substitution
from calcml.lessons.descent.sweeps import natural_start
from calcml.lessons.entries import Entry, formula, number, parameter_entry, verdict
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import count, finite, function_of, parameter, positive
from calcml.lessons.scales import Frame

__all__ = ["GradientAscentSteps"]

_SOURCE = "calcml.gradient_ascent"
_BOLDNESS = sp.Rational(2, 5)  # the rate as a share of the bound


@dataclass(frozen=True, kw_only=True)
class GradientAscentSteps(Lesson):
    """A few steps along the slope, up a hill.

    Attributes
    ----------
    function : Function
        A quadratic with a maximum.
    start : sympy.Expr
    rate : sympy.Expr
        The learning rate η, so small that the climb stays on its side of the summit.
    steps : int
    """

    chapter = "Ascent and descent"
    number = "9.2"
    heading = Caption("Gradient ascent, step by step")
    slides = ("A39", "A40")
    captions: ClassVar[Mapping[str, Wording]] = {
        "show_the_hill": Caption(
            "Which way is up? The sign of the slope tells: from _x_ = {iterate.0} it is to the "
            "{direction}."
        ),
        "take_the_first_step": Caption(
            "Add the rate times the slope, {rate} times {~slope.0}: the first move is {~move.0}."
        ),
        "measure_the_step": (
            Caption(
                "So the rate is not the size of a step: where the slope is {~slope.1}, the move is "
                "{~move.1}.",
                rests_on=("second_is_shorter", "second_is_no_rate"),
            ),
            Caption(
                "That the rate is the size of a step is luck: here the slope is {slope.1}, and "
                "the move is {~move.1}.",
                rests_on=("second_is_shorter",),
            ),
        ),
        "climb_on": Caption(
            "The flatter the hill, the shorter the move, and every step leads higher.",
            rests_on=("moves_shrink",),
        ),
        "near_the_top": Caption(
            "The steps close in on {~summit}, where the slope is zero. And downhill? Turn the "
            "sign.",
            rests_on=("moves_shrink",),
        ),
    }

    function: Function = parameter(
        mirrored(PARABOLA), rule=function_of(x), text="the hill, a quadratic of x with a maximum"
    )
    start: sp.Expr = parameter(
        None, rule=finite, text="where the ascent begins",
        derive=lambda lesson: _start(lesson.function),
    )  # fmt: skip
    rate: sp.Expr = parameter(
        None, rule=positive, text="the learning rate",
        derive=lambda lesson: _BOLDNESS * hill_bound(lesson.function),
    )  # fmt: skip
    steps: int = parameter(5, rule=count(3, 5), text="how many steps to take")

    @cached_property
    def hill(self) -> Hill:
        """The ascent, and where things stand beside it."""
        return Hill.of(self.function, self.start, rate=self.rate, steps=self.steps)

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The one plot."""
        return {"main": self.hill.frame}

    @property
    def iterates(self) -> tuple[float, ...]:
        """Where the ascent stands after each step."""
        return self.hill.points

    @property
    def summit(self) -> Place:
        """The highest point."""
        return self.hill.place(nearest(self.hill.summit))

    @property
    def moves(self) -> tuple[int, ...]:
        """The numbers of the steps, from zero."""
        return tuple(range(self.steps))

    def goes_on(self, step: int) -> bool:
        """Tell whether a step follows another one."""
        return step > 0

    def after(self, step: int) -> int:
        """Return the number of the iterate that a step leads to."""
        return step + 1

    def entries(self) -> Iterable[Entry]:
        """Yield the formulas, the iterates with slope and move, and the summit."""
        f, hill = self.function, self.hill
        yield formula("function", f"f(x) = {f.typst}", f"f(x) = {written(f)}")
        slope = f.derivative()
        yield formula(
            "derivative", f"f'(x) = {slope.typst}", f"f'(x) = {written(slope)}",
            source="calcml.Function.derivative",
        )  # fmt: skip
        yield parameter_entry("rate", "eta", self.rate, style=compact)
        for k, (value, exact) in enumerate(zip(hill.points, hill.exact, strict=True)):
            yield number(
                f"iterate.{k}", "x", value, exact=exact, source=_SOURCE, style=cell,
                formula=f"x_{k} = x_{k - 1} + eta f'(x_{k - 1})" if k else "x_0, the start",
            )  # fmt: skip
        for k in self.moves:
            yield from self._step_entries(k)
        yield number(
            "summit", "x", nearest(hill.summit), exact=hill.summit, formula="f'(x) = 0",
            source="calcml.critical_points", style=cell,
        )  # fmt: skip
        is_right = bool(hill.slopes[0] > 0)
        yield verdict(
            "direction", '"direction"', value=is_right, words="right" if is_right else "left",
            formula="sign of f'(x_0)", source=_SOURCE,
        )  # fmt: skip

    def _step_entries(self, k: int) -> Iterator[Entry]:
        """Yield slope, move and the substitution of the numbers into the rule."""
        slope, move = self.hill.slopes[k], self.hill.moves[k]
        gradient = float(self.hill.walk.gradients[k, 0])
        yield number(
            f"slope.{k}", "f'(x)", gradient, exact=slope, formula=f"f'(x_{k})",
            source=_SOURCE, style=cell,
        )  # fmt: skip
        yield number(
            f"move.{k}", "eta f'(x)", nearest(self.rate) * gradient, exact=move,
            formula=f"eta f'(x_{k})", source=_SOURCE, style=cell,
        )  # fmt: skip
        yield substitution(
            f"substitution.{k}", here=self.hill.exact[k], rate=self.rate, slope=slope,
            uphill=True, source=_SOURCE,
        )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the steps do."""
        moves = [abs(move) for move in self.hill.moves]
        return (
            Claim(
                "second_is_shorter",
                Caption("the second move is shorter than the first"),
                bool(moves[1] < moves[0]),
            ),
            Claim(
                "second_is_no_rate",
                Caption("the second move is not as long as the rate"),
                moves[1] != self.rate,
            ),
            Claim(
                "moves_shrink",
                Caption("every move is shorter than the one before, and leads to the same side"),
                bool(0 < self.hill.below.factor < 1),
            ),
        )


def _start(f: Function) -> sp.Expr:
    hill_bound(f)  # there must be a summit
    return natural_start(mirrored(f))

"""Lessons of the chapter *Numerical differentiation*."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.differences import Scheme
from calcml.core.errors import InvalidArgument, UnfitLesson, UnsupportedFunction
from calcml.core.floats import UNIT_ROUNDOFF, nearest
from calcml.core.functions import Function
from calcml.core.steps import OptimalStep, StepSweep, optimal_step, step_sweep
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import (
    Entry,
    formula,
    number,
    parameter_entry,
    plain,
    scientific,
)
from calcml.lessons.error_curves import ErrorCurve, SweptCurve
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.nearby import point_near
from calcml.lessons.parameters import finite, function_of, parameter
from calcml.lessons.points import letter_of
from calcml.lessons.reach import suited_reach
from calcml.lessons.scales import Frame, LogScale, decades

__all__ = ["StepSizeTradeoff"]

_SMALLEST = -16  # decades from the longest step to the shortest: about the unit roundoff
_DIGITS = (5, 2, 1)  # of the steps within a decade, evenly spread on a logarithmic axis
_SLOPE_TOLERANCE = 0.4  # below half the distance of two orders
_EVERY = 4  # decades between two numbers of a long axis
_ENOUGH = 6  # points that show a slope
_HEADROOM = 0.5  # decades that stay free above, for the name of the axis
_USUAL = "function = sin(x), at = 1"
_NOISE = 4  # units of roundoff: two values of f and a rounded x + h, each within a unit

_FORMULAS = {  # Typst code and plain text; A stands for the point
    "quotient.forward": ("frac(f(A + h) - f(A), h)", "(f(A + h) - f(A))/h"),
    "quotient.central": ("frac(f(A + h) - f(A - h), 2 h)", "(f(A + h) - f(A - h))/(2h)"),
    "truncation.forward": ("frac(h, 2) abs(f''(A))", "h/2·|f''(A)|"),
    "truncation.central": ("frac(h^2, 6) abs(f'''(A))", "h²/6·|f'''(A)|"),
    "rounding.forward": ("frac(epsilon abs(f(A)), h)", "ε·|f(A)|/h"),
    "rounding.central": ("frac(epsilon abs(f(A)), 2 h)", "ε·|f(A)|/(2h)"),
}


@dataclass(frozen=True, kw_only=True)
class StepSizeTradeoff(Lesson):
    """Truncation against round-off: the error of difference quotients for every step.

    Attributes
    ----------
    function : Function
    at : sympy.Expr
        The point x.
    """

    chapter = "Numerical differentiation"
    number = "3.4"
    heading = Caption("How small should the step be?")
    slides = ("A18",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "ask_for_the_error": Caption(
            "For {function} the derivative at {at} is known. How far from it is the quotient for "
            "each step _h_?"
        ),
        "fall_with_truncation": Caption(
            "A step ten times smaller makes the error ten times smaller: truncation shrinks "
            "with _h_.",
            rests_on=("truncation_decides", "turns_near_best"),
        ),
        "rise_with_round_off": Caption(
            "Then the error turns: the rounding of _f_, about machine epsilon _ε_, is divided by "
            "an ever smaller _h_.",
            rests_on=("round_off_decides", "turns_near_best"),
        ),
        "balance_the_models": Caption(
            "Two simple models tell how large each part gets. They balance near _h_ = "
            "{best.forward.step}.",
            rests_on=("models_hold",),
        ),
        "look_to_both_sides": (
            Caption(
                "The symmetric quotient falls with slope {slope.central}. It is best at a longer "
                "step, with a far smaller error.",
                rests_on=("symmetric_has_order_two", "symmetric_is_better"),
            ),
            Caption(
                "The symmetric quotient falls with slope {slope.central}: its truncation shrinks "
                "with the square of _h_.",
                rests_on=("symmetric_has_order_two",),
            ),
            Caption(
                "Of this function the symmetric quotient has no truncation at all. Its error is "
                "round-off alone, and a longer step is better.",
                rests_on=("symmetric_is_exact",),
            ),
        ),
        "correct_the_sentence": Caption(
            "So truncation is not what spoils a step that is too small. Round-off is.",
            rests_on=("truncation_decides", "round_off_decides"),
        ),
    }

    function: Function = parameter(
        Function(sp.sin(x), x), rule=function_of(x), text="the function, smooth at the point"
    )
    at: sp.Expr = parameter(1, rule=finite, text="the point x")

    @cached_property
    def decades(self) -> tuple[int, int]:
        """Exponents of the shortest and of the longest step.

        The longest shows the curve bent, the shortest is about the last that changes the point.
        """
        reach = suited_reach(self.function, self.at)
        if reach is None:
            raise UnfitLesson(
                "StepSizeTradeoff needs a function that does not break off near the point, got "
                f"{self.function.expression} at x = {self.at}"
            )
        longest = int(sp.floor(sp.log(reach, 10)))
        shortest = longest + _SMALLEST
        if self.at:
            size = UNIT_ROUNDOFF * abs(nearest(self.at))
            shortest = max(shortest, math.floor(math.log10(size)))
        return shortest, longest

    @cached_property
    def steps(self) -> tuple[sp.Expr, ...]:
        """Steps from long to short, three in each decade."""
        shortest, longest = self.decades
        tens = (sp.Integer(10) ** k for k in range(longest - 1, shortest - 1, -1))
        return (sp.Integer(10) ** longest, *(m * ten for ten in tens for m in _DIGITS))

    @cached_property
    def best(self) -> Mapping[str, OptimalStep]:
        """The best step of each scheme that has one."""
        if self._takes_too_long:
            raise UnfitLesson(
                "StepSizeTradeoff needs a function whose exact values at fifty points are quickly "
                f"found, got a power with varying base and exponent in {self.function.expression}"
            )
        found = {}
        for scheme in (Scheme.FORWARD, Scheme.CENTRAL):
            try:
                found[scheme.value] = optimal_step(self.function, self.at, scheme=scheme)
            except (UnsupportedFunction, InvalidArgument) as error:
                if scheme is Scheme.FORWARD:
                    raise UnfitLesson(f"StepSizeTradeoff has no model to tell: {error}") from error
        return found

    def require_claims(self) -> None:
        """Refuse to be told if a claim is false, with another point at which all are true.

        Raises
        ------
        UnfitLesson
            With the claim, and what to choose instead.
        """
        try:
            super().require_claims()
        except UnfitLesson as error:
            other = None if self._takes_too_long else point_near(self.at, self._is_told_at)
            advice = _USUAL if other is None else f"at = {other}"
            raise UnfitLesson(f"{error}; it can be told, for instance, with {advice}") from None

    def _is_told_at(self, point: sp.Expr) -> bool:
        Lesson.require_claims(StepSizeTradeoff(function=self.function, at=point))
        return True

    @property
    def _takes_too_long(self) -> bool:
        """Whether exact values are roots of fractions with very many digits."""
        powers = self.function.expression.atoms(sp.Pow)
        return any(p.base.free_symbols and p.exp.free_symbols for p in powers)

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """Logarithmic axes that hold both models of the forward error, and the least error."""
        (shortest, longest), forward = self.decades, self.best["forward"]
        ends = forward.truncation(10.0**longest), forward.rounding(10.0**shortest)
        least = forward.error
        if "central" in self.best:
            least = min(least, self.best["central"].error)
        elif self.symmetric_is_exact:
            least = min(least, forward.rounding(10.0**longest) / 20)
        high = math.ceil(math.log10(max(ends)) + _HEADROOM)
        low = math.floor(math.log10(least)) - 2
        return {"main": Frame(_decades(shortest, longest), _decades(low, high))}

    @cached_property
    def forward(self) -> ErrorCurve:
        """The error of (f(x + h) - f(x))/h."""
        sweep = step_sweep(self.function, self.at, self.steps, scheme=Scheme.FORWARD)
        return ErrorCurve(sweep, self.frames["main"], self.best["forward"])

    @cached_property
    def _symmetric(self) -> StepSweep:
        return step_sweep(self.function, self.at, self.steps, scheme=Scheme.CENTRAL)

    @cached_property
    def central(self) -> SweptCurve:
        """The error of the symmetric quotient (f(x + h) - f(x - h))/(2h)."""
        frame = self.frames["main"]
        if "central" in self.best:
            return ErrorCurve(self._symmetric, frame, self.best["central"])
        return SweptCurve(self._symmetric, frame)

    @property
    def symmetric_is_exact(self) -> bool:
        """Whether the symmetric quotient has round-off, but no truncation at any step."""
        sweep = self._symmetric
        return not sweep.truncations.any() and int(np.count_nonzero(sweep.errors)) >= _ENOUGH

    @property
    def untold(self) -> frozenset[str]:
        """A symmetric quotient without a model, or without any error, is left out."""
        told = "central" in self.best or self.symmetric_is_exact
        return frozenset() if told else frozenset({"look_to_both_sides"})

    def entries(self) -> Iterable[Entry]:
        """Yield the function, then for each quotient its formula, models, slopes and best step."""
        f = self.function
        yield formula("function", f"f(x) = {f.typst}", f"f(x) = {written(f)}")
        yield parameter_entry("at", "x", self.at)
        at = letter_of(self.at, "x")
        for key, (code, text) in self._formulas.items():
            pair = code.replace("A", at.typst), text.replace("A", at.text)
            yield formula(key, *pair, source="calcml.optimal_step")
        for best in self.best.values():
            yield from _best_entries(best)
        yield _slope_entry("forward", self.forward.truncation_slope, self.forward.order)
        yield _slope_entry("rounding", self.forward.rounding_slope, -1)
        if isinstance(self.central, ErrorCurve):
            yield _slope_entry("central", self.central.truncation_slope, self.central.order)

    @property
    def _formulas(self) -> Mapping[str, tuple[str, str]]:
        """What the panel says of the quotients that are told."""
        if "look_to_both_sides" in self.untold:
            return {key: each for key, each in _FORMULAS.items() if "central" not in key}
        exact = {"truncation.central": ("0", "0")}
        return {**_FORMULAS, **({} if "central" in self.best else exact)}

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the picture says, without the digits of single ragged points."""
        return (*self._about_forward(), *self._about_symmetric())

    def _about_forward(self) -> Iterable[Claim]:
        curve = self.forward
        yield Claim(
            "truncation_decides",
            Caption("for long steps the error falls with the order of the quotient"),
            abs(curve.truncation_slope - curve.order) < _SLOPE_TOLERANCE,
            Caption(
                "choose a point where the function bends more, and its value is not far larger "
                "than its slope"
            ),
        )
        yield Claim(
            "round_off_decides",
            Caption("for short steps the error grows in inverse proportion to the step"),
            abs(curve.rounding_slope + 1) < _SLOPE_TOLERANCE,
            Caption("choose a point where the doubles round the function's values"),
        )
        yield Claim(
            "turns_near_best",
            Caption("the error turns near the best step of the model"),
            curve.turns_near_best,
            Caption("choose a point where the function's value is not near zero"),
        )
        yield Claim(
            "models_hold",
            Caption("no error is far above the two models"),
            curve.below(_NOISE * UNIT_ROUNDOFF * self._size),
            Caption(
                "choose a formula that does not subtract nearly equal numbers, since the model "
                "knows only the rounding of its value"
            ),
        )

    def _about_symmetric(self) -> Iterable[Claim]:
        curve, forward = self.central, self.forward
        has_order = better = False
        if isinstance(curve, ErrorCurve):
            has_order = abs(curve.truncation_slope - curve.order) < _SLOPE_TOLERANCE
            better = 10 * curve.best.error < forward.best.error
            better &= curve.best.step > forward.best.step
        yield Claim(
            "symmetric_has_order_two",
            Caption("for long steps the error of the symmetric quotient falls with the square"),
            has_order,
            Caption("choose a point where the third derivative is not far smaller than the next"),
        )
        yield Claim(
            "symmetric_is_better",
            Caption("the symmetric quotient is best at a longer step, with a far smaller error"),
            better,
        )
        yield Claim(
            "symmetric_is_exact",
            Caption("the symmetric quotient has no truncation, only round-off"),
            self.symmetric_is_exact and abs(curve.rounding_slope + 1) < _SLOPE_TOLERANCE,
        )

    @property
    def _size(self) -> float:
        """What rounding is relative to: the value of f, and x times the slope for x + h."""
        slope = self.forward.sweep.derivative
        return nearest(sp.Abs(self.forward.best.size) + sp.Abs(self.at * slope))


def _decades(low: int, high: int) -> LogScale:
    """Return an axis with a number at every decade, or at every second, third ... of many."""
    return decades(low, high, every=max(1, min(_EVERY, (high - low) // (_EVERY - 1))))


def _best_entries(best: OptimalStep) -> Iterable[Entry]:
    source, name = "calcml.optimal_step", best.scheme.value
    yield number(
        f"best.{name}.step", "h^*", best.step, exact=best.exact, source=source,
        formula="the step of the least model error", style=scientific(3),
    )  # fmt: skip
    yield number(
        f"best.{name}.error", '"error"', best.error, bound=math.ulp(best.error), source=source,
        formula="truncation + round-off of the model at the best step", style=scientific(3),
    )  # fmt: skip


def _slope_entry(name: str, measured: float, order: int) -> Entry:
    """Return the order as the exact slope, and the slope measured as its value."""
    return number(
        f"slope.{name}", '"slope"', measured, exact=sp.Integer(order),
        formula="order of the error; measured by least squares on log error against log h",
        source="calcml.step_sweep", style=plain,
    )  # fmt: skip

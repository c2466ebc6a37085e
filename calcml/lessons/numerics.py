"""Lessons of the chapter *Numerical differentiation*."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.differences import Scheme
from calcml.core.floats import UNIT_ROUNDOFF, nearest
from calcml.core.functions import Function
from calcml.core.steps import OptimalStep, optimal_step, step_sweep
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import (
    Entry,
    formula,
    number,
    parameter_entry,
    plain,
    scientific,
    up_to,
)
from calcml.lessons.error_curves import ErrorCurve
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import finite, function_of, parameter
from calcml.lessons.scales import Frame, decades

__all__ = ["StepSizeTradeoff"]

_SMALLEST = -16  # exponent of the last step: about the unit roundoff
_DIGITS = (5, 2, 1)  # of the steps within a decade, evenly spread on a logarithmic axis
_SLOPE_TOLERANCE = 0.4  # below half the distance of two orders
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
    captions: ClassVar[Mapping[str, Caption]] = {
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
        "look_to_both_sides": Caption(
            "The symmetric quotient falls with slope {slope.central}. It is best at a longer step, "
            "with a far smaller error.",
            rests_on=("truncation_decides", "symmetric_is_better"),
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
    def steps(self) -> tuple[sp.Expr, ...]:
        """Steps from 1 down to 10⁻¹⁶, three in each decade."""
        tens = (sp.Integer(10) ** k for k in range(-1, _SMALLEST - 1, -1))
        return (sp.Integer(1), *(m * ten for ten in tens for m in _DIGITS))

    @cached_property
    def best(self) -> Mapping[str, OptimalStep]:
        """The best step of each scheme."""
        schemes = (Scheme.FORWARD, Scheme.CENTRAL)
        return {s.value: optimal_step(self.function, self.at, scheme=s) for s in schemes}

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """Logarithmic axes that hold both models of the forward error, and the least error."""
        forward, central = self.best["forward"], self.best["central"]
        ends = forward.truncation(1.0), forward.rounding(10.0**_SMALLEST)
        high = math.ceil(math.log10(max(ends)))
        low = math.floor(math.log10(central.error)) - 2
        return {"main": Frame(decades(_SMALLEST, 0, every=4), decades(low, high, every=4))}

    @cached_property
    def forward(self) -> ErrorCurve:
        """The error of (f(x + h) - f(x))/h."""
        return self._curve(Scheme.FORWARD)

    @cached_property
    def central(self) -> ErrorCurve:
        """The error of the symmetric quotient (f(x + h) - f(x - h))/(2h)."""
        return self._curve(Scheme.CENTRAL)

    def _curve(self, scheme: Scheme) -> ErrorCurve:
        sweep = step_sweep(self.function, self.at, self.steps, scheme=scheme)
        return ErrorCurve(sweep, self.best[scheme.value], self.frames["main"])

    def entries(self) -> Iterable[Entry]:
        """Yield the function, then for each quotient its formula, models, slopes and best step."""
        f = self.function
        yield formula("function", f"f(x) = {f.typst}", f"f(x) = {f.expression}")
        yield parameter_entry("at", "x", self.at)
        at = up_to(5)(self.at)
        for key, (code, text) in _FORMULAS.items():
            written = code.replace("A", at.typst), text.replace("A", at.text)
            yield formula(key, *written, source="calcml.optimal_step")
        for best in self.best.values():
            yield from _best_entries(best)
        yield _slope_entry("forward", self.forward.truncation_slope, self.forward.order)
        yield _slope_entry("rounding", self.forward.rounding_slope, -1)
        yield _slope_entry("central", self.central.truncation_slope, self.central.order)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the picture says, without the digits of single ragged points."""
        curves = (self.forward, self.central)
        truth = {
            "truncation_decides": (
                "for long steps the error falls with the order of the quotient",
                all(abs(c.truncation_slope - c.order) < _SLOPE_TOLERANCE for c in curves),
            ),
            "round_off_decides": (
                "for short steps the error grows in inverse proportion to the step",
                all(abs(c.rounding_slope + 1) < _SLOPE_TOLERANCE for c in curves),
            ),
            "turns_near_best": (
                "the error turns near the best step of the model",
                all(c.turns_near_best for c in curves),
            ),
            "models_hold": (
                "no error is far above the two models",
                all(c.below(_NOISE * UNIT_ROUNDOFF * self._size) for c in curves),
            ),
            "symmetric_is_better": (
                "the symmetric quotient is best at a longer step, with a far smaller error",
                10 * self.central.best.error < self.forward.best.error
                and self.central.best.step > self.forward.best.step,
            ),
        }
        advice = Caption("choose a smooth function, and a point where it bends and is not small")
        return tuple(
            Claim(key, Caption(sentence), holds, advice) for key, (sentence, holds) in truth.items()
        )

    @property
    def _size(self) -> float:
        """What rounding is relative to: the value of f, and x times the slope for x + h."""
        slope = self.forward.sweep.derivative
        return nearest(sp.Abs(self.forward.best.size) + sp.Abs(self.at * slope))


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

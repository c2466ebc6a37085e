"""Lessons of the chapter *Numerical differentiation*."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.derivatives import Derivative, derivative
from calcml.core.differences import Scheme
from calcml.core.errors import InvalidArgument, UnfitLesson, UnsupportedFunction
from calcml.core.floats import UNIT_ROUNDOFF, nearest
from calcml.core.functions import Function
from calcml.core.steps import OptimalStep, StepSweep, optimal_step, step_sweep
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, formula, parameter_entry
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.naming import named
from calcml.lessons.nearby import point_near
from calcml.lessons.numerics.error_curves import ErrorCurve, SweptCurve
from calcml.lessons.numerics.step_models import best_entries, formula_entries, slope_entry
from calcml.lessons.parameters import finite, function_of, parameter
from calcml.lessons.reach import suited_reach
from calcml.lessons.scales import Frame, LogScale, decades

__all__ = ["StepSizeTradeoff"]

_SMALLEST = -16  # decades from the longest step to the shortest: about the unit roundoff
_DIGITS = (5, 2, 1)  # of the steps within a decade, evenly spread on a logarithmic axis
_SLOPE_TOLERANCE = 0.4  # below half the distance of two orders
_EVERY = 4  # decades between two numbers of a long axis
_ENOUGH = 6  # points that show a slope
_EXACTLY = 1e-9  # of a decade, so that a power of ten is its own
_HEADROOM = 0.5  # decades that stay free above, for the name of the axis
_USUAL = "function = sin(x), at = 1"
_NOISE = 4  # units of roundoff: two values of f and a rounded x + h, each within a unit


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
        _ = self.best  # what has no model is refused for that reason
        reach = suited_reach(self.function, self.at)
        if reach is None:
            raise UnfitLesson(
                "StepSizeTradeoff needs a function that does not break off near the point, got "
                f"{named(self.function)} at x = {self.at}"
            )
        longest = int(sp.floor(sp.log(reach, 10)))
        least = max(self._absorbed, 10.0 ** (longest + _SMALLEST))
        return math.floor(math.log10(least) + _EXACTLY), longest

    @property
    def _absorbed(self) -> float:
        """About the step from which on nothing changes: neither the point, nor the value there."""
        slope = derivative(self.function, self.at)
        value = self.function(nearest(self.at))
        steps = [abs(nearest(self.at))]
        if isinstance(slope, Derivative) and slope.value:
            steps.append(abs(value / slope.value))
        return UNIT_ROUNDOFF * max(steps)

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
                f"found, got a power with varying base and exponent in {named(self.function)}"
            )
        found = {}
        for scheme in (Scheme.FORWARD, Scheme.CENTRAL):
            try:
                found[scheme.value] = optimal_step(self.function, self.at, scheme=scheme)
            except (UnsupportedFunction, InvalidArgument) as error:
                if scheme is Scheme.FORWARD:
                    reason = str(error)
                    if named(self.function) == "f":
                        reason = reason.replace(str(self.function.expression), "f")
                    raise UnfitLesson(f"StepSizeTradeoff has no model to tell: {reason}") from error
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
        ends = (
            self._forward.errors.max(),
            forward.truncation(10.0**longest),
            forward.rounding(10.0**shortest),
        )
        least = forward.error
        if "central" in self.best:
            least = min(least, self.best["central"].error)
        elif self.symmetric_is_exact:
            least = min(least, forward.rounding(10.0**longest) / 20)
        high = math.ceil(math.log10(max(ends)) + _HEADROOM)
        low = math.floor(math.log10(least)) - 2
        return {"main": Frame(_decades(shortest, longest), _decades(low, high))}

    @cached_property
    def _forward(self) -> StepSweep:
        return step_sweep(self.function, self.at, self.steps, scheme=Scheme.FORWARD)

    @cached_property
    def forward(self) -> ErrorCurve:
        """The error of (f(x + h) - f(x))/h."""
        return ErrorCurve(self._forward, self.frames["main"], self.best["forward"])

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
    def symmetric_has_order_two(self) -> bool:
        """Whether the error of the symmetric quotient is seen to fall with the square of h."""
        curve = self.central
        if not isinstance(curve, ErrorCurve):
            return False
        return abs(curve.truncation_slope - curve.order) < _SLOPE_TOLERANCE

    @property
    def symmetric_is_exact(self) -> bool:
        """Whether the symmetric quotient has round-off, but no truncation at any step."""
        sweep = self._symmetric
        return not sweep.truncations.any() and int(np.count_nonzero(sweep.errors)) >= _ENOUGH

    @property
    def untold(self) -> frozenset[str]:
        """A symmetric quotient that shows neither its order nor round-off alone is left out."""
        told = self.symmetric_has_order_two or self.symmetric_is_exact
        return frozenset() if told else frozenset({"look_to_both_sides"})

    def entries(self) -> Iterable[Entry]:
        """Yield the function, then for each quotient its formula, models, slopes and best step."""
        f = self.function
        yield formula("function", f"f(x) = {f.typst}", f"f(x) = {written(f)}")
        yield parameter_entry("at", "x", self.at)
        told = ["forward"] if "look_to_both_sides" in self.untold else ["forward", "central"]
        yield from formula_entries(self.at, told, exact=[n for n in told if n not in self.best])
        for name in told:
            if name in self.best:
                yield from best_entries(self.best[name])
        yield slope_entry("forward", self.forward.truncation_slope, self.forward.order)
        yield slope_entry("rounding", self.forward.rounding_slope, -1)
        if "central" in told and isinstance(self.central, ErrorCurve):
            yield slope_entry("central", self.central.truncation_slope, self.central.order)

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
        better = False
        if isinstance(curve, ErrorCurve):
            better = 10 * curve.best.error < forward.best.error
            better &= curve.best.step > forward.best.step
        yield Claim(
            "symmetric_has_order_two",
            Caption("for long steps the error of the symmetric quotient falls with the square"),
            self.symmetric_has_order_two,
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

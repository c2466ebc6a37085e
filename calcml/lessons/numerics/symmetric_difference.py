"""The lesson of the symmetric difference quotient."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.derivatives import Derivative, NoDerivative, derivative
from calcml.core.differences import Scheme, difference_quotient
from calcml.core.errors import UnfitLesson
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import (
    Entry,
    formula,
    number,
    parameter_entry,
    plain,
    readable,
    scientific,
)
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.naming import named
from calcml.lessons.numerics.kinks import Kink
from calcml.lessons.numerics.slide_outputs import SlideOutputs
from calcml.lessons.numerics.two_sides import TwoSides
from calcml.lessons.parameters import finite, function_of, parameter
from calcml.lessons.points import letter_of
from calcml.lessons.reach import suited_reach
from calcml.lessons.scales import Frame

__all__ = ["SymmetricDifference"]

_SHARES = (sp.Integer(1), sp.Rational(1, 2), sp.Rational(1, 10), sp.Rational(1, 100))
_SCHEMES = (Scheme.FORWARD.value, Scheme.CENTRAL.value)
_QUOTIENTS = {  # Typst code and plain text; A stands for the point
    "forward": ("frac(f(A + h) - f(A), h)", "(f(A + h) - f(A))/h"),
    "central": ("frac(f(A + h) - f(A - h), 2 h)", "(f(A + h) - f(A - h))/(2h)"),
}
_NEARLY = 0.2  # relative, of ten and of a hundred
_INSTEAD = Caption("choose a function and a point where it bends, such as sin")


@dataclass(frozen=True, kw_only=True)
class SymmetricDifference(Lesson):
    """The symmetric quotient beside the forward one: what it gains, and what it cannot help.

    Attributes
    ----------
    function : Function
    at : sympy.Expr
        The point x.
    """

    chapter = "Numerical differentiation"
    number = "3.6"
    heading = Caption("Looking to both sides")
    slides = ("A20",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "ask_for_the_slope": Caption(
            "The tangent has the slope {~derivative}. Which secant comes closest to it?"
        ),
        "take_both_secants": Caption(
            "The forward secant looks one step ahead. The symmetric secant looks to both sides.",
            rests_on=("symmetric_is_nearer",),
        ),
        "shrink_the_step": (
            Caption(
                "A tenth of the step leaves a tenth of the forward error, but a hundredth of the "
                "symmetric.",
                rests_on=("tenth_and_hundredth",),
            ),
            Caption(
                "At every step the symmetric secant is nearer to the slope of the tangent.",
                rests_on=("symmetric_is_nearer",),
            ),
        ),
        "run_the_slides_program": Caption(
            "At _h_ = {slide.step} the slide shows these numbers. Python prints one number twice.",
            rests_on=("outputs_are_equal",),
        ),
        "find_the_slides_numbers": Caption(
            "The slide's numbers belong to _h_ = {printed.found.step}. Their errors are round-off.",
            rests_on=("slide_matches", "is_round_off"),
        ),
        "take_a_long_step": Caption(
            "Less truncation shows at long steps: of a square the symmetric quotient has none.",
            rests_on=("square_is_exact",),
        ),
        "meet_a_kink": Caption(
            "At a kink it misleads: the symmetric quotient stays {kink.quotient}, with no "
            "derivative there.",
            rests_on=("kink_misleads",),
        ),
    }

    function: Function = parameter(
        Function(sp.sin(x), x), rule=function_of(x), text="the curve, a function of x"
    )
    at: sp.Expr = parameter(1, rule=finite, text="where the tangent touches")

    @cached_property
    def limit(self) -> Derivative:
        """The derivative at the point."""
        found = derivative(self.function, self.at)
        if isinstance(found, NoDerivative):
            raise UnfitLesson(
                f"SymmetricDifference needs a derivative at x = {self.at}, but there is none: "
                f"{found.reason.value}; choose another point"
            )
        return found

    @cached_property
    def steps(self) -> tuple[sp.Expr, ...]:
        """Steps from long to short: the first shows the curve bent."""
        _ = self.limit  # what has no tangent is refused for that reason
        reach = suited_reach(self.function, self.at)
        if reach is None:
            raise UnfitLesson(
                "SymmetricDifference needs a function that does not break off near the point, got "
                f"{named(self.function)} at x = {self.at}"
            )
        return tuple(share * reach for share in _SHARES)

    @cached_property
    def errors(self) -> Mapping[str, tuple[sp.Expr, ...]]:
        """How far each quotient is from the derivative, exactly, by scheme."""
        return {
            scheme: tuple(
                sp.Abs(self._quotient(step, scheme) - self.limit.exact) for step in self.steps
            )
            for scheme in _SCHEMES
        }

    @cached_property
    def ratios(self) -> Mapping[str, sp.Expr]:
        """To what part a tenth of the step reduces each error that is not zero."""
        pairs = {scheme: errors[-2:] for scheme, errors in self.errors.items()}
        return {s: before / after for s, (before, after) in pairs.items() if nearest(after)}

    @cached_property
    def picture(self) -> TwoSides:
        """Where everything stands on the plot of the two secants."""
        return TwoSides(self.function, self.at, self.steps[0], self.limit.value)

    @cached_property
    def slide(self) -> SlideOutputs:
        """The slide's numbers beside Python's."""
        return SlideOutputs()

    @cached_property
    def kink(self) -> Kink:
        """The curve with a kink."""
        return Kink()

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The plots of the secants and of the kink."""
        return {"main": self.picture.frame, "kink": self.kink.frame}

    def entries(self) -> Iterable[Entry]:
        """Yield curve and slope, steps and errors; then the slide's numbers, and the kink."""
        f, a = self.function, letter_of(self.at, "x")
        yield formula("function", f"f(x) = {f.typst}", f"f(x) = {written(f)}")
        yield parameter_entry("at", "x", self.at)
        yield number(
            "derivative", f"f'({a.typst})", self.limit.value, exact=self.limit.exact,
            formula=f"f'({self.at})", source="calcml.derivative", style=readable(4),
        )  # fmt: skip
        for scheme, (code, text) in _QUOTIENTS.items():
            pair = code.replace("A", a.typst), text.replace("A", a.text)
            yield formula(f"quotient.{scheme}", *pair, source="calcml.difference_quotient")
        for i, step in enumerate(self.steps):
            yield parameter_entry(f"step.{i}", "h", step, style=readable(6))
            for scheme in _SCHEMES:
                yield self._error(scheme, i)
        for scheme, ratio in self.ratios.items():
            yield number(
                f"ratio.{scheme}", '"error"(h) / "error"(h / 10)', nearest(ratio), exact=ratio,
                formula="the error at the last step but one, divided by that at the last",
                source="calcml.difference_quotient", style=readable(1),
            )  # fmt: skip
        yield from self.slide.entries()
        yield from self.kink.entries()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What both secants do, what the slide's numbers are, and what a kink does."""
        return (*self._about_secants(), *self._about_the_slide())

    def _about_secants(self) -> Iterable[Claim]:
        pairs = zip(*(map(nearest, self.errors[scheme]) for scheme in _SCHEMES), strict=True)
        yield Claim(
            "symmetric_is_nearer",
            Caption("at every step the symmetric quotient is nearer to the slope of the tangent"),
            all(symmetric < forward for forward, symmetric in pairs),
            _INSTEAD,
        )
        told = {"forward": 10, "central": 100}
        yield Claim(
            "tenth_and_hundredth",
            Caption("a tenth of the step leaves about a tenth and a hundredth of the errors"),
            all(
                scheme in self.ratios and abs(nearest(self.ratios[scheme]) / factor - 1) < _NEARLY
                for scheme, factor in told.items()
            ),
        )

    def _about_the_slide(self) -> Iterable[Claim]:
        outputs = {self.slide.quotients["slide", scheme].value for scheme in _SCHEMES}
        yield Claim(
            "outputs_are_equal",
            Caption("at the slide's step both programs print the same"),
            len(outputs) == 1,
        )
        yield Claim(
            "slide_matches",
            Caption("at ten times the step, and only there, the slide's numbers are printed"),
            self.slide.matches,
        )
        yield Claim(
            "is_round_off",
            Caption("at both tiny steps the errors are round-off"),
            self.slide.is_round_off,
        )
        yield Claim(
            "square_is_exact",
            Caption("the symmetric quotient of the square has no truncation at any step"),
            self.slide.square_is_exact,
        )
        yield Claim(
            "kink_misleads",
            Caption("at the kink the symmetric quotient is the same for every step"),
            self.kink.misleads,
        )

    def _quotient(self, step: sp.Expr, scheme: str) -> sp.Expr:
        return difference_quotient(self.function, self.at, step=step, scheme=scheme).exact

    def _error(self, scheme: str, index: int) -> Entry:
        error = self.errors[scheme][index]
        value = nearest(error)
        return number(
            f"error.{scheme}.{index}", '"error"', value, exact=error if value else sp.Integer(0),
            formula=f"|{_QUOTIENTS[scheme][1].replace('A', 'x')} - f'(x)| at x = {self.at}, "
            f"h = {self.steps[index]}",
            source="calcml.difference_quotient", style=scientific(2) if value else plain,
        )  # fmt: skip

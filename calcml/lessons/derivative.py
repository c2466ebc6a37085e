"""Lessons of the chapter *Derivatives*."""

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
from calcml.core.typesetting import typst
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import (
    Entry,
    formula,
    number,
    parameter_entry,
    plain,
    printed,
    scientific,
    up_to,
)
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import (
    distinct,
    finite,
    function_of,
    nonzero,
    parameter,
    positive,
    sequence,
)
from calcml.lessons.programs import code_line, definition, literal, numeral, short_decimal
from calcml.lessons.scales import Frame, Scale, ticked

__all__ = ["DifferenceQuotientCode", "SecantToTangent"]


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

    @property
    def distances(self) -> tuple[sp.Expr, ...]:
        """The steps in the order of the telling, the one from the left last."""
        return (*self.steps, self.from_left)

    @cached_property
    def quotients(self) -> tuple[DifferenceQuotient, ...]:
        """Slopes of the secants, the one from the left last."""
        return tuple(difference_quotient(self.function, self.at, step=h) for h in self.distances)

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

    @cached_property
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
        for label, step, quotient in zip(labels, self.distances, self.quotients, strict=True):
            yield parameter_entry(f"step.{label}", "h", step)
            yield number(
                f"secant.slope.{label}",
                "frac(f(a + h) - f(a), h)",
                quotient.value,
                exact=quotient.exact,
                formula=f"(f(a + h) - f(a))/h at a = {plain(self.at).text}, h = {plain(step).text}",
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


@dataclass(frozen=True, kw_only=True)
class DifferenceQuotientCode(Lesson):
    """The difference quotient as a program prints it, beside its exact value.

    Attributes
    ----------
    function : Function
    at : sympy.Expr
        The point x.
    steps : tuple of sympy.Expr
        The steps h that the program runs through, shrinking.
    slide : tuple of str
        What the source deck shows as the program's output, line by line.
    """

    chapter = "Derivatives"
    number = "2.5"
    heading = Caption("The difference quotient in Python")
    slides = ("A14",)
    captions: ClassVar[Mapping[str, Caption]] = {
        "write_the_program": Caption(
            "This program takes the definition at its word and divides by one small step after "
            "another."
        ),
        "run_the_loop": Caption(
            "Each turn of the loop prints one quotient, from _h_ = {step.0} down to "
            "_h_ = {step.last}."
        ),
        "work_it_out_by_hand": Caption(
            "By hand, the quotient is exactly {quotient.exact}. For _h_ = {step.0} that is "
            "{exact.0} and nothing else."
        ),
        "light_up_the_wrong_digits": Caption(
            "Rounded where the colour begins, every output is exact. The rest is round-off, and it "
            "grows as _h_ shrinks.",
            rests_on=("right_once_rounded", "round_off_grows"),
        ),
        "correct_the_slide": Caption(
            "In {slide.wrong} of its {slide.lines} lines the source slide has one {slide.digit} "
            "too many. Python prints what stands on the right."
        ),
    }

    function: Function = parameter(
        Function(x**2, x), rule=function_of(x), text="the function f of the program"
    )
    at: sp.Expr = parameter(3, rule=finite, text="the point x")
    steps: tuple[sp.Expr, ...] = parameter(
        (0.01, 0.001, 0.0001, 0.00001),
        rule=distinct(sequence(short_decimal, shortest=2, longest=4)),
        text="steps h, shrinking",
    )
    slide: tuple[str, ...] = parameter(
        ("6.0099999999999849", "6.0009999999999479", "6.000100000012054", "6.0000099999951316"),
        rule=sequence(numeral, shortest=1, longest=4),
        text="what the source slide shows as the output",
    )

    @cached_property
    def quotients(self) -> tuple[DifferenceQuotient, ...]:
        """What each turn of the loop computes."""
        return tuple(difference_quotient(self.function, self.at, step=h) for h in self.steps)

    @cached_property
    def by_hand(self) -> sp.Expr:
        """The quotient as a formula in the step."""
        h, f = sp.Symbol("h", real=True), self.function.expression
        return sp.expand(sp.cancel((f.subs(x, self.at + h) - f.subs(x, self.at)) / h))

    @cached_property
    def lines(self) -> Mapping[str, str]:
        """The program by key; a gap follows the point and the definition."""
        words = [literal(h) for h in self.steps]
        pairs = [", ".join(words[i : i + 2]) for i in range(0, len(words), 2)]
        heads = ["for h in [", *[" " * 10] * (len(pairs) - 1)]
        tails = [","] * (len(pairs) - 1) + ["]:"]
        program = {"code.point": f"x = {literal(self.at)}"}
        program |= {f"code.f.{i}": t for i, t in enumerate(definition("f", self.function))}
        for i, (head, pair, tail) in enumerate(zip(heads, pairs, tails, strict=True)):
            program[f"code.steps.{i}"] = head + pair + tail
        program["code.quotient"] = "    q = (f(x + h) - f(x)) / h"
        return program | {"code.print": "    print(q)"}

    @property
    def listing(self) -> tuple[str | None, ...]:
        """Keys of the program's lines, with gaps between its parts."""
        first, *rest = self.lines
        middle = [key for key in rest if key.startswith("code.f.")]
        loop = [key for key in rest if not key.startswith("code.f.")]
        return (first, None, *middle, None, *loop)

    def step_word(self, index: int) -> tuple[str, str]:
        """Return the line of the program that holds a step, and the step as written there."""
        return f"code.steps.{index // 2}", literal(self.steps[index])

    @property
    def turns(self) -> range:
        """The turns of the loop, from 0."""
        return range(len(self.steps))

    def right_places(self, index: int) -> int:
        """Return to how many decimals an output is right once it is rounded."""
        error = abs(self.quotients[index].rounding)
        written = self._decimals(index)
        return next((p for p in range(written, -1, -1) if error <= sp.Rational(1, 2 * 10**p)), 0)

    def _decimals(self, index: int) -> int:
        return len(printed(sp.Rational(self.quotients[index].value)).text.partition(".")[2])

    def wrong_digits(self, index: int) -> int:
        """Return how many digits at the end of an output are round-off."""
        return self._decimals(index) - self.right_places(index)

    def stray_digit(self, index: int) -> int | None:
        """Return where a line of the slide has a digit that Python does not print, if one."""
        if index >= len(self.steps):
            return None
        shown, output = self.slide[index], repr(self.quotients[index].value)
        return next(
            (
                i
                for i in reversed(range(len(shown)))
                if shown[:i] + shown[i + 1 :] == output and shown != output
            ),
            None,
        )

    @property
    def stray_digits(self) -> tuple[int | None, ...]:
        """Where each line of the slide has a surplus digit."""
        return tuple(self.stray_digit(i) for i in range(len(self.slide)))

    @property
    def slips(self) -> tuple[str, ...]:
        """The surplus digits of the slide."""
        placed = zip(self.slide, self.stray_digits, strict=True)
        return tuple(line[i] for line, i in placed if i is not None)

    @property
    def untold(self) -> frozenset[str]:
        """A slide without the slip is not corrected."""
        return frozenset() if self.slide_slips else frozenset({"correct_the_slide"})

    @property
    def slide_slips(self) -> bool:
        """Whether the slide shows this very program's output, but for one surplus digit."""
        if len(self.slide) != len(self.steps) or len(set(self.slips)) != 1:
            return False
        return all(
            self.stray_digit(i) is not None or self.slide[i] == repr(self.quotients[i].value)
            for i in self.turns
        )

    def entries(self) -> Iterable[Entry]:
        """Yield the program, its outputs, the exact quotients, and the slide's lines."""
        yield from (code_line(key, text) for key, text in self.lines.items())
        yield formula(
            "quotient",
            "frac(f(VALUE + h) - f(VALUE), h)".replace("VALUE", up_to(5)(self.at).typst),
            f"(f({self.at} + h) - f({self.at}))/h",
        )
        by_hand = sp.sstr(self.by_hand, order="rev-lex").replace("**", "^").replace("*", "·")
        yield formula("quotient.exact", typst(self.by_hand), by_hand, source="sympy.cancel")
        yield parameter_entry("step.last", "h", self.steps[-1])
        for index, quotient in enumerate(self.quotients):
            yield from self._row(index, quotient)
        yield from self._slide_entries()

    def _row(self, index: int, quotient: DifferenceQuotient) -> Iterable[Entry]:
        step, source = self.steps[index], "calcml.difference_quotient"
        computed = sp.Rational(quotient.value)
        written = f"(f(x + h) - f(x))/h at x = {self.at}, h = {step}"
        yield parameter_entry(f"step.{index}", "h", step)
        yield number(
            f"printed.{index}", '"printed"', quotient.value, exact=computed,
            formula=f"{written}, in doubles", source=source, style=printed,
        )  # fmt: skip
        yield number(
            f"exact.{index}", "frac(f(x + h) - f(x), h)", float(quotient.exact),
            exact=quotient.exact, formula=written, source=source, style=up_to(8),
        )  # fmt: skip
        yield number(
            f"error.{index}", '"printed" - "exact"', quotient.rounding,
            exact=computed - quotient.exact, formula="printed - exact", source=source,
            style=scientific(2) if quotient.rounding else plain,
        )  # fmt: skip

    def _slide_entries(self) -> Iterable[Entry]:
        for index, line in enumerate(self.slide):
            yield code_line(f"slide.{index}", line, source="slide A14")
        surplus = self.slips[0] if self.slips else "none"
        yield formula("slide.digit", f'"{surplus}"', surplus, source="slide A14")
        for key, count in (("wrong", len(self.slips)), ("lines", len(self.slide))):
            yield number(
                f"slide.{key}", "n", count, exact=sp.Integer(count),
                formula="lines of the slide against repr of the quotients",
                source="calcml.difference_quotient", style=plain,
            )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What round-off does to the outputs, and what the slide got wrong."""
        errors = [abs(q.rounding) for q in self.quotients]
        rounded = [
            round(sp.Rational(q.value), self.right_places(i))
            == round(q.exact, self.right_places(i))
            for i, q in enumerate(self.quotients)
        ]
        advice = Caption("choose decimal steps from a hundredth down, at a point that is not zero")
        return (
            Claim(
                "right_once_rounded",
                Caption("rounded before its wrong digits, every output is the exact quotient"),
                all(rounded),
                advice,
            ),
            Claim(
                "round_off_grows",
                Caption("with every smaller step the round-off in the output is larger"),
                all(a < b for a, b in pairwise(errors)) and bool(all(errors)),
                advice,
            ),
            Claim(
                "slide_slips",
                Caption("some lines of the slide show one surplus digit, always the same"),
                self.slide_slips,
            ),
        )

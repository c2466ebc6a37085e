"""The lesson of the difference quotient as a program."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import ClassVar

import sympy as sp

from calcml.core.differences import DifferenceQuotient, difference_quotient
from calcml.core.functions import Function
from calcml.core.symbols import x
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
    parameter,
    sequence,
)
from calcml.lessons.programs import code_line, definition, literal, numeral, short_decimal

__all__ = ["DifferenceQuotientCode"]


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

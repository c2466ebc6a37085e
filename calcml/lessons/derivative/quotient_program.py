"""The lesson of the difference quotient as a program."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import ClassVar

import sympy as sp

from calcml.core.differences import DifferenceQuotient, difference_quotient
from calcml.core.errors import OutsideDomain, UnfitLesson
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.core.typesetting import typst
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.derivative.printouts import Printout
from calcml.lessons.derivative.programs import (
    code_line,
    definition,
    literal,
    numeral,
    packed,
    short_decimal,
)
from calcml.lessons.derivative.slide_lines import SlideLines
from calcml.lessons.entries import (
    Entry,
    formula,
    number,
    parameter_entry,
    plain,
    printed,
    readable,
    scientific,
)
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.naming import named
from calcml.lessons.nearby import point_near
from calcml.lessons.parameters import distinct, finite, function_of, parameter, sequence
from calcml.lessons.points import letter_of
from calcml.lessons.reach import suited_reach, unbroken

__all__ = ["DifferenceQuotientCode"]

_COLUMNS, _ROWS = 30, 13  # characters and lines, gaps included, of the program's card
_HEAD, _TAIL = "for h in [", "]:"
_BEHIND, _LONGEST, _SHORTEST = 2, 6, -5  # decades: of the first step behind the reach, its bounds
_STEPS = 4
_HEADS = {  # ems of a column's head, and of a character below it
    "step": (1.0, 0.48), "printed": (6.0, 0.48), "exact": (4.0, 0.48), "error": (2.4, 0.42),
}  # fmt: skip
_GAP = 1.0  # ems
_FORMULA = 26  # characters of a quotient that stands on one line beside its name


def _steps(lesson: "DifferenceQuotientCode") -> tuple[sp.Expr, ...]:
    """Derive the steps: powers of ten, the first two decades below the reach of the curve."""
    reach = suited_reach(lesson.function, lesson.at) or sp.Integer(1)
    first = min(max(int(sp.floor(sp.log(reach, 10))) - _BEHIND, _SHORTEST), _LONGEST)
    return tuple(sp.Integer(10) ** (first - k) for k in range(_STEPS))


@dataclass(frozen=True, kw_only=True)
class DifferenceQuotientCode(Lesson):
    """The difference quotient as a program prints it, beside its exact value.

    Attributes
    ----------
    function : Function
    at : sympy.Expr
        The point x.
    steps : tuple of sympy.Expr
        The steps h that the program runs through, shrinking. By default powers of ten, small
        against the bends of the curve.
    slide : tuple of str
        What the source deck shows as the program's output, line by line; it is told where the
        program is the deck's.
    """

    chapter = "Derivatives"
    number = "2.5"
    heading = Caption("The difference quotient in Python")
    slides = ("A14",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "write_the_program": Caption(
            "This program takes the definition at its word and divides by one small step after "
            "another.",
            rests_on=("fits_the_card",),
        ),
        "run_the_loop": Caption(
            "Each turn of the loop prints one quotient, from _h_ = {step.0} down to "
            "_h_ = {step.last}.",
            rests_on=("steps_shrink",),
        ),
        "work_it_out_by_hand": (
            Caption(
                "By hand, the quotient is exactly {quotient.exact}. For _h_ = {step.0} that is "
                "{exact.0} and nothing else.",
                rests_on=("cancels", "exact_is_short"),
            ),
            Caption(
                "By hand, the quotient is exactly {quotient.exact}. For _h_ = {step.0} that is "
                "{~exact.0}.",
                rests_on=("cancels",),
            ),
            Caption(
                "Worked out with more digits than Python keeps, the quotient for _h_ = {step.0} is "
                "{~exact.0}."
            ),
        ),
        "light_up_the_wrong_digits": (
            Caption(
                "Rounded where the colour begins, every output is right. The rest is round-off, "
                "and it grows as _h_ shrinks.",
                rests_on=("right_once_rounded", "round_off_grows", "digits_are_wrong"),
            ),
            Caption(
                "Rounded where the colour begins, every output is right. The rest is round-off, "
                "and the smallest step has the most of it.",
                rests_on=("right_once_rounded", "last_has_most", "digits_are_wrong"),
            ),
            Caption(
                "Rounded where the colour begins, every output is right. The rest is round-off.",
                rests_on=("right_once_rounded", "digits_are_wrong"),
            ),
            Caption(
                "No digit lights up: with these numbers, every output is the exact quotient.",
                rests_on=("all_exact",),
            ),
            Caption(
                "No digit lights up: with these numbers, every output is right to its last digit.",
                rests_on=("right_once_rounded",),
            ),
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
        None,
        rule=distinct(sequence(short_decimal, shortest=2, longest=4)),
        text="steps h, shrinking",
        derive=_steps,
    )
    slide: tuple[str, ...] = parameter(
        ("6.0099999999999849", "6.0009999999999479", "6.000100000012054", "6.0000099999951316"),
        rule=sequence(numeral, shortest=1, longest=4),
        text="what the source slide shows as the output; told with the deck's program only",
    )

    @cached_property
    def quotients(self) -> tuple[DifferenceQuotient, ...]:
        """What each turn of the loop computes."""
        try:
            return tuple(difference_quotient(self.function, self.at, step=h) for h in self.steps)
        except OutsideDomain as error:
            other = point_near(self.at, self._is_defined_at)
            advice = f"; choose another point, such as at = {other}" if other is not None else ""
            reason = str(error)
            if named(self.function) == "f":
                reason = reason.replace(str(self.function.expression), "f")
            raise UnfitLesson(f"{reason}{advice}") from None

    def _is_defined_at(self, point: sp.Expr) -> bool:
        return unbroken(self.function, point, point + max(self.steps))

    @cached_property
    def printouts(self) -> tuple[Printout, ...]:
        """What each turn of the loop prints."""
        return tuple(Printout(q.value, q.exact) for q in self.quotients)

    @cached_property
    def by_hand(self) -> sp.Expr | None:
        """The quotient as a formula in the step, the step cancelled; None if it is long."""
        _ = self.quotients  # without a value there is nothing to work out
        h, f = sp.Symbol("h", real=True), self.function.expression
        if not f.is_rational_function(x) or letter_of(self.at, "x").text == "x":
            return None
        quotient = sp.expand(sp.cancel((f.subs(x, self.at + h) - f.subs(x, self.at)) / h))
        return quotient if len(str(quotient)) <= _FORMULA else None

    @cached_property
    def lines(self) -> Mapping[str, str]:
        """The program by key; a gap follows the point and the definition."""
        words = packed(_HEAD, map(literal, self.steps), _TAIL, width=_COLUMNS)
        program = {"code.point": f"x = {literal(self.at)}"}
        body = definition("f", self.function, width=_COLUMNS)
        program |= {f"code.f.{i}": line for i, line in enumerate(body)}
        for i, line in enumerate(words):
            head = " " * len(_HEAD) if i else _HEAD
            tail = _TAIL if i == len(words) - 1 else ","
            program[f"code.steps.{i}"] = head + ", ".join(line) + tail
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
        words = packed(_HEAD, map(literal, self.steps), _TAIL, width=_COLUMNS)
        lines = [i for i, line in enumerate(words) for _ in line]
        return f"code.steps.{lines[index]}", literal(self.steps[index])

    @property
    def turns(self) -> range:
        """The turns of the loop, from 0."""
        return range(len(self.steps))

    @property
    def widths(self) -> tuple[float, ...]:
        """Widths of the columns of the table, in ems, with the gaps between them."""
        longest = (
            max(len(self.ledger[f"{name}.{turn}"].shown) for turn in self.turns) for name in _HEADS
        )
        columns = zip(_HEADS.values(), longest, strict=True)
        return tuple(max(head, each * length) + _GAP for (head, each), length in columns)

    @property
    def rounds_the_exact(self) -> bool:
        """Whether an exact quotient has more digits than the table shows."""
        return any(self.ledger[f"exact.{turn}"].rounded for turn in self.turns)

    @cached_property
    def slide_lines(self) -> SlideLines:
        """The lines of the slide beside the program's own."""
        return SlideLines(self.slide, tuple(out.text for out in self.printouts))

    @property
    def untold(self) -> frozenset[str]:
        """A slide without the slip is not corrected."""
        return frozenset() if self.slide_lines.slip else frozenset({"correct_the_slide"})

    def entries(self) -> Iterable[Entry]:
        """Yield the program, its outputs, the exact quotients, and the slide's lines."""
        yield from (code_line(key, text) for key, text in self.lines.items())
        a = letter_of(self.at, "x")
        yield formula(
            "quotient", f"frac(f({a.typst} + h) - f({a.typst}), h)",
            f"(f({a.text} + h) - f({a.text}))/h",
        )  # fmt: skip
        if self.by_hand is not None:
            text = sp.sstr(self.by_hand, order="rev-lex").replace("**", "^").replace("*", "·")
            yield formula("quotient.exact", typst(self.by_hand), text, source="sympy.cancel")
        yield parameter_entry("step.last", "h", self.steps[-1])
        for index, quotient in enumerate(self.quotients):
            yield from self._row(index, quotient)
        if self.slide_lines.slip:
            yield from self.slide_lines.entries()

    def _row(self, index: int, quotient: DifferenceQuotient) -> Iterable[Entry]:
        step, source = self.steps[index], "calcml.difference_quotient"
        out = self.printouts[index]
        written = f"(f(x + h) - f(x))/h at x = {self.at}, h = {step}"
        yield parameter_entry(f"step.{index}", "h", step)
        yield number(
            f"printed.{index}", '"printed"', out.value, exact=sp.Rational(out.value),
            formula=f"{written}, in doubles", source=source, style=printed,
        )  # fmt: skip
        yield number(
            f"exact.{index}", "frac(f(x + h) - f(x), h)", float(out.exact), exact=out.exact,
            formula=written, source=source, style=readable(8),
        )  # fmt: skip
        yield number(
            f"error.{index}", '"printed" - "exact"', quotient.rounding, exact=out.error,
            formula="printed - exact", source=source,
            style=scientific(2) if quotient.rounding else plain,
        )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What fits, what the steps do, and what round-off does to the outputs."""
        return (*self._about_the_program(), *self._about_digits())

    def _about_the_program(self) -> Iterable[Claim]:
        yield Claim(
            "fits_the_card",
            Caption("the program fits on its card"),
            len(self.listing) <= _ROWS and max(map(len, self.lines.values())) <= _COLUMNS,
            Caption("choose a formula that Python writes in at most four short lines"),
        )
        yield Claim(
            "steps_shrink",
            Caption("every step is smaller than the one before"),
            all(bool(later < earlier) for earlier, later in pairwise(self.steps)),
            Caption("list the steps from the longest to the shortest"),
        )
        yield Claim(
            "cancels",
            Caption("the step cancels in the quotient, and what is left is short"),
            self.by_hand is not None,
        )
        yield Claim(
            "exact_is_short",
            Caption("the digits shown are the whole quotient"),
            not self.ledger["exact.0"].rounded,
        )

    def _about_digits(self) -> Iterable[Claim]:
        errors = [abs(q.rounding) for q in self.quotients]
        right = [out.right_places is not None for out in self.printouts]
        wrong = [out.wrong for out in self.printouts]
        yield Claim(
            "right_once_rounded",
            Caption("rounded before its wrong digits, every output is the exact quotient rounded"),
            all(right),
            Caption("choose longer steps: with these, round-off leaves no digit right"),
        )
        yield Claim(
            "round_off_grows",
            Caption("with every smaller step the round-off in the output is larger"),
            all(a < b for a, b in pairwise(errors)) and all(errors),
        )
        yield Claim(
            "last_has_most",
            Caption("the smallest step has the largest round-off"),
            errors[-1] > max(errors[:-1]),
        )
        yield Claim(
            "digits_are_wrong",
            Caption("some output has a wrong digit"),
            any(part.start < part.stop for part in wrong),
        )
        yield Claim("all_exact", Caption("no output has an error"), not any(errors))

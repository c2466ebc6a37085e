"""The lesson of cancellation and absorption: what a tiny step does to a difference of doubles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import ClassVar

import sympy as sp

from calcml.core.differences import DifferenceQuotient, Verdict, difference_quotient
from calcml.core.floats import Subtraction, addition, spacing
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.derivative.printouts import Printout
from calcml.lessons.derivative.programs import code
from calcml.lessons.entries import (
    Entry,
    Style,
    formula,
    number,
    parameter_entry,
    plain,
    printed,
    verdict,
)
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.numerics.double_lines import Dart, DoubleLine
from calcml.lessons.numerics.slide_outputs import as_power
from calcml.lessons.scales import Frame

__all__ = ["CatastrophicCancellation"]

_SQUARE = Function(x**2, x)
_POINT = sp.Integer(3)
_STEPS = tuple(sp.Rational(1, 10**k) for k in (8, 12, 15, 16))
_VIEW = (-1.6, 3.4)  # in gaps of the doubles around the point
_PLACES = 16  # of a register, behind its point
_SPOILERS = {Verdict.CANCELLATION: "cancellation", Verdict.ABSORPTION: "absorption"}


@dataclass(frozen=True, kw_only=True)
class CatastrophicCancellation(Lesson):
    """Two nearly equal values, digit by digit, and a step that is lost beside the point.

    Nothing can be set: the slide's program is told, x² at 3, and its steps are chosen so that
    first digits cancel and at last the step itself is absorbed.
    """

    chapter = "Numerical differentiation"
    number = "3.1"
    heading = Caption("Where the digits go")
    slides = ("A15",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "write_both_values": Caption(
            "Two values of the square, as a double holds them. Their first {agree.0} digits agree.",
        ),
        "subtract_them": Caption(
            "What agrees cancels. The subtraction is exact: it lays bare digits that were rounded.",
            rests_on=("subtractions_are_exact", "last_digits_are_wrong"),
        ),
        "shrink_the_step": Caption(
            "The smaller the step, the fewer digits are left, and the more of them are round-off.",
            rests_on=("fewer_are_left", "errors_grow"),
        ),
        "look_at_the_step": Caption(
            "Even the step is rounded: added to {at}, {step.2} becomes two gaps between doubles.",
            rests_on=("two_gaps",),
        ),
        "lose_the_step": Caption(
            "At _h_ = {step.3} the sum is {at} again. The values are equal, the quotient is "
            "{printed.3}.",
            rests_on=("step_is_absorbed",),
        ),
        "name_what_spoils": Caption(
            "So the slide's zero is not cancellation: both points are one double. It is "
            "absorption.",
            rests_on=("step_is_absorbed", "others_cancel"),
        ),
    }

    @cached_property
    def quotients(self) -> tuple[DifferenceQuotient, ...]:
        """The quotients in doubles, one for each step."""
        return tuple(difference_quotient(_SQUARE, _POINT, step=h) for h in _STEPS)

    @cached_property
    def subtractions(self) -> tuple[Subtraction, ...]:
        """The differences in them, digit by digit."""
        return tuple(q.subtraction for q in self.quotients)

    @property
    def shrinking(self) -> range:
        """The steps whose registers are written, from 0."""
        return range(len(_STEPS) - 1)

    def agreeing(self, index: int) -> slice:
        """Return where the digits of a register stand that agree, its point among them."""
        return slice(0, self.subtractions[index].matching + 1)

    def wrong(self, index: int) -> slice:
        """Return where the digits of a difference stand that are wrong."""
        difference = Printout(self.subtractions[index].result, self._exact_difference(index))
        right = difference.right_places
        first = self.agreeing(index).stop if right is None else len("0.") + right
        return slice(first, len("0.") + _PLACES)

    @cached_property
    def line(self) -> DoubleLine:
        """The doubles around the point."""
        return DoubleLine(float(_POINT), _VIEW)

    @cached_property
    def darts(self) -> Mapping[str, Dart]:
        """The point plus each step, exactly and as stored, by the step's key."""
        return {
            f"step.{i}": Dart(self.line, _POINT + h, addition(float(_POINT), float(h)).result)
            for i, h in enumerate(_STEPS)
        }

    @property
    def ends(self) -> Mapping[str, float]:
        """To which double, from the point, a length on the line reaches."""
        return {"gap": self.line.doubles_above(1), "effective": self.darts["step.2"].stored}

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The number line, in gaps."""
        return {"line": self.line.frame}

    def entries(self) -> Iterable[Entry]:
        """Yield the function, the registers, then for each step what agrees, is printed, spoils."""
        yield formula("function", f"f(x) = {_SQUARE.typst}", f"f(x) = {written(_SQUARE)}")
        yield parameter_entry("at", "x", _POINT)
        yield formula("name.minuend", f"f({_POINT} + h)", f"f({_POINT} + h)")
        yield formula("name.subtrahend", f"f({_POINT})", f"f({_POINT})")
        for index in self.shrinking:
            yield from self._registers(index)
        for index, (step, quotient) in enumerate(zip(_STEPS, self.quotients, strict=True)):
            yield from self._row(index, step, quotient)
        gap = spacing(float(_POINT))
        yield number(
            "gap", '"gap"', gap, exact=sp.Rational(gap), style=printed,
            formula=f"from {_POINT} to the next double", source="calcml.spacing",
        )  # fmt: skip
        made = addition(float(_POINT), float(_STEPS[2])).effective
        yield number(
            "effective", f"({_POINT} + h) - {_POINT}", made, exact=sp.Rational(made),
            style=printed, formula=f"({_POINT} + h) - {_POINT} in doubles, h = {_STEPS[2]}",
            source="calcml.addition",
        )  # fmt: skip

    def _registers(self, index: int) -> Iterable[Entry]:
        taken, step = self.subtractions[index], _STEPS[index]
        texts = {
            "minuend": (taken.minuend, taken.registers[0], f"({_POINT} + h)**2"),
            "subtrahend": (taken.subtrahend, taken.registers[1], f"{_POINT}**2"),
            "difference": (taken.result, f"{taken.result:.{_PLACES}f}", f"({_POINT} + h)**2 - 9"),
        }
        for name, (value, text, how) in texts.items():
            yield number(
                f"{name}.{index}", f'"{name}"', value, exact=sp.Rational(value),
                style=_as_register(text), formula=f"{how} in doubles, h = {step}",
                source="calcml.subtraction",
            )  # fmt: skip

    def _row(self, index: int, step: sp.Expr, quotient: DifferenceQuotient) -> Iterable[Entry]:
        matching = self.subtractions[index].matching
        yield parameter_entry(f"step.{index}", "h", step, style=as_power)
        yield number(
            f"agree.{index}", '"digits that agree"', matching, exact=sp.Integer(matching),
            style=plain, formula="leading digits in which both registers agree",
            source="calcml.subtraction",
        )  # fmt: skip
        yield number(
            f"printed.{index}", '"printed"', quotient.value, exact=sp.Rational(quotient.value),
            style=printed, formula=f"(({_POINT} + h)**2 - {_POINT}**2)/h in doubles, h = {step}",
            source="calcml.difference_quotient",
        )  # fmt: skip
        words = _SPOILERS[quotient.verdict]
        yield verdict(
            f"spoiler.{index}", '"what spoils it"', value=words, words=words,
            formula=quotient.verdict.value, source="calcml.difference_quotient",
        )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What is true of the registers, the steps, and what spoils each quotient."""
        *cancelling, last = self.quotients
        agree = [s.matching for s in self.subtractions]
        errors = [abs(q.rounding) for q in cancelling]
        return (
            Claim(
                "subtractions_are_exact",
                Caption("every subtraction of the two values is exact"),
                all(s.is_exact for s in self.subtractions),
            ),
            Claim(
                "last_digits_are_wrong",
                Caption("of every difference the last digit is wrong"),
                all(self.wrong(i).start < self.wrong(i).stop for i in self.shrinking),
            ),
            Claim(
                "fewer_are_left",
                Caption("with every smaller step more digits agree"),
                all(fewer < more for fewer, more in pairwise(agree)),
            ),
            Claim(
                "errors_grow",
                Caption("with every smaller step the round-off is larger"),
                all(less < more for less, more in pairwise(errors)),
            ),
            Claim(
                "two_gaps",
                Caption("the step is rounded to two gaps"),
                cancelling[-1].effective_step == 2 * self.line.gap,
            ),
            Claim(
                "step_is_absorbed",
                Caption("the shortest step leaves no trace, and the quotient is zero"),
                last.verdict is Verdict.ABSORPTION and last.value == 0,
            ),
            Claim(
                "others_cancel",
                Caption("the other quotients are spoilt by cancellation"),
                all(q.verdict is Verdict.CANCELLATION for q in cancelling),
            ),
        )

    def _exact_difference(self, index: int) -> sp.Expr:
        return self.quotients[index].exact * _STEPS[index]


def _as_register(text: str) -> Style:
    return lambda _: code(text)

"""The lesson of the step √ε: why the slide's program prints the slope without an error."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.differences import DifferenceQuotient, difference_quotient
from calcml.core.floats import MACHINE_EPSILON, nearest, spacing
from calcml.core.functions import Function
from calcml.core.steps import optimal_step
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.derivative.programs import code_line
from calcml.lessons.entries import (
    Entry,
    Shown,
    formula,
    number,
    parameter_entry,
    plain,
    printed,
    readable,
    scientific,
)
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.numerics.double_lines import Dart, DoubleLine, Place
from calcml.lessons.scales import Frame

__all__ = ["SqrtEpsilonStep"]

_SQUARE = Function(x**2, x)
_POINT = sp.Integer(3)
_ROOT = sp.sqrt(sp.Rational(MACHINE_EPSILON))
_TRIALS = (
    (_POINT, _ROOT), (sp.Integer(1), _ROOT), (sp.Rational(31, 10), _ROOT), (_POINT, 4 * _ROOT),
)  # fmt: skip
# Not twice the step: there the square is a tie, which libraries of C round either way.
_VIEW = (-1.2, 1.55)  # in gaps
_BRACE = 0.62  # height of the line that spans the square of the step
_WIDEST = 21.0  # ems of the longest line, with its margin
_PROGRAM = {
    "f": "def f(x): return x**2",
    "x": "x = 3",
    "step": "h = np.sqrt(np.finfo(float).eps)",
    "forward": "print((f(x + h) - f(x)) / h)",
    "expected": "print(2 * x)",
}
_SLIDE, _QUOTIENT = "slide A19", "calcml.difference_quotient"


def _power_of_two(value: sp.Expr) -> Shown:
    exponent = int(sp.log(value, 2))
    superscript = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return Shown(f"2{superscript}", f"2^({exponent})")


@dataclass(frozen=True, kw_only=True)
class SqrtEpsilonStep(Lesson):
    """The slide's program with the step √ε, and the square that is rounded just right.

    Nothing can be set: the luck is that of x² at 3 with this step, and it is gone elsewhere.
    """

    chapter = "Numerical differentiation"
    number = "3.5"
    heading = Caption("Exact by luck")
    slides = ("A19",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "choose_the_step": Caption(
            "The best step for the square at {at} is {~best}; the slide takes the root of _ε_."
        ),
        "run_the_program": Caption(
            "It prints {printed.0}, the slope itself. By hand the quotient is {quotient}: where is "
            "_h_?",
            rests_on=("prints_the_slope",),
        ),
        "look_at_the_doubles": Caption(
            "The first square is {terms}. Its last term is an eighth of a gap: it is rounded away.",
            rests_on=("is_an_eighth", "is_rounded_away"),
        ),
        "try_elsewhere": Caption(
            "That was luck. At other points, or with four times the step, the usual error is back.",
            rests_on=("others_err",),
        ),
    }

    @cached_property
    def quotients(self) -> tuple[DifferenceQuotient, ...]:
        """The quotients in doubles: the slide's, then the others."""
        return tuple(difference_quotient(_SQUARE, at, step=step) for at, step in _TRIALS)

    @property
    def program(self) -> tuple[str, ...]:
        """The keys of the program's lines."""
        return tuple(f"code.{name}" for name in _PROGRAM)

    @property
    def widest(self) -> float:
        """Width of the longest line of the program, in ems."""
        return _WIDEST

    @property
    def gap_name(self) -> Place:
        """Where the gap is named, under its middle."""
        return self.line.under(0.5)

    @cached_property
    def line(self) -> DoubleLine:
        """The doubles around the square."""
        return DoubleLine(self.dart.stored, _VIEW)

    @cached_property
    def dart(self) -> Dart:
        """The square as it is, and as it is stored."""
        meant = (_POINT + _ROOT) ** 2
        stored = nearest(sp.expand(meant))
        return Dart(DoubleLine(stored, _VIEW), sp.expand(meant), stored)

    @property
    def small_span(self) -> tuple[Place, Place]:
        """The line that spans the square of the step, above the doubles."""
        return (0.0, _BRACE), (self.dart.landing[0], _BRACE)

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The number line, in gaps."""
        return {"line": self.line.frame}

    def entries(self) -> Iterable[Entry]:
        """Yield the program, the step, the square in its parts, and the quotients."""
        yield parameter_entry("at", "x", _POINT)
        for name, line in _PROGRAM.items():
            yield code_line(f"code.{name}", line, source=_SLIDE)
        best = optimal_step(_SQUARE, _POINT)
        yield number(
            "best", "h^*", best.step, exact=best.exact, formula=f"2·√(u·f/f″) of x² at {_POINT}",
            source="calcml.optimal_step", style=scientific(5),
        )  # fmt: skip
        for key, style in (("root", _power_of_two), ("root.printed", printed)):
            yield number(
                key, "sqrt(epsilon)", nearest(_ROOT), exact=_ROOT, formula="√ε of doubles",
                source="calcml.MACHINE_EPSILON", style=style,
            )  # fmt: skip
        p = _POINT
        for key, code, text in (
            ("quotient.name", f"frac(({p} + h)^2 - {p}^2, h)", f"(({p} + h)² − {p}²)/h"),
            ("quotient", f"{2 * p} + h", f"{2 * p} + h"),
            ("square", f"({p} + h)^2", f"({p} + h)²"),
            ("terms", f"{p**2} + {2 * p} h + h^2", f"{p**2} + {2 * p}h + h²"),
            ("tick", f"{p**2} + {2 * p} h", f"{p**2} + {2 * p}h"),
            ("small", "h^2", "h²"),
        ):
            yield formula(key, code, text, source="calcml.Function")
        gap = spacing(self.dart.stored)
        yield number(
            "gap", '"gap"', gap, exact=sp.Rational(gap), style=_power_of_two,
            formula="from the stored square to the next double", source="calcml.spacing",
        )  # fmt: skip
        share = _ROOT**2 / sp.Rational(gap)
        yield number(
            "share", 'h^2\\/"gap"', nearest(share), exact=share, style=plain,
            formula="h² over the gap", source="calcml.spacing",
        )  # fmt: skip
        expected = 2 * int(_POINT)
        yield number(
            "expected", "2 x", expected, exact=sp.Integer(expected), style=_as_int,
            formula="2·x for the int x", source=_SLIDE,
        )  # fmt: skip
        for i, ((at, step), quotient) in enumerate(zip(_TRIALS, self.quotients, strict=True)):
            yield from _row(i, at, step, quotient)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What is true of the quotients, and of the square."""
        first, *others = self.quotients
        gap = sp.Rational(self.line.gap)
        return (
            Claim(
                "prints_the_slope",
                Caption("the slide's quotient is the slope"),
                bool(sp.Rational(first.value) == 2 * _POINT),
            ),
            Claim(
                "is_an_eighth",
                Caption("the square of the step is an eighth of the gap"),
                bool(gap == 8 * _ROOT**2),
            ),
            Claim(
                "is_rounded_away",
                Caption("what is stored is the square without its last term"),
                bool(sp.Rational(self.dart.stored) == self.dart.number - _ROOT**2),
            ),
            Claim(
                "others_err",
                Caption("all other quotients are off by about the step"),
                all(
                    nearest(step) / 4 < abs(_error(at, other)) < 8 * nearest(step)
                    for (at, step), other in zip(_TRIALS[1:], others, strict=True)
                ),
            ),
        )


def _as_int(value: sp.Expr) -> Shown:
    return Shown(str(int(value)), f'#raw("{int(value)}")')


def _error(at: sp.Expr, quotient: DifferenceQuotient) -> float:
    return nearest(sp.Rational(quotient.value) - 2 * at)


def _row(i: int, at: sp.Expr, step: sp.Expr, quotient: DifferenceQuotient) -> Iterable[Entry]:
    yield parameter_entry(f"x.{i}", "x", at)
    yield parameter_entry(f"step.{i}", "h", step, style=_power_of_two)
    where = f"x = {plain(at).text}, h = {_power_of_two(step).text}"
    yield number(
        f"printed.{i}", '"printed"', quotient.value, exact=sp.Rational(quotient.value),
        style=printed, formula=f"((x + h)**2 - x**2)/h in doubles, {where}", source=_QUOTIENT,
    )  # fmt: skip
    error = sp.Rational(quotient.value) - 2 * at
    yield number(
        f"error.{i}", '"error"', nearest(error), exact=error, style=readable(5),
        formula=f"printed less 2x, {where}", source=_QUOTIENT,
    )  # fmt: skip

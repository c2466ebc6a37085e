"""The lesson of a constant function: nothing changes, so the derivative is zero."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.derivatives import Derivative, derivative
from calcml.core.differences import DifferenceQuotient, difference_quotient
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.derivative.limit_lines import LIMIT, limit_line
from calcml.lessons.derivative.straight_picture import StraightPicture
from calcml.lessons.entries import Entry, formula, number, parameter_entry, plain
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import count, parameter
from calcml.lessons.scales import Frame, Scale

__all__ = ["ConstantDerivative"]

_LOWEST, _ON_THE_SLIDE, _HIGHEST = 1, 3, 9
_STEPS = (sp.Integer(1), sp.Rational(1, 10), sp.Rational(1, 100))
_AT, _WIDE, _HIGH = 0.7, 2.5, 1.5  # the point, the width, the height in constants
_DEFINITION = "frac(f(x + h) - f(x), h)", "(f(x + h) − f(x))/h"
_FREE = (0.05, 0.95), (0.05, 0.52)
_SOURCE = "calcml.difference_quotient"


@dataclass(frozen=True, kw_only=True)
class ConstantDerivative(Lesson):
    """The difference quotients of a constant, which are zero for every step.

    Attributes
    ----------
    constant : int
        The value of the function.
    """

    chapter = "Derivatives"
    number = "2.1"
    heading = Caption("Where nothing changes")
    slides = ("A10",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "define_the_derivative": Caption(
            "The derivative is a limit too: of a difference over its step. Take a constant "
            "first, {constant}."
        ),
        "take_two_points": Caption(
            "Two points, _h_ apart, are equally high. The difference is {rise}."
        ),
        "shrink_the_step": Caption(
            "For every step the quotient is {quotient.0}: for a constant the step does not matter."
        ),
        "keep_the_limit": (
            Caption(
                "The slide drops the limit too early. It stays as long as _h_ does, and then "
                "{slope} is left.",
                rests_on=("as_on_the_slide",),
            ),
            Caption("The limit stays as long as _h_ does, and then {slope} is left."),
        ),
    }

    constant: int = parameter(3, rule=count(_LOWEST, _HIGHEST), text="the value of the function")

    @property
    def is_on_the_slide(self) -> bool:
        """Whether the slide has this constant."""
        return self.constant == _ON_THE_SLIDE

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Whether there is a slip to speak of."""
        return (
            Claim(
                "as_on_the_slide",
                Caption("the slide has the constant {constant}"),
                self.is_on_the_slide,
            ),
        )

    @cached_property
    def function(self) -> Function:
        """The constant function."""
        return Function(sp.Integer(self.constant), x)

    @cached_property
    def quotients(self) -> tuple[DifferenceQuotient, ...]:
        """The quotients for the steps."""
        return tuple(difference_quotient(self.function, 0, step=h) for h in _STEPS)

    @cached_property
    def slope(self) -> sp.Expr:
        """The derivative."""
        found = derivative(self.function, 0)
        return found.exact if isinstance(found, Derivative) else sp.nan

    @property
    def none(self) -> float:
        """No step."""
        return 0.0

    @property
    def steps(self) -> tuple[float, ...]:
        """The steps as doubles, shrinking."""
        return tuple(map(nearest, _STEPS))

    @cached_property
    def picture(self) -> StraightPicture:
        """Where everything stands."""
        height = float(self.constant)
        frame = Frame(
            Scale(0.0, _WIDE, ticks=()), Scale(0.0, _HIGH * height, (sp.Integer(self.constant),))
        )
        return StraightPicture(0.0, height, _AT, self.steps[0], frame)

    @property
    def free(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Where nothing is drawn at the end, as shares of the plot's width and height."""
        return _FREE

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The axes, with a tick at the constant."""
        return {"main": self.picture.frame}

    @property
    def rows(self) -> list[list[str]]:
        """The keys of the table's entries, row by row."""
        return [[f"step.{i}", f"quotient.{i}"] for i, _ in enumerate(_STEPS)]

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The lines of the algebra behind the sign of the limit, as Typst and as text."""
        c = self.constant
        return (
            _DEFINITION, (f"frac({c} - {c}, h)", f"({c} − {c})/h"), ("frac(0, h)", "0/h"),
            ("0", "0"),
        )  # fmt: skip

    def entries(self) -> Iterable[Entry]:
        """Yield the lines of the algebra, the quotients for three steps, and the slide's slip."""
        c = self.constant
        yield formula("function", f"f(x) = {self.function.typst}", f"f(x) = {c}")
        yield parameter_entry("constant", "f(x)", c)
        for i, (code, text) in enumerate(self.lines):
            yield limit_line(f"line.{i}", code, text)
        gained = self.function.exact(1) - self.function.exact(0)
        yield number(
            "rise", "f(x + h) - f(x)", nearest(gained), exact=gained, formula=f"{c} - {c}",
            source="calcml.Function", style=plain,
        )  # fmt: skip
        for i, (h, quotient) in enumerate(zip(_STEPS, self.quotients, strict=True)):
            yield parameter_entry(f"step.{i}", "h", h)
            yield number(
                f"quotient.{i}", f"frac({c} - {c}, h)", quotient.value, exact=quotient.exact,
                formula=f"({c} - {c})/{h}", source=_SOURCE, style=plain,
            )  # fmt: skip
        yield number(
            "slope", "f'(x)", nearest(self.slope), exact=self.slope, formula="f'(x)",
            source="calcml.derivative", style=plain,
        )  # fmt: skip
        if self.is_on_the_slide:
            yield from self._slip

    @property
    def _slip(self) -> Iterable[Entry]:
        (before, words), (after, other) = self.lines[:2]
        for key, sign, said, source in (
            ("slide.step", "", "", "slide A10"),
            ("step", f"{LIMIT} ", "lim ", "parameter"),
        ):
            yield formula(
                key, f"{LIMIT} {before} = {sign}{after}", f"lim {words} = {said}{other}",
                source=source,
            )  # fmt: skip

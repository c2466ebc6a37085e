"""The lesson of the square that grows: its derivative by algebra, seen as areas."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.differences import DifferenceQuotient, difference_quotient
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.captions import Caption
from calcml.lessons.derivative.limit_lines import LIMIT, limit_line
from calcml.lessons.derivative.square_picture import SquarePicture
from calcml.lessons.entries import Entry, formula, number, parameter_entry, plain
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import parameter, positive, within
from calcml.lessons.scales import Frame

__all__ = ["SquareDerivativeAlgebra"]

_SHORTEST, _LONGEST = 2, 4
_FUNCTION = Function(x**2, x)
_STEPS = (sp.Integer(1), sp.Rational(1, 10), sp.Rational(1, 100))
_LINES = (  # of the algebra, as Typst and as text
    ("frac((x + h)^2 - x^2, h)", "((x + h)² − x²)/h"),
    ("frac(2 x h + h^2, h)", "(2x·h + h²)/h"),
    ("frac(h (2 x + h), h)", "h·(2x + h)/h"),
    ("(2 x + h)", "(2x + h)"),
)
_GAINED = "2 x h", "h^2"  # the strips together, and the corner
_SLIDE = "slide A13"


@dataclass(frozen=True, kw_only=True)
class SquareDerivativeAlgebra(Lesson):
    """The derivative of the square by algebra, and the areas that the algebra speaks of.

    The function stays the square: the picture is that of its area. Its side may be chosen.

    Attributes
    ----------
    side : sympy.Expr
        The x of the picture and of the numbers.
    """

    chapter = "Derivatives"
    number = "2.4"
    heading = Caption("A square that grows")
    slides = ("A13",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "draw_the_square": Caption(
            "What is the slope at any _x_? The quadratic function {square} is the area of a square."
        ),
        "lengthen_the_sides": Caption(
            "Lengthen its sides by _h_: two strips and a small corner are added."
        ),
        "lay_end_to_end": Caption(
            "Laid end to end, they form a band of the width _h_. Divided by _h_, its length is "
            "left."
        ),
        "shrink_the_step": Caption(
            "As _h_ shrinks, the corner fades faster than the strips: the length tends to "
            "{derivative}."
        ),
        "keep_the_limit": Caption(
            "Two slips on the slide: {square} is a function, and the limit stays as long as _h_ "
            "does."
        ),
    }

    side: sp.Expr = parameter(
        3, rule=within(_SHORTEST, _LONGEST, rule=positive), text="the side x of the square"
    )

    @cached_property
    def slope(self) -> Function:
        """The derivative of the square, as a function."""
        return _FUNCTION.derivative()

    @cached_property
    def quotients(self) -> tuple[DifferenceQuotient, ...]:
        """What is added, divided by the step: the lengths of the band."""
        return tuple(difference_quotient(_FUNCTION, self.side, step=h) for h in _STEPS)

    @property
    def steps(self) -> tuple[float, ...]:
        """The steps as doubles, shrinking."""
        return tuple(map(nearest, _STEPS))

    @property
    def none(self) -> float:
        """The step before the square grows, and how far its parts have moved then."""
        return 0.0

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the algebra before the last one, as text."""
        return tuple(text for _, text in _LINES)

    @property
    def gained(self) -> tuple[str, str]:
        """What the strips and the corner are, as Typst mathematics."""
        return _GAINED

    @cached_property
    def picture(self) -> SquarePicture:
        """Where everything stands."""
        return SquarePicture(nearest(self.side), self.steps[0])

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The plane of the square and the band."""
        return {"square": self.picture.frame}

    def entries(self) -> Iterable[Entry]:
        """Yield the lines of the algebra, the areas for three steps, and the slide's slip."""
        yield formula("function", f"f(x) = {_FUNCTION.typst}", f"f(x) = {written(_FUNCTION)}")
        yield formula("square", _FUNCTION.typst, written(_FUNCTION))
        yield formula("added", "(x + h)^2 - x^2 = 2 x h + h^2", "(x + h)² − x² = 2x·h + h²")
        yield formula("corner", "h^2", "h²")
        yield formula("length", "2 x + h", "2x + h")
        for i, (code, text) in enumerate(_LINES):
            yield limit_line(f"line.{i}", code, text)
        yield formula(
            "derivative", self.slope.typst, written(self.slope), source="calcml.Function.derivative"
        )
        yield parameter_entry("side", "x", self.side)
        for i, (h, quotient) in enumerate(zip(_STEPS, self.quotients, strict=True)):
            yield parameter_entry(f"step.{i}", "h", h)
            for key, symbol, area in (
                ("strips", self.gained[0], 2 * self.side * h),
                ("corner", self.gained[1], h**2),
            ):
                yield number(
                    f"{key}.{i}", symbol, nearest(area), exact=area,
                    formula=f"{symbol} at x = {self.side}, h = {h}",
                    source="calcml.difference_quotient", style=plain,
                )  # fmt: skip
            yield number(
                f"length.{i}", "2 x + h", quotient.value, exact=quotient.exact,
                formula=f"((x + h)**2 - x**2)/h at x = {self.side}, h = {h}",
                source="calcml.difference_quotient", style=plain,
            )  # fmt: skip
        for key, sign, said, source in (
            ("slide.step", "", "", _SLIDE),
            ("step", f"{LIMIT} ", "lim ", "parameter"),
        ):
            (before, words), (after, other) = _LINES[1:3]
            yield formula(
                key, f"{LIMIT} {before} = {sign}{after}", f"lim {words} = {said}{other}",
                source=source,
            )  # fmt: skip

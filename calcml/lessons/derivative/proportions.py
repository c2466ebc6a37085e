"""The lesson of a straight line through the origin: every slope triangle has one ratio."""

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
from calcml.lessons.captions import Caption
from calcml.lessons.derivative.limit_lines import limit_line
from calcml.lessons.derivative.straight_picture import StraightPicture
from calcml.lessons.entries import Entry, formula, number, parameter_entry, plain
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import count, parameter
from calcml.lessons.scales import Frame, Scale

__all__ = ["LinearDerivative"]

_LEAST, _ON_THE_SLIDE, _MOST = 2, 3, 9
_STEPS = (sp.Integer(1), sp.Rational(1, 2), sp.Rational(1, 10))
_AT = sp.Integer(1)
_WIDE = 2.5
_FREE = (0.04, 0.56), (0.6, 0.98)
_SOURCE = "calcml.difference_quotient"


@dataclass(frozen=True, kw_only=True)
class LinearDerivative(Lesson):
    """Slope triangles of a straight line: whatever their size, rise over run is the same.

    Attributes
    ----------
    slope : int
        The function is so many times x.
    """

    chapter = "Derivatives"
    number = "2.2"
    heading = Caption("One slope for every step")
    slides = ("A11",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "climb_the_line": Caption(
            "The next simplest function climbs: {formula} is {value.0} at _x_ = {x.0}, but "
            "{value.1} at _x_ = {x.1}."
        ),
        "draw_a_triangle": Caption(
            "A step of {step.0} to the right leads {rise.0} up. Their quotient is the slope, "
            "{quotient.0}."
        ),
        "shrink_the_triangle": Caption(
            "A smaller step leads up less, and in proportion: the slope stays {quotient.2}."
        ),
        "cancel_the_step": Caption(
            "In general the step cancels before the limit is taken: the derivative is {derivative}."
        ),
        "correct_the_slide": Caption(
            "The slide calls this function constant. It is linear: constant is its derivative."
        ),
    }

    slope: int = parameter(
        _ON_THE_SLIDE, rule=count(_LEAST, _MOST), text="the function is so many times x"
    )

    @property
    def untold(self) -> frozenset[str]:
        """The slide speaks of its own function only."""
        return frozenset() if self.slope == _ON_THE_SLIDE else frozenset({"correct_the_slide"})

    @cached_property
    def function(self) -> Function:
        """The function."""
        return Function(self.slope * x, x)

    @cached_property
    def quotients(self) -> tuple[DifferenceQuotient, ...]:
        """The quotients for the steps."""
        return tuple(difference_quotient(self.function, _AT, step=h) for h in _STEPS)

    @cached_property
    def derivative(self) -> sp.Expr:
        """The derivative."""
        found = derivative(self.function, _AT)
        return found.exact if isinstance(found, Derivative) else sp.nan

    @property
    def steps(self) -> tuple[float, ...]:
        """The steps as doubles, shrinking."""
        return tuple(map(nearest, _STEPS))

    @cached_property
    def picture(self) -> StraightPicture:
        """Where everything stands."""
        m = sp.Integer(self.slope)
        frame = Frame(
            Scale(0.0, _WIDE, (sp.Integer(0), _AT)),
            Scale(0.0, _WIDE * float(m), (m,)),
        )
        return StraightPicture(float(m), 0.0, nearest(_AT), self.steps[0], frame)

    @property
    def ends(self) -> tuple[float, float]:
        """The two places whose values differ."""
        return 0.0, nearest(_AT)

    @property
    def free(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Where nothing is drawn at the end, as shares of the plot's width and height."""
        return _FREE

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The axes, with ticks at the two places and at the second value."""
        return {"main": self.picture.frame}

    @property
    def rows(self) -> list[list[str]]:
        """The keys of the table's entries, row by row."""
        return [[f"step.{i}", f"rise.{i}", f"quotient.{i}"] for i, _ in enumerate(_STEPS)]

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The lines of the algebra behind the sign of the limit, as Typst and as text."""
        m = self.slope
        return (
            (f"frac({m} (x + h) - {m} x, h)", f"({m}·(x + h) − {m}x)/h"),
            (f"frac({m} x + {m} h - {m} x, h)", f"({m}x + {m}h − {m}x)/h"),
            (f"frac({m} h, h)", f"{m}h/h"),
            (f"{m}", f"{m}"),
        )

    def entries(self) -> Iterable[Entry]:
        """Yield two values, the triangles for three steps, and the lines of the algebra."""
        f, where = self.function, f"at x = {_AT}"
        yield formula("function", f"f(x) = {f.typst}", f"f(x) = {written(f)}")
        yield formula("formula", f.typst, written(f))
        for i, place in enumerate((sp.Integer(0), _AT)):
            yield parameter_entry(f"x.{i}", "x", place)
            yield _exact(f"value.{i}", f"f({place})", f.exact(place), f"f({place})", "Function")
        for i, (h, quotient) in enumerate(zip(_STEPS, self.quotients, strict=True)):
            rise = f.exact(_AT + h) - f.exact(_AT)
            yield parameter_entry(f"step.{i}", "h", h)
            yield _exact(
                f"rise.{i}", "f(x + h) - f(x)", rise, f"f(x + {h}) - f(x) {where}", "Function"
            )
            yield number(
                f"quotient.{i}", "frac(f(x + h) - f(x), h)", quotient.value, exact=quotient.exact,
                formula=f"(f(x + {h}) - f(x))/{h} {where}", source=_SOURCE, style=plain,
            )  # fmt: skip
        for i, (code, text) in enumerate(self.lines):
            yield limit_line(f"line.{i}", code, text)
        yield _exact("derivative", "f'(x)", self.derivative, "f'(x)", "derivative")


def _exact(key: str, symbol: str, value: sp.Expr, text: str, routine: str) -> Entry:
    """Make the entry of a number that is known exactly."""
    return number(
        key, symbol, nearest(value), exact=value, formula=text, source=f"calcml.{routine}",
        style=plain,
    )  # fmt: skip

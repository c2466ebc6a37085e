"""The lesson of the four kinds of error, and of which of them the machine makes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.floats import (
    Repetition,
    Rounding,
    nearest,
    repetition,
    rounding,
    scaled_until_lost,
)
from calcml.core.typesetting import typst
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import (
    Entry,
    Shown,
    formula,
    number,
    parameter_entry,
    printed,
    scientific,
    verdict,
)
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.numerics.double_lines import Dart, DoubleLine, Place
from calcml.lessons.numerics.error_places import ErrorPlaces
from calcml.lessons.scales import Frame

__all__ = ["ErrorTaxonomy"]

_TENTH = sp.Rational(1, 10)
_TERMS = 5
_TIMES = 10
_SMALL, _SHRINK = 1.234567890123e-308, 1e-5
_LARGE = (1e306, 1e307, 1e308)
_VIEW = (-1.3, 1.6)  # in gaps of the doubles around π
_KINDS = {"rounding": True, "truncation": False, "underflow": True, "overflow": True}
_EDGES = {
    "smallest": "the smallest double above zero",
    "normal": "the smallest double with all digits",
    "largest": "the largest double",
}
_CONSTANTS = {
    "smallest": "SMALLEST_SUBNORMAL", "normal": "SMALLEST_NORMAL", "largest": "LARGEST",
}  # fmt: skip
_NAMES = {
    "rounding": "round-off", "truncation": "truncation", "underflow": "underflow",
    "overflow": "overflow",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ErrorTaxonomy(Lesson):
    """Round-off, truncation, underflow and overflow, each where it happens, and a loop.

    Nothing can be set: doubles end where they end, and the examples are the slide's kinds.
    """

    chapter = "Numerical differentiation"
    number = "3.3"
    heading = Caption("Four kinds of error")
    slides = ("A16", "A17")
    captions: ClassVar[Mapping[str, Wording]] = {
        "round_a_number": Caption(
            "Doubles have gaps, so numbers are rounded: _π_ becomes the nearest one. Round-off."
        ),
        "cut_a_series": Caption(
            "Truncation: what never ends is cut short. The terms left out of _e_ add up to {~tail}."
        ),
        "slide_to_zero": Caption(
            "Underflow: near zero, doubles lose one digit after another, and then everything.",
            rests_on=("fades",),
        ),
        "climb_too_high": Caption(
            "Overflow: beyond the largest double is infinity. The sign plays no part in it.",
            rests_on=("overflows",),
        ),
        "calculate_exactly": Caption(
            "The slide blames the machine for all. With exact numbers three vanish; truncation "
            "stays.",
            rests_on=("truncation_stays",),
        ),
        "add_them_up": Caption(
            "And small errors add up: {tenth}, added {times} times in a loop, makes {sum}.",
            rests_on=("misses",),
        ),
    }

    @cached_property
    def pi(self) -> Rounding:
        """π and its double."""
        return rounding(sp.pi)

    @cached_property
    def line(self) -> DoubleLine:
        """The doubles around π."""
        return DoubleLine(self.pi.stored, _VIEW)

    @property
    def dart(self) -> Dart:
        """π on its way to its double."""
        return Dart(self.line, sp.pi, self.pi.stored)

    @cached_property
    def loop(self) -> Repetition:
        """A tenth, added again and again."""
        return repetition(nearest(_TENTH), count=_TIMES)

    @property
    def parts(self) -> tuple[sp.Expr, ...]:
        """The sums of the series of e, with one term more each."""
        terms = [1 / sp.factorial(k) for k in range(_TERMS)]
        return tuple(sum(terms[: k + 1], sp.Integer(0)) for k in range(_TERMS))

    @property
    def sinking(self) -> tuple[float, ...]:
        """A small number, divided until nothing is left."""
        return tuple(scaled_until_lost(_SMALL, _SHRINK))

    @property
    def rising(self) -> tuple[float, ...]:
        """A large number, multiplied by ten until it is lost."""
        return (*_LARGE, 10 * _LARGE[-1])

    @property
    def journeys(self) -> Mapping[str, tuple[float, ...]]:
        """The numbers before they are lost, by what becomes of them."""
        return {"sinking": self.sinking[:-1], "rising": self.rising[:-1]}

    @property
    def lost(self) -> Mapping[str, str]:
        """The keys of what is left of them."""
        return {"sinking": f"sinking.{len(self.sinking) - 1}", "rising": "rising.end"}

    def stair(self, name: str, index: int) -> Place:
        """Return where a number of a journey is named: one stair lower with every smaller one."""
        values = self.journeys[name]
        stair = index if name == "sinking" else len(values) - index
        return self.places.above(values[index], stair)

    def beyond(self, name: str) -> Place:
        """Return where a number is lost."""
        if name == "sinking":
            return self.places.beyond(self.places.under, -1)
        return self.places.beyond(self.places.over, 1)

    @cached_property
    def places(self) -> ErrorPlaces:
        """Where the errors are seen."""
        errors = tuple(
            nearest(sp.Rational(total) - k * _TENTH)
            for k, total in enumerate(self.loop.sums, start=1)
        )
        return ErrorPlaces(self.parts, sp.E, errors)

    @property
    def kinds(self) -> Mapping[str, str]:
        """The kinds of error with their names."""
        return _NAMES

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The doubles around π, the series, both ends of the doubles, and the loop."""
        places = self.places
        return {
            "line": self.line.frame, "series": places.series, "under": places.under,
            "over": places.over, "loop": places.loop,
        }  # fmt: skip

    def entries(self) -> Iterable[Entry]:
        """Yield what is lost in each kind, the ends of the doubles, and the sum of the loop."""
        yield number(
            "pi.stored", "pi", self.pi.stored, exact=sp.Rational(self.pi.stored), style=printed,
            formula="the double nearest to π", source="calcml.rounding",
        )  # fmt: skip
        error = sp.pi - sp.Rational(self.pi.stored)
        yield number(
            "pi.error", '"lost"', self.pi.error, exact=error, style=scientific(5),
            formula="π less its double", source="calcml.rounding",
        )  # fmt: skip
        stored = rounding(_TENTH).fraction
        yield formula("tenth.stored", *_fraction(stored.numerator, stored.denominator))
        yield formula(
            "series", " + ".join(typst(1 / sp.factorial(k)) for k in range(_TERMS)),
            " + ".join(str(1 / sp.factorial(k)) for k in range(_TERMS)),
        )  # fmt: skip
        tail = sp.E - self.parts[-1]
        yield number(
            "tail", '"left out"', nearest(tail), exact=tail, style=scientific(4),
            formula=f"e less {_TERMS} terms of its series", source="calcml.nearest",
        )  # fmt: skip
        for name, values in (("sinking", self.sinking), ("rising", self.rising[:-1])):
            for i, value in enumerate(values):
                yield number(
                    f"{name}.{i}", "x", value, exact=sp.Rational(value), style=printed,
                    formula=f"{values[0]!r} scaled {i} times in doubles",
                    source="calcml.scaled_until_lost",
                )  # fmt: skip
        for key, value in (("rising.end", self.rising[-1]), ("falling.end", -self.rising[-1])):
            yield number(
                key, "x", value, exact=sp.oo if value > 0 else -sp.oo, style=_infinite,
                formula=f"{'-' if value < 0 else ''}1e308 times 10 in doubles",
                source="calcml.scaled_until_lost",
            )  # fmt: skip
        for key, value in zip(("smallest", "normal", "largest"), self.places.edges, strict=True):
            yield number(
                f"edge.{key}", "x", value, exact=sp.Rational(value), style=printed,
                formula=_EDGES[key], source=f"calcml.{_CONSTANTS[key]}",
            )  # fmt: skip
        yield formula(
            "exact.error", "frac((3 + h)^2 - 3^2, h) - 6 = h", "((3 + h)² − 3²)/h − 6 = h",
            source="calcml.difference_quotient",
        )  # fmt: skip
        for kind, vanishes in _KINDS.items():
            yield verdict(
                f"vanishes.{kind}", f'"{_NAMES[kind]}"', value=vanishes,
                words="vanishes" if vanishes else "stays",
                formula="the same calculation with fractions", source="fractions.Fraction",
            )  # fmt: skip
        yield parameter_entry("tenth", "x", _TENTH)
        yield parameter_entry("times", "n", sp.Integer(_TIMES))
        total = self.loop.sums[-1]
        yield number(
            "sum", '"sum"', total, exact=sp.Rational(total), style=printed,
            formula=f"{_TIMES} times 0.1, added in a loop", source="calcml.repetition",
        )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What is true of the ends of the doubles, and of the loop."""
        digits = [len(repr(value).partition("e")[0]) for value in self.sinking[:-1]]
        quotient = sp.expand(((3 + sp.Rational(1, 100)) ** 2 - 9) * 100)
        return (
            Claim(
                "fades",
                Caption("every step down leaves fewer digits, and the last nothing"),
                sorted(digits, reverse=True) == digits and self.sinking[-1] == 0,
            ),
            Claim(
                "overflows",
                Caption("the last step up is infinite, and so is its opposite"),
                self.rising[-1] == float("inf"),
            ),
            Claim(
                "truncation_stays",
                Caption("of the quotient as a fraction the error is the step"),
                bool(quotient - 6 == sp.Rational(1, 100)),
            ),
            Claim("misses", Caption("the sum is not one"), self.loop.sums[-1] != 1),
        )


def _fraction(top: int, bottom: int) -> tuple[str, str]:
    return f"frac({top}, {bottom})", f"{top}/{bottom}"


def _infinite(value: sp.Expr) -> Shown:
    text = "inf" if value > 0 else "-inf"
    return Shown(text, f'#raw("{text}")')

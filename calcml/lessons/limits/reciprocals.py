"""The lesson of 1/x from the right: a table without end, and where computers end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.approach import ApproachTable, approach_table
from calcml.core.floats import nearest, rounding
from calcml.core.functions import Function
from calcml.core.limits import limit
from calcml.core.symbols import x
from calcml.lessons.captions import Caption
from calcml.lessons.entries import (
    Entry,
    formula,
    number,
    parameter_entry,
    plain,
    printed,
    readable,
)
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.limits.limit_values import exact_entry, said
from calcml.lessons.limits.self_zoom import SelfZoom
from calcml.lessons.scales import Frame

__all__ = ["ReciprocalFromRight"]

_ROWS = 6
_FUNCTION = Function(1 / x, x)
_INEXACT, _FIRST_INFINITE, _FIRST_ZERO = 5, 309, 324  # powers of ten with a story in doubles
_PLAIN = readable(8)


@dataclass(frozen=True, kw_only=True)
class ReciprocalFromRight(Lesson):
    """Values of 1/x ever nearer to zero, which outgrow every number.

    It has no parameters: no other picture is the same after every zoom, and the table is the
    slide's.
    """

    chapter = "Limits"
    number = "1.2"
    heading = Caption("Values without bound")
    slides = ("A4", "A5")
    captions: ClassVar[Mapping[str, Wording]] = {
        "come_from_the_right": Caption(
            "Some values settle on nothing because they grow. At {step.1}, {reciprocal} is "
            "{value.1}."
        ),
        "zoom_by_ten": Caption(
            "Ten times nearer, ten times as high: after every zoom, the picture is the same."
        ),
        "go_on_for_ever": Caption(
            "The dots belong at the end: any number of zeros may follow, but never infinitely many."
        ),
        "run_out_of_doubles": Caption(
            "A computer rounds, and runs out at last: it prints {printed.1}, or {printed.2} for "
            "_x_ itself."
        ),
        "state_the_limit": Caption(
            "The values outgrow every number: their limit from the right is {limit.right}. And "
            "from the left?"
        ),
    }

    @cached_property
    def approach(self) -> ApproachTable:
        """The values at 10**-k."""
        return approach_table(_FUNCTION, 0, "right", digits=_ROWS)

    @cached_property
    def end(self) -> sp.Expr:
        """The limit from the right."""
        return limit(_FUNCTION, 0, "right").right

    @property
    def levels(self) -> tuple[int, ...]:
        """The k of the table's rows."""
        return tuple(range(1, _ROWS + 1))

    @property
    def outset(self) -> int:
        """The k from which the point sets out."""
        return 0

    @property
    def zooms(self) -> tuple[tuple[int, int, int], ...]:
        """For each zoom the k that leaves the picture, the k that moves and the k that comes."""
        return tuple((k - 2, k - 1, k) for k in self.levels[1:])

    @cached_property
    def picture(self) -> SelfZoom:
        """Where everything stands."""
        return SelfZoom()

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The axes in units of the level."""
        return {"main": self.picture.frame}

    @property
    def rows(self) -> list[list[str]]:
        """The keys of the table's entries, the general row last."""
        return [[f"step.{k}", f"value.{k}"] for k in (*self.levels, "every")]

    @property
    def printouts(self) -> list[list[str]]:
        """The keys of what Python prints."""
        return [[f"code.{i}", f"printed.{i}"] for i, _ in enumerate(self._printed)]

    @property
    def last(self) -> tuple[str, str]:
        """The values between which the slide has its dots."""
        *_, before, after = self.levels
        return f"value.{before}", f"value.{after}"

    def entries(self) -> Iterable[Entry]:
        """Yield the table, what Python prints of three powers of ten, and the limit."""
        yield formula("function", f"f(x) = {_FUNCTION.typst}", "f(x) = 1/x")
        yield formula("reciprocal", "1 slash x", "1/x")
        yield parameter_entry("step.0", "x", sp.Integer(1))
        yield exact_entry(
            "value.0", "f(x)", _FUNCTION.exact(1), "f(1)", source="calcml.Function", style=plain
        )
        for k, row in zip(self.levels, self.approach.right, strict=True):
            yield parameter_entry(f"step.{k}", "x", row.x, style=_PLAIN)
            yield exact_entry(
                f"value.{k}", "f(x)", row.exact, f"f({row.x})", source="calcml.approach_table",
                style=plain,
            )  # fmt: skip
        yield formula("step.every", "10^(-k)", "10^(−k)")
        yield formula("value.every", "10^k", "10^k")
        for i, (text, value, source) in enumerate(self._printed):
            yield formula(f"code.{i}", f'#raw("{text}")', text)
            yield number(
                f"printed.{i}", "f(x)", value, exact=_exactly(value), formula=text, source=source,
                style=printed,
            )  # fmt: skip
        yield exact_entry(
            "limit.right", "lim_(x -> 0^+) f(x)", self.end, "limit from the right",
            source="calcml.limit", style=said,
        )  # fmt: skip

    @property
    def _printed(self) -> Iterable[tuple[str, float, str]]:
        """What is typed, the double that comes, and the routine that knows it."""
        tiny = sp.Rational(1, 10**_FIRST_INFINITE)
        return (
            ("1/0.00001", _FUNCTION(nearest(sp.Rational(1, 10**_INEXACT))), "calcml.Function"),
            (f"1/1e-{_FIRST_INFINITE}", float(_FUNCTION.raw(nearest(tiny))), "calcml.Function"),
            (
                f"1e-{_FIRST_ZERO}",
                rounding(sp.Rational(1, 10**_FIRST_ZERO)).stored,
                "calcml.rounding",
            ),
        )


def _exactly(value: float) -> sp.Expr:
    return sp.oo if value == float("inf") else sp.Rational(value)

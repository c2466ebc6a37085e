"""The lesson of the sine: no limit at infinity, and one at every point."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.approach import ApproachTable, approach_table
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.limits import Limit, NoLimit, limit
from calcml.core.symbols import x
from calcml.lessons.captions import Caption
from calcml.lessons.entries import (
    Entry,
    formula,
    number,
    parameter_entry,
    plain,
    up_to,
    verdict,
)
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.limits.far_waves import FarWave
from calcml.lessons.limits.limit_values import exact_entry
from calcml.lessons.parameters import finite, parameter, positive, within
from calcml.lessons.points import letter_of
from calcml.lessons.scales import Frame

__all__ = ["SineOscillation"]

_SINE = Function(sp.sin(x), x)
_SIDES = {"left": -1, "right": 1}
_DIGITS = 3
_DECIMALS = 4
_LEVELS = tuple(map(sp.Integer, (0, 1, -1)))
_HIGH, _LOW = sp.pi / 2, 3 * sp.pi / 2
_OUTSET = -0.4  # the k of the distance 10**-k from which the points set out


@dataclass(frozen=True, kw_only=True)
class SineOscillation(Lesson):
    """The sine far out, where it swings for ever, and next to a point, where it has a limit.

    The function stays the sine: the sentences speak of its peaks.

    Attributes
    ----------
    at : sympy.Expr
        The point at which there is a limit.
    tolerance : sympy.Expr
        How far the band reaches above and below its middle; with 1 or more it would hold the
        whole wave.
    """

    chapter = "Limits"
    number = "1.5"
    heading = Caption("A wave without a limit")
    slides = ("A8",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "scroll_to_the_right": Caption(
            "The sine does not die out: however far to the right, it swings between {liminf} and "
            "{limsup}."
        ),
        "hold_up_a_band": Caption(
            "A band reaches {epsilon} above and below a number _L_. Whatever _L_ is, the curve "
            "escapes."
        ),
        "mark_the_peaks": Caption(
            "It comes back to {limsup} and to {liminf} again and again: there is no limit at "
            "infinity."
        ),
        "come_back_to_a_point": Caption(
            "At a point it is calm: close to {at}, both sides lead to sin({at}), which is "
            "{~limit.near}."
        ),
    }

    at: sp.Expr = parameter(1, rule=within(-3, 3, rule=finite), text="where there is a limit")
    tolerance: sp.Expr = parameter(
        sp.Rational(1, 2),
        rule=within(0.1, 0.9, rule=positive),
        text="how far the band reaches above and below its middle",
    )

    @cached_property
    def approach(self) -> ApproachTable:
        """Values at the point ± 10**-k."""
        return approach_table(_SINE, self.at, digits=_DIGITS)

    @cached_property
    def far(self) -> Limit | NoLimit:
        """What the sine does at infinity."""
        return limit(_SINE, sp.oo)

    @cached_property
    def near(self) -> sp.Expr:
        """The limit at the point."""
        return limit(_SINE, self.at).right

    @cached_property
    def picture(self) -> FarWave:
        """Where everything stands."""
        levels = tuple(map(nearest, _LEVELS))
        return FarWave(_SINE, nearest(self.at), nearest(self.tolerance), levels)

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The window that moves along the axis."""
        return {"wave": self.picture.frame}

    @property
    def outset(self) -> float:
        """The k of the distance 10**-k from which the points set out."""
        return _OUTSET

    @property
    def nearness(self) -> tuple[int, ...]:
        """The k of the table's rows."""
        return tuple(range(1, _DIGITS + 1))

    @property
    def fates(self) -> list[list[str]]:
        """The keys of the bands tried, row by row."""
        return [[f"level.{i}", f"fate.{i}"] for i, _ in enumerate(_LEVELS)]

    @property
    def rows(self) -> list[list[str]]:
        """The keys of the values near the point, row by row."""
        return [
            [f"{side}.{what}.{k}" for side in _SIDES for what in ("x", "value")]
            for k in self.nearness
        ]

    def escapes(self, level: sp.Expr) -> bool:
        """Tell whether the wave leaves a band in every period: at a peak it is outside."""
        peaks = (_SINE.exact(_HIGH), _SINE.exact(_LOW))
        return any(bool(abs(peak - level) > self.tolerance) for peak in peaks)

    def entries(self) -> Iterable[Entry]:
        """Yield the bands tried, the peaks, and the table next to the point."""
        yield formula("function", f"f(x) = {_SINE.typst}", "f(x) = sin(x)")
        yield parameter_entry("epsilon", "epsilon", self.tolerance)
        for i, level in enumerate(_LEVELS):
            escapes = self.escapes(level)
            yield parameter_entry(f"level.{i}", "L", level)
            yield verdict(
                f"fate.{i}", "abs(f(x) - L) < epsilon", value=not escapes,
                words="escapes" if escapes else "stays inside",
                formula="|f(x) - L| < ε for all x > M", source="calcml.Function",
            )  # fmt: skip
        for name, peak, code, text, end in (
            ("high", _HIGH, "sin(frac(pi, 2) + 2 pi k)", "sin(π/2 + 2π·k)", "limsup"),
            ("low", _LOW, "sin(frac(3 pi, 2) + 2 pi k)", "sin(3π/2 + 2π·k)", "liminf"),
        ):
            reached = _SINE.exact(peak)
            shown = plain(reached)
            yield formula(
                f"peak.{name}", f"{code} = {shown.typst}", f"{text} = {shown.text}",
                source="calcml.Function",
            )  # fmt: skip
            yield exact_entry(
                end, f"{end}_(x -> infinity) f(x)", reached, f"sin(x) at x = {peak} + 2πk",
                source="calcml.Function", style=plain,
            )  # fmt: skip
        yield self._verdict
        yield from self._near_the_point

    @property
    def _verdict(self) -> Entry:
        words = "exists" if isinstance(self.far, Limit) else "does not exist"
        reason = "" if isinstance(self.far, Limit) else self.far.reason.value
        return verdict(
            "limit.far", "lim_(x -> infinity) f(x)", value=isinstance(self.far, Limit),
            words=words, formula=reason, source="calcml.limit",
        )  # fmt: skip

    @property
    def _near_the_point(self) -> Iterable[Entry]:
        a = letter_of(self.at, "a")
        yield parameter_entry("at", "a", self.at)
        for side in _SIDES:
            for k, row in zip(self.nearness, getattr(self.approach, side), strict=True):
                yield parameter_entry(f"{side}.x.{k}", "x", row.x, style=up_to(_DECIMALS))
                yield number(
                    f"{side}.value.{k}", "f(x)", row.value, exact=row.exact,
                    formula=f"sin({row.x})", source="calcml.approach_table",
                    style=up_to(_DECIMALS),
                )  # fmt: skip
        yield exact_entry(
            "limit.near", f"lim_(x -> {a.typst}) f(x) = sin({a.typst})", self.near,
            f"sin({self.at})", source="calcml.limit", style=up_to(_DECIMALS),
        )  # fmt: skip

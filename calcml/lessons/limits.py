"""Lessons of the chapter *Limits*."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.approach import ApproachRow, ApproachTable, approach_table
from calcml.core.epsilon_delta import EpsilonDelta, epsilon_delta
from calcml.core.errors import UnfitLesson
from calcml.core.functions import Function
from calcml.core.limits import NoLimit, Reason, limit
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.symbols import x
from calcml.core.window import clipped
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import (
    Entry,
    Style,
    formula,
    number,
    parameter_entry,
    up_to,
    verdict,
)
from calcml.lessons.continuity_tests import ContinuityConditions
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import (
    finite,
    function_of,
    parameter,
    sequence,
    within,
)
from calcml.lessons.poles import ReciprocalBothSides
from calcml.lessons.scales import Frame, nice_scale, ticked

__all__ = ["ContinuityConditions", "LimitZoom", "ReciprocalBothSides"]

Point = tuple[float, float]
Corners = tuple[Point, Point]

_SWINGING = Function(sp.sin(1 / x), x)
_WRITTEN = up_to(5)
_FINE = 300  # peaks to half a picture's width that still show as peaks
_ROOM = 2.4  # how many times larger than the box the lens is


@dataclass(frozen=True, kw_only=True)
class LimitZoom(Lesson):
    """A box around a point of a curve, shrunk again and again under a lens.

    Every tolerance ε has a largest δ; sin(1/x) near 0 has a tolerance without one.

    Attributes
    ----------
    function : Function
    at : sympy.Expr
        The point a that x comes close to.
    tolerances : tuple of sympy.Expr
        Half-heights ε of the box, shrinking.
    swing_tolerance : sympy.Expr
        The ε that sin(1/x) breaks near 0.
    swing_widths : tuple of sympy.Expr
        Half-widths δ tried in vain there, shrinking.
    """

    chapter = "Limits"
    number = "1.1"
    heading = Caption("Zooming in on a limit")
    slides = ("A4",)
    captions: ClassVar[Mapping[str, Caption]] = {
        "approach_the_point": Caption(
            "As _x_ comes close to {at} from either side, _f_(_x_) comes close to {limit.value}. "
            "How close?"
        ),
        "open_the_lens": Caption(
            "Allow an error of _ε_ = {epsilon.0}. The widest box that holds the curve has "
            "_δ_ = {delta.0}."
        ),
        "zoom_in": Caption(
            "For _ε_ = {epsilon.1} it is _δ_ = {delta.1}, for _ε_ = {epsilon.2} it is "
            "_δ_ = {delta.2}. There is no last zoom level.",
            rests_on=("every_tolerance_has_its_width",),
        ),
        "try_other_widths": Caption(
            "A narrower box holds the curve too. From a wider one it escapes through top or "
            "bottom.",
            rests_on=("narrower_holds", "wider_fails"),
        ),
        "state_the_limit": Caption(
            "Every _ε_ has its _δ_, and _x_ = {at} itself does not count: that is what the limit "
            "{limit.value} means.",
            rests_on=("every_tolerance_has_its_width",),
        ),
        "lose_the_limit": Caption(
            "Near {swing.at} this curve swings between {swing.low} and {swing.high} at every "
            "zoom. No box of this height holds it: no limit.",
            rests_on=("swings_forever",),
        ),
    }

    function: Function = parameter(
        Function(2 * x, x), rule=function_of(x), text="the curve, a function of x"
    )
    at: sp.Expr = parameter(3, rule=finite, text="the point that x comes close to")
    tolerances: tuple[sp.Expr, ...] = parameter(
        (1, 0.1, 0.01),
        rule=sequence(within(1e-9, 1e6), shortest=3, longest=3),
        text="half-heights ε of the box, shrinking",
    )
    swing_tolerance: sp.Expr = parameter(
        0.5, rule=within(0.01, 0.99), text="the tolerance that sin(1/x) breaks near 0"
    )
    swing_widths: tuple[sp.Expr, ...] = parameter(
        (0.4, 0.1, 0.02),
        rule=sequence(within(0.001, 0.6), shortest=3, longest=3),
        text="half-widths δ tried in vain on sin(1/x), shrinking",
    )

    @cached_property
    def answers(self) -> tuple[EpsilonDelta, ...]:
        """The largest δ for each ε."""
        return tuple(self._answer(tolerance) for tolerance in self.tolerances)

    def _answer(self, tolerance: sp.Expr) -> EpsilonDelta:
        found = epsilon_delta(self.function, self.at, tolerance)
        if isinstance(found, NoLimit):
            raise UnfitLesson(
                f"LimitZoom needs a limit at x = {self.at}, but there is none: {found.reason.value}"
            )
        if found.delta.is_infinite:
            raise UnfitLesson(
                f"LimitZoom needs a largest δ, but the curve stays within {tolerance} of its "
                "limit everywhere; choose smaller tolerances"
            )
        return found

    @property
    def target(self) -> Point:
        """The point (a, L) at the middle of every box."""
        return float(self.at), float(self.answers[0].limit)

    @cached_property
    def nearness(self) -> tuple[int, ...]:
        """For each box the first k for which a ± 10**-k lies inside, and later than before."""
        ks: list[int] = []
        for answer in self.answers:
            first = math.floor(-math.log10(float(answer.delta))) + 1
            ks.append(max(1, first, *(k + 1 for k in ks)))
        return tuple(ks)

    @cached_property
    def approach(self) -> ApproachTable:
        """Values at a ± 10**-k."""
        return approach_table(self.function, self.at, digits=self.nearness[-1])

    @property
    def start(self) -> float:
        """The k at which the moving points set out, two thirds of the way to the border."""
        return -math.log10(4 * float(self.answers[0].delta))

    def moving_point(self, side: int, k: float) -> Point:
        """Return the point of the curve at the distance 10**-k, left (-1) or right (1)."""
        across = float(self.at) + side * 10.0**-k
        return across, self.function(across)

    def left_point(self, k: float) -> Point:
        """Return the point of the curve at a - 10**-k."""
        return self.moving_point(-1, k)

    def right_point(self, k: float) -> Point:
        """Return the point of the curve at a + 10**-k."""
        return self.moving_point(1, k)

    def half_sizes(self, level: float) -> Point:
        """Return δ and ε at a level, in between on geometric scales."""
        deltas = [float(answer.delta) for answer in self.answers]
        return _between(deltas, level), _between([float(e) for e in self.tolerances], level)

    def box(self, level: float, stretch: float = 1.0) -> Corners:
        """Return the corners of the box at a level, its width times ``stretch``."""
        (a, height), (delta, epsilon) = self.target, self.half_sizes(level)
        return (a - stretch * delta, height - epsilon), (a + stretch * delta, height + epsilon)

    def view(self, level: float) -> Window:
        """Return what the lens shows at a level."""
        (a, height), (delta, epsilon) = self.target, self.half_sizes(level)
        wide, tall = _ROOM * delta, _ROOM * epsilon
        return Window(x=(a - wide, a + wide), y=(height - tall, height + tall))

    def magnified_curve(self, level: float) -> Curve:
        """Return the curve in the lens at a level."""
        return _sampled(self.function, self.view(level))

    def escaping(self, level: float, stretch: float) -> Curve:
        """Return the parts of the curve above and below a stretched box."""
        return _beyond(
            lambda part: _sampled(self.function, part), self.view(level), self.box(level, stretch)
        )

    @property
    def stretches(self) -> tuple[float, float, float]:
        """The widest box that holds the curve, a narrower and a wider one, in units of δ."""
        return 1.0, 0.5, 2.0

    @property
    def levels(self) -> tuple[int, ...]:
        """The zoom levels, one per box."""
        return tuple(range(len(self.tolerances)))

    @cached_property
    def _slant(self) -> int:
        """1 if the curve passes the box from below to above, else -1."""
        (left, _), (right, _) = self.box(0, stretch=0.9)
        return 1 if self.function(left) <= self.function(right) else -1

    def height_mark(self, level: float, stretch: float = 1.0) -> Corners:
        """Return the ends of the mark of ε, on the side that the curve leaves free."""
        (a, height), (delta, epsilon) = self.target, self.half_sizes(level)
        across = a - self._slant * (stretch + 0.3) * delta
        return (across, height), (across, height + epsilon)

    def width_mark(self, level: float, stretch: float = 1.0) -> Corners:
        """Return the ends of the mark of δ, below the box."""
        (a, height), (delta, epsilon) = self.target, self.half_sizes(level)
        return (a, height - 1.25 * epsilon), (
            a + self._slant * stretch * delta,
            height - 1.25 * epsilon,
        )

    def height_name_place(self, level: float) -> Point:
        """Return where the letter ε stands."""
        (_, low), (across, high) = self.height_mark(level)
        return across - self._slant * 0.3 * self.half_sizes(level)[0], (low + high) / 2

    def width_name_place(self, level: float, stretch: float = 1.0) -> Point:
        """Return where the letter δ stands."""
        (left, up), (right, _) = self.width_mark(level, stretch)
        return (left + right) / 2, up - 0.3 * self.half_sizes(level)[1]

    def fate_place(self, level: float) -> Point:
        """Return where the lens says what became of the curve."""
        (a, height), (delta, epsilon) = self.target, self.half_sizes(level)
        return a - self._slant * 1.1 * delta, height + 1.9 * epsilon

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The curve, wide enough for the first box; and sin(1/x)."""
        (a, height), (delta, epsilon) = self.target, self.half_sizes(0)
        return {
            "main": Frame(
                nice_scale(a - 6 * delta, a + 6 * delta, count=6),
                nice_scale(height - 6 * epsilon, height + 6 * epsilon, count=6),
            ),
            "swing": Frame(ticked(-1, 1, 0.5), ticked(-1.6, 1.6, 1)),
        }

    @cached_property
    def curve(self) -> Curve:
        """The curve in the main plot."""
        return _in_frame(self.function, self.frames["main"])

    @property
    def name_place(self) -> Point:
        """Where the curve's name stands: near its end."""
        piece = self.curve.pieces[-1]
        across, up = piece[int(0.92 * len(piece))]
        return float(across), float(up)

    @cached_property
    def swing(self) -> Curve:
        """sin(1/x) in its main plot."""
        return _swings(_window(self.frames["swing"]))

    def swing_width(self, level: float) -> float:
        """Return the half-width δ tried on sin(1/x) at a level."""
        return _between([float(w) for w in self.swing_widths], level)

    def swing_box(self, level: float) -> Corners:
        """Return the box around the origin at a level."""
        width, height = self.swing_width(level), float(self.swing_tolerance)
        return (-width, -height), (width, height)

    @property
    def swing_target(self) -> Point:
        """The middle of the boxes on sin(1/x): the origin."""
        return 0.0, 0.0

    def swing_view(self, level: float) -> Window:
        """Return what the lens shows of sin(1/x) at a level."""
        wide = 1.5 * self.swing_width(level)
        return Window(x=(-wide, wide), y=self.frames["swing"].y.limits)

    def magnified_swing(self, level: float) -> Curve:
        """Return sin(1/x) in the lens at a level."""
        return _swings(self.swing_view(level))

    def escaping_swing(self, level: float) -> Curve:
        """Return the parts of sin(1/x) above and below the box."""
        return _beyond(_swings, self.swing_view(level), self.swing_box(level))

    def entries(self) -> Iterable[Entry]:
        """Yield the boxes, the values from both sides, the limit, and the vain widths."""
        yield formula("function", f"f(x) = {self.function.typst}", _text("f", self.function))
        yield parameter_entry("at", "a", self.at)
        a, found = _WRITTEN(self.at).typst, self.answers[0].limit
        yield _exact(
            "limit.value", f"lim_(x -> {a}) f(x)", found, "lim f(x)", source="calcml.limit"
        )
        for i, answer in enumerate(self.answers):
            yield parameter_entry(f"epsilon.{i}", "epsilon", answer.epsilon)
            yield _exact(
                f"delta.{i}", "delta", answer.delta,
                "largest δ with |f(x) - L| < ε for 0 < |x - a| < δ", source="calcml.epsilon_delta",
            )  # fmt: skip
            yield from self._edges(i, answer)
        yield formula("every.epsilon", *self._every[0])
        yield formula("every.delta", *self._every[1])
        for i, k in enumerate(self.nearness):
            yield from _approach_entries("left", i, self.approach.left[k - 1])
            yield from _approach_entries("right", i, self.approach.right[k - 1])
        level = _WRITTEN(found).typst
        yield formula("promise.near", f"0 < abs(x - {a}) < delta", f"0 < |x - {self.at}| < δ")
        yield formula("promise.close", f"abs(f(x) - {level}) < epsilon", f"|f(x) - {found}| < ε")
        yield _fate("width.narrower", holds=self._holds(self.stretches[1]))
        yield _fate("width.wider", holds=self._holds(self.stretches[2]))
        yield from self._swing_entries()

    @property
    def _every(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The last row of the table, in Typst and in words: δ for any ε, or that it goes on."""
        slope = abs(sp.diff(self.function.expression, x))
        if not slope.is_Rational or not slope:
            return ("dots.v", "and so on"), ("dots.v", "and so on")
        times = "" if slope.q == 1 else f"{slope.q} "
        over = "" if slope.p == 1 else f" slash {slope.p}"
        return ("epsilon", "ε"), (f"{times}epsilon{over}", f"ε/{slope}")

    def _edges(self, i: int, answer: EpsilonDelta) -> Iterable[Entry]:
        """Yield the coordinates of a box's edges."""
        for name, symbol, value in (
            ("left", "a - delta", answer.at - answer.delta),
            ("right", "a + delta", answer.at + answer.delta),
            ("bottom", "L - epsilon", answer.limit - answer.epsilon),
            ("top", "L + epsilon", answer.limit + answer.epsilon),
        ):
            yield _exact(f"edge.{name}.{i}", symbol, value, symbol, source="calcml.epsilon_delta")

    def _swing_entries(self) -> Iterable[Entry]:
        yield formula("swing.function", f"g(x) = {_SWINGING.typst}", _text("g", _SWINGING))
        yield parameter_entry("swing.at", "a", 0)
        for name, place in zip(("low", "high"), self._swing_peaks[-1], strict=True):
            yield _exact(
                f"swing.{name}", "g(x)", _SWINGING.exact(place), f"sin(1/x) at x = {place}",
                source="calcml.Function",
            )  # fmt: skip
        yield parameter_entry("swing.epsilon", "epsilon", self.swing_tolerance)
        for i, width in enumerate(self.swing_widths):
            yield parameter_entry(f"swing.delta.{i}", "delta", width)
            yield _fate(f"swing.fate.{i}", holds=not self._swing_escapes(i))
        yield verdict(
            "swing.verdict",
            "lim_(x -> 0) g(x)",
            value=Reason.OSCILLATES.name,
            words="does not exist",
            formula=Reason.OSCILLATES.value,
            source="calcml.limit",
        )

    @cached_property
    def _swing_peaks(self) -> tuple[tuple[sp.Expr, sp.Expr], ...]:
        """For each width a place within it where sin(1/x) is -1, and one where it is 1."""
        pairs = []
        for width in self.swing_widths:
            k = int(sp.ceiling(1 / (2 * sp.pi * width)))
            pairs.append((2 / ((4 * k + 3) * sp.pi), 2 / ((4 * k + 1) * sp.pi)))
        return tuple(pairs)

    def _swing_escapes(self, i: int) -> bool:
        """Tell whether sin(1/x) leaves a box, wherever its middle: two values 2ε apart."""
        low, high = self._swing_peaks[i]
        near = bool(low < self.swing_widths[i]) and bool(high < self.swing_widths[i])
        span = _SWINGING.exact(high) - _SWINGING.exact(low)
        return near and bool(span > 2 * self.swing_tolerance)

    def _holds(self, stretch: float) -> bool:
        """Tell whether a stretched box still holds the curve: not if wider than the largest δ."""
        answer = self.answers[-1]
        return bool(answer.delta * sp.Rational(stretch) <= answer.delta)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the boxes show."""
        return (
            Claim(
                "every_tolerance_has_its_width",
                Caption("every smaller tolerance has a δ of its own"),
                all(bool(answer.delta > 0) for answer in self.answers)
                and _shrinks(self.tolerances),
                Caption("choose tolerances that shrink"),
            ),
            Claim(
                "narrower_holds",
                Caption("a narrower box holds the curve"),
                self._holds(self.stretches[1])
                and not self.escaping(self.levels[-1], self.stretches[1]).pieces,
            ),
            Claim(
                "wider_fails",
                Caption("the curve leaves a wider box through its top or bottom"),
                not self._holds(self.stretches[2])
                and bool(self.escaping(self.levels[-1], self.stretches[2]).pieces),
                Caption("choose a function that leaves the box through its top or bottom"),
            ),
            Claim(
                "swings_forever",
                Caption("however narrow the box, the swinging curve leaves it"),
                isinstance(limit(_SWINGING, 0), NoLimit)
                and all(self._swing_escapes(i) for i in range(len(self.swing_widths)))
                and _shrinks(self.swing_widths),
                Caption("choose widths that shrink"),
            ),
        )


def _between(values: Sequence[float], level: float) -> float:
    """Return a value between neighbours on a geometric scale."""
    i = min(int(level), len(values) - 2)
    return values[i] ** (1 - (level - i)) * values[i + 1] ** (level - i)


def _shrinks(values: Sequence[sp.Expr]) -> bool:
    return all(bool(later < earlier) for earlier, later in pairwise(values))


@lru_cache(maxsize=8)
def _sampled(f: Function, window: Window) -> Curve:
    """Sample a curve, once while a lens rests."""
    return sample_curve(f, window)


def _beyond(curve: Callable[[Window], Curve], view: Window, box: Corners) -> Curve:
    """Return the parts of a curve above and below a box, within its width and the view."""
    (left, low), (right, high) = box
    across = max(left, view.x[0]), min(right, view.x[1])
    parts = (curve(Window(x=across, y=up)) for up in ((high, view.y[1]), (view.y[0], low)))
    return Curve(tuple(piece for part in parts for piece in part.pieces))


@lru_cache(maxsize=8)
def _swings(window: Window) -> Curve:
    """Sample sin(1/x) by its phase 1/x, and by its peaks alone where a pixel holds several.

    The next peak of a picture with the half-width w is nearer than w/300 where x**2 < w/(300 pi).
    """
    wide = window.x[1]
    solid = math.sqrt(wide / (_FINE * math.pi))
    phases = 1 / np.arange(1 / wide, 1 / solid, math.pi / 16)
    followed = np.unique([*np.linspace(wide, solid, _FINE), *phases])[::-1]
    seen = np.arange(solid, 0, -wide / _FINE)
    turns = np.round(1 / (math.pi * seen) - 0.5)
    turns += (turns + np.arange(len(turns))) % 2  # high and low in turn
    across = np.concatenate([followed, 1 / (math.pi * (turns + 0.5))])
    sides = (np.column_stack([each, _SWINGING.raw(each)]) for each in (-across, across))
    return clipped(sides, window)


def _in_frame(f: Function, frame: Frame) -> Curve:
    return sample_curve(f, _window(frame))


def _window(frame: Frame) -> Window:
    return Window(x=frame.x.limits, y=frame.y.limits)


def _text(name: str, f: Function) -> str:
    return f"{name}(x) = {f.expression}"


def _exact(
    key: str, symbol: str, value: sp.Expr, text: str, *, source: str, style: Style = _WRITTEN
) -> Entry:
    """Make the entry of an exact number."""
    return number(key, symbol, float(value), exact=value, formula=text, source=source, style=style)


def _approach_entries(side: str, i: int, row: ApproachRow) -> Iterable[Entry]:
    yield parameter_entry(f"{side}.x.{i}", "x", row.x)
    yield number(
        f"{side}.value.{i}", "f(x)", row.value, exact=row.exact, formula=f"f({row.x})",
        source="calcml.approach_table", style=_WRITTEN,
    )  # fmt: skip


def _fate(key: str, *, holds: bool) -> Entry:
    return verdict(
        key, "abs(f(x) - L) < epsilon", value=holds, words="stays inside" if holds else "escapes",
        formula="|f(x) - L| < ε for 0 < |x - a| < δ", source="calcml.epsilon_delta",
    )  # fmt: skip

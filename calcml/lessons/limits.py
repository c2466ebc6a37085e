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
from calcml.core.continuity import Continuity, continuity
from calcml.core.epsilon_delta import EpsilonDelta, epsilon_delta
from calcml.core.errors import UnfitLesson
from calcml.core.functions import Function
from calcml.core.limits import Limit, NoLimit, Reason, limit
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.symbols import x
from calcml.core.window import clipped
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import (
    Entry,
    Shown,
    Style,
    formula,
    number,
    parameter_entry,
    plain,
    up_to,
    verdict,
)
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import (
    count,
    finite,
    function_of,
    parameter,
    point,
    sequence,
    within,
)
from calcml.lessons.scales import Frame, Scale, nice_scale, ticked

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


@dataclass(frozen=True, kw_only=True)
class ReciprocalBothSides(Lesson):
    """A pole whose two sides run off to opposite infinities.

    Attributes
    ----------
    function : Function
    at : sympy.Expr
        The pole.
    digits : int
        How many decimal steps the table takes from each side.
    """

    chapter = "Limits"
    number = "1.3"
    heading = Caption("Two sides that disagree")
    slides = ("A6", "A7")
    captions: ClassVar[Mapping[str, Caption]] = {
        "show_two_branches": Caption(
            "The curve has two branches, and at _x_ = {at} it has no value. Where do they lead?"
        ),
        "climb_from_the_right": Caption(
            "From the right, the values grow beyond every bound: we write {limit.right}, which is "
            "not a number.",
            rests_on=("sides_disagree",),
        ),
        "fall_from_the_left": Caption(
            "From the left, they fall below every bound: the limit from this side is {limit.left}.",
            rests_on=("sides_disagree",),
        ),
        "compare_the_sides": Caption(
            "A limit needs both sides to agree. {limit.left} from the left, {limit.right} from "
            "the right: there is none.",
            rests_on=("sides_disagree",),
        ),
    }

    function: Function = parameter(
        Function(1 / x, x), rule=function_of(x), text="the curve, a function of x"
    )
    at: sp.Expr = parameter(0, rule=finite, text="the pole")
    digits: int = parameter(6, rule=count(2, 6), text="decimal steps from each side")

    @cached_property
    def found(self) -> Limit | NoLimit:
        """What the two sides lead to."""
        return limit(self.function, self.at)

    @cached_property
    def approach(self) -> ApproachTable:
        """Values at the pole ± 10**-k."""
        return approach_table(self.function, self.at, digits=self.digits)

    @property
    def steps(self) -> tuple[int, ...]:
        """The rows of the table."""
        return tuple(range(self.digits))

    start = -math.log10(2.5)
    """The k at which the points set out."""

    nearest = 1
    """The last k whose points are in the picture."""

    def left_point(self, k: float) -> Point:
        """Return the point of the curve at the distance 10**-k to the left of the pole."""
        return self._point(-(10.0**-k))

    def right_point(self, k: float) -> Point:
        """Return the point of the curve at the distance 10**-k to the right of the pole."""
        return self._point(10.0**-k)

    def _point(self, step: float) -> Point:
        across = float(self.at) + step
        return across, self.function(across)

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """Both branches, as high as the first row of the table."""
        a = float(self.at)
        high = 1.1 * max(abs(row.value) for row in (self.approach.left[0], self.approach.right[0]))
        return {"main": Frame(ticked(a - 3, a + 3, 1), nice_scale(-high, high, count=5))}

    @cached_property
    def curve(self) -> Curve:
        """The curve, broken at the pole."""
        return _in_frame(self.function, self.frames["main"])

    @property
    def asymptote(self) -> Corners:
        """The ends of the upright line through the pole."""
        low, high = self.frames["main"].y.limits
        return (float(self.at), low), (float(self.at), high)

    @property
    def asymptote_name_place(self) -> Point:
        """Where the name of the asymptote stands: beside the branch that falls."""
        return float(self.at), 0.86 * self.frames["main"].y.low

    @property
    def name_place(self) -> Point:
        """Where the curve's name stands: over its right end."""
        return float(self.at) + 2, self.function(float(self.at) + 2)

    @property
    def right_limit_place(self) -> Point:
        """Where the limit from the right stands: beside the climbing branch."""
        return float(self.at) + 1.75, 0.72 * self._climb(1)

    @property
    def left_limit_place(self) -> Point:
        """Where the limit from the left stands: beside the falling branch."""
        return float(self.at) - 1.75, 0.72 * self._climb(-1)

    @property
    def right_arrow_place(self) -> Point:
        """Where the arrow of the climbing branch stands."""
        return float(self.at) + 0.42, 0.8 * self._climb(1)

    @property
    def left_arrow_place(self) -> Point:
        """Where the arrow of the falling branch stands."""
        return float(self.at) - 0.42, 0.8 * self._climb(-1)

    def _climb(self, side: int) -> float:
        row = (self.approach.right if side > 0 else self.approach.left)[0]
        return math.copysign(self.frames["main"].y.high, row.value)

    @property
    def heads(self) -> tuple[str, str, str]:
        """The heads of the table: a step and the values it leads to."""
        a = "" if self.at == 0 else "a"
        return "h", f"f({a} - h)", f"f({a} + h)" if a else "f(h)"

    def entries(self) -> Iterable[Entry]:
        """Yield the table of both sides, the one-sided limits and the verdict."""
        yield formula("function", f"f(x) = {self.function.typst}", _text("f", self.function))
        yield parameter_entry("at", "a", self.at)
        for i, rows in enumerate(zip(self.approach.left, self.approach.right, strict=True)):
            yield parameter_entry(f"step.{i}", "h", rows[1].x - self.at)
            for side, row in zip(("left", "right"), rows, strict=True):
                yield number(
                    f"{side}.value.{i}", "f(x)", row.value, exact=row.exact,
                    formula=f"f({row.x})", source="calcml.approach_table", style=_WRITTEN,
                )  # fmt: skip
        a = _WRITTEN(self.at).typst
        for side, sign in (("right", "+"), ("left", "-")):
            found = getattr(self.found, side)
            if not isinstance(found, Reason):
                yield _exact(
                    f"limit.{side}", f"lim_(x -> {a}^{sign}) f(x)", found,
                    f"limit from the {side}", source="calcml.limit", style=_signed,
                )  # fmt: skip
        yield verdict(
            "limit.both",
            f"lim_(x -> {a}) f(x)",
            value=isinstance(self.found, Limit),
            words="exists" if isinstance(self.found, Limit) else "does not exist",
            formula=getattr(getattr(self.found, "reason", None), "value", "both sides agree"),
            source="calcml.limit",
        )

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The values grow without bound, up on the right and down on the left."""
        return (
            Claim(
                "sides_disagree",
                Caption("the curve climbs on the right and falls on the left without bound"),
                self.found.right == sp.oo and self.found.left == -sp.oo,
                Caption("choose a function that does so at the pole, such as the reciprocal of x"),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class ContinuityConditions(Lesson):
    """Three conditions of continuity, on four functions.

    Attributes
    ----------
    functions : tuple of Function, length 4
        Without a value at its point; without a limit; with a value that is not the limit; and
        a continuous one.
    points : tuple of sympy.Expr, length 4
        Where continuity is asked.
    windows : tuple of tuples of sympy.Expr, shape (4, 4)
        What each plot shows: left, right, bottom, top.
    """

    chapter = "Limits"
    number = "1.6"
    heading = Caption("Three conditions of continuity")
    slides = ("A9",)
    captions: ClassVar[Mapping[str, Caption]] = {
        "ask_three_questions": Caption(
            "A function is continuous at a point _a_ if it passes three tests there."
        ),
        "find_no_value": Caption(
            "At {at.none} the first function has no value, and no limit either.",
            rests_on=("first_has_no_value",),
        ),
        "find_no_limit": Caption(
            "The second is defined everywhere, and yet it jumps from {jump.left} to "
            "{jump.right}: no limit at {at.jump}.",
            rests_on=("second_jumps",),
        ),
        "miss_the_value": Caption(
            "The third has the limit {moved.limit} at {at.moved}, but its value there is "
            "{moved.value}.",
            rests_on=("third_misses",),
        ),
        "pass_every_test": Caption(
            "At {at.whole} the fourth comes to {whole.left} from the left and to {whole.right} "
            "from the right, and its value is {whole.value}.",
            rests_on=("fourth_is_continuous",),
        ),
        "correct_the_slides": Caption(
            "The slides get two of them wrong: the limit is taken at _a_, and it must be the "
            "value _f_(_a_).",
            rests_on=("slides_err",),
        ),
    }

    functions: tuple[Function, ...] = parameter(
        (
            Function(1 / x, x),
            Function(sp.sign(x), x),
            Function(sp.Piecewise((1, sp.Eq(x, 2)), (x**2, True)), x),
            Function(x**2, x),
        ),
        rule=sequence(function_of(x), shortest=4, longest=4),
        text="a function that fails each condition, and one that meets all",
    )
    points: tuple[sp.Expr, ...] = parameter(
        (0, 0, 2, 2),
        rule=sequence(finite, shortest=4, longest=4),
        text="where continuity is asked",
    )
    windows: tuple[tuple[sp.Expr, ...], ...] = parameter(
        (
            (-2.4, 2.4, -4.6, 4.6),
            (-2.4, 2.4, -1.6, 1.6),
            (-0.4, 3.2, -0.8, 7),
            (-0.4, 3.2, -0.8, 7),
        ),
        rule=sequence(point(4), shortest=4, longest=4),
        text="left, right, bottom and top of each plot",
    )

    names = ("none", "jump", "moved", "whole")
    """The four cases: no value, a jump, a moved point, a whole curve."""

    conditions = ("defined", "exists", "equal")
    """The three conditions, by the names of their entries."""

    @cached_property
    def cases(self) -> Mapping[str, Continuity]:
        """What the core says of each case."""
        pairs = zip(self.functions, self.points, strict=True)
        return dict(zip(self.names, (continuity(f, a) for f, a in pairs), strict=True))

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """Four small plots: a tick at the point, and one at each height that matters."""
        return {
            name: Frame(
                Scale(float(left), float(right), (a,)),
                Scale(float(low), float(high), tuple(sorted(self._heights(name)))),
            )
            for name, a, (left, right, low, high) in zip(
                self.names, self.points, self.windows, strict=True
            )
        }

    def _heights(self, name: str) -> set[sp.Expr]:
        """Return the finite one-sided limits and the value."""
        case = self.cases[name]
        found = (case.limit.left, case.limit.right, case.value)
        return {v for v in found if isinstance(v, sp.Expr) and v.is_finite}

    def curve(self, name: str) -> Curve:
        """Return a case's curve, broken where it is broken."""
        return _in_frame(self.functions[self.names.index(name)], self.frames[name])

    def left_out(self, name: str) -> tuple[Point, ...]:
        """Return the places where the curve leads but is not: one-sided limits off the value."""
        case = self.cases[name]
        return tuple((self._at(name), float(v)) for v in sorted(self._heights(name) - {case.value}))

    def value_point(self, name: str) -> tuple[Point, ...]:
        """Return the point on the curve, if there is one."""
        value = self.cases[name].value
        return () if value is None else ((self._at(name), float(value)),)

    def pole(self, name: str) -> tuple[Corners, ...]:
        """Return the upright line at the point, if a side runs off to infinity."""
        found, (low, high) = self.cases[name].limit, self.frames[name].y.limits
        infinite = any(isinstance(v, sp.Expr) and v.is_infinite for v in (found.left, found.right))
        return (((self._at(name), low), (self._at(name), high)),) if infinite else ()

    def _at(self, name: str) -> float:
        return float(self.points[self.names.index(name)])

    def entries(self) -> Iterable[Entry]:
        """Yield each case's formula, point, sides, value and three verdicts."""
        for name, function, a in zip(self.names, self.functions, self.points, strict=True):
            case = self.cases[name]
            yield formula(f"{name}.function", function.typst, str(function.expression))
            yield parameter_entry(f"at.{name}", "a", a)
            sides = (("left", case.limit.left), ("right", case.limit.right))
            for side, found in (*sides, ("limit", getattr(case.limit, "value", None))):
                if (name, side) in _TOLD and isinstance(found, sp.Expr):
                    yield _exact(
                        f"{name}.{side}", "lim_(x -> a) f(x)", found, f"limit: {side}",
                        source="calcml.continuity",
                    )  # fmt: skip
            if (name, "value") in _TOLD and case.value is not None:
                yield _exact(
                    f"{name}.value", "f(a)", case.value, f"f({a})", source="calcml.continuity"
                )
            for condition, holds in zip(self.conditions, _tests(case), strict=True):
                yield verdict(
                    f"{name}.{condition}",
                    self.statements[condition],
                    value=holds,
                    words="holds" if holds else "fails",
                    formula=self.statements[condition],
                    source="calcml.continuity",
                )
        yield from self._refutations()

    statements: ClassVar[Mapping[str, str]] = {
        "defined": 'f(a) "is defined"',
        "exists": 'display(lim_(x -> a)) f(x) "exists"',
        "equal": "display(lim_(x -> a)) f(x) = f(a)",
    }
    """The conditions as they should be asked, in Typst mathematics."""

    misprints: ClassVar[Mapping[str, str]] = {
        "exists": 'display(lim_(x -> infinity)) f(x) "exists"',
        "equal": "display(lim_(x -> a)) f(x) = a",
    }
    """Two of them as the slides ask them."""

    def _refutations(self) -> Iterable[Entry]:
        """Yield why the slides' wording rejects the fourth function, which is continuous."""
        function, a, case = self.functions[-1], self.points[-1], self.cases["whole"]
        yield formula(
            "refuted.name", f'{function.typst} "at" {_WRITTEN(a).typst}',
            f"{function.expression} at {a}",
        )  # fmt: skip
        head = f"display(lim_(x -> infinity)) {function.typst}"
        if isinstance(self.far, NoLimit):
            yield formula("refuted.exists", f'{head} "does not exist"', "no limit at infinity")
        else:
            value = plain(self.far.value)
            yield formula(
                "refuted.exists", f"{head} = {value.typst}", f"limit at infinity: {value.text}",
                source="calcml.limit",
            )  # fmt: skip
        found = getattr(case.limit, "value", None)
        if found is not None:
            yield formula(
                "refuted.equal", f"{_WRITTEN(found).typst} eq.not {_WRITTEN(a).typst}",
                f"{found} != {a}", source="calcml.continuity",
            )  # fmt: skip

    @cached_property
    def far(self) -> Limit | NoLimit:
        """What the slides ask of the fourth function: its limit at infinity."""
        return limit(self.functions[-1], sp.oo)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Each case fails what its caption says, and the slides' wording fails a continuous one."""
        none, jump, moved, whole = self.cases.values()
        return (
            Claim(
                "first_has_no_value",
                Caption("the first function has no value at its point, and no limit"),
                _tests(none) == (False, False, False),
            ),
            Claim(
                "second_jumps",
                Caption("the second function has a value but jumps"),
                _tests(jump) == (True, False, False) and len(self._heights("jump")) > 1,
            ),
            Claim(
                "third_misses",
                Caption("the third function has a limit that is not its value"),
                _tests(moved) == (True, True, False),
            ),
            Claim(
                "fourth_is_continuous",
                Caption("the fourth function is continuous at its point"),
                whole.continuous,
            ),
            Claim(
                "slides_err",
                Caption("the slides' wording rejects a continuous function, twice"),
                whole.continuous
                and (isinstance(self.far, NoLimit) or bool(self.far.value.is_infinite))
                and whole.value != self.points[-1],
                Caption(
                    "choose a fourth function that has no finite limit at infinity and whose "
                    "value differs from its point"
                ),
            ),
        )


_TOLD = {
    ("jump", "left"), ("jump", "right"), ("moved", "limit"), ("moved", "value"),
    ("whole", "left"), ("whole", "right"), ("whole", "value"),
}  # fmt: skip


def _tests(case: Continuity) -> tuple[bool, bool, bool]:
    return case.defined, case.limit_exists, case.limit_equals_value


def _signed(value: sp.Expr) -> Shown:
    """Write an infinity with its sign."""
    return Shown("+∞", "+infinity") if value == sp.oo else plain(value)


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

"""The lesson of a limit as an answer to every tolerance, told with a lens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import ClassVar

import sympy as sp

from calcml.core.approach import ApproachRow
from calcml.core.epsilon_delta import EpsilonDelta, epsilon_delta
from calcml.core.errors import UnfitLesson
from calcml.core.functions import Function
from calcml.core.limits import NoLimit, limit
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, formula, number, parameter_entry, plain, verdict
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.limits.limit_values import (
    WRITTEN,
    exact_entry,
    given,
    is_rounded,
    said,
    tabulated,
    titled,
    written_exactly,
)
from calcml.lessons.limits.refusals import no_limit_to_zoom_in_on
from calcml.lessons.limits.swings import SWINGING, Swings
from calcml.lessons.limits.tolerances import natural_tolerances
from calcml.lessons.limits.zoom_boxes import ZoomBoxes
from calcml.lessons.limits.zoom_marks import ZoomMarks
from calcml.lessons.parameters import finite, function_of, parameter, sequence, within
from calcml.lessons.scales import Frame

__all__ = ["LimitZoom"]

_LONGEST = 7  # characters of a number in the table of approach, and of a point in a formula
_LONGEST_EDGE = 5  # of a number under the lens
_DISTANCE = tabulated(4, 3)
_FINEST = 1e-9  # of a number: where doubles still show a smooth curve
_STRETCHES = 1.0, 0.5, 2.0
_FATES = {
    "escapes": "escapes",
    "jumps": "jumps out",
    "ends": "has no value",
    "touches": "touches",
}


def _natural(lesson: "LimitZoom") -> tuple[sp.Expr, ...]:
    return natural_tolerances(lesson.function, lesson.at)


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
        Half-heights ε of the box, shrinking; if not given, they suit the function's size.
    swing_tolerance : sympy.Expr
        The ε that sin(1/x) breaks near 0.
    swing_widths : tuple of sympy.Expr
        Half-widths δ tried in vain there, shrinking.
    """

    chapter = "Limits"
    number = "1.1"
    heading = Caption("Zooming in on a limit", rests_on=("doubles_show_it",))
    slides = ("A4",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "approach_the_point": Caption(
            "As _x_ comes close to {at} from either side, _f_(_x_) comes close to {limit.value}. "
            "How close?"
        ),
        "open_the_lens": (
            Caption(
                "Allow an error of _ε_ = {epsilon.0}. The widest box that holds the curve has "
                "_δ_ = {delta.0}.",
                rests_on=("widths_are_exact",),
            ),
            Caption(
                "Allow an error of _ε_ = {epsilon.0}. The widest box that holds the curve has "
                "_δ_ ≈ {delta.0}."
            ),
        ),
        "zoom_in": (
            Caption(
                "For _ε_ = {epsilon.1} it is _δ_ = {delta.1}, for _ε_ = {epsilon.2} it is "
                "_δ_ = {delta.2}. There is no last zoom level.",
                rests_on=("every_tolerance_has_its_width", "widths_are_exact"),
            ),
            Caption(
                "For _ε_ = {epsilon.1} it is _δ_ ≈ {delta.1}, for _ε_ = {epsilon.2} it is "
                "_δ_ ≈ {delta.2}. There is no last zoom level.",
                rests_on=("every_tolerance_has_its_width",),
            ),
        ),
        "try_other_widths": (
            Caption(
                "A narrower box holds the curve too. From a wider one it escapes through top or "
                "bottom.",
                rests_on=("narrower_holds", "wider_fails"),
            ),
            Caption(
                "A narrower box holds the curve too. A wider one reaches the place where the curve "
                "jumps out of it.",
                rests_on=("narrower_holds", "curve_jumps_out"),
            ),
            Caption(
                "A narrower box holds the curve too. A wider one reaches a place where the "
                "function has no value.",
                rests_on=("narrower_holds", "curve_ends"),
            ),
            Caption(
                "A narrower box holds the curve too. In a wider one it touches top or bottom, "
                "which is not inside.",
                rests_on=("narrower_holds", "curve_touches"),
            ),
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
        None,
        rule=sequence(within(1e-90, 1e90), shortest=3, longest=3),
        text="half-heights ε of the box, shrinking",
        derive=_natural,
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
        """The largest δ for each ε.

        Raises
        ------
        UnfitLesson
            If there is no finite limit, or no largest δ.
        """
        found = limit(self.function, self.at)
        if isinstance(found, NoLimit) or found.value.is_infinite:
            raise no_limit_to_zoom_in_on(found, self.at)
        return tuple(self._answer(tolerance) for tolerance in self.tolerances)

    def _answer(self, tolerance: sp.Expr) -> EpsilonDelta:
        found = epsilon_delta(self.function, self.at, tolerance)
        if isinstance(found, NoLimit) or found.delta.is_infinite:
            raise self._boundless(tolerance)
        return found

    def _boundless(self, tolerance: sp.Expr) -> UnfitLesson:
        """Return what is said where every δ answers a tolerance."""
        suited = natural_tolerances(self.function, self.at)
        smallest = epsilon_delta(self.function, self.at, suited[-1])
        if isinstance(smallest, EpsilonDelta) and smallest.delta.is_infinite:
            advice = "it is constant, so every δ answers every ε; choose a function that varies"
        else:
            advice = f"choose smaller tolerances, such as {', '.join(map(str, suited))}"
        return UnfitLesson(
            f"LimitZoom needs a largest δ, but the curve stays within {tolerance} of its limit "
            f"everywhere: {advice}"
        )

    @cached_property
    def boxes(self) -> ZoomBoxes:
        """The boxes and the lens."""
        return ZoomBoxes(self.function, self.answers)

    @cached_property
    def marks(self) -> ZoomMarks:
        """The marks of the boxes in the lens."""
        return ZoomMarks(self.boxes)

    @cached_property
    def swings(self) -> Swings:
        """The curve without a limit."""
        return Swings(self.swing_tolerance, self.swing_widths)

    stretches = _STRETCHES
    """The widest box that holds the curve, a narrower and a wider one, in units of δ."""

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The curve, wide enough for the first box; and sin(1/x)."""
        return {"main": self.boxes.frame, "swing": self.swings.frame}

    @cached_property
    def approach(self) -> tuple[tuple[ApproachRow, ApproachRow], ...]:
        """For each box a row on the left and one on the right, inside of it."""
        return tuple(
            (self._row(self.at - step), self._row(self.at + step)) for step in self.boxes.steps
        )

    def _row(self, across: sp.Expr) -> ApproachRow:
        value = self.function.exact(across)
        return ApproachRow(across, value, float(value.evalf(30)))

    @cached_property
    def by_distance(self) -> bool:
        """Whether the table shows how far x is from a and f(x) from L, not x and f(x)."""
        numbers = (v for rows in self.approach for row in rows for v in (row.x, row.exact))
        return not all(_fits(v, _LONGEST) for v in numbers)

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the table of approach."""
        if self.by_distance:
            return "h", "f(x) - L", "f(x) - L"
        return "x", "f(x)", "x", "f(x)"

    @property
    def rows(self) -> list[list[str]]:
        """The keys of that table's entries, row by row."""
        kinds = ["left.x", "left.value", "right.x", "right.value"]
        if self.by_distance:
            kinds = ["step", "left.value", "right.value"]
        return [[f"{kind}.{i}" for kind in kinds] for i in self.boxes.levels]

    @property
    def columns(self) -> tuple[float, ...]:
        """The widths of that table's columns against each other."""
        return (0.6, 1.2, 1.2) if self.by_distance else (1.0, 1.0, 1.0, 1.0)

    def numbered_edges(self, axis: str) -> bool:
        """Tell whether the box's edges bear numbers on an axis, not letters."""
        edges = (e for i, _ in enumerate(self.answers) for e in self._edges(i) if e[0] == axis)
        return all(_fits(value, _LONGEST_EDGE) for _, _, _, value in edges)

    def _edges(self, i: int) -> Iterable[tuple[str, str, str, sp.Expr]]:
        """Yield the axis, the name, the symbol and the coordinate of each edge of a box."""
        answer = self.answers[i]
        yield "x", "left", "a - delta", answer.at - answer.delta
        yield "x", "right", "a + delta", answer.at + answer.delta
        yield "y", "bottom", "L - epsilon", answer.limit - answer.epsilon
        yield "y", "top", "L + epsilon", answer.limit + answer.epsilon

    def entries(self) -> Iterable[Entry]:
        """Yield the boxes, the values from both sides, the limit, and the vain widths."""
        yield formula("function", f"f(x) = {self.function.typst}", titled("f", self.function))
        yield parameter_entry("at", "a", self.at)
        a, found = _letter(self.at, "a"), self.answers[0].limit
        yield exact_entry(
            "limit.value", f"lim_(x -> {a}) f(x)", found, "lim f(x)", source="calcml.limit",
            style=said,
        )  # fmt: skip
        for i, answer in enumerate(self.answers):
            yield parameter_entry(f"epsilon.{i}", "epsilon", answer.epsilon, style=given)
            yield exact_entry(
                f"delta.{i}", "delta", answer.delta,
                "largest δ with |f(x) - L| < ε for 0 < |x - a| < δ", source="calcml.epsilon_delta",
            )  # fmt: skip
            for axis, name, symbol, value in self._edges(i):
                if self.numbered_edges(axis):
                    yield exact_entry(
                        f"edge.{name}.{i}", symbol, value, symbol, source="calcml.epsilon_delta"
                    )
        yield formula("every.epsilon", *self._every[0])
        yield formula("every.delta", *self._every[1])
        for i, rows in enumerate(self.approach):
            yield from self._approach_entries(i, *rows)
        yield from self._promise()
        for key, stretch in zip(("narrower", "wider"), self.stretches[1:], strict=True):
            holds = self._holds(stretch)
            fate = "stays inside" if holds else _FATES[self.boxes.fate(stretch)]
            yield verdict(
                f"width.{key}", "abs(f(x) - L) < epsilon", value=holds, words=fate,
                formula="|f(x) - L| < ε for 0 < |x - a| < δ", source="calcml.epsilon_delta",
            )  # fmt: skip
        yield from self.swings.entries()

    def _promise(self) -> Iterable[Entry]:
        """Yield what a limit promises, with the numbers where they are short."""
        found = self.answers[0].limit
        yield formula(
            "promise.near", f"0 < abs({_difference('x', self.at, 'a')}) < delta",
            f"0 < |x - {self.at}| < δ",
        )  # fmt: skip
        yield formula(
            "promise.close", f"abs({_difference('f(x)', found, 'L')}) < epsilon",
            f"|f(x) - {found}| < ε",
        )  # fmt: skip

    @property
    def _every(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The last row of the table, in Typst and in words: δ for any ε, or that it goes on."""
        slope = abs(sp.diff(self.function.expression, x))
        if not slope.is_Rational or not slope or len(str(slope)) > _LONGEST:
            return ("dots.v", "and so on"), ("dots.v", "and so on")
        times = "" if slope.q == 1 else str(slope.q)
        over = "" if slope.p == 1 else str(slope.p)
        typst = f"{times} epsilon" + (f" slash {over}" if over else "")
        return ("epsilon", "ε"), (typst.strip(), f"{times}ε" + (f"/{over}" if over else ""))

    def _approach_entries(self, i: int, left: ApproachRow, right: ApproachRow) -> Iterable[Entry]:
        if self.by_distance:
            yield parameter_entry(f"step.{i}", "h", right.x - self.at, style=_DISTANCE)
        for side, row in (("left", left), ("right", right)):
            if self.by_distance:
                yield exact_entry(
                    f"{side}.value.{i}", "f(x) - L", row.exact - self.answers[i].limit,
                    f"f({row.x}) - L", source="calcml.Function", style=_DISTANCE,
                )  # fmt: skip
            else:
                yield parameter_entry(f"{side}.x.{i}", "x", row.x)
                yield number(
                    f"{side}.value.{i}", "f(x)", row.value, exact=row.exact,
                    formula=f"f({row.x})", source="calcml.Function", style=WRITTEN,
                )  # fmt: skip

    def _holds(self, stretch: float) -> bool:
        """Tell whether a stretched box still holds the curve: not if wider than the largest δ."""
        answer = self.answers[-1]
        return bool(answer.delta * sp.Rational(stretch) <= answer.delta)

    @property
    def _resolved(self) -> bool:
        """Whether doubles are fine enough for the smallest box."""
        (a, height), (delta, epsilon) = (
            self.boxes.target,
            self.boxes.half_sizes(len(self.answers) - 1),
        )
        return delta > _FINEST * abs(a) and epsilon > _FINEST * abs(height)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the boxes show."""
        narrower, wider = self.stretches[1:]
        fate = self.boxes.fate(wider)
        fails = not self._holds(wider)
        return (
            Claim(
                "doubles_show_it",
                Caption("the smallest box is large enough for the arithmetic of the picture"),
                self._resolved,
                Caption(
                    "choose larger tolerances, or shift the function so that its point and its "
                    "limit are not so large beside them"
                ),
            ),
            Claim(
                "every_tolerance_has_its_width",
                Caption("every smaller tolerance has a δ of its own"),
                all(bool(answer.delta > 0) for answer in self.answers)
                and _shrinks(self.tolerances),
                Caption("choose tolerances that shrink"),
            ),
            Claim(
                "widths_are_exact",
                Caption("every δ is written exactly"),
                not any(is_rounded(answer.delta, WRITTEN) for answer in self.answers),
            ),
            Claim(
                "narrower_holds",
                Caption("a narrower box holds the curve"),
                self._holds(narrower)
                and not self.boxes.escaping(self.boxes.levels[-1], narrower).pieces,
                Caption("choose a function that swings less near the point"),
            ),
            Claim(
                "wider_fails",
                Caption("the curve leaves a wider box through its top or bottom"),
                fails and fate == "escapes",
            ),
            Claim(
                "curve_jumps_out", Caption("the curve jumps out of a wider box"),
                fails and fate == "jumps",
            ),
            Claim(
                "curve_ends", Caption("a wider box holds a place without a value"),
                fails and fate == "ends",
            ),
            Claim(
                "curve_touches", Caption("the curve touches the border of a wider box"),
                fails and fate == "touches",
            ),
            Claim(
                "swings_forever",
                Caption("however narrow the box, the swinging curve leaves it"),
                isinstance(limit(SWINGING, 0), NoLimit)
                and all(self.swings.escapes(i) for i in range(len(self.swing_widths)))
                and _shrinks(self.swing_widths),
                Caption("choose widths that shrink"),
            ),
        )  # fmt: skip


def _fits(value: sp.Expr, longest: int) -> bool:
    """Tell whether a number is written exactly, as a short decimal."""
    text = WRITTEN(value).text
    plainly = "·" not in text and not is_rounded(value, WRITTEN)
    return value.is_Rational and len(text) <= longest and plainly


def _letter(value: sp.Expr, letter: str) -> str:
    """Return a number in Typst mathematics, or its letter if it is long."""
    short = len(plain(value).text) <= _LONGEST and written_exactly(value)
    return plain(value).typst if short else letter


def _difference(term: str, value: sp.Expr, letter: str) -> str:
    """Return a term without a number, in Typst mathematics."""
    if not value:
        return term
    if len(plain(value).text) > _LONGEST or not written_exactly(value):
        return f"{term} - {letter}"
    if value.is_Add:
        return f"{term} - ({plain(value).typst})"
    sign = "+" if value < 0 else "-"
    return f"{term} {sign} {plain(abs(value)).typst}"


def _shrinks(values: Iterable[sp.Expr]) -> bool:
    return all(bool(later < earlier) for earlier, later in pairwise(values))

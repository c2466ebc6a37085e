"""The lesson of a limit that needs both sides: poles, jumps and edges."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.approach import ApproachTable, approach_table
from calcml.core.continuity import Continuity, Discontinuity, continuity
from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.limits import Limit, Reason, Side
from calcml.core.sampling import Curve
from calcml.core.symbols import x
from calcml.core.types import FloatArray
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import (
    Entry,
    Shown,
    formula,
    number,
    parameter_entry,
    plain,
    verdict,
)
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.limits.broken_curves import BrokenCurve, Point
from calcml.lessons.limits.limit_values import exact_entry, said, tabulated, titled
from calcml.lessons.limits.neighbourhoods import clear_reach, round_below
from calcml.lessons.limits.pole_sentences import HEADINGS, SENTENCES
from calcml.lessons.parameters import count, finite, function_of, parameter, positive
from calcml.lessons.placing import Name
from calcml.lessons.scales import Frame

__all__ = ["ReciprocalBothSides"]

_SIDES = {"left": -1, "right": 1}
_WIDEST = 3.0  # reach of the picture
_ROWS = 6
_LONGEST = 7  # characters of a point under the sign of a limit
_TABULATED = tabulated(7, 3)


def _natural_reach(lesson: "ReciprocalBothSides") -> float:
    """Return how far to look: three units, less if the function breaks again before that.

    Beyond a pole another may be in view; beyond a jump another would only make the first small.
    """
    sides = clear_reach(lesson.function, lesson.at, 2 * _WIDEST)
    nearest = min((side for side in sides if side), default=_WIDEST)
    share = 0.9 if lesson.case.kind is Discontinuity.JUMP else 1.5
    return round_below(min(_WIDEST, share * nearest))


def _natural_rows(lesson: "ReciprocalBothSides") -> int:
    """Return how many rows fit doubles, six at most."""
    return max((n for n in range(1, _ROWS + 1) if lesson.tabulated(n)), default=1)


@dataclass(frozen=True, kw_only=True)
class ReciprocalBothSides(Lesson):
    """A point whose two sides do not lead to the same number: a pole, a jump, an edge.

    Attributes
    ----------
    function : Function
    at : sympy.Expr
        The pole or break.
    digits : int
        How many decimal steps the table takes from each side; as many as fit doubles if not
        given, at most six.
    reach : sympy.Expr
        How far the picture goes to both sides; by default up to beyond the next break.
    """

    chapter = "Limits"
    number = "1.3"
    heading: ClassVar[Wording] = HEADINGS
    slides = ("A6", "A7")
    captions: ClassVar[Mapping[str, Wording]] = SENTENCES

    function: Function = parameter(
        Function(1 / x, x), rule=function_of(x), text="the curve, a function of x"
    )
    at: sp.Expr = parameter(0, rule=finite, text="the pole, jump or edge")
    reach: sp.Expr = parameter(
        None, rule=positive, text="how far the picture goes to both sides", derive=_natural_reach
    )
    digits: int = parameter(
        None, rule=count(1, _ROWS), text="decimal steps from each side", derive=_natural_rows
    )

    @cached_property
    def case(self) -> Continuity:
        """What the two sides lead to, and the value between them."""
        return continuity(self.function, self.at)

    @property
    def sided(self) -> tuple[str, ...]:
        """The sides on which there is a curve, the right one first."""
        return tuple(s for s in ("right", "left") if not self._ends(s, Reason.UNDEFINED_NEARBY))

    @property
    def first(self) -> int:
        """The k of the first step 10**-k of the table: about a thirtieth of the reach."""
        return math.ceil(-math.log10(float(self.reach) / 10))

    @cached_property
    def approach(self) -> ApproachTable:
        """Values at the point ± 10**-k.

        Raises
        ------
        UnfitLesson
            If one does not fit a double.
        """
        try:
            return self._table(self.digits)
        except InvalidArgument as error:
            rows = _natural_rows(self)
            advice = f"{rows} or fewer" if self.tabulated(rows) else "a function that grows slower"
            raise UnfitLesson(
                f"ReciprocalBothSides shows values that fit doubles, but {error}: choose {advice}"
            ) from error

    def _table(self, rows: int) -> ApproachTable:
        side: Side = "both" if len(self.sided) > 1 else "left" if "left" in self.sided else "right"
        table = approach_table(self.function, self.at, side, digits=rows, first=self.first)
        for row in (*table.left, *table.right):
            if not row.value and row.exact != 0:
                raise InvalidArgument(f"at x = {row.x} the value is too small for one")
        return table

    def tabulated(self, rows: int) -> bool:
        """Tell whether a table has values that fit doubles, whatever the limits."""
        if not self.sided:
            return False
        try:
            self._table(rows)
        except InvalidArgument:
            return False
        return True

    @property
    def steps(self) -> tuple[int, ...]:
        """The rows of the table."""
        return tuple(range(self.digits))

    @cached_property
    def picture(self) -> BrokenCurve:
        """The curve around the point."""
        found = self.case.limit
        return BrokenCurve(
            function=self.function, at=self.at, left=found.left, right=found.right,
            value=self.case.value, reach=float(self.reach), step=10.0**-self.first,
        )  # fmt: skip

    @property
    def frames(self) -> Mapping[str, Frame]:
        """Both branches."""
        return {"main": self.picture.frame}

    @property
    def curve(self) -> Curve:
        """The curve, broken at the point."""
        return self.picture.curve

    def walk(self, side: str) -> tuple[float, float]:
        """Return the first and the last k of the walk of a point: its distance is 10**-k."""
        return self.picture.walk(_SIDES[side])

    def walker(self, side: str, k: float) -> Point:
        """Return the point of the curve at the distance 10**-k on a side."""
        return self.picture.point(_SIDES[side], k)

    def runs_off(self, side: str) -> int:
        """Return 1 if the branch of a side climbs without bound, -1 if it falls, else 0."""
        return int(self._ends(side, sp.oo)) - int(self._ends(side, -sp.oo))

    @cached_property
    def places(self) -> Mapping[str, Point]:
        """Where the limits of both sides, the upright line's name and the curve's stand."""
        return {key: place for key, (place, _) in self._placed.items()}

    @property
    def named_freely(self) -> bool:
        """Whether the curve leaves the place of its name free."""
        return self.picture.is_free(*self._placed["function"])

    def arrow(self, side: str) -> str:
        """Return the arrow of a branch that runs off, as Typst mathematics."""
        return "arrow.t" if self.runs_off(side) > 0 else "arrow.b"

    def has_arrow(self, side: str) -> bool:
        """Tell whether there is room for an arrow beside the limit of a side that runs off."""
        return bool(self.runs_off(side)) and self._placed[side][1].width > self._plain_width

    @property
    def has_cases(self) -> bool:
        """Whether the formula is a list of cases, which takes much room."""
        return isinstance(self.function.expression, sp.Piecewise)

    @cached_property
    def _placed(self) -> Mapping[str, tuple[Point, Name]]:
        """The places with the room that is kept there, each clear of those before."""
        found: dict[str, tuple[Point, Name]] = {}
        for side, sign in (("right", 1), ("left", -1)):
            found[side] = self.picture.end_place(sign, self._sizes(side), self._taken(found))
        at = Name(0.085 + 0.02 * len(self._point.text), 0.08)
        found["at"] = self.picture.line_name_place(at, self._taken(found)), at
        name = _formula_size(self.function.expression)
        found["function"] = self.picture.name_place(name, self._taken(found)), name
        return found

    def _taken(self, found: Mapping[str, tuple[Point, Name]]) -> list[FloatArray]:
        return [self.picture.taken(place, name) for place, name in found.values()]

    def _sizes(self, side: str) -> tuple[Name, ...]:
        """Return the room for a limit, first with an arrow beside it."""
        if side not in self.sided:
            return (Name(self._plain_width + 0.18, 0.13),)
        plain_size = Name(self._plain_width, 0.15)
        if not self.runs_off(side):
            return (plain_size,)
        return Name(self._plain_width + 0.08, 0.15), plain_size

    @property
    def _plain_width(self) -> float:
        return 0.28 + 0.012 * (len(self._point.text) - 1)

    @property
    def _point(self) -> Shown:
        """The point as it is written under the sign of a limit: its letter if it is long."""
        return plain(self.at) if len(plain(self.at).text) <= _LONGEST else Shown("a", "a")

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the table: a step and the values it leads to."""
        a = "" if self.at == 0 else "a"
        both = {"left": f"f({a} - h)", "right": f"f({a} + h)" if a else "f(h)"}
        return "h", *(both[side] for side in _SIDES if side in self.sided)

    @property
    def rows(self) -> list[list[str]]:
        """The keys of the table's entries, row by row."""
        sides = [side for side in _SIDES if side in self.sided]
        return [[f"step.{i}", *(f"{side}.value.{i}" for side in sides)] for i in self.steps]

    def entries(self) -> Iterable[Entry]:
        """Yield the table of both sides, the one-sided limits and the verdict."""
        yield formula("function", f"f(x) = {self.function.typst}", titled("f", self.function))
        yield parameter_entry("at", "a", self.at)
        if self.case.value is not None and "value" in self.told("show_two_branches").keys:
            yield exact_entry(
                "value", "f(a)", self.case.value, f"f({self.at})", source="calcml.continuity",
                style=said,
            )  # fmt: skip
        for i in self.steps:
            yield parameter_entry(f"step.{i}", "h", self._step(i), style=_TABULATED)
        for side in self.sided:
            for i, row in enumerate(getattr(self.approach, side)):
                yield number(
                    f"{side}.value.{i}", "f(x)", row.value, exact=row.exact,
                    formula=f"f({row.x})", source="calcml.approach_table", style=_TABULATED,
                )  # fmt: skip
        a = self._point.typst
        for side, sign in (("right", "+"), ("left", "-")):
            yield self._end_entry(side, f"lim_(x -> {a}^{sign}) f(x)")
        yield self._verdict(f"lim_(x -> {a}) f(x)")

    def _step(self, i: int) -> sp.Expr:
        return sp.Rational(10) ** -(self.first + i)

    def _end_entry(self, side: str, symbol: str) -> Entry:
        end = getattr(self.case.limit, side)
        if isinstance(end, Reason):
            return verdict(
                f"limit.{side}", symbol, value=False, words="does not exist", formula=end.value,
                source="calcml.limit",
            )  # fmt: skip
        return exact_entry(
            f"limit.{side}", symbol, end, f"limit from the {side}", source="calcml.limit",
            style=said,
        )  # fmt: skip

    def _verdict(self, symbol: str) -> Entry:
        found = self.case.limit
        if isinstance(found, Limit):
            return exact_entry(
                "limit.both", symbol, found.value, "both sides agree", source="calcml.limit",
                style=said,
            )  # fmt: skip
        return verdict(
            "limit.both", symbol, value=False, words="does not exist", formula=found.reason.value,
            source="calcml.limit",
        )  # fmt: skip

    def _ends(self, side: str, *ends: object) -> bool:
        return getattr(self.case.limit, side) in ends

    def _settles(self, side: str) -> bool:
        return not self._ends(side, sp.oo, -sp.oo, *Reason)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What each side does, and whether they agree."""
        missing = [side for side in _SIDES if side not in self.sided]
        same = self.case.limit.left == self.case.limit.right
        return (
            Claim(
                "no_common_number",
                Caption("the two sides do not lead to the same number"),
                not self.case.limit_exists,
                Caption(
                    "both lead to the same limit, of which LimitZoom tells; choose a pole, a "
                    "jump or an edge of the function here"
                ),
            ),
            Claim(
                "sides_settle",
                Caption("neither side swings for ever"),
                not any(self._ends(side, Reason.OSCILLATES) for side in _SIDES),
                Caption("LimitZoom shows a curve that swings, in its last beat"),
            ),
            Claim(
                "a_side_exists",
                Caption("there is a curve on one side of the point at least"),
                bool(self.sided),
                Caption("choose a point of the function's domain, or at its edge"),
            ),
            Claim(
                "gaps_are_whole",
                Caption("a side without a whole curve next to the point has none at all there"),
                not any(self.picture.is_scattered(_SIDES[side]) for side in missing),
                Caption("choose a point next to which the function has values, or none"),
            ),
            Claim(
                "rows_are_numbers",
                Caption("every value of the table is a number that fits a double"),
                self.tabulated(self.digits),
                Caption("choose fewer digits, or a function that grows less steeply"),
            ),
            Claim(
                "sides_disagree",
                Caption("the two sides lead to different ends"),
                not missing and not same,
            ),
            Claim(
                "sides_agree",
                Caption("both sides run off to the same infinity"),
                not missing and same and self.case.limit.left in (sp.oo, -sp.oo),
            ),
            Claim("a_side_is_missing", Caption("there is a curve on one side only"), bool(missing)),
            Claim("has_a_value", Caption("there is a value"), self.case.defined),
            Claim("has_no_value", Caption("there is no value"), not self.case.defined),
            *(claim for side in _SIDES for claim in self._claims_of(side)),
        )

    def _claims_of(self, side: str) -> Iterable[Claim]:
        for key, holds, words in (
            ("grows", self._ends(side, sp.oo), "the values grow beyond every bound"),
            ("falls", self._ends(side, -sp.oo), "the values fall below every bound"),
            ("settles", self._settles(side), "the values lead to a number"),
            ("missing", side not in self.sided, "there are no values"),
        ):
            yield Claim(f"{side}_{key}", Caption(f"on the {side}, {words}"), holds)


def _formula_size(formula: sp.Expr) -> Name:
    """Return the room that a curve's formula takes; cases stand below one another."""
    if isinstance(formula, sp.Piecewise):
        widest = max(map(_signs, (part for case in formula.args for part in case)))
        return Name(min(0.8, 0.22 + 0.016 * widest), 0.04 + 0.075 * len(formula.args))
    return Name(min(0.8, 0.13 + 0.022 * _signs(formula)), 0.18)


def _signs(part: sp.Basic) -> int:
    return len(str(part).replace("*", "").replace(" ", ""))

"""The lesson of the three conditions of continuity, on four functions of one's choice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.continuity import Continuity, Discontinuity, continuity
from calcml.core.errors import CalcmlError
from calcml.core.functions import Function
from calcml.core.limits import Limit, NoLimit, Reason, limit
from calcml.core.sampling import Curve
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, formula, parameter_entry, plain, verdict
from calcml.lessons.framing import heights
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.limits.broken_curves import BrokenCurve, Point
from calcml.lessons.limits.continuity_sentences import KINDS, kind_of, sentences
from calcml.lessons.limits.limit_values import exact_entry, in_frame, said
from calcml.lessons.limits.neighbourhoods import clear_reach
from calcml.lessons.parameters import finite, function_of, parameter, point, sequence
from calcml.lessons.scales import Frame, Scale

__all__ = ["ContinuityConditions"]

_SQUARE = Function(x**2, x)
_FUNCTIONS = (
    Function(1 / x, x),
    Function(sp.sign(x), x),
    Function(sp.Piecewise((1, sp.Eq(x, 2)), (x**2, True)), x),
    _SQUARE,
)
_POINTS = (0, 0, 2, 2)
_CHOSEN = (
    (-2.4, 2.4, -4.6, 4.6),
    (-2.4, 2.4, -1.6, 1.6),
    (-0.4, 3.2, -0.8, 7),
    (-0.4, 3.2, -0.8, 7),
)  # the windows of the deck's functions, by eye
_REACH = 2.4
_FIRST = 1 / 30  # of the reach: so near to a pole the curve may be cut off
_VISIBLE = 0.2  # of the width of a window that shows a curve far away
_STEEP = 30  # times as much change on one side as on the other: too steep to be shown whole
_HALVINGS = 5
_LONGEST_TICK = 7  # characters
_APART = 0.14  # of the height: nearer than that two ticks would touch
_LONGEST_FORMULA = 30  # signs


def _natural_windows(lesson: "ContinuityConditions") -> tuple[tuple[float, ...], ...]:
    """Return for each function what is worth seeing of it around its point."""
    chosen = dict(zip(zip(_FUNCTIONS, map(sp.Integer, _POINTS), strict=True), _CHOSEN, strict=True))
    pairs = zip(lesson.functions, lesson.points, strict=True)
    return tuple(chosen.get(pair) or _window(*pair) for pair in pairs)


def _window(f: Function, at: sp.Expr) -> tuple[float, ...]:
    case = continuity(f, at)
    found = case.limit
    if found.left == found.right == Reason.UNDEFINED_NEARBY:
        return _window_from_afar(f, float(at), [] if case.value is None else [float(case.value)])
    nearest = min((side for side in clear_reach(f, at, _REACH) if side), default=_REACH)
    share = 0.9 if case.kind is Discontinuity.JUMP else 1.5  # one jump, perhaps two poles
    reach = min(_REACH, share * nearest)
    if isinstance(found, Limit) and case.limit_exists:
        reach = _balanced(f, float(at), float(found.value), reach)
    frame = BrokenCurve(
        function=f, at=at, left=found.left, right=found.right, value=case.value, reach=reach,
        step=_FIRST * reach,
    ).frame  # fmt: skip
    return *frame.x.limits, *frame.y.limits


def _window_from_afar(f: Function, a: float, hold: list[float]) -> tuple[float, ...]:
    """Return a window around a point far from the curve that shows a part of the curve."""
    for reach in (_REACH * 2**k for k in range(6)):
        shown = np.isfinite(f.raw(np.linspace(a - reach, a + reach, 201)))
        if shown.mean() > _VISIBLE:
            break
    return a - reach, a + reach, *heights(f, (a - reach, a + reach), hold=hold)


def _balanced(f: Function, a: float, height: float, reach: float) -> float:
    """Return a smaller reach if the curve would leave the picture at once on one side."""
    for _ in range(_HALVINGS):
        away = (
            np.abs(f.raw(a + side * reach * np.linspace(0, 1, 101)) - height) for side in (-1, 1)
        )
        least, most = sorted(float(np.max(each, initial=0, where=each < np.inf)) for each in away)
        if most <= _STEEP * least or not least:
            break
        reach /= 2
    return reach


@dataclass(frozen=True, kw_only=True)
class ContinuityConditions(Lesson):
    """Three conditions of continuity, on four functions.

    Attributes
    ----------
    functions : tuple of Function, length 4
        By default one without a value at its point; one without a limit; one with a value that
        is not the limit; and a continuous one.
    points : tuple of sympy.Expr, length 4
        Where continuity is asked.
    windows : tuple of tuples of sympy.Expr, shape (4, 4)
        What each plot shows: left, right, bottom, top; what is worth seeing if not given.
    """

    chapter = "Limits"
    number = "1.6"
    heading = Caption("Three conditions of continuity", rests_on=("formulas_fit", "points_in_view"))
    slides = ("A9",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "ask_three_questions": Caption(
            "A function is continuous at a point _a_ if it passes three tests there."
        ),
        "examine_the_first": sentences("first", "first function"),
        "examine_the_second": sentences("second"),
        "examine_the_third": sentences("third"),
        "examine_the_fourth": sentences("fourth"),
        "correct_the_slides": Caption(
            "The slides get two of them wrong: the limit is taken at _a_, and it must be the "
            "value _f_(_a_).",
            rests_on=("slides_err",),
        ),
    }

    functions: tuple[Function, ...] = parameter(
        _FUNCTIONS,
        rule=sequence(function_of(x), shortest=4, longest=4),
        text="four functions to be tested",
    )
    points: tuple[sp.Expr, ...] = parameter(
        _POINTS,
        rule=sequence(finite, shortest=4, longest=4),
        text="where continuity is asked, for each function",
    )
    windows: tuple[tuple[sp.Expr, ...], ...] = parameter(
        None,
        rule=sequence(point(4), shortest=4, longest=4),
        text="left, right, bottom and top of each plot",
        derive=_natural_windows,
    )

    names = ("first", "second", "third", "fourth")
    """The four cases."""

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
                Scale(float(left), float(right), _short([a])),
                Scale(float(low), float(high), self._ticks(name, float(high - low))),
            )
            for name, a, (left, right, low, high) in zip(
                self.names, self.points, self.windows, strict=True
            )
        }

    def _ticks(self, name: str, height: float) -> tuple[sp.Expr, ...]:
        """Return the heights that matter, as far as their numbers fit beside the plot."""
        kept: list[sp.Expr] = []
        for tick in _short(sorted(self._heights(name), key=float)):
            if not kept or float(tick - kept[-1]) > _APART * height:
                kept.append(tick)
        return tuple(kept)

    def _heights(self, name: str) -> set[sp.Expr]:
        """Return the finite one-sided limits and the value."""
        case = self.cases[name]
        found = (case.limit.left, case.limit.right, case.value)
        return {v for v in found if isinstance(v, sp.Expr) and v.is_finite}

    def curve(self, name: str) -> Curve:
        """Return a case's curve, broken where it is broken."""
        return in_frame(self.functions[self.names.index(name)], self.frames[name])

    def left_out(self, name: str) -> tuple[Point, ...]:
        """Return the places where the curve leads but is not: one-sided limits off the value."""
        case = self.cases[name]
        ends = sorted(self._heights(name) - {case.value}, key=float)
        return () if case.continuous else tuple((self._at(name), float(v)) for v in ends)

    def value_point(self, name: str) -> tuple[Point, ...]:
        """Return the point on the curve, if there is one."""
        value = self.cases[name].value
        return () if value is None else ((self._at(name), float(value)),)

    def pole(self, name: str) -> tuple[tuple[Point, Point], ...]:
        """Return the upright line at the point, if a side runs off to infinity."""
        found, (low, high) = self.cases[name].limit, self.frames[name].y.limits
        infinite = any(v in (sp.oo, -sp.oo) for v in (found.left, found.right))
        return (((self._at(name), low), (self._at(name), high)),) if infinite else ()

    def _at(self, name: str) -> float:
        return float(self.points[self.names.index(name)])

    def entries(self) -> Iterable[Entry]:
        """Yield each case's formula, point, the numbers that are told of it, three verdicts."""
        told = {key for beat in self.captions for key in self.told(beat).keys}
        for name, function, a in zip(self.names, self.functions, self.points, strict=True):
            case = self.cases[name]
            yield formula(f"{name}.function", function.typst, str(function.expression))
            yield parameter_entry(f"at.{name}", "a", a)
            found = {
                "left": case.limit.left, "right": case.limit.right,
                "limit": getattr(case.limit, "value", None), "value": case.value,
            }  # fmt: skip
            for what, number in found.items():
                if f"{name}.{what}" in told and isinstance(number, sp.Expr):
                    symbol = "f(a)" if what == "value" else "lim_(x -> a) f(x)"
                    yield exact_entry(
                        f"{name}.{what}", symbol, number, f"{what} at {a}",
                        source="calcml.continuity", style=said,
                    )  # fmt: skip
            yield from self._verdicts(name, case)
        yield from self._refutations()

    def _verdicts(self, name: str, case: Continuity) -> Iterable[Entry]:
        tests = case.defined, case.limit_exists, case.limit_equals_value
        for condition, holds in zip(self.conditions, tests, strict=True):
            yield verdict(
                f"{name}.{condition}",
                self.statements[condition],
                value=holds,
                words="holds" if holds else "fails",
                formula=self.statements[condition],
                source="calcml.continuity",
            )

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

    @cached_property
    def wronged(self) -> tuple[Function, sp.Expr, Continuity]:
        """A continuous function that the slides' wording rejects twice, with its point.

        The last of the four that is one, or the square of x at 2.
        """
        cases = zip(self.functions, self.points, self.cases.values(), strict=True)
        suited = (each for each in reversed(list(cases)) if _is_wronged(*each))
        return next(suited, (_SQUARE, sp.Integer(2), continuity(_SQUARE, 2)))

    def _refutations(self) -> Iterable[Entry]:
        """Yield why the slides' wording rejects a function that is continuous."""
        function, a, case = self.wronged
        yield formula(
            "refuted.name", f'{function.typst} "at" {plain(a).typst}',
            f"{function.expression} at {a}",
        )  # fmt: skip
        head, far = f"display(lim_(x -> infinity)) {_bracketed(function)}", _far(function)
        if isinstance(far, Limit):
            value = plain(far.value)
            yield formula(
                "refuted.exists", f"{head} = {value.typst}", f"limit at infinity: {value.text}",
                source="calcml.limit",
            )  # fmt: skip
        else:
            yield formula("refuted.exists", f'{head} "does not exist"', "no limit at infinity")
        value = said(case.value)
        yield formula(
            "refuted.equal", f"{value.typst} eq.not {plain(a).typst}", f"{case.value} != {a}",
            source="calcml.continuity",
        )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Each case is of one kind, and the slides' wording fails a continuous function."""
        return (
            Claim(
                "formulas_fit",
                Caption("every formula fits above a small plot"),
                all(_signs(f.expression) <= _LONGEST_FORMULA for f in self.functions),
                Caption("write the function in fewer signs, or use ReciprocalBothSides for it"),
            ),
            Claim(
                "points_in_view",
                Caption("every plot shows its point and the heights that matter there"),
                all(map(self._in_view, self.names)),
                Caption("choose wider windows, or leave them out"),
            ),
            *(claim for name in self.names for claim in self._claims_of(name)),
            Claim(
                "slides_err",
                Caption("the slides' wording rejects a continuous function, twice"),
                _is_wronged(*self.wronged),
            ),
        )

    def _claims_of(self, name: str) -> Iterable[Claim]:
        """Yield a claim for each kind; exactly one of them holds."""
        function = self.functions[self.names.index(name)]
        found = kind_of(function, self.cases[name])
        for kind, meaning in KINDS.items():
            yield Claim(f"{name}_{kind}", Caption(f"the {name} function {meaning}"), found == kind)

    def _in_view(self, name: str) -> bool:
        frame = self.frames[name]
        (left, right), (low, high) = frame.x.limits, frame.y.limits
        spots = (float(v) for v in self._heights(name))
        return left < self._at(name) < right and all(low <= v <= high for v in spots)


def _short(ticks: Iterable[sp.Expr]) -> tuple[sp.Expr, ...]:
    return tuple(tick for tick in ticks if len(plain(tick).text) <= _LONGEST_TICK)


def _signs(expression: sp.Expr) -> int:
    """Return about how many signs wide a formula is."""
    if isinstance(expression, sp.Piecewise):
        return max(_signs(e) + len(str(c)) // 2 for e, c in expression.args)
    return len(str(expression).replace("*", "").replace(" ", ""))


def _bracketed(f: Function) -> str:
    return f"({f.typst})" if f.expression.is_Add else f.typst


def _far(f: Function) -> Limit | NoLimit | None:
    """Return what the slides ask of a function: its limit at infinity; None if undecided."""
    try:
        return limit(f, sp.oo)
    except CalcmlError:
        return None


def _is_wronged(f: Function, at: sp.Expr, case: Continuity) -> bool:
    """Tell whether a function is continuous, but has no finite limit at infinity, nor f(a) = a."""
    if not case.continuous or case.value == at:
        return False
    far = _far(f)
    if isinstance(far, Limit):
        return bool(far.value.is_infinite)
    return isinstance(far, NoLimit) and far.reason is not Reason.UNDEFINED_NEARBY

"""The lesson of the secants whose slopes approach that of the tangent."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar

import sympy as sp

from calcml.core.derivatives import (
    Derivative,
    NoDerivative,
    TangentLine,
    derivative,
    tangent_line,
)
from calcml.core.differences import DifferenceQuotient, difference_quotient
from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.smooth import vanishes
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.derivative.lines import line_entry
from calcml.lessons.derivative.secant_lens import SecantLens
from calcml.lessons.derivative.secant_picture import SecantPicture
from calcml.lessons.derivative.secant_places import SecantPlaces
from calcml.lessons.derivative.secant_steps import suited_steps, without_derivative
from calcml.lessons.entries import Entry, Style, formula, number, parameter_entry, plain, readable
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import Rule, finite, function_of, parameter, positive, sequence
from calcml.lessons.points import letter_of
from calcml.lessons.reach import unbroken
from calcml.lessons.scales import Frame

__all__ = ["SecantToTangent"]

_PLACES = range(5, 10)  # decimals of the slopes: as many as tell them from their limit
_ZEROS = re.compile(r"\.?0+(?=·|$)")
_ALIKE = 1e-15  # numbers that differ by more are not equal
_BENT = 0.02  # of the lens: a curve farther from its secant is seen to be bent


def _negative(name: str, value: Any) -> sp.Expr:
    given = finite.check(name, value)
    if not given < 0:
        raise InvalidArgument(f"{name} must be negative, got {value}")
    return given


_steps_to_the_left = Rule("number", "< 0", _negative, finite.read)


@dataclass(frozen=True, kw_only=True)
class SecantToTangent(Lesson):
    """Slopes of secants through one fixed point, for ever smaller steps, and their limit.

    Attributes
    ----------
    function : Function
    at : sympy.Expr
        The fixed point's coordinate, a.
    steps : tuple of sympy.Expr
        Distances h to the moving point, shrinking. By default as the curve bends.
    from_left : sympy.Expr
        One last step from the other side. By default the last step mirrored.
    """

    chapter = "Derivatives"
    number = "2.3"
    heading = Caption("From the secant to the tangent")
    slides = ("A12", "B10")
    captions: ClassVar[Mapping[str, Wording]] = {
        "show_the_curve": Caption(
            "How steep is the curve at the point where _x_ is {at}? One point alone has no slope."
        ),
        "join_two_points": Caption(
            "A second point at the distance _h_ = {step.0} gives a secant, and its slope is "
            "{~secant.slope.0}.",
            rests_on=("steps_shrink", "unbroken"),
        ),
        "shrink_the_step": (
            Caption(
                "As the step shrinks, the slope of the secant comes as close to "
                "{derivative.value} as you like.",
                rests_on=("slopes_approach", "limit_is_short"),
            ),
            Caption(
                "As the step shrinks, the slope of the secant comes as close as you like to one "
                "number, {~derivative.value}.",
                rests_on=("slopes_approach",),
            ),
            Caption(
                "Whatever the step, the slope of the secant stays the same: {~derivative.value}.",
                rests_on=("secants_coincide",),
            ),
            Caption(
                "The slope of the secant wanders with the step. Short steps bring it as close as "
                "you like to one number."
            ),
        ),
        "look_through_a_lens": (
            Caption(
                "Under a lens that keeps _h_ equally long, the curve straightens onto its secant.",
                rests_on=("straightens",),
            ),
            Caption(
                "Under a lens that keeps _h_ equally long there is nothing new to see: curve and "
                "secant are one line.",
                rests_on=("straight_under_the_lens",),
            ),
            Caption(
                "A lens that keeps _h_ equally long still shows the curve bent: a shorter step "
                "would straighten it."
            ),
        ),
        "come_from_the_left": (
            Caption(
                "From the left it closes in on the same number: at _h_ = {step.left} the slope is "
                "{~secant.slope.left}.",
                rests_on=("left_is_close",),
            ),
            Caption(
                "From the left it is the same: at _h_ = {step.left} the slope is "
                "{~secant.slope.left}.",
                rests_on=("secants_coincide",),
            ),
            Caption(
                "From the left the limit is the same. At _h_ = {step.left} the slope is "
                "{~secant.slope.left}."
            ),
        ),
        "arrive_at_the_tangent": Caption(
            "No secant ever has _h_ equal to zero. The limit of their slopes is the slope of the "
            "tangent: {~derivative.value}."
        ),
    }

    function: Function = parameter(
        Function(x**2, x), rule=function_of(x), text="the curve, a function of x"
    )
    at: sp.Expr = parameter(3, rule=finite, text="where the tangent touches")
    steps: tuple[sp.Expr, ...] = parameter(
        None,
        rule=sequence(positive, shortest=2, longest=5),
        text="steps h to the second point, shrinking",
        derive=lambda lesson: suited_steps(lesson.limit),
    )
    from_left: sp.Expr = parameter(
        None,
        rule=_steps_to_the_left,
        text="a last step from the other side",
        derive=lambda lesson: -lesson.steps[-1],
    )

    @cached_property
    def limit(self) -> Derivative:
        """The derivative at the fixed point."""
        found = derivative(self.function, self.at)
        if isinstance(found, NoDerivative):
            raise UnfitLesson(without_derivative(found))
        return found

    @cached_property
    def tangent(self) -> TangentLine:
        """The tangent at the fixed point, exactly."""
        found = tangent_line(self.function, self.at)
        if isinstance(found, NoDerivative):
            raise UnfitLesson(without_derivative(found))
        return found

    @property
    def distances(self) -> tuple[sp.Expr, ...]:
        """The steps in the order of the telling, the one from the left last."""
        return (*self.steps, self.from_left)

    @cached_property
    def quotients(self) -> tuple[DifferenceQuotient, ...]:
        """Slopes of the secants, the one from the left last."""
        return tuple(difference_quotient(self.function, self.at, step=h) for h in self.distances)

    @cached_property
    def picture(self) -> SecantPicture:
        """Where everything stands on the plot."""
        return SecantPicture(self.function, self.at, self.steps, self.from_left, self.limit.value)

    @cached_property
    def places(self) -> SecantPlaces:
        """Where names and the lens stand."""
        return SecantPlaces(self.picture)

    @cached_property
    def lens(self) -> SecantLens:
        """What is seen under the lens."""
        return SecantLens(self.picture)

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The plot, and the view under the lens in units of the step."""
        return {"main": self.picture.frame, "lens": self.lens.frame}

    @cached_property
    def _written(self) -> Style:
        """How slopes are written: with so many decimals that no secant looks like the limit."""
        limit, slopes = self.limit.exact, [q.exact for q in self.quotients]
        for places in _PLACES:
            write = readable(places)
            end = _significant(write(limit).text)
            if all(_significant(write(s).text) != end or _equal(s, limit) for s in slopes):
                return write
        return readable(_PLACES.start)

    def entries(self) -> Iterable[Entry]:
        """Yield the formula, steps, slopes and their limit."""
        f, a = self.function, letter_of(self.at, "a")
        yield formula("function", f"f(x) = {f.typst}", f"f(x) = {written(f)}")
        yield parameter_entry("at", "a", self.at)
        yield number(
            "value", f"f({a.typst})", self.picture.fixed_point[1], exact=f.exact(self.at),
            formula=f"f({self.at})", source="calcml.Function", style=readable(5),
        )  # fmt: skip
        yield formula(
            "quotient", f"frac(f({a.typst} + h) - f({a.typst}), h)",
            f"(f({a.text} + h) - f({a.text}))/h",
        )  # fmt: skip
        labels = [*map(str, range(len(self.steps))), "left"]
        for label, step, quotient in zip(labels, self.distances, self.quotients, strict=True):
            yield parameter_entry(f"step.{label}", "h", step, style=readable(6))
            yield number(
                f"secant.slope.{label}", "frac(f(a + h) - f(a), h)", quotient.value,
                exact=quotient.exact,
                formula=f"(f(a + h) - f(a))/h at a = {plain(self.at).text}, h = {plain(step).text}",
                source="calcml.difference_quotient", style=self._written,
            )  # fmt: skip
        yield number(
            "derivative.value", f"f'({a.typst})", self.limit.value, exact=self.limit.exact,
            formula=f"f'({self.at})", source="calcml.derivative", style=self._written,
        )  # fmt: skip
        yield line_entry(
            "tangent", self.tangent.slope, self.tangent.intercept, x, source="calcml.tangent_line"
        )

    @property
    def claims(self) -> tuple[Claim, ...]:
        """How the slopes approach their limit, and what can be read off."""
        return (*self._about_steps(), *self._about_slopes(), self._limit_is_short)

    def _about_steps(self) -> Iterable[Claim]:
        yield Claim(
            "steps_shrink",
            Caption("every step is smaller than the one before"),
            all(bool(later < earlier) for earlier, later in pairwise(self.steps)),
            Caption("list the steps from the longest to the shortest"),
        )
        reach = min(sp.Float(self.picture.left_start), self.from_left)
        yield Claim(
            "unbroken",
            Caption("the curve runs from point to point without a break"),
            unbroken(self.function, self.at + sp.Rational(reach), self.at + max(self.steps)),
            Caption("choose shorter steps, or leave steps out: then they are derived"),
        )

    def _about_slopes(self) -> Iterable[Claim]:
        *right, left = (_distance(q.exact, self.limit.exact) for q in self.quotients)
        yield Claim(
            "secants_coincide",
            Caption("every secant has the slope of the tangent"),
            not any((*right, left)),
        )
        yield Claim(
            "slopes_approach",
            Caption("no smaller step takes the slope of the secant away from the limit"),
            all(later <= earlier for earlier, later in pairwise(right)) and right[0] > 0,
        )
        yield Claim(
            "left_is_close",
            Caption("from the left the slope is closer to the limit than the first secant's"),
            left < right[0],
        )
        first, last = (self.lens.deviation(float(h)) for h in (self.steps[1], self.steps[-1]))
        yield Claim(
            "straight_under_the_lens",
            Caption("under the lens no bend is seen at any step"),
            max(first, last) < _BENT,
        )
        yield Claim(
            "straightens",
            Caption("under the lens the bend is gone at the last step, or far smaller"),
            first >= _BENT and (last < _BENT or last < first / 2),
        )

    @property
    def _limit_is_short(self) -> Claim:
        return Claim(
            "limit_is_short",
            Caption("the digits shown are the whole limit"),
            not self.ledger["derivative.value"].rounded,
        )


def _significant(shown: str) -> str:
    """Drop the zeros at the end of a decimal."""
    return _ZEROS.sub("", shown) if "." in shown else shown


def _distance(slope: sp.Expr, limit: sp.Expr) -> sp.Expr:
    """Return how far a slope is from the limit, zero only if they are equal."""
    if _equal(slope, limit):
        return sp.Integer(0)
    return sp.Abs(slope - limit).evalf(30)


def _equal(one: sp.Expr, other: sp.Expr) -> bool:
    return one == other or (bool(abs((one - other).evalf(30)) < _ALIKE) and vanishes(one - other))

"""The lesson of critical points: where the slope is zero or missing, and what decides there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

import sympy as sp

from calcml.core.critical_points import CriticalPoint, Kind, critical_points
from calcml.core.derivatives import Derivative, NoDerivative, derivative
from calcml.core.errors import InvalidArgument
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.descent.quadratics import PARABOLA
from calcml.lessons.entries import Entry, formula, number, readable, verdict
from calcml.lessons.formulas import written
from calcml.lessons.framing import widened
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.optimisation.signed_slope_pictures import SignedSlopePicture
from calcml.lessons.parameters import Rule, function_of, parameter
from calcml.lessons.scales import Frame, Scale, nice_scale, ticked

__all__ = ["CriticalPoints"]

_CUBIC = Function(x**3, x)
_CORNER = Function(sp.Abs(x), x)
_QUADRATIC = 2
_EXTREMA = (Kind.MINIMUM, Kind.MAXIMUM)
_DECIMALS = 3
_REACH = 2.6  # of the parabola, to both sides
_ROLLED = 2  # how far the tangent rolls, to both sides
_ROOM = 0.08  # free above and below a curve
_SOURCE = "calcml.critical_points"


def _parabola(name: str, value: Any) -> Function:
    f: Function = function_of(x).check(name, value)
    if not f.expression.is_polynomial(x) or sp.degree(f.expression, x) != _QUADRATIC:
        raise InvalidArgument(
            f"{name} must be a parabola such as x**2 - 4*x + 4, got {f.expression}"
        )
    return f


_PARABOLA: Rule = replace(function_of(x), allowed="a polynomial of degree 2", check=_parabola)


@dataclass(frozen=True, kw_only=True)
class CriticalPoints(Lesson):
    """A tangent that rolls along a parabola, and two curves on which zero slope misleads.

    The other two curves stay: nothing shows it more simply than a cube and a corner.

    Attributes
    ----------
    function : Function
        A parabola.
    """

    chapter = "Optimisation and learning"
    number = "8.3"
    heading = Caption("Critical points")
    slides = ("A37",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "roll_the_tangent": Caption(
            "How is a best place found? Roll a tangent along the curve, and draw its slope below."
        ),
        "find_the_level_place": Caption(
            "Where the tangent lies level, the slope is zero: {equation}, so _x_ = {place}."
        ),
        "watch_the_sign": (
            Caption(
                "There the slope turns from minus to plus: the least value, {~value}.",
                rests_on=("opens_upwards",),
            ),
            Caption("There the slope turns from plus to minus: the largest value, {~value}."),
        ),
        "pass_a_level_place": Caption(
            "Yet zero slope is not enough: here it only touches zero, and the curve goes on rising."
        ),
        "turn_at_a_corner": Caption(
            "Nor is it needed: at a corner the slope is missing, and still there is a minimum."
        ),
        "state_the_rule": Caption(
            "The slide asks for zero slope alone. Zero or missing gives candidates; the sign "
            "decides."
        ),
    }

    function: Function = parameter(PARABOLA, rule=_PARABOLA, text="the parabola")

    @cached_property
    def points(self) -> tuple[CriticalPoint, ...]:
        """The critical point of each curve."""
        return tuple(critical_points(f)[0] for f in (self.function, _CUBIC, _CORNER))

    @cached_property
    def pictures(self) -> tuple[SignedSlopePicture, ...]:
        """The parabola, the cube and the corner, each with its slope."""
        middle, slope = self.points[0].at[0], self.function.derivative(x)
        ends = [nearest(middle) - _REACH, nearest(middle) + _REACH]
        heights = sorted([self.points[0].height, self.function(ends[0])])
        slopes = sorted(map(slope, ends))
        return (
            SignedSlopePicture(
                self.function, middle, _REACH,
                widened((heights[0], heights[1]), _ROOM), widened((slopes[0], slopes[1]), _ROOM),
            ),
            SignedSlopePicture(_CUBIC, sp.Integer(0), 1.3, (-2.4, 2.4), (-2.2, 5.6)),
            SignedSlopePicture(_CORNER, sp.Integer(0), 2.0, (-0.35, 2.3), (-1.7, 1.7)),
        )  # fmt: skip

    @property
    def columns(self) -> range:
        """The numbers of the three curves."""
        return range(len(self.pictures))

    @property
    def middles(self) -> tuple[float, ...]:
        """Where the three places are."""
        return tuple(nearest(picture.middle) for picture in self.pictures)

    def has_extremum(self, which: int) -> bool:
        """Tell whether the critical point of a curve is an extremum."""
        return self.points[which].kind in _EXTREMA

    @property
    def roll(self) -> tuple[float, float]:
        """From where to where the tangent rolls."""
        return self.middles[0] - _ROLLED, self.middles[0] + _ROLLED

    def passage(self, which: int) -> tuple[float, float]:
        """Return from where to where a tangent rolls on a small picture; half-way is no corner."""
        picture, middle = self.pictures[which], self.middles[which]
        return middle - 0.65 * picture.reach, middle + 0.7 * picture.reach

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The large pair of axes, and a small pair for each curve."""
        large, marked = self.pictures[0], ((), (), (sp.Integer(-1), sp.Integer(1)))
        across = nice_scale(*large.across)
        frames = {
            "graph": Frame(across, nice_scale(*large.heights, count=4)),
            "slope": Frame(across, ticked(*large.slopes, self._steepest)),
        }
        for i, (picture, ticks) in enumerate(zip(self.pictures, marked, strict=True)):
            below = Scale(*picture.across, ticks=(picture.middle,))
            frames[f"graph.{i}"] = Frame(
                Scale(*picture.across, ticks=()), Scale(*picture.heights, ticks=())
            )
            frames[f"slope.{i}"] = Frame(below, Scale(*picture.slopes, ticks=ticks))
        return frames

    @property
    def _steepest(self) -> sp.Expr:
        """The slope, without its sign, where the tangent starts to roll: a good tick."""
        return abs(self.function.derivative(x).exact(self.points[0].at[0] - _ROLLED))

    def entries(self) -> Iterable[Entry]:
        """Yield the parabola's slope and critical point, the other curves and the verdicts."""
        f, slope, (point, *_) = self.function, self.function.derivative(x), self.points
        place, bend = readable(_DECIMALS)(point.at[0]), slope.derivative(x)
        sign = ">" if point.kind is Kind.MINIMUM else "<"
        yield formula("function", f"f(x) = {f.typst}", f"f(x) = {written(f)}")
        yield formula(
            "derivative", f"f'(x) = {slope.typst}", f"f'(x) = {written(slope)}",
            source="calcml.derivative",
        )  # fmt: skip
        yield formula("equation", f"{slope.typst} = 0", f"{written(slope)} = 0", source=_SOURCE)
        for key, symbol, exact, text in (
            ("place", "x", point.at[0], "the zero of f'"),
            ("value", f"f({place.typst})", point.value, f"f at x = {point.at[0]}"),
        ):
            yield number(
                key, symbol, nearest(exact), exact=exact, formula=text, source=_SOURCE,
                style=readable(_DECIMALS),
            )  # fmt: skip
        yield formula(
            "bend", f"f''(x) = {bend.typst} {sign} 0", f"f''(x) = {written(bend)} {sign} 0",
            source="calcml.derivative",
        )  # fmt: skip
        for i, picture in enumerate(self.pictures):
            curve = picture.function
            yield formula(f"curve.{i}", curve.typst, written(curve).replace("Abs(x)", "|x|"))
            yield from self._verdicts(i)

    def _verdicts(self, i: int) -> Iterable[Entry]:
        picture, at = self.pictures[i], self.pictures[i].middle
        found = derivative(picture.function, at)
        is_missing = isinstance(found, NoDerivative)
        is_flat = isinstance(found, Derivative) and found.exact == 0
        signs = [sp.sign(picture.slope.exact(at + side)) for side in (-1, 1)]
        for key, value, words in (
            ("flat", is_flat, "slope zero"),
            ("extremum", self.has_extremum(i), "extremum"),
            ("critical", is_flat or is_missing, "zero or missing"),
            ("turns", signs[0] != signs[1], "sign changes"),
        ):
            yield verdict(
                f"{key}.{i}", f'"{words}"', value=bool(value), words=words if value else "no",
                formula=f"{picture.function.expression} at x = {at}", source=_SOURCE,
            )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Whether the parabola has a minimum."""
        return (
            Claim(
                "opens_upwards",
                Caption("the parabola opens upwards"),
                self.points[0].kind is Kind.MINIMUM,
            ),
        )

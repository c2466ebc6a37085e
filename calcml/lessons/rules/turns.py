"""The lesson of sin, cos, tan and tanh: their slopes and their ranges."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.ranges import value_range
from calcml.core.rules import differentiate_by_rules
from calcml.core.symbols import x
from calcml.core.typesetting import typst
from calcml.lessons.angles import angle
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, decimals, formula, number, parameter_entry
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import parameter, within
from calcml.lessons.rules.range_bars import RangeBars
from calcml.lessons.rules.slope_pictures import Ends, SlopePicture
from calcml.lessons.rules.turning import TurningPicture
from calcml.lessons.scales import Frame, Scale, ticked

__all__ = ["TrigTanhDerivatives"]

_FUNCTIONS = {
    name: Function(f(x), x)
    for name, f in (("sin", sp.sin), ("cos", sp.cos), ("tan", sp.tan), ("tanh", sp.tanh))
}
_BELL = Function(sp.sech(x) ** 2, x)
_DECIMALS = 4
_RULES, _RANGES, _SLIDE = "calcml.differentiate_by_rules", "calcml.value_range", "slide A23"
_POLES = -sp.pi / 2, sp.pi / 2
_TITLES = {"tan": (0.8, -2.6), "tanh": (1.7, -0.75)}  # where the curves leave room for their names


@dataclass(frozen=True, kw_only=True)
class TrigTanhDerivatives(Lesson):
    """The slopes of sin, cos, tan and tanh, and which of them stay between -1 and 1.

    The functions are those that the rules are about, so they are no parameters.

    Attributes
    ----------
    at : sympy.Expr
        Where the tangent is evaluated: it is above 1 there.
    """

    chapter = "Differentiation rules"
    number = "4.4"
    heading = Caption("Turns, poles and a bell")
    slides = ("A23",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "run_around_the_circle": Caption(
            "Now what swings: a point runs round the unit circle, and its height draws the sine."
        ),
        "turn_the_velocity": Caption(
            "Its velocity points a quarter turn ahead. The height of that is the slope: the cosine."
        ),
        "turn_once_more": Caption(
            "Turn both by a quarter: now the cosine is above, and its slope is minus the sine."
        ),
        "climb_between_poles": Caption(
            "tan climbs from pole to pole: its slope, the square of the secant, is never below one."
        ),
        "level_off": Caption(
            "tanh levels off on both sides: its slope is a bell, and far out next to nothing."
        ),
        "compare_the_ranges": Caption(
            "By the slide all stay within one. sin and cos do; tan does not: tan({at}) "
            "= {tan.value}."
        ),
    }

    at: sp.Expr = parameter(
        sp.Rational(3, 2), rule=within(1.1, 1.57), text="where tan is evaluated, above one"
    )

    @cached_property
    def slopes(self) -> Mapping[str, Function]:
        """The slopes of the functions, by name."""
        return {name: differentiate_by_rules(f).result for name, f in _FUNCTIONS.items()}

    @cached_property
    def ranges(self) -> Mapping[str, sp.Set]:
        """The values that the functions take, by name."""
        return {name: value_range(f) for name, f in _FUNCTIONS.items()}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the functions, in the order of the telling."""
        return tuple(_FUNCTIONS)

    @cached_property
    def turning(self) -> TurningPicture:
        """The circles, and the curves that they draw."""
        return TurningPicture()

    @cached_property
    def poles(self) -> SlopePicture:
        """The tangent over its slope."""
        across = Scale(-3.3, 3.3, tuple(k * sp.pi / 2 for k in (-2, -1, 1, 2)), style=angle)
        return SlopePicture(
            _FUNCTIONS["tan"], self.slopes["tan"],
            Frame(across, ticked(-4, 4, 2, skip=[0])), Frame(across, ticked(0, 6, 2, skip=[0])),
            (-1.1, 1.1),
        )  # fmt: skip

    @property
    def titles(self) -> Mapping[str, tuple[float, float]]:
        """Where the names of the curves stand."""
        return _TITLES

    def pole_lines(self, frame: Frame) -> tuple[Ends, ...]:
        """Return the upright lines at the poles of the tangent, through a plot."""
        low, high = frame.y.limits
        return tuple(((nearest(pole), low), (nearest(pole), high)) for pole in _POLES)

    @cached_property
    def bell(self) -> SlopePicture:
        """The hyperbolic tangent over its slope."""
        across = ticked(-3.3, 3.3, 1, skip=[0])
        return SlopePicture(
            _FUNCTIONS["tanh"], self.slopes["tanh"],
            Frame(across, ticked(-1.5, 1.5, 1, skip=[0])),
            Frame(across, ticked(-0.3, 1.5, 1, skip=[0])), (-3.0, 3.0),
        )  # fmt: skip

    @cached_property
    def bars(self) -> RangeBars:
        """The ranges as bars on a line of numbers."""
        return RangeBars(tuple(self.ranges.values()))

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The circle, the curves over their slopes, and the line of the ranges."""
        return {
            "circle": self.turning.circle, "wave": self.turning.wave,
            "tan": self.poles.upper, "tan_slope": self.poles.lower,
            "tanh": self.bell.upper, "tanh_slope": self.bell.lower,
            "line": self.bars.frame,
        }  # fmt: skip

    def entries(self) -> Iterable[Entry]:
        """Yield the slopes, the ranges, and the value of the tangent."""
        for name, slope in self.slopes.items():
            yield formula(f"slope.{name}", slope.typst, written(slope), source=_RULES)
        yield formula("slope.bell", _BELL.typst, written(_BELL), source=_SLIDE)
        for name, values in self.ranges.items():
            yield formula(f"range.{name}", typst(values), _said(values), source=_RANGES)
        yield formula("slide.range", "-1 <= f(x) <= 1", "−1 ≤ f(x) ≤ 1", source=_SLIDE)
        yield parameter_entry("at", "x", self.at)
        tan = _FUNCTIONS["tan"]
        yield number(
            "tan.value", "tan(x)", tan(nearest(self.at)), exact=tan.exact(self.at),
            formula=f"tan at x = {self.at}", source="calcml.Function", style=decimals(_DECIMALS),
        )  # fmt: skip


def _said(values: sp.Set) -> str:
    """Write an interval as plain text."""
    if values == sp.S.Reals:
        return "ℝ"
    left, right = "(" if values.left_open else "[", ")" if values.right_open else "]"
    return f"{left}{values.start}, {values.end}{right}".replace("-", "−")

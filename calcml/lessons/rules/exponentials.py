"""The lesson of exponentials and logarithms: slopes in proportion to heights, and mirrored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.rules import differentiate_by_rules
from calcml.core.symbols import a, x
from calcml.core.typesetting import typst
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, formula, number, parameter_entry, up_to
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import parameter, within
from calcml.lessons.rules.growth import GrowthPicture
from calcml.lessons.rules.slope_pictures import Ends, SlopePicture
from calcml.lessons.scales import Frame, ticked

__all__ = ["ExpLogRules"]

_QUADRATIC = 2 * x**2 + 4 * x
_GAP = sp.Integer(-2), sp.Integer(0)  # where it is not positive
_DECIMALS = 4
_SOURCE = "calcml.differentiate_by_rules"


@dataclass(frozen=True, kw_only=True)
class ExpLogRules(Lesson):
    """Exponentials by how far behind their tangents meet the axis, and logarithms as mirror images.

    The quadratic under the last logarithm stays the slide's.

    Attributes
    ----------
    base : sympy.Expr
        Of the second exponential, and of the last logarithm.
    """

    chapter = "Differentiation rules"
    number = "4.3"
    heading = Caption("Growth, and its mirror image")
    slides = ("A22",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "match_slope_and_height": Caption(
            "Now growth. The tangent of the exponential meets the axis one unit behind: slope is "
            "height."
        ),
        "take_another_base": Caption(
            "With base {base} that is {~run.base} behind, and the slope is {~ln.base} times the "
            "height."
        ),
        "name_the_constant": Caption(
            "The slide calls the constant of this rule _C_. It is _a_, and it has to be positive."
        ),
        "look_in_the_mirror": Caption(
            "In a mirror, heights and places are swapped: the slope of ln _x_ is one over _x_."
        ),
        "take_a_quadratic": Caption(
            "For the logarithm of {quadratic} its slope stands on top; from {gap.left} to "
            "{gap.right} there is no curve."
        ),
    }

    base: sp.Expr = parameter(2, rule=within(1.5, 2.5), text="the base after e")

    @cached_property
    def functions(self) -> Mapping[str, Function]:
        """The functions that the rules are about, by name."""
        return {
            "exp": Function(sp.exp(x), x),
            "power": Function(a**x, (x, a)),
            "base": Function(self.base**x, x),
            "ln": Function(sp.log(x), x),
            "log": Function(sp.log(x) / sp.log(a), (x, a)),
            "quadratic": Function(sp.log(_QUADRATIC) / sp.log(a), (x, a)),
        }

    @cached_property
    def slopes(self) -> Mapping[str, Function]:
        """Their slopes."""
        return {name: differentiate_by_rules(f, x).result for name, f in self.functions.items()}

    @cached_property
    def picture(self) -> GrowthPicture:
        """The exponentials, and the mirror."""
        return GrowthPicture(self.base)

    @cached_property
    def pair(self) -> SlopePicture:
        """The logarithm of the quadratic over its slope."""
        across = ticked(-5, 3, 1, skip=[0])
        whole = {a: self.base}
        return SlopePicture(
            Function(self.functions["quadratic"].expression.subs(whole), x),
            Function(self.slopes["quadratic"].expression.subs(whole), x),
            Frame(across, ticked(-3, 6, 2, skip=[0])), Frame(across, ticked(-6, 6, 4, skip=[0])),
            (0.45, 2.2), (nearest(_GAP[0]), nearest(_GAP[1])),
        )  # fmt: skip

    def edges(self, frame: Frame) -> tuple[Ends, ...]:
        """Return the upright lines at which the last curve ends, through a plot."""
        low, high = frame.y.limits
        return tuple(((nearest(edge), low), (nearest(edge), high)) for edge in _GAP)

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The exponentials, the plane with the mirror, and the last curve over its slope."""
        return {
            "growth": self.picture.frame, "mirror": self.picture.plane,
            "log": self.pair.upper, "log_slope": self.pair.lower,
        }  # fmt: skip

    def entries(self) -> Iterable[Entry]:
        """Yield the rules, and the numbers of both bases."""
        yield parameter_entry("base", "a", self.base)
        for key, value, words in (
            ("run.e", sp.Integer(1), "1/ln e"),
            ("run.base", 1 / sp.log(self.base), f"1/ln {self.base}"),
            ("ln.base", sp.log(self.base), f"ln {self.base}"),
        ):
            symbol = f"ln({typst(self.base)})" if key == "ln.base" else "frac(a^x, (a^x)')"
            yield number(
                key, symbol, nearest(value), exact=value, formula=words, source="calcml.Function",
                style=up_to(_DECIMALS),
            )  # fmt: skip
        base = self.functions["base"]
        yield formula("function.base", base.typst, written(base))
        for name, slope in self.slopes.items():
            yield formula(f"slope.{name}", slope.typst, written(slope), source=_SOURCE)
        quadratic = Function(_QUADRATIC, x)
        yield formula("quadratic", quadratic.typst, written(quadratic))
        for side, edge in zip(("left", "right"), _GAP, strict=True):
            yield parameter_entry(f"gap.{side}", "x", edge)

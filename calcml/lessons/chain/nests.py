"""The lesson of the chain rule for many functions: as many factors as functions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.chains import Chain, chain
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.symbols import u, x
from calcml.lessons.captions import Caption
from calcml.lessons.chain.nest_picture import NestPicture
from calcml.lessons.entries import Entry, formula, number, parameter_entry, readable
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import parameter, within
from calcml.lessons.scales import Frame

__all__ = ["ChainOfManyFunctions"]

_V = sp.Symbol("v", real=True)  # the value of the middle function
_NAMES = "uvw"  # of the values, the innermost first
_DECIMALS = 4
_SOURCE = "calcml.chain"
_SLIDE_SOURCE = "slide A29"
_RULE = (
    "frac(dif f_1, dif x) = frac(dif f_1, dif f_2) dot dots.c dot "
    "frac(dif f_(n-1), dif f_n) dot frac(dif f_n, dif x)"
)
_SLIDE = "frac(dif, dif f_1) dot frac(dif f_1, dif f_2) dot dots.c dot frac(dif f_(n-1), dif f_n)"


@dataclass(frozen=True, kw_only=True)
class ChainOfManyFunctions(Lesson):
    """Three nested functions, whose rates multiply, and the factor that a slide forgets.

    The functions stay: with them the slide's product has the right sign and half the size.

    Attributes
    ----------
    at : sympy.Expr
        The place x.
    """

    chapter = "Chain rule"
    number = "6.2"
    heading = Caption("One factor for each function")
    slides = ("A29",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "chain_the_functions": Caption(
            "Three functions in a chain: {at} goes in at _x_, and {~value.w} comes out at _w_."
        ),
        "find_the_local_rates": Caption(
            "Each has a rate of its own, taken at the value that reaches it."
        ),
        "multiply_along_the_chain": Caption(
            "A speed of one at _x_ is multiplied at every link: at _w_ it has become {~speed.w}."
        ),
        "miss_a_factor": Caption(
            "The slide leaves out the innermost rate, {~rate.u}. But _n_ functions need _n_ "
            "factors."
        ),
        "compare_on_the_curve": Caption(
            "The whole product is the slope of the curve. Without its last factor a line is too "
            "flat."
        ),
    }

    at: sp.Expr = parameter(1, rule=within(0.75, 1.15), text="the place x")

    @cached_property
    def links(self) -> Chain:
        """The sine, the exponential function and the square."""
        return chain(Function(sp.sin(_V), _V), Function(sp.exp(u), u), Function(x**2, x))

    @cached_property
    def picture(self) -> NestPicture:
        """Where everything stands."""
        return NestPicture(self.links, self.at)

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The bars of the speeds, and the curve of the whole."""
        return {"bars": self.picture.bars, "graph": self.picture.graph}

    @property
    def names(self) -> str:
        """The letters of the values, the innermost first."""
        return _NAMES

    def entries(self) -> Iterable[Entry]:
        """Yield the functions with values and rates, the speeds, and both rules."""
        yield parameter_entry("at", "x", self.at)
        whole = self.links.composite
        yield formula("composite", f"w = {whole.typst}", f"w = {written(whole)}", source=_SOURCE)
        value, speed = self.at, sp.Integer(1)
        yield self._number("speed.x", "1", speed, "x moves at speed one")
        for name, before, link in zip(_NAMES, "xuv", reversed(self.links.links), strict=True):
            f, local = link.function, link.local
            yield formula(f"function.{name}", f"{name} = {f.typst}", f"{name} = {written(f)}")
            yield formula(f"local.{name}", local.typst, written(local), source=_SOURCE)
            rate, value = link.factor.exact(self.at), f.expression.subs(f.variable, value)
            speed *= rate
            symbol = f"frac(dif {name}, dif {before})"
            yield self._number(f"value.{name}", name, value, f"{f.expression}")
            yield self._number(f"rate.{name}", symbol, rate, f"{local.expression}")
            yield self._number(
                f"speed.{name}", f"frac(dif {name}, dif x)", speed, f"d{name}/dx at x = {self.at}"
            )
        yield formula("rule", _RULE, "df₁/dx = df₁/df₂ · … · dfₙ₋₁/dfₙ · dfₙ/dx", source=_SOURCE)
        yield formula("slide.rule", _SLIDE, "d/df₁ · df₁/df₂ · … · dfₙ₋₁/dfₙ", source=_SLIDE_SOURCE)
        slide = sp.Mul(*(link.factor.exact(self.at) for link in self.links.links[:-1]))
        yield self._number("slide.w", "frac(dif w, dif u)", slide, "cos(v) exp(u)")

    def _number(self, key: str, symbol: str, exact: sp.Expr, text: str) -> Entry:
        return number(
            key, symbol, nearest(exact), exact=exact, formula=text, source=_SOURCE,
            style=readable(_DECIMALS),
        )  # fmt: skip

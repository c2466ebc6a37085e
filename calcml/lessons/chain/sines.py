"""The lesson of the chain rule for two functions: the speeds of three scales."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.chains import Chain, chain
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.symbols import u, x
from calcml.lessons.angles import angle
from calcml.lessons.captions import Caption
from calcml.lessons.chain.sine_picture import SinePicture
from calcml.lessons.entries import Entry, formula, number, parameter_entry, plain, readable
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import parameter, positive, within
from calcml.lessons.scales import Frame

__all__ = ["ChainRuleSine"]

_SMALLEST, _LARGEST = 1.5, 5
_STOPS = (sp.Integer(0), sp.pi / 3, sp.pi / 2, sp.pi)  # of u: cos u is 1, 1/2, 0 and -1
_DECIMALS = 4
_SOURCE = "calcml.chain"


@dataclass(frozen=True, kw_only=True)
class ChainRuleSine(Lesson):
    """The sine of a multiple: x moves u, and u moves z; the rates multiply.

    The outer function stays the sine: the sentences tell how its rate shrinks, stops and turns.

    Attributes
    ----------
    factor : sympy.Expr
        The inner function is so many times x.
    """

    chapter = "Chain rule"
    number = "6.1"
    heading = Caption("Rates multiply")
    slides = ("A29",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "link_the_scales": Caption(
            "_z_ depends on _u_, and _u_ depends on _x_: when _x_ moves, both follow."
        ),
        "move_the_first": Caption(
            "While _x_ moves at speed one, _u_ moves {rate.inner} times as fast, wherever it is."
        ),
        "slow_the_second": Caption(
            "_z_ is cos _u_ times as fast as _u_: as fast at first, then slower, then backwards."
        ),
        "multiply_the_rates": Caption(
            "Both factors act, one after the other: the speed of _z_ is their product."
        ),
        "find_the_slope": Caption(
            "On the graph over _x_ this product is the slope: of {composite} it is {derivative}."
        ),
        "forget_the_factor": Caption(
            "Without the inner factor the line is too flat: that is the slope by _u_, not by _x_."
        ),
    }

    factor: sp.Expr = parameter(
        3, rule=within(_SMALLEST, _LARGEST, rule=positive), text="u is so many times x"
    )

    @cached_property
    def links(self) -> Chain:
        """The sine of u, and u itself."""
        return chain(Function(sp.sin(u), u), Function(self.factor * x, x))

    @property
    def stops(self) -> tuple[sp.Expr, ...]:
        """The values of x at which the motion stops."""
        return tuple(stop / self.factor for stop in _STOPS)

    @property
    def moments(self) -> tuple[float, ...]:
        """The same as doubles."""
        return tuple(nearest(stop) for stop in self.stops)

    @cached_property
    def picture(self) -> SinePicture:
        """Where everything stands."""
        return SinePicture(self.factor, self.links, _STOPS[-1])

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The ruler of the three scales, and the axes of the graph."""
        return {"ruler": self.picture.ruler, "graph": self.picture.graph}

    def entries(self) -> Iterable[Entry]:
        """Yield both functions, their rates at the stops, and the derivative of the whole."""
        outer, inner = self.links.links
        whole, slope = self.links.composite, self.links.derivative
        for key, name, f in (("inner", "u", inner.function), ("outer", "z", outer.function)):
            yield formula(key, f"{name} = {f.typst}", f"{name} = {written(f)}")
        yield formula("composite", whole.typst, written(whole), source=_SOURCE)
        yield number(
            "rate.inner", "frac(dif u, dif x)", inner.factor(0.0), exact=inner.factor.exact(0),
            formula=f"d({inner.function.expression})/dx", source=_SOURCE, style=plain,
        )  # fmt: skip
        for i, at in enumerate(self.stops):
            yield parameter_entry(f"x.{i}", "x", at, style=angle)
            for key, symbol, f, style in (
                (f"u.{i}", "u", inner.function, angle),
                (f"rate.{i}", "cos u", outer.factor, readable(_DECIMALS)),
                (f"slope.{i}", "frac(dif z, dif x)", slope, readable(_DECIMALS)),
            ):
                yield number(
                    key, symbol, f(nearest(at)), exact=f.exact(at),
                    formula=f"{f.expression} at x = {at}", source=_SOURCE, style=style,
                )  # fmt: skip
        yield formula("derivative", slope.typst, written(slope), source=_SOURCE)

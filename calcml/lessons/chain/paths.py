"""The lesson of the chain rule along a path: two ways from t to z, and a slip on a slide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.chains import TotalDerivative, total_derivative
from calcml.core.floats import nearest
from calcml.core.functions import Function, VectorFunction
from calcml.core.symbols import t, x, y
from calcml.lessons.angles import angle
from calcml.lessons.captions import Caption
from calcml.lessons.chain.path_picture import PathPicture
from calcml.lessons.chain.surds import surd
from calcml.lessons.entries import Entry, formula, number, parameter_entry, up_to
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import parameter, within
from calcml.lessons.scales import Frame

__all__ = ["ChainRuleWorkedExample"]

_FUNCTION = Function(x**2 - 3 * x * y + 2 * y**2, (x, y))
_PATH = VectorFunction((3 * sp.sin(2 * t), 4 * sp.cos(2 * t)), t)
_SLIDE = Function(-64 * sp.sin(4 * t) - 72 * sp.cos(4 * t), t)
_START, _MEETING = sp.Integer(0), sp.pi / 4  # sin 4t vanishes: there the slip does not show
_DECIMALS = 2
_SOURCE = "calcml.total_derivative"
_SLIDE_SOURCE = "slide A30"


@dataclass(frozen=True, kw_only=True)
class ChainRuleWorkedExample(Lesson):
    """The height along a path: each way from t to z gives a product, and the slope is their sum.

    Function and path stay the slide's own: the lesson mends what the slide says of them.

    Attributes
    ----------
    at : sympy.Expr
        The time t at which the rates are inserted.
    """

    chapter = "Chain rule"
    number = "6.3"
    heading = Caption("Two ways from _t_ to _z_")
    slides = ("A30",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "follow_the_dependencies": Caption(
            "_z_ depends on _x_ and on _y_, and both depend on _t_: two ways lead from _t_ to _z_."
        ),
        "walk_along_the_path": Caption(
            "As _t_ runs, the point walks its ellipse across the contours, and _z_ falls and rises."
        ),
        "insert_the_rates": Caption(
            "Multiply along each way: at _t_ = {at} the way by _x_ gives {~product.x}, by _y_ "
            "{~product.y}."
        ),
        "add_both_ways": Caption(
            "The sum of both, {~slope.1}, is the slope of _z_ over _t_, and the curve agrees."
        ),
        "trace_the_slope": Caption(
            "The slope of _z_, traced over _t_, obeys the rule. The slide has {slide.factor} for "
            "{rule.factor} and departs."
        ),
        "hide_the_slip": Caption(
            "At _t_ = {t.0} and _t_ = {t.2} both agree: who tests only there never sees the slip."
        ),
    }

    at: sp.Expr = parameter(
        sp.pi / 8, rule=within(0.1, 0.7), text="the time t at which the rates are inserted"
    )

    @cached_property
    def total(self) -> TotalDerivative:
        """The derivative along the path, term by term."""
        return total_derivative(_FUNCTION, _PATH)

    @property
    def stops(self) -> tuple[sp.Expr, ...]:
        """The times at which both formulas are compared."""
        return _START, self.at, _MEETING

    @property
    def moments(self) -> tuple[float, ...]:
        """The same as doubles."""
        return tuple(nearest(stop) for stop in self.stops)

    @cached_property
    def picture(self) -> PathPicture:
        """Where everything stands."""
        return PathPicture(_FUNCTION, _PATH, self.total, _SLIDE)

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The map, the heights and their slopes."""
        picture = self.picture
        return {"map": picture.map, "height": picture.heights, "slope": picture.slopes}

    def entries(self) -> Iterable[Entry]:
        """Yield function and path, the rates at the time, and both formulas at the stops."""
        yield formula("function", f"z = {_FUNCTION.typst}", f"z = {written(_FUNCTION)}")
        for name, f in zip("xy", _PATH.components, strict=True):
            yield formula(f"path.{name}", f"{name} = {f.typst}", f"{name} = {written(f)}")
        yield parameter_entry("at", "t", self.at, style=angle)
        place = dict(zip((x, y), _PATH.exact(self.at), strict=True))
        for term in self.total.terms:
            v, where = term.variable, f"at t = {self.at}"
            yield formula(f"outer.{v}", term.outer.typst, written(term.outer), source=_SOURCE)
            yield formula(f"inner.{v}", term.inner.typst, written(term.inner), source=_SOURCE)
            for key, symbol, exact, text in (
                (
                    "by",
                    f"frac(partial z, partial {v})",
                    term.outer.expression.subs(place, simultaneous=True),
                    term.outer.expression,
                ),
                ("rate", f"frac(dif {v}, dif t)", term.inner.exact(self.at), term.inner.expression),
                (
                    "product",
                    f"frac(partial z, partial {v}) frac(dif {v}, dif t)",
                    sp.expand(term.product.exact(self.at)),
                    term.product.expression,
                ),
            ):
                yield number(
                    f"{key}.{v}", symbol, nearest(exact), exact=exact,
                    formula=f"{text} {where}", source=_SOURCE, style=surd,
                )  # fmt: skip
        total = self.total.total
        yield formula("derivative", total.typst, written(total), source=_SOURCE)
        yield formula("slide", _SLIDE.typst, written(_SLIDE), source=_SLIDE_SOURCE)
        for key, f, source in (
            ("rule.factor", total, _SOURCE), ("slide.factor", _SLIDE, _SLIDE_SOURCE),
        ):  # fmt: skip
            factor = f.expression.coeff(sp.sin(4 * t))
            yield number(
                key, "a", nearest(factor), exact=factor, formula="factor of sin(4t)",
                source=source, style=up_to(_DECIMALS),
            )  # fmt: skip
        for i, at in enumerate(self.stops):
            yield parameter_entry(f"t.{i}", "t", at, style=angle)
            for key, f, source in (
                (f"slope.{i}", total, _SOURCE),
                (f"slide.{i}", _SLIDE, _SLIDE_SOURCE),
            ):
                yield number(
                    key, "frac(dif z, dif t)", f(nearest(at)), exact=f.exact(at),
                    formula=f"{f.expression} at t = {at}", source=source,
                    style=up_to(_DECIMALS),
                )  # fmt: skip

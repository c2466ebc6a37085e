"""The lesson of the product rule, as an area that grows, and of the quotient rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.differences import DifferenceQuotient, difference_quotient
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.rules import Derivation, differentiate_by_rules
from calcml.core.symbols import x
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, formula, number, parameter_entry, readable
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import parameter, within
from calcml.lessons.rules.areas import AreaPicture
from calcml.lessons.rules.slope_pictures import Ends, SlopePicture
from calcml.lessons.scales import Frame, ticked

__all__ = ["ProductQuotientRules"]

_FACTORS = {"f": Function(x - 2, x), "g": Function(x + 3, x)}
_PRODUCT = Function((x - 2) * (x + 3), x)
_QUOTIENT = Function(x**2 / (x + 1), x)
_POLE = sp.Integer(-1)
_STEPS = sp.Integer(1), sp.Rational(1, 10), sp.Rational(1, 100)
_DECIMALS = 4
_RULES, _VALUES = "calcml.differentiate_by_rules", "calcml.Function"


@dataclass(frozen=True, kw_only=True)
class ProductQuotientRules(Lesson):
    """A product's slope as the strips of a growing rectangle, and a quotient's over its curve.

    Both functions stay the slide's own, as the strips are told for factors that grow like x.

    Attributes
    ----------
    at : sympy.Expr
        Where x is before it grows.
    """

    chapter = "Differentiation rules"
    number = "4.2"
    heading = Caption("Products and quotients")
    slides = ("A21", "A22")
    captions: ClassVar[Mapping[str, Wording]] = {
        "build_the_rectangle": Caption(
            "Sums are easy. A product is an area: at _x_ = {at} its sides are {~side.f} "
            "and {~side.g}."
        ),
        "grow_both_sides": Caption(
            "When _x_ grows by _h_, both sides do: two strips join the area, and a small corner."
        ),
        "shrink_the_step": Caption(
            "Divided by _h_, the strips give {~side.g} and {~side.f}; only the corner shrinks "
            "with _h_."
        ),
        "state_the_product_rule": Caption(
            "The slope of each factor times the other factor, added: at _x_ = {at} that is "
            "{~slope.value}."
        ),
        "divide_instead": Caption(
            "In a quotient the second term is subtracted, and all is divided by _g_ squared."
        ),
        "trace_the_slope": Caption(
            "At _x_ = {pole} the curve has a pole and no slope; elsewhere the rule gives it."
        ),
    }

    at: sp.Expr = parameter(3, rule=within(2.5, 4), text="where x is before it grows")

    @cached_property
    def product(self) -> Derivation:
        """The product's slope."""
        return differentiate_by_rules(_PRODUCT)

    @cached_property
    def quotient(self) -> Derivation:
        """The quotient's slope."""
        return differentiate_by_rules(_QUOTIENT)

    @property
    def steps(self) -> tuple[float, ...]:
        """The steps by which x grows."""
        return tuple(nearest(step) for step in _STEPS)

    @cached_property
    def growths(self) -> tuple[DifferenceQuotient, ...]:
        """The growth of the product against the step."""
        return tuple(difference_quotient(_PRODUCT, self.at, step=step) for step in _STEPS)

    @cached_property
    def area(self) -> AreaPicture:
        """The rectangle."""
        high, wide = (nearest(f.exact(self.at)) for f in _FACTORS.values())
        return AreaPicture((high, wide), self.steps[0])

    @cached_property
    def pair(self) -> SlopePicture:
        """The quotient over its slope."""
        across = ticked(-4.5, 3.5, 1, skip=[0])
        return SlopePicture(
            _QUOTIENT, self.quotient.simplified, Frame(across, ticked(-8, 4, 4, skip=[0])),
            Frame(across, ticked(-4, 2, 2, skip=[0])), (-0.55, 1.2),
        )  # fmt: skip

    def pole_line(self, frame: Frame) -> Ends:
        """Return the upright line at the pole of the quotient, through a plot."""
        low, high = frame.y.limits
        return (nearest(_POLE), low), (nearest(_POLE), high)

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The plane of the rectangle, and the quotient over its slope."""
        return {
            "area": self.area.frame, "quotient": self.pair.upper, "quotient_slope": self.pair.lower,
        }  # fmt: skip

    def entries(self) -> Iterable[Entry]:
        """Yield the sides, the growth for every step, and the rules' results."""
        yield parameter_entry("at", "x", self.at)
        for name, f in (*_FACTORS.items(), ("product", _PRODUCT)):
            yield formula(f"factor.{name}", f.typst, written(f))
            yield number(
                f"side.{name}", f"{f.typst}", f(nearest(self.at)), exact=f.exact(self.at),
                formula=f"{f.expression} at x = {self.at}", source=_VALUES,
                style=readable(_DECIMALS),
            )  # fmt: skip
        for i, (step, growth) in enumerate(zip(_STEPS, self.growths, strict=True)):
            yield parameter_entry(f"step.{i}", "h", step)
            yield number(
                f"growth.{i}", "frac(f(x + h) - f(x), h)", growth.value, exact=growth.exact,
                formula=f"growth of {_PRODUCT.expression} from x = {self.at}, over h = {step}",
                source="calcml.difference_quotient", style=readable(_DECIMALS),
            )  # fmt: skip
        slope = self.product.result
        yield formula("product.slope", slope.typst, written(slope), source=_RULES)
        yield number(
            "slope.value", "(f g)'", slope(nearest(self.at)), exact=slope.exact(self.at),
            formula=f"{slope.expression} at x = {self.at}", source=_RULES,
            style=readable(_DECIMALS),
        )  # fmt: skip
        for key, f, source in (
            ("quotient.function", _QUOTIENT, "parameter"),
            ("quotient.terms", self.quotient.result, _RULES),
            ("quotient.slope", self.quotient.simplified, _RULES),
        ):
            yield formula(key, f.typst, written(f), source=source)
        yield parameter_entry("pole", "x", _POLE)

"""The lesson of two rates that are equally fast: their factors are mirrored at zero."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.floats import nearest
from calcml.core.rates import contraction_factor, convergence_bound
from calcml.lessons.captions import Caption
from calcml.lessons.descent.quadratics import PARABOLA
from calcml.lessons.entries import Entry, formula, number, parameter_entry, readable
from calcml.lessons.extras.mirror_picture import MirrorPicture
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import parameter, positive, within
from calcml.lessons.scales import Frame

__all__ = ["EquallyFast"]

_START = -2  # the error at x = 0, where the deck's descents begin
_NUMBER = readable(3)
_FACTOR = "calcml.contraction_factor"


@dataclass(frozen=True, kw_only=True)
class EquallyFast(Lesson):
    """The errors of two runs and the factors of all rates, folded at zero.

    The curve stays the deck's parabola: any other is a scaled one. The second rate is the first
    one mirrored.

    Attributes
    ----------
    rate : sympy.Expr
        The smaller of both rates.
    """

    chapter = "Extras"
    number = "11.3"
    heading = Caption("Why {~rate.0} and {~other.0} are equally fast")
    slides = ()
    captions: ClassVar[Mapping[str, Wording]] = {
        "measure_from_the_minimum": Caption(
            "Measured from the minimum, one run keeps its side, and the other changes it at every "
            "step."
        ),
        "draw_all_factors": Caption(
            "Over _η_ the factor of a step is a line. At {~rate.0} it is {~factor.0}, at "
            "{~other.0} it is {~opposite.0}."
        ),
        "fold_at_zero": Caption(
            "A distance has no sign. Fold up what lies below, and one run covers the other."
        ),
        "slide_the_pair": Caption(
            "The line becomes a V, the same on both sides of {mirror}: its rates come in pairs."
        ),
        "meet_in_the_middle": Caption(
            "Where the pair meets, at _η_ = {mirror}, a single step lands on the minimum."
        ),
    }

    rate: sp.Expr = parameter(
        sp.Rational(1, 10),
        rule=within(0.02, 0.4, rule=positive),
        text="the smaller of two rates that are equally fast",
    )

    @cached_property
    def mirror(self) -> sp.Expr:
        """The rate in the middle of every pair: one divided by the curvature."""
        return convergence_bound(PARABOLA) / 2

    @cached_property
    def rates(self) -> tuple[sp.Expr, ...]:
        """The smaller rates of the pairs at which the motion stops."""
        return self.rate, (self.rate + self.mirror) / 2, self.mirror

    @property
    def moments(self) -> tuple[float, ...]:
        """The same as doubles."""
        return tuple(map(nearest, self.rates))

    @cached_property
    def picture(self) -> MirrorPicture:
        """Where everything stands."""
        return MirrorPicture(nearest(self.mirror), float(_START))

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The errors over the steps, and the factors over the rate."""
        return {"errors": self.picture.errors, "factor": self.picture.factors}

    def entries(self) -> Iterable[Entry]:
        """Yield the curve, the law of the factor, and rates and factors of each pair."""
        yield formula("function", f"f(x) = {PARABOLA.typst}", f"f(x) = {written(PARABOLA)}")
        yield formula("law", "q = 1 - 2 eta", "q = 1 − 2η", source=_FACTOR)
        yield number(
            "mirror", "eta", nearest(self.mirror), exact=self.mirror, formula="1/L, with L = 2",
            source="calcml.convergence_bound", style=_NUMBER,
        )  # fmt: skip
        for i, rate in enumerate(self.rates):
            other = 2 * self.mirror - rate
            yield parameter_entry(f"rate.{i}", "eta", rate, style=_NUMBER)
            yield number(
                f"other.{i}", "eta'", nearest(other), exact=other, formula="2/L − η",
                source=_FACTOR, style=_NUMBER,
            )  # fmt: skip
            yield _factor(f"factor.{i}", "q", rate)
        yield _factor("opposite.0", "q'", 2 * self.mirror - self.rate)


def _factor(key: str, symbol: str, rate: sp.Expr) -> Entry:
    factor = contraction_factor(PARABOLA, rate=rate).factor
    return number(
        key, symbol, nearest(factor), exact=factor, formula="1 − ηL", source=_FACTOR, style=_NUMBER
    )

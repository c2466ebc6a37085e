"""The lesson of the largest stable rate: a factor that must stay between minus one and one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.errors import UnfitLesson
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.rates import Contraction, contraction_factor, convergence_bound
from calcml.core.symbols import x, y
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, formula, number, parameter_entry, readable
from calcml.lessons.extras.stable_picture import StablePicture
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import parameter, positive
from calcml.lessons.scales import Frame

__all__ = ["LargestStableRate"]

_SHARES = (sp.Rational(1, 5), sp.Rational(4, 5), sp.Integer(1), sp.Rational(11, 10))  # of 2/L
_LEAST, _MOST = sp.Rational(3, 2), 20  # how many times steeper one direction is
_NUMBER = readable(3)
_FACTOR = "calcml.contraction_factor"


@dataclass(frozen=True, kw_only=True)
class LargestStableRate(Lesson):
    """The factor of the error against the rate, of one curvature and then of two.

    The rates at which the motion stops are shares of the largest stable one.

    Attributes
    ----------
    steep, flat : sympy.Expr
        The curvatures L and μ of a valley across and along.
    """

    chapter = "Extras"
    number = "11.2"
    heading = Caption("Why there is a largest stable rate")
    slides = ()
    captions: ClassVar[Mapping[str, Wording]] = {
        "multiply_the_error": Caption(
            "On a parabola of curvature _L_ each step multiplies the error by one minus _η_ times "
            "_L_."
        ),
        "stay_in_the_band": Caption(
            "While this factor lies between minus one and one, every step shrinks the error."
        ),
        "leave_the_band": Caption(
            "At _η_ = {bound} it is minus one: the error swings for ever. Beyond, it grows."
        ),
        "add_a_flat_direction": Caption(
            "In a valley each direction has a factor of its own. The steeper one leaves the band "
            "first."
        ),
        "find_the_best_rate": Caption(
            "The larger factor sets the pace. It is least where both are equally large: at _η_ = "
            "{best}."
        ),
    }

    steep: sp.Expr = parameter(4, rule=positive, text="the larger curvature L")
    flat: sp.Expr = parameter(1, rule=positive, text="the smaller curvature, that along the valley")

    @cached_property
    def valley(self) -> Function:
        """A quadratic with both curvatures."""
        ratio = self.steep / self.flat
        if not _LEAST <= ratio <= _MOST:
            raise UnfitLesson(
                f"LargestStableRate needs a curvature steep that is {_LEAST} to {_MOST} times as "
                f"large as flat, got {self.steep} and {self.flat}; choose flat = {self.steep / 4}"
            )
        return Function((self.flat * x**2 + self.steep * y**2) / 2, (x, y))

    @cached_property
    def parabola(self) -> Function:
        """The steeper direction alone."""
        return Function(self.steep * x**2 / 2, x)

    @cached_property
    def bound(self) -> sp.Expr:
        """The largest stable rate."""
        return convergence_bound(self.parabola)

    @cached_property
    def rates(self) -> tuple[sp.Expr, ...]:
        """The rates at which the motion stops, rising."""
        return tuple(share * self.bound for share in _SHARES)

    @property
    def moments(self) -> tuple[float, ...]:
        """The same as doubles."""
        return tuple(map(nearest, self.rates))

    @cached_property
    def contractions(self) -> tuple[Contraction, ...]:
        """The factor at each of these rates."""
        return tuple(contraction_factor(self.parabola, rate=rate) for rate in self.rates)

    @cached_property
    def best(self) -> sp.Expr:
        """The rate with the least larger factor in the valley."""
        return 2 / (self.flat + self.steep)

    @cached_property
    def picture(self) -> StablePicture:
        """Where everything stands."""
        return StablePicture(self.valley, nearest(self.flat), nearest(self.steep))

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The web, the factors over the rate, and the map of the valley."""
        picture = self.picture
        return {"web": picture.web_frame, "factor": picture.factors, "map": picture.map}

    def entries(self) -> Iterable[Entry]:
        """Yield both curvatures, the factors at the rates, the bound and the best rate."""
        along = contraction_factor(Function(self.flat * x**2 / 2, x), rate=self.best).factor
        yield parameter_entry("steep", "L", self.steep, style=_NUMBER)
        yield parameter_entry("flat", "mu", self.flat, style=_NUMBER)
        yield formula("law.steep", "q = 1 - eta L", "q = 1 − η·L", source=_FACTOR)
        yield formula("law.flat", "q = 1 - eta mu", "q = 1 − η·μ", source=_FACTOR)
        for i, (rate, found) in enumerate(zip(self.rates, self.contractions, strict=True)):
            yield parameter_entry(f"rate.{i}", "eta", rate, style=_NUMBER)
            yield number(
                f"factor.{i}", "q", nearest(found.factor), exact=found.factor,
                formula="1 − η·L", source=_FACTOR, style=_NUMBER,
            )  # fmt: skip
        yield number(
            "bound", "frac(2, L)", nearest(self.bound), exact=self.bound, formula="2/L",
            source="calcml.convergence_bound", style=_NUMBER,
        )  # fmt: skip
        yield number(
            "best", "frac(2, mu + L)", nearest(self.best), exact=self.best, formula="2/(μ + L)",
            source=_FACTOR, style=_NUMBER,
        )  # fmt: skip
        yield number(
            "best.factor", "abs(q)", nearest(along), exact=along,
            formula="(L − μ)/(L + μ)", source=_FACTOR, style=_NUMBER,
        )  # fmt: skip

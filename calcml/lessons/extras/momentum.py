"""The lesson of momentum in a narrow valley: a share of the last move is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.descent import Trajectory, gradient_descent
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.rates import contraction_factor
from calcml.core.symbols import x, y
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, formula, number, parameter_entry, plain, significant
from calcml.lessons.extras.momentum_picture import MomentumPicture
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import count, parameter
from calcml.lessons.scales import Frame

__all__ = ["MomentumNarrowValley"]

_STEPS = 20
_ASIDE = sp.Rational(2, 5)  # where the descents begin beside the valley's floor
_ROWS = (0, 5, 10, 20)
_NUMBER = significant(3)
_DESCENT = "calcml.gradient_descent"


@dataclass(frozen=True, kw_only=True)
class MomentumNarrowValley(Lesson):
    """Descent with and without momentum, each with the rate that suits the valley best.

    The curvatures are one along the valley and κ across, a square number, so that the best rates
    are fractions and all iterates exact.

    Attributes
    ----------
    length : int
        How many times longer than wide a level line of the valley is: κ is its square.
    """

    chapter = "Extras"
    number = "11.5"
    heading = Caption("Momentum in a narrow valley")
    slides = ()
    captions: ClassVar[Mapping[str, Wording]] = {
        "zig_zag": Caption(
            "The valley is steep across and flat along: even at its best rate the descent "
            "zig-zags and creeps."
        ),
        "keep_a_share": Caption(
            "With momentum each move keeps a share _β_ of the last one, and adds the step downhill."
        ),
        "gather_speed": Caption(
            "It swings wider at first. But across, the moves cancel, and along the valley they "
            "add up."
        ),
        "compare_the_errors": Caption(
            "After {rows.3} steps it is {~momentum.3} from the minimum. Plain descent is still "
            "{~plain.3} away."
        ),
        "tell_the_factors": Caption(
            "A step leaves {~plain.factor} of the error, and with momentum {~momentum.factor}: it "
            "feels only the root of _κ_."
        ),
    }

    length: int = parameter(
        5, rule=count(3, 6), text="how many times longer than wide the valley is"
    )

    @property
    def ratio(self) -> sp.Expr:
        """The larger curvature κ; the smaller one is 1."""
        return sp.Integer(self.length) ** 2

    @cached_property
    def valley(self) -> Function:
        """The quadratic with both curvatures."""
        return Function(x**2 / 2 + self.ratio * y**2 / 2, (x, y))

    @property
    def rates(self) -> tuple[sp.Expr, sp.Expr]:
        """The best rates without and with momentum (Polyak, 1964)."""
        return 2 / (self.ratio + 1), sp.Rational(4, (self.length + 1) ** 2)

    @property
    def kept(self) -> sp.Expr:
        """The best share of the last move."""
        return self.factors[1] ** 2

    @cached_property
    def factors(self) -> tuple[sp.Expr, sp.Expr]:
        """By what a step multiplies the error in the long run, without and with momentum."""
        without = abs(contraction_factor(self.valley, rate=self.rates[0]).factor)
        return without, sp.Rational(self.length - 1, self.length + 1)

    @cached_property
    def runs(self) -> tuple[Trajectory, Trajectory]:
        """The descents without and with momentum."""
        start, (rate, other) = (self.length, _ASIDE), self.rates
        return (
            gradient_descent(self.valley, start, rate=rate, steps=_STEPS, tolerance=0),
            gradient_descent(
                self.valley, start, rate=other, steps=_STEPS, momentum=self.kept, tolerance=0
            ),
        )

    @cached_property
    def picture(self) -> MomentumPicture:
        """Where everything stands."""
        return MomentumPicture(
            self.valley, float(self.length), tuple(run.points for run in self.runs),
            nearest(self.kept),
        )  # fmt: skip

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The map of each descent, and the errors over the steps."""
        picture = self.picture
        return {"plain": picture.map, "momentum": picture.map, "errors": picture.errors}

    @property
    def rows(self) -> range:
        """The numbers of the rows of distances."""
        return range(len(_ROWS))

    def _distance(self, run: int, step: int) -> sp.Expr:
        point = self.runs[run].exact[step].point
        a, b = (sp.Rational(c.numerator, c.denominator) for c in point)
        return sp.sqrt(a**2 + b**2)

    def entries(self) -> Iterable[Entry]:
        """Yield the valley, rates and share, the distances at some steps, and the factors."""
        f, names = self.valley, ("plain", "momentum")
        yield formula("function", f"f(x, y) = {f.typst}", f"f(x, y) = {written(f)}")
        yield number(
            "ratio", "kappa", nearest(self.ratio), exact=self.ratio,
            formula="the larger curvature over the smaller", source="calcml.contraction_factor",
            style=plain,
        )  # fmt: skip
        for name, rate, text in zip(names, self.rates, ("2/(1 + κ)", "4/(1 + √κ)²"), strict=True):
            yield number(
                f"{name}.rate", "eta", nearest(rate), exact=rate, formula=text,
                source=_DESCENT, style=plain,
            )  # fmt: skip
        yield number(
            "kept", "beta", nearest(self.kept), exact=self.kept,
            formula="((√κ − 1)/(√κ + 1))²", source=_DESCENT, style=plain,
        )  # fmt: skip
        for i, step in enumerate(_ROWS):
            yield parameter_entry(f"rows.{i}", "k", step)
            for run, name in enumerate(names):
                distance, (a, b) = self._distance(run, step), self.runs[run].points[step]
                yield number(
                    f"{name}.{i}", "sqrt(x^2 + y^2)", float((a * a + b * b) ** 0.5),
                    exact=distance, formula=f"√(x² + y²) after {step} steps", source=_DESCENT,
                    style=_NUMBER,
                )  # fmt: skip
        for name, factor, code, text in zip(
            names, self.factors,
            ("frac(kappa - 1, kappa + 1)", "frac(sqrt(kappa) - 1, sqrt(kappa) + 1)"),
            ("(κ − 1)/(κ + 1)", "(√κ − 1)/(√κ + 1)"), strict=True,
        ):  # fmt: skip
            yield number(
                f"{name}.factor", code, nearest(factor), exact=factor, formula=text,
                source=_DESCENT, style=_NUMBER,
            )  # fmt: skip

"""The lesson of where the V of the errors turns: two powers of the step, two straight lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.errors import UnfitLesson
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, formula, parameter_entry
from calcml.lessons.extras.turning_picture import TurningPicture
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.numerics.error_curves import ErrorCurve
from calcml.lessons.numerics.step_models import best_entries, formula_entries, slope_entry
from calcml.lessons.numerics.trade_off import StepSizeTradeoff
from calcml.lessons.parameters import finite, function_of, parameter
from calcml.lessons.points import letter_of
from calcml.lessons.scales import Frame

__all__ = ["WhereTheVTurns"]

_LAWS = {  # Typst code and plain text; A stands for the point
    "forward": (
        "sqrt(frac(2 epsilon abs(f(A)), abs(f''(A))))",
        "sqrt(2·ε·|f(A)|/|f''(A)|)",
    ),
    "central": (
        "root(3, frac(3 epsilon abs(f(A)), 2 abs(f'''(A))))",
        "root(3, 3·ε·|f(A)|/(2·|f'''(A)|))",
    ),
}
_SYMMETRIC = ("steepen_the_truncation",)
_SYMMETRIC_CLAIMS = "symmetric_has_order_two", "symmetric_is_better"


@dataclass(frozen=True, kw_only=True)
class WhereTheVTurns(Lesson):
    """The models of truncation and round-off as lines, and the step at which their sum is least.

    Attributes
    ----------
    function : Function
    at : sympy.Expr
        The point.
    """

    chapter = "Extras"
    number = "11.4"
    heading = Caption("Where the V of the errors turns")
    slides = ()
    captions: ClassVar[Mapping[str, Wording]] = {
        "draw_the_truncation": Caption(
            "Truncation is proportional to _h_. On logarithmic axes that is a line with slope "
            "{slope.forward}."
        ),
        "draw_the_round_off": Caption(
            "Round-off is proportional to one over _h_: a line with slope {slope.rounding}."
        ),
        "add_both": Caption(
            "Their sum keeps to the upper line. It turns where the two cross: at _h_ = "
            "{best.forward.step}."
        ),
        "lay_the_errors_over": Caption(
            "The measured errors turn where the model turns, and are hardly anywhere above it."
        ),
        "coarsen_the_numbers": Caption(
            "Coarser numbers lift the round-off. The crossing moves half as many decades: a "
            "square root."
        ),
        "steepen_the_truncation": Caption(
            "The symmetric quotient's truncation has slope {slope.central}: it turns farther right "
            "and lower, by a cube root."
        ),
    }

    function: Function = parameter(
        Function(sp.sin(x), x), rule=function_of(x), text="the function, smooth at the point"
    )
    at: sp.Expr = parameter(1, rule=finite, text="the point x")

    @cached_property
    def trade_off(self) -> StepSizeTradeoff:
        """The errors and their models."""
        lesson = StepSizeTradeoff(function=self.function, at=self.at)
        try:
            lesson.require_claims()
        except UnfitLesson as error:
            told = str(error).replace(type(lesson).__name__, type(self).__name__)
            raise UnfitLesson(told) from None
        return lesson

    @cached_property
    def curves(self) -> Mapping[str, ErrorCurve]:
        """The error curves of which the sentences are true, by the quotient's name."""
        forward, central = self.trade_off.forward, self.trade_off.central
        if isinstance(central, ErrorCurve) and self._symmetric_is_told:
            return {"forward": forward, "central": central}
        return {"forward": forward}

    @property
    def _symmetric_is_told(self) -> bool:
        holds = {claim.key: claim.holds for claim in self.trade_off.claims}
        return all(holds[key] for key in _SYMMETRIC_CLAIMS)

    @cached_property
    def pictures(self) -> Mapping[str, TurningPicture]:
        """Where everything stands, by the quotient's name."""
        return {name: TurningPicture(curve) for name, curve in self.curves.items()}

    @property
    def untold(self) -> frozenset[str]:
        """A symmetric quotient is left out unless its order is seen and it is the better one."""
        return frozenset() if "central" in self.curves else frozenset(_SYMMETRIC)

    @property
    def frames(self) -> Mapping[str, Frame]:
        """Logarithmic axes."""
        return self.trade_off.frames

    def entries(self) -> Iterable[Entry]:
        """Yield the function, and for each quotient formulas, slopes and the best step."""
        f, point = self.function, letter_of(self.at, "x")
        _ = self.trade_off
        yield formula("function", f"f(x) = {f.typst}", f"f(x) = {written(f)}")
        yield parameter_entry("at", "x", self.at)
        yield from formula_entries(self.at, self.curves, exact=())
        for name, curve in self.curves.items():
            code, text = (
                each.replace("A", letter)
                for each, letter in zip(_LAWS[name], (point.typst, point.text), strict=True)
            )
            yield formula(f"law.{name}", code, text, source="calcml.optimal_step")
            yield next(iter(best_entries(curve.best)))
            yield slope_entry(name, curve.truncation_slope, curve.order)
        yield slope_entry("rounding", self.trade_off.forward.rounding_slope, -1)

"""Lessons about descents on one parabola from one start: the parameters that they share."""

from abc import ABC
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.descent.quadratics import PARABOLA
from calcml.lessons.descent.sweeps import RateSweep, natural_nearness, natural_start
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import finite, function_of, parameter, positive

__all__ = ["ParabolaLesson", "SweepLesson"]


@dataclass(frozen=True, kw_only=True)
class ParabolaLesson(Lesson, ABC):
    """Descents on one parabola from one start.

    Attributes
    ----------
    function : Function
        A quadratic with a minimum.
    start : sympy.Expr
    """

    function: Function = parameter(
        PARABOLA, rule=function_of(x), text="the curve, a quadratic of x with a minimum"
    )
    start: sp.Expr = parameter(
        None, rule=finite, text="where the descents begin",
        derive=lambda lesson: natural_start(lesson.function),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SweepLesson(ParabolaLesson, ABC):
    """The same for any learning rate, each until it is near the minimum.

    Attributes
    ----------
    near : sympy.Expr
        The distance from the minimum within which a run has arrived.
    """

    near: sp.Expr = parameter(
        None, rule=positive, text="the distance within which a run has arrived",
        derive=lambda lesson: natural_nearness(lesson.function, lesson.start),
    )  # fmt: skip

    @cached_property
    def sweep(self) -> RateSweep:
        """The descents with all rates."""
        return RateSweep.of(self.function, self.start, self.near)

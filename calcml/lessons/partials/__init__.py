"""Lessons of the chapter *Partial derivatives*."""

from calcml.lessons.partials.flat_places import QuinticSlices
from calcml.lessons.partials.level_places import CubicSaddleSlices
from calcml.lessons.partials.mixed_partials import MixedPartials
from calcml.lessons.partials.plateaus import TanhSumSlices
from calcml.lessons.partials.quizzes import PartialDerivativeQuiz
from calcml.lessons.partials.side_limits import PartialDerivativeLimit
from calcml.lessons.partials.slices import NonSeparablePartial, ParaboloidSlices

__all__ = [
    "CubicSaddleSlices",
    "MixedPartials",
    "NonSeparablePartial",
    "ParaboloidSlices",
    "PartialDerivativeLimit",
    "PartialDerivativeQuiz",
    "QuinticSlices",
    "TanhSumSlices",
]

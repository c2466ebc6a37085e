"""Lessons of the chapter *Derivatives*."""

from calcml.lessons.derivative.constants import ConstantDerivative
from calcml.lessons.derivative.proportions import LinearDerivative
from calcml.lessons.derivative.quotient_program import DifferenceQuotientCode
from calcml.lessons.derivative.secants import SecantToTangent
from calcml.lessons.derivative.squares import SquareDerivativeAlgebra

__all__ = [
    "ConstantDerivative",
    "DifferenceQuotientCode",
    "LinearDerivative",
    "SecantToTangent",
    "SquareDerivativeAlgebra",
]

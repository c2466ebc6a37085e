"""Lessons of the chapter *Derivatives*."""

from calcml.lessons.derivative.quotient_program import DifferenceQuotientCode
from calcml.lessons.derivative.secants import SecantToTangent
from calcml.lessons.derivative.squares import SquareDerivativeAlgebra

__all__ = ["DifferenceQuotientCode", "SecantToTangent", "SquareDerivativeAlgebra"]

"""Lessons of the chapter *Derivatives*."""

from calcml.lessons.quotient_program import DifferenceQuotientCode
from calcml.lessons.secants import SecantToTangent

__all__ = ["DifferenceQuotientCode", "SecantToTangent"]

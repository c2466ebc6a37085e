"""Lessons of the chapter *Partial derivatives*."""

from calcml.lessons.partials.side_limits import PartialDerivativeLimit
from calcml.lessons.partials.slices import NonSeparablePartial, ParaboloidSlices

__all__ = ["NonSeparablePartial", "ParaboloidSlices", "PartialDerivativeLimit"]

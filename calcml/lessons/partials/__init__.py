"""Lessons of the chapter *Partial derivatives*."""

from calcml.lessons.partials.slices import NonSeparablePartial, ParaboloidSlices

__all__ = ["NonSeparablePartial", "ParaboloidSlices"]

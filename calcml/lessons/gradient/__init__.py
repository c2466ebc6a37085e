"""Lessons of the chapter *Gradient*."""

from calcml.lessons.gradient.directions import GradientDirectionMagnitude
from calcml.lessons.gradient.fields import GaussianGradientField

__all__ = ["GaussianGradientField", "GradientDirectionMagnitude"]

"""Lessons of the chapter *Gradient*."""

from calcml.lessons.gradient.definitions import GradientDefinition
from calcml.lessons.gradient.directions import GradientDirectionMagnitude
from calcml.lessons.gradient.fields import GaussianGradientField
from calcml.lessons.gradient.jacobian_shapes import JacobianShape
from calcml.lessons.gradient.local_maps import JacobianLocalMap

__all__ = [
    "GaussianGradientField",
    "GradientDefinition",
    "GradientDirectionMagnitude",
    "JacobianLocalMap",
    "JacobianShape",
]

"""Lessons of the chapter *Gradient*."""

from calcml.lessons.gradient.definitions import GradientDefinition
from calcml.lessons.gradient.directions import GradientDirectionMagnitude
from calcml.lessons.gradient.fields import GaussianGradientField
from calcml.lessons.gradient.jacobian_shapes import JacobianShape
from calcml.lessons.gradient.local_maps import JacobianLocalMap
from calcml.lessons.gradient.three_variables import GradientThreeVariables

__all__ = [
    "GaussianGradientField",
    "GradientDefinition",
    "GradientDirectionMagnitude",
    "GradientThreeVariables",
    "JacobianLocalMap",
    "JacobianShape",
]

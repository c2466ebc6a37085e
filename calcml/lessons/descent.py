"""Lessons of the chapter *Descent*."""

from calcml.lessons.fits import ROW, LinearRegressionDescent
from calcml.lessons.rate_pairs import LearningRateComparison
from calcml.lessons.steps_downhill import STEP, GradientDescentSteps

__all__ = [
    "ROW",
    "STEP",
    "GradientDescentSteps",
    "LearningRateComparison",
    "LinearRegressionDescent",
]

"""Lessons of the chapter *Descent*."""

from calcml.lessons.descent.ascents import GradientAscentSteps
from calcml.lessons.descent.fits import ROW, LinearRegressionDescent
from calcml.lessons.descent.mirrors import BOTH, AscentVersusDescent
from calcml.lessons.descent.mountains import WALK, MountainDescent
from calcml.lessons.descent.rate_pairs import LearningRateComparison
from calcml.lessons.descent.regimes import RATE_ROW, LearningRateRegimes
from calcml.lessons.descent.steps_downhill import STEP, GradientDescentSteps

__all__ = [
    "BOTH",
    "RATE_ROW",
    "ROW",
    "STEP",
    "WALK",
    "AscentVersusDescent",
    "GradientAscentSteps",
    "GradientDescentSteps",
    "LearningRateComparison",
    "LearningRateRegimes",
    "LinearRegressionDescent",
    "MountainDescent",
]

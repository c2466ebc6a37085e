"""Lessons of the chapter *Optimisation and learning*."""

from calcml.lessons.optimisation.choices import WhatIsOptimization
from calcml.lessons.optimisation.critical import CriticalPoints
from calcml.lessons.optimisation.learning import LearningProblem
from calcml.lessons.optimisation.stand_ins import WhyOptimizationInML
from calcml.lessons.optimisation.training_picture import TrainingPicture

__all__ = [
    "CriticalPoints",
    "LearningProblem",
    "TrainingPicture",
    "WhatIsOptimization",
    "WhyOptimizationInML",
]

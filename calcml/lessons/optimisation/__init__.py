"""Lessons of the chapter *Optimisation and learning*."""

from calcml.lessons.optimisation.choices import WhatIsOptimization
from calcml.lessons.optimisation.critical import CriticalPoints
from calcml.lessons.optimisation.learning import LearningProblem

__all__ = ["CriticalPoints", "LearningProblem", "WhatIsOptimization"]

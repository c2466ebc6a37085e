"""Lessons of the chapter *Quizzes*."""

from calcml.lessons.quizzes.high_rates import LearningRateQuizHigh
from calcml.lessons.quizzes.small_rates import LearningRateQuizSmall

__all__ = ["LearningRateQuizHigh", "LearningRateQuizSmall"]

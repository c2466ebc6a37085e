"""Lessons of the chapter *Optimisation and learning*."""

from calcml.lessons.optimisation.critical import CriticalPoints

__all__ = ["CriticalPoints"]

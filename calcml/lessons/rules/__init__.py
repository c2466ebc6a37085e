"""Lessons of the chapter *Differentiation rules*."""

from calcml.lessons.rules.turns import TrigTanhDerivatives

__all__ = ["TrigTanhDerivatives"]

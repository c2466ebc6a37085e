"""Lessons of the chapter *Differentiation rules*."""

from calcml.lessons.rules.products import ProductQuotientRules
from calcml.lessons.rules.turns import TrigTanhDerivatives

__all__ = ["ProductQuotientRules", "TrigTanhDerivatives"]

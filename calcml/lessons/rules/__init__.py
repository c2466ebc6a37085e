"""Lessons of the chapter *Differentiation rules*."""

from calcml.lessons.rules.exponentials import ExpLogRules
from calcml.lessons.rules.products import ProductQuotientRules
from calcml.lessons.rules.sums import BasicRules
from calcml.lessons.rules.turns import TrigTanhDerivatives

__all__ = ["BasicRules", "ExpLogRules", "ProductQuotientRules", "TrigTanhDerivatives"]

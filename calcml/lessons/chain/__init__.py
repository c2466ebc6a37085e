"""Lessons of the chapter *Chain rule*."""

from calcml.lessons.chain.nests import ChainOfManyFunctions
from calcml.lessons.chain.paths import ChainRuleWorkedExample
from calcml.lessons.chain.sines import ChainRuleSine

__all__ = ["ChainOfManyFunctions", "ChainRuleSine", "ChainRuleWorkedExample"]

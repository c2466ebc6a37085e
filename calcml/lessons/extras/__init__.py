"""Lessons of the chapter *Extras*: why some things that the decks state are so."""

from calcml.lessons.extras.backpropagation import BackpropagationTwoLayers
from calcml.lessons.extras.mirrored_rates import EquallyFast
from calcml.lessons.extras.momentum import MomentumNarrowValley
from calcml.lessons.extras.stable_rates import LargestStableRate
from calcml.lessons.extras.steepest import WhySteepest
from calcml.lessons.extras.turning_points import WhereTheVTurns

__all__ = [
    "BackpropagationTwoLayers",
    "EquallyFast",
    "LargestStableRate",
    "MomentumNarrowValley",
    "WhereTheVTurns",
    "WhySteepest",
]

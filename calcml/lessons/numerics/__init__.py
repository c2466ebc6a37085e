"""Lessons of the chapter *Numerical differentiation*."""

from calcml.lessons.numerics.cancellation import CatastrophicCancellation
from calcml.lessons.numerics.machine_epsilon import MachineEpsilonNumberLine
from calcml.lessons.numerics.square_luck import SqrtEpsilonStep
from calcml.lessons.numerics.symmetric_difference import SymmetricDifference
from calcml.lessons.numerics.trade_off import StepSizeTradeoff

__all__ = [
    "CatastrophicCancellation",
    "MachineEpsilonNumberLine",
    "SqrtEpsilonStep",
    "StepSizeTradeoff",
    "SymmetricDifference",
]

"""Lessons of the chapter *Limits*."""

from calcml.lessons.limits.continuity_tests import ContinuityConditions
from calcml.lessons.limits.failures import LimitFailureModes
from calcml.lessons.limits.oscillations import SineOscillation
from calcml.lessons.limits.poles import ReciprocalBothSides
from calcml.lessons.limits.reciprocals import ReciprocalFromRight
from calcml.lessons.limits.zooms import LimitZoom

__all__ = [
    "ContinuityConditions",
    "LimitFailureModes",
    "LimitZoom",
    "ReciprocalBothSides",
    "ReciprocalFromRight",
    "SineOscillation",
]

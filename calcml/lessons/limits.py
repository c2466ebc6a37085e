"""Lessons of the chapter *Limits*."""

from calcml.lessons.continuity_tests import ContinuityConditions
from calcml.lessons.poles import ReciprocalBothSides
from calcml.lessons.zooms import LimitZoom

__all__ = ["ContinuityConditions", "LimitZoom", "ReciprocalBothSides"]

"""The picture of optimisation: a landscape turned over, and a curve over what is allowed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.types import FloatArray
from calcml.lessons.scales import Frame, ticked

__all__ = ["AllowedPicture", "Ends", "Place"]

Place = tuple[float, float]
Ends = tuple[Place, Place]

_LAND_ACROSS, _LAND_UP = (-6.0, 4.0), (-4.8, 4.8)
_ACROSS, _UP = (-0.6, 5.6), (-0.9, 9.4)
_SAMPLES = 241


@dataclass(frozen=True)
class AllowedPicture:
    """Where everything stands.

    Attributes
    ----------
    land : Function
        The landscape, with a top and a bottom.
    bowl : Function
        A curve with its least value at `goal`.
    goal : float
    width : float
        Of the interval that is allowed.
    """

    land: Function
    bowl: Function
    goal: float
    width: float

    @property
    def frames(self) -> dict[str, Frame]:
        """The axes of the landscape and those of the other curve."""
        return {
            "land": Frame(ticked(*_LAND_ACROSS, 2), ticked(*_LAND_UP, 2)),
            "bowl": Frame(ticked(*_ACROSS, 1), ticked(*_UP, 2)),
        }

    def flipped(self, sign: float) -> FloatArray:
        """Return the landscape times a number; shape (n, 2)."""
        places = np.linspace(*_LAND_ACROSS, _SAMPLES)
        return np.column_stack([places, sign * self.land.raw(places)])

    def on_land(self, at: float, sign: float) -> Place:
        """Return the point of the landscape, flipped as far as that."""
        return at, sign * self.land(at)

    @property
    def walk(self) -> tuple[float, float]:
        """From where to where a dot looks along the landscape."""
        return _LAND_ACROSS

    @cached_property
    def curve(self) -> Curve:
        """The other curve."""
        return sample_curve(self.bowl, Window(_ACROSS, _UP))

    def interval(self, low: float) -> Ends:
        """Return the corners of the strip over the interval that begins there."""
        return (low, _UP[0]), (low + self.width, _UP[1])

    def best(self, low: float) -> Place:
        """Return the lowest point over the interval that begins there."""
        at = min(max(self.goal, low), low + self.width)
        return at, self.bowl(at)

    def allowed(self, low: float) -> FloatArray:
        """Return the part of the curve over the interval; shape (n, 2)."""
        places = np.linspace(low, low + self.width, _SAMPLES)
        return np.column_stack([places, self.bowl.raw(places)])

    def tangent(self, low: float) -> tuple[float, float, float]:
        """Return the lowest point over the interval, and the slope of the curve there."""
        at, height = self.best(low)
        return at, height, self.bowl.derivative()(at)

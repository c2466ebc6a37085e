"""The picture of exponentials: how far behind the tangent meets the axis, and the mirror image."""

from dataclasses import dataclass
from functools import cached_property
from math import exp, log
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.floats import nearest
from calcml.core.sampling import Curve
from calcml.core.types import FloatArray
from calcml.lessons.rules.slope_pictures import Ends, Place, short_tangent
from calcml.lessons.scales import Frame, ticked

__all__ = ["GrowthPicture"]

_SAMPLES = 401
_WALK = -0.8, 1.5  # from where to where the tangent slides
_BEYOND = 0.22  # of a tangent behind its point, as a share of the rest
_RUN_NAME = -0.42  # height of the name of the run, below the axis
_MIRRORED = 0.8  # where the tangent stands beside the mirror
_LOW, _HIGH = -2.6, 4.4  # of the plane with the mirror
_NAMES = {"exp": (-0.9, 1.3), "ln": (3.4, 0.5)}


@dataclass(frozen=True)
class GrowthPicture:
    """Where curves and tangents are.

    A curve is told by the logarithm of its base.

    Attributes
    ----------
    base : sympy.Expr
        The base after e.
    """

    base: sp.Expr

    through: ClassVar[float] = 1.0
    """The share of the way through the mirror that is the whole of it."""

    @cached_property
    def rates(self) -> tuple[float, float]:
        """The logarithms of both bases."""
        return 1.0, nearest(sp.log(self.base))

    @property
    def walk(self) -> tuple[float, float]:
        """From where to where the tangent slides."""
        return _WALK

    @cached_property
    def frame(self) -> Frame:
        """The axes of the curves."""
        return Frame(ticked(-3.5, 2, 1, skip=[0]), ticked(-0.9, 6, 1, skip=[0]))

    def curve(self, rate: float) -> FloatArray:
        """Return the curve as far as it is in view; shape (n, 2)."""
        low, high = self.frame.x.limits
        places = np.linspace(low, min(high, log(self.frame.y.limits[1]) / rate), _SAMPLES)
        return np.column_stack([places, np.exp(rate * places)])

    @property
    def resting(self) -> tuple[Curve, Curve]:
        """Both curves."""
        first, second = (Curve((self.curve(rate),)) for rate in self.rates)
        return first, second

    def point(self, rate: float, at: float) -> Place:
        """Return the point of the curve."""
        return at, exp(rate * at)

    def height(self, rate: float, at: float) -> Ends:
        """Return the upright line from the axis to the point."""
        return (at, 0.0), self.point(rate, at)

    def run(self, rate: float, at: float) -> Ends:
        """Return the way along the axis from where the tangent meets it."""
        return (at - 1 / rate, 0.0), (at, 0.0)

    def run_name(self, rate: float, at: float) -> Place:
        """Return where that way is named."""
        return at - 1 / (2 * rate), _RUN_NAME

    def tangent(self, rate: float, at: float) -> Ends:
        """Return the tangent from the axis to a little beyond its point."""
        (x0, y0), (x1, y1) = self.run(rate, at)[0], self.point(rate, at)
        beyond = min(_BEYOND, (self.frame.x.high - x1) / (x1 - x0))
        return (x0, y0), (x1 + beyond * (x1 - x0), y1 + beyond * (y1 - y0))

    @cached_property
    def plane(self) -> Frame:
        """The axes of the exponential and of its mirror image."""
        scale = ticked(_LOW, _HIGH, 2, skip=[0])
        return Frame(scale, scale)

    @property
    def mirror(self) -> Ends:
        """The diagonal."""
        return (_LOW, _LOW), (_HIGH, _HIGH)

    def turned(self, share: float) -> FloatArray:
        """Return the exponential, a share of its way through the mirror; shape (n, 2)."""
        places = np.linspace(_LOW, log(_HIGH), _SAMPLES)
        return self._through(share, np.column_stack([places, np.exp(places)]))

    @property
    def mirrored(self) -> tuple[Curve, Curve]:
        """The exponential, and the logarithm."""
        return Curve((self.turned(0),)), Curve((self.turned(1),))

    def turned_point(self, share: float) -> Place:
        """Return the point of the tangent, likewise."""
        x, y = self._through(share, np.array([[_MIRRORED, exp(_MIRRORED)]]))[0].tolist()
        return x, y

    def turned_tangent(self, share: float) -> Ends:
        """Return the tangent, likewise."""
        ends = short_tangent(self.plane, (_MIRRORED, exp(_MIRRORED)), exp(_MIRRORED))
        (x0, y0), (x1, y1) = self._through(share, np.array(ends)).tolist()
        return (x0, y0), (x1, y1)

    @staticmethod
    def _through(share: float, places: FloatArray) -> FloatArray:
        return np.asarray((1 - share) * places + share * places[:, ::-1])

    @property
    def names(self) -> dict[str, Place]:
        """Where the names of both curves stand."""
        return _NAMES

"""The picture of a function along a path: contours and path, its height, and the slope of that."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calcml.core.chains import TotalDerivative
from calcml.core.contours import LevelCurve, level_curves
from calcml.core.functions import Function, VectorFunction
from calcml.core.sampling import Curve, Window, sample_curve, sample_path
from calcml.core.types import FloatArray
from calcml.lessons.scales import Frame, ticked

__all__ = ["Ends", "PathPicture", "Place"]

Place = tuple[float, float]
Ends = tuple[Place, Place]

_ACROSS, _UP = 4.0, 5.2  # of the map, from its middle
_LEVELS = (0, 10, 20, 30, 40, 60, 80)
_START, _END = 0.0, 1.6  # of the times shown: a little more than z takes to come back
_LOW, _HIGH = -6, 46  # heights along the path
_STEEP = 100  # slopes of the height
_SAMPLES = 321
_SHORT = 0.3  # length of the arrow of speed one on the map


@dataclass(frozen=True)
class PathPicture:
    """Where everything stands.

    Attributes
    ----------
    function : Function
        Of x and y.
    path : VectorFunction
        x and y, of t.
    total : TotalDerivative
        The derivative of the function along the path.
    slide : Function
        What the slide has for it.
    """

    function: Function
    path: VectorFunction
    total: TotalDerivative
    slide: Function

    @property
    def map(self) -> Frame:
        """The axes of x and y."""
        return Frame(ticked(-_ACROSS, _ACROSS, 2, skip=[0]), ticked(-_UP, _UP, 2, skip=[0]))

    @property
    def heights(self) -> Frame:
        """The axes of the height over t."""
        return Frame(ticked(_START, _END, 0.5, skip=[0]), ticked(_LOW, _HIGH, 10, skip=[0]))

    @property
    def slopes(self) -> Frame:
        """The axes of the slope of the height over t."""
        return Frame(ticked(_START, _END, 0.5, skip=[0]), ticked(-_STEEP, _STEEP, 50, skip=[0]))

    @cached_property
    def contours(self) -> tuple[LevelCurve, ...]:
        """Lines of equal height."""
        window = Window((-_ACROSS, _ACROSS), (-_UP, _UP))
        return level_curves(self.function, window, _LEVELS)

    @cached_property
    def way(self) -> Curve:
        """The whole path."""
        x, y = self.path.components
        window = Window((-_ACROSS, _ACROSS), (-_UP, _UP))
        return sample_path(x, y, (0.0, float(np.pi)), window)

    @cached_property
    def slope_curve(self) -> Curve:
        """The slope of the height over t."""
        return self._over_time(self.total.total, self.slopes)

    @cached_property
    def slide_curve(self) -> Curve:
        """What the slide has for the slope."""
        return self._over_time(self.slide, self.slopes)

    def _over_time(self, f: Function, frame: Frame) -> Curve:
        return sample_curve(f, Window((_START, _END), frame.y.limits))

    @property
    def end(self) -> float:
        """The last of the times shown."""
        return _END

    def place(self, at: float) -> Place:
        """Return the point of the path."""
        x, y = self.path.components
        return x(at), y(at)

    def height(self, at: float) -> Place:
        """Return the point of the curve of heights."""
        return at, self.total.along(at)

    def slope(self, at: float) -> Place:
        """Return the point of the curve of slopes."""
        return at, self.total.total(at)

    def slide_slope(self, at: float) -> Place:
        """Return the point of the slide's curve."""
        return at, self.slide(at)

    def tangent(self, at: float) -> tuple[float, float, float]:
        """Return the point of the curve of heights, and the slope there."""
        return (*self.height(at), self.total.total(at))

    def run(self, at: float) -> Ends:
        """Return the arrow of the speed of x, from the point of the path."""
        x, y = self.place(at)
        return (x, y), (x + _SHORT * self.path.components[0].derivative()(at), y)

    def rise(self, at: float) -> Ends:
        """Return the arrow of the speed of y, at the tip of that of x."""
        _, (x, y) = self.run(at)
        return (x, y), (x, y + _SHORT * self.path.components[1].derivative()(at))

    def risen(self, at: float) -> FloatArray:
        """Return the curve of heights from the start; shape (n, 2)."""
        return self._until(self.total.along, at)

    def traced(self, at: float) -> FloatArray:
        """Return the curve of slopes from the start; shape (n, 2)."""
        return self._until(self.total.total, at)

    def _until(self, f: Function, at: float) -> FloatArray:
        times = np.linspace(_START, _END, _SAMPLES)
        times = np.append(times[times < at], at)
        return np.column_stack([times, f.raw(times)])

"""The picture of three inputs, of three components, and of the arrow that these make in space."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calcml.core.functions import Function
from calcml.core.gradients import Gradient, gradient
from calcml.core.types import FloatArray
from calcml.lessons.scales import Frame, Scale, ticked

__all__ = ["Ends", "Place", "ThreePicture"]

Place = tuple[float, float]
Ends = tuple[Place, Place]

_TRACK = 3.4  # the inputs run so far to both sides
_MIDDLE = 0.5  # of a track, and of a gauge
_THICK = 0.28  # half the width of a gauge's bar
_GAUGES = ((-1.0, 4.0, 1), (-2.0, 19.0, 6), (-1.4, 1.4, 1))
_SWINGS = ((1.2, -2.0), (1.0, -1.4), (math.pi, -math.pi / 2))  # how far each input moves
_AROUND = (1.45, 1.15, 1.3)  # how far the space reaches beyond what is in it, along each axis


@dataclass(frozen=True)
class ThreePicture:
    """Where everything stands.

    Attributes
    ----------
    function : Function
        Of x, y and z.
    gradient : Gradient
        At the point.
    """

    function: Function
    gradient: Gradient

    @property
    def home(self) -> tuple[float, ...]:
        """The three inputs."""
        return tuple(float(c) for c in self.gradient.at)

    @cached_property
    def _slopes(self) -> tuple[Function, ...]:
        return gradient(self.function).components

    def visits(self, axis: int) -> tuple[float, ...]:
        """Return the values that an input takes one after the other, back to its own at last."""
        home = self.home[axis]
        return (*(home + swing for swing in _SWINGS[axis]), home)

    def frames(self, names: str) -> dict[str, Frame]:
        """Return the axes of each track and each gauge, by the names of the variables."""
        lane = Scale(0.0, 1.0, ticks=())
        tracks = {f"input.{name}": Frame(ticked(-_TRACK, _TRACK, 2), lane) for name in names}
        gauges = {
            f"part.{name}": Frame(ticked(*gauge), lane)
            for name, gauge in zip(names, _GAUGES, strict=True)
        }
        return tracks | gauges

    @property
    def track(self) -> Ends:
        """The line along which an input moves."""
        return (-_TRACK, _MIDDLE), (_TRACK, _MIDDLE)

    def knob(self, value: float) -> Place:
        """Return the place of an input on its track."""
        return value, _MIDDLE

    def part(self, axis: int, inputs: tuple[float, ...]) -> Ends:
        """Return the corners of the bar of a component."""
        value = self._slopes[axis](*inputs)
        return (0.0, _MIDDLE - _THICK), (value, _MIDDLE + _THICK)

    @cached_property
    def corners(self) -> FloatArray:
        """The point, and where the three components lead from it, one by one; shape (4, 3)."""
        steps = np.diag(self.gradient.components)
        return np.array(self.home) + np.vstack([np.zeros(3), np.cumsum(steps, axis=0)])

    @cached_property
    def parts(self) -> tuple[FloatArray, ...]:
        """The arrow of each component, from the point along its axis; each of shape (2, 3)."""
        start = self.corners[0]
        steps = np.diag(self.gradient.components)
        return tuple(np.array([start, start + step]) for step in steps)

    @property
    def arrow(self) -> FloatArray:
        """The gradient's arrow; shape (2, 3)."""
        return self.corners[[0, -1]]

    @property
    def middles(self) -> tuple[FloatArray, ...]:
        """The middle of each of these arrows; each of shape (3,)."""
        return tuple(ends.mean(axis=0) for ends in self.parts)

    @property
    def edges(self) -> tuple[FloatArray, ...]:
        """Lines from the tips of the first two components to the tip of the whole arrow."""
        (_, first), (_, second), _ = self.parts
        return np.array([first, *self.corners[2:]]), np.array([second, self.corners[2]])

    @cached_property
    def box(self) -> tuple[tuple[float, float], ...]:
        """What the space holds along each axis."""
        low = np.minimum(self.corners.min(axis=0), 0.0)
        high = np.maximum(self.corners.max(axis=0), 1.0)
        return tuple(
            (share * float(a), share * float(b))
            for share, a, b in zip(_AROUND, low, high, strict=True)
        )

    @cached_property
    def axes(self) -> dict[str, FloatArray]:
        """Start and tip of each axis; shape (2, 3)."""
        found = {}
        for axis, name in enumerate("xyz"):
            ends = np.zeros((2, 3))
            ends[:, axis] = self.box[axis]
            found[name] = ends
        return found

    @property
    def feet(self) -> tuple[FloatArray, ...]:
        """Lines on the floor from the axes to the point; each of shape (2, 3)."""
        x, y, z = self.home
        return (
            np.array([[x, 0.0, 0.0], [x, y, 0.0]]),
            np.array([[0.0, y, 0.0], [x, y, 0.0]]),
            np.array([[x, y, 0.0], [x, y, z]]),
        )

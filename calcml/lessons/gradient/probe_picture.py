"""The picture of a gradient and of a direction that turns: a map, and the rate for each angle."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import sympy as sp

from calcml.core.contours import LevelCurve, level_curves
from calcml.core.functions import Function
from calcml.core.gradients import Gradient
from calcml.core.sampling import Window
from calcml.core.types import FloatArray
from calcml.lessons.scales import Frame, Scale, ticked

__all__ = ["Ends", "Place", "ProbePicture"]

Place = tuple[float, float]
Ends = tuple[Place, Place]

_REACH = 2.7  # of the map, from the point
_ARROW = 2.1  # length of the gradient's arrow on the map
_PROBE = 1.0  # length of the direction's arrow
_RADII = [sp.Rational(k, 2) for k in range(1, 13)]
_TURN = 360
_HIGHER = 1.15  # end of the axis of rates, in lengths of the gradient
_ASIDE, _BEYOND = 26, 1.28  # degrees from a direction to its name, and how far out that stands
_CORNERS = 121


@dataclass(frozen=True)
class ProbePicture:
    """Where everything stands.

    Attributes
    ----------
    function : Function
        Of x and y.
    gradient : Gradient
        At the point.
    """

    function: Function
    gradient: Gradient

    @cached_property
    def place(self) -> Place:
        """The point."""
        x, y = (float(c) for c in self.gradient.at)
        return x, y

    @cached_property
    def frames(self) -> dict[str, Frame]:
        """The axes of the map, and those of rates over angles in degrees."""
        x, y = self.place
        steep = self.gradient.exact_magnitude
        high = _HIGHER * self.gradient.magnitude
        marks = (-steep, sp.Integer(0), steep) if steep.is_Rational else (sp.Integer(0),)
        return {
            "map": Frame(
                ticked(x - _REACH, x + _REACH, 1, skip=[0]),
                ticked(y - _REACH, y + _REACH, 1, skip=[0]),
            ),
            "rates": Frame(ticked(0, _TURN, 90), Scale(-high, high, ticks=marks)),
        }

    @cached_property
    def contours(self) -> tuple[LevelCurve, ...]:
        """Circles of equal height, evenly apart."""
        (x, y), reach = self.place, _REACH
        window = Window((x - reach, x + reach), (y - reach, y + reach))
        return level_curves(self.function, window, [radius**2 for radius in _RADII])

    @property
    def _scale(self) -> float:
        return _ARROW / self.gradient.magnitude

    @property
    def tip(self) -> Place:
        """The point of the gradient's arrow."""
        (x, y), (along, across) = self.place, self.gradient.components.tolist()
        return x + self._scale * along, y + self._scale * across

    @property
    def arrow(self) -> Ends:
        """The gradient's arrow."""
        return self.place, self.tip

    def part(self, axis: int) -> Ends:
        """Return the arrow of a partial derivative, along its axis from the point."""
        (x, y), (right, top) = self.place, self.tip
        return self.place, ((right, y) if axis == 0 else (x, top))

    @property
    def moved(self) -> Ends:
        """The arrow of the second partial derivative, put on the tip of the first."""
        (_, y), (right, top) = self.place, self.tip
        return (right, y), (right, top)

    def angle(self, turned: float) -> float:
        """Return the angle, in degrees, of the gradient turned on."""
        return math.degrees(float(self.gradient.direction or 0.0)) + turned

    def probe(self, angle: float) -> Ends:
        """Return the arrow of a direction at an angle, in degrees."""
        return self.place, self._at(angle, _PROBE)

    def probe_name(self, angle: float) -> Place:
        """Return where the direction's name stands."""
        return self._at(angle - _ASIDE, _BEYOND * _PROBE)

    @cached_property
    def circle(self) -> FloatArray:
        """All ends of directions; shape (n, 2)."""
        return np.array([self._at(angle, _PROBE) for angle in np.linspace(0, _TURN, _CORNERS)])

    def _at(self, angle: float, far: float) -> Place:
        (x, y), turn = self.place, math.radians(angle)
        return x + far * math.cos(turn), y + far * math.sin(turn)

    def rate(self, angle: float) -> float:
        """Return how fast the function grows in a direction."""
        along, across = self.gradient.components.tolist()
        turn = math.radians(angle)
        return float(along * math.cos(turn) + across * math.sin(turn))

    def rate_place(self, angle: float) -> Place:
        """Return the point of the curve of rates."""
        return angle, self.rate(angle)

    def stem(self, angle: float) -> Ends:
        """Return the bar from zero to a rate."""
        return (angle, 0.0), self.rate_place(angle)

    def rates(self, until: float) -> FloatArray:
        """Return the curve of the rates up to an angle; shape (n, 2)."""
        angles = np.linspace(0, until, _CORNERS)
        return np.array([self.rate_place(angle) for angle in angles])

    @property
    def whole_turn(self) -> tuple[float, float]:
        """The first and the last angle of a turn."""
        return 0.0, float(_TURN)

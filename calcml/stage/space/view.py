"""How a point of space becomes a point of the frame.

Data coordinates are scaled into a box whose middle is the origin of *world* coordinates; the
world is turned, seen from ``azimuth`` and ``elevation``, and laid flat in Manim's frame.
Perspective fades with the cosine of the elevation, so that the view from straight above is a
plain map.

Glossary: e elevation, a azimuth, k strength of the perspective, w homogeneous divisor.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calcml.core.types import FloatArray

__all__ = ["Box", "View"]

#: From this elevation on (degrees) the picture turns into a map.
MAP_FROM = 60.0


@dataclass(frozen=True)
class Box:
    """The range of data that is shown and the size it is shown at.

    Attributes
    ----------
    low, high : tuple of float
        Least and greatest data coordinate of each axis.
    size : tuple of float
        Lengths of the box's edges, in units of Manim's frame.
    """

    low: tuple[float, float, float]
    high: tuple[float, float, float]
    size: tuple[float, float, float]

    @cached_property
    def _scale(self) -> FloatArray:
        return np.array(self.size) / (np.array(self.high) - np.array(self.low))

    @cached_property
    def _middle(self) -> FloatArray:
        return (np.array(self.high) + np.array(self.low)) / 2

    @cached_property
    def radius(self) -> float:
        """Half the diagonal, in frame units."""
        return float(np.linalg.norm(self.size)) / 2

    def world(self, points: FloatArray) -> FloatArray:
        """Scale data points, shape (..., 3), into the box.

        Examples
        --------
        >>> Box((0, 0, 0), (2, 2, 4), (6, 6, 2)).world(np.array([2.0, 1.0, 0.0])).tolist()
        [3.0, 0.0, -1.0]
        """
        scaled: FloatArray = (points - self._middle) * self._scale
        return scaled


@dataclass(frozen=True)
class View:
    """Where the viewer stands.

    Attributes
    ----------
    azimuth : float
        Degrees about the z-axis from the x-axis to the viewer. At -90 x points to the right.
    elevation : float
        Degrees above the horizon, -90 to 90. At 90 the view is an exact map.
    zoom : float
        Magnification of the box.
    perspective : float
        0 for parallel rays; 0.2 makes what is near by a fifth larger.
    centre : tuple of float
        Frame coordinates of the middle of the box.
    radius : float
        Half the diagonal of the box, to which the perspective refers.
    """

    azimuth: float
    elevation: float
    zoom: float
    perspective: float
    centre: tuple[float, float]
    radius: float

    @cached_property
    def axes(self) -> FloatArray:
        """Unit vectors to the right, up and towards the viewer; shape (3, 3), one per row."""
        cos_a, sin_a = _cos_sin(self.azimuth)
        cos_e, sin_e = _cos_sin(self.elevation)
        return np.array(
            [
                [-sin_a, cos_a, 0.0],
                [-sin_e * cos_a, -sin_e * sin_a, cos_e],
                [cos_e * cos_a, cos_e * sin_a, sin_e],
            ]
        )

    @cached_property
    def _strength(self) -> float:
        return self.perspective * _cos_sin(self.elevation)[0] / self.radius

    @property
    def eye(self) -> FloatArray:
        """The eye in homogeneous world coordinates, shape (4,): at infinity for parallel rays."""
        return np.append(self.axes[2], self._strength)

    @property
    def flatness(self) -> float:
        """How much of a map the picture is: 0 below `MAP_FROM`, rising to 1 straight above."""
        share = (abs(self.elevation) - MAP_FROM) / (90 - MAP_FROM)
        return min(max(share, 0.0), 1.0)

    def project(self, world: FloatArray) -> FloatArray:
        """Project world points, shape (..., 3), to frame x, frame y and depth.

        Depth grows towards the viewer and is affine along straight lines of the picture.
        """
        seen = world @ self.axes.T
        flat: FloatArray = seen / (1 - self._strength * seen[..., 2:])
        flat *= (self.zoom, self.zoom, 1.0)
        flat[..., :2] += self.centre
        return flat

    def distance(self, world: FloatArray) -> FloatArray:
        """Return how far the eye is from world points, shape (..., 3), in multiples of its own.

        The eye's own distance is that from the middle of the box; it may be infinite.
        """
        strength = self._strength
        square = np.einsum("...k,...k->...", world, world)
        length: FloatArray = np.sqrt(
            1 - 2 * strength * (world @ self.axes[2]) + strength**2 * square
        )
        return length


def _cos_sin(degrees: float) -> tuple[float, float]:
    """Return the cosine and sine, exact at multiples of a right angle."""
    quarters = degrees / 90
    if quarters == round(quarters):
        return ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[round(quarters) % 4]
    angle = np.deg2rad(degrees)
    return float(np.cos(angle)), float(np.sin(angle))

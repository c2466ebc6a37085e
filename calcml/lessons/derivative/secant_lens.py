"""The lens of the secants: the neighbourhood of the fixed point, in units of the step."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calcml.core.types import FloatArray
from calcml.lessons.derivative.secant_picture import Place, SecantPicture
from calcml.lessons.scales import Frame, Scale

__all__ = ["SecantLens"]

_REACH = 1.2  # of the curve to both sides, in steps
_WINDOW = 1.35
_SAMPLES = 61


@dataclass(frozen=True)
class SecantLens:
    """A view whose unit is the step, so that h is equally long however small it is.

    Attributes
    ----------
    picture : SecantPicture
    """

    picture: SecantPicture

    @property
    def frame(self) -> Frame:
        """The axes: the fixed point in the middle, heights in units of the steepest rise."""
        return Frame(Scale(-_WINDOW, _WINDOW, ()), Scale(-_WINDOW, _WINDOW, ()))

    @cached_property
    def steepest(self) -> float:
        """The rise over a step that is one unit high, so that all is in view for every step."""
        picture = self.picture
        steps = [float(h) for h in (*picture.steps, picture.from_left)]
        slopes = [abs(picture.secant(h)[2]) for h in steps]
        rises = [abs(self._curve(float(h))[:, 1]).max() / float(h) for h in picture.steps[1:]]
        return max(abs(picture.slope), *slopes, *(rise / _REACH for rise in rises)) or 1.0

    def magnified(self, x: float, y: float, h: float) -> Place:
        """Return a place as seen under the lens, where the step is one unit long."""
        (across, up), scale = self.picture.fixed_point, abs(h)
        return (x - across) / scale, (y - up) / (scale * self.steepest)

    def curve(self, h: float) -> FloatArray:
        """Return the curve under the lens, shape (n, 2)."""
        return self._curve(h) / [abs(h), abs(h) * self.steepest]

    def point(self, h: float) -> Place:
        """Return the moving point under the lens."""
        return self.magnified(*self.picture.moving_point(h), h)

    def secant(self, h: float) -> tuple[float, float, float]:
        """Return the origin and the slope of the secant under the lens."""
        return 0.0, 0.0, self.picture.secant(h)[2] / self.steepest

    @property
    def origin(self) -> Place:
        """The fixed point under the lens."""
        return 0.0, 0.0

    def window(self, h: float) -> tuple[Place, Place]:
        """Return the corners of what the lens shows for a step h, as far as it is in the plot."""
        (x, y), frame = self.picture.fixed_point, self.picture.frame
        across, up = _WINDOW * abs(h), _WINDOW * abs(h) * self.steepest
        low = max(x - across, frame.x.low), max(y - up, frame.y.low)
        return low, (min(x + across, frame.x.high), min(y + up, frame.y.high))

    def deviation(self, h: float) -> float:
        """Return how far the curve is from its secant under the lens, in units of the lens."""
        across, up = self.curve(h).T
        return float(np.abs(up - self.secant(h)[2] * across).max())

    def _curve(self, h: float) -> FloatArray:
        """Return the curve around the fixed point, relative to it, shape (n, 2)."""
        x, y = self.picture.fixed_point
        across = np.linspace(-_REACH, _REACH, _SAMPLES) * abs(h)
        up = self.picture.function.raw(x + across) - y
        return np.column_stack([across, up])[np.isfinite(up)]

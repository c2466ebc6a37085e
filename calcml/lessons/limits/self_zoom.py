"""The picture of 1/x next to zero, which is the same after every zoom by ten."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calcml.core.functions import Function
from calcml.core.sampling import Curve
from calcml.core.symbols import x
from calcml.core.types import FloatArray
from calcml.lessons.limits.limit_values import in_frame
from calcml.lessons.scales import Frame, Scale

__all__ = ["Ends", "Place", "SelfZoom"]

Place = tuple[float, float]
Ends = tuple[Place, Place]

_WIDE, _HIGH = 11.6, 11.9  # of the picture, in units of the level
_HEIGHT = 10.0  # where the value of a level stands
_IN_UNITS = Function(10 / x, x)
_NAME = 4.6, 4.6  # where the curve's name stands, right of the bend
_FREE = (0.2, 0.86), (0.5, 0.83)  # of the picture, above the curve and clear of lines


@dataclass(frozen=True)
class SelfZoom:
    """The curve as it is seen at level k, with 10**-k at 1 across and 10**k at 10 up.

    Zooming ten times nearer and ten times higher maps the curve onto itself, so that only the
    numbers on the axes change.
    """

    @property
    def frame(self) -> Frame:
        """The axes in units of the level; their numbers move with the zoom."""
        return Frame(Scale(0.0, _WIDE, ticks=()), Scale(0.0, _HIGH, ticks=()))

    @cached_property
    def curve(self) -> Curve:
        """The curve at every level."""
        return in_frame(_IN_UNITS, self.frame)

    def spot(self, k: float, level: float) -> Place:
        """Return the point over 10**-k as it is seen at a level.

        Parameters
        ----------
        k, level : float

        Returns
        -------
        tuple of two floats
            In units of the level.
        """
        return 10.0 ** (level - k), _HEIGHT * 10.0 ** (k - level)

    def upright(self, k: float, level: float) -> FloatArray:
        """Return the ends of the line across the picture at 10**-k, shape (2, 2)."""
        across, _ = self.spot(k, level)
        return np.array([(across, 0.0), (across, _HIGH)])

    def flat(self, k: float, level: float) -> FloatArray:
        """Return the ends of the line across the picture at the height 10**k, shape (2, 2)."""
        _, up = self.spot(k, level)
        return np.array([(0.0, up), (_WIDE, up)])

    def legs(self, k: float, level: float) -> tuple[Ends, Ends]:
        """Return the lines from the axes to the point over 10**-k."""
        across, up = self.spot(k, level)
        return ((across, 0.0), (across, up)), ((0.0, up), (across, up))

    @property
    def name_place(self) -> Place:
        """Where the curve's name stands."""
        return _NAME

    @property
    def free(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Where nothing is drawn, as shares of the picture's width and height."""
        return _FREE

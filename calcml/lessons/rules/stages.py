"""The picture of a function that becomes another, over its slope, which becomes the other's."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.types import FloatArray
from calcml.lessons.rules.slope_pictures import Ends, Place, short_tangent
from calcml.lessons.scales import Frame

__all__ = ["StagedPicture"]

_SAMPLES = 601


@dataclass(frozen=True)
class StagedPicture:
    """Functions above, their slopes below, and all that lies between one and the next.

    Between stage k and k + 1 both are mixed in the same shares, so that below there is always the
    slope of what is above.

    Attributes
    ----------
    functions, slopes : tuple of Function
        One for each stage.
    upper, lower : Frame
    run : tuple of two floats
        From where to where the tangent slides.
    """

    functions: tuple[Function, ...]
    slopes: tuple[Function, ...]
    upper: Frame
    lower: Frame
    run: tuple[float, float]

    def point(self, stage: float, at: float) -> Place:
        """Return the point of the function."""
        return at, float(_mixed(self.functions, stage, np.array([at]))[0])

    def slope_point(self, stage: float, at: float) -> Place:
        """Return the point of the slope."""
        return at, float(_mixed(self.slopes, stage, np.array([at]))[0])

    def height(self, stage: float, at: float) -> Ends:
        """Return the upright line from the axis to the slope."""
        return (at, 0.0), self.slope_point(stage, at)

    def tangent(self, stage: float, at: float) -> Ends:
        """Return a short tangent."""
        return short_tangent(self.upper, self.point(stage, at), self.slope_point(stage, at)[1])

    def curve(self, stage: float) -> FloatArray:
        """Return the function as far as it is in view; shape (n, 2)."""
        places = np.linspace(*self.upper.x.limits, _SAMPLES)
        return _in_view(places, _mixed(self.functions, stage, places), self.upper)

    def traced(self, stage: float, at: float) -> FloatArray:
        """Return the slope from where the tangent starts; shape (n, 2)."""
        places = np.linspace(*self.run, _SAMPLES)
        places = np.append(places[places < at], at)
        return np.column_stack([places, _mixed(self.slopes, stage, places)])

    @cached_property
    def ghosts(self) -> tuple[tuple[Curve, Curve], ...]:
        """Function and slope of every stage."""
        upper = Window(self.upper.x.limits, self.upper.y.limits)
        lower = Window(self.run, self.lower.y.limits)
        return tuple(
            (sample_curve(f, upper), sample_curve(slope, lower))
            for f, slope in zip(self.functions, self.slopes, strict=True)
        )


def _mixed(functions: Sequence[Function], stage: float, places: FloatArray) -> FloatArray:
    below = min(int(stage), len(functions) - 1)
    above, share = min(below + 1, len(functions) - 1), stage - below
    low, high = (np.broadcast_to(functions[k].raw(places), places.shape) for k in (below, above))
    return np.asarray((1 - share) * low + share * high)


def _in_view(places: FloatArray, values: FloatArray, frame: Frame) -> FloatArray:
    low, high = frame.y.limits
    seen = np.flatnonzero((values >= low) & (values <= high))
    kept = slice(seen[0], seen[-1] + 1)
    return np.column_stack([places[kept], values[kept]])

"""The picture of a function over its slope: what rises above is a height below."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.types import FloatArray
from calcml.lessons.scales import Frame

__all__ = ["Ends", "Place", "SlopePicture", "short_tangent"]

Place = tuple[float, float]
Ends = tuple[Place, Place]

_SAMPLES = 201
_REACH = 0.13  # of a short tangent to both sides, as a share of the width
_ASPECT = 2.2  # width of a plot as a multiple of its height, about


@dataclass(frozen=True)
class SlopePicture:
    """Two plots above one another, with the same x.

    Attributes
    ----------
    function, slope : Function
    upper, lower : Frame
    run : tuple of two floats
        From where to where the tangent slides.
    gap : tuple of two floats or None
        Between these the function has no value, even where the formula of its slope has one.
    """

    function: Function
    slope: Function
    upper: Frame
    lower: Frame
    run: tuple[float, float]
    gap: tuple[float, float] | None = None

    @cached_property
    def curve(self) -> Curve:
        """The function."""
        return sample_curve(self.function, Window(self.upper.x.limits, self.upper.y.limits))

    @cached_property
    def slope_curve(self) -> Curve:
        """The slope."""
        (low, high), up = self.lower.x.limits, self.lower.y.limits
        spans = ((low, self.gap[0]), (self.gap[1], high)) if self.gap else ((low, high),)
        curves = (sample_curve(self.slope, Window(span, up)) for span in spans)
        return Curve(tuple(piece for curve in curves for piece in curve.pieces))

    def point(self, at: float) -> Place:
        """Return the point of the function."""
        return at, self.function(at)

    def slope_point(self, at: float) -> Place:
        """Return the point of the slope."""
        return at, self.slope(at)

    def height(self, at: float) -> Ends:
        """Return the upright line from the axis to the slope."""
        return (at, 0.0), self.slope_point(at)

    def tangent(self, at: float) -> Ends:
        """Return a short tangent, about equally long wherever it is."""
        return short_tangent(self.upper, self.point(at), self.slope(at))

    def traced(self, at: float) -> FloatArray:
        """Return the slope from where the tangent starts; shape (n, 2)."""
        places = np.linspace(*self.run, _SAMPLES)
        places = np.append(places[places < at], at)
        return np.column_stack([places, self.slope.raw(places)])


def short_tangent(frame: Frame, place: Place, slope: float) -> Ends:
    """Return a piece of a tangent, about equally long whatever its slope, within the plot.

    Parameters
    ----------
    frame : Frame
        With linear axes.
    place : tuple of two floats
        The middle of the piece.
    slope : float

    Returns
    -------
    tuple of two places

    Examples
    --------
    >>> from calcml.lessons.scales import ticked
    >>> frame = Frame(ticked(0, 10, 1), ticked(0, 10, 1))
    >>> short_tangent(frame, (10.0, 5.0), 0.0)
    ((8.7, 5.0), (10.0, 5.0))
    """
    wide, high = (s.limits[1] - s.limits[0] for s in (frame.x, frame.y))
    across = _REACH * wide / np.hypot(1.0, slope * wide / (_ASPECT * high))
    (x, y), ends = place, []
    for sign, edge in zip((-1, 1), frame.x.limits, strict=True):
        room = [abs(edge - x), across]
        if slope:
            level = frame.y.limits[int(sign * slope > 0)]
            room.append(abs((level - y) / slope))
        run = float(min(room))
        ends.append((x + sign * run, y + sign * slope * run))
    return ends[0], ends[1]

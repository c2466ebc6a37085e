"""The picture of a straight line with two of its points, a step apart."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from calcml.core.sampling import Curve
from calcml.core.types import FloatArray
from calcml.lessons.placing import Name, free_place
from calcml.lessons.scales import Frame

__all__ = ["Ends", "Place", "StraightPicture"]

Place = tuple[float, float]
Ends = tuple[Place, Place]


@dataclass(frozen=True)
class StraightPicture:
    """A line through a frame, a fixed point on it, and one a step to its right.

    Attributes
    ----------
    slope, height : float
        Of the line; the height where it crosses the upright axis.
    at : float
        The fixed point's coordinate.
    longest : float
        The longest step.
    frame : Frame
    """

    slope: float
    height: float
    at: float
    longest: float
    frame: Frame

    def on_line(self, across: float) -> Place:
        """Return the point of the line over a place."""
        return across, self.height + self.slope * across

    @property
    def curve(self) -> Curve:
        """The line across the frame, as far as it is in view."""
        low, high = self.frame.x.limits
        if self.slope:
            high = min(high, (self.frame.y.limits[1] - self.height) / self.slope)
        return Curve((np.array([self.on_line(low), self.on_line(high)]),))

    @property
    def end(self) -> Place:
        """Where the line leaves the frame."""
        across, up = self.curve.pieces[-1][-1].tolist()
        return across, up

    def point(self, h: float) -> Place:
        """Return the point a step away."""
        return self.on_line(self.at + h)

    def run(self, h: float) -> Ends:
        """Return the step, drawn level from the fixed point."""
        start = self.point(0.0)
        return start, (self.at + h, start[1])

    def rise(self, h: float) -> Ends:
        """Return the difference of the heights, drawn upright at the other point."""
        _, corner = self.run(h)
        return corner, self.point(h)

    def steps_along(self, h: float) -> FloatArray:
        """Return the way from the fixed point along run and rise, shape (3, 2)."""
        start, corner = self.run(h)
        return np.array([start, corner, self.point(h)])

    def drop(self, h: float) -> Ends:
        """Return the line from a point a step away down to the axis."""
        across, up = self.point(h)
        return (across, self.frame.y.limits[0]), (across, up)

    def foot(self, h: float) -> Place:
        """Return the place on the axis under a point a step away."""
        return self.at + h, self.frame.y.limits[0]

    def middle_of_run(self, h: float) -> Place:
        """Return the middle of the step."""
        (left, up), (right, _) = self.run(h)
        return (left + right) / 2, up

    def name_place(self, width: float, height: float) -> Place:
        """Return where the line's name stands: beside its end, clear of the longest step.

        Parameters
        ----------
        width, height : float
            The name's room in shares of the plot.
        """
        end = self.curve.pieces[-1][-1:]
        return free_place(self.frame, Name(width, height), clear_of=self._drawn, near=end)

    @property
    def _drawn(self) -> Iterable[Curve | FloatArray]:
        yield self.curve
        yield self.steps_along(self.longest)
        yield from (np.array(self.drop(h)) for h in (0.0, self.longest))

"""Steps along an axis from a point of a surface, and the secants through both ends."""

from dataclasses import dataclass

import numpy as np

from calcml.core.functions import Function
from calcml.core.types import FloatArray
from calcml.lessons.surfaces.cuts import heading

__all__ = ["SideStep", "side_step"]

_BEYOND = 0.35  # of a secant on both sides of its points, in lengths of a box with sides one

Place = tuple[float, float]


@dataclass(frozen=True, eq=False)
class SideStep:
    """A step along an axis, on a surface and in the plane of its cut.

    Attributes
    ----------
    ends : FloatArray, shape (2, 3)
        The two points on the surface.
    secant : FloatArray, shape (2, 3)
        The ends of a line through both, in space.
    foot : FloatArray, shape (2, 3)
        The step on the floor below them.
    start, end : tuple of two floats
        The two points in the plane of the cut: coordinate along the axis, and height.
    slope : float
    """

    ends: FloatArray
    secant: FloatArray
    foot: FloatArray
    start: Place
    end: Place
    slope: float

    @property
    def through(self) -> tuple[float, float, float]:
        """The secant in the plane of the cut: a point and its slope."""
        return (*self.start, self.slope)

    @property
    def run(self) -> tuple[Place, Place]:
        """The step itself in that plane, at the height of its start."""
        return self.start, self.corner

    @property
    def rise(self) -> tuple[Place, Place]:
        """How far the surface rises over it."""
        return self.corner, self.end

    @property
    def corner(self) -> Place:
        """Below the end, at the height of the start."""
        return self.end[0], self.start[1]


def side_step(
    f: Function, at: Place, degrees: float, step: float, *, box: FloatArray, floor: float
) -> SideStep:
    """Step from a point along a direction.

    Parameters
    ----------
    f : Function
        Of two variables, with a value at both ends.
    at : tuple of two floats
        Below the point.
    degrees : float
        Direction of the step, from the x-axis: 0 or 90.
    step : float
        Its length.
    box : FloatArray, shape (3,)
        The extent of what is shown, by which the length of a secant is measured.
    floor : float
        Height of the floor.

    Returns
    -------
    SideStep

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> f = Function(x * y**2 + x**3, (x, y))
    >>> side_step(f, (1, 2), 0, 1, box=np.ones(3), floor=0).slope
    11.0
    """
    (a, b), (u, v) = at, heading(degrees)
    below = np.array([[a, b], [a + step * u, b + step * v]])
    heights = f.raw(*below.T)
    ends = np.column_stack([below, heights])
    slope = float((heights[1] - heights[0]) / step)
    ahead = np.array([u, v, slope])
    more = _BEYOND / np.linalg.norm(ahead / box) * ahead
    along = below @ np.array([u, v])
    start, end = ((float(s), float(z)) for s, z in zip(along, heights, strict=True))
    return SideStep(
        ends, np.stack([ends[0] - more, ends[1] + more]),
        np.column_stack([below, [floor, floor]]), start, end, slope,
    )  # fmt: skip

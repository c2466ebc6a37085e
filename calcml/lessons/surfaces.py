"""Surfaces over a window, and the curves in which upright planes cut them."""

import math
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np

from calcml.core.functions import Function
from calcml.core.types import FloatArray
from calcml.core.window import Window
from calcml.lessons.lesson import Lesson
from calcml.lessons.scales import Scale, nice_scale

__all__ = ["Cut", "Range", "SlicedSurface", "floor_axes", "heading", "height_grid", "upright_cut"]

Range = tuple[float, float]

_POINTS = 97  # of a cut
_TANGENT = 0.3  # half the length of a tangent, as a share of the box


@dataclass(frozen=True, eq=False)
class Cut:
    """An upright plane through a surface, the curve on both, and a tangent to it.

    Attributes
    ----------
    path : FloatArray, shape (n, 3)
        The curve in space.
    places : FloatArray, shape (n, 2)
        The same curve in its plane: distance along the plane, and height.
    touch : FloatArray, shape (3,)
        Where the tangent touches.
    place : tuple of two floats
        The same point in the plane.
    slope : float
        The slope of the tangent: the rate of change in the direction of the plane.
    tangent : FloatArray, shape (2, 3)
        The ends of the tangent in space.
    """

    path: FloatArray
    places: FloatArray
    touch: FloatArray
    place: tuple[float, float]
    slope: float
    tangent: FloatArray

    @property
    def through(self) -> tuple[float, float, float]:
        """The tangent in the plane: a point and its slope."""
        return (*self.place, self.slope)

    def pane(self, heights: Range) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the upright plane between two heights: its middle and half its two edges."""
        foot = np.array([0.0, 0.0, 1.0])
        ends = self.path[[0, -1]] * (1.0, 1.0, 0.0)
        low, high = heights
        return (
            ends.mean(axis=0) + (low + high) / 2 * foot,
            (ends[1] - ends[0]) / 2,
            (high - low) / 2 * foot,
        )


def height_grid(f: Function, window: Window, *, cells: int = 64) -> FloatArray:
    """Sample a surface.

    Parameters
    ----------
    f : Function
        Of two variables.
    window : Window
        The rectangle of arguments, borders included.
    cells : int
        Faces in each direction.

    Returns
    -------
    FloatArray, shape (cells + 1, cells + 1, 3)
    """
    across, up = (np.linspace(*side, cells + 1) for side in (window.x, window.y))
    x, y = np.meshgrid(across, up, indexing="ij")
    return np.stack([x, y, np.broadcast_to(f(x, y), x.shape)], axis=-1)


def heading(degrees: float) -> tuple[float, float]:
    """Return the unit vector at an angle to the x-axis, exact along the axes.

    Parameters
    ----------
    degrees : float

    Returns
    -------
    tuple of two floats

    Examples
    --------
    >>> heading(0), heading(90)
    ((1.0, 0.0), (0.0, 1.0))
    """
    if degrees % 90 == 0:
        return ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[int(degrees // 90) % 4]
    return math.cos(math.radians(degrees)), math.sin(math.radians(degrees))


@lru_cache(maxsize=4)
def upright_cut(
    f: Function,
    at: tuple[float, float],
    degrees: float,
    *,
    window: Window,
    heights: Range,
    start: float | None = None,
) -> Cut:
    """Cut a surface by the upright plane through a point.

    Parameters
    ----------
    f : Function
        Of two variables.
    at : tuple of two floats
        The point in the xy-plane, inside the window.
    degrees : float
        Direction of the plane, from the x-axis.
    window : Window
        Where the surface is shown.
    heights : tuple of two floats
        The heights that are shown.
    start : float, optional
        What distance the point itself has along the plane; by default the distances are the
        coordinate x of a plane along x, and y of one along y.

    Returns
    -------
    Cut
    """
    (a, b), (u, v) = at, heading(degrees)
    slope = sum(c * s(a, b) for c, s in zip((u, v), _slopes(f), strict=True))
    s = np.linspace(*_stretch(at, (u, v), window), _POINTS)
    x, y = (np.clip(p + w * s, *side)
            for p, w, side in ((a, u, window.x), (b, v, window.y)))  # fmt: skip
    z = np.broadcast_to(f(x, y), x.shape)
    origin = a * u + b * v if start is None else start
    touch = np.array([a, b, f(a, b)])
    ahead = np.array([u, v, slope])
    box = np.array([*window.size, heights[1] - heights[0]])
    half = _TANGENT / np.linalg.norm(ahead / box) * ahead
    return Cut(
        np.stack([x, y, z], axis=1), np.stack([origin + s, z], axis=1), touch,
        (origin, float(touch[2])), slope, np.stack([touch - half, touch + half]),
    )  # fmt: skip


def floor_axes(window: Window, heights: Range) -> Mapping[str, FloatArray]:
    """Return the axes along the borders of the floor, and the one upwards at their far corner.

    Parameters
    ----------
    window : Window
    heights : tuple of two floats

    Returns
    -------
    mapping of str to FloatArray, shape (2, 3)
        Start and tip of the axes x, y and z; x in front, y at the right.
    """
    (width, depth), (low, high) = window.size, heights
    (left, right), (front, back) = window.x, window.y
    return {
        "x": np.array([(left, front, low), (right + 0.12 * width, front, low)]),
        "y": np.array([(right, front, low), (right, back + 0.12 * depth, low)]),
        "z": np.array([(left, front, low), (left, front, high + 0.08 * (high - low))]),
    }


@cache
def _slopes(f: Function) -> tuple[Function, ...]:
    return tuple(f.derivative(v) for v in f.variables)


def _stretch(at: tuple[float, float], direction: tuple[float, float], window: Window) -> Range:
    """Return from where to where a line through a point lies in a window, by distance."""
    low, high = -math.inf, math.inf
    for p, w, side in zip(at, direction, (window.x, window.y), strict=True):
        if w:
            ends = sorted((end - p) / w for end in side)
            low, high = max(low, ends[0]), min(high, ends[1])
    return low, high


@dataclass(frozen=True, kw_only=True)
class SlicedSurface(Lesson):
    """A surface with a plane through it that slides along y and turns about a pivot.

    Attributes
    ----------
    function : Function
        The surface, of x and y.
    """

    function: Function

    @property
    @abstractmethod
    def window(self) -> Window:
        """Where the surface is shown."""

    @property
    @abstractmethod
    def pivot(self) -> float:
        """The x of the point at which slopes are measured."""

    @cached_property
    def grid(self) -> FloatArray:
        """The surface, shape (n, m, 3)."""
        return height_grid(self.function, self.window)

    @cached_property
    def up(self) -> Scale:
        """The scale of heights, with a little room below."""
        low, high = float(self.grid[..., 2].min()), float(self.grid[..., 2].max())
        if low == high:
            low, high = low - 1, high + 1
        return nice_scale(low - 0.04 * (high - low), high, count=4)

    @property
    def heights(self) -> Range:
        """The heights that are shown."""
        return self.up.limits

    @property
    def levels(self) -> tuple[float, ...]:
        """The heights of the level lines: those that the plot's axis names."""
        return tuple(float(tick) for tick in self.up.ticks)

    @property
    def axes(self) -> Mapping[str, FloatArray]:
        """The axes in space by name: start and tip of each, shape (2, 3)."""
        return floor_axes(self.window, self.heights)

    def cut(self, offset: float, degrees: float, start: float | None = None) -> Cut:
        """Return the cut through the point above the pivot and a y.

        Parameters
        ----------
        offset : float
            The y.
        degrees : float
            Direction of the plane, from the x-axis.
        start : float, optional
            What distance the point has along the plane, if not its coordinate.

        Returns
        -------
        Cut
        """
        return upright_cut(
            self.function, (self.pivot, offset), degrees,
            window=self.window, heights=self.heights, start=start,
        )  # fmt: skip

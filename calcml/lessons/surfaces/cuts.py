"""Upright planes through a surface, the curves that they cut out, and their tangents."""

import math
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from calcml.core.functions import Function
from calcml.core.types import BoolArray, FloatArray
from calcml.core.window import Window
from calcml.lessons.framing import Range
from calcml.lessons.surfaces.jumps import jumps
from calcml.lessons.surfaces.terrain import is_shown

__all__ = ["Cut", "heading", "upright_cut"]

_POINTS = 97  # of a cut
_SEARCHED = 4  # times as many, where a cut may end inside the window
_HALVINGS = 40
_TANGENT = 0.3  # half the length of a tangent, as a share of the box
_NEARBY = 1e-6  # of the window: how far a slope looks where its formula has no value
_STEEP = 0.02  # of the heights: a smaller step between neighbours is no jump


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
    foot : FloatArray, shape (2, 2)
        Where the plane enters and leaves the window.
    """

    path: FloatArray
    places: FloatArray
    touch: FloatArray
    place: tuple[float, float]
    slope: float
    tangent: FloatArray
    foot: FloatArray

    @property
    def through(self) -> tuple[float, float, float]:
        """The tangent in the plane: a point and its slope."""
        return (*self.place, self.slope)

    def pane(self, heights: Range) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the upright plane between two heights: its middle and half its two edges."""
        up = np.array([0.0, 0.0, 1.0])
        ends = np.column_stack([self.foot, np.zeros(2)])
        low, high = heights
        return (
            ends.mean(axis=0) + (low + high) / 2 * up,
            (ends[1] - ends[0]) / 2,
            (high - low) / 2 * up,
        )


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
    broken: bool = False,
) -> Cut:
    """Cut a surface by the upright plane through a point.

    Parameters
    ----------
    f : Function
        Of two variables, with a value at the point.
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
    broken : bool
        Whether the surface may end, jump or leave the heights inside the window. The curve is
        then the piece on which the point lies.

    Returns
    -------
    Cut
    """
    (a, b), (u, v) = at, heading(degrees)
    line = _Line(f, at, (u, v), window)
    ends = line.piece(heights) if broken else line.stretch
    s = np.linspace(*ends, _POINTS)
    x, y = line.places(s)
    z = np.broadcast_to(f.raw(x, y), x.shape)
    origin = a * u + b * v if start is None else start
    touch, slope = np.array([a, b, f(a, b)]), line.slope
    ahead = np.array([u, v, slope])
    box = np.array([*window.size, heights[1] - heights[0]])
    half = _TANGENT / np.linalg.norm(ahead / box) * ahead
    return Cut(
        np.stack([x, y, z], axis=1), np.stack([origin + s, z], axis=1), touch,
        (origin, float(touch[2])), slope, np.stack([touch - half, touch + half]),
        np.array([*line.places(np.array(line.stretch))]).T,
    )  # fmt: skip


@cache
def _slopes(f: Function) -> tuple[Function, ...]:
    return tuple(f.derivative(v) for v in f.variables)


@dataclass(frozen=True)
class _Line:
    """A line through a point of the plane, and a function along it."""

    f: Function
    at: tuple[float, float]
    direction: tuple[float, float]
    window: Window

    @property
    def stretch(self) -> Range:
        """From where to where it lies in the window, by distance from the point."""
        low, high = -math.inf, math.inf
        sides = self.window.x, self.window.y
        for p, w, side in zip(self.at, self.direction, sides, strict=True):
            if w:
                ends = sorted((end - p) / w for end in side)
                low, high = max(low, ends[0]), min(high, ends[1])
        return low, high

    def places(self, s: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the points at some distances."""
        (a, b), (u, v) = self.at, self.direction
        return np.clip(a + u * s, *self.window.x), np.clip(b + v * s, *self.window.y)

    @property
    def slope(self) -> float:
        """The slope at the point; where its formula has no value, that between two neighbours."""
        found = sum(
            w * float(slope.raw(*self.at))
            for w, slope in zip(self.direction, _slopes(self.f), strict=True)
            if w
        )
        if math.isfinite(found):
            return found
        s = _NEARBY * max(self.window.size) * np.array([-1.0, 1.0])
        (a, b), (u, v) = self.at, self.direction
        low, high = self.f.raw(a + u * s, b + v * s).tolist()
        between = (high - low) / float(s[1] - s[0])
        return between if math.isfinite(between) else 0.0

    def piece(self, heights: Range) -> Range:
        """Return from where to where the curve runs through the point without a break."""
        low, high = self.stretch
        least = 1e-3 * (high - low)  # a curve has some length, even at the very edge
        return min(self._reach(low, heights), -least), max(self._reach(high, heights), least)

    def _reach(self, end: float, heights: Range) -> float:
        """Return how far the curve runs from the point towards an end."""
        s = np.linspace(0.0, end, _SEARCHED * _POINTS)
        places = np.stack(self.places(s), axis=1)
        shown = self._shown(s, heights)
        step = _STEEP * (heights[1] - heights[0])
        torn = jumps(self.f, places[:-1], places[1:], step)
        stops = np.flatnonzero(torn | ~shown[1:])
        if not len(stops):
            return end
        last = int(stops[0])
        if shown[last + 1]:
            return float(s[last])
        near, far = s[[last]], s[[last + 1]]
        for _ in range(_HALVINGS):
            middle = (near + far) / 2
            on = self._shown(middle, heights)
            near, far = np.where(on, middle, near), np.where(on, far, middle)
        return float(near[0])

    def _shown(self, s: FloatArray, heights: Range) -> BoolArray:
        return is_shown(self.f.raw(*self.places(s)), heights)

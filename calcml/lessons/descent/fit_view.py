"""Where the things of a fitted line stand: data, map of lines, ellipses of equal cost."""

from collections.abc import Sequence

import numpy as np
import sympy as sp

from calcml.core.contours import LevelCurve
from calcml.core.functions import Function
from calcml.core.sampling import Window
from calcml.core.types import FloatArray
from calcml.core.window import clipped
from calcml.lessons.descent.legible import legible_scale
from calcml.lessons.descent.quadratics import Place
from calcml.lessons.placing import Name, free_place
from calcml.lessons.scales import Frame, nice_scale

__all__ = ["data_frame", "level_ellipse", "map_frame", "name_place"]

_ROOM = 24  # characters along half of the stage
_ASPECT = 1.36  # height of the map against its width
_SLIM = 6  # how much longer than wide a path may be in a map of equal units
_VERTICES = 361
_NEAR_ZERO = 0.5  # how far beyond the data, in their spans, an axis reaches to show zero
_LETTER = 0.12  # width of an axis' letter, in shares
_LAW = ((0.2, 0.7), (0.84, 1.0))  # where the line's name stands if it may, in shares


def data_frame(points: Sequence[Place], line: Place) -> Frame:
    """Return the axes for points and a first line, given by slope and intercept.

    Parameters
    ----------
    points : sequence of (x, y)
    line : tuple of two floats

    Returns
    -------
    Frame
        With the points and the first line at them in view, and zero if it is not far away.
    """
    xs, ys = zip(*points, strict=True)
    left, right = _with_zero(min(xs), max(xs))
    heights = [line[0] * across + line[1] for across in (min(xs), max(xs))]
    low, high = _with_zero(min(*ys, *heights), max(*ys, *heights))
    across, up = right - left, high - low
    return Frame(
        legible_scale(left - 0.075 * across, right + 0.15 * across, count=5, room=_ROOM),
        nice_scale(low - 0.06 * up, high + 0.16 * up, count=5),
    )


def map_frame(path: FloatArray) -> Frame:
    """Return the axes of the map of lines, around a path of slopes and intercepts.

    Parameters
    ----------
    path : FloatArray, shape (n, 2)

    Returns
    -------
    Frame
        With equal units on both axes, unless the path is much longer one way than the other.
    """
    low, high = path.min(axis=0), path.max(axis=0)
    middle, width, height = (low + high) / 2, high[0] - low[0], high[1] - low[1]
    half = 0.6 * max(width, height / _ASPECT)
    across = half if half < 0.6 * _SLIM * width else 0.75 * width or half
    up = _ASPECT * half if _ASPECT * half < 0.6 * _SLIM * height else 0.75 * height or half
    return Frame(
        legible_scale(middle[0] - across, middle[0] + across, count=4, room=_ROOM),
        nice_scale(middle[1] - up, middle[1] + up, count=5),
    )


def level_ellipse(cost: Function, lowest: Place, bottom: float, rise: float) -> LevelCurve:
    """Return the ellipse of the lines that cost so much more than the best one.

    Parameters
    ----------
    cost : Function
        A convex quadratic of two variables.
    lowest : tuple of two floats
        Where it is lowest.
    bottom, rise : float
        Its least value, and the height above it.

    Returns
    -------
    LevelCurve
        Closed.
    """
    hessian = np.array(sp.hessian(cost.expression, cost.variables).tolist(), dtype=np.float64)
    root = np.linalg.cholesky(hessian)
    angle = np.linspace(0, 2 * np.pi, _VERTICES)
    circle = np.sqrt(2 * rise) * np.stack([np.cos(angle), np.sin(angle)])
    piece = np.array(lowest) + np.linalg.solve(root.T, circle).T
    piece[-1] = piece[0]
    return LevelCurve(bottom + rise, (piece,))


def name_place(frame: Frame, points: Sequence[Place], lines: Sequence[FloatArray]) -> Place:
    """Return where the name of the line stands: at the top if that is free, else elsewhere.

    Parameters
    ----------
    frame : Frame
    points : sequence of (x, y)
    lines : sequence of FloatArray, each of shape (n, 2)

    Returns
    -------
    tuple of two floats
    """
    inside = Window(x=frame.x.limits, y=frame.y.limits)
    seen = [piece for line in lines for piece in clipped([line], inside).pieces]
    dots = np.array(points)
    shares = [
        np.column_stack([frame.x.shares(each[:, 0]), frame.y.shares(each[:, 1])])
        for each in (*seen[-1:], dots)
    ]
    (left, right), (low, high) = _LAW
    taken = any(
        ((left < u) & (u < right) & (low < v) & (v < high)).any() for u, v in (s.T for s in shares)
    )
    axis = frame.x.share(0.0)
    if taken or left - _LETTER < axis < right + _LETTER:
        letter = frame.x.low + (axis - _LETTER / 2) * (frame.x.high - frame.x.low)
        upright = np.array([[letter, frame.y.low], [letter, frame.y.high]])
        obstacles = [*seen, *dots.reshape(-1, 1, 2), upright]
        return free_place(frame, Name(0.46, 0.1), clear_of=obstacles, near=dots)
    across = frame.x.low + (left + right) / 2 * (frame.x.high - frame.x.low)
    return across, frame.y.low + 0.93 * (frame.y.high - frame.y.low)


def _with_zero(low: float, high: float) -> tuple[float, float]:
    """Return the ends of an interval, stretched to zero if that is not far."""
    span = (high - low) or abs(low) or 1.0
    if high == low:
        low, high = low - span / 2, high + span / 2
    near = _NEAR_ZERO * span
    return (0.0 if 0 < low <= near else low), (0.0 if -near <= high < 0 else high)

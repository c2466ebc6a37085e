"""Placing: a free spot in a plot for a name, clear of curves, points and other names.

Places are compared in shares of the plot's width and height, since a lesson knows no pixels; a
picture is taken to be about half as wide again as high.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from calcml.core.sampling import Curve
from calcml.core.types import FloatArray
from calcml.lessons.scales import Frame, LogScale

__all__ = ["Name", "free_place"]

_ASPECT = 1.5  # width of a plot as a multiple of its height
_BORDER = 0.02  # stays free along the plot's border
_CLEAR = 0.02  # distance that a name keeps from everything, in heights of the plot
_DENSE = 0.01  # distance of the points by which a line is known, in shares
_GRID = 41  # places tried in each direction


@dataclass(frozen=True)
class Name:
    """The room that a name takes.

    Attributes
    ----------
    width, height : float
        In shares of the plot. A formula of n signs in a plot as wide as the stage takes about
        0.017·n by 0.07.
    """

    width: float
    height: float = 0.07


def free_place(
    frame: Frame,
    name: Name,
    *,
    clear_of: Iterable[Curve | FloatArray],
    near: FloatArray | None = None,
) -> tuple[float, float]:
    """Return the middle of a free spot for a name.

    Parameters
    ----------
    frame : Frame
        The axes of the plot.
    name : Name
        The room it takes.
    clear_of : iterable of Curve or FloatArray, each of shape (n, 2)
        What it must not touch: curves, and lines through points; a single point is one as well.
    near : FloatArray, shape (n, 2), optional
        What it names: of all clear spots the nearest to one of these points is taken. By
        default the spot with the most room around it.

    Returns
    -------
    tuple of two floats
        Coordinates of the plot. Without any clear spot, that with the most room.

    Examples
    --------
    >>> from calcml.lessons.scales import ticked
    >>> frame = Frame(ticked(0, 10, 1), ticked(0, 10, 1))
    >>> diagonal = np.array([[0.0, 0.0], [10.0, 10.0]])
    >>> x, y = free_place(frame, Name(0.2), clear_of=[diagonal], near=np.array([[10.0, 10.0]]))
    >>> x > 7, abs(y - x) > 0.5
    (True, True)
    """
    lines = [line for each in clear_of for line in _lines(each)]
    obstacles = np.vstack([np.empty((0, 2)), *(_dense(_shares(frame, line)) for line in lines)])
    spots = _spots(name)
    room = np.array([_room(spot, name, obstacles) for spot in spots])
    clear = room >= min(_CLEAR, float(room.max()))
    if near is None:
        best = int(np.argmax(room))
    else:
        away = np.array([_nearest(spot, _shares(frame, near)) for spot in spots])
        best = int(np.argmin(np.where(clear, away, np.inf)))
    return _coordinates(frame, spots[best])


def _lines(thing: Curve | FloatArray) -> tuple[FloatArray, ...]:
    return thing.pieces if isinstance(thing, Curve) else (thing,)


def _shares(frame: Frame, points: FloatArray) -> FloatArray:
    x, y = np.asarray(points, dtype=np.float64).reshape(-1, 2).T
    return np.column_stack([frame.x.shares(x), frame.y.shares(y)])


def _coordinates(frame: Frame, spot: FloatArray) -> tuple[float, float]:
    place = []
    for scale, share in ((frame.x, spot[0]), (frame.y, spot[1])):
        value = scale.low + float(share) * (scale.high - scale.low)
        place.append(10.0**value if isinstance(scale, LogScale) else value)
    return place[0], place[1]


def _dense(line: FloatArray) -> FloatArray:
    """Return points along a line, close enough together that no name slips between them."""
    pieces = [line[:1]]
    for start, end in pairwise(line):
        count = min(400, int(np.abs(end - start).max() / _DENSE) + 1)
        pieces.append(start + np.linspace(0, 1, count + 1)[1:, np.newaxis] * (end - start))
    return np.vstack(pieces)


def _spots(name: Name) -> FloatArray:
    sides = (
        np.linspace(_BORDER + size / 2, 1 - _BORDER - size / 2, _GRID) if size < 1 else [0.5]
        for size in (name.width, name.height)
    )
    return np.array(np.meshgrid(*sides)).reshape(2, -1).T


def _room(spot: FloatArray, name: Name, obstacles: FloatArray) -> float:
    """Return the distance from a name's box to the nearest obstacle, in heights of the plot."""
    if not len(obstacles):
        return 1.0
    beyond = np.abs(obstacles - spot) - np.array([name.width, name.height]) / 2
    across, up = np.maximum(beyond, 0).T * np.array([[_ASPECT], [1.0]])
    return float(np.hypot(across, up).min())


def _nearest(spot: FloatArray, points: FloatArray) -> float:
    across, up = (points - spot).T * np.array([[_ASPECT], [1.0]])
    return float(np.hypot(across, up).min())

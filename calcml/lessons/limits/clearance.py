"""Clearance: whether a name in a plot touches a line."""

from collections.abc import Iterable

import numpy as np

from calcml.core.types import FloatArray
from calcml.lessons.placing import Name
from calcml.lessons.scales import Frame

__all__ = ["axis_lines", "is_clear", "outline"]

_FINE = 40  # points for one of a line


def outline(frame: Frame, place: tuple[float, float], name: Name) -> FloatArray:
    """Return a line around and across a name that stands somewhere, for others to keep clear of.

    Parameters
    ----------
    frame : Frame
        The axes of the plot.
    place : tuple of two floats
        The middle of the name.
    name : Name
        The room it takes.

    Returns
    -------
    FloatArray, shape (8, 2)
    """
    (left, right), (low, high) = frame.x.limits, frame.y.limits
    w, h = name.width * (right - left) / 2, name.height * (high - low) / 2
    turns = ((-w, -h), (w, -h), (w, h), (-w, h), (-w, -h), (w, h), (-w, 0), (w, 0))
    return np.array(place) + np.array(turns)


def is_clear(
    frame: Frame, place: tuple[float, float], name: Name, lines: Iterable[FloatArray]
) -> bool:
    """Tell whether no line runs through a name.

    Parameters
    ----------
    frame : Frame
    place : tuple of two floats
    name : Name
    lines : iterable of FloatArray, each of shape (n, 2)
        Points joined by straight lines.

    Returns
    -------
    bool
    """
    corners = outline(frame, place, name)
    (left, low), (right, high) = corners.min(axis=0), corners.max(axis=0)
    for line in lines:
        fine = np.linspace(0, len(line) - 1, _FINE * len(line))
        across, up = (np.interp(fine, np.arange(len(line)), each) for each in line.T)
        if np.any((left < across) & (across < right) & (low < up) & (up < high)):
            return False
    return True


def axis_lines(frame: Frame) -> list[FloatArray]:
    """Return the axes that run through the plot: those on which the other coordinate is zero.

    Parameters
    ----------
    frame : Frame

    Returns
    -------
    list of FloatArray, each of shape (2, 2)
    """
    (left, right), (low, high) = frame.x.limits, frame.y.limits
    lines = []
    if low < 0 < high:
        lines.append(np.array([[left, 0.0], [right, 0.0]]))
    if left < 0 < right:
        lines.append(np.array([[0.0, low], [0.0, high]]))
    return lines

"""The part of the plane that is shown, and curves cut to it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from calcml.core.decimals import exact
from calcml.core.errors import InvalidArgument
from calcml.core.types import FloatArray

__all__ = ["Curve", "Window", "clipped", "rising"]


def rising(name: str, ends: tuple[float, float]) -> tuple[float, float]:
    """Check the ends of an interval.

    Parameters
    ----------
    name : str
        What the interval is, for the message.
    ends : tuple of two floats

    Returns
    -------
    tuple of two floats

    Raises
    ------
    InvalidArgument
        If there are not two ends, one is not finite, or they do not rise.

    Examples
    --------
    >>> rising("span", (0, 1))
    (0.0, 1.0)
    """
    try:
        low, high = ends
        if type(low) is type(high) is float and low < high and high - low < math.inf:
            return ends
        rise = float(exact(high) - exact(low))
    except (InvalidArgument, TypeError, ValueError):
        rise = math.nan
    if not 0 < rise < math.inf or not float(low) < float(high):
        raise InvalidArgument(f"{name} must rise between two finite ends, got {ends}")
    return float(low), float(high)


@dataclass(frozen=True)
class Window:
    """The part of the plane that is shown.

    Attributes
    ----------
    x, y : tuple of two floats
        The lower and the upper end, finite and rising.

    Raises
    ------
    InvalidArgument
        If an end is not finite or the ends do not rise.

    Examples
    --------
    >>> Window(x=(-1, 1), y=(0, 2)).size
    (2.0, 2.0)
    """

    x: tuple[float, float]
    y: tuple[float, float]

    def __post_init__(self) -> None:
        object.__setattr__(self, "x", rising("the window's x", self.x))
        object.__setattr__(self, "y", rising("the window's y", self.y))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.x[1] - self.x[0], self.y[1] - self.y[0]


@dataclass(frozen=True, eq=False)
class Curve:
    """A curve as connected pieces.

    Attributes
    ----------
    pieces : tuple of FloatArray, each of shape (n, 2)
        Points in order, finite and inside the window, n > 1, read-only; between two pieces the
        pen is lifted.
    """

    pieces: tuple[FloatArray, ...]


def clipped(pieces: Iterable[FloatArray], window: Window) -> Curve:
    """Cut pieces to a window.

    Parameters
    ----------
    pieces : iterable of FloatArray, each of shape (n, 2)
    window : Window

    Returns
    -------
    Curve
        Pieces that leave the window end exactly on its border.

    Examples
    --------
    >>> line = np.array([[0.0, -1.0], [2.0, 3.0]])
    >>> clipped([line], Window(x=(0, 2), y=(0, 2))).pieces[0].tolist()
    [[0.5, 0.0], [1.5, 2.0]]
    """
    kept = list(pieces)
    for axis, (low, high) in enumerate((window.x, window.y)):
        kept = [part for piece in kept for part in _cut(piece, axis, low, high)]
    for piece in kept:
        piece.setflags(write=False)
    return Curve(tuple(kept))


def _cut(piece: FloatArray, axis: int, low: float, high: float) -> list[FloatArray]:
    """Return the parts of a line of points between two values of one coordinate."""
    dense = _with_crossing(_with_crossing(piece, axis, low), axis, high)
    inside = (dense[:, axis] >= low) & (dense[:, axis] <= high)
    changes = np.flatnonzero(np.diff(inside)) + 1
    parts = zip(np.split(dense, changes), np.split(inside, changes), strict=True)
    return [part.copy() for part, kept in parts if kept[0] and len(part) > 1]


def _with_crossing(piece: FloatArray, axis: int, border: float) -> FloatArray:
    """Insert the points where a line of points crosses a border."""
    beyond = piece[:, axis] - border
    before = np.flatnonzero(np.sign(beyond[:-1]) * np.sign(beyond[1:]) < 0)
    start, end = piece[before], piece[before + 1]
    share = (beyond[before] / (beyond[before] - beyond[before + 1]))[:, np.newaxis]
    crossing = np.clip(
        start + share * (end - start), np.minimum(start, end), np.maximum(start, end)
    )
    crossing[:, axis] = border
    return np.insert(piece, before + 1, crossing, axis=0)

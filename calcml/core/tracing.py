"""Following a curve with straight lines: refinement, edges and jumps.

A curve is flat enough between two points if a point between them lies within the tolerance of
the line, measured in fractions of the window. A jump is a step that does not shrink as its ends
come together.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calcml.core.decimals import Number, exact
from calcml.core.errors import InvalidArgument
from calcml.core.types import BoolArray, FloatArray
from calcml.core.window import Window

__all__ = ["Trace", "checked_tolerance"]

IntArray = NDArray[np.intp]

_MOST_POINTS = 20_000
_PROBES = (0.45, 0.7)  # a test in the middle alone would be fooled by an inflection
_BEYOND = 0.5  # how far outside the window a curve is followed, in its size
_WIDE = 8  # a step of so many tolerances may be a jump
_ROUNDS = 6  # several jumps between two points come apart in rounds
_HALVINGS = 64  # a double has 53 bits


def checked_tolerance(tolerance: Number) -> float:
    """Check how closely a curve is to be followed.

    Parameters
    ----------
    tolerance : number
        A fraction of the window's size.

    Returns
    -------
    float

    Raises
    ------
    InvalidArgument
        If it is not a number from 1e-6 to 0.1.

    Examples
    --------
    >>> checked_tolerance(0.01)
    0.01
    """
    if not 1e-6 <= exact(tolerance) <= 0.1:  # noqa: PLR2004 - the range the message states
        raise InvalidArgument(f"tolerance must be from 1e-6 to 0.1, got {tolerance}")
    return float(tolerance)


@dataclass(frozen=True, eq=False)
class Trace:
    """A curve given by a parameter, and how closely to follow it.

    Attributes
    ----------
    place : callable
        Takes parameters, shape (n,), to points, shape (n, 2); nan or inf where there is none.
    window : Window
    tolerance : float
        The largest distance between curve and line, as a fraction of the window's size, from
        1e-6 to 0.1.
    finest : float
        The parameter step below which nothing is refined.

    Examples
    --------
    >>> line = Trace(lambda s: np.column_stack([s, s]), Window((0, 1), (0, 1)), 0.01, 0.001)
    >>> [run.tolist() for run in line.runs(np.linspace(0, 1, 3))]
    [[0.0, 0.5, 1.0]]
    """

    place: Callable[[FloatArray], FloatArray]
    window: Window
    tolerance: float
    finest: float

    def points(self, parameters: FloatArray) -> FloatArray:
        """Return points in the plane, held within half a window's size of the window.

        Parameters
        ----------
        parameters : FloatArray, shape (n,)

        Returns
        -------
        FloatArray, shape (n, 2)
            With nan where the curve has no point.
        """
        raw = self.place(parameters)
        return np.where(np.isfinite(raw).all(axis=1, keepdims=True), self.held(raw), np.nan)

    def held(self, points: FloatArray) -> FloatArray:
        """Move points that lie more than half a window's size outside to that distance.

        Parameters
        ----------
        points : FloatArray, shape (2,) or (n, 2)

        Returns
        -------
        FloatArray, same shape
        """
        ends = np.array([self.window.x, self.window.y])
        reach = _BEYOND * np.array(self.window.size)
        return np.clip(points, ends[:, 0] - reach, ends[:, 1] + reach)

    def runs(self, grid: FloatArray) -> list[FloatArray]:
        """Follow the curve from the first to the last parameter of a grid.

        Parameters
        ----------
        grid : FloatArray, shape (k,)
            Rising; where to begin.

        Returns
        -------
        list of FloatArray, each of shape (n,)
            The parameters of connected pieces, in order, n > 1.
        """
        coarse = self._parted(grid, edges_only=True)
        fine = [self._refined(run) for run in coarse]
        return [part for run in fine for part in self._parted(run)]

    @property
    def _wide(self) -> float:
        return _WIDE * self.tolerance

    def _exists(self, parameters: FloatArray) -> BoolArray:
        return np.isfinite(self.points(parameters)[:, 0])

    def _steps(self, low: FloatArray, high: FloatArray) -> FloatArray:
        """Return the lengths of lines in fractions of the window; inf at an edge."""
        return self._lengths(self.points(low), self.points(high))

    def _lengths(self, start: FloatArray, end: FloatArray) -> FloatArray:
        """Return the lengths between points, nan for no point, as `_steps` does."""
        lines = (end - start) / self.window.size
        lengths = np.nan_to_num(np.hypot(*lines.T), nan=0.0)
        lengths[np.isfinite(start[:, 0]) != np.isfinite(end[:, 0])] = np.inf
        return lengths

    def _refined(self, parameters: FloatArray) -> FloatArray:
        """Insert parameters until every line is flat, or narrow, or there are too many."""
        active = np.ones(len(parameters) - 1, dtype=np.bool_)
        while active.any() and len(parameters) < _MOST_POINTS:
            before = np.flatnonzero(active)
            before = before[self._bends(parameters, before) > self.tolerance]
            middles = parameters[before] + np.diff(parameters)[before] / 2
            parameters = np.insert(parameters, before + 1, middles)
            active = np.zeros(len(parameters) - 1, dtype=np.bool_)
            halves = before + np.arange(len(before))
            active[halves] = active[halves + 1] = True
            active &= np.diff(parameters) > self.finest
        return parameters

    def _bends(self, parameters: FloatArray, before: IntArray) -> FloatArray:
        """Return how far points between lie from their lines; inf where one is missing."""
        ends = self.points(parameters) / self.window.size
        start, line = ends[before], np.diff(ends, axis=0)[before]
        length = np.maximum(np.sum(line**2, axis=1), np.finfo(np.float64).tiny)
        farthest = np.zeros(len(before))
        for share in _PROBES:
            between = parameters[before] + share * np.diff(parameters)[before]
            offset = self.points(between) / self.window.size - start
            along = np.clip(np.sum(line * offset, axis=1) / length, 0, 1)
            bend = np.hypot(*(offset - along[:, np.newaxis] * line).T)
            farthest = np.maximum(farthest, np.nan_to_num(bend, nan=np.inf))
        return farthest

    def _parted(self, parameters: FloatArray, *, edges_only: bool = False) -> list[FloatArray]:
        """Part parameters at edges and jumps; what does not exist is left out."""
        steps = self._steps(parameters[:-1], parameters[1:])
        doubtful = np.isinf(steps) if edges_only else steps > self._wide
        before, after = self._breaks(parameters[:-1][doubtful], parameters[1:][doubtful])
        closer = np.unique(np.concatenate([parameters, before, after]))
        runs = np.split(closer, np.searchsorted(closer, np.sort(before), side="right"))
        return [run[e] for run in runs if np.count_nonzero(e := self._exists(run)) > 1]

    def _breaks(self, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Find the edges and jumps between parameters, as far as they can be told apart."""
        found: list[tuple[FloatArray, FloatArray]] = []
        for _ in range(_ROUNDS):
            before, after = self._closed_in(low, high)
            real = self._steps(before, after) > self._wide
            found.append((before[real], after[real]))
            apart = real & (high - low > self.finest)
            low, high = (
                np.concatenate([low[apart], after[apart]]),
                np.concatenate([before[apart], high[apart]]),
            )
            wide = self._steps(low, high) > self._wide
            low, high = low[wide], high[wide]
        before, after = (np.concatenate(ends) for ends in zip(*found, strict=True))
        return before, after

    def _closed_in(self, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Follow the longer half of each step down to the last bit."""
        start, end = self.points(low), self.points(high)
        for _ in range(_HALVINGS if len(low) else 0):
            middle = (low + high) / 2
            if np.all((middle == low) | (middle == high)):
                break  # nothing lies between any more
            half = self.points(middle)
            first = self._lengths(start, half) >= self._lengths(half, end)
            low, high = np.where(first, low, middle), np.where(first, middle, high)
            near, far = first[:, np.newaxis], ~first[:, np.newaxis]
            start, end = np.where(near, start, half), np.where(far, end, half)
        return low, high

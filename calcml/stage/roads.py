"""Roads: stops in their order on a way that turns at its ends, and what travels along it."""

import math
from collections.abc import Callable

import numpy as np
from manim import Dot, VGroup, VMobject

from calcml.core.types import FloatArray
from calcml.stage.layout import Box
from calcml.stage.polylines import joined
from calcml.stage.theme import BACKGROUND, CONFIRMED, FUNCTION, MOVING, SOFT, colour

__all__ = ["Road", "columns_in"]

_FINE = 32  # points of the way from one stop to the next
_LEAD = 0.42  # of a column, before the first stop and behind the last
_HANG = 0.36  # of a row's height: how far its stops lie below its top
_BULGE = 0.42  # of a column, how far a turn swings out at most
_DEEP = 1.7  # of half a turn's height, how far it swings out at most
_ROUND = 0.6  # exponent of a turn: less is squarer than a circle
_WAY, _TRAVELLED = 11.0, 5.0  # widths of strokes
_PALE = 0.35  # opacity of the way that lies ahead
_WAVE = 0.35  # how far a winding way swings, in scene units
_STOP, _MARKER = 0.11, 0.16  # radii


def columns_in(box: Box, count: int, *, width: float) -> int:
    """Return how many stops stand in a row, so that all rows are about as long.

    Parameters
    ----------
    box : Box
    count : int
        Of stops.
    width : float
        That a stop with its name needs.

    Returns
    -------
    int

    Examples
    --------
    >>> [columns_in(Box(0, 14, 0, 5), count, width=2.0) for count in (10, 4)]
    [5, 4]
    """
    most = max(1, min(count, int(box.width / width)))
    return math.ceil(count / math.ceil(count / most))


class Road(VGroup):
    """A way with stops: row under row, to the right and back, or one row that winds.

    Places on it are told in stops: 0 is the first, 1.5 halfway from the second to the third; it
    begins one before the first stop and ends one behind the last.

    Parameters
    ----------
    box : Box
    count : int
        Of stops.
    columns : int
        Stops in a row.
    winding : bool
        Whether the way winds up and down, with its stops at the turning points.

    Attributes
    ----------
    way : VMobject
        All of it.
    """

    def __init__(self, box: Box, count: int, *, columns: int, winding: bool = False) -> None:
        super().__init__()
        self._count, self._columns, self._box = count, columns, box
        self._rows = box.rows(*[1] * math.ceil(count / columns), gap=0)
        self._times = np.linspace(-1, count, (count + 1) * _FINE + 1)
        self._places = np.vstack([self._laid(time) for time in self._times])
        self._places[:, 1] += (_WAVE if winding else 0.0) * np.cos(np.pi * self._times)
        self.way = self._stroke(self._times[-1])
        self.way.set_stroke(colour(SOFT), width=_WAY, opacity=_PALE)
        self.add(self.way)

    def place(self, time: float) -> FloatArray:
        """Return where something is that has come so far, shape (3,).

        Parameters
        ----------
        time : float
            In stops.

        Returns
        -------
        FloatArray
        """
        x, y = (np.interp(time, self._times, line) for line in self._places.T[:2])
        return np.array([x, y, 0.0])

    def cell(self, stop: int) -> Box:
        """Return the room of a stop and its name."""
        row, column = self._seat(stop)
        return self._rows[row].columns(*[1] * self._columns, gap=0)[column]

    def rises(self, stop: int) -> bool:
        """Whether a stop of a winding way lies on the upper side."""
        return bool(self.place(stop)[1] > self.place(stop + 1)[1])

    def travelled(self, now: Callable[[], float]) -> VMobject:
        """Return the part of the way that lies behind, in every frame.

        Parameters
        ----------
        now : callable
            How far it has come, in stops.

        Returns
        -------
        VMobject
        """
        drawn = self._stroke(now()).set_stroke(colour(FUNCTION), width=_TRAVELLED)
        drawn.add_updater(lambda m: m.set_points(self._points_until(now())))
        return drawn

    def marker(self, now: Callable[[], float]) -> Dot:
        """Return what travels along the way.

        Parameters
        ----------
        now : callable
            How far it has come, in stops.

        Returns
        -------
        Dot
        """
        dot = Dot(self.place(now()), radius=_MARKER, color=colour(MOVING)).set_z_index(4)
        dot.add_updater(lambda m: m.move_to(self.place(now())))
        return dot

    def stop(self, stop: int, *, done: bool) -> Dot:
        """Return a stop: a filled dot if it lies behind, else a ring.

        Parameters
        ----------
        stop : int
            From zero.
        done : bool

        Returns
        -------
        Dot
        """
        dot = Dot(self.place(stop), radius=_STOP).set_z_index(3)
        if done:
            return dot.set_fill(colour(CONFIRMED), opacity=1).set_stroke(colour(CONFIRMED), width=3)
        return dot.set_fill(colour(BACKGROUND), opacity=1).set_stroke(colour(SOFT), width=3)

    def _seat(self, stop: int) -> tuple[int, int]:
        row, along = divmod(stop, self._columns)
        return row, along if row % 2 == 0 else self._columns - 1 - along

    def _at(self, stop: int) -> FloatArray:
        cell = self.cell(stop)
        hang = _HANG if len(self._rows) > 1 else 0.5
        return np.array([cell.centre[0], cell.top - hang * cell.height, 0.0])

    def _laid(self, time: float) -> FloatArray:
        """Return where the way lies, not winding yet."""
        last = self._count - 1
        if time < 0 or time > last:
            end = 0 if time < 0 else last
            forward = 1.0 if self._seat(end)[0] % 2 == 0 else -1.0
            lead = forward * _LEAD * self._box.width / self._columns
            return self._at(end) + np.array([lead * (time - end), 0.0, 0.0])
        stop = min(int(time), max(last - 1, 0))
        start, end_place = self._at(stop), self._at(min(stop + 1, last))
        share = time - stop
        if self._seat(stop)[0] == self._seat(min(stop + 1, last))[0]:
            return (1 - share) * start + share * end_place
        forward = 1.0 if self._seat(stop)[0] % 2 == 0 else -1.0
        return self._turned(start, end_place, share, forward)

    def _turned(
        self, start: FloatArray, end: FloatArray, share: float, forward: float
    ) -> FloatArray:
        half = (start[1] - end[1]) / 2
        out = forward * min(_BULGE * self._box.width / self._columns, _DEEP * half)
        angle = np.pi * (share - 0.5)
        across = start[0] + out * max(math.cos(angle), 0.0) ** _ROUND
        return np.array([across, start[1] - half * (1 + math.sin(angle)), 0.0])

    def _points_until(self, time: float) -> FloatArray:
        behind = self._places[self._times < time]
        return joined([np.vstack([behind, self.place(time)]) if len(behind) else behind])

    def _stroke(self, time: float) -> VMobject:
        return VMobject().set_points(self._points_until(time)).set_fill(opacity=0)

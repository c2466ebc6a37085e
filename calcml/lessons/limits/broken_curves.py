"""A curve with a break: how it is framed, where points walk towards the break, and free places."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.core.functions import Function
from calcml.core.limits import Reason
from calcml.core.sampling import Curve
from calcml.core.types import FloatArray
from calcml.lessons.framing import Range, heights, widened
from calcml.lessons.limits.clearance import axis_lines, is_clear, outline
from calcml.lessons.limits.limit_values import in_frame
from calcml.lessons.limits.neighbourhoods import next_breaks
from calcml.lessons.placing import Name, free_place
from calcml.lessons.scales import Frame, nice_scale

__all__ = ["BrokenCurve", "Point"]

Point = tuple[float, float]

_FARTHEST = 5 / 6  # where a point sets out, as a share of the reach
_NEAREST = 1 / 250  # where one stops that comes to a finite limit
_BARE = 0.3  # share of the reach shown on a side without a curve
_TALL = 16  # times the usual deviation: higher a branch is cut off
_ABOVE = 1.1  # of the first value of the table, which stays in the picture
_ROOM = 0.12
_SHARE, _ALONE = 0.45, 0.2  # of the height: kept by several heights, and by what is around one
_WALK = 400
_NEXT = 1e-7, 1e-3  # what is next to the point, as shares of the reach


@dataclass(frozen=True, kw_only=True)
class BrokenCurve:
    """The picture of a function around a point where it breaks.

    Attributes
    ----------
    function : Function
    at : sympy.Expr
        The point.
    left, right : sympy.Expr or Reason
        What each side leads to, or why to nothing.
    value : sympy.Expr or None
        The function's value at the point.
    reach : float
        How far the picture goes to both sides.
    step : float
        The distance of the first row of the table.
    """

    function: Function
    at: sp.Expr
    left: sp.Expr | Reason
    right: sp.Expr | Reason
    value: sp.Expr | None
    reach: float
    step: float

    @property
    def a(self) -> float:
        """The point as a double."""
        return float(self.at)

    @cached_property
    def frame(self) -> Frame:
        """The axes: both branches, cut off where they run away."""
        left, right = self._across
        high_and_low = self._level if not self._infinite else self._cut
        return Frame(nice_scale(left, right, count=6), nice_scale(*high_and_low, count=5))

    @cached_property
    def curve(self) -> Curve:
        """The curve, broken where it breaks."""
        return in_frame(self.function, self.frame)

    @property
    def line(self) -> tuple[Point, Point]:
        """The ends of the upright line through the point."""
        low, high = self.frame.y.limits
        return (self.a, low), (self.a, high)

    @property
    def rings(self) -> tuple[Point, ...]:
        """Where a branch leads but the curve is not."""
        return tuple((self.a, float(end)) for end in self._finite if end != self.value)

    @property
    def value_point(self) -> tuple[Point, ...]:
        """The point of the curve over the break, if it has a value there and is in the picture."""
        return () if self.value is None else ((self.a, float(self.value)),)

    def point(self, side: int, k: float) -> Point:
        """Return the point of the curve at the distance 10**-k, left (-1) or right (1)."""
        across = self.a + side * 10.0**-k
        return across, self.function(across)

    def walk(self, side: int) -> Range:
        """Return the first and the last k of a walk on one side that stays in the picture.

        Parameters
        ----------
        side : int
            Left (-1) or right (1).

        Returns
        -------
        tuple of two floats
        """
        near, far = self._stretch(side)
        end = self.left if side < 0 else self.right
        if end in (sp.oo, -sp.oo):
            near = self.step if near <= self.step < far else near
        return -math.log10(far), -math.log10(near)

    def is_scattered(self, side: int) -> bool:
        """Tell whether there are values next to the point on a side."""
        distances = self.reach * np.geomspace(*_NEXT, _WALK)
        return bool(np.isfinite(self.function.raw(self.a + side * distances)).any())

    def end(self, side: int) -> sp.Expr | Reason:
        """Return what a side leads to."""
        return self.left if side < 0 else self.right

    def name_place(self, name: Name, taken: Iterable[FloatArray] = ()) -> Point:
        """Return where the curve's name stands: beside the outer part of a branch."""
        side = -1 if isinstance(self.right, Reason) else 1
        outer = [p for p in self._points if side * (p[0] - self.a) > 0.5 * self.reach]
        near = np.array(outer) if outer else None
        return free_place(self.frame, name, clear_of=[*self._drawn, *taken], near=near)

    def is_free(self, place: Point, name: Name) -> bool:
        """Tell whether the curve leaves a place free."""
        return is_clear(self.frame, place, name, self.curve.pieces)

    def line_name_place(self, name: Name, taken: Iterable[FloatArray] = ()) -> Point:
        """Return where the name of the upright line stands: beside its foot."""
        low, high = self.frame.y.limits
        feet = np.array([[self.a, low + share * (high - low)] for share in (0.04, 0.08)])
        return free_place(self.frame, name, clear_of=[*self._drawn, *taken], near=feet)

    def end_place(
        self, side: int, names: Iterable[Name], taken: Iterable[FloatArray] = ()
    ) -> tuple[Point, Name]:
        """Return where the limit of a side stands, and in which of several sizes.

        It stands beside the end of its branch and on its side of the point, if there is room for
        one of the sizes, else beside the end.
        """
        near, others, smallest = self._beside(side), list(taken), None
        low, high = self.frame.y.limits
        for name in names:
            fence = self.a - side * name.width * self._width / 2
            bars = [*others, np.array([[fence, low], [fence, high]])]
            place = free_place(self.frame, name, clear_of=[*self._drawn, *bars], near=near)
            if side * (place[0] - self.a) > 0 and is_clear(
                self.frame, place, name, [*self.curve.pieces, np.array(self.line), *others]
            ):
                return place, name
            smallest = name
        if smallest is None:
            raise InvalidArgument("a name must have a size, got none")
        drawn = [*self._drawn, *others]
        return free_place(self.frame, smallest, clear_of=drawn, near=near), smallest

    def _beside(self, side: int) -> FloatArray:
        """Return places beside the end of a branch."""
        end, (low, high) = self.end(side), self.frame.y.limits
        if isinstance(end, Reason):
            level = (low + high) / 2
        elif end.is_infinite:
            level = 0.85 * (high if end == sp.oo else low) + 0.15 * (low if end == sp.oo else high)
        else:
            level = float(end)
        across = self.a + side * np.linspace(0.12, 0.4, 12) * self.reach
        return np.column_stack([across, np.full(12, level)])

    @property
    def _width(self) -> float:
        left, right = self.frame.x.limits
        return right - left

    def taken(self, place: Point, name: Name) -> FloatArray:
        """Return the outline of a name that stands somewhere, for others to keep clear of."""
        return outline(self.frame, place, name)

    @property
    def _finite(self) -> list[sp.Expr]:
        ends = {end for end in (self.left, self.right) if not isinstance(end, Reason)}
        return sorted((end for end in ends if end.is_finite), key=float)

    @property
    def _infinite(self) -> bool:
        return any(end in (sp.oo, -sp.oo) for end in (self.left, self.right))

    @property
    def _drawn(self) -> list[Curve | FloatArray]:
        spots = [np.array([spot]) for spot in (*self.rings, *self.value_point)]
        return [self.curve, np.array(self.line), *axis_lines(self.frame), *spots]

    @property
    def _points(self) -> FloatArray:
        return np.vstack([np.empty((0, 2)), *self.curve.pieces])

    @property
    def _across(self) -> Range:
        reaches = [
            (_BARE if isinstance(end, Reason) else 1.0) * self.reach
            for end in (self.left, self.right)
        ]
        return self.a - reaches[0], self.a + reaches[1]

    @property
    def _level(self) -> Range:
        """The heights for a curve whose branches lead to numbers."""
        hold = {float(v) for v in (*self._finite, self.value) if v is not None}
        share = _SHARE if len(hold) > 1 else _ALONE
        return heights(self.function, self._across, hold=hold, share=share, room=_ROOM)

    @cached_property
    def _cut(self) -> Range:
        """The heights for a curve that runs off: cut at the table's first row or before."""
        left, right = self._across
        across = np.linspace(left, right, 801)
        values = self.function.raw(across[np.abs(across - self.a) > self.step])
        values = values[np.isfinite(values)]
        base = float(np.median(values))
        usual = float(np.median(np.abs(values - base))) or 1.0
        low, high = (
            np.clip(v, base - usual * _TALL, base + usual * _TALL)
            for v in (values.min(), values.max())
        )
        hold = [float(v) for v in (*self._finite, self.value) if v is not None]
        low, high = min([low, *hold]), max([high, *hold])
        ends = [e for side in (-1, 1) if (e := self._edge(side, base, usual)) is not None]
        low, high = widened((float(low), float(high)), 0.06)
        return (
            min([e for e in ends if e < base], default=low),
            max([e for e in ends if e > base], default=high),
        )

    def _edge(self, side: int, base: float, usual: float) -> float | None:
        """Return the height at which the branch of a side is cut off."""
        end = self.end(side)
        if end not in (sp.oo, -sp.oo):
            return None
        first = abs(float(self.function.raw(self.a + side * self.step)) - base)
        away = min(first, _TALL * usual) if first > usual else _TALL * usual
        return base + (1 if end == sp.oo else -1) * _ABOVE * away

    def _stretch(self, side: int) -> Range:
        """Return the nearest and the farthest distance of the branch next to the point in view."""
        clear = next_breaks(self.function, self.at, self.reach)[side > 0]
        far = min(_FARTHEST * self.reach, 0.9 * clear)
        distances = np.geomspace(_NEAREST * far, far, _WALK)
        up = self.function.raw(self.a + side * distances)
        seen = np.isfinite(up) & (up >= self.frame.y.limits[0]) & (up <= self.frame.y.limits[1])
        first = int(np.argmax(seen))
        out = np.flatnonzero(~seen[first:])
        last = first + int(out[0]) - 1 if len(out) else _WALK - 1
        return float(distances[first]), float(distances[max(last, first)])

"""Two sides: a secant to one side of a point and one across it, beside the tangent."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import sympy as sp

from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.types import FloatArray
from calcml.lessons.framing import Range, heights, suited_scale
from calcml.lessons.placing import Name, free_place
from calcml.lessons.scales import Frame

__all__ = ["Line", "Place", "TwoSides"]

Place = tuple[float, float]
"""Coordinates of the plot."""

Line = tuple[float, float, float]
"""A point and a slope."""

_BESIDE = 2.0  # of the longest step, in view on both sides
_SHARE = 0.6  # of the height that the points of the telling keep at least
_LEVEL = 0.05  # of the height: where the spans of the steps lie
_OUTER = 0.75  # of a line's length: its name stands beside what is farther out
_HEADROOM = 0.3  # of the height: where lines run out, beside their names
_ON_A_LINE = 60
_ABOVE = 0.07  # of the height: room for the letters of the steps


@dataclass(frozen=True)
class TwoSides:
    """The plot of a curve, its tangent, and both secants for a step.

    Attributes
    ----------
    function : Function
    at : sympy.Expr
        Where the tangent touches.
    longest : sympy.Expr
        The longest step.
    slope : float
        Of the tangent.
    """

    function: Function
    at: sp.Expr
    longest: sp.Expr
    slope: float

    def point(self, offset: float) -> Place:
        """Return the point of the curve at a distance from the fixed one."""
        x = nearest(self.at) + offset
        return x, self.function(x)

    @property
    def fixed(self) -> Place:
        """Where the tangent touches."""
        return self.point(0.0)

    @property
    def sides(self) -> tuple[int, int]:
        """Ahead and behind."""
        return 1, -1

    @property
    def tangent(self) -> Line:
        """The fixed point and the slope there."""
        return (*self.fixed, self.slope)

    def forward(self, h: float) -> Line:
        """Return the secant from the fixed point to the one a step ahead."""
        return self._through(0.0, h)

    def central(self, h: float) -> Line:
        """Return the secant through the points a step behind and a step ahead."""
        return self._through(-h, h)

    def span(self, h: float, side: int) -> tuple[Place, Place]:
        """Return the step to one side, as a line near the lower edge."""
        x = nearest(self.at)
        return (x, self._level), (x + side * h, self._level)

    def letter(self, h: float, side: int) -> Place:
        """Return the middle of a step, above its line."""
        low, high = self.frame.y.limits
        return nearest(self.at) + side * h / 2, self._level + _ABOVE * (high - low)

    def drop(self, offset: float = 0.0) -> tuple[Place, Place]:
        """Return the upright line from a point of the curve to the line of the steps."""
        x, y = self.point(offset)
        return (x, y), (x, self._level)

    @cached_property
    def frame(self) -> Frame:
        """The axes, with the fixed point in the middle."""
        return Frame(*(suited_scale(ends, origin=False) for ends in (self._across, self._up)))

    @cached_property
    def curve(self) -> Curve:
        """The curve in the window of the plot."""
        return sample_curve(self.function, Window(x=self.frame.x.limits, y=self.frame.y.limits))

    def curve_place(self, width: float, height: float) -> Place:
        """Return where the curve's name stands, clear of all lines.

        Parameters
        ----------
        width, height : float
            The name's room in shares of the plot.
        """
        return free_place(
            self.frame, Name(width, height), clear_of=self._drawn, near=self._around_the_ends
        )

    def line_place(
        self, which: str, width: float, height: float, names: Iterable[FloatArray]
    ) -> Place:
        """Return where the name of a line stands: beside its outer part, clear of all else.

        Parameters
        ----------
        which : {"tangent", "forward", "central"}
        width, height : float
            The name's room in shares of the plot.
        names : iterable of FloatArray, each of shape (n, 2)
            Around the names that stand already.
        """
        line = self._lines[which]
        away = line[:, 0] - nearest(self.at)  # ahead, where they are farther apart
        outer = away > _OUTER * away.max(initial=0.0)
        return free_place(
            self.frame,
            Name(width, height),
            clear_of=[*self._drawn, *names],
            near=line[outer] if outer.any() else None,
        )

    def _through(self, start: float, end: float) -> Line:
        (x, y), (right, high) = self.point(start), self.point(end)
        return x, y, (high - y) / (right - x)

    @property
    def _across(self) -> Range:
        reach = _BESIDE * nearest(self.longest)
        return nearest(self.at) - reach, nearest(self.at) + reach

    @property
    def _up(self) -> Range:
        h = nearest(self.longest)
        held = [self.point(offset)[1] for offset in (-h, 0.0, h)]
        low, high = heights(self.function, self._across, hold=held, share=_SHARE)
        span = high - low
        return low - (_LEVEL + _ABOVE) * span, high + _HEADROOM * span

    @property
    def _level(self) -> float:
        low, high = self.frame.y.limits
        return low + _LEVEL * (high - low)

    @property
    def _around_the_ends(self) -> FloatArray:
        return np.vstack([self.curve.pieces[0][:1], self.curve.pieces[-1][-1:]])

    @cached_property
    def _lines(self) -> dict[str, FloatArray]:
        h = nearest(self.longest)
        lines = {"tangent": self.tangent, "forward": self.forward(h), "central": self.central(h)}
        return {name: self._seen(*line) for name, line in lines.items()}

    @property
    def _drawn(self) -> Iterable[Curve | FloatArray]:
        """Everything that no name may touch."""
        h = nearest(self.longest)
        yield self.curve
        yield from (line for line in self._lines.values() if len(line))
        yield from (np.array(self.drop(offset)) for offset in (-h, 0.0, h))
        for side in (-1, 1):
            yield np.array(self.span(h, side))
            yield np.array([self.letter(h, side)])
        (left, right), (low, high) = self.frame.x.limits, self.frame.y.limits
        if left < 0 < right:
            yield np.array([[0.0, low], [0.0, high]])
        if low < 0 < high:
            yield np.array([[left, 0.0], [right, 0.0]])

    def _seen(self, x: float, y: float, slope: float) -> FloatArray:
        """Return points of a line, as far as it is in view."""
        (low, high), across = self.frame.y.limits, np.linspace(*self.frame.x.limits, _ON_A_LINE)
        points = np.column_stack([across, y + slope * (across - x)])
        return points[(low <= points[:, 1]) & (points[:, 1] <= high)]

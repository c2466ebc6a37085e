"""Ranges as bars on a line of numbers: ends that are reached, ends that are not, and none."""

from dataclasses import dataclass

import sympy as sp

from calcml.core.floats import nearest
from calcml.lessons.rules.slope_pictures import Ends, Place
from calcml.lessons.scales import Frame, Scale

__all__ = ["RangeBars"]

_REACH = sp.Integer(3)  # of the line, which an endless bar leaves


@dataclass(frozen=True)
class RangeBars:
    """One bar for each range, the first on top.

    Attributes
    ----------
    ranges : tuple of sympy.Set
        Intervals.
    """

    ranges: tuple[sp.Set, ...]

    @property
    def frame(self) -> Frame:
        """The line of numbers, with a row for each bar above it."""
        across = Scale(-float(_REACH), float(_REACH), tuple(map(sp.Integer, (-1, 0, 1))))
        return Frame(across, Scale(0.0, float(len(self.ranges)), ticks=()))

    def level(self, which: int) -> float:
        """Return the height of a bar."""
        return len(self.ranges) - which - 0.5

    def bar(self, which: int) -> Ends:
        """Return a bar, cut off where the line ends."""
        left, right = (
            nearest(min(max(end, -_REACH), _REACH))
            for end in (self.ranges[which].inf, self.ranges[which].sup)
        )
        return (left, self.level(which)), (right, self.level(which))

    def is_endless(self, which: int) -> bool:
        """Tell whether a bar runs on to both sides."""
        return bool(self.ranges[which] == sp.S.Reals)

    def arrows(self, which: int) -> tuple[Ends, Ends]:
        """Return an endless bar as two arrows from its middle."""
        left, right = self.bar(which)
        middle = (0.0, self.level(which))
        return (middle, left), (middle, right)

    def ends(self, which: int) -> tuple[tuple[Place, bool], ...]:
        """Return the ends of a bar, and whether each is left out."""
        if self.is_endless(which):
            return ()
        values = self.ranges[which]
        left, right = self.bar(which)
        return (left, bool(values.left_open)), (right, bool(values.right_open))

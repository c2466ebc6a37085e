"""The picture of a sine's chain: three scales on one ruler, speeds as arrows, and the graph."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import sympy as sp

from calcml.core.chains import Chain
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.lessons.framing import Range
from calcml.lessons.scales import Frame, Scale, nice_scale, ticked

__all__ = ["Ends", "Place", "SinePicture"]

Place = tuple[float, float]
Ends = tuple[Place, Place]

_LEVELS = 2.0, 1.0, 0.0  # of the scales of x, u and z
_LONGEST = 1.2  # of an arrow
_ROOM = 0.3  # on the ruler behind the last arrow
_BOTTOM, _TOP = -0.4, 2.4
_BEFORE, _AFTER = 0.35, 0.8  # how far the graph runs on at its ends, in units of u
_FOOT = 0.6  # length of the run on the graph, likewise
_BELOW = -0.2  # where the name of the sine hangs
_LOW, _HIGH = -1.3, 1.9  # heights of the graph, with room for names above the sine
_NAME = 1.6  # height at which the name of a line begins at most


@dataclass(frozen=True)
class SinePicture:
    """Where everything stands.

    Attributes
    ----------
    factor : sympy.Expr
        u is so many times x.
    chain : Chain
        The outer and the inner function.
    last : sympy.Expr
        The u at which the motion ends.
    """

    factor: sp.Expr
    chain: Chain
    last: sp.Expr

    @cached_property
    def _parts(self) -> tuple[Function, Function]:
        outer, inner = (link.function for link in self.chain.links)
        return outer, inner

    @property
    def _unit(self) -> float:
        """Length of the arrow of speed one."""
        return _LONGEST / nearest(self.factor)

    @property
    def end(self) -> float:
        """The x at which the motion ends."""
        return nearest(self.last / self.factor)

    def values(self, at: float) -> tuple[float, float, float]:
        """Return x, u and z."""
        outer, inner = self._parts
        u = inner(at)
        return at, u, outer(u)

    def speeds(self, at: float) -> tuple[float, float, float]:
        """Return how fast x, u and z move while x moves at speed one."""
        outer, inner = (link.factor for link in self.chain.links)
        return 1.0, inner(at), outer(at) * inner(at)

    def dot(self, at: float, which: int) -> Place:
        """Return the place of x, u or z on its scale."""
        return self.values(at)[which], _LEVELS[which]

    def link(self, at: float, which: int) -> Ends:
        """Return the line from x to u, or from u to z."""
        return self.dot(at, which), self.dot(at, which + 1)

    def arrow(self, at: float, which: int) -> Ends:
        """Return the arrow of a speed, from its dot."""
        place, level = self.dot(at, which)
        return (place, level), (place + self._unit * self.speeds(at)[which], level)

    @property
    def scales(self) -> tuple[Ends, ...]:
        """The lines of the scales of x and u; that of z is the axis of the plot."""
        low, high = self._reach
        return tuple(((low, level), (high, level)) for level in _LEVELS[:-1])

    @property
    def levels(self) -> tuple[float, ...]:
        """Heights of the three scales as shares of the plot."""
        return tuple((level - _BOTTOM) / (_TOP - _BOTTOM) for level in _LEVELS)

    @property
    def between(self) -> tuple[float, ...]:
        """Heights halfway from each scale to the next."""
        return tuple((one + other) / 2 for one, other in pairwise(self.levels))

    @cached_property
    def _reach(self) -> Range:
        tips = [self.arrow(at, i)[1][0] for at in (0.0, self.end) for i in range(len(_LEVELS))]
        return min(tips) - _ROOM, max(tips) + _ROOM

    @property
    def ruler(self) -> Frame:
        """The common ruler of the three scales."""
        low, high = self._reach
        return Frame(nice_scale(low, high), Scale(_BOTTOM, _TOP, ticks=()))

    @cached_property
    def graph(self) -> Frame:
        """The axes of the graph of z over x."""
        across = nice_scale(-_BEFORE * self._step, self.end + _AFTER * self._step, skip=[0])
        return Frame(across, ticked(_LOW, _HIGH, 1, skip=[0]))

    @property
    def _step(self) -> float:
        return nearest(1 / self.factor)

    @cached_property
    def curve(self) -> Curve:
        """The graph of z over x."""
        return sample_curve(self.chain.composite, Window(self.graph.x.limits, self.graph.y.limits))

    def on_graph(self, at: float) -> Place:
        """Return the point of the graph over x."""
        x, _, z = self.values(at)
        return x, z

    def tangent(self, at: float) -> tuple[float, float, float]:
        """Return the point of the graph over x, and the slope there."""
        return (*self.on_graph(at), self.speeds(at)[2])

    def run(self, at: float) -> Ends:
        """Return the arrow of the speed of x on the graph."""
        x, z = self.on_graph(at)
        return (x, z), (x + _FOOT * self._step, z)

    def rise(self, at: float) -> Ends:
        """Return the arrow of the speed of z, at the tip of that of x."""
        _, corner = self.run(at)
        return corner, (corner[0], corner[1] + _FOOT * self._step * self.speeds(at)[2])

    @cached_property
    def flat_line(self) -> Ends:
        """The line at zero with the slope of the outer function alone."""
        slope = self.chain.links[0].factor(0.0)
        low, high = self.graph.x.limits
        high = min(high, _NAME / slope)
        return (low, slope * low), (high, slope * high)

    @property
    def steep_name(self) -> Place:
        """Where the name of the tangent at zero begins."""
        return _NAME / self.speeds(0.0)[2], _NAME

    @property
    def curve_name(self) -> Place:
        """Where the name of the sine hangs, below its summit and clear of all lines."""
        return nearest(sp.pi / 2 / self.factor), _BELOW

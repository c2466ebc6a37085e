"""The picture of nested functions: how fast each value moves, and the curve of the whole."""

from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from calcml.core.chains import Chain
from calcml.core.floats import nearest
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.lessons.framing import heights
from calcml.lessons.scales import Frame, Scale, nice_scale

__all__ = ["Ends", "NestPicture", "Place"]

Place = tuple[float, float]
Ends = tuple[Place, Place]

_SIDE = 0.5  # room beside the first and the last bar
_ABOVE = 0.35  # room over the bars for their numbers, as a share of their span
_BESIDE = 0.22  # from a bar to that of the slide
_REACH = 0.28  # of the curve, on both sides
_ASIDE, _LIFTED = 0.6, 0.6  # where the name of the curve stands, as shares
_NAMED = 0.5  # where on a line its name stands, as a share of the way to its end


@dataclass(frozen=True)
class NestPicture:
    """Where everything stands.

    Attributes
    ----------
    chain : Chain
        The functions, the outermost first.
    at : sympy.Expr
        The place.
    """

    chain: Chain
    at: sp.Expr

    @cached_property
    def factors(self) -> tuple[float, ...]:
        """The rates of the functions at the place, the innermost first."""
        return tuple(nearest(link.factor.exact(self.at)) for link in reversed(self.chain.links))

    @cached_property
    def speeds(self) -> tuple[float, ...]:
        """How fast x and each value after it moves while x moves at speed one."""
        return self._multiplied(1.0, *self.factors)

    @cached_property
    def slide_speeds(self) -> tuple[float, ...]:
        """The same of all but x, when the rate of the innermost function is forgotten."""
        return self._multiplied(1.0, *self.factors[1:])

    @staticmethod
    def _multiplied(*factors: float) -> tuple[float, ...]:
        products = [factors[0]]
        for factor in factors[1:]:
            products.append(products[-1] * factor)
        return tuple(products)

    @cached_property
    def bars(self) -> Frame:
        """The axes of the bars, one for x and one for each function."""
        low, high = min(*self.speeds, 0.0), max(self.speeds)
        room = _ABOVE * (high - low)
        across = Scale(1 - _SIDE, len(self.speeds) + _SIDE, ticks=())
        return Frame(across, nice_scale(low - room, high + room, count=4, skip=[0]))

    @property
    def feet(self) -> tuple[Place, ...]:
        """Where the bars begin."""
        return tuple((float(which), 0.0) for which, _ in enumerate(self.speeds, start=1))

    def bar(self, which: int) -> Ends:
        """Return a bar from its foot to its end."""
        place, foot = self.feet[which]
        return (place, foot), (place, self.speeds[which])

    def slide_bar(self, which: int) -> Ends:
        """Return the bar beside it, of the slide; there is none for x."""
        place, foot = self.feet[which]
        place += _BESIDE
        return (place, foot), (place, self.slide_speeds[which - 1])

    @cached_property
    def _reach(self) -> tuple[float, float]:
        return nearest(self.at) - _REACH, nearest(self.at) + _REACH

    @cached_property
    def graph(self) -> Frame:
        """The axes of the whole over x."""
        low, high = heights(self.chain.composite, self._reach)
        return Frame(nice_scale(*self._reach, count=4), nice_scale(low, high, count=4, skip=[0]))

    @cached_property
    def curve(self) -> Curve:
        """The whole over x."""
        return sample_curve(self.chain.composite, Window(self._reach, self.graph.y.limits))

    @property
    def point(self) -> Place:
        """The place on the curve."""
        return nearest(self.at), self.chain.composite(nearest(self.at))

    @property
    def tangent(self) -> tuple[float, float, float]:
        """The place on the curve, and the whole product as slope."""
        return (*self.point, self.speeds[-1])

    @property
    def flat(self) -> tuple[float, float, float]:
        """The place on the curve, and the slope of which a factor is forgotten."""
        return (*self.point, self.slide_speeds[-1])

    @property
    def tangent_name(self) -> Place:
        """Where the name of the tangent begins: on it, near its upper end."""
        (x, y, slope), top = self.tangent, self.graph.y.high
        height = y + _NAMED * (top - y)
        return x + (height - y) / slope, height

    @property
    def flat_name(self) -> Place:
        """Where the name of the other line begins: on it, near its lower end."""
        x, y, slope = self.flat
        return x + _NAMED * _REACH, y + slope * _NAMED * _REACH

    @property
    def curve_name(self) -> Place:
        """The middle of the name of the curve, below it on the left."""
        low, high = self.graph.y.limits
        return nearest(self.at) - _ASIDE * _REACH, low + _LIFTED * (high - low)

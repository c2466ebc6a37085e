"""Where the kinds of error are seen: a series cut short, both ends of the doubles, a loop."""

import math
from dataclasses import dataclass

import numpy as np
import sympy as sp

from calcml.core.floats import LARGEST, SMALLEST_NORMAL, SMALLEST_SUBNORMAL, nearest
from calcml.core.types import FloatArray
from calcml.lessons.entries import Shown
from calcml.lessons.numerics.double_lines import Place
from calcml.lessons.scales import Frame, Scale, nice_scale, ticked

__all__ = ["ErrorPlaces"]

_LEVEL = 0.35  # height of a line of powers
_FIRST, _STAIR = 0.92, 0.13  # heights of the numbers over their dots, from the highest down
_EDGE = 0.24, 0.46  # from where to where the ends of the doubles are marked
_BELOW = 0.13  # height of their names
_SHARE = 0.06  # of the line, from its end to where a number is lost
_UNDER, _OVER = (-326.5, -303.8), (304.5, 310.5)  # exponents of ten
_ROOM = 0.25  # of a line of errors, above and below


def _power(exponent: sp.Expr) -> Shown:
    text = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return Shown(f"10{text}", f"10^({exponent})")


@dataclass(frozen=True)
class ErrorPlaces:
    """The pictures of three kinds of error, and of their sum.

    Attributes
    ----------
    parts : tuple of sympy.Expr
        The sums of a series, with one term more each.
    whole : sympy.Expr
        Where they lead.
    errors : tuple of float
        Of the sums in a loop.
    """

    parts: tuple[sp.Expr, ...]
    whole: sp.Expr
    errors: tuple[float, ...]

    @property
    def series(self) -> Frame:
        """The axes of the sums over the number of terms."""
        return Frame(ticked(0, len(self.parts) + 0.6, 1, skip=[0]), ticked(0, 3, 1, skip=[0]))

    @property
    def sums(self) -> FloatArray:
        """The sums; shape (n, 2)."""
        return np.array([(k, nearest(part)) for k, part in enumerate(self.parts, start=1)])

    @property
    def level(self) -> tuple[Place, Place]:
        """The line at the whole."""
        return (0.0, nearest(self.whole)), (len(self.parts) + 0.6, nearest(self.whole))

    @property
    def under(self) -> Frame:
        """The powers of ten at the lower end of the doubles."""
        return self._line(_UNDER, 5)

    @property
    def over(self) -> Frame:
        """The powers of ten at the upper end."""
        return self._line(_OVER, 1)

    @staticmethod
    def _line(ends: tuple[float, float], step: int) -> Frame:
        across = ticked(*ends, step)
        return Frame(
            Scale(across.low, across.high, across.ticks, style=_power), Scale(0.0, 1.0, ticks=())
        )

    def line(self, frame: Frame) -> tuple[Place, Place]:
        """Return the line of powers itself."""
        return (frame.x.limits[0], _LEVEL), (frame.x.limits[1], _LEVEL)

    def on(self, value: float) -> Place:
        """Return the place of a positive double on its line of powers."""
        return math.log10(value), _LEVEL

    def above(self, value: float, stair: int) -> Place:
        """Return the place of its name, lower on every stair."""
        return math.log10(value), _FIRST - _STAIR * stair

    def beyond(self, frame: Frame, side: int) -> Place:
        """Return the place of a number that is lost on one side."""
        low, high = frame.x.limits
        end = high if side > 0 else low
        return end - side * _SHARE * (high - low), _LEVEL

    def moving(self, exponent: float) -> Place:
        """Return the place of a dot at a power of ten."""
        return exponent, _LEVEL

    def edge(self, value: float) -> tuple[Place, Place]:
        """Return the upright line at an end of the doubles."""
        at = math.log10(value)
        return (at, _EDGE[0]), (at, _EDGE[1])

    def under_edge(self, value: float) -> Place:
        """Return the place of its name, under the line."""
        return math.log10(value), _BELOW

    @property
    def edges(self) -> tuple[float, float, float]:
        """The smallest double of all, the smallest with all digits, and the largest."""
        return SMALLEST_SUBNORMAL, SMALLEST_NORMAL, LARGEST

    @property
    def loop(self) -> Frame:
        """The axes of the errors in a loop."""
        low, high = min(self.errors), max(self.errors)
        room = _ROOM * (high - low)
        return Frame(
            ticked(0, len(self.errors) + 0.5, 2, skip=[0]),
            nice_scale(low - room, high + room, count=4, skip=[0]),
        )

    @property
    def drift(self) -> FloatArray:
        """The errors over the number of additions; shape (n, 2)."""
        return np.array(list(enumerate(self.errors, start=1)), dtype=np.float64)

"""The picture of errors at points: the points, a line through them, and a square on each error."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import sympy as sp

from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.symbols import x
from calcml.core.types import FloatArray
from calcml.lessons.scales import Frame, ticked

__all__ = ["Ends", "Line", "Place", "SquarePicture"]

Place = tuple[float, float]
Ends = tuple[Place, Place]
Line = tuple[float, float]

_ACROSS, _UP = (-0.6, 4.7), (-0.4, 6.4)
_BEYOND = 0.12  # of the hidden curve, on both sides of the points
_SAMPLES = 81


@dataclass(frozen=True)
class SquarePicture:
    """Where everything stands.

    Attributes
    ----------
    data : tuple of pairs of sympy.Expr
    first, best : tuple of two floats
        Slope and intercept of the line that is guessed, and of the best one.
    """

    data: tuple[tuple[sp.Expr, sp.Expr], ...]
    first: Line
    best: Line

    @property
    def frame(self) -> Frame:
        """The axes; a unit is to be equally long on both, so that squares are squares."""
        return Frame(ticked(*_ACROSS, 1), ticked(*_UP, 1))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The points."""
        return tuple((float(p), float(q)) for p, q in self.data)

    @cached_property
    def hidden(self) -> Curve:
        """A curve through all points, of which nothing else is known."""
        through = Function(sp.expand(sp.interpolate(list(self.data), x)), x)
        ends = self.places[0][0] - _BEYOND, self.places[-1][0] + _BEYOND
        return sample_curve(through, Window(ends, _UP))

    def line(self, share: float) -> tuple[float, float, float]:
        """Return a point and the slope of the line on its way from the guess to the best."""
        (a, b), (c, d) = self.first, self.best
        return 0.0, b + share * (d - b), a + share * (c - a)

    def error(self, index: int, share: float) -> Ends:
        """Return the upright from a point to the line."""
        across, up = self.places[index]
        _, intercept, slope = self.line(share)
        return (across, up), (across, slope * across + intercept)

    def square(self, index: int, share: float, grown: float) -> Ends:
        """Return two opposite corners of the square on an error, grown sideways to a share."""
        (across, up), (_, on_line) = self.error(index, share)
        return (across, up), (across + grown * (on_line - up), on_line)

    def exponential(self, rate: float) -> FloatArray:
        """Return the curve of ``exp(rate x)``; shape (n, 2)."""
        places = np.linspace(*_ACROSS, _SAMPLES)
        heights = np.exp(rate * places)
        seen = heights <= _UP[1]
        return np.column_stack([places[seen], heights[seen]])

    def off(self, index: int, rate: float) -> Ends:
        """Return the upright from a point to that curve."""
        across, up = self.places[index]
        return (across, up), (across, float(np.exp(rate * across)))

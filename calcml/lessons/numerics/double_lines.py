"""Double lines: the doubles around a number, in units of the gap above it."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.floats import nearest, neighbours, spacing
from calcml.core.types import FloatArray
from calcml.lessons.scales import Frame, Scale

__all__ = ["Dart", "DoubleLine", "Place"]

Place = tuple[float, float]
"""Coordinates of the plot: gaps to the right of the middle, and a height from 0 to 1."""

_LEVEL = 0.3  # height of the line
_UPRIGHT = 0.6  # height of the line that marks a place
_TICK = 0.09  # half the height of a tick
_NAME = 0.2  # of the names, under the line
_START = 0.78  # height from which a number falls
_BRACE = 0.55  # height of the line that spans a gap


@dataclass(frozen=True)
class DoubleLine:
    """A number line on which the doubles are ticks.

    Attributes
    ----------
    centre : float
        The double in the middle, at 0.
    view : tuple of two floats
        Ends of what is in view, in gaps.
    """

    centre: float
    view: tuple[float, float]

    @property
    def gap(self) -> float:
        """From the double in the middle to the next one above."""
        return spacing(self.centre)

    @property
    def frame(self) -> Frame:
        """The axes, without a number on them."""
        return Frame(Scale(*self.view, ()), Scale(0.0, 1.0, ()))

    @property
    def ends(self) -> tuple[Place, Place]:
        """The line itself."""
        return (self.view[0], _LEVEL), (self.view[1], _LEVEL)

    def doubles_above(self, steps: int) -> float:
        """Return the double that lies some gaps above the one in the middle."""
        return self.centre + steps * self.gap

    def where(self, number: sp.Expr) -> float:
        """Return how many gaps a number lies to the right of the middle.

        Parameters
        ----------
        number : sympy.Expr
            Exactly.
        """
        return nearest((number - sp.Rational(self.centre)) / sp.Rational(self.gap))

    def on(self, double: float) -> Place:
        """Return the place of a double on the line."""
        return float((Fraction(double) - Fraction(self.centre)) / Fraction(self.gap)), _LEVEL

    def below(self, double: float) -> Place:
        """Return the place of a double's name, under its tick."""
        return self.under(self.on(double)[0])

    def under(self, gaps: float) -> Place:
        """Return the place of a name under the line."""
        return gaps, _LEVEL - _NAME

    def span(self, low: float, high: float) -> tuple[Place, Place]:
        """Return the line that spans the gap of two doubles, above them."""
        return (self.on(low)[0], _BRACE), (self.on(high)[0], _BRACE)

    def upright(self, gaps: float) -> tuple[Place, Place]:
        """Return an upright line that marks a place."""
        return (gaps, _LEVEL - _TICK), (gaps, _UPRIGHT)

    def ticks(self, shrunk: float = 1.0) -> FloatArray:
        """Return the ends of the ticks of all doubles in view.

        Parameters
        ----------
        shrunk : float
            How much smaller than at last the gaps look: 16 shows sixteen times as many doubles.

        Returns
        -------
        FloatArray, shape (n, 2, 2)
            Lower and upper end of each.
        """
        low, high = (end * shrunk for end in self.view)
        places = np.array(self._doubles(low, high)) / shrunk
        heights = np.array([_LEVEL - _TICK, _LEVEL + _TICK])
        return np.stack(
            [np.repeat(places[:, None], 2, axis=1), np.broadcast_to(heights, (len(places), 2))],
            axis=2,
        )

    def _doubles(self, low: float, high: float) -> list[float]:
        """Return where the doubles between two places lie, in gaps."""
        found, double = [0.0], self.centre
        while (place := self.on(double := neighbours(double)[1])[0]) <= high:
            found.append(place)
        double = self.centre
        while (place := self.on(double := neighbours(double)[0])[0]) >= low:
            found.insert(0, place)
        return found


@dataclass(frozen=True)
class Dart:
    """A number that falls on the line, and from there to the double it is rounded to.

    Attributes
    ----------
    line : DoubleLine
    number : sympy.Expr
        The number meant, exactly.
    stored : float
        The double.
    """

    line: DoubleLine
    number: sp.Expr
    stored: float

    landed: ClassVar[float] = 1.0
    settled: ClassVar[float] = 2.0

    @property
    def landing(self) -> Place:
        """Where it meets the line."""
        return self.place(self.landed)

    @property
    def is_rounded(self) -> bool:
        """Whether the number is not a double itself."""
        return bool(sp.Rational(self.stored) != self.number)

    def place(self, way: float) -> Place:
        """Return where it is on its way.

        Parameters
        ----------
        way : float
            From 0 high above, over `landed` on the line, to `settled` on the double.
        """
        meant, end = self.line.where(self.number), self.line.on(self.stored)[0]
        if way <= self.landed:
            return meant, _START + way * (_LEVEL - _START)
        return meant + (way - self.landed) * (end - meant), _LEVEL

    def name_place(self, way: float) -> Place:
        """Return where its name is then, above it and clear of ticks."""
        across, up = self.place(way)
        return across, up + _NAME

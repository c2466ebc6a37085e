"""The picture of a turning hand: its height is a sine, and that of its velocity the slope."""

from dataclasses import dataclass
from functools import cached_property
from math import cos, pi, sin
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.types import FloatArray
from calcml.lessons.angles import angle
from calcml.lessons.rules.slope_pictures import Ends, Place, short_tangent
from calcml.lessons.scales import Frame, Scale

__all__ = ["TurningPicture"]

_QUARTER = pi / 2
_UP = 1.4
_BEFORE, _AFTER = 0.15, 0.25  # of the curves, beside a whole turn
_NAME = 0.45  # height of the name of a curve, above its trough
_SAMPLES = 241


@dataclass(frozen=True)
class TurningPicture:
    """A circle beside each of two curves.

    A place is told by the angle x and by the quarter turns that the hand is ahead of it.
    """

    start: ClassVar[float] = 0.0
    """The angle at which the hand starts."""
    turn: ClassVar[float] = 1.0
    """The quarter turns by which it is turned on."""

    @property
    def rest(self) -> float:
        """The angle at which it rests after that."""
        return _QUARTER

    @property
    def circle(self) -> Frame:
        """The axes of both circles."""
        return Frame(Scale(-_UP, _UP, ticks=()), Scale(-_UP, _UP, ticks=()))

    @cached_property
    def wave(self) -> Frame:
        """The axes of both curves."""
        quarters = tuple(k * sp.pi / 2 for k in range(1, 5))
        across = Scale(-_BEFORE, self.end + _AFTER, quarters, style=angle)
        return Frame(across, Scale(-_UP, _UP, (sp.Integer(-1), sp.Integer(1))))

    @property
    def end(self) -> float:
        """The angle of a whole turn."""
        return 2 * pi

    @cached_property
    def rim(self) -> FloatArray:
        """The unit circle; shape (n, 2)."""
        angles = np.linspace(0, self.end, _SAMPLES)
        return np.column_stack([np.cos(angles), np.sin(angles)])

    def arc(self, at: float, quarters: float) -> FloatArray:
        """Return the way along the rim that is as long as x; shape (n, 2)."""
        start = quarters * _QUARTER
        angles = np.linspace(start, start + at, _SAMPLES)
        return np.column_stack([np.cos(angles), np.sin(angles)])

    def tip(self, at: float, quarters: float) -> Place:
        """Return the tip of the hand."""
        turned = at + quarters * _QUARTER
        return cos(turned), sin(turned)

    def hand(self, at: float, quarters: float) -> Ends:
        """Return the hand."""
        return (0.0, 0.0), self.tip(at, quarters)

    def velocity(self, at: float, quarters: float) -> Ends:
        """Return the velocity of the tip, at the tip."""
        (x, y), (ahead, up) = self.tip(at, quarters), self.tip(at, quarters + 1)
        return (x, y), (x + ahead, y + up)

    def across(self, at: float, quarters: float) -> Ends:
        """Return the level line from the tip to the side of its circle."""
        x, y = self.tip(at, quarters)
        return (x, y), (_UP, y)

    def point(self, at: float, quarters: float) -> Place:
        """Return the point of the curve."""
        return at, self.tip(at, quarters)[1]

    def onward(self, at: float, quarters: float) -> Ends:
        """Return the level line from the side of the plot to the point of the curve."""
        x, y = self.point(at, quarters)
        return (-_BEFORE, y), (x, y)

    def drawn(self, at: float, quarters: float) -> FloatArray:
        """Return the curve so far; shape (n, 2)."""
        places = np.linspace(0, at, _SAMPLES)
        return np.column_stack([places, np.sin(places + quarters * _QUARTER)])

    def tangent(self, at: float, quarters: float) -> Ends:
        """Return a short tangent of the curve."""
        return short_tangent(self.wave, self.point(at, quarters), self.tip(at, quarters + 1)[1])

    def name(self, quarters: float) -> Place:
        """Return where the name of a curve stands: over its trough."""
        return (3 - quarters) * _QUARTER, _NAME

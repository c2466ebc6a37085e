"""The picture of a probe that turns about a point, and of its slope over the angle."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import sympy as sp

from calcml.core.contours import LevelCurve, level_curves
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.gradients import Gradient
from calcml.core.sampling import Window
from calcml.core.types import FloatArray
from calcml.lessons.entries import Shown, degrees
from calcml.lessons.scales import Frame, Scale, nice_scale, ticked

__all__ = ["Ends", "Place", "SteepestPicture"]

Place: TypeAlias = tuple[float, float]
Ends: TypeAlias = tuple[Place, Place]

_ARROW = 2.0  # length of the gradient's arrow on the map, in lengths of the probe
_AROUND = 2.5  # from the point to the border of the map, likewise
_LEVELS = range(-12, 13)
_APART = 0.4  # probes between two level lines along the gradient
_ARC = 0.5  # radius of the angle's arc, in lengths of the probe
_LETTER = 0.78  # how far from the point the angle's letter stands
_BEYOND = 1.16  # how far the name of the probe stands
_ASIDE = 22  # degrees from the probe to its name
_BEHIND = 0.36  # how far behind the tip of the gradient its name stands
_TOP = 1.3  # of the slopes' axis, in lengths of the gradient
_WIDER = 1.1  # than the turns is their axis
_BESIDE = 0.2  # from the probe to the shadow beside it
_CORNERS = 97
_HALF_TURN = 180.0
_QUARTER = 90


class _Turns(Scale):
    """An axis of angles in degrees."""

    def written(self, tick: sp.Expr) -> Shown:
        return degrees(0)(tick)


@dataclass(frozen=True)
class SteepestPicture:
    """Where everything stands; turns are degrees from the gradient, counterclockwise.

    Attributes
    ----------
    function : Function
    at : tuple of two sympy.Expr
    gradient : Gradient
    """

    function: Function
    at: tuple[sp.Expr, sp.Expr]
    gradient: Gradient

    @property
    def point(self) -> Place:
        """The point on the map."""
        return nearest(self.at[0]), nearest(self.at[1])

    @property
    def first(self) -> float:
        """The turn with which the probe begins: against the gradient."""
        return -_HALF_TURN

    @property
    def last(self) -> float:
        """The turn with which it has been all around."""
        return _HALF_TURN

    @property
    def rest(self) -> float:
        """The turn at which it rests in the end, from the last stop on: along the gradient."""
        return 0.0

    @property
    def _heading(self) -> float:
        """The gradient's own angle, in degrees."""
        along, up = self.gradient.components
        return math.degrees(math.atan2(up, along))

    def _away(self, turn: float, distance: float) -> Place:
        """Return the place at a distance in a direction."""
        (a, b), way = self.point, math.radians(self._heading + turn)
        return a + distance * math.cos(way), b + distance * math.sin(way)

    def probe(self, turn: float) -> Ends:
        """Return the unit arrow."""
        return self.point, self._away(turn, 1.0)

    def probe_name(self, turn: float) -> Place:
        """Return where its name stands: beyond its tip, beside the line that it lies on."""
        return self._away(turn - _ASIDE, _BEYOND)

    @property
    def arrow(self) -> Ends:
        """The gradient."""
        return self.point, self._away(0, _ARROW)

    @property
    def arrow_name(self) -> Place:
        """Where its name stands."""
        return self._away(0, _ARROW + _BEHIND)

    def shadow(self, turn: float) -> Ends:
        """Return the gradient's shadow on the line of the probe."""
        return self.point, self._away(turn, self._share(turn) * _ARROW)

    def band(self, turn: float) -> Ends:
        """Return the shadow drawn beside the probe, on the far side from the gradient."""
        way = math.radians(self._heading + turn + _QUARTER)
        aside = np.array([math.cos(way), math.sin(way)]) * _BESIDE
        start, end = ((float(a), float(b)) for a, b in np.array(self.shadow(turn)) + aside)
        return start, end

    def ray(self, turn: float) -> Ends:
        """Return the line from the gradient's tip down to its shadow's end."""
        return self.arrow[1], self.shadow(turn)[1]

    def shadows(self, turn: float) -> FloatArray:
        """Return the way of the shadow's end from the last turn to another, shape (n, 2)."""
        return np.array([self.shadow(each)[1] for each in np.linspace(self.last, turn, _CORNERS)])

    def circle(self, times: float = 1.0) -> FloatArray:
        """Return a circle about the point, shape (n, 2): the ends of probes, or longer arrows."""
        return np.array([self._away(t, times) for t in np.linspace(0, 360, 2 * _CORNERS)])

    @property
    def far_circle(self) -> FloatArray:
        """The circle through the gradient's tip."""
        return self.circle(_ARROW)

    def arc(self, turn: float) -> FloatArray:
        """Return the arc from the gradient to the probe, shape (n, 2)."""
        return np.array([self._away(each, _ARC) for each in np.linspace(0, turn, _CORNERS)])

    def letter(self, turn: float) -> Place:
        """Return where the letter of the angle stands: beyond the middle of its arc."""
        return self._away(turn / 2, _LETTER)

    @cached_property
    def map(self) -> Frame:
        """The map around the point."""
        across, up = (nice_scale(c - _AROUND, c + _AROUND, count=4) for c in self.point)
        return Frame(across, up)

    @cached_property
    def bend(self) -> float:
        """How far the ground at the probe's tip is from a plane, in lengths of the gradient.

        The largest such distance of all turns; infinite if the ground breaks off there.
        """
        turns = np.linspace(self.first, self.last, _CORNERS)
        tips = np.array([self.probe(turn)[1] for turn in turns])
        rises = self.function.raw(*tips.T) - nearest(self.function.exact(*self.at))
        slopes = np.array([self.slope(turn)[1] for turn in turns])
        bends = np.abs(rises - slopes) / self.gradient.magnitude
        return float(bends.max()) if np.isfinite(bends).all() else math.inf

    @cached_property
    def levels(self) -> tuple[LevelCurve, ...]:
        """Level lines, one of them through the point."""
        step = _APART * self.gradient.magnitude
        here = nearest(self.function.exact(*self.at))
        window = Window(self.map.x.limits, self.map.y.limits)
        return level_curves(self.function, window, [here + k * step for k in _LEVELS])

    @property
    def level(self) -> tuple[LevelCurve]:
        """The level line through the point."""
        return (self.levels[len(_LEVELS) // 2],)

    @cached_property
    def slopes(self) -> Frame:
        """The axes of the slope over the angle."""
        top = _TOP * self.gradient.magnitude
        quarters = ticked(self.first, self.last, _QUARTER).ticks
        return Frame(
            _Turns(_WIDER * self.first, _WIDER * self.last, quarters),
            nice_scale(-top, top, count=4),
        )

    def _share(self, turn: float) -> float:
        return math.cos(math.radians(turn))

    def slope(self, turn: float) -> Place:
        """Return the slope along the probe, over its turn."""
        return turn, self.gradient.magnitude * self._share(turn)

    def bar(self, turn: float) -> Ends:
        """Return the upright from zero to the slope."""
        return (turn, 0.0), self.slope(turn)

    def traced(self, turn: float) -> FloatArray:
        """Return the slopes met so far, shape (n, 2)."""
        return np.array([self.slope(each) for each in np.linspace(self.first, turn, _CORNERS)])

    @property
    def bounds(self) -> tuple[Ends, Ends]:
        """The lines at the gradient's length and its opposite."""
        size = self.gradient.magnitude
        return (
            ((self.first, size), (self.last, size)),
            ((self.first, -size), (self.last, -size)),
        )

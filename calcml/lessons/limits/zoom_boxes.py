"""Boxes around a point of a curve, a lens on them, and where their marks stand."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import sympy as sp

from calcml.core.domains import discontinuities_within
from calcml.core.epsilon_delta import EpsilonDelta
from calcml.core.errors import CalcmlError, OutsideDomain
from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.lessons.framing import heights
from calcml.lessons.limits.broken_curves import Point
from calcml.lessons.limits.clearance import axis_lines, is_clear
from calcml.lessons.limits.limit_values import in_frame
from calcml.lessons.limits.zoom_levels import Corners, between, beyond
from calcml.lessons.placing import Name, free_place
from calcml.lessons.scales import Frame, Scale, nice_scale

__all__ = ["ZoomBoxes"]

_ROOM = 2.4  # how many times larger than the box the lens is
_AROUND = 6  # how many times wider than the first box the main plot is
_SHARE = 0.39  # of the main plot's height that the first lens keeps at least
_SIGNS = 26  # of tick numbers and gaps, that fit below the main plot and beside it
_TEN = sp.Integer(10)
_FEWEST = 3  # ticks
_START = (4.0, 3.0, 2.0, 1.4, 0.95)  # where points may set out, in units of δ
_INSIDE = 1e-7  # so near to an edge, in units of δ
_TOUCH = 1e-3  # of ε
_ROUNDING = 1e-9  # of ε: what doubles may be off


@dataclass(frozen=True)
class ZoomBoxes:
    """Boxes that hold a curve, one for each tolerance, and what a lens shows of them.

    Attributes
    ----------
    function : Function
    answers : tuple of EpsilonDelta
        The tolerances with their widths.
    """

    function: Function
    answers: tuple[EpsilonDelta, ...]

    @cached_property
    def target(self) -> Point:
        """The point (a, L) at the middle of every box."""
        return float(self.answers[0].at), float(self.answers[0].limit)

    @property
    def levels(self) -> tuple[int, ...]:
        """The zoom levels, one per box."""
        return tuple(range(len(self.answers)))

    def half_sizes(self, level: float) -> Point:
        """Return δ and ε at a level, in between on geometric scales."""
        deltas, epsilons = self._half_sizes
        return between(deltas, level), between(epsilons, level)

    @cached_property
    def _half_sizes(self) -> tuple[list[float], list[float]]:
        """Return δ and ε of every level."""
        deltas = [float(answer.delta) for answer in self.answers]
        return deltas, [float(answer.epsilon) for answer in self.answers]

    def box(self, level: float, stretch: float = 1.0) -> Corners:
        """Return the corners of the box at a level, its width times ``stretch``."""
        (a, height), (delta, epsilon) = self.target, self.half_sizes(level)
        return (a - stretch * delta, height - epsilon), (a + stretch * delta, height + epsilon)

    def view(self, level: float) -> Window:
        """Return what the lens shows at a level."""
        (a, height), (delta, epsilon) = self.target, self.half_sizes(level)
        wide, tall = _ROOM * delta, _ROOM * epsilon
        return Window(x=(a - wide, a + wide), y=(height - tall, height + tall))

    def magnified(self, level: float) -> Curve:
        """Return the curve in the lens at a level."""
        return _sampled(self.function, self.view(level))

    def escaping(self, level: float, stretch: float) -> Curve:
        """Return the parts of the curve above and below a stretched box."""
        return beyond(
            lambda part: _sampled(self.function, part), self.view(level), self.box(level, stretch)
        )

    @cached_property
    def frame(self) -> Frame:
        """The axes of the main plot: the curve around the first box."""
        (a, _), (delta, _) = self.target, self.half_sizes(0)
        left, right = self._inhabited(a - _AROUND * delta, a + _AROUND * delta)
        low, high = heights(
            self.function, (left, right), hold=self.view(0).y, share=_SHARE, room=0.0
        )
        up = nice_scale(low, high, count=6)
        longest = max((len(up.written(tick).text) for tick in up.ticks), default=0)
        return Frame(_scale(left, right, _SIGNS - longest), up)

    def _inhabited(self, left: float, right: float) -> Point:
        """Return the part of an interval in which there is a curve, with a margin."""
        across = np.linspace(left, right, 401)
        there = across[np.isfinite(self.function.raw(across))]
        margin, view = 0.04 * (right - left), self.view(0).x
        low = max(left, min(float(there[0]) - margin, view[0])) if len(there) else left
        high = min(right, max(float(there[-1]) + margin, view[1])) if len(there) else right
        return low, high

    @cached_property
    def curve(self) -> Curve:
        """The curve in the main plot."""
        return in_frame(self.function, self.frame)

    def name_place(self, width: float, height: float) -> tuple[Point, bool]:
        """Return where the curve's name stands in the main plot: clear of the first lens.

        Parameters
        ----------
        width, height : float
            Of the name, as shares of the plot's.

        Returns
        -------
        tuple
            The place, and whether the curve leaves it free.
        """
        name = Name(width + 0.04, height + 0.03)
        view = self.view(0)
        (left, low), (right, high) = (view.x[0], view.y[0]), (view.x[1], view.y[1])
        top, bottom = self.frame.y.high, self.frame.y.low
        lens = np.array([[left, low], [right, low], [right, high], [left, high], [left, low]])
        rays = [
            np.array([[right, high], [self.frame.x.high, top]]),
            np.array([[right, low], [self.frame.x.high, bottom]]),
        ]
        lines = [*self.curve.pieces, lens, *rays]
        ends = np.vstack([piece[[0, -1]] for piece in self.curve.pieces])
        for near in (ends, np.vstack(self.curve.pieces)):
            for axes in (axis_lines(self.frame), []):
                place = free_place(self.frame, name, clear_of=[*lines, *axes], near=near)
                if is_clear(self.frame, place, name, [*lines, *axes]):
                    return place, True
        return free_place(self.frame, name, clear_of=lines), False

    @cached_property
    def steps(self) -> tuple[sp.Expr, ...]:
        """For each box a distance h that lies inside, shorter than before.

        The largest power of ten, if that is shorter; else the largest of 1, 2 and 5 times one.
        """
        found: list[sp.Expr] = []
        for answer in self.answers:
            room = answer.delta if not found else min(answer.delta, found[-1], key=float)
            power = _TEN ** (math.ceil(math.log10(float(answer.delta))) - 1)
            below = _TEN ** (math.ceil(math.log10(float(room))) - 1)
            usual = max((m * below for m in (1, 2, 5) if m * below < room), default=below / 2)
            found.append(power if power < room else usual)
        return tuple(found)

    @property
    def nearness(self) -> tuple[float, ...]:
        """For each box the k of its distance 10**-k."""
        return tuple(-math.log10(float(step)) for step in self.steps)

    @cached_property
    def start(self) -> float:
        """The k at which the moving points set out: outside of the box, where there is a curve."""
        delta = float(self.answers[0].delta)
        return -math.log10(next(s for s in _START if self._walkable(s * delta)) * delta)

    def _walkable(self, distance: float) -> bool:
        """Tell whether points can come from a distance on both sides, always in the picture."""
        a, delta = self.answers[0].at, float(self.answers[0].delta)
        if distance < delta:
            return True
        away = np.linspace(0.9 * delta, distance, 200)
        (low, high), (left, right) = self.frame.y.limits, self.frame.x.limits
        for side in (-1, 1):
            across = float(a) + side * away
            up = self.function.raw(across)
            if not np.all((left <= across) & (across <= right) & (low <= up) & (up <= high)):
                return False
        try:
            f = self.function
            broken = discontinuities_within(f.expression, f.variable, a - distance, a + distance)
        except CalcmlError:
            return False
        return all(point == a for point in broken)

    def moving_point(self, side: int, k: float) -> Point:
        """Return the point of the curve at the distance 10**-k, left (-1) or right (1)."""
        across = float(self.answers[0].at) + side * 10.0**-k
        return across, self.function(across)

    def left_point(self, k: float) -> Point:
        """Return the point of the curve at a - 10**-k."""
        return self.moving_point(-1, k)

    def right_point(self, k: float) -> Point:
        """Return the point of the curve at a + 10**-k."""
        return self.moving_point(1, k)

    def fate(self, stretch: float) -> str:
        """Return what becomes of the curve in a wider box, at the last level.

        Parameters
        ----------
        stretch : float
            The box's width in units of δ, more than one.

        Returns
        -------
        str
            ``escapes`` through top or bottom, ``jumps`` out, ``ends`` where there is no value,
            or ``touches`` top or bottom.
        """
        kinds = {self._at_edge(edge, side) for edge, side in self._edges()}
        if "crosses" in kinds:
            return "escapes" if self._leaves(stretch) else "touches"
        return "jumps" if "jumps" in kinds else "ends"

    def _leaves(self, stretch: float) -> bool:
        """Tell whether the curve has a point above or below a wider box, at the last level."""
        answer = self.answers[-1]
        away = float(answer.delta) * (1 + (stretch - 1) * np.geomspace(_INSIDE, 1, 200))
        across = float(answer.at) + np.concatenate([-away, away])
        off = np.abs(self.function.raw(across) - float(answer.limit))
        return bool(np.any(off > (1 + _ROUNDING) * float(answer.epsilon)))

    def _edges(self) -> Iterable[tuple[sp.Expr, int]]:
        """Yield the ends of the last box at which the promise is broken, with their sides."""
        answer = self.answers[-1]
        for reach, side in ((answer.left, -1), (answer.right, 1)):
            if reach.is_finite and abs(reach - answer.delta) <= sp.Float(1e-12) * answer.delta:
                yield answer.at + side * reach, side

    def _at_edge(self, edge: sp.Expr, side: int) -> str:
        """Return whether the curve crosses the border at an edge, jumps or has no value."""
        answer = self.answers[-1]
        inner, outer = (
            self.function.raw(float(edge + way * side * sp.Float(_INSIDE) * answer.delta))
            for way in (-1, 1)
        )
        away = abs(float(inner) - float(answer.limit)) / float(answer.epsilon)
        if abs(away - 1) < _TOUCH and np.isfinite(outer):
            return "crosses"
        try:
            value = abs(self.function.exact(edge) - answer.limit)
        except OutsideDomain:
            return "ends"
        return "jumps" if np.isfinite(outer) or value >= answer.epsilon else "ends"


def _scale(left: float, right: float, room: float) -> Scale:
    """Return an axis with as many ticks as have room for their numbers: so many signs."""
    scales = [nice_scale(left, right, count=count) for count in (6, 5, 4, 3)]
    telling = [scale for scale in scales if len(scale.ticks) >= _FEWEST] or scales[:1]
    return next((s for s in telling if _signs(s) <= room), min(telling, key=_signs))


def _signs(scale: Scale) -> float:
    """Return the width of an axis's numbers and gaps, in signs."""
    return sum(len(scale.written(tick).text) + 1.5 for tick in scale.ticks)


@lru_cache(maxsize=8)
def _sampled(f: Function, window: Window) -> Curve:
    """Sample a curve, once while a lens rests."""
    return sample_curve(f, window)

"""Where the things of a descent on a curve stand: the plot, the lanes of its moves, close-ups."""

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import sympy as sp

from calcml.core.floats import nearest
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.types import FloatArray
from calcml.core.window import clipped
from calcml.lessons.descent.downhill import DownhillRun
from calcml.lessons.descent.legible import legible_scale
from calcml.lessons.descent.quadratics import Place
from calcml.lessons.placing import Name, free_place
from calcml.lessons.scales import Frame, nice_scale

__all__ = ["DownhillView"]

_FAR = 8  # walks away, and a place of arrival is out of view
_NEAR_SIDE, _FAR_SIDE = 0.1, 0.62  # room beyond the start and beyond the goal, in first errors
_ABOVE = 0.12  # room above the start, in heights of the walk
_LANE, _NEXT_LANE = 0.1, 0.07  # depths of the moves below the curve
_DEEPER = 0.6  # how far below the telling the curve is followed, in heights of the telling
_BELOW = 0.22  # room for one lane and its numbers
_SAMPLES = 400
_FINEST = 1e-3  # of the last error: how near to the goal the close-ups' curve is sampled
_STEEP_SIDE = 0.36  # share of the plot that a lens leaves to the steep arm
_LETTER = 0.017  # width of a sign of a formula, in shares of the plot
_LEAST_ARROW = 0.004  # of the window's width
_BESIDE = 3  # signs of a number that has room beside two others
_SHARPNESS = 2000  # how many units in the last place a close-up is high at least


@dataclass(frozen=True)
class DownhillView:
    """The picture of a descent.

    Attributes
    ----------
    run : DownhillRun
    name_length, goal_length : int
        How many signs the curve's name and the number of the place of arrival have.
    """

    run: DownhillRun
    name_length: int
    goal_length: int

    @cached_property
    def shows_goal(self) -> bool:
        """Whether the place of arrival is known and near enough to be in the picture."""
        if not self.run.errors:
            return False
        points = self.run.points
        walked = max(points) - min(points)
        return abs(nearest(self.run.errors[0])) <= _FAR * walked

    @property
    def goal(self) -> Place:
        """The place of arrival; of a run without one the last iterate."""
        arrival = self.run.arrival
        return self.run.place(nearest(arrival.at) if arrival else self.run.points[-1])

    @cached_property
    def zooms(self) -> bool:
        """Whether the run closes in so fast that its later steps are told in close-ups."""
        errors = [abs(nearest(error)) for error in self.run.errors]
        if not (self.shows_goal and self.run.steps > 2):  # noqa: PLR2004 - two before the lens
            return False
        halves = all(later <= 0.5 * earlier for earlier, later in pairwise(errors))
        at, value = self.goal
        last = self.run.steps - 1
        sharp = self._rise(last) > _SHARPNESS * math.ulp(abs(value) + self._rise(0))
        wide = errors[last] > _SHARPNESS * math.ulp(abs(at) + errors[0])
        return halves and self._rise(last) > 0 and sharp and wide

    @cached_property
    def close_steps(self) -> tuple[int, ...]:
        """The steps that are told in close-ups."""
        return tuple(range(2, self.run.steps)) if self.zooms else ()

    @cached_property
    def rises(self) -> tuple[sp.Expr, ...]:
        """How far the iterates lie above the place of arrival; none if that is unknown."""
        arrival = self.run.arrival
        return () if arrival is None else tuple(v - arrival.value for v in self.run.values)

    def _rise(self, k: int) -> float:
        return nearest(self.rises[k])

    @property
    def starts_left(self) -> bool:
        """Whether the first move goes to the right."""
        return bool(self.run.moves[0] > 0)

    @cached_property
    def turns(self) -> bool:
        """Whether any step goes back against the one before it."""
        return any(self.run.turns)

    @cached_property
    def across(self) -> tuple[float, float]:
        """The part of the axis that is shown."""
        end = self.goal[0] if self.shows_goal else self.run.points[-1]
        points = (*self.run.points, end)
        first, low, high = points[0], min(points), max(points)
        if self.turns and not self.shows_goal:
            return low - 0.18 * (high - low), high + 0.18 * (high - low)
        far = first + _NEAR_SIDE * (first - end)
        near = end + self._beyond * (end - first)
        room = 0.12 * (high - low)
        ends = min(far, near, low), max(far, near, high)
        return (
            ends[0] if ends[0] < low else low - room,
            ends[1] if ends[1] > high else high + room,
        )

    @cached_property
    def _beyond(self) -> float:
        """How much is shown beyond the goal, in first errors: a lens stays clear of the curve."""
        if not self.zooms:
            return _FAR_SIDE
        (at, floor), first = self.goal, self.run.points[0]
        height = self.run.function(first) - floor
        shares = np.linspace(0.2, _FAR_SIDE, 22)
        rises = self.run.function.raw(at + shares * (at - first)) - floor
        low_enough = shares[~(rises > (_FAR_SIDE**2 + 1e-9) * height)]
        return float(low_enough[-1]) if len(low_enough) else float(shares[0])

    @cached_property
    def floor(self) -> float:
        """The lowest height of the telling, below which the moves are drawn."""
        lowest = min(map(nearest, self.run.values))
        if self.shows_goal:
            lowest = min(lowest, self.goal[1])
        if self.turns:
            lowest = self._lowest_between(min(self.run.points), max(self.run.points), lowest)
        top = max(map(nearest, self.run.values))
        return max(self._lowest_between(*self.across, lowest), lowest - _DEEPER * (top - lowest))

    def _lowest_between(self, left: float, right: float, at_most: float) -> float:
        values = self.run.function.raw(np.linspace(left, right, _SAMPLES))
        return float(np.min(values[np.isfinite(values)], initial=at_most))

    @cached_property
    def height(self) -> float:
        """How high the telling reaches above that."""
        return max(map(nearest, self.run.values)) - self.floor

    @cached_property
    def is_visible(self) -> bool:
        """Whether the curve's heights differ by more than the rounding of doubles."""
        return self.height > _SHARPNESS * math.ulp(abs(self.floor) + abs(self.height))

    def _lane(self, step: int, closeness: float) -> float:
        if closeness:
            return self.goal[1] - _LANE * self._height_at(closeness)
        return self.floor - (_LANE + _NEXT_LANE * step * self.turns) * self.height

    @cached_property
    def frame(self) -> Frame:
        """The one plot, with room for the moves below the curve."""
        lanes = _LANE + _NEXT_LANE * (self.run.steps - len(self.close_steps) - 1) * self.turns
        below = max(_BELOW, lanes + 0.06)
        return Frame(
            legible_scale(*self.across, count=4, room=80),
            nice_scale(
                self.floor - below * self.height,
                self.floor + (1 + _ABOVE) * self.height,
                count=5,
            ),
        )

    @cached_property
    def curve(self) -> Curve:
        """The curve in the window of the plot."""
        window = Window(x=self.frame.x.limits, y=self.frame.y.limits)
        return sample_curve(self.run.function, window)

    @cached_property
    def name_place(self) -> Place:
        """Where the curve's name stands: in the bowl between curve and lens, or on free ground."""
        width = min(0.9, _LETTER * self.name_length)
        if self.zooms and self.run.factor is not None and width < 0.36:  # noqa: PLR2004
            at, floor = self.goal
            return at - 0.04 * (self.run.points[0] - at), floor + 0.34 * self.height
        clear: list[Curve | FloatArray] = [self.curve, *self._lines(), *self._reserved()]
        return free_place(
            self.frame, Name(width), clear_of=clear, near=np.vstack(self.curve.pieces)
        )

    def _lines(self) -> list[FloatArray]:
        """Return the tangents and moves that are drawn."""
        (left, right), (low, high) = self.frame.x.limits, self.frame.y.limits
        steps = range(self.run.steps - len(self.close_steps))
        lines = [np.array(self.move(step)) for step in steps]
        lines += [np.array([[0, low], [0, high]])] if left < 0 < right else []
        lines += [np.array([[left, 0], [right, 0]])] if low < 0 < high else []
        for step in steps:
            at, up, slope = self.tangent(step)
            line = np.array([[left, up + slope * (left - at)], [right, up + slope * (right - at)]])
            inside = Window(x=self.frame.x.limits, y=self.frame.y.limits)
            lines += clipped([line], inside).pieces
        return lines

    def _reserved(self) -> list[FloatArray]:
        """Return lines across the room of the lens and of the moves' numbers."""
        (left, right), (low, high) = self.frame.x.limits, self.frame.y.limits
        rows = [np.array([[left, self.floor], [right, self.floor]])]
        rows.append(rows[0] - [[0, 0.1 * self.height]])
        if self.zooms:
            width, rise = right - left, high - low
            ends = (_STEEP_SIDE, 1.0) if self.starts_left else (0.0, 1 - _STEEP_SIDE)
            for share in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
                row = [[left + end * width, low + share * rise] for end in ends]
                rows.append(np.array(row))
            foot = [[left + end * width, low + 0.5 * rise] for end in ends]
            rows += [np.array([self.goal, corner]) for corner in foot]
        return rows

    @property
    def lens_region(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Where the lens is, in shares of the plot: beside the steep arm of the curve."""
        return ((_STEEP_SIDE, 1) if self.starts_left else (0, 1 - _STEEP_SIDE)), (0.5, 1)

    def tangent(self, step: int) -> tuple[float, float, float]:
        """Return the point and the slope of the tangent that a step starts from."""
        slope = float(self.run.trajectory.gradients[step, 0])
        return (*self.run.place(self.run.points[step]), slope)

    def move(self, step: int, closeness: float = 0) -> tuple[Place, Place]:
        """Return both ends of a step's move along the axis.

        Parameters
        ----------
        step : int
            The step that starts from iterate number ``step``.
        closeness : float
            Of the view it is drawn in: its lane lies a fixed share below the curve.

        Returns
        -------
        tuple of two places
        """
        lane = self._lane(step, closeness)
        return (self.run.points[step], lane), (self.run.points[step + 1], lane)

    def has_arrow(self, step: int) -> bool:
        """Tell whether a move is long enough to be drawn on the axes."""
        left, right = self.across
        return abs(nearest(self.run.moves[step])) > _LEAST_ARROW * (right - left)

    def is_measured(self, step: int, length: int) -> bool:
        """Tell whether a number of so many signs has room under a move on the axes."""
        left, right = self.across
        room = abs(nearest(self.run.moves[step])) / (right - left)
        return not self.turns and (step == 0 or room > 0.012 * (length + 2))

    def drop(self, step: int, closeness: float = 0) -> tuple[Place, Place]:
        """Return the upright from the curve down to the lane of the moves."""
        at = self.run.points[step]
        return self.run.place(at), (at, self._lane(step, closeness))

    def level(self, closeness: float) -> tuple[Place, Place]:
        """Return the level line through the place of arrival, across a close-up."""
        left, right = self.close_up(closeness).x
        return (left, self.goal[1]), (right, self.goal[1])

    def _size_at(self, closeness: float) -> float:
        return _between([abs(nearest(error)) for error in self.run.errors], closeness)

    def _height_at(self, closeness: float) -> float:
        return _between([self._rise(k) for k in range(len(self.run.iterates))], closeness)

    def close_up(self, closeness: float) -> Window:
        """Return the window around the place of arrival that suits the error after some steps.

        Parameters
        ----------
        closeness : float
            The number of steps k; the window shrinks across as the error does, and upwards as
            the value does, so that a parabola looks the same for every k.

        Returns
        -------
        Window
        """
        if self.turns:
            sides = (-1.25, 1.25)
        else:
            sides = (-1.25, 0.55) if self.starts_left else (-0.55, 1.25)
        at, floor = self.goal
        size, height = self._size_at(closeness), self._height_at(closeness)
        low, high = (at + side * size for side in sides)
        return Window(x=(low, high), y=(floor - 0.5 * height, floor + 1.35 * height))

    @cached_property
    def _near_points(self) -> FloatArray:
        """The curve, ever denser towards the place of arrival."""
        outermost, last = 1.4 * self._size_at(1), _FINEST * self._size_at(self.run.steps - 1)
        away = np.geomspace(last, outermost, _SAMPLES)
        at = self.goal[0] + np.concatenate([-away[::-1], [0.0], away])
        values = self.run.function.raw(at)
        known = np.isfinite(values)
        return np.column_stack([at[known], values[known]])

    def close_curve(self, closeness: float) -> Curve:
        """Return the curve inside a close-up."""
        return clipped([self._near_points], self.close_up(closeness))

    def tangent_piece(self, step: int, closeness: float) -> tuple[Place, Place]:
        """Return the part of a tangent that suits a close-up."""
        across, up, slope = self.tangent(step)
        reach = 0.45 * self._size_at(closeness)
        back, ahead = -0.25 * reach, reach
        if slope > 0:
            back, ahead = -ahead, -back
        return (across + back, up + slope * back), (across + ahead, up + slope * ahead)

    def value_place(self, step: int, closeness: float) -> Place:
        """Return where an iterate's value stands in a close-up: under the lane of the moves."""
        return self.run.points[step], self.goal[1] - 0.36 * self._height_at(closeness)

    def goal_value_place(self, closeness: float) -> Place:
        """Return where the value of the place of arrival stands in a close-up.

        Beside the iterates' values, or above the curve where iterates fall on both sides.
        """
        share = 0.25 if self.turns or self.goal_length > _BESIDE else -0.36
        return self.goal[0], self.goal[1] + share * self._height_at(closeness)


def _between(sizes: list[float], closeness: float) -> float:
    """Return a size between those of two whole numbers, by equal ratios."""
    index = min(int(closeness), len(sizes) - 2)
    share = closeness - index
    return float(sizes[index] ** (1 - share) * sizes[index + 1] ** share)

"""Ascents on a parabola with a summit: the run, and where things stand beside the hill."""

from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from calcml.core.descent import Trajectory, gradient_ascent
from calcml.core.errors import UnfitLesson
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.lessons.descent.legible import legible_scale
from calcml.lessons.descent.quadratics import (
    Place,
    QuadraticRun,
    largest_rate,
    lowest_point,
    refuse_rest,
)
from calcml.lessons.scales import Frame, nice_scale

__all__ = ["Hill", "hill_bound", "mirrored"]

_BEFORE, _BEHIND = 1.22, 0.75  # room beside the summit, in errors of the start
_BELOW, _ABOVE = 1.12, 0.3  # room below the summit and above it, in heights of the climb
_LANE = 0.1  # of the moves, above the summit
_LEAST = 0.02  # length of an arrow that is seen, in errors of the start
_NAMED = 0.12  # length of an arrow with room for its number
_NAME = (0.12, 0.66)  # of the curve, behind and below the summit


def mirrored(f: Function) -> Function:
    """Return a function turned upside down.

    Parameters
    ----------
    f : Function
        Of one variable.

    Returns
    -------
    Function
    """
    return Function(sp.expand(-f.expression), f.variable)


@dataclass(frozen=True)
class Hill:
    """An ascent, as the descent in the hill's mirror image.

    Attributes
    ----------
    function : Function
        A quadratic of one variable with a maximum.
    below : QuadraticRun
        The descent on the function turned upside down: the same iterates.
    walk : Trajectory
        The ascent in doubles.
    """

    function: Function
    below: QuadraticRun
    walk: Trajectory

    @classmethod
    def of(cls, f: Function, start: sp.Expr, *, rate: sp.Expr, steps: int) -> "Hill":
        """Climb, or refuse what cannot be told.

        Parameters
        ----------
        f : Function
            Of one variable.
        start, rate : sympy.Expr
        steps : int

        Returns
        -------
        Hill

        Raises
        ------
        UnfitLesson
            If the function is no quadratic with a maximum, the start is its place, or the steps
            do not stay on one side of it.
        """
        ideal = hill_bound(f) / 2
        if not rate < ideal:
            raise UnfitLesson(
                f"the rate must be below {ideal}, so that the climb stays on its side of the "
                f"summit, got {rate}; LearningRateRegimes tells of larger ones"
            )
        refuse_rest(start, lowest_point(f), "summit")
        run = QuadraticRun.of(mirrored(f), start, rate=rate, steps=steps)
        return cls(f, run, gradient_ascent(f, start, rate=rate, steps=steps, tolerance=0))

    @property
    def summit(self) -> sp.Expr:
        """Where the function is largest."""
        return self.below.minimum

    @cached_property
    def points(self) -> tuple[float, ...]:
        """The iterates in doubles."""
        return tuple(self.walk.points[:, 0].tolist())

    @property
    def exact(self) -> tuple[sp.Expr, ...]:
        """The iterates, exact."""
        return self.below.exact

    @cached_property
    def slopes(self) -> tuple[sp.Expr, ...]:
        """The slopes of the hill at the iterates."""
        return tuple(-slope for slope in self.below.slopes)

    @cached_property
    def moves(self) -> tuple[sp.Expr, ...]:
        """What each step adds."""
        return tuple(self.below.contraction.rate * slope for slope in self.slopes[:-1])

    def place(self, at: float) -> Place:
        """Return the point of the curve above a coordinate."""
        return at, self.function(at)

    @cached_property
    def _error(self) -> float:
        """How far right of the start the summit is."""
        return nearest(self.summit) - self.points[0]

    @cached_property
    def _top(self) -> float:
        return self.function(nearest(self.summit))

    @cached_property
    def _height(self) -> float:
        return self._top - self.function(self.points[0])

    @cached_property
    def frame(self) -> Frame:
        """The axes: the climb, the summit and a part of the other side."""
        at = nearest(self.summit)
        low, high = sorted((at - _BEFORE * self._error, at + _BEHIND * self._error))
        floor, ceiling = self._top - _BELOW * self._height, self._top + _ABOVE * self._height
        return Frame(
            legible_scale(low, high, count=5, room=60), nice_scale(floor, ceiling, count=4)
        )

    @cached_property
    def curve(self) -> Curve:
        """The hill."""
        return sample_curve(self.function, Window(x=self.frame.x.limits, y=self.frame.y.limits))

    @property
    def name_place(self) -> Place:
        """Where the name of the curve stands: under the summit."""
        behind, below = _NAME
        return nearest(self.summit) + behind * self._error, self._top - below * self._height

    @property
    def lane(self) -> float:
        """The height of the moves, above the summit."""
        return self._top + _LANE * self._height

    def move(self, step: int) -> tuple[Place, Place]:
        """Return the arrow of a step, over the hill."""
        return (self.points[step], self.lane), (self.points[step + 1], self.lane)

    def upright(self, step: int) -> tuple[Place, Place]:
        """Return the line from where the run is after some steps up to the moves."""
        return self.place(self.points[step]), (self.points[step], self.lane)

    def is_seen(self, step: int) -> bool:
        """Tell whether a move is long enough for an arrow."""
        return abs(nearest(self.moves[step])) > _LEAST * abs(self._error)

    def is_named(self, step: int) -> bool:
        """Tell whether a number has room over a move."""
        return abs(nearest(self.moves[step])) > _NAMED * abs(self._error)

    def tangent(self, step: int) -> tuple[float, float, float]:
        """Return the tangent that a step goes by."""
        return (*self.place(self.points[step]), nearest(self.slopes[step]))


def hill_bound(f: Function) -> sp.Expr:
    """Return the rate below which ascents on a parabola arrive.

    Parameters
    ----------
    f : Function
        Of one variable.

    Returns
    -------
    sympy.Expr

    Raises
    ------
    UnfitLesson
        If it is no quadratic with a maximum.
    """
    try:
        return largest_rate(mirrored(f))
    except UnfitLesson:
        raise UnfitLesson(
            f"the lesson needs a quadratic with a maximum, got {f.expression}; choose one such as "
            "1 - x^2"
        ) from None

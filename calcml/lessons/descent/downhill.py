"""A descent on any curve: its iterates, what its steps do, and where it is bound to arrive."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import sympy as sp

from calcml.core.critical_points import Kind, critical_points
from calcml.core.derivatives import NoDerivative, derivative
from calcml.core.descent import Trajectory, gradient_descent
from calcml.core.errors import CalcmlError, OutsideDomain, UnfitLesson, UnsupportedFunction
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.iterates import PreciseIterate, precise_iterates
from calcml.core.rates import Contraction, contraction_factor
from calcml.core.smooth import vanishes
from calcml.lessons.descent.arrivals import Arrival, arrival
from calcml.lessons.descent.quadratics import Place

__all__ = ["DownhillRun"]

_ROUGH = (sp.Abs, sp.Max, sp.Min, sp.sign, sp.floor, sp.ceiling, sp.Piecewise, sp.Heaviside, sp.Mod)
_HALVINGS = 60
_GROWTH = 60  # how many times the first move the whole walk may be long


@dataclass(frozen=True)
class DownhillRun:
    """A descent on a function of one variable, as far as it moves.

    Attributes
    ----------
    function : Function
    rate : sympy.Expr
    iterates : tuple of PreciseIterate
        From the start to the last one; where the slope is zero the run ends.
    trajectory : Trajectory
        The same in doubles.
    """

    function: Function
    rate: sp.Expr
    iterates: tuple[PreciseIterate, ...]
    trajectory: Trajectory

    @classmethod
    def of(cls, f: Function, start: sp.Expr, *, rate: sp.Expr, steps: int) -> "DownhillRun":
        """Run a descent, or refuse what cannot be told.

        Parameters
        ----------
        f : Function
            Of one variable.
        start, rate : sympy.Expr
        steps : int
            The most steps to take.

        Returns
        -------
        DownhillRun

        Raises
        ------
        UnfitLesson
            If there is no slope to follow, or the run leaves the domain or goes out of bounds.
        """
        try:
            found = precise_iterates(f, start, rate=rate, steps=steps)
        except (OutsideDomain, UnsupportedFunction) as error:
            raise UnfitLesson(
                f"a descent needs a start where the function and its slope have values: {error}; "
                "choose another start"
            ) from None
        run = cls.cut(f, rate, found)
        run.check_slopes()
        if not run.is_tame(steps):
            raise UnfitLesson(
                f"the run must stay in the domain and within {_GROWTH} times its first move, but "
                f"with the rate {rate} it does not: {_gentler(f, start, rate, steps)}"
            )
        return run

    @classmethod
    def cut(cls, f: Function, rate: sp.Expr, found: tuple[PreciseIterate, ...]) -> "DownhillRun":
        """Keep the iterates up to the first one without slope, and no more than doubles reach."""
        flat = (k for k, each in enumerate(found) if _is_zero(each.slope))
        found = found[: next(flat, len(found)) + 1]
        walk = gradient_descent(f, found[0].point, rate=rate, steps=len(found) - 1, tolerance=0)
        return cls(f, rate, found[: len(walk.points)], walk)

    @property
    def steps(self) -> int:
        """The number of steps that move, up to rest or the last one asked for."""
        return len(self.iterates) - 1

    @property
    def rests(self) -> bool:
        """Whether the run ends where the slope is zero."""
        return _is_zero(self.iterates[-1].slope)

    def is_tame(self, steps: int) -> bool:
        """Tell whether all steps were taken and none of them leads far away."""
        if not self.steps:
            return False
        moves = [abs(nearest(move)) for move in self.moves]
        complete = self.rests or self.steps == steps
        return complete and all(move <= _GROWTH * moves[0] for move in moves)

    def check_slopes(self) -> None:
        """Refuse a start without slope, and iterates on a kink."""
        if self.function.expression.has(*_ROUGH):
            for each in self.iterates:
                slope = derivative(self.function, each.point)
                if isinstance(slope, NoDerivative):
                    raise UnfitLesson(
                        f"there must be a slope at every iterate, but at {each.point} there is "
                        f"none: {slope.reason.value}; choose a smaller rate or another start"
                    )
        at = self.iterates[0].point
        if self.rests and not self.steps:
            raise UnfitLesson(
                f"the slope at the start must not be zero, but that of {self.function.expression} "
                f"is at {at}; choose another start"
            )

    @cached_property
    def points(self) -> tuple[float, ...]:
        """The iterates in doubles."""
        return tuple(self.trajectory.points[: len(self.iterates), 0].tolist())

    @cached_property
    def exact(self) -> tuple[sp.Expr, ...]:
        """The iterates, exact or certified to forty digits."""
        return tuple(each.point for each in self.iterates)

    @cached_property
    def slopes(self) -> tuple[sp.Expr, ...]:
        """The slopes at the iterates."""
        return tuple(each.slope for each in self.iterates)

    @cached_property
    def values(self) -> tuple[sp.Expr, ...]:
        """The function's values at the iterates."""
        return tuple(each.value for each in self.iterates)

    @cached_property
    def moves(self) -> tuple[sp.Expr, ...]:
        """What each step adds."""
        return tuple(-self.rate * slope for slope in self.slopes[: self.steps])

    def place(self, at: float) -> Place:
        """Return the point of the curve above a coordinate."""
        return at, self.function(at)

    @cached_property
    def contraction(self) -> Contraction | None:
        """What the rate does to the error, if the function is a quadratic with a minimum."""
        try:
            found = contraction_factor(self.function, rate=self.rate)
        except UnsupportedFunction:
            return None
        return found if found.curvatures[0] > 0 else None

    @property
    def factor(self) -> sp.Expr | None:
        """The signed factor of the error, for such a quadratic."""
        return self.contraction.factor if self.contraction else None

    @cached_property
    def arrival(self) -> Arrival | None:
        """Where the run is proved to arrive."""
        if self.rests:
            return None
        walked = abs(sp.Rational(self.points[-1]) - sp.Rational(self.points[0]))
        length = max(walked, *(sp.Rational(abs(nearest(move))) for move in self.moves))
        return arrival(self.function, self.rate, self.exact[-1], length)

    @cached_property
    def is_lowest(self) -> bool:
        """Whether the place of arrival is proved to be the lowest of the whole curve."""
        if self.contraction is not None:
            return True
        if self.arrival is None or self.arrival.kind is not Kind.MINIMUM:
            return False
        f = self.function
        try:
            connected = f.domain is sp.S.Reals and f.discontinuities is sp.S.EmptySet
            return bool(connected and len(critical_points(f)) == 1)
        except (CalcmlError, NotImplementedError, TypeError, ValueError):
            return False

    @cached_property
    def errors(self) -> tuple[sp.Expr, ...]:
        """Signed distances of the iterates from where the run arrives; none if that is unknown."""
        if self.arrival is None:
            return ()
        return tuple(at - self.arrival.at for at in self.exact)

    @cached_property
    def turns(self) -> tuple[bool, ...]:
        """Whether a step goes back against the one before it, for all steps but the first."""
        return tuple(bool(one * other < 0) for one, other in pairwise(self.moves))

    @cached_property
    def lengths(self) -> tuple[sp.Expr, ...]:
        """The lengths of the moves."""
        return tuple(abs(move) for move in self.moves)


def _is_zero(number: sp.Expr) -> bool:
    return number == 0 if number.is_Rational else vanishes(number)


def _gentler(f: Function, start: sp.Expr, rate: sp.Expr, steps: int) -> str:
    """Return the advice to take a rate with which the run can be told."""
    for _ in range(_HALVINGS):
        rate = rate / 2
        gentle = DownhillRun.cut(f, rate, precise_iterates(f, start, rate=rate, steps=steps))
        if gentle.is_tame(steps):
            return f"choose a rate of at most {float(rate):.2g}"
    return "choose another start"

"""Descents on quadratics of one variable: iterates in doubles and fractions, factor, minimum."""

from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from calcml.core.descent import Trajectory, gradient_descent
from calcml.core.errors import UnfitLesson, UnsupportedFunction
from calcml.core.functions import Function
from calcml.core.rates import Contraction, contraction_factor, convergence_bound

__all__ = ["Place", "QuadraticRun", "written"]

Place = tuple[float, float]
"""A point of a plot, in its coordinates."""


@dataclass(frozen=True)
class QuadraticRun:
    """A descent on a quadratic of one variable, and what its rate does to the error.

    Attributes
    ----------
    trajectory : Trajectory
        The iterates, also in fractions.
    contraction : Contraction
        The factor of each step.
    minimum : sympy.Expr
        Where the quadratic is lowest, exact.
    """

    trajectory: Trajectory
    contraction: Contraction
    minimum: sp.Expr

    @classmethod
    def of(cls, f: Function, start: sp.Expr, *, rate: sp.Expr, steps: int) -> "QuadraticRun":
        """Run a descent, or refuse a function for which the telling would be false.

        Parameters
        ----------
        f : Function
            Of one variable.
        start, rate : sympy.Expr
            Rational.
        steps : int

        Returns
        -------
        QuadraticRun

        Raises
        ------
        UnfitLesson
            If the function is no quadratic with a minimum, a number is irrational, or the start
            is the minimum itself.
        """
        try:
            convergence_bound(f)
        except UnsupportedFunction as error:
            raise UnfitLesson(f"the lesson needs a quadratic with a minimum: {error}") from None
        trajectory = gradient_descent(f, start, rate=rate, steps=steps)
        contraction = contraction_factor(f, rate=rate)
        if not trajectory.exact:
            raise UnfitLesson(
                "the lesson needs exact iterates, so coefficients, start and rate must be "
                f"rational, got {f.expression}, {start} and {rate}"
            )
        # The rate 1/L has the factor 0: one step lands on the minimum.
        landing = gradient_descent(f, start, rate=1 / contraction.curvatures[0], steps=1)
        minimum = sp.Rational(landing.exact[-1].point[0])
        if minimum == start:
            raise UnfitLesson(
                f"the start must not be the minimum itself, got {start}; choose another start"
            )
        return cls(trajectory, contraction, minimum)

    @property
    def factor(self) -> sp.Expr:
        """The signed factor of the error."""
        return self.contraction.factor

    @cached_property
    def points(self) -> tuple[float, ...]:
        """The iterates in doubles."""
        return tuple(self.trajectory.points[:, 0].tolist())

    @cached_property
    def exact(self) -> tuple[sp.Expr, ...]:
        """The iterates as rationals."""
        return tuple(sp.Rational(state.point[0]) for state in self.trajectory.exact)

    @cached_property
    def slopes(self) -> tuple[sp.Expr, ...]:
        """The derivative at the iterates as rationals."""
        return tuple(sp.Rational(state.gradient[0]) for state in self.trajectory.exact)

    @cached_property
    def values(self) -> tuple[sp.Expr, ...]:
        """The function's values at the iterates as rationals."""
        return tuple(sp.Rational(state.value) for state in self.trajectory.exact)

    @cached_property
    def errors(self) -> tuple[sp.Expr, ...]:
        """Distances of the iterates from the minimum as rationals."""
        return tuple(sp.Abs(each - self.minimum) for each in self.exact)

    def place(self, time: float) -> Place:
        """Return where a run stands after some steps; between two steps, on their chord."""
        index = min(int(time), len(self.points) - 1)
        ahead = min(index + 1, len(self.points) - 1)
        share = time - index
        heights = self.trajectory.values
        return (
            (1 - share) * self.points[index] + share * self.points[ahead],
            float((1 - share) * heights[index] + share * heights[ahead]),
        )


def written(f: Function) -> str:
    """Write a quadratic as plain text, as in a book.

    Parameters
    ----------
    f : Function

    Returns
    -------
    str

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> written(Function(x**2 - 4 * x + 4, x))
    'x² − 4x + 4'
    """
    text = str(f.expression).replace("**2", "²").replace("*", "")
    return text.replace("-", "−")

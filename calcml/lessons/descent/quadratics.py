"""Descents on quadratics of one variable: iterates in doubles and exactly, factor, minimum.

======  =====================================================
letter  meaning
======  =====================================================
η       the rate
L       the curvature, the constant second derivative
q       the factor 1 − ηL by which a step multiplies the error
======  =====================================================
"""

from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from calcml.core.descent import Trajectory, gradient_descent
from calcml.core.errors import UnfitLesson, UnsupportedFunction
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.rates import Contraction, Regime, contraction_factor, convergence_bound
from calcml.core.symbols import x

__all__ = ["PARABOLA", "Place", "QuadraticRun", "largest_rate", "lowest_point", "refuse_rest"]

PARABOLA = Function(x**2 - 4 * x + 4, x)
"""The curve of the source deck."""

Place = tuple[float, float]
"""A point of a plot, in its coordinates."""

_MOST = sp.Integer(10) ** 12
"""How many times the error of the start an iterate may be away from the minimum."""


@dataclass(frozen=True)
class QuadraticRun:
    """A descent on a quadratic of one variable, and what its rate does to the error.

    Attributes
    ----------
    function : Function
    trajectory : Trajectory
        The iterates in doubles; it ends early where the run has come to rest or is lost.
    contraction : Contraction
        The factor of each step.
    minimum : sympy.Expr
        Where the quadratic is lowest, exact.
    start : sympy.Expr
    steps : int
    """

    function: Function
    trajectory: Trajectory
    contraction: Contraction
    minimum: sp.Expr
    start: sp.Expr
    steps: int

    @classmethod
    def of(cls, f: Function, start: sp.Expr, *, rate: sp.Expr, steps: int) -> "QuadraticRun":
        """Run a descent, or refuse a function for which the telling would be false.

        Parameters
        ----------
        f : Function
            Of one variable.
        start, rate : sympy.Expr
        steps : int

        Returns
        -------
        QuadraticRun

        Raises
        ------
        UnfitLesson
            If the function is no quadratic with a minimum, the start is the minimum itself, or
            the run goes so far that its numbers cannot be told.
        """
        bound = largest_rate(f)
        minimum = lowest_point(f)
        refuse_rest(start, minimum, "minimum")
        contraction = contraction_factor(f, rate=rate)
        if abs(contraction.factor) ** steps > _MOST:
            raise UnfitLesson(
                f"the run with the rate {rate} must stay within {float(_MOST):.0e} times its first "
                f"distance from the minimum, got {float(abs(contraction.factor) ** steps):.1e}; "
                f"choose rates below {2 * bound}"
            )
        trajectory = gradient_descent(f, start, rate=rate, steps=steps, tolerance=0)
        return cls(f, trajectory, contraction, minimum, start, steps)

    @property
    def factor(self) -> sp.Expr:
        """The signed factor of the error."""
        return self.contraction.factor

    @property
    def curvature(self) -> sp.Expr:
        """The second derivative."""
        return self.contraction.curvatures[0]

    @property
    def regime(self) -> Regime:
        """What the rate does to the error."""
        return self.contraction.regime

    @cached_property
    def points(self) -> tuple[float, ...]:
        """The iterates in doubles; those after the run has come to rest repeat its last one."""
        found = tuple(self.trajectory.points[:, 0].tolist())
        return found + tuple(map(nearest, self.exact[len(found) :]))

    @cached_property
    def exact(self) -> tuple[sp.Expr, ...]:
        """The iterates as mathematics has them: the error of the start times powers of q."""
        error = self.start - self.minimum
        return tuple(
            self.start if k == 0 else self.minimum + self.factor**k * error
            for k in range(self.steps + 1)
        )

    @cached_property
    def slopes(self) -> tuple[sp.Expr, ...]:
        """The derivative at the iterates, exact."""
        return tuple(self.curvature * (at - self.minimum) for at in self.exact)

    @cached_property
    def values(self) -> tuple[sp.Expr, ...]:
        """The function's values at the iterates, exact."""
        return tuple(sp.expand(self.function.exact(at)) for at in self.exact)

    @cached_property
    def heights(self) -> tuple[float, ...]:
        """The function's values at the iterates in doubles."""
        return tuple(self.function(at) for at in self.points)

    @cached_property
    def errors(self) -> tuple[sp.Expr, ...]:
        """Distances of the iterates from the minimum, exact."""
        first = sp.Abs(self.start - self.minimum)
        return tuple(abs(self.factor) ** k * first for k in range(self.steps + 1))

    def place(self, time: float) -> Place:
        """Return where a run stands after some steps; between two steps, on their chord."""
        index = min(int(time), self.steps)
        ahead = min(index + 1, self.steps)
        share, points, heights = time - index, self.points, self.heights
        return (
            (1 - share) * points[index] + share * points[ahead],
            (1 - share) * heights[index] + share * heights[ahead],
        )


def lowest_point(f: Function) -> sp.Expr:
    """Return where a quadratic of one variable has no slope, exact.

    Parameters
    ----------
    f : Function
        With a curvature other than zero.

    Returns
    -------
    sympy.Expr

    Examples
    --------
    >>> lowest_point(PARABOLA)
    2
    """
    slope = sp.Poly(f.expression, f.variable).diff()
    return sp.radsimp(-slope.coeff_monomial(1) / slope.coeff_monomial(f.variable))


def refuse_rest(start: sp.Expr, flat: sp.Expr, name: str) -> None:
    """Refuse a start from which no step leads anywhere.

    Parameters
    ----------
    start : sympy.Expr
    flat : sympy.Expr
        Where the slope is zero.
    name : str
        What that place is called.

    Raises
    ------
    UnfitLesson
        If it is the start.
    """
    if sp.simplify(flat - start) == 0:
        raise UnfitLesson(
            f"the start must not be the {name} itself, got {start}; choose another start, such as "
            f"{start + 1}"
        )


def largest_rate(f: Function) -> sp.Expr:
    """Return the rate below which descents on a quadratic arrive: two over its curvature.

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
        If the function is no quadratic with a minimum.
    """
    try:
        return convergence_bound(f)
    except UnsupportedFunction as error:
        raise UnfitLesson(
            f"the lesson needs a quadratic with a minimum: {error}; GradientDescentSteps tells "
            "of other functions"
        ) from None

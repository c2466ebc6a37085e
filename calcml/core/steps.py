"""How long a step should be: truncation against round-off.

======  ==========================================================
letter  meaning
======  ==========================================================
h, h*   the step, and the best one by the model
u       unit roundoff, 2⁻⁵³
======  ==========================================================
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import sympy as sp

from calcml.core.decimals import Number, exact
from calcml.core.differences import DifferenceQuotient, Scheme, difference_quotient
from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.floats import UNIT_ROUNDOFF, nearest
from calcml.core.functions import Function, checked_function
from calcml.core.quotients import formal_derivative, slope_or_none
from calcml.core.smooth import vanishes
from calcml.core.types import FloatArray

__all__ = ["OptimalStep", "StepSweep", "optimal_step", "step_sweep"]

_UNIT_ROUNDOFF = sp.Rational(UNIT_ROUNDOFF)


@dataclass(frozen=True)
class StepSweep:
    """Difference quotients for many steps.

    Attributes
    ----------
    quotients : tuple of DifferenceQuotient, length n
        One for each step, in the order given.
    derivative : sympy.Expr
        What they approach.
    """

    quotients: tuple[DifferenceQuotient, ...]
    derivative: sp.Expr

    @property
    def steps(self) -> FloatArray:
        """The steps h, shape (n,)."""
        return np.array([q.step for q in self.quotients])

    @property
    def values(self) -> FloatArray:
        """The quotients as computed, shape (n,)."""
        return np.array([q.value for q in self.quotients])

    @property
    def errors(self) -> FloatArray:
        """Their absolute errors, shape (n,); an entry may be exactly zero."""
        return np.abs(np.array([q.error for q in self.quotients], dtype=np.float64))

    @property
    def truncations(self) -> FloatArray:
        """The absolute errors of the method, shape (n,)."""
        return np.abs(np.array([q.truncation for q in self.quotients], dtype=np.float64))

    @property
    def roundings(self) -> FloatArray:
        """The absolute errors of the arithmetic, shape (n,)."""
        return np.abs([q.rounding for q in self.quotients])


def step_sweep(
    f: Function, at: Number, steps: Iterable[Number], *, scheme: str = Scheme.FORWARD
) -> StepSweep:
    """Compute a difference quotient for each of many steps.

    Parameters
    ----------
    f : Function
        Of one variable, with a derivative at the point.
    at : int, float, Fraction, Decimal or sympy.Expr
        The point x; a float is read as its shortest decimal.
    steps : iterable of number, length n ≥ 1
        The steps h, none zero.
    scheme : {"forward", "backward", "central"}, default "forward"
        As for `difference_quotient`.

    Returns
    -------
    StepSweep

    Raises
    ------
    InvalidArgument
        If there is no step, or one is zero, or the scheme is unknown.
    OutsideDomain
        If f has no finite value at a point needed.
    UnsupportedFunction
        If f has no derivative at the point, so that there is no error to speak of.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> sweep = step_sweep(Function(x**3, x), 1, [0.1, 0.01])
    >>> sweep.truncations.tolist()
    [0.31, 0.0301]
    """
    checked_function(f)
    derivative = slope_or_none(f, at)
    if derivative is None:
        raise UnsupportedFunction(
            f"an error needs a derivative to compare with, but {f.expression} has none at "
            f"{f.variable} = {at}"
        )
    quotients = tuple(difference_quotient(f, at, step=step, scheme=scheme) for step in steps)
    if not quotients:
        raise InvalidArgument("at least one step is needed, got none")
    return StepSweep(quotients, derivative)


@dataclass(frozen=True)
class OptimalStep:
    """The step at which the model error is smallest.

    Attributes
    ----------
    scheme : Scheme
        The quotient it is meant for.
    step : float
        h*.
    error : float
        The model error there.
    exact : sympy.Expr
        h* as a formula.
    size : sympy.Expr
        |f(x)|, on which round-off depends.
    bend : sympy.Expr
        |f''(x)| for the one-sided schemes, |f'''(x)| for the central one.
    """

    scheme: Scheme
    step: float
    error: float
    exact: sp.Expr
    size: sp.Expr
    bend: sp.Expr

    def truncation(self, step: float) -> float:
        """Return the model of truncation: h|f''|/2, or h²|f'''|/6 for the central scheme.

        Parameters
        ----------
        step : float
            h > 0.

        Returns
        -------
        float
        """
        bend = nearest(self.bend)
        return step**2 * bend / 6 if self.scheme is Scheme.CENTRAL else step * bend / 2

    def rounding(self, step: float) -> float:
        """Return the model of round-off: 2u|f|/h, or u|f|/h for the central scheme.

        Parameters
        ----------
        step : float
            h > 0.

        Returns
        -------
        float
        """
        halves = 1 if self.scheme is Scheme.CENTRAL else 2
        return halves * UNIT_ROUNDOFF * nearest(self.size) / step


def optimal_step(f: Function, at: Number, *, scheme: str = Scheme.FORWARD) -> OptimalStep:
    r"""Balance truncation against round-off.

    .. math:: h^* = 2 \sqrt{u |f| / |f''|}

    Parameters
    ----------
    f : Function
        Of one variable, smooth at the point.
    at : int, float, Fraction, Decimal or sympy.Expr
        The point x; a float is read as its shortest decimal.
    scheme : {"forward", "backward", "central"}, default "forward"
        As for `difference_quotient`. For the central scheme h* = (3u|f|/|f'''|)^(1/3).

    Returns
    -------
    OptimalStep

    Raises
    ------
    InvalidArgument
        If the scheme is unknown.
    OutsideDomain
        If f has no finite value at the point.
    UnsupportedFunction
        If f is not smooth at the point, or f, f'' or f''' vanishes there, so that one of the
        two errors is missing from the model and there is nothing to balance.

    Notes
    -----
    The model h|f''|/2 + 2u|f|/h bounds the round-off of the two values of f, each correct to
    half a unit in the last place, and forgets that x + h is rounded as well: take a step for
    which x + h is exact, and scale it with x.

    References
    ----------
    .. [1] W. H. Press et al., *Numerical Recipes*, 3rd ed., section 5.7.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> best = optimal_step(Function(x**2, x), 3)
    >>> best.exact, best.step
    (3/67108864, 4.470348358154297e-08)
    """
    checked_function(f)
    kind = Scheme(scheme)
    size = sp.Abs(f.exact(at))
    bend = sp.Abs(_bend(f, at, 3 if kind is Scheme.CENTRAL else 2))
    _check_balance(f, at, size, bend, "f'''" if kind is Scheme.CENTRAL else "f''")
    if kind is Scheme.CENTRAL:
        step = sp.cbrt(3 * _UNIT_ROUNDOFF * size / bend)
        error = step**2 * bend / 6 + _UNIT_ROUNDOFF * size / step
    else:
        step = 2 * sp.sqrt(_UNIT_ROUNDOFF * size / bend)
        error = step * bend / 2 + 2 * _UNIT_ROUNDOFF * size / step
    return OptimalStep(kind, nearest(step), nearest(error), step, size, bend)


def _bend(f: Function, at: Number, order: int) -> sp.Expr:
    formula = formal_derivative(f, at, order)
    if formula is None:
        raise UnsupportedFunction(
            f"the model needs a function that is smooth at the point, but {f.expression} is not "
            f"at {f.variable} = {at}"
        )
    return formula.exact(at)


def _check_balance(f: Function, at: Number, value: sp.Expr, bend: sp.Expr, name: str) -> None:
    where = f"{f.expression} at {f.variable} = {exact(at)}"
    if vanishes(bend):
        raise UnsupportedFunction(
            f"the model needs {name} other than zero, but it is 0 for {where}: there is no "
            "truncation to first order, and a longer step is the better one"
        )
    if vanishes(value):
        raise UnsupportedFunction(
            f"the model needs a value other than zero, but f is 0 for {where}: there is no "
            "round-off in the model, and a shorter step is the better one"
        )

"""What suits points to which a line is fitted: a first line, a rate, distances to stop at."""

from fractions import Fraction
from typing import TypeAlias

import numpy as np
import sympy as sp

from calcml.core.errors import CalcmlError
from calcml.core.rates import convergence_bound
from calcml.core.regression import cost_function, least_squares

__all__ = ["as_fraction", "suited_distances", "suited_line", "suited_pace", "too_narrow"]

Data: TypeAlias = tuple[tuple[sp.Expr, ...], ...]

_NEAR = 0.035  # of the way to the minimum
_SOME = (sp.Rational(1, 20), sp.Rational(1, 200))


def suited_line(data: Data) -> tuple[sp.Expr, ...]:
    """Return slope and intercept to begin with.

    Parameters
    ----------
    data : tuple of points

    Returns
    -------
    tuple of two sympy.Expr
        Zeros; if the points lie far above or below zero or on it, a level line among them.

    Examples
    --------
    >>> suited_line(((0, 1), (1, 3))), suited_line(((0, 1000), (1, 1003)))
    ((0, 0), (0, 1000))
    """
    heights = [float(up) for _, up in data]
    low, high = min(heights), max(heights)
    span = high - low
    if low - 2 * span <= 0 <= high + 2 * span and (low, high) != (0, 0):
        return sp.Integer(0), sp.Integer(0)
    return sp.Integer(0), _rounded(low or 1.0, 3)


def suited_pace(data: Data) -> sp.Expr:
    """Return a rate of about a third of the largest one, with a single digit.

    Parameters
    ----------
    data : tuple of points

    Returns
    -------
    sympy.Expr

    Examples
    --------
    >>> suited_pace(((0, 1), (1, 3), (2, 2), (3, 5), (4, 4)))
    1/10
    """
    try:
        return _rounded(float(convergence_bound(cost_function(data))) / 3, 1)
    except CalcmlError:  # what is wrong with the data is said where they are used
        return sp.Rational(1, 10)


def suited_distances(data: Data, start: tuple[sp.Expr, ...]) -> tuple[sp.Expr, ...]:
    """Return two distances from the minimum, the second a tenth of the first.

    Parameters
    ----------
    data : tuple of points
    start : tuple of two sympy.Expr

    Returns
    -------
    tuple of two sympy.Expr

    Examples
    --------
    >>> suited_distances(((0, 1), (1, 3), (2, 2), (3, 5), (4, 4)), (sp.Integer(0), sp.Integer(0)))
    (1/20, 1/200)
    """
    try:
        best = least_squares(data)
    except CalcmlError:
        return _SOME
    far = max(abs(best.slope - start[0]), abs(best.intercept - start[1]))
    if far == 0:
        return _SOME
    first = _rounded(_NEAR * float(far), 1)
    return first, first / 10


def too_narrow(data: Data, near: sp.Expr, *, steps: int, most: int) -> str:
    """Say why a fast-forward would take too long, and how the points become well fitted.

    Parameters
    ----------
    data : tuple of points
    near : sympy.Expr
        How near to the minimum it shall come.
    steps, most : int
        How many steps that takes, and how many it may take.

    Returns
    -------
    str
    """
    xs = [float(at) for at, _ in data]
    middle, spread = _rounded(float(np.mean(xs)), 2), _rounded(float(np.std(xs)), 1)
    return (
        f"the fast-forward may take {most} steps, but {steps} are needed to come within "
        f"{float(near):.2g} of the minimum, so narrow is the valley: centre x and measure it in "
        f"its own unit, (x - {float(middle):g})/{float(spread):g}"
    )


def as_fraction(number: sp.Expr) -> Fraction:
    """Return a rational as a fraction.

    Examples
    --------
    >>> as_fraction(sp.Rational(1, 3))
    Fraction(1, 3)
    """
    rational = sp.Rational(number)
    return Fraction(int(rational.p), int(rational.q))


def _rounded(value: float, digits: int) -> sp.Expr:
    return sp.Rational(f"{value:.{digits - 1}e}")

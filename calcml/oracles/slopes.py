"""Derivatives by central differences, extrapolated to step zero by Richardson's method.

    f'(a) = (f(a + h/2) - f(a - h/2))/h + c₁h² + c₂h⁴ + ...

Every halving of the step lets one more power of h² be eliminated. The steps start small and are
made smaller still where the function is narrow: near a pole, or where it swings.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import mpmath as mp

from calcml.oracles.evaluation import Coordinate, NoValueError, UnknownError

__all__ = ["Slope", "derivative", "partial", "side_slope", "slope"]

_DIGITS = 110
"""The n-th difference loses n times the digits of the smallest step, ten or twenty each."""
_LEVELS = 12
_WIDEST = (4, 9, 16, 30)
"""The first step is 2 to the power of minus this; the best of them is taken."""
_ENOUGH = 1e-45
_UNKNOWN = 1e-12
"""Where two extrapolations differ by more than this share, there is no derivative."""


@dataclass(frozen=True)
class Slope:
    """A derivative found by extrapolation.

    Attributes
    ----------
    value : mpmath.mpf
    error : mpmath.mpf
        By how much the last two extrapolations differ.
    """

    value: mp.mpf
    error: mp.mpf


def derivative(f: Callable[[mp.mpf], mp.mpf], at: Coordinate, order: int = 1) -> Slope:
    """Differentiate a function of one variable, smooth at the point.

    Parameters
    ----------
    f : callable
        Evaluated to the digits set for mpmath, such as a `Formula`.
    at : int, Fraction, mpf or sympy.Expr
    order : int, default 1

    Returns
    -------
    Slope

    Raises
    ------
    NoValueError
        If the function has no value near the point, or the extrapolations do not settle. A kink
        that is even about the point passes unseen: `slope` sees it.

    Examples
    --------
    >>> mp.nstr(derivative(mp.sin, 1, order=2).value + mp.sin(1), 5)
    '0.0'
    """
    return _settled(lambda a, h: _difference(f, a, h, order) / h**order, at, power=2)


def slope(f: Callable[[mp.mpf], mp.mpf], at: Coordinate) -> Slope:
    ...

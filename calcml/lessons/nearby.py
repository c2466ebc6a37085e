"""Nearby: another point to suggest, where a lesson can be told."""

from collections.abc import Callable

import sympy as sp

from calcml.core.errors import CalcmlError

__all__ = ["point_near"]

_DISTANCES = (1, sp.Rational(1, 2), 2, sp.Rational(1, 10), 10)


def point_near(at: sp.Expr, fits: Callable[[sp.Expr], bool]) -> sp.Expr | None:
    """Return a point near another one that fits.

    Parameters
    ----------
    at : sympy.Expr
        Where the search begins; it is not tried itself.
    fits : callable
        Tells whether a point fits. What it refuses with an error of this package does not.

    Returns
    -------
    sympy.Expr or None
        The first that fits, at rising distances, to the right before the left.

    Examples
    --------
    >>> point_near(sp.Integer(0), lambda point: point < 0)
    -1
    """
    for distance in _DISTANCES:
        for point in (at + distance, at - distance):
            try:
                if fits(point):
                    return point
            except CalcmlError:
                continue
    return None

"""The value of a formula to many digits: `calcml.oracles.walks` by `calcml.oracles.rules`.

Slopes are in `calcml.oracles.slopes`, limits in `calcml.oracles.approaches`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath as mp
import sympy as sp

from calcml.oracles.rules import RULES
from calcml.oracles.walks import Coordinate, NoValueError, UnknownError, Walk, exact

__all__ = [
    "DIGITS",
    "Coordinate",
    "Formula",
    "NoValueError",
    "UnknownError",
    "evaluate",
    "exact",
    "floating",
]

DIGITS = 60
"""Significant digits of a value, unless more are asked for."""

_GUARD = 10  # digits lost to rounding in a long formula


def floating(number: Coordinate) -> mp.mpf:
    """Return a number as mpmath's, to the digits that are set at the moment.

    Parameters
    ----------
    number : int, Fraction, mpmath.mpf or sympy.Expr

    Returns
    -------
    mpmath.mpf
    """
    return evaluate(number) if isinstance(number, sp.Expr) else +mp.mpmathify(number)


def evaluate(
    expression: sp.Expr, point: Mapping[sp.Symbol, Coordinate] | None = None, digits: int = DIGITS
) -> mp.mpf:
    """Evaluate an expression at a point.

    Parameters
    ----------
    expression : sympy.Expr
        Real, elementary, in the variables of the point; its floats are read as decimals.
    point : mapping of sympy.Symbol to Coordinate, optional
    digits : int, default 60
        Significant digits; more if mpmath's own precision is set higher.

    Returns
    -------
    mpmath.mpf
        Work on with it inside ``mp.workdps``, or Python rounds it to a double's digits.

    Raises
    ------
    NoValueError
        If there is no finite real value.
    UnknownError
        If this method cannot tell.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> mp.nstr(evaluate(sp.sin(x) / x, {x: sp.pi / 2}), 20)
    '0.63661977236758134308'
    """
    wanted = max(digits, mp.mp.dps) + _GUARD
    with mp.workdps(wanted):
        return +mp.mpmathify(Walk(dict(point or {}), wanted, RULES).value(expression))


@dataclass(frozen=True)
class Formula:
    """An expression as a function of its variables, to be called with numbers.

    Attributes
    ----------
    expression : sympy.Expr
    variables : tuple of sympy.Symbol

    Examples
    --------
    >>> x, y = sp.symbols("x y")
    >>> Formula(x * y**2, (x, y))(2, Fraction(1, 2))
    mpf('0.5')
    """

    expression: sp.Expr
    variables: tuple[sp.Symbol, ...]

    @classmethod
    def of(cls, function: Any) -> "Formula":
        """Take a lesson's function by its formula and variables alone.

        Parameters
        ----------
        function : calcml.Function

        Returns
        -------
        Formula
        """
        return cls(function.expression, tuple(function.variables))

    def __call__(self, *coordinates: Coordinate) -> mp.mpf:
        """Evaluate at a point, one coordinate per variable."""
        return evaluate(self.expression, dict(zip(self.variables, coordinates, strict=True)))

    def fraction(self, *coordinates: Coordinate) -> Fraction | None:
        """Return the exact value where the arithmetic is rational throughout, else None."""
        with mp.workdps(DIGITS):
            point = dict(zip(self.variables, coordinates, strict=True))
            found = Walk(point, DIGITS, RULES).value(self.expression)
        return found if isinstance(found, Fraction) else None

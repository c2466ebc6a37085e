r"""Descents of thousands of steps on quadratics, where exact fractions would grow too long.

======  ==============================
letter  meaning
======  ==============================
x       the iterate, in n coordinates
H       the Hessian, constant
η       the rate
======  ==============================
"""

from fractions import Fraction

import sympy as sp

from calcml.core.decimals import Number, is_whole
from calcml.core.errors import InvalidArgument
from calcml.core.functions import Function
from calcml.core.points import Point, exact_point
from calcml.core.rates import contraction_factor, convergence_bound

__all__ = ["far_iterates"]

_UNIT = Fraction(1, 10**80)


def far_iterates(
    f: Function, start: Point, *, rate: Number, steps: int
) -> tuple[tuple[Fraction, ...], ...]:
    r"""Take any number of steps downhill on a convex quadratic, to eighty decimals.

    .. math:: x_{k+1} = x_k - \eta (H x_k + g)

    Parameters
    ----------
    f : Function
        A quadratic with a minimum, of n variables, with rational coefficients.
    start : number or sequence of numbers, length n
    rate : number
        The rate η, positive and below ``2/L``, so that no step makes an error larger.
    steps : int
        How many steps to take, zero or more.

    Returns
    -------
    tuple of tuple of Fraction, ``steps + 1`` of length n

    Raises
    ------
    UnsupportedFunction
        If the function is no quadratic with a single minimum.
    InvalidArgument
        If the rate does not lie between 0 and 2/L, steps is no count, or the start irrational.

    Notes
    -----
    Every step rounds each coordinate by at most half a unit of the eightieth decimal. The matrix
    ``I − ηH`` is symmetric with eigenvalues in (−1, 1), so these errors only add up: after k steps
    the point lies within ``k √n`` such units of the exact iterate.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> last = far_iterates(Function(x**2 - 4 * x, x), 0, rate=0.25, steps=1000)[-1]
    >>> float(last[0])
    2.0
    """
    if not (is_whole(steps) and steps >= 0):
        raise InvalidArgument(f"steps must be a whole number, zero or more, got {steps!r}")
    bound, eta = convergence_bound(f), contraction_factor(f, rate=rate).rate
    if not eta < bound:
        raise InvalidArgument(f"the rate must lie below 2/L = {bound}, got {rate}")
    hessian = sp.hessian(f.expression, f.variables)
    origin = dict.fromkeys(f.variables, 0)
    slope = sp.Matrix([sp.diff(f.expression, v).subs(origin) for v in f.variables])
    point = exact_point(start, f.variables)
    pace = [[_fraction(eta * c) for c in row] for row in hessian.tolist()]
    pull = [_fraction(eta * c) for c in slope]
    found = [tuple(map(_fraction, point))]
    for _ in range(steps):
        here = found[-1]
        found.append(
            tuple(
                _rounded(c - sum((p * q for p, q in zip(row, here, strict=True)), Fraction(0)) - g)
                for c, row, g in zip(here, pace, pull, strict=True)
            )
        )
    return tuple(found)


def _rounded(number: Fraction) -> Fraction:
    return round(number / _UNIT) * _UNIT


def _fraction(number: sp.Expr) -> Fraction:
    if not number.is_Rational:
        raise InvalidArgument(f"the numbers of a long run must be rational, got {number}")
    return Fraction(int(number.p), int(number.q))

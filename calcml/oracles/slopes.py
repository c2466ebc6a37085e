"""Derivatives by differences, extrapolated to step zero by Richardson's method.

    f'(a) = (f(a + h/2) - f(a - h/2))/h + c₁h² + c₂h⁴ + ...

Every halving of the step lets one more power of h² be eliminated. The steps start small, and
smaller still where the function is narrow: near a pole, or where it swings.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import mpmath as mp

from calcml.oracles.evaluation import Coordinate, NoValueError, floating

__all__ = ["Slope", "derivative", "partial", "side_slope", "slope"]

_DIGITS = 110  # a third difference of the smallest step loses about forty of them
_HALVINGS = 12
_FIRST = (4, 9, 16, 30)  # the first step is 2 to the power of minus this; the best is taken
_ENOUGH = mp.mpf("1e-50")
_UNSETTLED = mp.mpf("1e-15")  # extrapolations that differ by more have no limit


@dataclass(frozen=True)
class Slope:
    """A derivative found by extrapolation.

    Attributes
    ----------
    value : mpmath.mpf
    error : mpmath.mpf
        By how much the last two extrapolations differ, and the rounding of the digits carried.
    """

    value: mp.mpf
    error: mp.mpf


def partial(f: Callable[..., mp.mpf], at: Sequence[Coordinate], *indices: int) -> Slope:
    """Differentiate once by each variable named, by central differences of one step.

    Parameters
    ----------
    f : callable
        Smooth near the point; it computes to the digits set for mpmath, as a `Formula` does.
    at : sequence of Coordinate, length n
    *indices : int
        Places of the variables: ``0, 1`` for ∂²f/∂x∂y.

    Returns
    -------
    Slope

    Raises
    ------
    NoValueError
        If the function has no value near the point, or the extrapolations do not settle.

    Examples
    --------
    >>> partial(lambda x, y: x**2 * y**3, (3, 1), 0, 1).value
    mpf('18.0')
    """

    def quotient(h: mp.mpf) -> mp.mpf:
        return _difference(f, [floating(c) for c in at], h, indices) / h ** len(indices)

    return _extrapolated(quotient, power=2)


def derivative(f: Callable[[mp.mpf], mp.mpf], at: Coordinate, order: int = 1) -> Slope:
    """Differentiate a function of one variable that is smooth at the point.

    Parameters
    ----------
    f : callable
    at : Coordinate
    order : int, default 1

    Returns
    -------
    Slope

    Raises
    ------
    NoValueError
        As `partial` does. A kink that is even about the point passes unseen: `slope` sees it.

    Examples
    --------
    >>> derivative(lambda x: x**3, 2, order=2).value
    mpf('12.0')
    """
    return partial(f, (at,), *[0] * order)


def side_slope(f: Callable[[mp.mpf], mp.mpf], at: Coordinate, side: int) -> Slope:
    """Differentiate from one side, by differences from the point itself.

    Parameters
    ----------
    f : callable
    at : Coordinate
    side : {-1, 1}

    Returns
    -------
    Slope

    Raises
    ------
    NoValueError
        If the function has no value there, or no derivative from this side.

    Examples
    --------
    >>> side_slope(abs, 0, -1).value
    mpf('-1.0')
    """

    def quotient(h: mp.mpf) -> mp.mpf:
        a = floating(at)
        return (f(a + side * h) - f(a)) / (side * h)

    return _extrapolated(quotient, power=1)


def slope(f: Callable[[mp.mpf], mp.mpf], at: Coordinate) -> Slope:
    """Differentiate where it is open whether there is a derivative.

    Parameters
    ----------
    f : callable
    at : Coordinate

    Returns
    -------
    Slope

    Raises
    ------
    NoValueError
        If there is none: no value, a kink, a jump, or an upright tangent.
    """
    left, right = (side_slope(f, at, side) for side in (-1, 1))
    if abs(left.value - right.value) > _UNSETTLED * (1 + abs(right.value)):
        raise NoValueError("the slopes from both sides differ")
    try:
        return min(derivative(f, at), left, right, key=lambda found: found.error)
    except NoValueError:  # smooth on either side only
        return min(left, right, key=lambda found: found.error)


def _difference(
    f: Callable[..., mp.mpf], at: list[mp.mpf], h: mp.mpf, indices: Sequence[int]
) -> mp.mpf:
    if not indices:
        return f(*at)
    index, *others = indices
    forth, back = list(at), list(at)
    forth[index] += h / 2
    back[index] -= h / 2
    return _difference(f, forth, h, others) - _difference(f, back, h, others)


def _extrapolated(quotient: Callable[[mp.mpf], mp.mpf], *, power: int) -> Slope:
    """Return the best extrapolation; the quotient's error has powers of h**power."""
    with mp.workdps(_DIGITS):
        best, mishap = None, NoValueError("the difference quotients do not settle")
        for first in _FIRST:
            try:
                found = _richardson(quotient, mp.mpf(2) ** -first, power)
            except NoValueError as error:
                mishap = error
                continue
            best = found if best is None else min(best, found, key=lambda each: each.error)
            if best.error <= _ENOUGH * (1 + abs(best.value)):
                break
        if best is None or best.error > _UNSETTLED * (1 + abs(best.value)):
            raise mishap
        return best


def _richardson(quotient: Callable[[mp.mpf], mp.mpf], step: mp.mpf, power: int) -> Slope:
    row: list[mp.mpf] = []
    change = mp.inf
    for _ in range(_HALVINGS):
        newer = [quotient(step)]
        for column, older in enumerate(row, start=1):
            newer.append(newer[-1] + (newer[-1] - older) / (2 ** (power * column) - 1))
        change = abs(newer[-1] - row[-1]) if row else mp.inf
        row, step = newer, step / 2
    return Slope(row[-1], change + mp.mpf(10) ** -60 * (1 + abs(row[-1])))

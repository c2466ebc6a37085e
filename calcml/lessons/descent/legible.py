"""Numbers that fit: scales whose ticks stand beside one another, and short ways to write."""

import sympy as sp

from calcml.core import decimals as rounding
from calcml.lessons.entries import Shown, plain, scientific
from calcml.lessons.scales import Scale, nice_scale

__all__ = ["compact", "legible_scale"]

_GAP = 2  # characters between two numbers at least
_LONG = 6  # characters of a number in plain notation


def compact(value: sp.Expr) -> Shown:
    """Write a number in full: plainly, or with a power of ten where that is shorter.

    Parameters
    ----------
    value : sympy.Expr

    Returns
    -------
    Shown

    Examples
    --------
    >>> [compact(v).text for v in (sp.Rational(2, 5), sp.Rational(7, 10**11), sp.Rational(1, 3))]
    ['0.4', '7·10⁻¹¹', '1/3']
    """
    shown = plain(value)
    if len(shown.text) <= _LONG or not value.is_Rational:
        return shown
    whole = (n for n in (1, 2, 3) if sp.Rational(rounding.scientific(value, n)) == value)
    return next((scientific(n)(value) for n in whole), shown)


def legible_scale(low: float, high: float, *, count: int, room: int) -> Scale:
    """Build the scale of a horizontal axis with as many ticks as have room for their numbers.

    Parameters
    ----------
    low, high : float
        Values that the axis must hold.
    count : int
        About how many ticks at most.
    room : int
        How many characters fit along the axis: about 80 on the stage, 45 on half of it.

    Returns
    -------
    Scale

    Examples
    --------
    >>> legible_scale(0, 4, count=5, room=45).ticks
    (0, 1, 2, 3, 4)
    >>> legible_scale(10**6, 10**6 + 4, count=5, room=30).ticks
    (1000000, 1000002, 1000004)
    """
    for each in range(count, 1, -1):
        scale = nice_scale(low, high, count=each)
        if sum(len(scale.written(tick).text) + _GAP for tick in scale.ticks) <= room:
            break
    return scale

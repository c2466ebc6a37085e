"""How the numbers of a fit are written: columns of one size, a bound that is never too large."""

import math

import sympy as sp

from calcml.core import decimals as rounding
from calcml.core.floats import nearest
from calcml.lessons.entries import Shown, Style, decimals, number, readable, scientific

__all__ = ["column_style", "is_whole", "rounded_down"]

_DIGITS = 5
_MOST_PLACES = 6
_LARGE = 10**6


def column_style(size: float) -> Style:
    """Return the style of a column whose numbers are about so large.

    Parameters
    ----------
    size : float
        The largest of them, in absolute value.

    Returns
    -------
    Style
        With five significant digits; with a power of ten for the very large and very small.

    Examples
    --------
    >>> [column_style(s)(sp.Rational(19, 25) * s).text for s in (1, 1000, 10**-6)]
    ['0.7600', '760.0', '7.6·10⁻⁷']
    """
    places = _DIGITS - 1 - math.floor(math.log10(size)) if size else _DIGITS - 1
    if places > _MOST_PLACES or size >= _LARGE:
        return scientific(2)
    return decimals(max(0, places))


def is_whole(value: sp.Expr) -> bool:
    """Tell whether a number is shown with all its digits in a sentence.

    Examples
    --------
    >>> is_whole(sp.Rational(7, 5)), is_whole(sp.Rational(1, 3))
    (True, False)
    """
    entry = number(
        "x", "x", nearest(value), exact=value, formula="x", source="-", style=readable(4)
    )
    return not entry.rounded


def rounded_down(value: sp.Expr) -> Shown:
    """Write a positive bound with four digits, never larger than it is.

    Examples
    --------
    >>> rounded_down(sp.sqrt(3)).text, rounded_down(sp.Rational(1, 2)).text
    ('1.732', '0.5')
    >>> rounded_down(sp.Rational(29999, 100000)).text
    '0.2999'
    """
    full = readable(4)(value)
    power = math.floor(math.log10(nearest(value))) - 3
    unit = sp.Integer(10) ** power
    floor = sp.floor(value / unit) * unit
    shortest = next(n for n in (1, 2, 3, 4) if sp.Rational(rounding.scientific(floor, n)) == floor)
    if floor == value and len(full.text) < 7:  # noqa: PLR2004
        return full
    return decimals(-power)(floor) if -_MOST_PLACES <= power < 0 else scientific(shortest)(floor)

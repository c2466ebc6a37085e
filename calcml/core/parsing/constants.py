"""What a constant comes to, in fractions or doubles, before SymPy is asked to hold it."""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

__all__ = ["Constant", "NoValueError", "called", "inverse", "power_of", "sum_of", "within_bounds"]

Constant: TypeAlias = Fraction | float
"""A fraction where the arithmetic is rational, else a double."""

_LARGEST = 10**100
_SMALLEST = Fraction(1, _LARGEST)
_MOST_BITS = 1200
_CANCELLED = 1e-12
"""What is left of a sum of doubles below this share may be zero and is taken as such."""
_CANNOT = (ValueError, ArithmeticError, TypeError)


class NoValueError(ValueError):
    """A constant that is no finite real number, or one that is too large to hold."""


def within_bounds(value: Constant) -> Constant:
    """Insist on a number that is 0 or within 1e±100 of it.

    Examples
    --------
    >>> within_bounds(Fraction(1, 3))
    Fraction(1, 3)
    """
    size = -value if value < 0 else value
    if size != 0 and not _SMALLEST <= size <= _LARGEST:
        raise NoValueError("a constant must be 0, or of a size within 1e±100")
    return value


def sum_of(values: list[Constant]) -> Constant:
    """Return the sum; zero if doubles cancel so far that it may be.

    Examples
    --------
    >>> sum_of([Fraction(1, 3), Fraction(1, 6)]), sum_of([0.1, 0.2, -0.3])
    (Fraction(1, 2), 0.0)
    """
    total = sum(values, Fraction(0))
    largest = max(abs(float(value)) for value in values)
    if isinstance(total, float) and abs(total) < _CANCELLED * largest:
        return 0.0
    return within_bounds(total)


def inverse(value: Constant) -> Constant:
    """Return 1/value.

    Examples
    --------
    >>> inverse(Fraction(2, 3))
    Fraction(3, 2)
    """
    if value == 0:
        raise NoValueError("division by zero")
    return within_bounds(1 / value)


def power_of(base: Constant, exponent: Constant) -> Constant:
    """Return the power where it is real, and small enough to be written out.

    Examples
    --------
    >>> power_of(Fraction(2, 3), Fraction(-2)), power_of(Fraction(4), Fraction(1, 2))
    (Fraction(9, 4), 2.0)
    """
    if base == 0 and exponent <= 0:
        raise NoValueError("0^0 has no value" if exponent == 0 else "division by zero")
    whole = isinstance(exponent, Fraction) and exponent.denominator == 1
    if base < 0 and not whole:
        raise NoValueError(
            "a broken power of a negative number is not real; cbrt(x) and root(x, 5) are odd roots"
        )
    size = float(exponent) * math.log(abs(float(base))) if base else 0.0
    if abs(size) > math.log(_LARGEST):
        raise NoValueError("a constant must be 0, or of a size within 1e±100")
    if whole and isinstance(base, Fraction):
        digits = max(abs(base.numerator), base.denominator)
        bits = digits.bit_length() * abs(int(exponent))
        if bits > _MOST_BITS:
            raise NoValueError("this power is a fraction of too many digits; round its base")
        return within_bounds(base ** int(exponent))
    return within_bounds(float(base) ** float(exponent))


def called(name: str, function: Callable[..., float], values: list[Constant]) -> Constant:
    """Return a function's value in doubles.

    Examples
    --------
    >>> called("sqrt", math.sqrt, [Fraction(4)])
    2.0
    """
    try:
        value = float(function(*map(float, values)))
    except NoValueError:
        raise
    except _CANNOT:
        value = math.nan
    if not math.isfinite(value):
        listed = ", ".join(f"{float(v):.6g}" for v in values)
        raise NoValueError(f"{name}({listed}) has no finite real value")
    return within_bounds(value)

"""What a double can hold, and what it loses: the facts of the chapter on numerical derivatives.

=======  ==============================================================
letter   meaning
=======  ==============================================================
ε        machine epsilon, the gap between 1 and the next double, 2⁻⁵²
u        unit roundoff, the largest relative error of a rounding, 2⁻⁵³
δ, h     an increment
=======  ==============================================================
"""

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import sympy as sp
from sympy.core.evalf import PrecisionExhausted

from calcml.core.decimals import Number, exact, scientific, significant
from calcml.core.errors import InvalidArgument

__all__ = [
    "LARGEST",
    "MACHINE_EPSILON",
    "SMALLEST_INCREMENT",
    "SMALLEST_NORMAL",
    "SMALLEST_SUBNORMAL",
    "UNIT_ROUNDOFF",
    "Addition",
    "Repetition",
    "Rounding",
    "Subtraction",
    "absorbs",
    "addition",
    "nearest",
    "neighbours",
    "repetition",
    "rounding",
    "scaled_until_lost",
    "spacing",
    "subtraction",
]

MACHINE_EPSILON = math.ulp(1.0)
"""ε = 2⁻⁵²: the gap between 1 and the next double."""

UNIT_ROUNDOFF = MACHINE_EPSILON / 2
"""u = 2⁻⁵³: rounding to nearest changes a number by at most this, relatively."""

SMALLEST_INCREMENT = math.nextafter(UNIT_ROUNDOFF, 1.0)
"""The smallest double δ with 1 + δ > 1: just above ε/2, not ε."""

LARGEST = sys.float_info.max
"""The largest double; ten times as much overflows to infinity."""

SMALLEST_NORMAL = sys.float_info.min
"""The smallest positive double with all 53 bits."""

SMALLEST_SUBNORMAL = math.ulp(0.0)
"""The smallest positive double; half of it underflows to zero."""

_REGISTER_DIGITS = 17  # decimal digits that tell any two doubles apart
_FIRST_DIGITS = 30


def nearest(value: Number) -> float:
    """Return the double nearest to an exact number.

    Parameters
    ----------
    value : int, float, Fraction, Decimal or sympy.Expr
        A real constant; a float is read as its shortest decimal, so it comes back unchanged.

    Returns
    -------
    float
        Irrational numbers are evaluated with rising precision until the double stands.

    Raises
    ------
    InvalidArgument
        If the value is not a finite real number, or is too large for a double.

    Examples
    --------
    >>> nearest(sp.pi), nearest(sp.Rational(1, 10))
    (3.141592653589793, 0.1)
    """
    number = exact(value)
    double = _rational_double(number) if number.is_Rational else _stable_double(number)
    if math.isinf(double):
        raise InvalidArgument(f"a double reaches {LARGEST!r} at most, got {scientific(number, 4)}")
    return double


def _rational_double(number: sp.Rational) -> float:
    try:
        return int(number.p) / int(number.q)  # Python rounds a quotient of integers correctly
    except OverflowError:
        return math.inf


def _stable_double(number: sp.Expr) -> float:
    digits, previous = _FIRST_DIGITS, math.nan
    while (current := _evaluated(number, digits)) != previous:
        digits, previous = 2 * digits, current
    return current


def _evaluated(number: sp.Expr, digits: int) -> float:
    try:
        return float(number.evalf(digits, maxn=4 * digits, strict=True))
    except PrecisionExhausted:  # the digits cancel for ever: an unrecognised zero
        return 0.0


def spacing(at: float) -> float:
    """Return the gap between |x| and the next double, one unit in the last place.

    Parameters
    ----------
    at : float
        A finite number x.

    Returns
    -------
    float
        A power of two.

    Raises
    ------
    InvalidArgument
        If the number is not finite.

    Examples
    --------
    >>> spacing(3.0) == 2 * MACHINE_EPSILON
    True
    """
    return math.ulp(_finite(at))


def neighbours(at: float) -> tuple[float, float]:
    """Return the doubles just below and just above a number.

    Parameters
    ----------
    at : float
        A finite number x.

    Returns
    -------
    tuple of float, length 2
        Below and above; beyond the largest double lies infinity.

    Raises
    ------
    InvalidArgument
        If the number is not finite.

    Examples
    --------
    >>> neighbours(1.0)
    (0.9999999999999999, 1.0000000000000002)
    """
    number = _finite(at)
    return math.nextafter(number, -math.inf), math.nextafter(number, math.inf)


@dataclass(frozen=True)
class Rounding:
    """A number and the double that stands for it.

    Attributes
    ----------
    exact : sympy.Expr
        The number meant.
    stored : float
        The nearest double.
    fraction : Fraction
        The exact value of that double.
    error : float
        The number meant minus the number stored.
    """

    exact: sp.Expr
    stored: float
    fraction: Fraction
    error: float


def rounding(value: Number) -> Rounding:
    """Round a number to a double, and say what was lost.

    Parameters
    ----------
    value : int, float, Fraction, Decimal or sympy.Expr
        A real constant; a float is read as its shortest decimal.

    Returns
    -------
    Rounding

    Raises
    ------
    InvalidArgument
        If the value is not a finite real number, or is too large for a double.

    Examples
    --------
    >>> rounding(0.1).fraction
    Fraction(3602879701896397, 36028797018963968)
    """
    number = exact(value)
    stored = nearest(number)
    fraction = Fraction(stored)
    error = nearest(number - sp.Rational(fraction.numerator, fraction.denominator))
    return Rounding(number, stored, fraction, error)


@dataclass(frozen=True)
class Addition:
    """A sum x + δ in doubles.

    Attributes
    ----------
    start, increment : float
        x and δ.
    result : float
        The double that x + δ is rounded to.
    effective : float
        The increment that was in fact made, (x + δ) - x.
    error : float
        The rounded result minus the exact sum of the two doubles.
    absorbed : bool
        True if δ left no trace although it is not zero.
    """

    start: float
    increment: float
    result: float
    effective: float
    error: float
    absorbed: bool


def addition(start: float, increment: float) -> Addition:
    """Add in doubles, and say what became of the increment.

    Parameters
    ----------
    start, increment : float
        Finite numbers x and δ.

    Returns
    -------
    Addition

    Raises
    ------
    InvalidArgument
        If a number or the sum is not finite.

    Examples
    --------
    >>> addition(3.0, 1e-15).effective, addition(3.0, 1e-16).absorbed
    (8.881784197001252e-16, True)
    """
    x, delta = _finite(start), _finite(increment)
    result = _finite(x + delta)
    error = float(Fraction(result) - Fraction(x) - Fraction(delta))
    return Addition(x, delta, result, result - x, error, result == x and delta != 0)


def absorbs(at: float, increment: float) -> bool:
    """Tell whether x + δ is x again in doubles although δ is not zero.

    Parameters
    ----------
    at, increment : float
        Finite numbers x and δ.

    Returns
    -------
    bool

    Raises
    ------
    InvalidArgument
        If a number or the sum is not finite.

    Examples
    --------
    >>> absorbs(1.0, 1e-16), absorbs(1.0, 1.2e-16)
    (True, False)
    """
    return addition(at, increment).absorbed


@dataclass(frozen=True)
class Subtraction:
    """A difference a - b in doubles, as two registers of 17 digits.

    Attributes
    ----------
    minuend, subtrahend : float
        a and b.
    result : float
        The double a - b.
    registers : tuple of str, length 2
        a and b in decimal with the same number of places, the larger with 17 digits.
    matching : int
        Leading digits in which the registers agree; they cancel.
    digits_lost : float
        log₁₀ of how far the result is below the larger operand; infinite if nothing is left.
    is_exact : bool
        True if the subtraction itself made no error, as is always so when a and b are within
        a factor of two: it only exposes the rounding done before.
    """

    minuend: float
    subtrahend: float
    result: float
    registers: tuple[str, str]
    matching: int
    digits_lost: float
    is_exact: bool


def subtraction(minuend: float, subtrahend: float) -> Subtraction:
    """Subtract in doubles, and count the digits that cancel.

    Parameters
    ----------
    minuend, subtrahend : float
        Finite numbers a and b, not both zero.

    Returns
    -------
    Subtraction

    Raises
    ------
    InvalidArgument
        If a number or the difference is not finite, or both are zero.

    References
    ----------
    .. [1] P. H. Sterbenz, *Floating-Point Computation*, 1974, theorem 4.3.1.

    Examples
    --------
    >>> subtraction(1.25, 1.0).result, round(subtraction(1000.1, 1000.0).digits_lost)
    (0.25, 4)
    """
    a, b = _finite(minuend), _finite(subtrahend)
    larger = max(abs(a), abs(b))
    if larger == 0:
        raise InvalidArgument("one of the two numbers must differ from zero, got 0.0 - 0.0")
    result = _finite(a - b)
    registers = _registers(a, b)
    lost = math.log10(larger) - math.log10(abs(result)) if result else math.inf
    is_exact = Fraction(result) == Fraction(a) - Fraction(b)
    return Subtraction(a, b, result, registers, _matching(*registers), lost, is_exact)


def _registers(a: float, b: float) -> tuple[str, str]:
    larger = Fraction(max(abs(a), abs(b)))
    shown = significant(larger, _REGISTER_DIGITS)
    places = len(shown.partition(".")[2])
    first, second = (format(number, f".{places}f") for number in (a, b))
    return first, second


def _matching(first: str, second: str) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += one.isdigit() and (count > 0 or one != "0")
    return count if len(first) == len(second) else 0


@dataclass(frozen=True)
class Repetition:
    """One number added again and again to zero.

    Attributes
    ----------
    term : float
        The number added.
    sums : tuple of float, length n
        The running sums in doubles.
    exact : sympy.Expr
        The sum meant, n times the decimal written.
    error : float
        The last running sum minus the sum meant.
    """

    term: float
    sums: tuple[float, ...]
    exact: sp.Expr
    error: float


def repetition(term: float, *, count: int) -> Repetition:
    """Add a number to itself in a loop, rounding after every addition.

    Parameters
    ----------
    term : float
        A finite number; its shortest decimal is what is meant.
    count : int
        How often it is added, at least once.

    Returns
    -------
    Repetition

    Raises
    ------
    InvalidArgument
        If the number or a sum is not finite, or `count` is not positive.

    Notes
    -----
    A loop, because `sum` compensates its rounding from Python 3.12 on and gives 1.0 for ten
    times 0.1.

    Examples
    --------
    >>> repetition(0.1, count=10).sums[-1]
    0.9999999999999999
    """
    number = _finite(term)
    if count < 1:
        raise InvalidArgument(f"count must be at least 1, got {count}")
    sums: list[float] = []
    total = 0.0
    for _ in range(count):
        total = _finite(total + number)
        sums.append(total)
    meant = count * exact(number)
    stored = Fraction(total)
    error = nearest(sp.Rational(stored.numerator, stored.denominator) - meant)
    return Repetition(number, tuple(sums), meant, error)


def scaled_until_lost(start: float, factor: float) -> Iterator[float]:
    """Multiply until the number underflows to zero or overflows to infinity.

    Parameters
    ----------
    start : float
        A finite number other than zero.
    factor : float
        Positive and finite: below 1 the number slides down to 0, above 1 up to infinity. A
        factor of the form ``0.1`` divides by its reciprocal, so that powers of ten stay such.

    Returns
    -------
    iterator of float
        From `start` on; the last is 0.0 or an infinity.

    Raises
    ------
    InvalidArgument
        If `start` is zero or not finite, or `factor` is not positive, not finite or so close
        to 1 that rounding undoes it.

    Examples
    --------
    >>> list(scaled_until_lost(1e-321, 0.1))
    [1e-321, 1e-322, 1e-323, 0.0]
    """
    value = _finite(start)
    if value == 0:
        raise InvalidArgument("start must differ from zero, got 0.0")
    if not (0 < _finite(factor) <= 1 / 2 or factor >= 2):  # noqa: PLR2004 - halves or doubles
        raise InvalidArgument(f"factor must be at most 1/2 or at least 2, got {factor!r}")
    return _scaled(value, factor)


def _scaled(value: float, factor: float) -> Iterator[float]:
    divisor = round(1 / factor)
    by_division = factor < 1 and 1 / divisor == factor
    yield value
    while value != 0 and math.isfinite(value):
        value = value / divisor if by_division else value * factor
        yield value


def _finite(value: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InvalidArgument(f"a finite double is needed, got {value!r}")
    return float(value)

"""Numbers as they are read and as they are shown.

A parameter written ``0.1`` means one tenth, so a float is *read* as its shortest decimal. A
number is *shown* rounded half-even from its exact value: irrational values are evaluated with
rising precision until the rounded digits stand.
"""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from numbers import Integral, Real
from typing import Any, TypeAlias

import numpy as np
import sympy as sp

from calcml.core.errors import InvalidArgument

__all__ = ["Number", "exact", "is_whole", "rounded", "scientific", "significant"]

Number: TypeAlias = int | float | Fraction | Decimal | sp.Expr
"""What counts as a number for a caller: never text, never a boolean."""

_MOST_DIGITS = 500
_LARGEST_EXPONENT = 10_000  # far beyond doubles, and still quick
_WIDE = Context(prec=50_000, rounding=ROUND_HALF_EVEN, Emin=-(10**6), Emax=10**6)


def exact(value: Any) -> sp.Expr:
    """Read a number exactly; a float means its shortest decimal.

    Parameters
    ----------
    value : int, float, Fraction, Decimal or sympy.Expr
        A finite real number. A SymPy expression must be free of symbols.

    Returns
    -------
    sympy.Expr
        An exact constant: a rational, or the expression as it came.

    Raises
    ------
    InvalidArgument
        If the value is not a number, not finite or not real, or a decimal of more than about
        10,000 digits.

    Examples
    --------
    >>> exact(0.1)
    1/10
    """
    if isinstance(value, sp.Expr):
        return _exact_expression(value)
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real | Decimal):
        raise InvalidArgument(f"a number is needed, got {value!r} of type {type(value).__name__}")
    if isinstance(value, Integral):
        return sp.Integer(int(value))
    if isinstance(value, Fraction):
        return sp.Rational(value.numerator, value.denominator)
    number = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    if not number.is_finite():
        raise InvalidArgument(f"a number must be finite, got {value!r}")
    return _ratio(number)


def _ratio(number: Decimal) -> sp.Rational:
    if abs(number.adjusted()) > _LARGEST_EXPONENT:
        raise InvalidArgument(
            f"a number must lie within 1e±{_LARGEST_EXPONENT} of zero, got {number:.5e}"
        )
    return sp.Rational(*number.as_integer_ratio())


def _exact_expression(value: sp.Expr) -> sp.Expr:
    """Check a constant expression; its floats are read as decimals like any other."""
    if value.free_symbols:
        names = ", ".join(sorted(str(s) for s in value.free_symbols))
        raise InvalidArgument(f"a number must be free of variables, got {value} with {names}")
    constant = value.xreplace({f: _ratio(_decimal(f)) for f in value.atoms(sp.Float)})
    if constant.has(sp.nan, sp.zoo, sp.oo) or constant.is_extended_real is False:
        raise InvalidArgument(f"a number must be finite and real, got {value}")
    return constant


def _decimal(number: sp.Float) -> Decimal:
    """Read a double as its shortest decimal, a longer number by all its digits."""
    double = float(number)
    return Decimal(repr(double) if double == number else str(number))


def rounded(value: Number, decimals: int) -> str:
    """Round half-even from the exact value to a fixed number of decimals.

    Parameters
    ----------
    value : int, float, Fraction, Decimal or sympy.Expr
        The number; a float is taken at its shortest decimal.
    decimals : int
        Digits after the point, zero or more.

    Returns
    -------
    str
        Plain notation with ``-`` for the sign; zero carries no sign.

    Raises
    ------
    InvalidArgument
        If the value is not a finite real number or ``decimals`` is negative.

    Examples
    --------
    >>> rounded(sp.Rational(1, 8), 2), rounded(sp.pi, 4), rounded(-0.001, 2)
    ('0.12', '3.1416', '0.00')
    """
    _check_count("decimals", decimals, least=0)
    return f"{_quantized(exact(value), decimals):f}"


def significant(value: Number, digits: int) -> str:
    """Round half-even from the exact value to significant digits, in plain notation.

    Parameters
    ----------
    value : int, float, Fraction, Decimal or sympy.Expr
        The number; a float is taken at its shortest decimal.
    digits : int
        Significant digits, one or more.

    Returns
    -------
    str
        Plain notation, padded with zeros to the digits asked for.

    Raises
    ------
    InvalidArgument
        If the value is not a finite real number or ``digits`` is less than one.

    Examples
    --------
    >>> significant(sp.sqrt(2), 4), significant(0.00012345, 2), significant(98765, 2)
    ('1.414', '0.00012', '99000')
    """
    mantissa, exponent = _mantissa(exact(value), digits)
    return f"{_WIDE.scaleb(mantissa, exponent):f}"


def scientific(value: Number, digits: int) -> str:
    """Round half-even from the exact value to scientific notation.

    Parameters
    ----------
    value : int, float, Fraction, Decimal or sympy.Expr
        The number; a float is taken at its shortest decimal.
    digits : int
        Significant digits, one or more.

    Returns
    -------
    str
        Mantissa and exponent as Python writes them: ``4.29e-02``.

    Raises
    ------
    InvalidArgument
        If the value is not a finite real number or ``digits`` is less than one.

    Examples
    --------
    >>> scientific(sp.Rational(3, 70), 3), scientific(0, 2)
    ('4.29e-02', '0.0e+00')
    """
    mantissa, exponent = _mantissa(exact(value), digits)
    return f"{mantissa:f}e{exponent:+03d}"


def _is_zero(value: sp.Expr) -> bool:
    """Ask SymPy's assumptions, and prove it only where they leave it open: that can take long."""
    return bool(value.equals(0) if value.is_zero is None else value.is_zero)


def _mantissa(value: sp.Expr, digits: int) -> tuple[Decimal, int]:
    """Return the rounded mantissa in [1, 10) and the power of ten."""
    _check_count("digits", digits, least=1)
    if _is_zero(value):
        return Decimal(0).scaleb(1 - digits), 0
    exponent = _magnitude(value)
    mantissa = _quantized(value / sp.Integer(10) ** exponent, digits - 1)
    if abs(mantissa) >= 10:  # noqa: PLR2004 - 9.996 rounds up to 10.00
        exponent += 1
        mantissa = _quantized(value / sp.Integer(10) ** exponent, digits - 1)
    return mantissa, exponent


def _magnitude(value: sp.Expr) -> int:
    """Return the exponent of the leading decimal digit of a nonzero number."""
    if isinstance(value, sp.Rational):
        size = abs(value)
        guess = Decimal(int(size.p)).adjusted() - Decimal(int(size.q)).adjusted()
        return guess if size >= sp.Integer(10) ** guess else guess - 1
    exponent = Decimal(str(value.evalf(30))).adjusted()
    if abs(exponent) > _LARGEST_EXPONENT:
        raise InvalidArgument(f"a number to show must lie within 1e±{_LARGEST_EXPONENT}")
    return exponent


def is_whole(value: Any) -> bool:
    """Tell whether a value may serve as a count: a whole number, no boolean and no text.

    Parameters
    ----------
    value : object

    Returns
    -------
    bool

    Examples
    --------
    >>> is_whole(3), is_whole(np.int64(3)), is_whole(True), is_whole(3.0)
    (True, True, False, False)
    """
    return isinstance(value, Integral) and not isinstance(value, bool)


def _check_count(name: str, count: int, *, least: int) -> None:
    if not is_whole(count) or count < least:
        raise InvalidArgument(f"{name} must be a whole number of at least {least}, got {count!r}")


def _quantized(value: sp.Expr, decimals: int) -> Decimal:
    unit = Decimal(1).scaleb(-decimals)
    if isinstance(value, sp.Rational):
        number = Fraction(int(value.p), int(value.q))
        scaled = round(number * 10**decimals)  # Python rounds fractions half-even, exactly
        return _unsigned_zero(_WIDE.scaleb(Decimal(scaled), -decimals))
    previous, precision = None, 30
    while True:
        current = _WIDE.quantize(Decimal(str(value.evalf(precision + decimals))), unit)
        if current == previous or precision > _MOST_DIGITS:
            return _unsigned_zero(current)
        previous, precision = current, 2 * precision


def _unsigned_zero(number: Decimal) -> Decimal:
    return abs(number) if number == 0 else number

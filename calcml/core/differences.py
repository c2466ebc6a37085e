"""Difference quotients as a computer makes them, beside what they should have been.

======  ==========================================================
letter  meaning
======  ==========================================================
x       the point
h       the step, a signed displacement
u       unit roundoff, 2⁻⁵³
======  ==========================================================
"""

import math
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import NoReturn

import sympy as sp

from calcml.core.decimals import Number, exact
from calcml.core.errors import InvalidArgument
from calcml.core.floats import Subtraction, nearest, subtraction
from calcml.core.functions import Function, checked_function
from calcml.core.quotients import slope_or_none

__all__ = [
    "DifferenceQuotient",
    "Scheme",
    "SecantLine",
    "Verdict",
    "difference_quotient",
    "secant_line",
]

_Errors = tuple[float | None, float | None, float]  # total, of the method, of the arithmetic

_HALF_THE_DIGITS = 8  # of the 16 that a double carries
_ROUNDING_NOISE = 2  # units in the last place that the division and the display may cost
_CLEARLY_MORE = 16  # units in the last place that no single rounding explains


class Scheme(StrEnum):
    """Which two values of the function are compared."""

    FORWARD = "forward"
    BACKWARD = "backward"
    CENTRAL = "central"

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        raise InvalidArgument(f"scheme must be one of {', '.join(cls)}, got {value!r}")


class Verdict(Enum):
    """What spoils a difference quotient, as a sentence."""

    ACCURATE = "the quotient is right to the last digit"
    LUCK = "truncation and round-off happen to cancel"
    TRUNCATION = "truncation dominates: the step is long for the curve"
    ROUND_OFF = "round-off dominates: the step is short for the digits at hand"
    CANCELLATION = "cancellation: at least half of the digits vanish in the subtraction"
    ABSORPTION = "absorption: the step is lost when it is added to the point"
    NO_DERIVATIVE = "there is no derivative at the point for the quotient to approach"


@dataclass(frozen=True)
class DifferenceQuotient:
    """A difference quotient in doubles, with its errors.

    Attributes
    ----------
    function : Function
        f, of one variable.
    at, step : float
        x and h as doubles.
    scheme : Scheme
        Which values are compared.
    value : float
        The quotient that Python computes.
    exact : sympy.Expr
        The quotient meant, with x and h read as decimals.
    derivative : sympy.Expr or None
        f'(x), or None where there is none.
    error : float or None
        `value` minus the derivative.
    truncation : float or None
        `exact` minus the derivative: the error of the method.
    rounding : float
        `value` minus `exact`: the error of the arithmetic. error = truncation + rounding.
    effective_step : float
        The distance of the two points really used, (x + h) - x in doubles; for the central
        scheme (x + h) - (x - h).
    minuend, subtrahend : float
        The two values of f whose difference is taken.
    verdict : Verdict
        What dominates the error.
    """

    function: Function
    at: float
    step: float
    scheme: Scheme
    value: float
    exact: sp.Expr
    derivative: sp.Expr | None
    error: float | None
    truncation: float | None
    rounding: float
    effective_step: float
    minuend: float
    subtrahend: float
    verdict: Verdict

    @property
    def subtraction(self) -> Subtraction:
        """The subtraction of the two values, digit by digit."""
        return subtraction(self.minuend, self.subtrahend)


def difference_quotient(
    f: Function, at: Number, *, step: Number, scheme: str = Scheme.FORWARD
) -> DifferenceQuotient:
    """Compute a difference quotient exactly as Python does, and judge it.

    .. math:: f'(x) ≈ (f(x + h) - f(x)) / h

    Parameters
    ----------
    f : Function
        Of one variable.
    at : int, float, Fraction, Decimal or sympy.Expr
        The point x, in the unit of the variable; a float is read as its shortest decimal.
    step : int, float, Fraction, Decimal or sympy.Expr
        The step h, not zero; negative steps look the other way.
    scheme : {"forward", "backward", "central"}, default "forward"
        (f(x+h) - f(x))/h, (f(x) - f(x-h))/h or (f(x+h) - f(x-h))/(2h).

    Returns
    -------
    DifferenceQuotient

    Raises
    ------
    InvalidArgument
        If the step is zero, the scheme unknown, or the quotient overflows.
    OutsideDomain
        If f has no finite value at a point needed.

    Notes
    -----
    Truncation is h f''/2 for the one-sided schemes and h² f'''/6 for the central one; round-off
    is about 2u|f|/|h| and u|f|/|h|, with ragged single values below that envelope.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> q = difference_quotient(Function(x**2, x), 3, step=0.01)
    >>> q.value, q.exact, q.verdict.name
    (6.009999999999849, 601/100, 'TRUNCATION')
    >>> difference_quotient(Function(x**2, x), 3, step=1e-16).verdict.name
    'ABSORPTION'
    """
    checked_function(f)
    kind = Scheme(scheme)
    point, h = exact(at), _checked_step(step)
    derivative = slope_or_none(f, point)
    ends, width = _ends(point, h, kind)
    meant = sp.expand((f.exact(ends[0]) - f.exact(ends[1])) / width)
    x, step_double = nearest(point), nearest(h)
    high, low, divisor = _double_ends(x, step_double, kind)
    minuend, subtrahend = f(high), f(low)
    value = _finite_quotient(minuend - subtrahend, divisor)
    errors = _errors(value, meant, derivative)
    return DifferenceQuotient(
        function=f,
        at=x,
        step=step_double,
        scheme=kind,
        value=value,
        exact=meant,
        derivative=derivative,
        error=errors[0],
        truncation=errors[1],
        rounding=errors[2],
        effective_step=high - low,
        minuend=minuend,
        subtrahend=subtrahend,
        verdict=_verdict(high - low, errors, derivative, (minuend, subtrahend)),
    )


def _errors(value: float, meant: sp.Expr, derivative: sp.Expr | None) -> _Errors:
    computed = sp.Rational(*value.as_integer_ratio())
    rounding = nearest(computed - meant)
    if derivative is None:
        return None, None, rounding
    return nearest(computed - derivative), nearest(meant - derivative), rounding


def _ends(point: sp.Expr, h: sp.Expr, scheme: Scheme) -> tuple[tuple[sp.Expr, sp.Expr], sp.Expr]:
    high = point if scheme is Scheme.BACKWARD else point + h
    low = point if scheme is Scheme.FORWARD else point - h
    return (high, low), 2 * h if scheme is Scheme.CENTRAL else h


def _double_ends(x: float, h: float, scheme: Scheme) -> tuple[float, float, float]:
    """Return the ends and the divisor, with the operations in the order of the printed code."""
    high = x if scheme is Scheme.BACKWARD else x + h
    low = x if scheme is Scheme.FORWARD else x - h
    return high, low, 2 * h if scheme is Scheme.CENTRAL else h


def _finite_quotient(numerator: float, divisor: float) -> float:
    value = numerator / divisor if divisor else math.inf
    if not math.isfinite(value):
        raise InvalidArgument(
            f"the quotient must stay below the largest double, got {numerator!r} / {divisor!r}; "
            "choose a larger step"
        )
    return value


def _verdict(
    effective: float, errors: _Errors, derivative: sp.Expr | None, values: tuple[float, float]
) -> Verdict:
    error, truncation, rounding = errors
    if effective == 0:
        return Verdict.ABSORPTION
    if error is None or truncation is None or derivative is None:
        return Verdict.NO_DERIVATIVE
    ulp = math.ulp(nearest(derivative))
    if abs(error) <= _ROUNDING_NOISE * ulp:
        return Verdict.LUCK if abs(truncation) > _CLEARLY_MORE * ulp else Verdict.ACCURATE
    if abs(truncation) >= abs(rounding):
        return Verdict.TRUNCATION
    lost = subtraction(*values).digits_lost
    return Verdict.CANCELLATION if lost >= _HALF_THE_DIGITS else Verdict.ROUND_OFF


def _checked_step(step: Number) -> sp.Expr:
    h = exact(step)
    if h.is_zero:
        raise InvalidArgument(
            f"step must differ from zero, got {step}: the quotient divides by it; "
            "the limit as it shrinks is what derivative gives"
        )
    return h


@dataclass(frozen=True)
class SecantLine:
    """The line through two points of a graph, exactly.

    Attributes
    ----------
    at, step : sympy.Expr
        x and h: the line goes through the graph at x and at x + h.
    slope, intercept : sympy.Expr
        m and c of y = m x + c.
    function : Function
        The line itself.
    """

    at: sp.Expr
    step: sp.Expr
    slope: sp.Expr
    intercept: sp.Expr
    function: Function


def secant_line(f: Function, at: Number, *, step: Number) -> SecantLine:
    """Draw the line through a graph at x and at x + h.

    Parameters
    ----------
    f : Function
        Of one variable.
    at : int, float, Fraction, Decimal or sympy.Expr
        The point x; a float is read as its shortest decimal.
    step : int, float, Fraction, Decimal or sympy.Expr
        The signed displacement h, not zero.

    Returns
    -------
    SecantLine

    Raises
    ------
    InvalidArgument
        If the step is zero.
    OutsideDomain
        If f has no finite value at one of the points.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> secant_line(Function(x**2, x), 3, step=0.5).function.expression
    13*x/2 - 21/2
    """
    checked_function(f)
    point, h = exact(at), _checked_step(step)
    value = f.exact(point)
    slope = sp.expand((f.exact(point + h) - value) / h)
    intercept = sp.expand(value - slope * point)
    line = Function(slope * f.variable + intercept, f.variable)
    return SecantLine(point, h, slope, intercept, line)

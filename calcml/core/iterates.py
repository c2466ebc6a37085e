r"""Iterates of a descent in one variable as mathematics has them, whatever the function.

======  ===============================
letter  meaning
======  ===============================
x       the iterate
η       the rate
======  ===============================
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import sympy as sp

from calcml.core.decimals import Number, exact, is_whole
from calcml.core.errors import InvalidArgument, OutsideDomain, UnsupportedFunction
from calcml.core.functions import Function, checked_function

__all__ = ["PreciseIterate", "precise_iterates"]

_DIGITS = 60
_MOST_DIGITS = 480
_AGREEMENT = sp.Rational(1, 10**40)
_LARGEST, _SMALLEST = sp.Integer(10) ** 300, sp.Rational(1, 10**300)
_BITS = 2048
_LOST = sp.Integer(10) ** 12


@dataclass(frozen=True)
class PreciseIterate:
    """One iterate of a descent.

    Attributes
    ----------
    point : sympy.Expr
        Where the descent stands.
    value : sympy.Expr
        The function's value there.
    slope : sympy.Expr
        Its derivative there.
    is_exact : bool
        Whether all three are exact; else they are fractions certified to forty digits.
    """

    point: sp.Expr
    value: sp.Expr
    slope: sp.Expr
    is_exact: bool


def precise_iterates(
    f: Function, start: Number, *, rate: Number, steps: int
) -> tuple[PreciseIterate, ...]:
    r"""Walk downhill without the rounding of doubles.

    .. math:: x_{k+1} = x_k - \eta f'(x_k)

    Parameters
    ----------
    f : Function
        Of one variable.
    start : number
        Where to begin.
    rate : number
        The rate η, positive.
    steps : int
        How many steps to take, zero or more.

    Returns
    -------
    tuple of PreciseIterate, length up to ``steps + 1``
        Shorter where the next iterate would lie outside the domain of the function or its slope,
        have values that no double holds, or lie a trillion times farther out than the start (plus
        one).

    Raises
    ------
    InvalidArgument
        If the rate is not positive or steps negative.
    OutsideDomain
        If the function or its slope has no value at the start.
    UnsupportedFunction
        If the digits do not settle, as in a run that doubles its error hundreds of times.

    Notes
    -----
    Iterates are exact as long as they are fractions of moderate length. From there on the walk is
    done twice, with 60 and with 120 digits, and with more until both agree to forty.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> [str(i.point) for i in precise_iterates(Function(x**2, x), 1, rate=0.25, steps=3)]
    ['1', '1/2', '1/4', '1/8']
    >>> first, second = precise_iterates(Function(sp.cos(x), x), 1, rate=0.5, steps=1)
    >>> first.slope, second.is_exact, float(second.point)
    (-sin(1), False, 1.4207354924039484)
    """
    checked_function(f)
    if not (is_whole(steps) and steps >= 0):
        raise InvalidArgument(f"steps must be a whole number, zero or more, got {steps!r}")
    eta = exact(rate)
    if not eta > 0:
        raise InvalidArgument(f"rate must be positive, got {rate}")
    digits = _DIGITS
    coarse = _walked(f, exact(start), eta, steps, digits)
    while digits < _MOST_DIGITS:
        digits *= 2
        fine = _walked(f, exact(start), eta, steps, digits)
        if _agree(coarse, fine):
            return fine
        coarse = fine
    raise UnsupportedFunction(
        f"the iterates must be known to forty digits, but those of {f.expression} from {start} "
        f"with the rate {rate} are not settled by {digits}; take fewer steps or a smaller rate"
    )


def _walked(
    f: Function, start: sp.Expr, rate: sp.Expr, steps: int, digits: int
) -> tuple[PreciseIterate, ...]:
    return tuple(islice(_walk(f, start, rate, digits), steps + 1))


def _walk(f: Function, start: sp.Expr, rate: sp.Expr, digits: int) -> Iterator[PreciseIterate]:
    """Yield iterates until one lies outside the domain; outside at the start is an error."""
    slope = f.derivative()
    here = PreciseIterate(start, f.exact(start), slope.exact(start), is_exact=True)
    keeps_fractions = f.expression.is_rational_function(f.variable)
    while True:
        yield here
        ahead = here.point - rate * here.slope
        if abs(ahead) > _LOST * (1 + abs(start)):
            return
        exactly = here.is_exact and keeps_fractions and _is_short(ahead)
        try:
            here = (_exactly if exactly else _closely)(f, slope, ahead, digits)
        except OutsideDomain:
            return


def _is_short(number: sp.Expr) -> bool:
    return (
        number.is_Rational and max(map(int.bit_length, map(int, number.as_numer_denom()))) <= _BITS
    )


def _exactly(f: Function, slope: Function, point: sp.Expr, _: int) -> PreciseIterate:
    return PreciseIterate(point, f.exact(point), slope.exact(point), is_exact=True)


def _closely(f: Function, slope: Function, point: sp.Expr, digits: int) -> PreciseIterate:
    """Return the iterate at a point in fractions of so many digits."""
    near = point.evalf(digits)
    height, rise = (_float_value(g, near, digits) for g in (f, slope))
    at, value, steepness = (sp.Rational(str(each)) for each in (near, height, rise))
    return PreciseIterate(at, value, steepness, is_exact=False)


def _float_value(f: Function, at: sp.Float, digits: int) -> sp.Float:
    """Evaluate with many digits: fractions as long would cost powers and roots dearly."""
    value = f.expression.xreplace({f.variable: at}).evalf(digits)
    if not (value.is_Float or value.is_Rational) or (value and not _holds(value)):
        raise OutsideDomain(
            f"{f.expression} has no real value that a double holds at {float(at):.6g}"
        )
    return sp.Float(value, digits)


def _holds(value: sp.Expr) -> bool:
    return bool(_SMALLEST < abs(value) < _LARGEST)


def _agree(coarse: tuple[PreciseIterate, ...], fine: tuple[PreciseIterate, ...]) -> bool:
    return len(coarse) == len(fine) and all(
        _is_close(p, q)
        for one, other in zip(coarse, fine, strict=True)
        for p, q in (
            (one.point, other.point),
            (one.value, other.value),
            (one.slope, other.slope),
        )
    )


def _is_close(one: sp.Expr, other: sp.Expr) -> bool:
    if one == other:
        return True
    return bool(abs((one - other).evalf(30)) <= _AGREEMENT * (1 + abs(other.evalf(30))))

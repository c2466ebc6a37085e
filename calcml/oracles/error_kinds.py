"""Second opinions on the kinds of error: fractions rounded by hand, also where doubles end."""

import struct
from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from itertools import pairwise

import mpmath as mp

from calcml.lessons.entries import Entry
from calcml.lessons.numerics import ErrorTaxonomy
from calcml.oracles.applications import tried
from calcml.oracles.doubles import rounded
from calcml.oracles.evaluation import DIGITS
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out

__all__ = ["classified", "stored"]

_ROUNDED = "fractions, each rounded to a double by hand"
_BITS = "the double's bits"
_VALUES = "values, 60 digits"
_EXACTLY = "the same calculation with fractions"
_LEAST = Fraction(1, 2**1074)
_BEYOND = Fraction(2**1024 - 2**970)  # half a gap above the largest double
_EDGES = {"smallest": 1, "normal": 1 << 52, "largest": (0x7FF << 52) - 1}
_START, _DIVISOR = Fraction("1.234567890123e-308"), 100_000
_LARGE = tuple(Fraction(10) ** k for k in (306, 307, 308))


def classified(lesson: ErrorTaxonomy) -> Mapping[str, Opinion]:
    """Work out the numbers of an `ErrorTaxonomy`.

    Parameters
    ----------
    lesson : ErrorTaxonomy

    Returns
    -------
    mapping of str to Opinion
    """
    return worked_out(lesson.ledger, _of_the_kinds(lesson))


def stored(number: Fraction) -> Fraction | None:
    """Round a positive fraction to a double, as far as there are any.

    Parameters
    ----------
    number : Fraction

    Returns
    -------
    Fraction or None
        With fewer digits near zero; None where it overflows.

    Examples
    --------
    >>> stored(Fraction(1, 10)), stored(Fraction(1, 2**1076)), stored(Fraction(2**1024))
    (Fraction(3602879701896397, 36028797018963968), Fraction(0, 1), None)
    """
    if number >= _BEYOND:
        return None
    if number < 2**52 * _LEAST:
        return round(number / _LEAST) * _LEAST
    return rounded(number)


def _of_the_kinds(lesson: ErrorTaxonomy) -> Work:
    ledger = lesson.ledger
    with mp.workdps(DIGITS + 10):
        pi = rounded(Fraction(mp.nstr(mp.pi, DIGITS)))
        yield "pi.stored", lambda: Opinion(float(pi), _ROUNDED)
        yield "pi.error", lambda: _number(mp.pi - _float(pi))
        series = sum(1 / mp.factorial(k) for k in range(5))
        yield "tail", lambda: _number(mp.e - series)
    tenth = rounded(Fraction(1, 10))
    for key, truth in (("tenth.stored", _float(tenth)), ("series", series)):
        yield key, partial(_formula, ledger[key], truth)
    for i, value in enumerate(_sinking()):
        yield f"sinking.{i}", partial(Opinion, float(value), _ROUNDED)
    for i, value in enumerate(_LARGE):
        yield f"rising.{i}", partial(Opinion, float(rounded(value)), _ROUNDED)
    for key, sign in (("rising.end", 1), ("falling.end", -1)):
        yield key, partial(_lost, sign)
    for name, bits in _EDGES.items():
        yield f"edge.{name}", partial(_double, bits)
    yield "exact.error", lambda: _quotient(ledger["exact.error"])
    for kind, vanishes in _vanishing().items():
        yield f"vanishes.{kind}", partial(Opinion, vanishes, _EXACTLY)
    times = int(given(ledger["times"]))
    yield "sum", lambda: Opinion(float(_summed(tenth, times)), _ROUNDED)


def _float(value: Fraction) -> mp.mpf:
    with mp.workdps(DIGITS + 10):
        return mp.mpf(value.numerator) / value.denominator


def _number(value: mp.mpf) -> Opinion:
    with mp.workdps(DIGITS):
        return found(value, _VALUES)


def _formula(entry: Entry, truth: mp.mpf) -> Opinion:
    with mp.workdps(DIGITS):
        return tried(entry, [({}, truth)], _VALUES)


def _sinking() -> list[Fraction]:
    values = [stored(_START)]
    while values[-1]:
        values.append(stored(values[-1] / _DIVISOR))
    return [value for value in values if value is not None]


def _lost(sign: int) -> Opinion | None:
    """Multiply the last of the large numbers by ten; only its size decides."""
    if stored(10 * rounded(_LARGE[-1])) is not None:
        return None
    return Opinion(sign * mp.inf, _ROUNDED)


def _double(bits: int) -> Opinion:
    (value,) = struct.unpack("<d", struct.pack("<q", bits))
    return Opinion(float(value), _BITS)


def _quotient(entry: Entry) -> Opinion:
    """Try what stands before the last sign of equality against what stands behind it."""
    with mp.workdps(DIGITS):
        cases = [({"h": h}, h) for h in (mp.sqrt(2), mp.mpf(1) / 100)]
        return tried(entry, cases, _VALUES, part=lambda text: text.rpartition(" = ")[0])


def _vanishing() -> Mapping[str, bool]:
    """Tell which errors are gone when the same is calculated with fractions."""
    tiny, huge = _START, _LARGE[-1]
    cut = [sum(Fraction(1, k) ** 2 for k in range(1, n)) for n in (9, 99)]  # each n leaves a rest
    return {
        "rounding": sum([Fraction(1, 10)] * 10) == 1,
        "truncation": all(one == other for one, other in pairwise(cut)),
        "underflow": tiny / 10**30 * 10**30 == tiny,
        "overflow": huge * 10 / 10 == huge,
    }


def _summed(term: Fraction, times: int) -> Fraction:
    total = Fraction(0)
    for _ in range(times):
        total = rounded(total + term)
    return total

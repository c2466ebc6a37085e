"""Second opinions on doubles: their bits counted up and down, and sums rounded as fractions."""

import struct
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import partial
from itertools import count

import mpmath as mp

from calcml.lessons.entries import Entry
from calcml.lessons.numerics import MachineEpsilonNumberLine
from calcml.oracles.applications import tried
from calcml.oracles.evaluation import DIGITS
from calcml.oracles.opinions import Opinion, Work, given, worked_out

__all__ = ["around_one", "next_double", "rounded"]

_BITS = "the double whose bits are one more"
_ROUNDED = "the sum as a fraction, rounded to 53 bits by hand"
_FIRST = "the first double, bit by bit from 2^-53 on, that is not lost"
_PRECISION = 53


def around_one(lesson: MachineEpsilonNumberLine) -> Mapping[str, Opinion]:
    """Work out the numbers of a `MachineEpsilonNumberLine`.

    Parameters
    ----------
    lesson : MachineEpsilonNumberLine

    Returns
    -------
    mapping of str to Opinion
    """
    return worked_out(lesson.ledger, _of_the_doubles(lesson))


def next_double(number: float, steps: int = 1) -> float:
    """Return the double that comes some steps after a positive one, by counting its bits up.

    Parameters
    ----------
    number : float
    steps : int
        Negative ones go down.

    Returns
    -------
    float

    Examples
    --------
    >>> next_double(1.0), next_double(1.0, -1)
    (1.0000000000000002, 0.9999999999999999)
    """
    (bits,) = struct.unpack("<q", struct.pack("<d", number))
    (found,) = struct.unpack("<d", struct.pack("<q", bits + steps))
    return float(found)


def rounded(number: Fraction) -> Fraction:
    """Round a positive fraction to 53 bits, ties to even.

    Parameters
    ----------
    number : Fraction

    Returns
    -------
    Fraction

    Examples
    --------
    >>> rounded(1 + Fraction(1, 2**53)), rounded(Fraction(3, 4))
    (Fraction(1, 1), Fraction(3, 4))
    """
    unit = Fraction(1)
    while number / unit >= 2**_PRECISION:
        unit *= 2
    while number / unit < 2 ** (_PRECISION - 1):
        unit /= 2
    return round(number / unit) * unit  # Python rounds halves of fractions to even


def _of_the_doubles(lesson: MachineEpsilonNumberLine) -> Work:
    ledger = lesson.ledger
    one = 1.0
    for name, steps in (("below", -1), ("one", 0), ("above", 1), ("second", 2)):
        entry = ledger[f"tick.{name}"]
        yield entry.key, partial(_formula, entry, Fraction(next_double(one, steps)))
    above = Fraction(next_double(one)) - 1
    yield "gap.above", partial(_formula, ledger["gap.above"], above)
    yield "gap.below", partial(_formula, ledger["gap.below"], 1 - Fraction(next_double(one, -1)))
    for key in ("epsilon", "epsilon.printed"):
        yield key, lambda: Opinion(float(above), _BITS)
    for i in range(len(lesson.darts)):
        yield f"sum.{i}", partial(_sum, ledger[f"delta.{i}"])
    yield "least", lambda: Opinion(_least(), _FIRST)


def _formula(entry: Entry, truth: Fraction) -> Opinion:
    with mp.workdps(DIGITS):
        epsilon = mp.mpf(2) ** -52
        case = {"ε": epsilon, "epsilon": epsilon}, mp.mpf(truth.numerator) / truth.denominator
        return tried(entry, [case], _BITS, part=_unescaped)


def _unescaped(text: str) -> str:
    return text.replace("\\/", "/").replace("−", "-")


def _sum(entry: Entry) -> Opinion:
    delta = Fraction(str(given(entry)))
    return Opinion(float(rounded(1 + rounded(delta))), _ROUNDED)


def _least() -> float:
    return next(delta for delta in _from_half() if rounded(1 + Fraction(delta)) > 1)


def _from_half() -> Iterator[float]:
    return (next_double(2.0**-_PRECISION, steps) for steps in count(-2))

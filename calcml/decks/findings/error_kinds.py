"""The kinds of error: round-off, truncation, underflow and overflow, told apart by experiment.

An error that comes from the representation of numbers vanishes in exact arithmetic. Truncation
stays.
"""

import math
from collections.abc import Callable
from fractions import Fraction

import mpmath as mp
import sympy as sp

from calcml.core.differences import difference_quotient
from calcml.core.floats import (
    LARGEST,
    SMALLEST_NORMAL,
    SMALLEST_SUBNORMAL,
    neighbours,
    rounding,
    scaled_until_lost,
)
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.decks.findings.finding import Finding, finding

KINDS_CLAIMED = 4
BULLETS = (("round-off",), ("truncation",), ("underflow", "overflow"))
"""The list on the slide: its bullets, and the kinds that each names."""

BEYOND = ((-1e308, 10.0), (1e308, 10.0), (1e-308, 1e-100), (-1e-308, 1e-100))
"""A number near the end of the range, and a factor that leads beyond it."""

_PRECISIONS = (53, 106, 212)  # bits: a double's, twice and four times as many


def _quotient_in_fractions() -> Fraction:
    h = Fraction(1, 100)
    return ((3 + h) ** 2 - 9) / h


def _double_errors() -> dict[str, bool]:
    """Tell for each kind whether doubles show it."""
    quotient = difference_quotient(Function(x**2, x), 3, step=Fraction(1, 100))
    return {
        "round-off": rounding(sp.Rational(1, 10)).error != 0,
        "truncation": quotient.truncation != 0,
        "underflow": 1e-308 * 1e-100 == 0,
        "overflow": math.isinf(1e308 * 10),
    }


def _exact_errors() -> dict[str, Fraction]:
    """Return for each kind the error that the same calculation makes with fractions."""
    tiny, huge = Fraction(1, 10**308), Fraction(10**308)
    return {
        "round-off": Fraction(1) / 10 * 10 - 1,
        "truncation": _quotient_in_fractions() - 6,
        "underflow": tiny / 10**100 * 10**100 - tiny,
        "overflow": huge * 10 / 10 - huge,
    }


@finding("A-061")
def count_of_kinds() -> Finding:
    """Count bullets, and the kinds that they name: the last one names two."""
    by_bullet, by_name = len(BULLETS), sum(map(len, BULLETS))
    counts = {"bullets": by_bullet, "underflow and overflow apart": by_name}
    shown = _double_errors()
    return Finding(
        stated=by_bullet == KINDS_CLAIMED,
        corrected=by_name == KINDS_CLAIMED and all(shown[kind] for kind in sum(BULLETS, ())),
        readings=counts,
        computed=counts,
    )


@finding("A-062")
def truncation_is_no_matter_of_representation() -> Finding:
    """Calculate with fractions: three kinds of error vanish, and truncation stays."""
    left, shown = _exact_errors(), _double_errors()
    others = [error for kind, error in left.items() if kind != "truncation"]
    return Finding(
        stated=not any(left.values()),
        narrowed=not any(others) and all(shown.values()),
        corrected=not any(others) and left["truncation"] != 0,
        computed={
            "forward difference in fractions": _quotient_in_fractions(),
            "truncation in fractions": left["truncation"],
            "error left of the other three": max(map(abs, others)),
        },
    )


@finding("A-063")
def pi_is_rounded() -> Finding:
    """Round π, which is no fraction as every double is, and 0.1, which has one decimal only."""
    pi, tenth = rounding(sp.pi), rounding(sp.Rational(1, 10))
    return Finding(
        stated=pi.error != 0 and sp.pi.is_rational is False,
        computed={
            "π minus its double": pi.error,
            "the double nearest to π": pi.stored,
            "the double nearest to 0.1": tenth.fraction,
        },
    )


def _errors_by_precision(
    approximation: Callable[[], mp.mpf], of: Callable[[], mp.mpf]
) -> list[mp.mpf]:
    """Return the error of an approximation worked out with more and more bits."""
    errors = []
    for bits in _PRECISIONS:
        with mp.workprec(bits):
            value = approximation()
        with mp.workprec(2 * _PRECISIONS[-1]):
            errors.append(abs(of() - value))
    return errors


def _partial_sum(terms: int) -> mp.mpf:
    return mp.fsum(1 / mp.factorial(k) for k in range(terms))


@finding("A-064")
def approximating_a_number_is_round_off() -> Finding:
    """Add bits: they cure a rounded number, and leave a series cut short as wrong as it was."""
    number = _errors_by_precision(lambda: +mp.pi, lambda: +mp.pi)
    series = _errors_by_precision(lambda: _partial_sum(5), lambda: mp.e)
    longer = _errors_by_precision(lambda: _partial_sum(10), lambda: mp.e)
    stays = [max(errors) - min(errors) < 1e-9 * max(errors) for errors in (number, series)]
    return Finding(
        stated=all(stays),
        narrowed=stays[1],
        corrected=stays[1] and longer[-1] < series[-1],
        computed={
            "e minus five terms of its series": float(series[-1]),
            "e minus ten terms": float(longer[-1]),
            "error of π with 53 bits": float(number[0]),
            "error of π with 106 bits": float(number[1]),
        },
    )


def _end(value: float) -> str:
    if math.isinf(value):
        return "overflow"
    return "underflow" if abs(value) < SMALLEST_NORMAL else "in range"


def _loses_a_digit(number: float) -> bool:
    """Tell whether the next double cannot be halved without loss."""
    after = neighbours(number)[1]
    return after / 2 * 2 != after


@finding("A-065")
def magnitude_leaves_the_range() -> Finding:
    """Leave the range at all four ends: what counts is the magnitude, not the direction."""
    by_sign, by_size = [], []
    for start, factor in BEYOND:
        product = Fraction(start) * Fraction(factor)
        end = _end(start * factor)
        by_sign.append(end == ("underflow" if product < Fraction(start) else "overflow"))
        by_size.append(end == ("underflow" if abs(product) < abs(Fraction(start)) else "overflow"))
    lost = _loses_a_digit(SMALLEST_NORMAL) and not _loses_a_digit(2 * SMALLEST_NORMAL)
    down = list(scaled_until_lost(SMALLEST_NORMAL, 0.5))
    return Finding(
        stated=all(by_sign),
        narrowed=all(by_size),
        corrected=lost and down[-2:] == [SMALLEST_SUBNORMAL, 0.0] and math.isinf(2 * LARGEST),
        computed={
            "-1e308 * 10": -1e308 * 10,
            "1e-308 / 1e100": 1e-308 / 1e100,
            "largest double": LARGEST,
            "smallest normal double": SMALLEST_NORMAL,
            "smallest double above 0": SMALLEST_SUBNORMAL,
        },
    )

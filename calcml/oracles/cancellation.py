"""Second opinions on digits that cancel: every operation as a fraction, rounded by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import partial
from itertools import takewhile

import mpmath as mp
import sympy as sp

from calcml.lessons.entries import Entry
from calcml.lessons.numerics import CatastrophicCancellation
from calcml.oracles.applications import tried
from calcml.oracles.curves import curve_opinion
from calcml.oracles.doubles import next_double, rounded
from calcml.oracles.evaluation import DIGITS, Formula
from calcml.oracles.opinions import Opinion, Work, given, worked_out

__all__ = ["Steps", "cancelled"]

_ROUNDED = "fractions, each rounded to 53 bits by hand"
_COUNTED = "the registers, digit by digit"
_BITS = "the double whose bits are one more"
_SAID = "whether the points differ, and how much smaller the difference is than the values"
_PLACES = Fraction(10) ** 16
_HALF = Fraction(10) ** 8  # times smaller: half of the digits are gone
_x = sp.Symbol("x", real=True)
_SQUARE = Formula(_x**2, (_x,))


@dataclass(frozen=True)
class Steps:
    """The quotient of the square, operation by operation, as doubles would have it.

    Attributes
    ----------
    at : Fraction
        The point, a double.
    h : Fraction
        The step, rounded first.
    """

    at: Fraction
    h: Fraction

    @property
    def step(self) -> Fraction:
        """The step as a double."""
        return rounded(self.h)

    @property
    def ahead(self) -> Fraction:
        """The second point."""
        return rounded(self.at + self.step)

    @property
    def minuend(self) -> Fraction:
        """The value there."""
        return rounded(self.ahead**2)

    @property
    def subtrahend(self) -> Fraction:
        """The value at the point."""
        return rounded(self.at**2)

    @property
    def difference(self) -> Fraction:
        """The one less the other."""
        gap = self.minuend - self.subtrahend
        return rounded(gap) if gap else gap

    @property
    def quotient(self) -> Fraction:
        """The difference divided by the step."""
        return rounded(self.difference / self.step) if self.difference else Fraction(0)


def cancelled(lesson: CatastrophicCancellation) -> Mapping[str, Opinion]:
    """Work out the numbers of a `CatastrophicCancellation`.

    Parameters
    ----------
    lesson : CatastrophicCancellation

    Returns
    -------
    mapping of str to Opinion
    """
    return worked_out(lesson.ledger, (*_of_the_names(lesson), *_of_the_rows(lesson)))


def _of_the_names(lesson: CatastrophicCancellation) -> Work:
    ledger = lesson.ledger
    point = given(ledger["at"])
    yield "function", lambda: curve_opinion(ledger["function"], _SQUARE, point)
    for name, step in (("minuend", mp.mpf("0.7")), ("subtrahend", mp.mpf(0))):
        yield f"name.{name}", partial(_applied, ledger[f"name.{name}"], point, step)


def _applied(entry: Entry, point: sp.Expr, step: mp.mpf) -> Opinion:
    with mp.workdps(DIGITS):
        case = {"h": step}, (int(point) + step) ** 2
        return tried(entry, [case], "values, 60 digits", lambda _, x: x**2)


def _of_the_rows(lesson: CatastrophicCancellation) -> Work:
    ledger = lesson.ledger
    at = Fraction(str(given(ledger["at"])))
    turns = [
        Steps(at, Fraction(str(given(entry))))
        for key, entry in ledger.items()
        if key.startswith("step.")
    ]
    for i, steps in enumerate(turns):
        for name in ("minuend", "subtrahend", "difference"):
            if f"{name}.{i}" in ledger:
                yield f"{name}.{i}", partial(_register, ledger[f"{name}.{i}"], steps, name)
        yield f"agree.{i}", partial(_agreeing, steps)
        yield f"printed.{i}", partial(_double, steps.quotient)
        yield f"spoiler.{i}", partial(_spoiler, steps)
    yield "gap", lambda: Opinion(next_double(float(at)) - float(at), _BITS)
    yield "effective", lambda: _double(turns[2].ahead - at)


def _double(value: Fraction) -> Opinion:
    return Opinion(float(value), _ROUNDED)


def _register(entry: Entry, steps: Steps, name: str) -> Opinion:
    """Work out a value; its digits on screen must be those of the register as well."""
    value: Fraction = getattr(steps, name)
    text = _digits(value)
    if entry.shown != text or entry.typst != f'#raw("{text}")':
        return Opinion(text, _ROUNDED, holds=False)
    return _double(value)


def _digits(value: Fraction) -> str:
    """Write a fraction with sixteen decimals, rounded half to even."""
    with localcontext(prec=40):
        return f"{Decimal(round(value * _PLACES)).scaleb(-16):.16f}"


def _agreeing(steps: Steps) -> Opinion:
    pairs = zip(_digits(steps.minuend), _digits(steps.subtrahend), strict=True)
    same = takewhile(lambda pair: pair[0] == pair[1], pairs)
    return Opinion(sum(one.isdigit() for one, _ in same), _COUNTED)


def _spoiler(steps: Steps) -> Opinion:
    if steps.ahead == steps.at:
        return Opinion("absorption", _SAID)
    small = steps.difference * _HALF <= steps.subtrahend
    return Opinion("cancellation" if small else "neither", _SAID)

"""What truncation and round-off do to a difference quotient, measured where each is alone.

Truncation is the error of exact values at a step of 1e-30, in 260 digits; round-off that of values
wrong by a unit of roundoff, or rounded to 53 bits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import mpmath as mp
import sympy as sp

from calcml.oracles.evaluation import DIGITS, Formula, NoValueError, floating
from calcml.oracles.quotients import quotient

__all__ = ["EPSILON", "LEFT", "StepErrors", "scattered_errors"]

LEFT = mp.mpf("1e-25")
"""Relative: at a step of 1e-30 the second term of an error is about 1e-30 of the first."""

EPSILON = mp.mpf(2) ** -52
"""The machine epsilon: two units of roundoff."""

_DIGITS = 260  # the slope takes steps of 1e-60, and truncation in h² is looked for at 1e-60
_TINY = mp.mpf("1e-30")
_SHORTEST, _LONGEST = -100, 50  # powers of e
_NARROWINGS = 250  # each by the golden ratio, to 50 digits
_STEPS = 400


@dataclass(frozen=True)
class StepErrors:
    """Truncation and round-off of one quotient at one point.

    Attributes
    ----------
    f : Formula
    at : sympy.Expr
    central : bool
        Whether the quotient is the symmetric one.
    """

    f: Formula
    at: sp.Expr
    central: bool

    @property
    def power(self) -> int:
        """The power of the step to which truncation should be proportional."""
        return 2 if self.central else 1

    @cached_property
    def slope(self) -> mp.mpf:
        """The derivative, by far smaller steps than those that are judged."""
        with mp.workdps(_DIGITS):
            return quotient(self.f, self.at, _TINY**2, central=True)

    def truncation(self, step: mp.mpf) -> mp.mpf:
        """Return the error of a quotient of exact values.

        Parameters
        ----------
        step : mpmath.mpf

        Returns
        -------
        mpmath.mpf
        """
        with mp.workdps(_DIGITS):
            return abs(quotient(self.f, self.at, step, central=self.central) - self.slope)

    @cached_property
    def bend(self) -> mp.mpf:
        """Truncation, divided by its power of the step."""
        with mp.workdps(_DIGITS):
            return self.truncation(_TINY) / _TINY**self.power

    def round_off(self, step: mp.mpf) -> mp.mpf:
        """Return the error of a quotient of the worst values within a unit of roundoff.

        Parameters
        ----------
        step : mpmath.mpf

        Returns
        -------
        mpmath.mpf
        """
        with mp.workdps(_DIGITS):
            a, wide = floating(self.at), 2 if self.central else 1
            high, low = self.f(a + step), self.f(a - step if self.central else a)
            return EPSILON / 2 * (abs(high) + abs(low)) / (wide * step)

    @cached_property
    def noise(self) -> mp.mpf:
        """Round-off, times the step."""
        with mp.workdps(_DIGITS):
            return self.round_off(_TINY) * _TINY

    @property
    def noise_order(self) -> mp.mpf:
        """The power of the step to which round-off is proportional, from two steps."""
        with mp.workdps(_DIGITS):
            return mp.log(self.round_off(_TINY) / self.round_off(_TINY / 2), 2)

    @property
    def order(self) -> mp.mpf:
        """The power of the step to which truncation is proportional, from two steps."""
        with mp.workdps(_DIGITS):
            long, short = self.truncation(_TINY), self.truncation(_TINY / 2)
            if not short:
                raise NoValueError("there is no truncation")
            return mp.log(long / short, 2)

    def sum(self, step: mp.mpf) -> mp.mpf:
        """Return what both errors come to.

        Parameters
        ----------
        step : mpmath.mpf

        Returns
        -------
        mpmath.mpf
        """
        with mp.workdps(_DIGITS):
            return self.bend * step**self.power + self.noise / step

    @cached_property
    def best(self) -> mp.mpf:
        """The step of the least sum, by golden section."""
        if not (self.bend and self.noise):
            raise NoValueError("there is nothing to balance")
        with mp.workdps(_DIGITS):
            golden, low, high = (mp.sqrt(5) - 1) / 2, mp.mpf(_SHORTEST), mp.mpf(_LONGEST)
            for _ in range(_NARROWINGS):
                left, right = high - golden * (high - low), low + golden * (high - low)
                if self.sum(mp.exp(left)) > self.sum(mp.exp(right)):
                    low = left
                else:
                    high = right
            return mp.exp(low)


def scattered_errors(f: Formula, at: sp.Expr) -> Iterator[tuple[mp.mpf, mp.mpf]]:
    """Measure what rounding to 53 bits does to the quotient, at 400 steps without pattern.

    Parameters
    ----------
    f : Formula
    at : sympy.Expr

    Yields
    ------
    mpmath.mpf, mpmath.mpf
        A step, from 1e-3 down to 1e-7, and the size of the error, if there is one.
    """
    with mp.workdps(DIGITS):
        a, golden = floating(at), (mp.sqrt(5) - 1) / 2
        low = f(a)
        for k in range(1, _STEPS + 1):
            step = mp.mpf(10) ** -(3 + 4 * mp.frac(k * golden))
            high = f(a + step)
            error = (_rounded(high) - _rounded(low) - (high - low)) / step
            if error:
                yield step, abs(error)


def _rounded(value: mp.mpf) -> mp.mpf:
    with mp.workprec(53):
        return +value

"""The cost of a line, summed up from the points, and what follows from its sums alone.

The cost is a quadratic of slope and intercept, so its central differences are its derivatives
exactly, whatever the step: here one, in fractions.

======  =====================================
letter  meaning
======  =====================================
a b     slope and intercept of the line
J       the cost of a line
m       the number of points
======  =====================================
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice
from typing import TypeAlias

import mpmath as mp

from calcml.lessons.entries import Entry
from calcml.oracles.evaluation import floating
from calcml.oracles.formulas import PLACES, places_about
from calcml.oracles.opinions import Opinion
from calcml.oracles.readings import UnreadableError, reading

__all__ = ["LineCost"]

_SQUARINGS = 60
_ROUNDING = mp.mpf(10) ** -50  # relative, in sixty digits

Number: TypeAlias = Fraction | mp.mpf


@dataclass(frozen=True)
class LineCost:
    """Half the mean of the squared residuals.

    Attributes
    ----------
    points : tuple of (Fraction, Fraction)
    """

    points: tuple[tuple[Fraction, Fraction], ...]

    def __call__(self, a: Number, b: Number) -> Number:
        """Sum up the squares for a line; a fraction if slope and intercept are fractions."""
        total: Number = sum((a * x + b - y) ** 2 for x, y in self.points)
        return total / (2 * len(self.points))

    @cached_property
    def slopes(self) -> tuple[Fraction, Fraction]:
        """The slopes of the cost at the zero line, along a and along b."""
        across = self._at(1, 0) - self._at(-1, 0)
        return across / 2, (self._at(0, 1) - self._at(0, -1)) / 2

    @cached_property
    def bends(self) -> tuple[Fraction, Fraction, Fraction]:
        """The second derivatives of the cost: by a twice, by a and b, by b twice."""
        across = self._at(1, 0) - 2 * self._at(0, 0) + self._at(-1, 0)
        up = self._at(0, 1) - 2 * self._at(0, 0) + self._at(0, -1)
        twist = self._at(1, 1) - self._at(1, -1) - self._at(-1, 1) + self._at(-1, -1)
        return across, twist / 4, up

    def _at(self, a: int, b: int) -> Fraction:
        return Fraction(self(Fraction(a), Fraction(b)))

    def lowest(self) -> tuple[mp.mpf, mp.mpf]:
        """Return the line of least cost, by Householder's reflections.

        Returns
        -------
        a, b : mpmath.mpf
            With the digits of mpmath's current precision.

        Examples
        --------
        >>> through = LineCost(((Fraction(1), Fraction(3)), (Fraction(2), Fraction(5))))
        >>> [mp.nstr(c, 5) for c in through.lowest()]
        ['2.0', '1.0']
        """
        turned, upper = mp.qr(mp.matrix([[floating(x), 1] for x, _ in self.points]), mode="skinny")
        right = turned.T * mp.matrix([floating(y) for _, y in self.points])
        b = right[1] / upper[1, 1]
        return (right[0] - upper[0, 1] * b) / upper[0, 0], b

    def largest_bend(self) -> mp.mpf:
        """Return the largest eigenvalue of the Hessian, by squaring it again and again.

        Returns
        -------
        mpmath.mpf
            Rayleigh's quotient of what is left: the matrix to the power of 2⁶⁰, applied once.

        Examples
        --------
        >>> two = LineCost(((Fraction(-1), Fraction(0)), (Fraction(1), Fraction(3))))
        >>> mp.nstr(two.largest_bend(), 5)
        '1.0'
        """
        p, q, r = map(floating, self.bends)
        hessian = power = mp.matrix([[p, q], [q, r]])
        for _ in range(_SQUARINGS):
            power = power * power / mp.mnorm(power) ** 2
        towards = power * mp.matrix([1, mp.sqrt(2)])
        return (towards.T * hessian * towards)[0] / (towards.T * towards)[0]

    def formula_opinion(self, entry: Entry) -> Opinion:
        """Try the formula of the cost, summand by summand, at lines.

        Parameters
        ----------
        entry : Entry
            A factor, the word ``sum`` and a summand with ``x_i`` and ``y_i``.

        Returns
        -------
        Opinion

        Raises
        ------
        UnreadableError
            If it is no such formula.
        """
        lines = islice(places_about((mp.mpf(1), mp.mpf(1))), PLACES)
        holds = all(
            abs(self._read(text, line) - self(*line)) <= _ROUNDING * (1 + self(*line))
            for line in lines
            for text in (entry.typst, entry.shown)
        )
        return Opinion(f"tried at {PLACES} lines", "summed over the points", holds=holds)

    def _read(self, text: str, line: tuple[mp.mpf, mp.mpf]) -> mp.mpf:
        head, mark, summand = text.rpartition(" = ")[2].partition(" sum ")
        if not mark:
            raise UnreadableError(f"the cost must be a sum, got {text}")
        given = dict(zip("ab", line, strict=True))
        terms = (
            reading(summand, given | {"x_i": floating(x), "y_i": floating(y)})
            for x, y in self.points
        )
        return reading(head, {"m": mp.mpf(len(self.points))}) * sum(terms)

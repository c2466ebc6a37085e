"""Polynomials with rational coefficients, evaluated in exact fractions."""

import math
from dataclasses import dataclass
from fractions import Fraction

import sympy as sp

from calcml.core.functions import Function

__all__ = ["RationalPolynomial"]


@dataclass(frozen=True)
class RationalPolynomial:
    """A polynomial over the rationals, as a sum of terms.

    SymPy's rationals cost microseconds per operation in bookkeeping; a descent of hundreds of
    exact steps wants Python's fractions.

    Attributes
    ----------
    terms : tuple of (exponents, coefficient)
        Exponents of the n variables as a tuple of integers, coefficients as fractions.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> p = RationalPolynomial.of(Function(x**2 - 4 * x + 4, x))
    >>> p(Fraction(1, 2))
    Fraction(9, 4)
    """

    terms: tuple[tuple[tuple[int, ...], Fraction], ...]

    @classmethod
    def of(cls, f: Function) -> "RationalPolynomial | None":
        """Read a function's formula as a polynomial.

        Parameters
        ----------
        f : Function
            Of n variables.

        Returns
        -------
        RationalPolynomial or None
            None where the formula is not a polynomial with rational coefficients.
        """
        if not f.expression.is_polynomial(*f.variables):
            return None
        polynomial = sp.Poly(f.expression, *f.variables)
        if not (polynomial.domain.is_ZZ or polynomial.domain.is_QQ):
            return None
        return cls(
            tuple((powers, Fraction(int(c.p), int(c.q))) for powers, c in polynomial.terms())
        )

    @property
    def degree(self) -> int:
        """The total degree; 0 for constants, zero among them."""
        return max(sum(powers) for powers, _ in self.terms)

    def __call__(self, *point: Fraction) -> Fraction:
        """Evaluate exactly.

        Parameters
        ----------
        *point : Fraction
            One per variable.

        Returns
        -------
        Fraction
        """
        products = (
            c * math.prod((p**k for p, k in zip(point, powers, strict=True)), start=Fraction(1))
            for powers, c in self.terms
        )
        return sum(products, start=Fraction(0))

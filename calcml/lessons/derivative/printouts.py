"""Printouts: what Python prints of a double, and which of its digits are right."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import sympy as sp

from calcml.core.decimals import rounded
from calcml.core.floats import nearest

__all__ = ["Printout"]


@dataclass(frozen=True)
class Printout:
    """A double as Python prints it, beside the number that it stands for.

    Attributes
    ----------
    value : float
    exact : sympy.Expr
        What it should be.
    """

    value: float
    exact: sp.Expr

    @property
    def text(self) -> str:
        """The digits that Python prints."""
        return repr(self.value)

    @property
    def error(self) -> sp.Expr:
        """The double minus the number, exactly."""
        return sp.Rational(self.value) - self.exact

    @property
    def decimals(self) -> int:
        """How many decimals are printed; less where a power of ten is printed behind them."""
        exponent = Decimal(self.text).as_tuple().exponent
        return -int(exponent)

    @cached_property
    def right_places(self) -> int | None:
        """To how many decimals it is right once it is rounded.

        Negative where it is right to tens, hundreds and so on; None if no digit is right.
        """
        highest = Decimal(self.text).adjusted()
        error = abs(nearest(self.error))
        for places in range(self.decimals, -highest - 1, -1):
            if error <= 0.5 * 10.0**-places and self._agrees(places):
                return places
        return None

    @property
    def wrong(self) -> slice:
        """Where the digits stand that are wrong, as characters of the text."""
        mantissa = self.text.partition("e")[0]
        digits = [i for i, character in enumerate(mantissa) if character.isdigit()]
        right = self.right_places
        count = len(digits) if right is None else self.decimals - right
        return slice(digits[-count] if count else len(mantissa), len(mantissa))

    def _agrees(self, places: int) -> bool:
        """Tell whether both numbers are the same when rounded."""
        unit = sp.Integer(10) ** places
        shown = (rounded(number * unit, 0) for number in (sp.Rational(self.value), self.exact))
        return len(set(shown)) == 1

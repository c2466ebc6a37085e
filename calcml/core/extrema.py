"""What a function can do at a critical point."""

from dataclasses import dataclass
from enum import Enum

import sympy as sp

from calcml.core.floats import nearest
from calcml.core.points import doubles
from calcml.core.types import FloatArray

__all__ = ["CriticalPoint", "Kind"]


class Kind(Enum):
    """What a function does at a critical point, as a sentence."""

    MINIMUM = "All values nearby are larger."
    MAXIMUM = "All values nearby are smaller."
    SADDLE = "Some values nearby are larger, others smaller, depending on the direction."
    INFLECTION = "The slope is zero, yet the function goes on rising or falling."
    DEGENERATE = "Neither the second derivatives nor the signs of the slope decide."


@dataclass(frozen=True)
class CriticalPoint:
    """A point where the slope vanishes, or where it is missing.

    Attributes
    ----------
    at : tuple of sympy.Expr, length n
        The point.
    value : sympy.Expr
        The function's value there.
    kind : Kind
        What the function does there.
    is_exact : bool
        Whether ``at`` is exact; else it is a fraction certified to 35 digits.
    """

    at: tuple[sp.Expr, ...]
    value: sp.Expr
    kind: Kind
    is_exact: bool

    @property
    def coordinates(self) -> FloatArray:
        """The point as doubles, shape (n,)."""
        return doubles(self.at)

    @property
    def height(self) -> float:
        """The value as a double."""
        return nearest(self.value)

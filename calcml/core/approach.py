"""Tables of values at decimal steps towards a point: 2.9, 2.99, 2.999, ... ."""

from dataclasses import dataclass

import sympy as sp

from calcml.core.decimals import Number, is_whole
from calcml.core.errors import InvalidArgument
from calcml.core.functions import Function, checked_function
from calcml.core.limits import Side, place, sides_of

__all__ = ["ApproachRow", "ApproachTable", "approach_table"]

_MOST_DIGITS = 300  # doubles end at 1e308


@dataclass(frozen=True)
class ApproachRow:
    """One step towards a point.

    Attributes
    ----------
    x : sympy.Expr
        Where, exactly.
    exact : sympy.Expr
        The value there, exactly.
    value : float
        The double next to the exact value.
    """

    x: sp.Expr
    exact: sp.Expr
    value: float


@dataclass(frozen=True)
class ApproachTable:
    """Values of a function at decimal steps towards a point.

    Attributes
    ----------
    to : sympy.Expr
        The point, or ±oo.
    left, right : tuple of ApproachRow
        The steps of each side, nearest last; empty for a side that was not asked for.
    """

    to: sp.Expr
    left: tuple[ApproachRow, ...]
    right: tuple[ApproachRow, ...]

    @property
    def rows(self) -> tuple[ApproachRow, ...]:
        """All rows, those of the left side first."""
        return self.left + self.right


def approach_table(
    f: Function, to: Number, side: Side = "both", digits: int = 6, *, first: int = 1
) -> ApproachTable:
    """Tabulate a function at a ± 10**-k, or at ±10**k on the way to infinity.

    Parameters
    ----------
    f : Function
        Of one variable.
    to : number
        The point a, or ±oo.
    side : {"both", "left", "right"}, default "both"
        From where to come; at infinity there is one side only.
    digits : int, default 6
        The number of steps, at most 300.
    first : int, default 1
        The first k, from -300 to 300; negative for steps of ten and more.

    Returns
    -------
    ApproachTable
        Every x is an exact decimal, never the reciprocal of a double: 1/0.00001 prints
        99999.99999999999.

    Raises
    ------
    InvalidArgument
        If ``digits`` or ``first`` is out of range, a value is too large for a double, or the
        side is impossible.
    OutsideDomain
        If the function has no value at a step.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> [(r.x, r.value) for r in approach_table(Function(2 * x, x), 3, "left", 2).rows]
    [(29/10, 5.8), (299/100, 5.98)]
    """
    checked_function(f)
    if not is_whole(digits) or not 1 <= digits <= _MOST_DIGITS:
        raise InvalidArgument(f"digits must be from 1 to {_MOST_DIGITS}, got {digits!r}")
    if not is_whole(first) or abs(first) > _MOST_DIGITS:
        raise InvalidArgument(
            f"first must be from -{_MOST_DIGITS} to {_MOST_DIGITS}, got {first!r}"
        )
    point = place(to)
    asked = sides_of(point, side)
    powers = range(first, first + digits)
    left, right = (
        tuple(_row(f, _step(point, sign, k)) for k in powers) if s in asked else ()
        for s, sign in (("left", -1), ("right", 1))
    )
    return ApproachTable(point, left, right)


def _step(point: sp.Expr, sign: int, k: int) -> sp.Expr:
    power = sp.Integer(10) ** k
    return -sign * power if point.is_infinite else point + sign / power


def _row(f: Function, x: sp.Expr) -> ApproachRow:
    value = f.exact(x)
    double = float(value.evalf(30))
    if abs(double) == float("inf"):
        raise InvalidArgument(
            f"every value must fit a double, but {f.expression} at {x} exceeds 1e308; "
            "ask for fewer digits"
        )
    return ApproachRow(x, value, double)

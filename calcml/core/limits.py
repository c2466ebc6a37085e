"""Limits of functions of one variable, two-sided unless one side is asked for.

A function has a limit at a point if both sides lead to the same value. A side exists only if the
function is defined on a whole interval next to the point: sqrt(x) at 0 has a right limit and no
two-sided one. At infinity there is one side only.
"""

from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Literal

import sympy as sp

from calcml.core.decimals import Number, exact
from calcml.core.errors import InvalidArgument
from calcml.core.functions import Function, checked_function
from calcml.core.germs import Reason, germ, germ_limit
from calcml.core.smooth import vanishes

__all__ = ["Limit", "NoLimit", "Reason", "Side", "limit", "place", "sides_of"]

Side = Literal["both", "left", "right"]
_DIRECTION = {"left": -1, "right": 1}


@dataclass(frozen=True)
class Limit:
    """A limit that exists.

    Attributes
    ----------
    value : sympy.Expr
        An exact constant, or ±oo.
    left, right : sympy.Expr or None
        The one-sided limits; None for a side that was not asked for.
    """

    value: sp.Expr
    left: sp.Expr | None
    right: sp.Expr | None


@dataclass(frozen=True)
class NoLimit:
    """A limit that does not exist.

    Attributes
    ----------
    reason : Reason
        Why, as a sentence in ``reason.value``.
    left, right : sympy.Expr, Reason or None
        The limit of each side, or why that side has none; None for a side not asked for.
    """

    reason: Reason
    left: sp.Expr | Reason | None
    right: sp.Expr | Reason | None


def limit(f: Function, to: Number, side: Side = "both") -> Limit | NoLimit:
    r"""Decide whether a function has a limit, and find it exactly.

    .. math:: \lim_{x \to a} f(x) = L

    Parameters
    ----------
    f : Function
        Of one variable.
    to : number
        The point a, or ``sympy.oo`` or ``-sympy.oo``; a float is read as its decimal.
    side : {"both", "left", "right"}, default "both"
        From where to come. At infinity there is one side only, and "both" means that.

    Returns
    -------
    Limit or NoLimit
        The value with its one-sided limits, or the reason why there is none. Two equal infinite
        sides count as a limit ±oo.

    Raises
    ------
    InvalidArgument
        If ``to`` is not a number or the side is unknown or impossible.
    UnsupportedFunction
        If neither a limit nor its absence can be shown.

    Notes
    -----
    On each side the branch of |u|, floor, Max or a case distinction that is valid there is chosen
    by the sign of its argument. Oscillation is decided by the squeeze theorem or by two sequences
    with different limits. What is left is smooth: SymPy's algorithm for exp-log functions [1]_
    answers, and its answer must agree with values to 480 digits along t = 1/2, 1/4, ... .

    References
    ----------
    .. [1] D. Gruntz, On Computing Limits in a Symbolic Manipulation System, ETH Zürich, 1996.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> limit(Function((x**2 - 4) / (x - 2), x), 2).value
    4
    >>> limit(Function(abs(x) / x, x), 0)
    NoLimit(reason=<Reason.SIDES_DIFFER: 'the limits from the left and from the right differ'>,
            left=-1, right=1)
    """
    checked_function(f)
    point = place(to)
    found = {
        s: germ_limit(germ(f.expression, f.variable, point, _DIRECTION[s]))
        for s in sides_of(point, side)
    }
    left, right = found.get("left"), found.get("right")
    reason = _reason(list(found.values()))
    if reason is not None:
        return NoLimit(reason, left, right)
    return Limit(next(iter(found.values())), left, right)


def place(to: Number) -> sp.Expr:
    """Read the place of a limit: an exact number, or ±oo.

    Parameters
    ----------
    to : number
        A finite number, or an infinity of SymPy or Python.

    Returns
    -------
    sympy.Expr

    Raises
    ------
    InvalidArgument
        If it is neither.

    Examples
    --------
    >>> place(0.5), place(float("-inf"))
    (1/2, -oo)
    """
    for infinity in (sp.oo, -sp.oo):
        if isinstance(to, Real | Decimal | sp.Expr) and to == infinity:
            return infinity
    return exact(to)


def sides_of(point: Number, side: Side) -> tuple[Literal["left", "right"], ...]:
    """List the sides from which a point is approached.

    Parameters
    ----------
    point : number
        As for `place`.
    side : {"both", "left", "right"}

    Returns
    -------
    tuple of {"left", "right"}
        oo is approached from the left only, -oo from the right only.

    Raises
    ------
    InvalidArgument
        If the point is not a number, the side unknown, or there is no such side.

    Examples
    --------
    >>> sides_of(sp.Integer(0), "both"), sides_of(sp.oo, "both")
    (('left', 'right'), ('left',))
    """
    if not isinstance(side, str) or side not in ("both", "left", "right"):
        raise InvalidArgument(f"side must be 'both', 'left' or 'right', got {side!r}")
    at = place(point)
    if not at.is_infinite:
        return ("left", "right") if side == "both" else (side,)
    only: Literal["left", "right"] = "left" if at is sp.oo else "right"
    if side not in ("both", only):
        raise InvalidArgument(f"{point} is approached from the {only}, got side {side!r}")
    return (only,)


def _reason(sides: list[sp.Expr | Reason]) -> Reason | None:
    for reason in (Reason.UNDEFINED_NEARBY, Reason.OSCILLATES):
        if reason in sides:
            return reason
    values = [s for s in sides if not isinstance(s, Reason)]
    first, last = values[0], values[-1]
    if first == last or (first.is_finite and last.is_finite and vanishes(first - last)):
        return None
    both_infinite = first.is_infinite and last.is_infinite
    return Reason.SIGNS_DIFFER if both_infinite else Reason.SIDES_DIFFER

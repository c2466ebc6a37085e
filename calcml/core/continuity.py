"""Continuity at a point: three conditions, each true or false."""

from dataclasses import dataclass
from enum import Enum

import sympy as sp

from calcml.core.decimals import Number, exact
from calcml.core.errors import OutsideDomain
from calcml.core.functions import Function, checked_function
from calcml.core.limits import Limit, NoLimit, Reason, limit
from calcml.core.smooth import vanishes

__all__ = ["Continuity", "Discontinuity", "continuity"]


class Discontinuity(Enum):
    """How a function fails to be continuous at a point, as a sentence."""

    REMOVABLE = "the limit exists, but the value is missing or different"
    JUMP = "the limits from the left and from the right are finite and differ"
    INFINITE = "the values grow without bound"
    ESSENTIAL = "the values oscillate"
    EDGE = "the function is not defined on both sides of the point"


@dataclass(frozen=True)
class Continuity:
    """The three conditions of continuity at a point.

    Attributes
    ----------
    defined : bool
        The function has a value at the point.
    limit_exists : bool
        Both sides lead to the same finite number.
    limit_equals_value : bool
        That number is the value; False if either is missing.
    limit : Limit or NoLimit
        What the sides lead to; a limit ±oo is not a number.
    value : sympy.Expr or None
        The exact value at the point.
    kind : Discontinuity or None
        How continuity fails; None where the function is continuous.
    """

    defined: bool
    limit_exists: bool
    limit_equals_value: bool
    limit: Limit | NoLimit
    value: sp.Expr | None
    kind: Discontinuity | None

    @property
    def continuous(self) -> bool:
        """All three conditions hold."""
        return self.defined and self.limit_exists and self.limit_equals_value


def continuity(f: Function, at: Number) -> Continuity:
    r"""Examine the three conditions of continuity at a point.

    .. math:: \lim_{x \to a} f(x) = f(a)

    Parameters
    ----------
    f : Function
        Of one variable.
    at : number
        The point a.

    Returns
    -------
    Continuity

    Raises
    ------
    InvalidArgument
        If the point is not a finite number.
    UnsupportedFunction
        If the limit cannot be decided.

    Notes
    -----
    The limit is two-sided, so at the edge of its domain a function fails the second condition:
    sqrt(x) is not continuous at 0 in this sense, only continuous from the right.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> hole = continuity(Function(sp.sin(x) / x, x), 0)
    >>> hole.defined, hole.limit_exists, hole.kind.name
    (False, True, 'REMOVABLE')
    """
    checked_function(f)
    point = exact(at)
    value = _value(f, point)
    found = limit(f, point)
    number = found.value if isinstance(found, Limit) and found.value.is_finite else None
    equal = number is not None and value is not None and vanishes(number - value)
    kind = None if equal else _kind(found)
    return Continuity(value is not None, number is not None, equal, found, value, kind)


def _value(f: Function, point: sp.Expr) -> sp.Expr | None:
    try:
        return f.exact(point)
    except OutsideDomain:
        return None


def _kind(found: Limit | NoLimit) -> Discontinuity:
    sides = (found.left, found.right)
    if Reason.UNDEFINED_NEARBY in sides:
        return Discontinuity.EDGE
    if Reason.OSCILLATES in sides:
        return Discontinuity.ESSENTIAL
    if sp.oo in sides or -sp.oo in sides:
        return Discontinuity.INFINITE
    return Discontinuity.REMOVABLE if isinstance(found, Limit) else Discontinuity.JUMP

"""Derivatives at a point, exact to every digit, and the reasons why there may be none."""

from dataclasses import dataclass
from enum import Enum

import sympy as sp

from calcml.core.decimals import Number, exact, is_whole
from calcml.core.errors import InvalidArgument, OutsideDomain
from calcml.core.floats import nearest
from calcml.core.functions import Function, checked_function
from calcml.core.germs import Reason
from calcml.core.quotients import OneSided, agree, formal_derivative, one_sided

__all__ = ["Derivative", "NoDerivative", "Roughness", "TangentLine", "derivative", "tangent_line"]


class Roughness(Enum):
    """Why a function has no derivative at a point, as a sentence."""

    CORNER = "the slopes from the left and from the right differ"
    CUSP = "the slopes grow without bound, with different signs on the two sides"
    JUMP = "the function is not continuous there"
    VERTICAL_TANGENT = "the slopes grow without bound: the tangent is vertical"
    OSCILLATION = "the slopes oscillate without settling"
    ENDPOINT = "the function is not defined on both sides of the point"
    OUTSIDE_DOMAIN = "the function has no value there"


@dataclass(frozen=True)
class Derivative:
    """The derivative of a function at a point.

    Attributes
    ----------
    function : Function
        f, of one variable.
    at : sympy.Expr
        The point x.
    order : int
        1 for f', 2 for f'' and so on.
    exact : sympy.Expr
        The derivative as an exact constant.
    value : float
        The double nearest to it.
    """

    function: Function
    at: sp.Expr
    order: int
    exact: sp.Expr
    value: float


@dataclass(frozen=True)
class NoDerivative:
    """The finding that a function has no derivative at a point.

    Attributes
    ----------
    function : Function
        f, of one variable.
    at : sympy.Expr
        The point x.
    order : int
        The first order that is missing.
    reason : Roughness
        Why; its value is a sentence about the derivative of one order less.
    left, right : sympy.Expr or None
        Where the slopes tend from each side, ±oo included; None where they tend nowhere.
    """

    function: Function
    at: sp.Expr
    order: int
    reason: Roughness
    left: sp.Expr | None
    right: sp.Expr | None


def derivative(f: Function, at: Number, order: int = 1) -> Derivative | NoDerivative:
    """Differentiate a function at a point, or say why it cannot be done.

    .. math:: f'(x) = lim_{h → 0} (f(x + h) - f(x)) / h

    Parameters
    ----------
    f : Function
        Of one variable.
    at : int, float, Fraction, Decimal or sympy.Expr
        The point x; a float is read as its shortest decimal.
    order : int, default 1
        How often to differentiate, at least once.

    Returns
    -------
    Derivative or NoDerivative
        The value is right to every digit: the exact derivative is evaluated with rising
        precision until the double stands.

    Raises
    ------
    InvalidArgument
        If the order is not positive or f has several variables.
    UnsupportedFunction
        If a limit that decides can neither be found nor excluded.

    Notes
    -----
    Where every part of the formula is analytic the rules of differentiation apply. Elsewhere the
    limits of the difference quotient from both sides decide, order by order.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> derivative(Function(x**2, x), 3).value
    6.0
    >>> derivative(Function(sp.Abs(x), x), 0).reason.name
    'CORNER'
    """
    checked_function(f)
    if not is_whole(order) or order < 1:
        raise InvalidArgument(f"order must be a whole number of at least 1, got {order!r}")
    point = exact(at)
    try:
        value = f.exact(point)
    except OutsideDomain:
        return NoDerivative(f, point, 1, Roughness.OUTSIDE_DOMAIN, None, None)
    formula = formal_derivative(f, point, order)
    if formula is not None:
        slope = formula.exact(point)
        return Derivative(f, point, order, slope, nearest(slope))
    return _by_limits(f, point, order, value)


def _by_limits(
    f: Function, point: sp.Expr, order: int, value: sp.Expr
) -> Derivative | NoDerivative:
    values: tuple[sp.Expr, ...] = (value,)
    while len(values) <= order:
        left, right = (one_sided(f, point, values=values, direction=d) for d in (-1, 1))
        if not agree(left.slopes, right.slopes):
            ends = (_number(left.slopes), _number(right.slopes))
            return NoDerivative(f, point, len(values), _roughness(left, right, values[-1]), *ends)
        values = (*values, left.slopes)
    return Derivative(f, point, order, values[-1], nearest(values[-1]))


def _number(limit: sp.Expr | Reason) -> sp.Expr | None:
    return None if isinstance(limit, Reason) else limit


def _roughness(left: OneSided, right: OneSided, value: sp.Expr) -> Roughness:
    present = [side for side in (left, right) if side.values is not Reason.UNDEFINED_NEARBY]
    limits = [_number(side.values) for side in present]
    if any(limit is not None and not agree(limit, value) for limit in limits):
        return Roughness.JUMP
    slopes = [side.slopes for side in present if not isinstance(side.slopes, Reason)]
    if len(slopes) < len(present):
        return Roughness.OSCILLATION
    if slopes and all(slope.is_infinite for slope in slopes):
        return Roughness.CUSP if len(set(slopes)) > 1 else Roughness.VERTICAL_TANGENT
    return Roughness.CORNER if len(slopes) > 1 else Roughness.ENDPOINT


@dataclass(frozen=True)
class TangentLine:
    """The line that touches a graph at a point, exactly.

    Attributes
    ----------
    at : sympy.Expr
        The point x.
    slope, intercept : sympy.Expr
        m and c of y = m x + c.
    function : Function
        The line itself.
    """

    at: sp.Expr
    slope: sp.Expr
    intercept: sp.Expr
    function: Function


def tangent_line(f: Function, at: Number) -> TangentLine | NoDerivative:
    """Draw the line that touches a graph at a point.

    Parameters
    ----------
    f : Function
        Of one variable.
    at : int, float, Fraction, Decimal or sympy.Expr
        The point x; a float is read as its shortest decimal.

    Returns
    -------
    TangentLine or NoDerivative
        A vertical tangent is no graph of a function, and comes as `NoDerivative`.

    Raises
    ------
    InvalidArgument
        If f has several variables.
    UnsupportedFunction
        If a limit that decides can neither be found nor excluded.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> tangent_line(Function(x**2, x), 3).function.expression
    6*x - 9
    """
    checked_function(f)
    found = derivative(f, at)
    if isinstance(found, NoDerivative):
        return found
    intercept = sp.expand(f.exact(found.at) - found.exact * found.at)
    line = Function(found.exact * f.variable + intercept, f.variable)
    return TangentLine(found.at, found.exact, intercept, line)

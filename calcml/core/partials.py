"""Partial derivatives: one variable moves, the others are held constant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import overload

import sympy as sp

from calcml.core.analytic import analytic_branch
from calcml.core.decimals import Number, exact
from calcml.core.derivatives import Derivative, NoDerivative, TangentLine, derivative, tangent_line
from calcml.core.errors import InvalidArgument, OutsideDomain
from calcml.core.functions import Function, checked_function
from calcml.core.points import Point, exact_point
from calcml.core.smooth import vanishes
from calcml.core.symbols import h

__all__ = [
    "Slice",
    "TangentPlane",
    "check_differentiable",
    "mixed_partial",
    "partial",
    "slice_at",
    "tangent_plane",
]


@overload
def partial(f: Function, variable: sp.Symbol, at: None = None) -> Function: ...
@overload
def partial(f: Function, variable: sp.Symbol, at: Point) -> Derivative | NoDerivative: ...
def partial(
    f: Function, variable: sp.Symbol, at: Point | None = None
) -> Function | Derivative | NoDerivative:
    r"""Differentiate by one variable, the others held constant.

    .. math:: \frac{\partial f}{\partial x}(a, b) = \lim_{h \to 0} \frac{f(a + h, b) - f(a, b)}{h}

    Parameters
    ----------
    f : Function
        Of n variables.
    variable : sympy.Symbol
        One of them.
    at : number or sequence of numbers, length n, optional
        The point; floats are read as decimals.

    Returns
    -------
    Function
        Without a point: the derivative as a function of the same variables.
    Derivative or NoDerivative
        At a point: the derivative of the slice through it, with its exact slope, or the reason
        why there is none.

    Raises
    ------
    InvalidArgument
        If the variable is not one of the function's or the point has the wrong shape.
    OutsideDomain
        If the function has no value at the point.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> f = Function(x * y**2 + x**3, (x, y))
    >>> partial(f, x).expression, partial(f, x, (1, 2)).value
    (3*x**2 + y**2, 7.0)
    """
    checked_function(f)
    formal = f.derivative(variable)
    if at is None:
        return formal
    return _slope(f, variable, exact_point(at, f.variables))


def _slope(
    f: Function, variable: sp.Symbol, at: tuple[sp.Expr, ...], order: int = 1
) -> Derivative | NoDerivative:
    f.exact(*at)  # a slice through a place without a value is no function
    place = dict(zip(f.variables, at, strict=True))
    moving = next(v for v in f.variables if v.name == variable.name)
    here = place.pop(moving)
    return derivative(f.fix(place), here, order)


def slope_exact(
    f: Function, variable: sp.Symbol, at: tuple[sp.Expr, ...], order: int = 1
) -> sp.Expr:
    """Return a partial derivative at a point exactly, and insist that it exists.

    Parameters
    ----------
    f : Function
        Of n variables.
    variable : sympy.Symbol
        One of them.
    at : tuple of sympy.Expr, length n
    order : int, default 1
        How often to differentiate by it.

    Returns
    -------
    sympy.Expr

    Raises
    ------
    OutsideDomain
        If there is no partial derivative at the point.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> slope_exact(Function(x * y, (x, y)), x, (sp.Integer(2), sp.Integer(3)))
    3
    """
    slope = _slope(f, variable, at, order)
    if isinstance(slope, NoDerivative):
        where = ", ".join(f"{v} = {c}" for v, c in zip(f.variables, at, strict=True))
        raise OutsideDomain(
            f"the function must be differentiable at the point, but {f.expression} has no "
            f"derivative by {variable} at {where}: {slope.reason.value}"
        )
    return slope.exact


def check_differentiable(f: Function, at: tuple[sp.Expr, ...], slopes: Sequence[sp.Expr]) -> None:
    """Insist that the slopes along the axes give those along the diagonals between them.

    Parameters
    ----------
    f : Function
        Of n variables.
    at : tuple of sympy.Expr, length n
    slopes : sequence of sympy.Expr, length n
        The partial derivatives there.

    Raises
    ------
    OutsideDomain
        If a diagonal has another slope, or none: then the function is not differentiable.

    Notes
    -----
    Where every part of the formula is analytic nothing is to be checked. Elsewhere the check is
    necessary and not sufficient: x³y/(x⁶ + y²), continued by 0, passes at the origin, where it
    is not even continuous.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> origin = (sp.Integer(0), sp.Integer(0))
    >>> check_differentiable(Function(x * sp.Abs(y), (x, y)), origin, origin)
    """
    skew = tuple(sp.Rational(k + 2, k + 3) ** 2 for k in range(f.arity))  # no two parts cancel
    if analytic_branch(_along(f, at, skew).expression, h, sp.Integer(0)) is not None:
        return
    for heading in _diagonals(f.arity):
        meant = sp.Add(*(s * c for s, c in zip(slopes, heading, strict=True)))
        found = derivative(_along(f, at, heading), 0)
        if isinstance(found, NoDerivative) or not vanishes(found.exact - meant):
            where = ", ".join(f"{v} = {c}" for v, c in zip(f.variables, at, strict=True))
            slope = "none" if isinstance(found, NoDerivative) else found.exact
            raise OutsideDomain(
                f"the function must be differentiable at the point, but {f.expression} at {where} "
                f"has the slopes {', '.join(map(str, slopes))} along the axes, which make {meant} "
                f"in the direction {heading}, and there it has {slope}"
            )


def _along(f: Function, at: tuple[sp.Expr, ...], heading: Sequence[Number]) -> Function:
    """Return the function along a line through a point."""
    line = {v: p + h * c for v, p, c in zip(f.variables, at, heading, strict=True)}
    return Function(f.expression.xreplace(line), h)


def _diagonals(n: int) -> Iterator[tuple[int, ...]]:
    for i, j in combinations(range(n), 2):
        for sign in (1, -1):
            yield tuple(1 if k == i else sign * (k == j) for k in range(n))


def mixed_partial(f: Function, *variables: sp.Symbol) -> Function:
    r"""Differentiate by several variables, the last named first.

    .. math:: \frac{\partial^2 f}{\partial x\,\partial y}
              = \frac{\partial}{\partial x} \left( \frac{\partial f}{\partial y} \right)

    Parameters
    ----------
    f : Function
        Of n variables.
    *variables : sympy.Symbol
        Two or more, repeated as often as they are differentiated by.

    Returns
    -------
    Function
        Of the same variables.

    Raises
    ------
    InvalidArgument
        If fewer than two variables are named, or one is not the function's.

    Notes
    -----
    By Schwarz's theorem the order does not matter where the second derivatives are continuous.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> mixed_partial(Function(x * y**2 + x**3, (x, y)), x, y).expression
    2*y
    """
    checked_function(f)
    if len(variables) < 2:  # noqa: PLR2004 - mixing takes two
        raise InvalidArgument(
            f"a mixed partial needs two variables or more, got {len(variables)}; "
            "use partial for one"
        )
    return f.derivative(*reversed(variables))


@dataclass(frozen=True)
class Slice:
    """A surface cut by a plane on which one variable is constant.

    Attributes
    ----------
    surface : Function
        Of two variables.
    variable : sympy.Symbol
        The one held constant.
    value : sympy.Expr
        Its value, exact.
    curve : Function
        The cut, a function of the remaining variable.
    """

    surface: Function
    variable: sp.Symbol
    value: sp.Expr
    curve: Function

    def tangent(self, at: Number) -> TangentLine | NoDerivative:
        """Find the tangent of the cut; its slope is the partial derivative of the surface.

        Parameters
        ----------
        at : number
            The value of the remaining variable.

        Returns
        -------
        TangentLine or NoDerivative
            The tangent, or the reason why there is none.
        """
        return tangent_line(self.curve, at)


def slice_at(f: Function, variable: sp.Symbol, value: Number) -> Slice:
    """Cut a surface by holding one of its two variables constant.

    Parameters
    ----------
    f : Function
        Of two variables.
    variable : sympy.Symbol
        The one to hold.
    value : number
        Where to hold it; a float is read as its decimal.

    Returns
    -------
    Slice

    Raises
    ------
    InvalidArgument
        If the function has not two variables, or the variable is not one of them.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> cut = slice_at(Function(x * y**2 + x**3, (x, y)), y, 2)
    >>> cut.curve.expression, cut.tangent(1).slope
    (x**3 + 4*x, 7)
    """
    _check_surface(f)
    return Slice(f, variable, exact(value), f.fix({variable: value}))


@dataclass(frozen=True)
class TangentPlane:
    """The plane that touches a surface at a point.

    Attributes
    ----------
    at : tuple of sympy.Expr, length 2
        The point below the place of contact.
    value : sympy.Expr
        The surface's height there.
    slopes : tuple of sympy.Expr, length 2
        The partial derivatives there.
    plane : Function
        The plane as a function of the same two variables.
    """

    at: tuple[sp.Expr, ...]
    value: sp.Expr
    slopes: tuple[sp.Expr, ...]
    plane: Function


def tangent_plane(f: Function, at: Point) -> TangentPlane:
    r"""Find the plane through a point of a surface with the surface's own slopes.

    .. math:: z = f(a, b) + f_x(a, b)\,(x - a) + f_y(a, b)\,(y - b)

    Parameters
    ----------
    f : Function
        Of two variables.
    at : sequence of numbers, length 2
        The point; floats are read as decimals.

    Returns
    -------
    TangentPlane

    Raises
    ------
    InvalidArgument
        If the function has not two variables or the point has the wrong shape.
    OutsideDomain
        If the function or one of its slopes does not exist there, or the slopes between the axes
        are not the plane's.

    Notes
    -----
    Partial derivatives may exist where a function is not differentiable, as those of
    sqrt(|xy|) do at the origin; then no plane touches. Where a part of the formula is singular
    the slopes along the diagonals are compared with the plane's, see `check_differentiable`;
    functions that are smooth along every line and yet not differentiable pass.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> tangent_plane(Function(x**2 + y**2, (x, y)), (1, 2)).plane.expression
    2*x + 4*y - 5
    """
    _check_surface(f)
    point = exact_point(at, f.variables)
    height = f.exact(*point)
    slopes = tuple(slope_exact(f, v, point) for v in f.variables)
    check_differentiable(f, point, slopes)
    rises = (s * (v - c) for s, v, c in zip(slopes, f.variables, point, strict=True))
    return TangentPlane(
        point, height, slopes, Function(sp.expand(height + sum(rises)), f.variables)
    )


def _check_surface(f: Function) -> None:
    checked_function(f)
    if f.arity != 2:  # noqa: PLR2004 - a surface stands over a plane
        raise InvalidArgument(
            f"a function of two variables is needed, got {f.expression} of {f.arity}"
        )

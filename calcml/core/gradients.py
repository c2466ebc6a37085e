"""The gradient: all partial derivatives as one vector, its direction, its size and its change."""

from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
import sympy as sp

from calcml.core.derivatives import NoDerivative, derivative
from calcml.core.errors import InvalidArgument, OutsideDomain
from calcml.core.functions import Function, VectorFunction, checked_function
from calcml.core.partials import slope_exact
from calcml.core.points import Point, doubles, exact_point, read_only
from calcml.core.smooth import vanishes
from calcml.core.symbols import h
from calcml.core.types import FloatArray

__all__ = [
    "DirectionalDerivative",
    "Gradient",
    "Hessian",
    "directional_derivative",
    "gradient",
    "hessian",
]


@dataclass(frozen=True)
class Gradient:
    """The gradient at a point.

    Attributes
    ----------
    at : tuple of sympy.Expr, length n
        The point, exact.
    exact : tuple of sympy.Expr, length n
        The partial derivatives there.
    """

    at: tuple[sp.Expr, ...]
    exact: tuple[sp.Expr, ...]

    @cached_property
    def components(self) -> FloatArray:
        """The partial derivatives as doubles, shape (n,)."""
        return doubles(self.exact)

    @cached_property
    def exact_magnitude(self) -> sp.Expr:
        """The length, exact: the rate of increase along the gradient."""
        return _length(self.exact)

    @cached_property
    def magnitude(self) -> float:
        """The length as a double."""
        return float(doubles((self.exact_magnitude,))[0])

    @cached_property
    def exact_direction(self) -> sp.Expr | None:
        """The angle ``atan2(f_y, f_x)`` in radians, in (-π, π]; see `direction` for None."""
        if len(self.exact) != 2 or self.exact_magnitude == 0:  # noqa: PLR2004
            return None
        along, across = self.exact
        return sp.atan2(across, along)

    @cached_property
    def direction(self) -> float | None:
        """The angle as a double; None unless there are two components and one is not zero."""
        angle = self.exact_direction
        return None if angle is None else float(doubles((angle,))[0])


@overload
def gradient(f: Function, at: None = None) -> VectorFunction: ...
@overload
def gradient(f: Function, at: Point) -> Gradient: ...
def gradient(f: Function, at: Point | None = None) -> VectorFunction | Gradient:
    r"""Collect the partial derivatives into a vector.

    .. math:: \nabla f = \left( \frac{\partial f}{\partial x_1}, \dots,
              \frac{\partial f}{\partial x_n} \right), \qquad
              \theta = \operatorname{atan2}(f_y, f_x)

    Parameters
    ----------
    f : Function
        Of n variables.
    at : number or sequence of numbers, length n, optional
        The point; floats are read as decimals.

    Returns
    -------
    VectorFunction, n components
        Without a point: the formulas.
    Gradient
        At a point: components, magnitude and direction, exact and as doubles.

    Raises
    ------
    InvalidArgument
        If the point has the wrong shape.
    OutsideDomain
        If the function or one of its partial derivatives does not exist there.

    Notes
    -----
    The gradient points to the steepest increase *here*; it need not point to a maximum. Where
    it vanishes there is no direction.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> g = gradient(Function(x**2 + y**2, (x, y)), (1.5, 2))
    >>> g.components.tolist(), g.magnitude
    ([3.0, 4.0], 5.0)
    """
    checked_function(f)
    if at is None:
        return VectorFunction(tuple(f.derivative(v) for v in f.variables), f.variables)
    point = exact_point(at, f.variables)
    return Gradient(point, tuple(slope_exact(f, v, point) for v in f.variables))


@dataclass(frozen=True)
class DirectionalDerivative:
    """The rate of change at a point in a direction.

    Attributes
    ----------
    at : tuple of sympy.Expr, length n
        The point, exact.
    unit : tuple of sympy.Expr, length n
        The direction, scaled to length one.
    exact : sympy.Expr
        The rate, exact.
    """

    at: tuple[sp.Expr, ...]
    unit: tuple[sp.Expr, ...]
    exact: sp.Expr

    @property
    def value(self) -> float:
        """The double nearest to the rate."""
        return float(doubles((self.exact,))[0])


def directional_derivative(f: Function, at: Point, direction: Point) -> DirectionalDerivative:
    r"""Find the rate of change in a direction.

    .. math:: D_u f(p) = \lim_{h \to 0} \frac{f(p + h u) - f(p)}{h}, \qquad
              u = \frac{d}{\|d\|}

    Parameters
    ----------
    f : Function
        Of n variables.
    at : number or sequence of numbers, length n
        The point.
    direction : number or sequence of numbers, length n
        The direction d, of any length but zero.

    Returns
    -------
    DirectionalDerivative

    Raises
    ------
    InvalidArgument
        If the direction is zero or a shape is wrong.
    OutsideDomain
        If the function has no value at the point, or no slope in the direction.

    Notes
    -----
    Where the function is differentiable this is :math:`\nabla f \cdot u`. It need not be where
    only the partial derivatives exist, as those of x²y/(x² + y²), continued by 0, do at the
    origin; so the rate is found along the line itself.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> directional_derivative(Function(x**2 + y**2, (x, y)), (1.5, 2), (3, 4)).exact
    5
    """
    checked_function(f)
    heading = exact_point(direction, f.variables)
    length = _length(heading)
    if vanishes(length):
        raise InvalidArgument(f"direction must not be zero, got {direction}")
    unit = tuple(c / length for c in heading)
    point = exact_point(at, f.variables)
    f.exact(*point)  # a line through a place without a value is no function
    line = {v: p + h * c for v, p, c in zip(f.variables, point, unit, strict=True)}
    slope = derivative(Function(f.expression.xreplace(line), h), 0)
    if isinstance(slope, NoDerivative):
        raise OutsideDomain(
            f"the function must have a slope in the direction, but {f.expression} has none at "
            f"{point} towards {direction}: {slope.reason.value}"
        )
    return DirectionalDerivative(point, unit, slope.exact)


@dataclass(frozen=True)
class Hessian:
    """The second derivatives at a point.

    Attributes
    ----------
    at : tuple of sympy.Expr, length n
        The point, exact.
    exact : sympy.ImmutableMatrix, shape (n, n)
        The matrix of second partial derivatives.
    """

    at: tuple[sp.Expr, ...]
    exact: sp.ImmutableMatrix

    @cached_property
    def values(self) -> FloatArray:
        """The matrix as doubles, shape (n, n)."""
        return read_only(np.array(doubles(self.exact)).reshape(self.exact.shape))

    @cached_property
    def eigenvalues(self) -> FloatArray:
        """The curvatures along the principal axes, ascending, shape (n,)."""
        return read_only(np.asarray(np.linalg.eigvalsh(self.values), dtype=np.float64))

    @cached_property
    def determinant(self) -> sp.Expr:
        """The determinant, exact."""
        return sp.simplify(self.exact.det())


def hessian(f: Function, at: Point) -> Hessian:
    r"""Collect the second partial derivatives at a point into a matrix.

    .. math:: H_{ij} = \frac{\partial^2 f}{\partial x_i\,\partial x_j}

    Parameters
    ----------
    f : Function
        Of n variables, twice differentiable at the point.
    at : number or sequence of numbers, length n
        The point; floats are read as decimals.

    Returns
    -------
    Hessian
        Symmetric where the second derivatives are continuous.

    Raises
    ------
    InvalidArgument
        If the point has the wrong shape.
    OutsideDomain
        If one of the derivatives does not exist there.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> hessian(Function(-x**2 + y**3, (x, y)), (0, 0)).values.tolist()
    [[-2.0, 0.0], [0.0, 0.0]]
    """
    checked_function(f)
    point = exact_point(at, f.variables)
    rows = [
        [
            slope_exact(f, first, point, order=2)
            if first == second
            else slope_exact(f.derivative(second), first, point)
            for second in f.variables
        ]
        for first in f.variables
    ]
    return Hessian(point, sp.ImmutableMatrix(rows))


def _length(components: tuple[sp.Expr, ...]) -> sp.Expr:
    square = sp.Add(*(c**2 for c in components))
    try:
        return sp.sqrt(square)
    except ValueError:  # SymPy 1.14 can lose its way among the factors of hundreds of digits
        return sp.Pow(square, sp.Rational(1, 2), evaluate=False)

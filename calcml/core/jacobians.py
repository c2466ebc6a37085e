"""The Jacobian: the matrix of all partial derivatives, one row per component."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import sympy as sp

from calcml.core.functions import VectorFunction, checked_vector_function
from calcml.core.partials import check_differentiable, slope_exact
from calcml.core.points import Point, doubles, exact_point, read_only
from calcml.core.types import FloatArray

__all__ = ["Jacobian", "LocalLinearMap", "jacobian", "local_linear_map"]


@dataclass(frozen=True)
class Jacobian:
    """The matrix of the partial derivatives of a vector function.

    Attributes
    ----------
    exact : sympy.ImmutableMatrix, shape (m, n)
        Row i holds the gradient of component i, column j the derivatives by variable j.
    at : tuple of sympy.Expr, length n, or None
        The point; None where the entries are formulas.
    """

    exact: sp.ImmutableMatrix
    at: tuple[sp.Expr, ...] | None

    @property
    def shape(self) -> tuple[int, int]:
        """Components and variables, (m, n)."""
        return self.exact.rows, self.exact.cols

    @cached_property
    def values(self) -> FloatArray:
        """The entries as doubles, shape (m, n); at a point only."""
        return read_only(np.array(doubles(self.exact)).reshape(self.shape))


def jacobian(function: VectorFunction, at: Point | None = None) -> Jacobian:
    r"""Collect all partial derivatives of a vector function.

    .. math:: J_{ij} = \frac{\partial f_i}{\partial x_j}, \qquad J \in \mathbb{R}^{m \times n}

    Parameters
    ----------
    function : VectorFunction
        From n variables to m components.
    at : number or sequence of numbers, length n, optional
        The point; floats are read as decimals.

    Returns
    -------
    Jacobian
        Of formulas, or at a point of exact numbers.

    Raises
    ------
    InvalidArgument
        If the point has the wrong shape.
    OutsideDomain
        If a component or one of its partial derivatives does not exist there, or the slopes of
        a component between the axes contradict those along them.

    Notes
    -----
    Partial derivatives may exist where a function is not differentiable, as those of
    sqrt(|xy|) do at the origin; then no matrix describes it. Where a part of a formula is
    singular the slopes along the diagonals are compared, see `check_differentiable`; functions
    that are smooth along every line and yet not differentiable pass.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> F = VectorFunction((x**2 * y, 5 * x + sp.sin(y)), (x, y))
    >>> jacobian(F).exact
    Matrix([
    [2*x*y,   x**2],
    [    5, cos(y)]])
    >>> jacobian(F, (1, 0)).values.tolist()
    [[0.0, 1.0], [5.0, 1.0]]
    """
    checked_vector_function(function)
    if at is None:
        rows = [
            [f.derivative(v).expression for v in function.variables] for f in function.components
        ]
        return Jacobian(sp.ImmutableMatrix(rows), None)
    point = exact_point(at, function.variables)
    rows = [[slope_exact(f, v, point) for v in function.variables] for f in function.components]
    for f, slopes in zip(function.components, rows, strict=True):
        check_differentiable(f, point, slopes)
    return Jacobian(sp.ImmutableMatrix(rows), point)


@dataclass(frozen=True)
class LocalLinearMap:
    """The affine map that a vector function resembles near a point.

    Attributes
    ----------
    at : tuple of sympy.Expr, length n
        The point.
    value : tuple of sympy.Expr, length m
        Where the function takes it.
    jacobian : Jacobian, shape (m, n)
        What the function does to small displacements.
    """

    at: tuple[sp.Expr, ...]
    value: tuple[sp.Expr, ...]
    jacobian: Jacobian

    def __call__(self, points: FloatArray) -> FloatArray:
        """Map points.

        Parameters
        ----------
        points : FloatArray, shape (..., n)

        Returns
        -------
        FloatArray, shape (..., m)
        """
        displacements = np.asarray(points, dtype=np.float64) - doubles(self.at)
        return np.asarray(doubles(self.value) + displacements @ self.jacobian.values.T)


def local_linear_map(function: VectorFunction, at: Point) -> LocalLinearMap:
    r"""Replace a vector function near a point by its best affine map.

    .. math:: F(p) \approx F(a) + J(a)\,(p - a)

    Parameters
    ----------
    function : VectorFunction
        From n variables to m components.
    at : number or sequence of numbers, length n
        The point a; floats are read as decimals.

    Returns
    -------
    LocalLinearMap
        Callable on arrays of points.

    Raises
    ------
    InvalidArgument
        If the point has the wrong shape.
    OutsideDomain
        If the function is not differentiable there.

    Notes
    -----
    The error is of second order: it shrinks with the square of the distance from the point.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> F = VectorFunction((x**2 * y, 5 * x + sp.sin(y)), (x, y))
    >>> local_linear_map(F, (1, 0))(np.array([[1.0, 0.0], [2.0, 0.0]])).tolist()
    [[0.0, 5.0], [0.0, 10.0]]
    """
    matrix = jacobian(function, at)
    point = exact_point(at, function.variables)
    return LocalLinearMap(point, function.exact(*point), matrix)

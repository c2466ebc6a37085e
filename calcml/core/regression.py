"""Fitting a line to points: the closed form, and the cost that a descent walks down.

======  =====================================
letter  meaning
======  =====================================
a b     slope and intercept of the line
J       the cost of a line
m       the number of points
======  =====================================
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sympy as sp

from calcml.core.decimals import Number, exact
from calcml.core.errors import InvalidArgument
from calcml.core.functions import Function
from calcml.core.symbols import a, b, x

__all__ = ["LineFit", "cost_function", "least_squares"]

_Pairs = Sequence[tuple[Number, Number]]


@dataclass(frozen=True)
class LineFit:
    """The line of least cost through points.

    Attributes
    ----------
    slope : sympy.Expr
        The a of ``y = ax + b``, exact.
    intercept : sympy.Expr
        The b, exact.
    cost : sympy.Expr
        The cost J(a, b) of this line: half the mean of the squared residuals.
    residuals : tuple of sympy.Expr, length m
        ``ax + b − y`` at each point, in the order of the points.
    """

    slope: sp.Expr
    intercept: sp.Expr
    cost: sp.Expr
    residuals: tuple[sp.Expr, ...]

    @property
    def line(self) -> Function:
        """The line as a function of x."""
        return Function(self.slope * x + self.intercept, x)


def cost_function(points: _Pairs) -> Function:
    r"""Build the cost of a line as a function of its slope and intercept.

    .. math:: J(a, b) = \frac{1}{2m} \sum_{i=1}^{m} (a x_i + b - y_i)^2

    Parameters
    ----------
    points : sequence of (x, y), length m
        The data, at least one point; floats are read as decimals.

    Returns
    -------
    Function
        A quadratic of ``a`` and ``b``, expanded: give it to `gradient`, `gradient_descent`,
        `convergence_bound`.

    Raises
    ------
    InvalidArgument
        If there are no points, or one is not a pair of finite numbers.

    Notes
    -----
    Another normalisation than 1/(2m) leaves the minimum where it is and rescales the learning
    rate.

    Examples
    --------
    >>> cost_function([(0, 1), (1, 3)]).expression
    a**2/4 + a*b/2 - 3*a/2 + b**2/2 - 2*b + 5/2
    """
    data = _data(points)
    squares = sp.Add(*((a * p + b - q) ** 2 for p, q in data))
    return Function(sp.expand(squares / (2 * len(data))), (a, b))


def least_squares(points: _Pairs) -> LineFit:
    r"""Fit a line in closed form.

    .. math:: a = \frac{\sum (x_i - \bar x)(y_i - \bar y)}{\sum (x_i - \bar x)^2},
              \qquad b = \bar y - a \bar x

    Parameters
    ----------
    points : sequence of (x, y), length m
        The data, with at least two different x; floats are read as decimals.

    Returns
    -------
    LineFit
        Exact.

    Raises
    ------
    InvalidArgument
        If all x are equal, or a point is not a pair of finite numbers.

    Examples
    --------
    >>> fit = least_squares([(0, 1), (1, 3), (2, 2), (3, 5), (4, 4)])
    >>> fit.slope, fit.intercept, fit.cost
    (4/5, 7/5, 9/25)
    """
    data = _data(points)
    mean_x, mean_y = (sp.Add(*column) / len(data) for column in zip(*data, strict=True))
    spread = sp.Add(*((p - mean_x) ** 2 for p, _ in data))
    if sp.simplify(spread) == 0:
        raise InvalidArgument(
            f"a line needs points with two different x, got {len(data)} with x = {data[0][0]}"
        )
    slope = sp.Add(*((p - mean_x) * (q - mean_y) for p, q in data)) / spread
    intercept = mean_y - slope * mean_x
    residuals = tuple(slope * p + intercept - q for p, q in data)
    cost = sp.Add(*(r**2 for r in residuals)) / (2 * len(data))
    return LineFit(slope, intercept, cost, residuals)


def _data(points: _Pairs) -> tuple[tuple[sp.Expr, sp.Expr], ...]:
    given = tuple(points) if isinstance(points, Iterable) else (points,)
    pairs = [tuple(p) if isinstance(p, Iterable) else (p,) for p in given]
    if not pairs:
        raise InvalidArgument("at least one point is needed, got none")
    for pair in pairs:
        if len(pair) != 2:  # noqa: PLR2004 - x and y
            raise InvalidArgument(f"a point must be a pair (x, y), got {pair}")
    return tuple((exact(p), exact(q)) for p, q in pairs)

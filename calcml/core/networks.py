"""A network of two layers, and its slopes by backpropagation: the chain rule from the error back.

======  ==================================================
letter  meaning
======  ==================================================
x, t    the input and the target
w, v    weights into and out of the hidden units
a, h    the sum that a hidden unit gets, and its tanh
y, E    the output, and half of the squared residual y − t
======  ==================================================
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from calcml.core.decimals import Number, exact
from calcml.core.errors import InvalidArgument

__all__ = ["Backpropagation", "backpropagation"]


@dataclass(frozen=True)
class Backpropagation:
    """The values of a network's nodes, and the slope of its error by each of them; all exact.

    Attributes
    ----------
    sums, hidden : tuple of sympy.Expr, length n
        a and h of the hidden units.
    output, error : sympy.Expr
        y and E.
    by_output : sympy.Expr
        ∂E/∂y.
    by_hidden, by_sums : tuple of sympy.Expr, length n
        ∂E/∂h and ∂E/∂a.
    local : tuple of sympy.Expr, length n
        ∂h/∂a = 1 − h².
    by_outer, by_inner : tuple of sympy.Expr, length n
        ∂E/∂v and ∂E/∂w: the gradient by the weights.
    """

    sums: tuple[sp.Expr, ...]
    hidden: tuple[sp.Expr, ...]
    output: sp.Expr
    error: sp.Expr
    by_output: sp.Expr
    by_hidden: tuple[sp.Expr, ...]
    local: tuple[sp.Expr, ...]
    by_sums: tuple[sp.Expr, ...]
    by_outer: tuple[sp.Expr, ...]
    by_inner: tuple[sp.Expr, ...]


def backpropagation(
    x: Number, target: Number, *, inner: Sequence[Number], outer: Sequence[Number]
) -> Backpropagation:
    r"""Run a network of one input, n hidden units and one output forward, and its slopes back.

    .. math:: y = \sum_i v_i \tanh(w_i x), \qquad E = \tfrac12 (y - t)^2

    Parameters
    ----------
    x, target : number
        Floats are read as decimals.
    inner, outer : sequence of numbers, length n ≥ 1
        The weights w and v.

    Returns
    -------
    Backpropagation

    Raises
    ------
    InvalidArgument
        If there are not as many weights into the hidden units as out of them, or none.

    Notes
    -----
    A slope is known at the end of an edge before it is asked for at its start; so each is found
    once, by one multiplication with the edge's own slope: that of a product by one factor is the
    other, and tanh' = 1 − tanh².

    References
    ----------
    .. [1] D. E. Rumelhart, G. E. Hinton, R. J. Williams, "Learning representations by
       back-propagating errors", Nature 323 (1986), 533-536.

    Examples
    --------
    >>> found = backpropagation(1, 3, inner=[0, 0], outer=[5, 7])
    >>> found.error, found.by_inner
    (9/2, (-15, -21))
    """
    start, goal = exact(x), exact(target)
    w, v = tuple(map(exact, inner)), tuple(map(exact, outer))
    if not w or len(w) != len(v):
        raise InvalidArgument(
            "a network needs one weight into each hidden unit and one out of it, got "
            f"{len(w)} and {len(v)}"
        )
    sums = tuple(weight * start for weight in w)
    hidden = tuple(map(sp.tanh, sums))
    output = sp.Add(*(weight * h for weight, h in zip(v, hidden, strict=True)))
    by_output = output - goal
    by_hidden = tuple(by_output * weight for weight in v)
    local = tuple(1 - h**2 for h in hidden)
    by_sums = tuple(slope * factor for slope, factor in zip(by_hidden, local, strict=True))
    return Backpropagation(
        sums, hidden, output, by_output**2 / 2, by_output, by_hidden, local, by_sums,
        by_outer=tuple(by_output * h for h in hidden),
        by_inner=tuple(slope * start for slope in by_sums),
    )  # fmt: skip

"""Points as callers give them and as results keep them: exact, in doubles, unchangeable."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
import sympy as sp

from calcml.core.decimals import Number, exact
from calcml.core.errors import InvalidArgument
from calcml.core.floats import nearest
from calcml.core.types import FloatArray

__all__ = ["Point", "doubles", "exact_point", "read_only"]

Point: TypeAlias = Number | Sequence[Number] | FloatArray
"""One number per variable; a function of one variable takes its number bare."""


def exact_point(at: Point, variables: Sequence[sp.Symbol]) -> tuple[sp.Expr, ...]:
    """Read a point exactly, one coordinate per variable; floats are read as decimals.

    Parameters
    ----------
    at : number or sequence of numbers, length n
        The point; a bare number where there is one variable.
    variables : sequence of sympy.Symbol, length n
        What the coordinates stand for.

    Returns
    -------
    tuple of sympy.Expr, length n

    Raises
    ------
    InvalidArgument
        If the number of coordinates is wrong or one of them is no finite real number.

    Examples
    --------
    >>> exact_point((1, 0.5), sp.symbols("x y"))
    (1, 1/2)
    """
    at = at.tolist() if isinstance(at, np.ndarray) else at  # a single number may come as an array
    given: tuple[Any, ...] = (
        tuple(at) if isinstance(at, Iterable) and not isinstance(at, str) else (at,)
    )
    if len(given) != len(variables):
        names = ", ".join(v.name for v in variables)
        raise InvalidArgument(
            f"a point needs one coordinate for each of {names}, got {len(given)}: {given}"
        )
    return tuple(exact(c) for c in given)


def doubles(values: Iterable[sp.Expr]) -> FloatArray:
    """Round exact constants to the nearest doubles.

    Parameters
    ----------
    values : iterable of sympy.Expr, length n

    Returns
    -------
    FloatArray, shape (n,)
        Read-only.

    Raises
    ------
    InvalidArgument
        If a value is too large for a double.

    Examples
    --------
    >>> doubles([sp.Rational(1, 4), sp.sqrt(2)]).tolist()
    [0.25, 1.4142135623730951]
    """
    return read_only(np.array([nearest(c) for c in values], dtype=np.float64))


def read_only(array: FloatArray) -> FloatArray:
    """Return the array with writing switched off, as results keep it.

    Parameters
    ----------
    array : FloatArray
        Any shape; the caller's own new array.

    Returns
    -------
    FloatArray
        The same array.

    Examples
    --------
    >>> read_only(np.zeros(2)).flags.writeable
    False
    """
    array.flags.writeable = False
    return array

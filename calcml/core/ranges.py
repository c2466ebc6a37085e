"""Ranges: the values that a function takes."""

import sympy as sp
from sympy.calculus.util import function_range

from calcml.core.errors import UnsupportedFunction
from calcml.core.functions import Function, checked_function

__all__ = ["value_range"]


def value_range(f: Function) -> sp.Set:
    """Return all values that a function takes on the real line.

    Parameters
    ----------
    f : Function
        Of one variable.

    Returns
    -------
    sympy.Set
        Of real numbers; an interval is open at an end that is approached and never reached.

    Raises
    ------
    UnsupportedFunction
        If the values cannot be found.

    Notes
    -----
    The values between two poles run from one limit to the other, by way of the critical points.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> value_range(Function(sp.tanh(x), x))
    Interval.open(-1, 1)
    """
    checked_function(f)
    try:
        return function_range(f.expression, f.variable, sp.S.Reals)
    except NotImplementedError as error:
        raise UnsupportedFunction(
            f"the range of {f.expression} cannot be found: choose a function whose critical "
            "points can be solved for"
        ) from error

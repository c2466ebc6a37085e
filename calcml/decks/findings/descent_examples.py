"""What the findings about optimisation and descent are computed on: functions, data, rewards."""

from fractions import Fraction

import sympy as sp

from calcml.core.functions import Function
from calcml.core.regression import cost_function
from calcml.core.symbols import a, b, x

__all__ = [
    "COST", "DATA", "EXPECTED_REWARD", "MIRRORED", "PARABOLA", "REWARDS", "fraction", "opposite",
]  # fmt: skip

PARABOLA = Function(x**2 - 4 * x + 4, x)
"""The function that the decks minimise."""

MIRRORED = Function(-(x**2 - 4 * x + 4), x)
"""The function that they maximise."""

DATA = ((0, 1), (1, 3), (2, 2), (3, 5), (4, 4))
"""Points for a line; the decks print none."""

COST = cost_function(DATA)
"""Half the mean of the squared residuals, as a function of slope and intercept."""

REWARDS = (3, 1, 0)
"""What three actions earn; the first two are preferred by a and b, the third by zero."""

_WEIGHTS = (sp.exp(a), sp.exp(b), sp.Integer(1))

EXPECTED_REWARD = Function(
    sp.Add(*(r * w for r, w in zip(REWARDS, _WEIGHTS, strict=True))) / sp.Add(*_WEIGHTS), (a, b)
)
"""What an agent earns on average that chooses actions in proportion to these exponentials."""


def opposite(f: Function) -> Function:
    """Return the function with the other sign.

    Parameters
    ----------
    f : Function

    Returns
    -------
    Function

    Examples
    --------
    >>> opposite(Function(x**2, x)).expression
    -x**2
    """
    return Function(-f.expression, f.variables)


def fraction(number: sp.Expr) -> Fraction:
    """Return an exact rational number as Python knows it.

    Parameters
    ----------
    number : sympy.Rational

    Returns
    -------
    Fraction

    Examples
    --------
    >>> fraction(sp.Rational(2, 5))
    Fraction(2, 5)
    """
    return Fraction(int(number.p), int(number.q))

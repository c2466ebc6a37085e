"""The functions of two variables that the decks show, and where sentences about them are tried."""

import sympy as sp

from calcml.core.functions import Function
from calcml.core.partials import slice_at
from calcml.core.symbols import x, y
from calcml.decks.findings.slopes import same_formula, slope_by_limit

__all__ = [
    "CUBIC",
    "GAUSSIAN",
    "NON_SEPARABLE",
    "PARABOLOID",
    "PLACES",
    "PLATEAUS",
    "QUINTIC",
    "QUIZ",
    "SEPARABLE",
    "SURFACES",
    "follows_from_cuts",
]

PARABOLOID = Function(x**2 + y**2, (x, y))
PLATEAUS = Function(sp.tanh(x) + sp.tanh(y), (x, y))
CUBIC = Function(-(x**2) - (-(y**3)), (x, y))
QUINTIC = Function(x**5 + y**2, (x, y))
NON_SEPARABLE = Function(x * y**2 + x**3, (x, y))
QUIZ = Function(3 * x**2 * y + 2 * x * y**2 + x, (x, y))
GAUSSIAN = Function(x * sp.exp(-(x**2 + y**2)), (x, y))

SEPARABLE = (PARABOLOID, PLATEAUS, CUBIC, QUINTIC)
SURFACES = (*SEPARABLE, NON_SEPARABLE, QUIZ, GAUSSIAN)

PLACES = ((1, 2), (sp.Rational(-1, 2), 3))

_OTHER = {x: y, y: x}
_HELD = (0, 1, -2)


def follows_from_cuts(f: Function, variable: sp.Symbol) -> bool:
    """Tell whether the slope of every cut is the limit of the surface's difference quotient.

    Parameters
    ----------
    f : Function
        Of x and y.
    variable : sympy.Symbol
        The one that moves; the other is held at three values.

    Returns
    -------
    bool

    Examples
    --------
    >>> follows_from_cuts(PARABOLOID, x)
    True
    """
    other = _OTHER[variable]
    return all(
        same_formula(
            slice_at(f, other, c).curve.derivative().expression,
            slope_by_limit(f, variable).subs(other, c),
        )
        for c in _HELD
    )

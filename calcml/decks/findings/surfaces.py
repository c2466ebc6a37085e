"""The functions of two variables that the decks show, and places at which to try sentences."""

import sympy as sp

from calcml.core.functions import Function
from calcml.core.symbols import x, y

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

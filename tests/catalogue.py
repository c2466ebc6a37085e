"""Problems with known answers, through which every solver is sent.

Gradients are written down by hand, not derived by the code under test. Minima are exact where
they are; decimals are the published ones, right to the digits given.

Source of the named functions: M. Jamil, X.-S. Yang, "A literature survey of benchmark functions
for global optimisation problems", Int. J. Math. Model. Numer. Optim. 4 (2013), 150-194.
"""

from dataclasses import dataclass
from fractions import Fraction

import sympy as sp

from calcml.core.functions import Function
from calcml.core.symbols import x, y, z

__all__ = ["PROBLEMS", "QUADRATICS", "Problem"]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A function with everything that is known about it."""

    name: str
    f: Function
    slopes: tuple[sp.Expr, ...]
    minima: tuple[tuple[float, ...], ...]
    lowest: float
    start: tuple[float, ...]
    rate: float
    momentum: float = 0.0
    tolerance: float = 1e-12

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, kw_only=True)
class Quadratic(Problem):
    """A convex quadratic, with the eigenvalues of its Hessian."""

    curvatures: tuple[float, ...]
    exact_minimum: tuple[Fraction, ...]


def _r(numerator: int, denominator: int = 1) -> sp.Rational:
    return sp.Rational(numerator, denominator)


QUADRATICS = (
    Quadratic(
        name="the deck's parabola",
        f=Function(x**2 - 4 * x + 4, x),
        slopes=(2 * x - 4,),
        minima=((2.0,),),
        lowest=0.0,
        start=(0.0,),
        rate=0.4,
        curvatures=(2.0,),
        exact_minimum=(Fraction(2),),
    ),
    Quadratic(
        name="bowl",
        f=Function(x**2 + y**2, (x, y)),
        slopes=(2 * x, 2 * y),
        minima=((0.0, 0.0),),
        lowest=0.0,
        start=(1.5, -2.0),
        rate=0.25,
        curvatures=(2.0, 2.0),
        exact_minimum=(Fraction(0), Fraction(0)),
    ),
    Quadratic(
        name="valley",  # ten times as steep across as along
        f=Function(x**2 / 2 + 5 * y**2 - x + 1, (x, y)),
        slopes=(x - 1, 10 * y),
        minima=((1.0, 0.0),),
        lowest=0.5,
        start=(-2.0, 1.0),
        rate=0.15,
        curvatures=(1.0, 10.0),
        exact_minimum=(Fraction(1), Fraction(0)),
    ),
    Quadratic(
        name="Booth",  # Hessian ((10, 8), (8, 10))
        f=Function((x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2, (x, y)),
        slopes=(10 * x + 8 * y - 34, 8 * x + 10 * y - 38),
        minima=((1.0, 3.0),),
        lowest=0.0,
        start=(0.0, 0.0),
        rate=0.1,
        curvatures=(2.0, 18.0),
        exact_minimum=(Fraction(1), Fraction(3)),
    ),
    Quadratic(
        name="Matyas",  # Hessian ((0.52, -0.48), (-0.48, 0.52))
        f=Function(_r(26, 100) * (x**2 + y**2) - _r(48, 100) * x * y, (x, y)),
        slopes=(_r(52, 100) * x - _r(48, 100) * y, _r(52, 100) * y - _r(48, 100) * x),
        minima=((0.0, 0.0),),
        lowest=0.0,
        start=(3.0, 1.0),
        rate=1.8,
        curvatures=(0.04, 1.0),
        exact_minimum=(Fraction(0), Fraction(0)),
    ),
    Quadratic(
        name="three dimensions",
        f=Function(x**2 + 2 * y**2 + 3 * z**2 - 2 * x + 12 * z, (x, y, z)),
        slopes=(2 * x - 2, 4 * y, 6 * z + 12),
        minima=((1.0, 0.0, -2.0),),
        lowest=-13.0,
        start=(0.0, 1.0, 0.0),
        rate=0.25,
        curvatures=(2.0, 4.0, 6.0),
        exact_minimum=(Fraction(1), Fraction(0), Fraction(-2)),
    ),
)

_U, _V = x**2 + y - 11, x + y**2 - 7
_BEALE = tuple(c - x + x * y**k for k, c in ((1, _r(3, 2)), (2, _r(9, 4)), (3, _r(21, 8))))

PROBLEMS: tuple[Problem, ...] = (
    *QUADRATICS,
    Problem(
        name="two valleys",
        f=Function(x**4 - 2 * x**2 + _r(3, 10) * x, x),
        slopes=(4 * x**3 - 4 * x + _r(3, 10),),
        minima=((-1.0355787,), (0.9601496,)),
        lowest=-1.3054285,
        start=(-2.0,),
        rate=0.01,
        tolerance=5e-8,
    ),
    Problem(
        name="Rosenbrock",
        f=Function((1 - x) ** 2 + 100 * (y - x**2) ** 2, (x, y)),
        slopes=(-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)),
        minima=((1.0, 1.0),),
        lowest=0.0,
        start=(0.8, 0.6),
        rate=0.001,  # the curvature across the valley is 1,001.6
        momentum=0.9,
    ),
    Problem(
        name="Himmelblau",
        f=Function(_U**2 + _V**2, (x, y)),
        slopes=(4 * x * _U + 2 * _V, 2 * _U + 4 * y * _V),
        minima=((-3.779310, -3.283186), (-2.805118, 3.131313), (3.0, 2.0), (3.584428, -1.848127)),
        lowest=0.0,
        start=(1.0, 1.0),
        rate=0.01,
        tolerance=5e-7,
    ),
    Problem(
        name="Beale",
        f=Function(sum(r**2 for r in _BEALE), (x, y)),
        slopes=(
            sum(2 * r * (y**k - 1) for k, r in enumerate(_BEALE, start=1)),
            sum(2 * r * k * x * y ** (k - 1) for k, r in enumerate(_BEALE, start=1)),
        ),
        minima=((3.0, 0.5),),
        lowest=0.0,
        start=(2.5, 0.4),
        rate=0.02,
    ),
    Problem(
        name="three-hump camel",
        f=Function(2 * x**2 - _r(21, 20) * x**4 + x**6 / 6 + x * y + y**2, (x, y)),
        slopes=(4 * x - _r(21, 5) * x**3 + x**5 + y, x + 2 * y),
        minima=((-1.747552, 0.873776), (0.0, 0.0), (1.747552, -0.873776)),
        lowest=0.0,
        start=(0.5, 0.5),
        rate=0.2,
        tolerance=5e-7,
    ),
    Problem(
        name="Gaussian dipole",
        f=Function(x * sp.exp(-(x**2) - y**2), (x, y)),
        slopes=(
            (1 - 2 * x**2) * sp.exp(-(x**2) - y**2),
            -2 * x * y * sp.exp(-(x**2) - y**2),
        ),
        minima=((-0.7071067811865476, 0.0),),
        lowest=-0.42888194248035338,
        start=(-0.3, 0.4),
        rate=0.5,
    ),
)

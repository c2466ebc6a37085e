r"""Learning rates on quadratics, where everything about a descent can be known beforehand.

======  ==================================================================
letter  meaning
======  ==================================================================
H       the Hessian, a constant matrix; λ its eigenvalues, the curvatures
L       the largest curvature
η       the rate
q       the factor 1 − ηλ by which a step multiplies the error along λ
======  ==================================================================
"""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from calcml.core.decimals import Number, exact
from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.functions import Function, checked_function
from calcml.core.parsing import written
from calcml.core.points import Point, exact_point
from calcml.core.types import FloatArray

__all__ = ["Contraction", "Regime", "contraction_factor", "convergence_bound", "steps_needed"]

_GUARD = 10**60
"""Exact errors are kept to this share of the tolerance; ties are decided far above it."""


class Regime(Enum):
    """What a rate does to the error of a quadratic, as a sentence."""

    CREEPS = "Each step keeps a share of the error and stays on the same side."
    ONE_STEP = "One step lands on the minimum."
    ZIG_ZAGS = "Each step jumps across the minimum and ends closer to it."
    CYCLES = "Each step jumps across the minimum and ends just as far away."
    DIVERGES = "Each step ends farther from the minimum."


@dataclass(frozen=True)
class Contraction:
    """How a rate contracts the error of a descent on a quadratic.

    Attributes
    ----------
    rate : sympy.Expr
        The rate η, exact.
    curvatures : tuple of sympy.Expr, length n
        The eigenvalues λ of the Hessian, ascending, exact.
    factors : tuple of sympy.Expr, length n
        ``1 − ηλ`` in the same order, exact and signed.
    """

    rate: sp.Expr
    curvatures: tuple[sp.Expr, ...]
    factors: tuple[sp.Expr, ...]

    @property
    def factor(self) -> sp.Expr:
        """The factor that decides: the largest in size, the negative one of two equals."""
        return max(self.factors, key=lambda q: (sp.Abs(q), -q))

    @property
    def regime(self) -> Regime:
        """What the rate does to the error in the long run."""
        q = self.factor
        if abs(q) > 1:
            return Regime.DIVERGES
        if q == -1:
            return Regime.CYCLES
        if q == 0:
            return Regime.ONE_STEP
        return Regime.CREEPS if q > 0 else Regime.ZIG_ZAGS


def contraction_factor(f: Function, *, rate: Number) -> Contraction:
    r"""Find by which factors a descent on a quadratic multiplies its error at each step.

    .. math:: x_{k+1} - x^* = (I - \eta H)\,(x_k - x^*)

    Parameters
    ----------
    f : Function
        A quadratic of n variables with no flat direction; of one variable, or with rational
        coefficients.
    rate : number
        The rate η, positive; a float is read as its decimal.

    Returns
    -------
    Contraction
        One factor per curvature, all exact; ``.factor`` is the one that decides.

    Raises
    ------
    UnsupportedFunction
        If the function is no quadratic, or is flat in some direction.
    InvalidArgument
        If the rate is not positive.

    Notes
    -----
    Rates η and 2/L − η of a quadratic of one variable have opposite factors: equally fast, one
    creeps, the other zig-zags.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> f = Function(x**2 - 4 * x + 4, x)
    >>> contraction_factor(f, rate=0.1).factor, contraction_factor(f, rate=0.9).factor
    (4/5, -4/5)
    """
    eta = _positive("rate", rate)
    curvatures = _curvatures(_hessian(f))
    return Contraction(eta, curvatures, tuple(1 - eta * c for c in curvatures))


def convergence_bound(f: Function) -> sp.Expr:
    r"""Find the rate below which every descent on a convex quadratic converges.

    .. math:: 0 < \eta < \frac{2}{L}

    Parameters
    ----------
    f : Function
        A quadratic with a minimum, as for `contraction_factor`.

    Returns
    -------
    sympy.Expr
        ``2/L``, exact. At the bound itself the descent cycles; beyond, it diverges.

    Raises
    ------
    UnsupportedFunction
        If the function is no quadratic with a single minimum.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> convergence_bound(Function(x**2 - 4 * x + 4, x))
    1
    """
    return sp.radsimp(2 / _convex_curvatures(_hessian(f))[-1])


def steps_needed(f: Function, start: Point, *, rate: Number, tolerance: Number) -> int | None:
    r"""Count the steps until a descent on a convex quadratic is within a distance of its minimum.

    .. math:: \min \{ k : \| (I - \eta H)^k (x_0 - x^*) \| < \varepsilon \}

    Parameters
    ----------
    f : Function
        A quadratic with a minimum, of n variables.
    start : number or sequence of numbers, length n
        Where the descent begins.
    rate : number
        The rate η, positive.
    tolerance : number
        The distance ε, positive; in n dimensions the Euclidean one.

    Returns
    -------
    int or None
        The first k strictly within the distance; None where there is none.

    Raises
    ------
    UnsupportedFunction
        If the function is no quadratic with a single minimum.
    InvalidArgument
        If rate or tolerance is not positive, or the start of the wrong shape.

    Notes
    -----
    The count is found by repeated squaring in fractions kept to sixty digits below the
    tolerance, so a slow rate costs no more than a fast one; a distance that agrees with the
    tolerance to thirty digits counts as equal, hence as not within.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> f = Function(x**2 - 4 * x + 4, x)
    >>> [steps_needed(f, 0, rate=r, tolerance=0.01) for r in (0.01, 0.1, 0.4, 0.5, 0.9, 1)]
    [263, 24, 4, 1, 24, None]
    """
    hessian = _hessian(f)
    _convex_curvatures(hessian)
    contraction = contraction_factor(f, rate=rate)
    radius = _fraction(_positive("tolerance", tolerance))
    origin = dict(zip(f.variables, [0] * f.arity, strict=True))
    slope = sp.Matrix([sp.diff(f.expression, v).subs(origin) for v in f.variables])
    offset = sp.Matrix(exact_point(start, f.variables)) + hessian.LUsolve(slope)
    error = np.array([_fraction(c) for c in offset], dtype=object)
    if _within(error, radius):
        return 0
    if not abs(contraction.factor) < 1:
        return None
    step = sp.eye(f.arity) - contraction.rate * hessian
    matrix = np.array([[_fraction(c) for c in row] for row in step.tolist()], dtype=object)
    return _first_within(matrix, error, radius)


def grows_without_bound(f: Function, gradient: FloatArray, *, rate: float, momentum: float) -> bool:
    """Tell whether iterates with this gradient are bound to run away; only quadratics can say.

    Along a curvature λ the errors obey ``e'' = (1 + μ − ηλ) e' − μ e``; they grow if a root of
    its characteristic polynomial exceeds 1, and drift for ever where λ is 0.

    Parameters
    ----------
    f : Function
        Of n variables.
    gradient : FloatArray, shape (n,)
        The gradient at one of the iterates.
    rate : float
        The rate η, negative for an ascent.
    momentum : float
        The share μ of the last move that is kept.

    Returns
    -------
    bool
        False also where the function is no quadratic.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> grows_without_bound(Function(x**2, x), np.array([2.0]), rate=1.1, momentum=0.0)
    True
    """
    if not _is_quadratic(f):
        return False
    matrix = np.array(_hessian(f).tolist(), dtype=np.float64)
    curvatures, axes = np.linalg.eigh(matrix)
    present = np.abs(axes.T @ gradient) > 1e-12 * np.abs(gradient).max()
    flat = np.abs(curvatures) <= 1e-12 * np.abs(matrix).max()
    largest = [
        np.abs(np.roots([1, rate * curvature - 1 - momentum, momentum])).max()
        for curvature in curvatures
    ]
    return bool((present & (flat | (np.array(largest) > 1 + 1e-9))).any())


def _is_quadratic(f: Function) -> bool:
    checked_function(f)
    return bool(
        f.expression.is_polynomial(*f.variables)
        and sp.Poly(f.expression, *f.variables).total_degree() <= 2  # noqa: PLR2004
    )


def _hessian(f: Function) -> sp.Matrix:
    if not _is_quadratic(f):
        raise UnsupportedFunction(
            f"rates are judged on quadratics only, got {written(f.expression)}"
        )
    return sp.hessian(f.expression, f.variables).applyfunc(sp.expand)


def _curvatures(hessian: sp.Matrix) -> tuple[sp.Expr, ...]:
    """Return the eigenvalues ascending, exact: roots of the characteristic polynomial."""
    if hessian.shape == (1, 1):
        curvatures = (hessian[0],)
    else:
        polynomial = sp.Poly(hessian.charpoly().as_expr(), *hessian.charpoly().gens)
        if not (polynomial.domain.is_ZZ or polynomial.domain.is_QQ):
            raise UnsupportedFunction(
                "a quadratic of several variables needs rational coefficients, got the Hessian "
                f"{hessian.tolist()}"
            )
        curvatures = tuple(sp.real_roots(polynomial))
    if 0 in curvatures:
        raise UnsupportedFunction(
            "a quadratic must curve in every direction to have a contraction factor, got the "
            f"Hessian {hessian.tolist()}; add a term for the flat direction"
        )
    return curvatures


def _convex_curvatures(hessian: sp.Matrix) -> tuple[sp.Expr, ...]:
    curvatures = _curvatures(hessian)
    if curvatures[0] < 0:
        raise UnsupportedFunction(
            "a descent converges on convex quadratics only, got the curvatures "
            f"{', '.join(map(str, curvatures))}"
        )
    return curvatures


def _positive(name: str, value: Number) -> sp.Expr:
    number = exact(value)
    if not number > 0:
        raise InvalidArgument(f"{name} must be positive, got {value}")
    return number


def _fraction(value: sp.Expr) -> Fraction:
    """Return a rational as it is, anything else to eighty digits."""
    rational = value if value.is_Rational else sp.Rational(str(value.evalf(80)))
    return Fraction(int(rational.p), int(rational.q))


def _within(error: Any, radius: Fraction) -> bool:
    return bool((error @ error) * (1 + Fraction(1, 10**30)) < radius**2)


def _first_within(matrix: Any, error: Any, radius: Fraction) -> int:
    """Search the first power of a contraction that brings the error within the radius."""
    unit = radius / _GUARD
    trimmed = np.frompyfunc(lambda c: round(c / unit) * unit, 1, 1)
    powers = [matrix]
    while not _within(powers[-1] @ error, radius):
        powers.append(trimmed(powers[-1] @ powers[-1]))
    steps = 0
    for j in range(len(powers) - 2, -1, -1):
        ahead = trimmed(powers[j] @ error)
        if not _within(ahead, radius):
            error, steps = ahead, steps + 2**j
    return steps + 1

"""The rules of differentiation on the slides, and the examples beside them.

A rule is a formula in the values and slopes of two functions at a point. It is tried on pairs of
functions against the derivative of what it claims to differentiate.

========  =====================================================
letter    meaning
========  =====================================================
C         a constant
n         a constant exponent
g, h      functions of x; h is no step here
========  =====================================================
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import permutations

import sympy as sp

from calcml.core.symbols import x
from calcml.decks.findings.claimed_derivatives import POINTS, by_rules, example, is_derivative
from calcml.decks.findings.finding import Finding, finding

CONSTANTS = (sp.Integer(6), sp.Rational(-1, 3), sp.pi)
EXPONENTS = (sp.Rational(1, 2), *map(sp.Integer, (-1, -2, 2, 3, 5)), sp.pi)
PARTS = (x**3, sp.sin(x), sp.exp(x), 1 / x)

QUARTIC_SLOPE = 4 * x**3
TRIPLE_QUARTIC_SLOPE = 12 * x**3
SUM_SLOPE = 12 * x**3 + 4
PRODUCT_SLOPES = (1 * (x + 3) + 1 * (x - 2), 2 * x + 1)
QUOTIENT_SLOPE = (2 * x * (x + 1) - 1 * x**2) / (x + 1) ** 2


@dataclass(frozen=True)
class Law:
    """A rule for two functions.

    Attributes
    ----------
    combined : callable
        What is differentiated, from g and h.
    slope : callable
        Its derivative according to the rule, from g, h, g' and h'.
    """

    combined: Callable[[sp.Expr, sp.Expr], sp.Expr]
    slope: Callable[[sp.Expr, sp.Expr, sp.Expr, sp.Expr], sp.Expr]

    def holds(self, g: sp.Expr, h: sp.Expr) -> bool:
        """Tell whether the rule gives the derivative for a pair of functions.

        Parameters
        ----------
        g, h : sympy.Expr
            In x, with values and slopes at the points.

        Returns
        -------
        bool
        """
        claimed = self.slope(g, h, sp.diff(g, x), sp.diff(h, x))
        return is_derivative(claimed, self.combined(g, h), points=POINTS[:2])


SUM = Law(lambda g, h: g + h, lambda _g, _h, dg, dh: dg + dh)
PRODUCT = Law(lambda g, h: g * h, lambda g, h, dg, dh: dg * h + dh * g)
QUOTIENT = Law(lambda g, h: g / h, lambda g, h, dg, dh: (dg * h - dh * g) / h**2)
CONSTANT_MULTIPLE = Law(lambda c, g: c * g, lambda c, _g, _dc, dg: c * dg)


def power_slope(n: sp.Expr) -> sp.Expr:
    """Return the derivative of xⁿ as the slide gives it.

    Parameters
    ----------
    n : sympy.Expr
        The exponent.

    Returns
    -------
    sympy.Expr
    """
    return n * x ** (n - 1)


def constant_slope(_c: sp.Expr) -> sp.Expr:
    """Return the derivative of a constant as the slide gives it.

    Parameters
    ----------
    _c : sympy.Expr
        The constant, which does not matter.

    Returns
    -------
    sympy.Expr
    """
    return sp.Integer(0)


def _tried(law: Law, pairs: Iterable[tuple[sp.Expr, sp.Expr]]) -> Finding:
    held = [law.holds(g, h) for g, h in pairs]
    return Finding(stated=all(held), computed={"pairs tried": len(held), "held": sum(held)})


@finding("A-088")
def constant_rule() -> Finding:
    """Measure the slope of three constants."""
    held = [is_derivative(constant_slope(c), c) for c in CONSTANTS]
    return Finding(
        stated=all(held), computed={"constants tried": len(held), "slope": by_rules(CONSTANTS[0])}
    )


@finding("A-089")
def constant_example() -> Finding:
    """Differentiate 6."""
    return example(sp.Integer(6), constant_slope(sp.Integer(6)))


@finding("A-090")
def power_rule() -> Finding:
    """Try whole, negative, broken and irrational exponents."""
    held = [is_derivative(power_slope(n), x**n) for n in EXPONENTS]
    n = sp.Symbol("n", real=True)
    return Finding(
        stated=all(held),
        computed={"derivative": str(by_rules(x**n)), "exponents tried": len(held)},
    )


@finding("A-091")
def power_example() -> Finding:
    """Differentiate x⁴."""
    return example(x**4, QUARTIC_SLOPE)


@finding("A-092")
def constant_multiple_rule() -> Finding:
    """Try three factors on four functions."""
    return _tried(CONSTANT_MULTIPLE, ((c, g) for c in CONSTANTS for g in PARTS))


@finding("A-093")
def constant_multiple_example() -> Finding:
    """Differentiate 3x⁴."""
    return example(3 * x**4, TRIPLE_QUARTIC_SLOPE)


@finding("A-094")
def sum_rule() -> Finding:
    """Try all pairs of four functions."""
    return _tried(SUM, permutations(PARTS, 2))


@finding("A-095")
def sum_example() -> Finding:
    """Differentiate 3x⁴ + 4x."""
    return example(3 * x**4 + 4 * x, SUM_SLOPE)


@finding("A-096")
def product_rule() -> Finding:
    """Try all pairs of four functions."""
    return _tried(PRODUCT, permutations(PARTS, 2))


@finding("A-097")
def product_example() -> Finding:
    """Differentiate (x - 2)(x + 3), and compare both forms of the slide."""
    return example((x - 2) * (x + 3), *PRODUCT_SLOPES, at=sp.Integer(3))


@finding("A-098")
def quotient_rule() -> Finding:
    """Try all pairs of four functions; none of them vanishes at the points."""
    return _tried(QUOTIENT, permutations(PARTS, 2))


@finding("A-099")
def quotient_example() -> Finding:
    """Differentiate x²/(x + 1), on both sides of its pole too."""
    return example(x**2 / (x + 1), QUOTIENT_SLOPE, points=(*POINTS, sp.Integer(-3)))

"""Whether a formula is the derivative of another: exactly, and by the quotient itself."""

from collections.abc import Iterable

import sympy as sp

from calcml.core.decimals import Number
from calcml.core.derivatives import Derivative, derivative
from calcml.core.functions import Function
from calcml.core.rules import Rule, differentiate_by_rules
from calcml.core.smooth import vanishes
from calcml.core.symbols import x
from calcml.decks.findings.finding import Finding

__all__ = ["POINTS", "by_rules", "example", "is_derivative", "quotient_slope"]

POINTS = (sp.Rational(1, 2), sp.Integer(2), sp.Integer(3))
"""Where formulas are compared that hold on the positive half line."""

_DIGITS = 60
_STEP = sp.Rational(1, 10**15)
_ROOM = sp.Float("1e-25")  # h² f'''/6 is about 1e-30, and the digits lost leave 1e-45


def quotient_slope(function: sp.Expr, at: Number) -> sp.Expr:
    """Return the symmetric difference quotient for a step of 10⁻¹⁵, worked out to 60 digits.

    Parameters
    ----------
    function : sympy.Expr
        In x.
    at : number
        The point.

    Returns
    -------
    sympy.Expr
        Within 1e-25 or so of the derivative, and found without any rule.
    """
    f = Function(function, x)
    high, low = (f.precise(at + step, digits=_DIGITS) for step in (_STEP, -_STEP))
    return (high - low) / (2 * _STEP)


def is_derivative(claimed: sp.Expr, of: sp.Expr, *, points: Iterable[sp.Expr] = POINTS) -> bool:
    """Tell whether a formula is the derivative of another at some points.

    Parameters
    ----------
    claimed : sympy.Expr
        The derivative to be judged, in x.
    of : sympy.Expr
        What is differentiated, in x.
    points : iterable of sympy.Expr
        Where both are compared.

    Returns
    -------
    bool
    """
    return all(_agrees(claimed.subs(x, at), of, at) for at in points)


def _agrees(value: sp.Expr, of: sp.Expr, at: sp.Expr) -> bool:
    slope = derivative(Function(of, x), at)
    if not isinstance(slope, Derivative):
        return False
    near = abs(quotient_slope(of, at) - value.evalf(_DIGITS)) < _ROOM * (1 + abs(value))
    return bool(near) and vanishes(slope.exact - value)


def by_rules(of: sp.Expr) -> sp.Expr:
    """Differentiate by the rules of the course, other letters than x held constant.

    Parameters
    ----------
    of : sympy.Expr
        In x and constants.

    Returns
    -------
    sympy.Expr
    """
    constants = sorted(of.free_symbols - {x}, key=str)
    return differentiate_by_rules(Function(of, (x, *constants)), x).simplified.expression


def example(
    of: sp.Expr, *claimed: sp.Expr, points: Iterable[sp.Expr] = POINTS, at: sp.Expr = POINTS[1]
) -> Finding:
    """Judge the derivative that a slide gives for a function.

    Parameters
    ----------
    of : sympy.Expr
        The slide's function, in x.
    claimed : sympy.Expr
        The slide's derivative, in each form that it is given.
    points : iterable of sympy.Expr
        Where they are compared.
    at : sympy.Expr
        Where the slope is told.

    Returns
    -------
    Finding
    """
    derivation = differentiate_by_rules(Function(of, x))
    places = tuple(points)
    rules: dict[Rule, None] = dict.fromkeys(derivation.rules)
    return Finding(
        stated=all(is_derivative(each, of, points=places) for each in claimed),
        computed={
            "derivative": str(derivation.simplified.expression),
            "rules": ", ".join(rule.title.removesuffix(" rule") for rule in rules),
            f"slope at {at}": derivation.result.exact(at),
        },
    )

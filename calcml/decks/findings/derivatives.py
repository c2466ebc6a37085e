"""From the limit to the derivative: the definition, a constant, a line, and the notations."""

from fractions import Fraction
from functools import cache

import sympy as sp

from calcml.core.derivatives import NoDerivative, derivative
from calcml.core.differences import difference_quotient
from calcml.core.functions import Function
from calcml.core.symbols import h, x
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.limits import limit_value

__all__ = [
    "constant_has_no_slope",
    "definition_gives_the_derivative",
    "limit_sign_stays_until_the_step_is_gone",
    "line_has_the_slope_three",
    "line_is_not_constant",
    "quotient",
    "rate_of_change_is_a_limit",
    "slope_at",
    "step_does_not_matter_for_a_constant",
    "two_notations_name_one_function",
]

CONSTANT, LINE = Function(sp.Integer(3), x), Function(3 * x, x)
"""The slides' first two functions."""

SLOPE_OF_THE_LINE = sp.Integer(3)
"""What the slide gives as the derivative of 3x."""

_AT = sp.Integer(2)
_SQUARE, _CUBE = Function(x**2, x), Function(x**3, x)
_RECIPROCAL = Function(1 / x, x)
_PLACES = {
    _SQUARE: _AT,
    _CUBE: _AT,
    Function(sp.sin(x), x): sp.S.Zero,
    Function(sp.exp(x), x): sp.S.Zero,
    _RECIPROCAL: _AT,
}
_STEPS = tuple(sp.Rational(*ratio) for ratio in ((1, 1), (1, 10), (1, 100), (-5, 1)))


def quotient(f: Function, at: sp.Expr) -> Function:
    """Build the difference quotient at a point, as the slides define it.

    .. math:: (f(x + h) - f(x)) / h

    Parameters
    ----------
    f : Function
        Of one variable.
    at : sympy.Expr
        The point x.

    Returns
    -------
    Function
        Of the step h; it has no value at 0.
    """
    return Function((f.expression.subs(x, at + h) - f.exact(at)) / h, h)


def slope_at(f: Function, at: sp.Expr) -> sp.Expr | None:
    """Return the derivative at a point, or None where there is none.

    Parameters
    ----------
    f : Function
        Of one variable.
    at : sympy.Expr
        The point x.

    Returns
    -------
    sympy.Expr or None
    """
    found = derivative(f, at)
    return None if isinstance(found, NoDerivative) else found.exact


@cache
def _limit_at_zero(of_the_step: Function) -> sp.Expr | None:
    return limit_value(of_the_step, 0)


@finding("A-030")
def definition_gives_the_derivative() -> Finding:
    """Seven quotients have the derivative by the rules as their limit."""
    places = {CONSTANT: _AT, LINE: _AT, **_PLACES}
    agreeing = sum(_limit_at_zero(quotient(*p)) == slope_at(*p) for p in places.items())
    return Finding(
        stated=agreeing == len(places),
        computed={
            "functions tried": len(places),
            "limits that are the derivative": agreeing,
            "limit of the quotient of x² at 2": _limit_at_zero(quotient(_SQUARE, _AT)),
        },
    )


@finding("A-031")
def constant_has_no_slope() -> Finding:
    """Everywhere the derivative of the constant is 0."""
    slopes = {slope_at(CONSTANT, at) for at in _STEPS}
    return Finding(
        stated=slopes == {0} and CONSTANT.derivative().expression == 0,
        computed={"derivative of 3": CONSTANT.derivative().expression},
    )


@finding("A-032")
def step_does_not_matter_for_a_constant() -> Finding:
    """Every step gives the quotient 0."""
    values = {difference_quotient(CONSTANT, _AT, step=step).exact for step in _STEPS}
    return Finding(
        stated=len(values) == 1 and not quotient(CONSTANT, _AT).expression.has(h),
        computed={"steps tried": len(_STEPS), "(3 − 3)/h": values.pop()},
    )


@finding("A-033")
def limit_sign_stays_until_the_step_is_gone() -> Finding:
    """Without its limit sign the line speaks of h = 0 too, where 0/h is no number."""
    found = _limit_at_zero(quotient(CONSTANT, _AT))
    lines = [_ratio(CONSTANT, Fraction(int(step.p), int(step.q))) for step in _STEPS]
    at_zero = _ratio(CONSTANT, Fraction(0))
    return Finding(
        stated=all(line == found for line in (*lines, at_zero)),
        narrowed=all(line == found for line in lines),
        corrected=found == slope_at(CONSTANT, _AT) == 0,
        computed={
            "0/h for h ≠ 0": lines[0],
            "0/h for h = 0": "undefined" if at_zero is None else at_zero,
            "limit of 0/h at 0": found,
        },
    )


def _ratio(f: Function, step: Fraction) -> Fraction | None:
    """Divide at one step without any limit; None where that cannot be done."""
    difference = f.exact(_AT + sp.Rational(step)) - f.exact(_AT)
    try:
        return Fraction(int(difference.p), int(difference.q)) / step
    except ZeroDivisionError:
        return None


@finding("A-034")
def line_is_not_constant() -> Finding:
    """3x takes different values; what is constant is its derivative."""
    slope = LINE.derivative()
    return Finding(
        stated=LINE.exact(0) == LINE.exact(1),
        corrected=sp.degree(LINE.expression, x) == 1 and not slope.expression.has(x),
        computed={
            "3x at 0": LINE.exact(0),
            "3x at 1": LINE.exact(1),
            "degree": sp.degree(LINE.expression, x),
            "derivative": slope.expression,
        },
    )


@finding("A-035")
def line_has_the_slope_three() -> Finding:
    """Each line of the algebra has the same numerator, and the quotient's limit is 3."""
    numerators = (3 * (x + h) - 3 * x, 3 * x + 3 * h - 3 * x, 3 * h)
    found = _limit_at_zero(quotient(LINE, _AT))
    return Finding(
        stated=len({sp.expand(numerator) for numerator in numerators}) == 1
        and found == slope_at(LINE, _AT) == SLOPE_OF_THE_LINE,
        computed={"(3(x + h) − 3x)/h": sp.cancel(numerators[0] / h), "limit": found},
    )


@finding("B-04")
def rate_of_change_is_a_limit() -> Finding:
    """When two inputs meet, the average rate between them tends to the derivative."""
    curves = (_SQUARE, LINE, _CUBE, _RECIPROCAL)
    average = [Function((f.expression - f.exact(3)) / (x - 3), x) for f in curves]
    rates = [limit_value(rate, 3) for rate in average]
    return Finding(
        stated=rates == [slope_at(f, sp.Integer(3)) for f in curves],
        computed={"functions tried": len(curves), "rate of change of x² at 3": rates[0]},
    )


@finding("B-06")
def two_notations_name_one_function() -> Finding:
    """Leibniz's df/dx, worked out by SymPy, is the f' of the limit at a point."""
    leibniz = [Function(sp.Derivative(f.expression, x).doit(), x) for f in _PLACES]
    primes = [_limit_at_zero(quotient(*place)) for place in _PLACES.items()]
    return Finding(
        stated=[f.exact(at) for f, at in zip(leibniz, _PLACES.values(), strict=True)] == primes,
        computed={
            "functions tried": len(_PLACES),
            "f' of x² at 2": primes[0],
            "df/dx of x²": leibniz[0].expression,
        },
    )

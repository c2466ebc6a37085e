"""The derivative of x² by algebra, line by line."""

import sympy as sp

from calcml.core.functions import Function
from calcml.core.symbols import h, x
from calcml.decks.findings.derivatives import quotient, slope_at
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.limits import limit_value

__all__ = [
    "limit_sign_is_dropped",
    "square_expands",
    "square_has_the_slope_twice_x",
    "square_is_no_equation",
]

EXPANDED = 2 * x * h + h**2
"""What the slide leaves of (x + h)² − x²."""

DERIVATIVE = 2 * x
"""What the slide gives as the derivative of x²."""

_SQUARE = Function(x**2, x)
_PLACES = tuple(sp.Integer(n) for n in (-2, 0, 1, 3))


@finding("A-041")
def square_is_no_equation() -> Finding:
    """At two places at most a quadratic equation holds; f(x) = x² holds wherever one looks."""
    degree = sp.degree(_SQUARE.expression, x)
    holds = sum(_SQUARE.exact(place) == place**2 for place in _PLACES)
    roots = sp.roots(_SQUARE.expression, x)
    return Finding(
        stated=bool(holds <= degree),
        narrowed=degree == 2,  # noqa: PLR2004 - which is what quadratic means
        corrected=holds == len(_PLACES) and _SQUARE.domain == sp.Reals,
        computed={
            "degree": degree,
            "places tried": len(_PLACES),
            "places where f(x) = x² holds": holds,
            "places where x² = 0 holds": len(roots),
        },
    )


@finding("A-042")
def square_expands() -> Finding:
    """(x + h)² − x² is 2xh + h²."""
    difference = sp.expand((x + h) ** 2 - x**2)
    return Finding(
        stated=sp.expand(difference - EXPANDED) == 0,
        computed={"(x + h)² − x²": difference},
    )


@finding("A-043")
def limit_sign_is_dropped() -> Finding:
    """With its limit sign the left side is 2x, without one the right side is 2x + h."""
    right = sp.cancel(h * (2 * x + h) / h)
    rest = sp.expand(right - _SQUARE.derivative().expression)
    lefts = [limit_value(quotient(_SQUARE, place), 0) for place in _PLACES]
    tends = all(
        limit_value(Function(right.subs(x, place), h), 0) == left
        for place, left in zip(_PLACES, lefts, strict=True)
    )
    return Finding(
        stated=rest == 0,
        narrowed=tends,
        corrected=tends and sp.expand(EXPANDED - h * (2 * x + h)) == 0,
        computed={
            "right side without a limit sign": right,
            "left side": _SQUARE.derivative().expression,
            "right side minus left side": rest,
        },
    )


@finding("A-044")
def square_has_the_slope_twice_x() -> Finding:
    """At every place tried the quotient's limit is 2x, and the rules say the same."""
    slopes = {place: limit_value(quotient(_SQUARE, place), 0) for place in _PLACES}
    by_rules = _SQUARE.derivative().expression
    return Finding(
        stated=sp.expand(by_rules - DERIVATIVE) == 0
        and all(DERIVATIVE.subs(x, p) == m == slope_at(_SQUARE, p) for p, m in slopes.items()),
        computed={"derivative of x²": by_rules, "at 3": slopes[_PLACES[-1]]},
    )

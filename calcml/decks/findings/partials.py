"""Findings about partial derivatives: their definition, cuts through surfaces, mixed ones."""

import sympy as sp

from calcml.core.critical_points import critical_points
from calcml.core.functions import Function
from calcml.core.gradients import directional_derivative, gradient, hessian
from calcml.core.limits import Limit, limit
from calcml.core.partials import mixed_partial, partial, slice_at
from calcml.core.symbols import h, x, y
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.slopes import same_formula, slope_by_limit
from calcml.decks.findings.surfaces import (
    CUBIC,
    NON_SEPARABLE,
    PARABOLOID,
    PLACES,
    PLATEAUS,
    QUINTIC,
    QUIZ,
    SEPARABLE,
    SURFACES,
)

# What the slides print: each step of a calculation is said to equal the partial derivative.
PARABOLOID_BY_X = (2 * x + sp.diff(y**2, x), 2 * x + 0, 2 * x)
PARABOLOID_BY_Y = (sp.diff(x**2, y) + 2 * y, 0 + 2 * y, 2 * y)
PARABOLOID_MIXED = partial(PARABOLOID, x).expression + partial(PARABOLOID, y).expression
PARABOLOID_CUT = x**2
NON_SEPARABLE_BY_X = (sp.diff(x, x) * y**2 + sp.diff(x**3, x), y**2 + 3 * x**2)
NON_SEPARABLE_BY_Y = (x * sp.diff(y**2, y) + sp.diff(x**3, y), 2 * x * y)

_OTHER = {x: y, y: x}
_HELD = (0, 1, -2)  # where to hold the other variable
_TINY = sp.Rational(1, 10)


def _follows_from_cuts(f: Function, variable: sp.Symbol) -> bool:
    """Tell whether the slope of every cut is the limit of the surface's difference quotient."""
    other = _OTHER[variable]
    return all(
        same_formula(
            slice_at(f, other, c).curve.derivative().expression,
            slope_by_limit(f, variable).subs(other, c),
        )
        for c in _HELD
    )


def _equal_the_slope(f: Function, variable: sp.Symbol, steps: tuple[sp.Expr, ...]) -> bool:
    """Tell whether each step of a calculation is the partial derivative, by rule and by limit."""
    slopes = (partial(f, variable).expression, slope_by_limit(f, variable))
    return all(same_formula(step, slope) for step in steps for slope in slopes)


def _limit_with_the_other_held(f: Function, at: tuple[sp.Expr, ...]) -> sp.Expr:
    a, b = at
    quotient = (f.expression.subs({x: a + h, y: b}) - f.exact(a, b)) / h
    found = limit(Function(sp.expand(quotient), h), 0)
    return found.value if isinstance(found, Limit) else sp.nan


@finding("A-112")
def one_variable_moves() -> Finding:
    """With y held the quotient tends to the partial derivative; with y moving along it does not."""
    trials = [(f, at) for f in (PARABOLOID, CUBIC, NON_SEPARABLE, QUIZ) for at in PLACES]
    diagonal = Function(NON_SEPARABLE.expression.subs({x: 1 + h, y: 2 + h}), h)
    return Finding(
        stated=all(
            _limit_with_the_other_held(f, at) == partial(f, x).expression.subs({x: at[0], y: at[1]})
            for f, at in trials
        ),
        computed={
            "limit for xy² + x³ at (1, 2), y held": _limit_with_the_other_held(
                NON_SEPARABLE, PLACES[0]
            ),
            "limit there, y moving along": diagonal.derivative().exact(0),
        },
    )


@finding("A-113")
def the_notation_names_one_variable() -> Finding:
    """SymPy writes the curly d where there are several variables, and means the same by it."""
    written = [sp.Derivative(f.expression, v) for f in SURFACES for v in f.variables]
    meant = [slope_by_limit(f, v) for f in SURFACES for v in f.variables]
    parabola = sp.Derivative(PARABOLOID_CUT, x)
    return Finding(
        stated=all(
            r"\partial" in sp.latex(d) and same_formula(d.doit(), slope)
            for d, slope in zip(written, meant, strict=True)
        )
        and r"\partial" not in sp.latex(parabola),
        computed={
            "for x² + y²": sp.latex(written[0].func(sp.Symbol("f(x, y)"), x)),
        },
    )

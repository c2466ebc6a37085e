"""Findings about the chain rule along a path, by the decks' worked example."""

from functools import cache

import sympy as sp

from calcml.core.chains import total_derivative
from calcml.core.functions import Function, VectorFunction
from calcml.core.symbols import t, x, y
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.slopes import same_formula, slope_by_limit
from calcml.decks.findings.surfaces import GAUSSIAN, NON_SEPARABLE

# What the slide prints.
Z = x**2 - 3 * x * y + 2 * y**2
X, Y = 3 * sp.sin(2 * t), 4 * sp.cos(2 * t)
X_SLOPE, Y_SLOPE = 6 * sp.cos(2 * t), -8 * sp.sin(2 * t)
Z_BY_X, Z_BY_Y = 2 * x - 3 * y, -3 * x + 4 * y
Z_SLOPE = -64 * sp.sin(4 * t) - 72 * sp.cos(4 * t)

SURFACE, PATH = Function(Z, (x, y)), VectorFunction((X, Y), t)
derivative_along = cache(total_derivative)  # several findings ask for the same one

_WALKS = (
    (SURFACE, PATH),
    (NON_SEPARABLE, VectorFunction((t, t**2), t)),
    (GAUSSIAN, VectorFunction((sp.cos(t), sp.sin(t)), t)),
)
_EIGHTH = sp.pi / 8  # 4t = π/2: here, and at no multiple of π/4, the sine's factor shows


def _wave(f: Function) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
    """Read p, q and r off a function p + q cos 4t + r sin 4t, from three of its values."""
    start, eighth, quarter = (sp.simplify(f.exact(s)) for s in (0, _EIGHTH, 2 * _EIGHTH))
    mean = (start + quarter) / 2
    return mean, start - mean, eighth - mean


def _waving(mean: sp.Expr, cosine: sp.Expr, sine: sp.Expr) -> sp.Expr:
    return mean + cosine * sp.cos(4 * t) + sine * sp.sin(4 * t)


@finding("A-129")
def z_along_the_path() -> Finding:
    """Walk along the path: z(t) is f at the path's place, and one wave of 4t about a mean."""
    along = derivative_along(SURFACE, PATH).along
    mean, cosine, sine = _wave(along)
    times = (0, _EIGHTH, sp.pi / 3)
    return Finding(
        stated=all(same_formula(along.exact(s), SURFACE.exact(*PATH.exact(s))) for s in times)
        and same_formula(along.expression, _waving(mean, cosine, sine)),
        computed={
            "z at t = 0": along.exact(0),
            "z at t = π/8": sp.simplify(along.exact(_EIGHTH)),
            "mean of z": mean,
            "factor of cos 4t": cosine,
            "factor of sin 4t": sine,
        },
    )


@finding("A-130")
def speed_of_x() -> Finding:
    """Differentiate x(t) by rule and by limit."""
    path = Function(X, t)
    return Finding(
        stated=same_formula(path.derivative().expression, X_SLOPE)
        and same_formula(slope_by_limit(path, t), X_SLOPE),
        computed={"dx/dt": str(path.derivative().expression)},
    )


@finding("A-131")
def speed_of_y() -> Finding:
    """Differentiate y(t) by rule and by limit."""
    path = Function(Y, t)
    return Finding(
        stated=same_formula(path.derivative().expression, Y_SLOPE)
        and same_formula(slope_by_limit(path, t), Y_SLOPE),
        computed={"dy/dt": str(path.derivative().expression)},
    )


@finding("A-132")
def two_terms_along_a_path() -> Finding:
    """Insert the path first and differentiate then: the sum of both terms, on three walks."""
    totals = [derivative_along(f, path) for f, path in _WALKS]
    return Finding(
        stated=all(
            same_formula(total.sum.expression, total.along.derivative().expression)
            for total in totals
        ),
        computed={
            "terms": len(totals[0].terms),
            "dz/dt at t = 0": totals[0].exact(0),
            "of xy² + x³ along (t, t²)": str(totals[1].total.expression),
        },
    )


@finding("A-133")
def factors_of_both_terms() -> Finding:
    """Compare the four factors on the slide with those of the chain rule."""
    total = derivative_along(SURFACE, PATH)
    factors = [f.expression for term in total.terms for f in (term.outer, term.inner)]
    listed = [Z_BY_X, X_SLOPE, Z_BY_Y, Y_SLOPE]
    written = (Z_BY_X * X_SLOPE + Z_BY_Y * Y_SLOPE).subs({x: X, y: Y})
    return Finding(
        stated=all(map(same_formula, factors, listed))
        and same_formula(written, total.along.derivative().expression),
        computed={
            "∂z/∂x": str(factors[0]),
            "dx/dt": str(factors[1]),
            "∂z/∂y": str(factors[2]),
            "dy/dt": str(factors[3]),
        },
    )


@finding("A-134")
def a_term_is_dropped() -> Finding:
    """Read the sine's factor off at π/8, as all multiples of π/4 hide it: 18 sin 4t is missing."""
    total = derivative_along(SURFACE, PATH)
    mean, cosine, sine = _wave(total.total)
    slide = Function(Z_SLOPE, t)
    return Finding(
        stated=same_formula(Z_SLOPE, total.total.expression),
        corrected=same_formula(total.along.derivative().expression, _waving(mean, cosine, sine)),
        computed={
            "dz/dt": str(total.total.expression),
            "dz/dt at t = π/8": sine,
            "slide at t = π/8": slide.exact(_EIGHTH),
            "dz/dt at t = 0": total.exact(0),
            "slide at t = 0": slide.exact(0),
            "what the slide leaves out": str(sp.simplify(total.total.expression - Z_SLOPE)),
        },
    )

"""Findings about the chain rule: two functions, many functions, and along a path."""

from collections.abc import Mapping
from functools import cache

import sympy as sp

from calcml.core.chains import chain, total_derivative
from calcml.core.derivatives import TangentLine, tangent_line
from calcml.core.functions import Function, VectorFunction
from calcml.core.symbols import h, t, u, x, y, z
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.slopes import same_formula, slope_by_limit
from calcml.decks.findings.surfaces import GAUSSIAN, NON_SEPARABLE

# What the slides print.
SINE_OF_TRIPLE = sp.sin(3 * x)
SINE_OF_TRIPLE_SLOPE = sp.cos(3 * x) * 3
Z = x**2 - 3 * x * y + 2 * y**2
X, Y = 3 * sp.sin(2 * t), 4 * sp.cos(2 * t)
X_SLOPE, Y_SLOPE = 6 * sp.cos(2 * t), -8 * sp.sin(2 * t)
Z_BY_X, Z_BY_Y = 2 * x - 3 * y, -3 * x + 4 * y
Z_SLOPE = -64 * sp.sin(4 * t) - 72 * sp.cos(4 * t)

_OUTER, _INNER = Function(sp.sin(u), u), Function(3 * x, x)
_PAIRS = (
    (_OUTER, _INNER),
    (Function(sp.exp(u), u), Function(x**2, x)),
    (Function(1 / u, u), Function(x**2 + 1, x)),
    (Function(u**3, u), Function(x**2 - 4 * x, x)),
)
_NESTS = (
    (Function(sp.sin(u), u), Function(sp.exp(u), u), Function(x**2, x)),
    (Function(u**2, u), Function(sp.sin(u), u), Function(sp.exp(u), u), Function(3 * x, x)),
)
_AT = sp.Rational(1, 2)
_SURFACE, _PATH = Function(Z, (x, y)), VectorFunction((X, Y), t)
_WALKS = (
    (_SURFACE, _PATH),
    (NON_SEPARABLE, VectorFunction((t, t**2), t)),
    (GAUSSIAN, VectorFunction((sp.cos(t), sp.sin(t)), t)),
)
_EIGHTH = sp.pi / 8  # 4t = π/2: here, and at no multiple of π/4, the sine term shows


_total = cache(total_derivative)  # four findings ask for the same one


def _linear(f: Function, at: sp.Expr) -> Function:
    tangent = tangent_line(f, at)
    if not isinstance(tangent, TangentLine):
        raise TypeError(f"a differentiable function is needed, got {f.expression}")
    return tangent.function


@finding("A-122")
def the_slopes_of_both_suffice() -> Finding:
    """Put tangent lines for both functions: the composition keeps its slope, so no more counts."""
    slopes, straight = [], []
    for outer, inner in _PAIRS:
        lines = _linear(outer, inner.exact(_AT)), _linear(inner, _AT)
        slopes.append(chain(outer, inner).composite.derivative().exact(_AT))
        straight.append(chain(*lines).composite.derivative().exact(_AT))
    return Finding(
        stated=all(map(same_formula, slopes, straight)),
        computed={
            "slope of sin(3x) at 1/2": slopes[0],
            "slope there of the composed tangent lines": straight[0],
        },
    )


@finding("A-123")
def product_of_two_slopes() -> Finding:
    """Compare f'(g(x)) g'(x) with the limit of the composition's own quotient, for four pairs."""
    products = {
        pair: pair[0].derivative().expression.subs(u, pair[1].expression)
        * pair[1].derivative().expression
        for pair in _PAIRS
    }
    return Finding(
        stated=all(
            same_formula(product, slope_by_limit(chain(*pair).composite, x))
            for pair, product in products.items()
        ),
        computed={
            f"h'(x) for {chain(*pair).composite.expression}": str(product)
            for pair, product in products.items()
        },
    )


def _limits_of_both_ratios(outer: Function, inner: Function) -> tuple[sp.Expr, sp.Expr]:
    """Return lim Δf/Δg and lim Δg/Δx, where both changes come from the same Δx."""
    moved = inner.expression.subs(x, x + h)
    rise = outer.expression.subs(u, moved) - outer.expression.subs(u, inner.expression)
    change = moved - inner.expression
    return sp.limit(rise / change, h, 0, "+-"), sp.limit(change / h, h, 0, "+-")


@finding("A-124")
def ratios_of_leibniz() -> Finding:
    """Take the limits of Δf/Δg and Δg/Δx apart: their product is the limit of Δf/Δx."""
    ratios = {pair: _limits_of_both_ratios(*pair) for pair in _PAIRS}
    first, second = ratios[_OUTER, _INNER]
    return Finding(
        stated=all(
            same_formula(sp.Mul(*limits), slope_by_limit(chain(*pair).composite, x))
            for pair, limits in ratios.items()
        ),
        computed={"df/dg for sin(3x)": str(first), "dg/dx": str(second)},
    )


@finding("A-125")
def outer_and_inner() -> Finding:
    """Compose sin u and 3x: sin(3x); the other way round it would be another function."""
    swapped = chain(Function(3 * u, u), Function(sp.sin(x), x)).composite.expression
    composite = chain(_OUTER, _INNER).composite.expression
    return Finding(
        stated=same_formula(composite, SINE_OF_TRIPLE)
        and not same_formula(swapped, SINE_OF_TRIPLE),
        computed={"f(g(x))": str(composite), "g(f(x))": str(swapped)},
    )


@finding("A-126")
def slope_of_sine_of_triple() -> Finding:
    """Differentiate sin(3x) by the chain and by the limit."""
    links = chain(_OUTER, _INNER)
    return Finding(
        stated=same_formula(links.derivative.expression, SINE_OF_TRIPLE_SLOPE)
        and same_formula(slope_by_limit(links.composite, x), SINE_OF_TRIPLE_SLOPE),
        computed={
            "(sin 3x)'": str(links.derivative.expression),
            "at x = 0": links.derivative.exact(0),
        },
    )


_ON_THIS_SLIDE = {x: Function(sp.sin(y), y), y: Function(3 * z, z)}
_ON_THE_NEXT = {z: _SURFACE, x: Function(X, t), y: Function(Y, t)}


def _output(letters: Mapping[sp.Symbol, Function]) -> sp.Symbol:
    """Return the letter on which no other depends."""
    (last,) = set(letters) - {v for f in letters.values() for v in f.variables}
    return last


@finding("A-127")
def letters_change_their_roles() -> Finding:
    """Follow the letters: here x is the output and z the input, on the next slide z the output."""
    nested = chain(*_ON_THIS_SLIDE.values())
    along = _total(_SURFACE, _PATH)
    return Finding(
        stated=same_formula(nested.derivative.expression, slope_by_limit(nested.composite, z)),
        corrected=same_formula(along.sum.expression, along.along.derivative().expression),
        readings={
            "output on this slide": _output(_ON_THIS_SLIDE),
            "output on the next slide": _output(_ON_THE_NEXT),
        },
        computed={
            "variables of the output's function here": _ON_THIS_SLIDE[
                _output(_ON_THIS_SLIDE)
            ].arity,
            "and on the next slide": _ON_THE_NEXT[_output(_ON_THE_NEXT)].arity,
            "terms of the derivative there": len(along.terms),
        },
    )


def slide_product(*functions: Function) -> sp.Expr:
    """Multiply the factors that the slide lists for n functions.

    Parameters
    ----------
    *functions : Function
        From the outermost to the innermost.

    Returns
    -------
    sympy.Expr
        df₁/df₂ … dfₙ₋₁/dfₙ, of the innermost variable.
    """
    return sp.Mul(*(link.factor.expression for link in chain(*functions).links[:-1]))


@finding("A-128")
def the_last_factor_is_missing() -> Finding:
    """Divide the slope by the slide's product: the innermost slope dfₙ/dx is left over."""
    slopes = [slope_by_limit(chain(*nest).composite, x) for nest in _NESTS]
    listed = [slide_product(*nest) for nest in _NESTS]
    missing = [sp.simplify(slope / product) for slope, product in zip(slopes, listed, strict=True)]
    return Finding(
        stated=all(map(same_formula, listed, slopes)),
        corrected=all(
            same_formula(chain(*nest).derivative.expression, slope)
            for nest, slope in zip(_NESTS, slopes, strict=True)
        ),
        computed={
            "derivative of sin(exp(x²))": str(slopes[0]),
            "product on the slide": str(listed[0]),
            "missing factor": str(missing[0]),
            "factors needed for 3 functions": len(chain(*_NESTS[0]).links),
            "missing for (sin(exp(3x)))²": str(missing[1]),
        },
    )


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
    along = _total(_SURFACE, _PATH).along
    mean, cosine, sine = _wave(along)
    times = (0, _EIGHTH, sp.pi / 3)
    return Finding(
        stated=all(same_formula(along.exact(s), _SURFACE.exact(*_PATH.exact(s))) for s in times)
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
    totals = [_total(f, path) for f, path in _WALKS]
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
    total = _total(_SURFACE, _PATH)
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
    total = _total(_SURFACE, _PATH)
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

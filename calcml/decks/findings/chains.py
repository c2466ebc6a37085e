"""Findings about the chain rule: of two functions and of many."""

from collections.abc import Mapping

import sympy as sp

from calcml.core.chains import chain
from calcml.core.derivatives import TangentLine, tangent_line
from calcml.core.functions import Function
from calcml.core.symbols import h, t, u, x, y, z
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.slopes import same_formula, slope_by_limit
from calcml.decks.findings.total_derivatives import PATH, SURFACE, X, Y, derivative_along

# What the slides print.
SINE_OF_TRIPLE = sp.sin(3 * x)
SINE_OF_TRIPLE_SLOPE = sp.cos(3 * x) * 3

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
_ON_THE_NEXT = {z: SURFACE, x: Function(X, t), y: Function(Y, t)}


def _output(letters: Mapping[sp.Symbol, Function]) -> sp.Symbol:
    """Return the letter on which no other depends."""
    (last,) = set(letters) - {v for f in letters.values() for v in f.variables}
    return last


@finding("A-127")
def letters_change_their_roles() -> Finding:
    """Follow the letters: here x is the output and z the input, on the next slide z the output."""
    nested = chain(*_ON_THIS_SLIDE.values())
    along = derivative_along(SURFACE, PATH)
    here, there = _output(_ON_THIS_SLIDE), _output(_ON_THE_NEXT)
    return Finding(
        stated=same_formula(nested.derivative.expression, slope_by_limit(nested.composite, z)),
        corrected=same_formula(along.sum.expression, along.along.derivative().expression),
        readings={"output on this slide": here, "output on the next slide": there},
        computed={
            "variables of the output's function here": _ON_THIS_SLIDE[here].arity,
            "and on the next slide": _ON_THE_NEXT[there].arity,
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

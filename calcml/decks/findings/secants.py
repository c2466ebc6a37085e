"""The derivative as a slope: secants of x² at 3, and the tangent they turn into."""

import sympy as sp

from calcml.core.decimals import exact
from calcml.core.derivatives import NoDerivative, TangentLine, tangent_line
from calcml.core.differences import secant_line
from calcml.core.functions import Function
from calcml.core.symbols import h, x
from calcml.decks.findings.derivatives import quotient, slope_at
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.limits import limit_value

__all__ = [
    "derivative_is_the_slope",
    "derivative_needs_the_limit",
    "derivative_touches_the_curve",
    "step_has_a_sign",
    "step_is_never_zero",
    "two_outputs_give_a_secant",
]

STEPS = (2, 1, 0.5, 0.1, 0.01)
"""The steps to the right of 3 with which the lecture draws secants."""

_SQUARE, _AT = Function(x**2, x), sp.Integer(3)
_BACK = -sp.Rational(1, 100)


def _secant_slopes() -> dict[float, sp.Expr]:
    return {step: secant_line(_SQUARE, _AT, step=step).slope for step in STEPS}


def _tangent(f: Function, at: sp.Expr) -> TangentLine:
    found = tangent_line(f, at)
    if isinstance(found, NoDerivative):
        raise TypeError(f"{f.expression} must have a tangent at {at}: {found.reason.value}")
    return found


def _touches(f: Function, at: sp.Expr, slope: sp.Expr) -> bool:
    """Tell whether the line of a slope leaves the curve slower than any step does."""
    remainder = f.expression - f.exact(at) - slope * (x - at)
    return limit_value(Function(remainder / (x - at), x), at) == 0


@finding("A-036")
def derivative_needs_the_limit() -> Finding:
    """At any step h the rate of x² at 3 is 6 + h, and 6 only in the limit."""
    rate, slope = sp.cancel(quotient(_SQUARE, _AT).expression), slope_at(_SQUARE, _AT)
    tends = limit_value(quotient(_SQUARE, _AT), 0) == slope
    return Finding(
        stated=sp.expand(rate - slope) == 0,
        narrowed=tends,
        corrected=tends and all(rate.subs(h, exact(s)) == m for s, m in _secant_slopes().items()),
        computed={"quotient of x² at 3": rate, "derivative of x² at 3": slope},
    )


@finding("A-037")
def derivative_is_the_slope() -> Finding:
    """Of all lines through (3, 9) only that with the derivative as its slope touches x²."""
    slope = slope_at(_SQUARE, _AT)
    others = [slope + sign * sp.Rational(1, 10) for sign in (-1, 1)]
    return Finding(
        stated=_touches(_SQUARE, _AT, slope) and not any(_touches(_SQUARE, _AT, m) for m in others),
        computed={
            "derivative of x² at 3": slope,
            "the line of this slope touches": _touches(_SQUARE, _AT, slope),
            "lines of other slopes that touch": sum(_touches(_SQUARE, _AT, m) for m in others),
        },
    )


@finding("A-038")
def two_outputs_give_a_secant() -> Finding:
    """Between two outputs of x² lies a secant; its slope is never 6, but tends to it."""
    slopes, slope = _secant_slopes(), slope_at(_SQUARE, _AT)
    tends = limit_value(quotient(_SQUARE, _AT), 0) == slope
    nearing = sorted(slopes.values(), key=lambda m: abs(m - slope), reverse=True)
    return Finding(
        stated=all(m == slope for m in slopes.values()),
        narrowed=tends,
        corrected=tends and slope not in nearing and nearing == list(slopes.values()),
        computed={
            **{f"slope for h = {step}": m for step, m in slopes.items()},
            "derivative of x² at 3": slope,
        },
    )


@finding("A-039")
def step_has_a_sign() -> Finding:
    """To the left h is negative, so it is no distance; the quotients come from there as well."""
    forth, back = -_BACK, _BACK
    distance = {step: abs((_AT + step) - _AT) for step in (forth, back)}
    left, right = (limit_value(quotient(_SQUARE, _AT), 0, side) for side in ("left", "right"))
    return Finding(
        stated=all(step == length for step, length in distance.items()),
        narrowed=distance[forth] == forth,
        corrected=all(abs(step) == length for step, length in distance.items())
        and left == right == slope_at(_SQUARE, _AT),
        computed={
            "h to the left": back,
            "distance of the inputs": distance[back],
            "quotient of x² at 3 there": secant_line(_SQUARE, _AT, step=back).slope,
            "limit of the quotients from the left": left,
        },
    )


@finding("A-040")
def step_is_never_zero() -> Finding:
    """At h = 0 Python refuses to divide; the limit does without that step."""
    refusal = _refusal(3, 0)
    return Finding(
        stated=refusal is not None
        and not quotient(_SQUARE, _AT).domain.contains(0)
        and limit_value(quotient(_SQUARE, _AT), 0) is not None,
        computed={
            "the quotient at h = 0": refusal or "a number",
            "limit at h = 0": limit_value(quotient(_SQUARE, _AT), 0),
        },
    )


def _refusal(at: int, step: int) -> str | None:
    """Divide as the slide's program does, and return the name of Python's complaint."""
    try:
        ((at + step) ** 2 - at**2) / step
    except ArithmeticError as error:
        return type(error).__name__
    return None


@finding("B-05")
def derivative_touches_the_curve() -> Finding:
    """Tangents have the derivative as their slope and touch their curves."""
    places = ((_SQUARE, _AT), (Function(sp.sin(x), x), sp.S.Zero), (Function(x**3, x), sp.S.One))
    lines = [_tangent(*place) for place in places]
    return Finding(
        stated=all(
            line.slope == slope_at(f, at) and _touches(f, at, line.slope)
            for line, (f, at) in zip(lines, places, strict=True)
        ),
        computed={
            "tangent of x² at 3": f"y = {lines[0].function.expression}",
            "its slope": lines[0].slope,
            "derivative of x² at 3": slope_at(_SQUARE, _AT),
        },
    )

"""Findings about the gradient: its components, and that it points to the steepest increase."""

from fractions import Fraction
from functools import cache
from math import cos, radians, sin

import sympy as sp

from calcml.core.critical_points import Kind, critical_points
from calcml.core.functions import Function
from calcml.core.gradients import directional_derivative, gradient
from calcml.core.partials import partial
from calcml.core.symbols import t, x, y, z
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.slopes import same_formula, slope_by_limit
from calcml.decks.findings.surfaces import (
    GAUSSIAN,
    NON_SEPARABLE,
    PARABOLOID,
    PLACES,
    PLATEAUS,
    SURFACES,
)

OF_THREE_SLOPES = (sp.Integer(2), 6 * y, -sp.cos(z))  # what the slide prints

_OF_THREE = Function(2 * x + 3 * y**2 - sp.sin(z), (x, y, z))
_IN_SPACE = (_OF_THREE, Function(x * y * z, (x, y, z)))
_OF_ONE_TO_FOUR = (
    Function(x**2, x),
    PARABOLOID,
    NON_SEPARABLE,
    *_IN_SPACE,
    Function(x * y + z * t**2, (x, y, z, t)),
)

_FLANK = (sp.Rational(1, 2), sp.Rational(1, 2))
_TRIALS = (
    (PARABOLOID, (sp.Rational(3, 2), 2)),
    (NON_SEPARABLE, PLACES[0]),
    (GAUSSIAN, _FLANK),
    (PLATEAUS, (0, 0)),
)

# A dozen turns away from the gradient, as exact (cos, sin).
_TURNS = tuple(
    (across * c, along * s)
    for c, s in ((Fraction(3, 5), Fraction(4, 5)), (Fraction(4, 5), Fraction(3, 5)))
    for across in (1, -1)
    for along in (1, -1)
) + ((1, 0), (0, 1), (-1, 0), (0, -1))
_AHEAD, _BACK = (1, 0), (-1, 0)
_SAME = sp.Float("1e-20")  # rates are compared with 30 digits


def _collects_the_slopes(f: Function) -> bool:
    """Tell whether the gradient lists one limit of difference quotients per variable, in order."""
    components = [c.expression for c in gradient(f).components]
    limits = [slope_by_limit(f, v) for v in f.variables]
    return len(components) == f.arity and all(map(same_formula, components, limits))


@cache
def _rates(f: Function, at: tuple[sp.Expr, sp.Expr]) -> dict[tuple[Fraction, Fraction], sp.Expr]:
    """Return the rate of change along each turn away from the gradient, found along that line."""
    across, up = gradient(f, at).exact
    headings = {(c, s): (across * c - up * s, across * s + up * c) for c, s in _TURNS}
    return {
        turn: directional_derivative(f, at, heading).exact.evalf(30)
        for turn, heading in headings.items()
    }


def _largest(rates: dict[tuple[Fraction, Fraction], sp.Expr]) -> set[tuple[Fraction, Fraction]]:
    top = max(rates.values())
    return {turn for turn, rate in rates.items() if top - rate < _SAME}


def _increases_most_ahead() -> bool:
    return all(_largest(_rates(f, at)) == {_AHEAD} for f, at in _TRIALS)


@finding("A-135")
def greatest_change_has_two_directions() -> Finding:
    """Turn a dozen ways from the gradient: back down the change is as great, the increase is not.

    At a maximum there is no direction at all.
    """
    rates = _rates(GAUSSIAN, _FLANK)
    sizes = {turn: abs(rate) for turn, rate in rates.items()}
    (top,) = (p for p in critical_points(GAUSSIAN) if p.kind is Kind.MAXIMUM)
    increases = _increases_most_ahead()
    return Finding(
        stated=_largest(sizes) == {_AHEAD},
        narrowed=increases,
        corrected=increases and gradient(GAUSSIAN, top.at).exact_direction is None,
        computed={
            "rate along the gradient at (0.5, 0.5)": rates[_AHEAD],
            "rate the opposite way": rates[_BACK],
            "directions of greatest change": len(_largest(sizes)),
            "directions of greatest increase": len(_largest(rates)),
        },
    )


@finding("A-136")
def two_components() -> Finding:
    """Compare the gradient of every surface with the limits of its two quotients."""
    return Finding(
        stated=all(map(_collects_the_slopes, SURFACES)),
        computed={"∇(x² + y²)": _listed(PARABOLOID), "∇(xy² + x³)": _listed(NON_SEPARABLE)},
    )


def _listed(f: Function) -> str:
    return f"({', '.join(str(c.expression) for c in gradient(f).components)})"


@finding("A-137")
def gaussian_hill_and_hollow() -> Finding:
    """Find where the gradient of the hill and hollow vanishes: at one maximum and one minimum."""
    points = {point.kind: point for point in critical_points(GAUSSIAN)}
    hill, hollow = points[Kind.MAXIMUM], points[Kind.MINIMUM]
    return Finding(
        stated=_collects_the_slopes(GAUSSIAN)
        and len(points) == len(critical_points(GAUSSIAN))
        and same_formula(hill.value, -hollow.value),
        computed={
            "∂f/∂x": str(partial(GAUSSIAN, x).expression),
            "∂f/∂y": str(partial(GAUSSIAN, y).expression),
            "x of the maximum": hill.at[0],
            "maximum": hill.value,
            "x of the minimum": hollow.at[0],
            "∂f/∂x at the origin": gradient(GAUSSIAN, (0, 0)).exact[0],
        },
    )


@finding("A-138")
def three_components() -> Finding:
    """Count the components where there are three variables, and compare them with the limits."""
    counts = {len(gradient(f).components) for f in _IN_SPACE}
    return Finding(
        stated=all(map(_collects_the_slopes, _IN_SPACE)),
        computed={"components": ", ".join(map(str, sorted(counts)))},
    )


@finding("A-139")
def slopes_in_space() -> Finding:
    """Compare the three components on the slide with rules and limits."""
    found = [c.expression for c in gradient(_OF_THREE).components]
    limits = [slope_by_limit(_OF_THREE, v) for v in _OF_THREE.variables]
    return Finding(
        stated=all(
            map(same_formula, (*OF_THREE_SLOPES, *OF_THREE_SLOPES), (*found, *limits))
        ),
        computed={
            "∇f": _listed(_OF_THREE),
            "length at (1, 2, 0)": gradient(_OF_THREE, (1, 2, 0)).exact_magnitude,
        },
    )


@finding("A-141")
def steepest_increase_is_ahead() -> Finding:
    """Turn a dozen ways at four points of four surfaces: none climbs like the gradient's."""
    rates = _rates(*_TRIALS[0])
    return Finding(
        stated=_increases_most_ahead(),
        computed={
            "rate on x² + y² at (1.5, 2) along the gradient": sp.nsimplify(rates[_AHEAD]),
            "rate across": sp.nsimplify(rates[0, 1]),
            "rate the opposite way": sp.nsimplify(rates[_BACK]),
        },
    )

"""Findings about what a gradient is: its components, one per variable."""

from collections.abc import Iterable

import sympy as sp

from calcml.core.critical_points import Kind, critical_points
from calcml.core.functions import Function
from calcml.core.gradients import gradient
from calcml.core.symbols import t, x, y, z
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.slopes import same_formula, slope_by_limit
from calcml.decks.findings.surfaces import GAUSSIAN, NON_SEPARABLE, PARABOLOID, PLACES, SURFACES

OF_THREE_SLOPES = (sp.Integer(2), 6 * y, -sp.cos(z))  # what the slide prints
OF_THREE = Function(2 * x + 3 * y**2 - sp.sin(z), (x, y, z))
_IN_SPACE = (OF_THREE, Function(x * y * z, (x, y, z)))
_OF_FOUR = Function(x * y + z * t**2, (x, y, z, t))
_OF_ONE_TO_FOUR = (Function(x**2, x), PARABOLOID, NON_SEPARABLE, *_IN_SPACE, _OF_FOUR)


def _collects_the_slopes(f: Function) -> bool:
    """Tell whether the gradient lists one limit of difference quotients per variable, in order."""
    components = [c.expression for c in gradient(f).components]
    limits = [slope_by_limit(f, v) for v in f.variables]
    return len(components) == f.arity and all(map(same_formula, components, limits))


def _listed(f: Function) -> str:
    return f"({', '.join(str(c.expression) for c in gradient(f).components)})"


@finding("A-136")
def two_components() -> Finding:
    """Compare the gradient of every surface with the limits of its two quotients."""
    return Finding(
        stated=all(map(_collects_the_slopes, SURFACES)),
        computed={"∇(x² + y²)": _listed(PARABOLOID), "∇(xy² + x³)": _listed(NON_SEPARABLE)},
    )


@finding("A-137")
def hill_and_hollow() -> Finding:
    """Find where the gradient of x exp(−x² − y²) vanishes: at one maximum and one minimum."""
    found = critical_points(GAUSSIAN)
    points = {point.kind: point for point in found}
    hill, hollow = points[Kind.MAXIMUM], points[Kind.MINIMUM]
    return Finding(
        stated=_collects_the_slopes(GAUSSIAN)
        and len(found) == len((hill, hollow))
        and same_formula(hill.value, -hollow.value),
        computed={
            "∂f/∂x": str(slope_by_limit(GAUSSIAN, x)),
            "∂f/∂y": str(slope_by_limit(GAUSSIAN, y)),
            "x of the maximum": hill.at[0],
            "maximum": hill.value,
            "x of the minimum": hollow.at[0],
            "∂f/∂x at the origin": gradient(GAUSSIAN, (0, 0)).exact[0],
        },
    )


@finding("A-138")
def three_components() -> Finding:
    """Count the components where there are three variables, and compare them with the limits."""
    return Finding(
        stated=all(map(_collects_the_slopes, _IN_SPACE)),
        computed={"components": len(gradient(OF_THREE).components)},
    )


@finding("A-139")
def slopes_in_space() -> Finding:
    """Compare the three components on the slide with rules and limits."""
    found = [c.expression for c in gradient(OF_THREE).components]
    limits = [slope_by_limit(OF_THREE, v) for v in OF_THREE.variables]
    return Finding(
        stated=all(map(same_formula, OF_THREE_SLOPES * 2, (*found, *limits))),
        computed={
            "∇f": _listed(OF_THREE),
            "∂f/∂y at (1, 2, 0)": gradient(OF_THREE, (1, 2, 0)).exact[1],
        },
    )


@finding("A-142")
def as_many_components_as_variables() -> Finding:
    """Compare gradients of functions of one to four variables with the limits, in order."""
    return Finding(
        stated=all(map(_collects_the_slopes, _OF_ONE_TO_FOUR)),
        computed={
            "most variables tried": max(f.arity for f in _OF_ONE_TO_FOUR),
            "∇(xy + zt²)": _listed(_OF_FOUR),
        },
    )


@finding("B-15")
def vector_of_partial_derivatives() -> Finding:
    """Compare gradients at a point, component by component, with partial derivatives of cuts."""
    places = {f: range(1, f.arity + 1) for f in _OF_ONE_TO_FOUR}
    return Finding(
        stated=all(
            list(gradient(f, at).exact) == [_of_cut(f, v, at) for v in f.variables]
            for f, at in places.items()
        ),
        computed={
            "∂f/∂x of xy² + x³ at (1, 2)": _of_cut(NON_SEPARABLE, x, PLACES[0]),
            "∂f/∂y there": _of_cut(NON_SEPARABLE, y, PLACES[0]),
        },
    )


def _of_cut(f: Function, variable: sp.Symbol, at: Iterable[sp.Expr]) -> sp.Expr:
    """Hold every other variable at the point, and differentiate what is left of one variable."""
    place = dict(zip(f.variables, at, strict=True))
    here = place.pop(variable)
    return (f.fix(place) if place else f).derivative().exact(here)


@finding("B-17")
def formulas_at_a_point() -> Finding:
    """Insert the point into the formulas of the gradient: the gradient at the point."""
    trials = {
        PARABOLOID: PLACES[1],
        NON_SEPARABLE: PLACES[0],
        GAUSSIAN: (0, 0),
        _OF_FOUR: (1, 2, 3, 4),
    }
    here = gradient(NON_SEPARABLE, PLACES[0])
    return Finding(
        stated=all(gradient(f).exact(*p) == gradient(f, p).exact for f, p in trials.items()),
        computed={"∂f/∂x at p = (1, 2)": here.exact[0], "∂f/∂y at p": here.exact[1]},
    )

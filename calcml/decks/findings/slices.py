"""Findings about surfaces cut by planes: one variable frozen, what is left is a curve."""

import sympy as sp

from calcml.core.critical_points import critical_points
from calcml.core.derivatives import TangentLine
from calcml.core.functions import Function
from calcml.core.gradients import hessian
from calcml.core.limits import Limit, limit
from calcml.core.partials import partial, slice_at, tangent_plane
from calcml.core.symbols import t, x, y
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.slopes import same_formula, slope_by_limit
from calcml.decks.findings.surfaces import (
    CUBIC,
    NON_SEPARABLE,
    PARABOLOID,
    PLACES,
    PLATEAUS,
    QUINTIC,
    SEPARABLE,
    SURFACES,
    follows_from_cuts,
)

PARABOLOID_CUT = x**2  # what the slide prints for y = 0
CUTS_OF_PLATEAUS = (sp.tanh(x), sp.tanh(y))  # along the axes, by the slide's own example
CUTS_OF_CUBIC = (-(x**2), y**3)
CUTS_OF_QUINTIC = (x**5, y**2)

_HELD = (0, 1, 2, -1)
_STEP = sp.Rational(1, 10)


def _is_cut_into(f: Function, along_x: sp.Expr, along_y: sp.Expr) -> bool:
    """Tell whether the planes y = 0 and x = 0 leave these curves, and any plane the slopes."""
    cuts = (slice_at(f, y, 0).curve.expression, slice_at(f, x, 0).curve.expression)
    return cuts == (along_x, along_y) and all(follows_from_cuts(f, v) for v in f.variables)


@finding("A-117")
def cut_of_the_paraboloid() -> Finding:
    """Cut x² + y² by the plane y = 0: the parabola of the slide is left."""
    cut = slice_at(PARABOLOID, y, 0).curve
    return Finding(
        stated=same_formula(cut.expression, PARABOLOID_CUT),
        computed={"f(x, 0)": str(cut.expression), "f(3, 0)": PARABOLOID.exact(3, 0)},
    )


@finding("A-118")
def any_constant_will_do() -> Finding:
    """Freeze y elsewhere: another curve, whose slope is the same only for separable functions."""
    cuts = {c: slice_at(PARABOLOID, y, c).curve.expression for c in _HELD}
    slopes = {c: partial(NON_SEPARABLE, x).exact(1, c) for c in _HELD}
    return Finding(
        stated=all(same_formula(cut, PARABOLOID_CUT) for cut in cuts.values())
        and len(set(slopes.values())) == 1,
        narrowed=all(y not in partial(f, x).expression.free_symbols for f in SEPARABLE),
        corrected=all(same_formula(cut, x**2 + c**2) for c, cut in cuts.items())
        and all(follows_from_cuts(f, x) for f in SURFACES),
        computed={
            "cut of x² + y² at y = 2": str(cuts[2]),
            "its slope at x = 1": slice_at(PARABOLOID, y, 2).curve.derivative().exact(1),
            "slope of the cut y = 0 there": slice_at(PARABOLOID, y, 0).curve.derivative().exact(1),
            "slope of xy² + x³ at (1, 0)": slopes[0],
            "slope of xy² + x³ at (1, 2)": slopes[2],
        },
    )


@finding("A-119")
def four_plateaus() -> Finding:
    """Cut tanh x + tanh y: slopes sech², steepest at 0, dying out towards the heights ±2 and 0."""
    diagonal = Function(PLATEAUS.expression.subs({x: t, y: t}), t)
    ends = [limit(diagonal, to) for to in (-sp.oo, sp.oo)]
    by_x = partial(PLATEAUS, x)
    return Finding(
        stated=_is_cut_into(PLATEAUS, *CUTS_OF_PLATEAUS)
        and same_formula(slope_by_limit(PLATEAUS, x), sp.sech(x) ** 2),
        computed={
            "∂f/∂x": str(by_x.expression),
            "∂f/∂x at x = 0": by_x.exact(0, 0),
            "∂f/∂x at x = 1": by_x.exact(1, 0),
            "lowest plateau": ends[0].value if isinstance(ends[0], Limit) else sp.nan,
            "highest plateau": ends[1].value if isinstance(ends[1], Limit) else sp.nan,
        },
    )


@finding("A-120")
def flat_at_the_origin_without_extremum() -> Finding:
    """Cut −x² + y³: a maximum along x and an inflection along y, where no Hessian decides."""
    (origin,) = critical_points(CUBIC)
    return Finding(
        stated=_is_cut_into(CUBIC, *CUTS_OF_CUBIC),
        computed={
            "∂f/∂x": str(partial(CUBIC, x).expression),
            "∂f/∂y": str(partial(CUBIC, y).expression),
            "determinant of the Hessian at the origin": hessian(CUBIC, origin.at).determinant,
            "kind of the critical point": origin.kind.name.lower(),
            "f(0, −0.1)": CUBIC.exact(0, -_STEP),
            "f(0, 0.1)": CUBIC.exact(0, _STEP),
        },
    )


@finding("A-121")
def very_flat_at_the_origin() -> Finding:
    """Cut x⁵ + y²: a flat point that is no extremum, as values beside it are larger and smaller."""
    (origin,) = critical_points(QUINTIC)
    return Finding(
        stated=_is_cut_into(QUINTIC, *CUTS_OF_QUINTIC),
        computed={
            "∂f/∂x": str(partial(QUINTIC, x).expression),
            "∂f/∂y": str(partial(QUINTIC, y).expression),
            "kind of the critical point": origin.kind.name.lower(),
            "f(−0.1, 0)": QUINTIC.exact(-_STEP, 0),
            "f(0.1, 0)": QUINTIC.exact(_STEP, 0),
        },
    )


@finding("B-10")
def cuts_show_the_slopes() -> Finding:
    """Lay the tangents of both cuts through a point: their slopes are the partial derivatives."""
    a, b = PLACES[0]
    tangents = slice_at(NON_SEPARABLE, y, b).tangent(a), slice_at(NON_SEPARABLE, x, a).tangent(b)
    slopes = [tangent.slope for tangent in tangents if isinstance(tangent, TangentLine)]
    plane = tangent_plane(NON_SEPARABLE, (a, b))
    place = {x: a, y: b}
    return Finding(
        stated=slopes == [slope_by_limit(NON_SEPARABLE, v).subs(place) for v in (x, y)]
        and tuple(slopes) == plane.slopes,
        computed={
            "height at (1, 2)": plane.value,
            "slope in the plane y = 2": slopes[0],
            "slope in the plane x = 1": slopes[1],
        },
    )

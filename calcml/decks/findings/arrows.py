"""Findings about the gradient as an arrow: its angle and its length."""

import math

import sympy as sp

from calcml.core.fields import vector_field
from calcml.core.gradients import Gradient, directional_derivative, gradient
from calcml.core.smooth import vanishes
from calcml.core.window import Window
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.gradients import OF_THREE
from calcml.decks.findings.surfaces import GAUSSIAN, PARABOLOID

_UNIT_SQUARE, _GRID = Window((-1, 1), (-1, 1)), (5, 5)
_FLANK = (0.5, 0.5)

_HALF = sp.Rational(1, 2)
_GRADIENTS = tuple(  # of x² + y², whose gradient at p is 2p: one per quadrant, and the swapped one
    gradient(PARABOLOID, (_HALF * f_x, _HALF * f_y))
    for f_x, f_y in ((3, 4), (-3, 4), (-3, -4), (3, -4), (4, 3))
)
_UNDEFINED = "undefined"
_ALIKE = 1e-14


@finding("A-143")
def arrows_tell_angle_and_length() -> Finding:
    """Rebuild every arrow of a sampled field from the exact gradient's angle and length."""
    field = vector_field(GAUSSIAN, _UNIT_SQUARE, _GRID)
    lengths = field.magnitudes.tolist()
    exact = [gradient(GAUSSIAN, at) for at in field.points.tolist()]
    return Finding(
        stated=all(map(_is_arrow_of, field.vectors.tolist(), exact)),
        computed={
            "length at the origin": gradient(GAUSSIAN, (0, 0)).exact_magnitude,
            "length at (0.5, 0.5)": gradient(GAUSSIAN, _FLANK).exact_magnitude,
            "arrows measured": len(lengths),
            "longest arrow by shortest": max(lengths) / min(lengths),
        },
    )


def _is_arrow_of(vector: tuple[float, float], exact: Gradient) -> bool:
    """Tell whether both are alike but for the dozen roundings in between."""
    angle, length = exact.direction, exact.magnitude
    if angle is None:
        return False
    return math.dist(vector, (length * math.cos(angle), length * math.sin(angle))) < _ALIKE * length


def slide_angle(f_x: sp.Expr, f_y: sp.Expr) -> sp.Expr:
    """Return the direction of a gradient as the slide computes it.

    Parameters
    ----------
    f_x, f_y : sympy.Expr
        The components of the gradient.

    Returns
    -------
    sympy.Expr
        No real number where the ratio is beyond ±1.
    """
    return sp.atanh(f_x / f_y)


def slide_length(*slopes: sp.Expr) -> sp.Expr:
    """Return the length of a gradient as the slide computes it.

    Parameters
    ----------
    *slopes : sympy.Expr
        The components of the gradient.

    Returns
    -------
    sympy.Expr
    """
    return sp.sqrt(sum(slope**2 for slope in slopes))


def _points_along(angle: sp.Expr, arrow: Gradient) -> bool:
    """Tell whether going the arrow's length at an angle leads to the arrow's head."""
    across, up = arrow.exact
    length = arrow.exact_magnitude
    return _degrees(angle) != _UNDEFINED and (
        vanishes(length * sp.cos(angle) - across) and vanishes(length * sp.sin(angle) - up)
    )


def _degrees(angle: sp.Expr) -> float | str:
    number = complex(sp.deg(angle).evalf(30))
    return number.real if number.imag == 0 and math.isfinite(number.real) else _UNDEFINED


@finding("A-145")
def neither_function_nor_ratio() -> Finding:
    """Go along the slide's angle in five directions: tanh⁻¹ is one mistake, f_x/f_y another.

    Right is the angle of the point (f_x, f_y), which the ratio tells up to half a turn only.
    """
    steep, left = _GRADIENTS[:2]
    angles = [slide_angle(*arrow.exact) for arrow in _GRADIENTS]
    return Finding(
        stated=all(map(_points_along, angles, _GRADIENTS)),
        corrected=all(_points_along(sp.atan2(*reversed(g.exact)), g) for g in _GRADIENTS),
        computed={
            "angle of (3, 4) in degrees": _degrees(sp.atan2(*reversed(steep.exact))),
            "slide's angle of (3, 4)": _degrees(angles[0]),
            "with tan⁻¹ and the slide's ratio": _degrees(sp.atan(steep.exact[0] / steep.exact[1])),
            "slide's angle of (4, 3)": _degrees(angles[-1]),
            "angle of (−3, 4)": _degrees(sp.atan2(*reversed(left.exact))),
            "tan⁻¹ of its right ratio": _degrees(sp.atan(left.exact[1] / left.exact[0])),
        },
    )


@finding("A-146")
def length_by_pythagoras() -> Finding:
    """Compare the root of the sum of squares with the rate of increase that it should be."""
    in_space = gradient(OF_THREE, (1, 2, 0))
    trials = [(PARABOLOID, g) for g in _GRADIENTS] + [(OF_THREE, in_space)]
    return Finding(
        stated=all(
            vanishes(slide_length(*g.exact) - directional_derivative(f, g.at, g.exact).exact)
            for f, g in trials
        ),
        computed={
            "length of (3, 4)": slide_length(*_GRADIENTS[0].exact),
            "length of (2, 12, −1)": slide_length(*in_space.exact),
        },
    )

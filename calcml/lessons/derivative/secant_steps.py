"""The steps of secants, derived from how a curve bends, and why some curves have no tangent."""

from itertools import islice, pairwise

import sympy as sp

from calcml.core.derivatives import Derivative, NoDerivative, Roughness, derivative
from calcml.core.errors import UnfitLesson
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.lessons.entries import plain
from calcml.lessons.naming import named
from calcml.lessons.nearby import point_near
from calcml.lessons.reach import suited_reach, suited_reaches

__all__ = ["suited_steps", "without_derivative"]

_SHARES = tuple(sp.Rational(1, n) for n in (1, 2, 4, 20, 200))  # of the longest step
_CHOICES = 6  # reaches tried for steps whose slopes come closer one by one
_NOISE = 1e-9  # of a slope: what round-off may add to it


def suited_steps(limit: Derivative) -> tuple[sp.Expr, ...]:
    """Derive steps: the longest shows the bend of the curve, the last is hardly seen.

    Parameters
    ----------
    limit : Derivative
        Of the function at the fixed point.

    Returns
    -------
    tuple of sympy.Expr
        Shrinking; their secants' slopes come closer to the limit one by one where they can.

    Raises
    ------
    UnfitLesson
        If there is none without a break of the curve.
    """
    f, at = limit.function, limit.at
    choices: list[tuple[sp.Expr, ...]] = []
    for reach in islice(suited_reaches(f, at), _CHOICES):
        choices.append(tuple(reach * share for share in _SHARES))
        if _approach(f, nearest(at), limit.value, choices[-1]):
            return choices[-1]
    if not choices:
        raise UnfitLesson(
            f"SecantToTangent finds no step with which to begin near x = {at}, where "
            f"{named(f)} breaks off or varies too fast; set steps, the longest "
            "first"
        )
    return choices[0]


def _approach(f: Function, at: float, slope: float, steps: tuple[sp.Expr, ...]) -> bool:
    """Tell whether the slopes for shrinking steps come closer to a slope, or never leave it."""
    low = f(at)
    away = [abs((f(at + float(h)) - low) / float(h) - slope) for h in steps]
    noise = _NOISE * max(abs(slope), *away)
    return all(later <= earlier + noise for earlier, later in pairwise(away))


def without_derivative(found: NoDerivative) -> str:
    """Say why there is no tangent, with the slopes on both sides, and where there is one.

    Parameters
    ----------
    found : NoDerivative

    Returns
    -------
    str
        A message for the user.
    """
    f, sides = found.function, (found.left, found.right)
    corner = found.reason is Roughness.CORNER and None not in sides
    slopes = f" ({' and '.join(plain(s).text for s in sides)})" if corner else ""

    def fits(point: sp.Expr) -> bool:
        return isinstance(derivative(f, point), Derivative) and suited_reach(f, point) is not None

    other = point_near(found.at, fits)
    advice = f"; choose another point, such as at = {other}" if other is not None else ""
    return (
        f"SecantToTangent needs a derivative at x = {found.at}, but there is none: "
        f"{found.reason.value}{slopes}{advice}"
    )

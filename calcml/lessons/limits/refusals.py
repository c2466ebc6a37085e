"""What is said to a point without a limit, and which lesson tells of it."""

import sympy as sp

from calcml.core.errors import UnfitLesson
from calcml.core.limits import Limit, NoLimit, Reason

__all__ = ["no_limit_to_zoom_in_on"]

_ELSEWHERE = "ReciprocalBothSides tells of such a point; choose another one here"
_ADVICE = {
    Reason.SIDES_DIFFER: _ELSEWHERE,
    Reason.SIGNS_DIFFER: _ELSEWHERE,
    Reason.OSCILLATES: "the last beat shows such a curve already; choose another point here",
    Reason.UNDEFINED_NEARBY: "choose a point with a curve on both sides, or tell of the edge with "
    "ReciprocalBothSides",
}


def no_limit_to_zoom_in_on(found: Limit | NoLimit, at: sp.Expr) -> UnfitLesson:
    """Return what is said where there is no finite limit.

    Parameters
    ----------
    found : Limit or NoLimit
        What the core says: no limit, or an infinite one.
    at : sympy.Expr
        The point.

    Returns
    -------
    UnfitLesson
    """
    if isinstance(found, Limit):
        why, advice = "the values grow without bound", _ELSEWHERE
    else:
        why, advice = found.reason.value, _ADVICE[found.reason]
    return UnfitLesson(f"LimitZoom needs a limit at x = {at}, but there is none: {why}; {advice}")

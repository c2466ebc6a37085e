"""Dashed curves: what is meant, and not known."""

from manim import DashedVMobject

from calcml.core.sampling import Curve
from calcml.stage.plots import Plot
from calcml.stage.theme import SOFT, Role

__all__ = ["dashed_curve"]

_DASH = 0.16  # with the gap after it, in scene units
_WIDTH = 3.0


def dashed_curve(plot: Plot, curve: Curve, role: Role = SOFT) -> DashedVMobject:
    """Draw a sampled curve in dashes.

    Parameters
    ----------
    plot : Plot
    curve : Curve
        From the lesson.
    role : Role

    Returns
    -------
    DashedVMobject
    """
    drawn = plot.curve(curve, role, width=_WIDTH)
    return DashedVMobject(drawn, num_dashes=max(2, round(drawn.get_arc_length() / _DASH)))

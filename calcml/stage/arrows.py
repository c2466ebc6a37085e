"""Arrows between places of a plot."""

import numpy as np
from manim import Line, Polygon, VGroup

from calcml.stage.marks import Mark, Shape
from calcml.stage.plots import Plot
from calcml.stage.theme import Role, colour

__all__ = ["arrow"]

_TIP = 0.2
_SLIMNESS = 0.42  # half the width of a tip against its length
_LARGEST_TIP = 0.6  # of the arrow's length


def arrow(
    plot: Plot,
    ends: tuple[tuple[float, float], tuple[float, float]],
    role: Role,
    *,
    width: float = 5.0,
) -> VGroup:
    """Draw an arrow that rests where it is.

    Parameters
    ----------
    plot : Plot
    ends : tuple of two places
        Start and point of the arrow, in the plot's coordinates, from the lesson.
    role : Role
    width : float
        Stroke width of the shaft.

    Returns
    -------
    VGroup
        Shaft and tip; its tip touches the end exactly.
    """
    start, end = (plot.point(*place) for place in ends)
    length = float(np.linalg.norm(end - start))
    ahead = (end - start) / length
    aside = np.array([-ahead[1], ahead[0], 0.0])
    tip = min(_TIP, _LARGEST_TIP * length)
    neck = end - tip * ahead
    head = Polygon(end, neck + _SLIMNESS * tip * aside, neck - _SLIMNESS * tip * aside)
    shaft = Line(start, neck + 0.1 * tip * ahead).set_stroke(colour(role), width=width)
    head.set_stroke(width=0).set_fill(colour(role), opacity=1)
    drawn = VGroup(shaft, head).set_z_index(2)
    plot.strokes.append(Mark(role.value, role, drawn, lambda: ends, plot, Shape.ARROW))
    return drawn

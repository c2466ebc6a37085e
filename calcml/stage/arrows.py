"""Arrows between places of a plot."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from manim import Line, Polygon, VGroup

from calcml.core.types import FloatArray
from calcml.stage.marks import Asked, Mark, Pair, Shape
from calcml.stage.plots import Plot
from calcml.stage.theme import Role, colour

__all__ = ["Ends", "arrow", "moving_arrow"]

Ends: TypeAlias = tuple[Pair, Pair]
"""Tail and tip of an arrow, in a plot's coordinates."""

_TIP = 0.2
_SLIMNESS = 0.42  # half the width of a tip against its length
_LARGEST_TIP = 0.6  # of the arrow's length
_UNSEEN = 1e-6  # length of an arrow that has no direction


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
    drawn = _drawn(plot, ends, role, width)
    plot.strokes.append(Mark(role.value, role, drawn, lambda: ends, plot, Shape.ARROW))
    return drawn


def moving_arrow(plot: Plot, ends: Callable[[], Ends], role: Role, *, width: float = 5.0) -> VGroup:
    """Draw an arrow that follows the lesson in every frame.

    Parameters
    ----------
    plot : Plot
    ends : callable
        Start and point of the arrow now, in the plot's coordinates, from the lesson. Where they
        are the same place there is no arrow to be seen.
    role : Role
    width : float
        Stroke width of the shaft.

    Returns
    -------
    VGroup
        Shaft and tip.
    """
    asked = Asked(ends)
    drawn = _drawn(plot, asked.answer, role, width)

    def follow(_: object) -> None:
        shaft, head = _outlines(plot, asked())
        drawn[0].set_points_as_corners(shaft)
        drawn[1].set_points_as_corners(head)

    drawn.add_updater(follow)
    plot.strokes.append(Mark(role.value, role, drawn, lambda: asked.answer, plot, Shape.ARROW))
    return drawn


def _drawn(plot: Plot, ends: Ends, role: Role, width: float) -> VGroup:
    shaft, head = _outlines(plot, ends)
    line = Line(*shaft).set_stroke(colour(role), width=width)
    tip = Polygon(*head[:-1]).set_stroke(width=0).set_fill(colour(role), opacity=1)
    return VGroup(line, tip).set_z_index(2)


def _outlines(plot: Plot, ends: Ends) -> tuple[FloatArray, FloatArray]:
    """Return the ends of the shaft and the corners of the tip, closed, in scene units."""
    start, end = (plot.point(*place) for place in ends)
    length = float(np.linalg.norm(end - start))
    ahead = (end - start) / length if length > _UNSEEN else np.zeros(3)
    aside = np.array([-ahead[1], ahead[0], 0.0])
    tip = min(_TIP, _LARGEST_TIP * length)
    neck = end - tip * ahead
    sides = _SLIMNESS * tip * aside
    shaft = np.array([start, neck + 0.1 * tip * ahead])
    return shaft, np.array([end, neck + sides, neck - sides, end])

"""Arrows between places of a plot."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from manim import VGroup, VMobject

from calcml.stage.marks import Asked, Mark, Pair, Shape
from calcml.stage.plots import Plot
from calcml.stage.theme import Role, colour

__all__ = ["Ends", "arrow", "moving_arrow"]

Ends: TypeAlias = tuple[Pair, Pair]

_TIP = 0.2
_SLIMNESS = 0.42  # half the width of a tip against its length
_LARGEST_TIP = 0.6  # of the arrow's length


def arrow(
    plot: Plot,
    ends: Ends,
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
    drawn = _shaft_and_head(role, width)
    _point(drawn, plot, ends)
    plot.strokes.append(Mark(role.value, role, drawn, lambda: ends, plot, Shape.ARROW))
    return drawn


def moving_arrow(
    plot: Plot, ends: Callable[[], Ends], role: Role, *, width: float = 5.0, moving: bool = True
) -> VGroup:
    """Draw an arrow that follows the lesson in every frame; without length it is not seen.

    Parameters
    ----------
    plot : Plot
    ends : callable
        Start and point of the arrow now, in the plot's coordinates, from the lesson.
    role : Role
    width : float
        Stroke width of the shaft.
    moving : bool
        Whether the ends are asked again for every frame.

    Returns
    -------
    VGroup
        Shaft and tip.
    """
    asked, drawn = Asked(ends), _shaft_and_head(role, width)
    _point(drawn, plot, asked.answer)
    if moving:
        drawn.add_updater(lambda arrow: _point(arrow, plot, asked()))
    plot.strokes.append(Mark(role.value, role, drawn, lambda: asked.answer, plot, Shape.ARROW))
    return drawn


def _shaft_and_head(role: Role, width: float) -> VGroup:
    shaft = VMobject().set_stroke(colour(role), width=width)
    head = VMobject().set_stroke(width=0).set_fill(colour(role), opacity=1)
    return VGroup(shaft, head).set_z_index(2)


def _point(drawn: VGroup, plot: Plot, ends: Ends) -> None:
    """Let shaft and head run from one end to the other."""
    start, end = (plot.point(*place) for place in ends)
    length = float(np.linalg.norm(end - start))
    shaft, head = drawn
    if not length:
        shaft.clear_points()
        head.clear_points()
        return
    ahead = (end - start) / length
    aside = np.array([-ahead[1], ahead[0], 0.0])
    tip = min(_TIP, _LARGEST_TIP * length)
    neck = end - tip * ahead
    broad = _SLIMNESS * tip * aside
    head.set_points_as_corners([end, neck + broad, neck - broad, end])
    shaft.set_points_as_corners([start, neck + 0.1 * tip * ahead])

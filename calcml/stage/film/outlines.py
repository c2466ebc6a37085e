"""What an outline looks like now: a state to compare, and the pixels that it can touch."""

from math import inf
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from manim import VMobject
from manim.constants import LineJointType

__all__ = ["Bounds", "Pixels", "bounds_of", "is_plain", "is_visible", "state_of"]

Bounds: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""

MITER_LIMIT = 10.0
"""Cairo cuts a corner of two lines that reaches further than this, in half widths."""
EDGE = 2.0
"""Pixels around an outline that its smooth edge can touch."""


class Pixels(NamedTuple):
    """How frame units become pixels.

    Attributes
    ----------
    x, y : float
        Pixels per frame unit; ``y`` is negative, since pixels count downwards.
    left, top : float
        Where the origin of the frame lies, in pixels.
    stroke : float
        Pixels per unit of Manim's stroke width.
    """

    x: float
    y: float
    left: float
    top: float
    stroke: float


def is_plain(outline: VMobject) -> bool:
    """Tell whether an outline is drawn from its own attributes alone, in plain colours."""
    kept = vars(outline)
    return (
        kept.get("background_image") is None
        and len(kept["fill_rgbas"]) == 1
        and len(kept["stroke_rgbas"]) == 1
        and len(kept["background_stroke_rgbas"]) == 1
    )


def state_of(outline: VMobject) -> tuple[Any, ...]:
    """Return everything that the picture of a plain outline depends on.

    Parameters
    ----------
    outline : VMobject
        One for which `is_plain` holds.

    Returns
    -------
    tuple
        Comparable and never changing; the first item stands for the path.
    """
    kept = vars(outline)
    return (
        outline.points.tobytes(),
        kept["fill_rgbas"].tobytes(),
        kept["stroke_rgbas"].tobytes(),
        kept["background_stroke_rgbas"].tobytes(),
        kept["stroke_width"],
        kept["background_stroke_width"],
        outline.joint_type,
        outline.cap_style,
    )


def is_visible(outline: VMobject) -> bool:
    """Tell whether a plain outline leaves any trace."""
    kept = vars(outline)
    return bool(
        kept["fill_rgbas"][0, 3]
        or (kept["stroke_width"] and kept["stroke_rgbas"][0, 3])
        or (kept["background_stroke_width"] and kept["background_stroke_rgbas"][0, 3])
    )


def bounds_of(outline: VMobject, pixels: Pixels) -> Bounds | None:
    """Return a rectangle in which the picture of an outline certainly lies.

    Parameters
    ----------
    outline : VMobject
        What is drawn.
    pixels : Pixels
        The measure of the frame.

    Returns
    -------
    Bounds or None
        None when there is nothing to draw.
    """
    points = outline.points
    if not len(points) or not is_visible(outline):
        return None
    (low_x, low_y), (high_x, high_y) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    if not -inf < low_x + low_y + high_x + high_y < inf:
        return None  # Manim draws no outline with a hole in it
    room = _reach(outline) * pixels.stroke + EDGE
    return (
        float(pixels.left + pixels.x * low_x - room),
        float(pixels.top + pixels.y * high_y - room),
        float(pixels.left + pixels.x * high_x + room),
        float(pixels.top + pixels.y * low_y + room),
    )


def _reach(outline: VMobject) -> float:
    """Return how far strokes reach beyond the path, in units of stroke width."""
    width = max(float(np.max(outline.stroke_width)), float(outline.background_stroke_width), 0.0)
    corners = outline.joint_type in {LineJointType.AUTO, LineJointType.MITER}
    return width / 2 * (MITER_LIMIT if corners and len(outline.points) > 4 else 1.5)  # noqa: PLR2004 - one curve has no corner

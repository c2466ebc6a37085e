"""What an outline looks like now: a state to compare, and the pixels that it can touch."""

from math import inf
from typing import Any, NamedTuple, TypeAlias

from manim import VMobject
from manim.constants import LineJointType

__all__ = ["Bounds", "Pixels", "State", "bounds_of", "is_visible", "state_of"]

Bounds: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""

State: TypeAlias = tuple[Any, ...]
"""Comparable and never changing; the first item stands for the path."""

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


def state_of(outline: VMobject) -> State | None:
    """Return everything that the picture of an outline depends on.

    Parameters
    ----------
    outline : VMobject
        What is drawn.

    Returns
    -------
    State or None
        None for an outline whose colour changes along it or comes from a picture.
    """
    kept = vars(outline)
    fill, stroke = kept["fill_rgbas"], kept["stroke_rgbas"]
    behind = kept["background_stroke_rgbas"]
    if not len(fill) == len(stroke) == len(behind) == 1 or kept.get("background_image"):
        return None
    return (
        outline.points.tobytes(),
        fill.tobytes(),
        stroke.tobytes(),
        behind.tobytes(),
        kept["stroke_width"],
        kept["background_stroke_width"],
        outline.joint_type,
        outline.cap_style,
    )


def is_visible(outline: VMobject) -> bool:
    """Tell whether an outline of plain colours leaves any trace."""
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
    (low_x, low_y, _), (high_x, high_y, _) = (
        points.min(axis=0).tolist(),
        points.max(axis=0).tolist(),
    )
    if not -inf < low_x + low_y + high_x + high_y < inf:
        return None  # Manim draws no outline with a hole in it
    room = _reach(outline) * pixels.stroke + EDGE
    return (
        pixels.left + pixels.x * low_x - room,
        pixels.top + pixels.y * high_y - room,
        pixels.left + pixels.x * high_x + room,
        pixels.top + pixels.y * low_y + room,
    )


def _reach(outline: VMobject) -> float:
    """Return how far strokes reach beyond the path, in units of stroke width."""
    width = max(float(outline.stroke_width), float(outline.background_stroke_width), 0.0)
    corners = outline.joint_type in {LineJointType.AUTO, LineJointType.MITER}
    return width / 2 * (MITER_LIMIT if corners and len(outline.points) > 4 else 1.5)  # noqa: PLR2004 - one curve has no corner

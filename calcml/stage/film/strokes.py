"""Lay the path of an outline and draw it: what is invisible costs nothing."""

from typing import Any

import numpy as np
from manim import VMobject
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP

from calcml.core.types import BoolArray, FloatArray

__all__ = ["lay_path", "stroke_and_fill"]

_TOGETHER = 1e-6
"""Ends of curves as near as this, in frame units, are one place, as Manim holds."""


def lay_path(points: FloatArray, context: Any) -> None:
    """Make an outline the path of a context.

    Parameters
    ----------
    points : FloatArray, shape (4 n, 3)
        Cubic Bézier points in frame units; the pen is lifted where a curve doesn't begin where
        the one before ended.
    context : cairo.Context
        Whose path is replaced.
    """
    context.new_path()
    curves = points[: len(points) // 4 * 4, :2].reshape(-1, 8)
    if not len(curves) or not np.isfinite(curves).all():
        return  # Manim draws no outline with a hole in it
    starts = [0, *(np.flatnonzero(_apart(curves[:-1, 6:], curves[1:, :2])) + 1).tolist()]
    ends = [*starts[1:], len(curves)]
    open_ended = _apart(curves[starts, :2], curves[np.array(ends) - 1, 6:]).tolist()
    rows, curve_to = curves.tolist(), context.curve_to
    for start, end, left_open in zip(starts, ends, open_ended, strict=True):
        context.move_to(*rows[start][:2])
        for row in rows[start:end]:
            curve_to(*row[2:])
        if not left_open:
            context.close_path()


def _apart(one: FloatArray, other: FloatArray) -> BoolArray:
    """Tell which places of two lists, shape (n, 2) each, are not the same to Manim."""
    far: BoolArray = np.abs(one - other) > _TOGETHER + 1e-5 * np.abs(other)
    return np.logical_or(far[:, 0], far[:, 1])


def stroke_and_fill(outline: VMobject, context: Any, unit: float) -> None:
    """Draw the stroke behind, the inside and the stroke of an outline, as Manim's camera does.

    Parameters
    ----------
    outline : VMobject
        Of plain colours; its path is the context's.
    context : cairo.Context
        Where to draw.
    unit : float
        Frame units per unit of Manim's stroke width.
    """
    kept = vars(outline)
    behind = kept["background_stroke_rgbas"]
    _stroke(outline, kept["background_stroke_width"], behind, context, unit)
    red, green, blue, alpha = kept["fill_rgbas"][0].tolist()
    if alpha:
        context.set_source_rgba(blue, green, red, alpha)  # Manim's frames have red first
        context.fill_preserve()
    _stroke(outline, kept["stroke_width"], kept["stroke_rgbas"], context, unit)


def _stroke(outline: VMobject, width: float, rgbas: Any, context: Any, unit: float) -> None:
    red, green, blue, alpha = rgbas[0].tolist()
    if width <= 0 or not alpha:
        return
    context.set_source_rgba(blue, green, red, alpha)
    context.set_line_width(width * unit)
    context.set_line_join(LINE_JOIN_MAP[outline.joint_type])
    context.set_line_cap(CAP_STYLE_MAP[outline.cap_style])
    context.stroke_preserve()

"""Draw an outline whose path is laid: what is invisible costs nothing."""

from typing import Any

from manim import VMobject
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP

__all__ = ["stroke_and_fill"]


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

"""Curves that are sampled again for every frame."""

from collections.abc import Callable

import numpy as np
from manim import LineJointType, VMobject

from calcml.core.sampling import Curve
from calcml.stage.marks import Asked, Mark, Shape, chained
from calcml.stage.plots import Plot
from calcml.stage.polylines import joined
from calcml.stage.theme import FUNCTION, Role, colour

__all__ = ["retraced"]

_WIDTH = 4.5


def retraced(
    plot: Plot, samples: Callable[[], Curve], role: Role = FUNCTION, *, width: float = _WIDTH
) -> VMobject:
    """Draw a curve that is sampled again for every frame.

    Parameters
    ----------
    plot : Plot
    samples : callable
        The curve now, from the lesson; it may have no pieces.
    role : Role
    width : float
        Stroke width.

    Returns
    -------
    VMobject
    """
    asked = Asked(samples)

    def redraw(drawn: VMobject) -> None:
        pieces = asked().pieces
        ends = np.cumsum([len(piece) for piece in pieces], dtype=np.intp)[:-1]
        places = plot.places(np.concatenate([np.zeros((0, 2)), *pieces]))
        drawn.set_points(joined(np.split(places, ends)))

    drawn = VMobject(joint_type=LineJointType.ROUND)
    drawn.set_stroke(colour(role), width=width).set_fill(opacity=0)
    redraw(drawn)
    drawn.add_updater(redraw)
    plot.strokes.append(
        Mark("curve", role, drawn, lambda: chained(asked.answer.pieces), plot, Shape.CURVE)
    )
    return drawn

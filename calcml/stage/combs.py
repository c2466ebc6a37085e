"""Combs: many short lines on a plot, drawn as one thing, such as the ticks of a number line."""

from collections.abc import Callable

import numpy as np
from manim import VMobject

from calcml.core.types import FloatArray
from calcml.stage.marks import Asked, Mark, Pair, Shape
from calcml.stage.plots import Plot
from calcml.stage.theme import Role, colour

__all__ = ["comb"]

_WIDTH = 3.0


def comb(
    plot: Plot, now: Callable[[], FloatArray], role: Role, *, width: float = _WIDTH
) -> VMobject:
    """Draw short lines that stay where the lesson says, however many there are.

    Parameters
    ----------
    plot : Plot
    now : callable
        The two ends of each line now, shape (n, 2, 2), in the plot's coordinates.
    role : Role
    width : float
        Stroke width.

    Returns
    -------
    VMobject
    """
    asked = Asked(now)

    def strokes() -> FloatArray:
        """Return each line as one straight Bézier curve, shape (4 n, 3)."""
        ends = plot.places(asked().reshape(-1, 2)).reshape(-1, 2, 3)
        shares = np.linspace(0, 1, 4)[None, :, None]
        return np.reshape(ends[:, :1] + shares * (ends[:, 1:] - ends[:, :1]), (-1, 3))

    def pairs() -> tuple[Pair, ...]:
        return tuple((float(x), float(y)) for x, y in asked.answer.reshape(-1, 2))

    drawn = VMobject().set_points(strokes()).set_stroke(colour(role), width=width)
    drawn.add_updater(lambda m: m.set_points(strokes()))
    plot.strokes.append(Mark("ticks", role, drawn, pairs, plot, Shape.CURVE))
    return drawn

"""Traces: points of a lesson, joined in order and drawn as far as a tracker has come."""

import numpy as np
from manim import VGroup, VMobject

from calcml.core.types import FloatArray
from calcml.stage.plots import Place, Plot
from calcml.stage.theme import SECANT, Role

__all__ = ["Trace"]

_RADIUS = 0.055
_WIDTH = 2.0
_NEARLY = 1e-6  # a tracker's last value need not be its end to the last bit


class Trace(VGroup):
    """Dots on a plot, joined by a thin line.

    Parameters
    ----------
    plot : Plot
    name : str
        What the dots stand for; each is marked with its number behind it.
    coordinates : FloatArray, shape (n, 2)
        The points, from the lesson.
    role : Role
    radius : float
        Of the dots, in scene units.
    width : float
        Stroke width of the line.

    Attributes
    ----------
    dots : VGroup
    line : VMobject
        What is drawn of the line.
    """

    def __init__(
        self,
        plot: Plot,
        name: str,
        coordinates: FloatArray,
        role: Role = SECANT,
        *,
        radius: float = _RADIUS,
        width: float = _WIDTH,
    ) -> None:
        super().__init__()
        self._whole = plot.path(coordinates, role, width=width)
        self.line: VMobject = self._whole.copy()
        self.dots = VGroup(
            *(
                plot.dot(f"{name}.{i}", _standing(*point), role, radius=radius, moving=False)
                for i, point in enumerate(coordinates)
            )
        )
        self.add(self.line, self.dots)

    def reach(self, index: float) -> "Trace":
        """Draw the trace from its first point to a place, and return it.

        Parameters
        ----------
        index : float
            The number of a point, from 0; between two numbers, a place between two points.

        Returns
        -------
        Trace
        """
        steps = len(self.dots) - 1
        share = float(np.clip(index / steps, 0.0, 1.0))
        self.line.pointwise_become_partial(self._whole, 0.0, share)
        for i, dot in enumerate(self.dots):
            dot.set_fill(opacity=float(i <= index + _NEARLY))
        return self

    def ghost(self, opacity: float) -> "Trace":
        """Let the trace step back, or come forward again with opacity 1, and return it.

        Parameters
        ----------
        opacity : float

        Returns
        -------
        Trace
        """
        self.line.set_stroke(opacity=opacity)
        self.dots.set_fill(opacity=opacity)
        return self


def _standing(across: float, up: float) -> Place:
    return lambda: (float(across), float(up))

"""Fog: a picture of which only a disc around a moving place is seen."""

import numpy as np
from manim import Circle, VGroup, VMobject

from calcml.core.sampling import Curve
from calcml.core.types import FloatArray
from calcml.stage.marks import Mark, Pair, Shape, chained
from calcml.stage.plots import Place, Plot
from calcml.stage.polylines import joined
from calcml.stage.theme import FUNCTION, GRID, SOFT, colour

__all__ = ["Fog"]

_HIGH, _WIDE = 0.18, 0.15  # radius of the disc in heights or widths of the plot, at most
_POINTS = 161
_GROUND_WIDTH = 4.5


class Fog(VGroup):
    """Fog over a plot, with a disc in it that goes along with a place on a curve.

    Parameters
    ----------
    plot : Plot
    curve : Curve
        A graph in one piece, from the lesson.
    place : callable
        The middle of the disc now, in the plot's coordinates; the disc stays inside the plot as
        long as it is a radius away from its border.

    Attributes
    ----------
    veil : VMobject
        The fog, with its hole.
    rim : VMobject
        The border of the disc.
    ground : VMobject
        What is seen of the curve.
    radius : float
        In scene units.
    """

    def __init__(self, plot: Plot, curve: Curve, place: Place) -> None:
        super().__init__()
        inner, self._plot = plot.inner, plot
        self.radius = min(_HIGH * inner.height, _WIDE * inner.width)
        self._graph = curve.pieces[0]
        self._disc = Circle(radius=self.radius).points
        corners = (
            (inner.left, inner.top), (inner.right, inner.top), (inner.right, inner.bottom),
            (inner.left, inner.bottom), (inner.left, inner.top),
        )  # fmt: skip
        outline = np.array([[across, up, 0.0] for across, up in corners])
        self._cover = VMobject().set_points_as_corners(outline).points
        self.veil = VMobject().set_fill(colour(GRID), opacity=1).set_stroke(width=0)
        self.rim = VMobject().set_stroke(colour(SOFT), width=1.5, opacity=0.7)
        self.ground = VMobject().set_stroke(colour(FUNCTION), width=_GROUND_WIDTH)
        self.add(self.veil, self.rim, self.ground)

        def follow() -> None:
            here = place()
            centre, seen = plot.point(*here), self.seen(here)
            # The cover runs clockwise and the disc the other way round, which leaves a hole.
            self.veil.set_points(np.vstack([self._cover, self._disc + centre]))
            self.rim.set_points(self._disc + centre)
            self.ground.set_points(joined([plot.places(seen)]))
            self._lines = chained([seen])

        follow()
        self.add_updater(lambda _: follow())
        plot.strokes.append(
            Mark("ground", FUNCTION, self.ground, lambda: self._lines, plot, Shape.CURVE)
        )

    def seen(self, place: Pair) -> FloatArray:
        """Return the part of the curve in the disc.

        Parameters
        ----------
        place : tuple of two floats
            A place of the curve, in the plot's coordinates.

        Returns
        -------
        FloatArray, shape (n, 2)
            In the plot's coordinates.
        """
        plot, low, high = self._plot, *self._plot.frame.x.limits
        reach = self.radius / plot.inner.width * (high - low)
        x = place[0] + reach * np.linspace(-1, 1, _POINTS)
        graph = np.column_stack([x, np.interp(x, *self._graph.T)])
        away = np.linalg.norm(plot.places(graph) - plot.point(*place), axis=1)
        inside, middle = away <= self.radius, _POINTS // 2
        first = middle - int(np.argmin(np.append(inside[middle::-1], False)))
        last = middle + int(np.argmin(np.append(inside[middle:], False)))
        return graph[first + 1 : last]

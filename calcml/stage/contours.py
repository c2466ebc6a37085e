"""Contour maps from sampled level curves, and maps of a bowl in the colours of its heights."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from manim import Rectangle, VGroup, VMobject, color_gradient

from calcml.core.contours import LevelCurve
from calcml.core.types import FloatArray
from calcml.stage.layout import Box
from calcml.stage.plots import Plot
from calcml.stage.polylines import joined
from calcml.stage.theme import BACKGROUND, FUNCTION, Role, active, colour

__all__ = ["bowl_map", "contour_map"]

_TINT = 0.5  # how much of a surface's colour shows on a map


def contour_map(
    plot: Plot,
    curves: Iterable[LevelCurve],
    role: Role = FUNCTION,
    *,
    filled: float = 0.05,
    width: float = 2.0,
    opacity: float = 0.55,
) -> VGroup:
    """Draw level curves, cut at the border of a plot.

    Parameters
    ----------
    plot : Plot
    curves : iterable of LevelCurve
        From the lesson.
    role : Role
    filled : float
        Opacity added inside each closed curve, so that nested ones grow deeper inwards; zero
        for curves alone.
    width, opacity : float
        Of the curves' strokes.

    Returns
    -------
    VGroup
        One group per level, from the highest level to the lowest; what lies outside is left out.
    """
    drawn = VGroup()
    for curve in sorted(curves, key=lambda c: -c.level):
        places = [plot.places(piece) for piece in curve.pieces]
        bands = VGroup(*_bands(places, plot.inner, role, filled)) if filled else VGroup()
        drawn.add(VGroup(bands, _strokes(places, plot.inner, role, width, opacity)))
    return drawn


def bowl_map(plot: Plot, curves: Iterable[LevelCurve], role: Role = FUNCTION) -> VGroup:
    """Draw a bowl from above: level curves, and between them the colours of a surface.

    It lies under the plot's axes and everything else.

    Parameters
    ----------
    plot : Plot
    curves : iterable of LevelCurve
        From the lesson: closed, one inside the other, lower inwards.
    role : Role
        Of the curves.

    Returns
    -------
    VGroup
        The ground outside the highest level, then one group per level as in `contour_map`.
    """
    levels = contour_map(plot, curves, role, filled=1.0)
    ramp = color_gradient(active().surface, len(levels) + 1)
    outermost, *tints = (tint.interpolate(colour(BACKGROUND), 1 - _TINT) for tint in ramp[::-1])
    inner = plot.inner
    ground = Rectangle(width=inner.width, height=inner.height, stroke_width=0)
    ground.set_fill(outermost, opacity=1).move_to(inner.centre)
    for (bands, _), tint in zip(levels, tints, strict=True):
        bands.set_fill(tint)
    plot.grid.set_z_index(-2)
    return VGroup(ground, *levels).set_z_index(-1)


def _bands(pieces: Iterable[FloatArray], box: Box, role: Role, filled: float) -> Iterable[VMobject]:
    """Yield the insides of the closed pieces."""
    for piece in pieces:
        if np.array_equal(piece[0], piece[-1]):
            inside = _cut_polygon(piece[:-1], box)
            if len(inside):
                shape = VMobject().set_points_as_corners([*inside, inside[0]])
                yield shape.set_stroke(width=0).set_fill(colour(role), opacity=filled)


def _strokes(
    pieces: Iterable[FloatArray], box: Box, role: Role, width: float, opacity: float
) -> VMobject:
    """Draw the parts of the pieces that lie in the box as one mobject."""
    drawn = VMobject()
    drawn.set_points(joined(part for piece in pieces for part in _cut_path(piece, box)))
    return drawn.set_stroke(colour(role), width=width, opacity=opacity).set_fill(opacity=0)


def _sides(box: Box) -> tuple[tuple[int, float, float], ...]:
    """Name the half-planes of a box: axis, sign and the largest signed coordinate."""
    return (0, -1.0, -box.left), (0, 1.0, box.right), (1, -1.0, -box.bottom), (1, 1.0, box.top)


def _cut_polygon(corners: FloatArray, box: Box) -> FloatArray:
    """Cut a polygon at a box, side by side (Sutherland and Hodgman, 1974)."""
    for axis, sign, limit in _sides(box):
        depth = limit - sign * corners[:, axis]
        kept: list[FloatArray] = []
        for i in range(len(corners)):
            if (depth[i - 1] < 0) != (depth[i] < 0):
                share = depth[i - 1] / (depth[i - 1] - depth[i])
                kept.append(corners[i - 1] + share * (corners[i] - corners[i - 1]))
            if depth[i] >= 0:
                kept.append(corners[i])
        corners = np.array(kept).reshape(-1, 3)
    return corners


def _cut_path(path: FloatArray, box: Box) -> Iterable[FloatArray]:
    """Yield the parts of a path inside a box, ending exactly on its border."""
    part: list[FloatArray] = []
    for start, end in pairwise(path):
        enters, leaves = _span(start, end, box)
        if enters >= leaves:
            if len(part) > 1:
                yield np.array(part)
            part = []
            continue
        if not part:
            part = [start + enters * (end - start)]
        part.append(start + leaves * (end - start))
        if leaves < 1:
            yield np.array(part)
            part = []
    if len(part) > 1:
        yield np.array(part)


def _span(start: FloatArray, end: FloatArray, box: Box) -> tuple[float, float]:
    """Return from where to where a segment runs inside a box, as shares of its length."""
    enters, leaves = 0.0, 1.0
    for axis, sign, limit in _sides(box):
        here, there = limit - sign * start[axis], limit - sign * end[axis]
        if here < 0 <= there:
            enters = max(enters, float(here / (here - there)))
        elif there < 0 <= here:
            leaves = min(leaves, float(here / (here - there)))
        elif here < 0:
            return 1.0, 0.0
    return enters, leaves

"""Soft outlines: a strip one pixel wide that fades out beyond every border and fold.

A fold is an edge whose two triangles turn different sides to the viewer; both lie on the same
side of it in the picture, the nearer before the farther, and the strip shows the two as one.
"""

import numpy as np

from calcml.core.types import FloatArray
from calcml.stage.space.grids import IntArray, Topology
from calcml.stage.space.raster import Triangles

__all__ = ["fringe"]

#: Shorter edges (in pixels) have no direction.
POINT = 1e-6


def fringe(
    shape: Topology, facing: FloatArray, pixels: FloatArray, sides: FloatArray, world: FloatArray
) -> Triangles:
    """Return the strips along the outline of a grid of p points.

    Parameters
    ----------
    shape : Topology
        With t triangles.
    facing : FloatArray, shape (t,)
        1, -1, or 0 for a triangle seen edge-on.
    pixels, world : FloatArray, shape (p, 3)
    sides : FloatArray, shape (2, p, 4)
        Premultiplied colours of the triangles facing 1 and of those facing -1.
    """
    edge, face, folded = _outline(shape, facing, pixels)
    ends = shape.edges[edge]
    a, b = pixels[ends[:, 0]], pixels[ends[:, 1]]
    out = _outwards(a, b, pixels[shape.triangles[face]].mean(axis=1))
    side = (facing[face] < 0).astype(np.int64)[:, None]
    front, behind = sides[side, ends], sides[1 - side, ends]
    shown = front + folded[:, None, None] * (1 - front[..., 3:] / 255) * behind
    clear = np.zeros_like(shown[:, 0])
    corners = [np.stack([a, b, b + out], 1), np.stack([a, b + out, a + out], 1)]
    colours = [
        np.stack([shown[:, 0], shown[:, 1], clear], 1),
        np.stack([shown[:, 0], clear, clear], 1),
    ]
    where = world[ends[:, [0, 1, 1]]]
    return Triangles(
        np.concatenate(corners), np.concatenate(colours), np.concatenate([where, where])
    )


def _outline(
    shape: Topology, facing: FloatArray, pixels: FloatArray
) -> tuple[IntArray, IntArray, FloatArray]:
    """Return the edges of the outline, the nearer triangle of each, and 1 for folds, else 0."""
    own, other = shape.sides.T
    border = (own < 0) ^ (other < 0)
    fold = (own >= 0) & (other >= 0) & (facing[own] * facing[other] < 0)
    a, b, c = pixels[shape.triangles, 2].T
    depth = a + b + c
    first = (other < 0) | (fold & (depth[own] >= depth[other]))
    face = np.where(first, own, other)
    length = np.linalg.norm(np.diff(pixels[shape.edges, :2], axis=1)[:, 0], axis=1)
    chosen = np.flatnonzero((border | fold) & (length > POINT) & (facing[face] != 0))
    return chosen, face[chosen], fold[chosen].astype(np.float64)


def _outwards(a: FloatArray, b: FloatArray, inside: FloatArray) -> FloatArray:
    """Return vectors, shape (e, 3), one pixel long, square to the edges a b, away from inside."""
    along = (b - a)[:, :2]
    normal = np.stack([along[:, 1], -along[:, 0]], axis=1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    normal *= -np.sign(np.sum(normal * (inside - a)[:, :2], axis=1))[:, None]
    return np.concatenate([normal, np.zeros((len(normal), 1))], axis=1)

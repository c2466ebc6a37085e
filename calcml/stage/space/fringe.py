"""Soft outlines: a strip one pixel wide that fades out beyond every border and fold.

A fold is an edge whose two triangles turn different sides to the viewer; both lie on the same
side of it in the picture, the nearer before the farther, and the strip shows the two as one.
"""

import numpy as np

from calcml.core.types import FloatArray
from calcml.stage.space.faces import Faces
from calcml.stage.space.grids import IntArray, Topology

__all__ = ["fringe"]

#: Shorter edges (in pixels) have no direction.
POINT = 1e-6


def fringe(
    shape: Topology, facing: FloatArray, pixels: FloatArray, colours: FloatArray, world: FloatArray
) -> Faces:
    """Return the strips along the outline of a grid of p points.

    Parameters
    ----------
    shape : Topology
        With t triangles.
    facing : FloatArray, shape (t,)
        1, -1, or 0 for a triangle seen edge-on.
    pixels, world : FloatArray, shape (p, 3)
    colours : FloatArray, shape (4, 2 p)
        Premultiplied colours of the points on triangles facing 1, then on those facing -1.
    """
    edge, face, folded = _outline(shape, facing, pixels)
    ends = shape.edges[edge].T
    (a, b), count = pixels[ends], len(pixels)
    out = _outwards(a, b, pixels[shape.triangles[face]].mean(axis=1))
    side = facing[face] < 0
    front, behind = colours[:, ends + count * side], colours[:, ends + count * ~side]
    shown = front + folded * (1 - front[3] / 255) * behind
    return Faces(
        np.concatenate([a, b, b + out, a + out]),
        np.concatenate([shown.reshape(4, -1), np.zeros((4, 2 * len(edge)))], axis=1),
        world[np.concatenate([*ends, ends[1], ends[0]])],
        np.arange(4 * len(edge)).reshape(4, -1).T,
    )


def _outline(
    shape: Topology, facing: FloatArray, pixels: FloatArray
) -> tuple[IntArray, IntArray, FloatArray]:
    """Return the edges of the outline, the nearer triangle of each, and 1 for folds, else 0."""
    own, other = shape.inner_sides
    fold = np.flatnonzero(facing[own] * facing[other] < 0)
    own_depth, other_depth = (
        pixels[shape.triangles[side[fold]], 2].sum(axis=1) for side in (own, other)
    )
    nearer = np.where(own_depth >= other_depth, own[fold], other[fold])
    edge = np.concatenate([shape.border, shape.inner[fold]])
    face = np.concatenate([shape.sides[shape.border].max(axis=1), nearer])
    a, b = pixels[shape.edges[edge].T, :2]
    long = np.hypot(*(b - a).T) > POINT
    chosen = np.flatnonzero(long & (facing[face] != 0))
    return edge[chosen], face[chosen], (chosen >= len(shape.border)).astype(np.float64)


def _outwards(a: FloatArray, b: FloatArray, inside: FloatArray) -> FloatArray:
    """Return vectors, shape (e, 3), one pixel long, square to the edges a b, away from inside."""
    along = (b - a)[:, :2]
    normal = np.stack([along[:, 1], -along[:, 0]], axis=1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    normal *= -np.sign(np.sum(normal * (inside - a)[:, :2], axis=1))[:, None]
    return np.concatenate([normal, np.zeros((len(normal), 1))], axis=1)

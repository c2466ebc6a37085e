"""A grid of points as lit, translucent triangles with soft outlines.

The light stands over the viewer's left shoulder and both sides of a surface are lit. Glancing
rays pass through more of a translucent skin, so it gets denser towards its outline. Outlines
(the border of the grid, and the folds where it turns away) get a fringe of one pixel that fades
out: that is the antialiasing.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from calcml.core.types import FloatArray
from calcml.stage.space.raster import Triangles
from calcml.stage.space.view import View

__all__ = ["Mesh", "level_segments", "mesh"]

IntArray = NDArray[np.int64]

#: Direction of the light in the viewer's axes: right, up, towards the viewer.
LIGHT = np.array([-0.35, 0.6, 0.72]) / np.linalg.norm([-0.35, 0.6, 0.72])
AMBIENT, GLOSS, SHININESS = 0.58, 0.22, 14
#: Grids of two lines cannot close on themselves.
TWO = 2
#: Triangles of less area and edges of less length (pixels) are degenerate.
FLAT, POINT = 1e-9, 1e-6
#: Share of the true thickening at glancing angles; all of it would look like porcelain.
GLANCE = 0.55


@dataclass(frozen=True)
class Topology:
    """Which corners make a triangle and which triangles share an edge.

    Attributes
    ----------
    triangles : IntArray, shape (t, 3)
        Numbers of the corners, all in the same sense.
    edges : IntArray, shape (e, 2)
        Numbers of the ends of every edge.
    sides : IntArray, shape (e, 2)
        The triangles at an edge; -1 for none.
    """

    triangles: IntArray
    edges: IntArray
    sides: IntArray


@lru_cache(maxsize=32)
def topology(rows: int, columns: int, *, closed_rows: bool, closed_columns: bool) -> Topology:
    """Return the topology of a grid; closed ones have their last row or column on the first."""
    at = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = at[:-1, :-1].ravel(), at[1:, :-1].ravel(), at[1:, 1:].ravel(), at[:-1, 1:].ravel()
    triangles = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
    lower = np.arange(len(a)).reshape(rows - 1, columns - 1)
    upper = lower + len(a)
    # Welded to itself, the last row or column stands for the first on its other side.
    before = np.vstack([lower[-1:] if closed_rows else np.full_like(lower[:1], -1), lower])
    after = np.vstack([upper, upper[:1] if closed_rows else np.full_like(upper[:1], -1)])
    left = np.hstack([upper[:, -1:] if closed_columns else np.full_like(upper[:, :1], -1), upper])
    right = np.hstack([lower, lower[:, :1] if closed_columns else np.full_like(lower[:, :1], -1)])
    edges = [(a, c), (at[:, :-1], at[:, 1:]), (at[:-1], at[1:])]
    sides = [(lower, upper), (before, after), (left, right)]
    return Topology(
        triangles,
        np.concatenate([np.stack([p.ravel(), q.ravel()], 1) for p, q in edges]),
        np.concatenate([np.stack([p.ravel(), q.ravel()], 1) for p, q in sides]),
    )


@dataclass(frozen=True)
class Mesh:
    """A grid in world coordinates with one colour a point.

    Attributes
    ----------
    world : FloatArray, shape (n, m, 3)
    rgb : FloatArray, shape (n, m, 3)
        From 0 to 1.
    opacity : float
    """

    world: FloatArray
    rgb: FloatArray
    opacity: float

    @property
    def topology(self) -> Topology:
        """The topology, with borders that coincide welded together."""
        w = self.world
        rows, columns = w.shape[:2]
        return topology(
            rows,
            columns,
            closed_rows=rows > TWO and bool(np.allclose(w[0], w[-1])),
            closed_columns=columns > TWO and bool(np.allclose(w[:, 0], w[:, -1])),
        )

    @property
    def normals(self) -> FloatArray:
        """Unit normals, shape (n, m, 3); where the grid shrinks to a point, those beside it."""
        w = self.world
        normal = np.cross(_difference(w, 0), _difference(w, 1))
        length = np.linalg.norm(normal, axis=-1, keepdims=True)
        poor = length[..., 0] < 1e-9 * length.max()
        for row, beside in ((0, 1), (-1, -2)):
            if poor[row].all():
                mean = normal[beside].mean(axis=0)
                normal[row], length[row] = mean, np.linalg.norm(mean)
        unit: FloatArray = normal / np.where(length > 0, length, 1.0)
        return unit


def _difference(grid: FloatArray, axis: int) -> FloatArray:
    """Return central differences along an axis, across the weld where its ends coincide."""
    slope: FloatArray = np.gradient(grid, axis=axis)
    w = np.moveaxis(grid, axis, 0)
    if len(w) > TWO and np.allclose(w[0], w[-1]):
        ends = np.moveaxis(slope, axis, 0)
        ends[0] = ends[-1] = (w[1] - w[-2]) / 2
    return slope


def mesh(grid: Mesh, view: View, pixels: FloatArray) -> Triangles:
    """Return the triangles of a mesh and its fringe.

    Parameters
    ----------
    grid : Mesh
    view : View
    pixels : FloatArray, shape (n, m, 3)
        Its points in the picture: pixel x, pixel y, depth.
    """
    shape = grid.topology
    flat = pixels.reshape(-1, 3)
    corners = flat[shape.triangles]
    xy = corners[:, :, :2]
    u, v = xy[:, 1] - xy[:, 0], xy[:, 2] - xy[:, 0]
    facing = np.sign(np.where(np.abs(z := u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]) > FLAT, z, 0.0))
    # Pixel y runs downwards: a triangle that shows the side of its normal turns clockwise.
    sides = np.stack([_lit(grid, view, -1.0), _lit(grid, view, 1.0)])
    side = (facing < 0).astype(np.int64)
    colours = sides[side[:, None], shape.triangles]
    world = grid.world.reshape(-1, 3)
    body = Triangles(corners, colours, world[shape.triangles])
    return Triangles.joined([body, _fringe(shape, facing, flat, sides, world)])


def _lit(grid: Mesh, view: View, side: float) -> FloatArray:
    """Return premultiplied colours, shape (n m, 4), of the side of the normals (1) or the other."""
    normal, ray = side * grid.normals, view.towards(grid.world)
    light = LIGHT @ view.axes
    half = light + view.axes[2]
    lambert = normal @ light
    shade = AMBIENT + (1 - AMBIENT) * np.clip(0.3 + 0.7 * lambert, 0, 1)[..., None]
    gloss = GLOSS * np.clip(normal @ (half / np.linalg.norm(half)), 0, 1)[..., None] ** SHININESS
    rgb = grid.rgb * shade
    rgb += (1 - rgb) * gloss
    glance = np.abs(np.sum(normal * ray, axis=-1))
    thick = 1 / np.maximum(1 - GLANCE + GLANCE * glance, 0.2)
    alpha = 1 - (1 - grid.opacity) ** thick
    premultiplied: FloatArray = np.concatenate([rgb * alpha[..., None], alpha[..., None]], axis=-1)
    return 255 * premultiplied.reshape(-1, 4)


def _fringe(
    shape: Topology, facing: FloatArray, pixels: FloatArray, sides: FloatArray, world: FloatArray
) -> Triangles:
    """Return quads one pixel wide that fade out beyond every border and fold."""
    own, other = shape.sides.T
    own_facing = np.where(own >= 0, facing[own], 0)
    other_facing = np.where(other >= 0, facing[other], 0)
    border = (own < 0) ^ (other < 0)
    fold = (own_facing * other_facing < 0) & (own >= 0) & (other >= 0)
    edge = np.concatenate([np.flatnonzero(border & (own >= 0)), np.flatnonzero(border & (own < 0)),
                           np.flatnonzero(fold), np.flatnonzero(fold)])  # fmt: skip
    face = np.concatenate([own[border & (own >= 0)], other[border & (own < 0)],
                           own[fold], other[fold]])  # fmt: skip
    ends = shape.edges[edge]
    a, b = pixels[ends[:, 0]], pixels[ends[:, 1]]
    along = (b - a)[:, :2]
    length = np.linalg.norm(along, axis=1)
    real = (length > POINT) & (facing[face] != 0)
    a, b, along, length, ends, face = (x[real] for x in (a, b, along, length, ends, face))
    normal = np.stack([along[:, 1], -along[:, 0]], axis=1) / length[:, None]
    middle = pixels[shape.triangles[face]].mean(axis=1)[:, :2] - a[:, :2]
    normal *= -np.sign(np.sum(normal * middle, axis=1))[:, None]
    out = np.concatenate([normal, np.zeros((len(normal), 1))], axis=1)
    side = (facing[face] < 0).astype(np.int64)
    inner = sides[side[:, None], ends]
    clear = np.zeros_like(inner[:, 0])
    corners = [np.stack([a, b, b + out], 1), np.stack([a, b + out, a + out], 1)]
    colours = [np.stack([inner[:, 0], inner[:, 1], clear], 1),
               np.stack([inner[:, 0], clear, clear], 1)]  # fmt: skip
    where = world[np.stack([ends[:, 0], ends[:, 1], ends[:, 1]], 1)]
    return Triangles(
        np.concatenate(corners), np.concatenate(colours), np.concatenate([where, where])
    )


def level_segments(values: FloatArray, points: FloatArray, levels: FloatArray) -> FloatArray:
    """Return the segments, shape (s, 2, 3), in which a grid of points has the given values.

    Parameters
    ----------
    values : FloatArray, shape (n, m)
    points : FloatArray, shape (n, m, 3)
    levels : FloatArray, shape (k,)
    """
    rows, columns = values.shape
    triangles = topology(rows, columns, closed_rows=False, closed_columns=False).triangles
    heights, corners = values.reshape(-1)[triangles], points.reshape(-1, 3)[triangles]
    found = []
    for level in levels:
        above = heights >= level
        crossed = above.any(axis=1) & ~above.all(axis=1)
        high, corner, over = heights[crossed], corners[crossed], above[crossed]
        # The corner that stands alone on its side of the level, and the two others.
        alone = np.argmax(over == (over.sum(axis=1) == 1)[:, None], axis=1)
        pick = np.arange(len(alone))
        ends = []
        for step in (1, 2):
            other = (alone + step) % 3
            share = (level - high[pick, alone]) / (high[pick, other] - high[pick, alone])
            ends.append(
                corner[pick, alone] + share[:, None] * (corner[pick, other] - corner[pick, alone])
            )
        found.append(np.stack(ends, axis=1))
    return np.concatenate(found) if found else np.empty((0, 2, 3))

"""A grid of points as lit, translucent triangles with soft outlines.

The light stands over the viewer's left shoulder and both sides of a surface are lit. Glancing
rays pass through more of a translucent skin, so it gets denser towards its outline. Outlines
(the border of the grid, and the folds where it turns away) get a fringe of one pixel that fades
out: that is the antialiasing. Seen from straight above, a surface is a map, and the light fades
so that colours mean heights alone.
"""

from dataclasses import dataclass

import numpy as np

from calcml.core.types import FloatArray
from calcml.stage.space.fringe import fringe
from calcml.stage.space.grids import Topology, topology
from calcml.stage.space.raster import Triangles
from calcml.stage.space.view import View

__all__ = ["Mesh", "mesh"]

#: Direction of the light in the viewer's axes: right, up, towards the viewer.
LIGHT = np.array([-0.35, 0.6, 0.72]) / np.linalg.norm([-0.35, 0.6, 0.72])
AMBIENT, GLOSS, SHININESS = 0.58, 0.22, 14
#: Grids of two lines cannot close on themselves.
TWO = 2
#: Triangles of less area (square pixels) are seen edge-on.
FLAT = 1e-9
#: Share of the true thickening at glancing angles; all of it would look like porcelain.
GLANCE = 0.55


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
    return Triangles.joined([body, fringe(shape, facing, flat, sides, world)])


def _lit(grid: Mesh, view: View, side: float) -> FloatArray:
    """Return premultiplied colours, shape (n m, 4), of the side of the normals (1) or the other."""
    normal, ray = side * grid.normals, view.towards(grid.world)
    lit = 1 - view.flatness
    light = LIGHT @ view.axes
    half = light + view.axes[2]
    lambert = normal @ light
    bright = np.clip(0.3 + 0.7 * lambert, 0, 1)[..., None]
    shade = 1 - lit * (1 - AMBIENT) * (1 - bright)
    gloss = (
        lit * GLOSS * np.clip(normal @ (half / np.linalg.norm(half)), 0, 1)[..., None] ** SHININESS
    )
    rgb = grid.rgb * shade
    rgb += (1 - rgb) * gloss
    glance = np.abs(np.sum(normal * ray, axis=-1))
    thick = 1 / (1 - lit * GLANCE * (1 - glance))
    alpha = 1 - (1 - grid.opacity) ** thick
    premultiplied: FloatArray = np.concatenate([rgb * alpha[..., None], alpha[..., None]], axis=-1)
    return 255 * premultiplied.reshape(-1, 4)

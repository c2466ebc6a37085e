"""A grid of points as lit, translucent faces with soft outlines.

The light stands over the viewer's left shoulder and both sides of a surface are lit. Glancing
rays pass through more of a translucent skin, so it gets denser towards its outline. Outlines
(the border of the grid, and the folds where it turns away) get a fringe of one pixel that fades
out: that is the antialiasing. Seen from straight above, a surface is a map, and the light fades
so that colours mean heights alone.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calcml.core.types import BoolArray, FloatArray
from calcml.stage.space.faces import Faces
from calcml.stage.space.fringe import fringe
from calcml.stage.space.grids import IntArray, Topology, topology
from calcml.stage.space.view import View

__all__ = ["Mesh", "mesh"]

#: Direction of the light in the viewer's axes: right, up, towards the viewer.
LIGHT = np.array([-0.35, 0.6, 0.72]) / np.linalg.norm([-0.35, 0.6, 0.72])
AMBIENT, GLOSS = 0.58, 0.22
#: Grids of two lines cannot close on themselves.
TWO = 2
#: Triangles of less doubled area (square pixels) are seen edge-on.
FLAT = 1e-9
#: Share of the true thickening at glancing angles; all of it would look like porcelain.
GLANCE = 0.55


@dataclass(frozen=True)
class Mesh:
    """A grid in world coordinates with one colour a point.

    What follows from the grid alone is kept, since most frames change only the view.

    Attributes
    ----------
    world : FloatArray, shape (n, m, 3)
    rgb : FloatArray, shape (n, m, 3)
        From 0 to 1.
    cells : BoolArray, shape (n - 1, m - 1), or None
        Which cells are there; all if None.
    """

    world: FloatArray
    rgb: FloatArray
    cells: BoolArray | None = None

    @cached_property
    def points(self) -> FloatArray:
        """The world coordinates in one list, shape (n m, 3)."""
        return np.ascontiguousarray(self.world.reshape(-1, 3))

    @cached_property
    def topology(self) -> Topology:
        """The topology, with borders that coincide welded together."""
        w = self.world
        rows, columns = w.shape[:2]
        whole = topology(
            rows,
            columns,
            closed_rows=rows > TWO and bool(np.allclose(w[0], w[-1])),
            closed_columns=columns > TWO and bool(np.allclose(w[:, 0], w[:, -1])),
        )
        return whole if self.cells is None else whole.only(self.cells.ravel())

    @cached_property
    def normals(self) -> FloatArray:
        """Unit normals, shape (n m, 3); where the grid shrinks to a point, those beside it."""
        if self.cells is not None:
            return _normals(self.points, self.topology.triangles)
        w = self.world
        normal = np.cross(_difference(w, 0), _difference(w, 1))
        length = np.linalg.norm(normal, axis=-1, keepdims=True)
        poor = length[..., 0] < 1e-9 * length.max()
        for row, beside in ((0, 1), (-1, -2)):
            if poor[row].all():
                mean = normal[beside].mean(axis=0)
                normal[row], length[row] = mean, np.linalg.norm(mean)
        unit: FloatArray = normal / np.where(length > 0, length, 1.0)
        return unit.reshape(-1, 3)

    def glance(self, view: View) -> FloatArray:
        """Return the cosines between normals and rays to the eye, shape (n m,), without sign."""
        across = self.normals @ view.eye[:3] - view.eye[3] * self._from_middle
        cosine: FloatArray = np.abs(across) / view.distance(self.points)
        return cosine

    @cached_property
    def _from_middle(self) -> FloatArray:
        distance: FloatArray = np.einsum("pk,pk->p", self.normals, self.points)
        return distance


def _normals(points: FloatArray, triangles: IntArray) -> FloatArray:
    """Return unit normals at points, shape (p, 3): the mean of the triangles around each."""
    a, b, c = (points[corner] for corner in triangles.T)
    square = np.cross(b - a, c - a)
    normal = np.zeros_like(points)
    for corner in triangles.T:
        np.add.at(normal, corner, square)
    length = np.linalg.norm(normal, axis=1, keepdims=True)
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


def mesh(grid: Mesh, opacity: float, view: View, pixels: FloatArray) -> Faces:
    """Return the faces of a mesh and its fringe.

    Parameters
    ----------
    grid : Mesh
    opacity : float
    view : View
    pixels : FloatArray, shape (n m, 3)
        Its points in the picture: pixel x, pixel y, depth.
    """
    shape = grid.topology
    corners, facing = _seen(shape, *pixels[:, :2].T.copy())
    colours = _lit(grid, opacity, view)
    body = Faces(np.tile(pixels, (2, 1)), colours, np.tile(grid.points, (2, 1)), corners)
    return Faces.joined([body, fringe(shape, facing, pixels, colours, grid.points)])


def _seen(shape: Topology, x: FloatArray, y: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return the corners of the faces, and the sign of every triangle's area.

    A cell that is convex in the picture is one face, any other two. The points of p are counted
    twice: numbers from p on mean the side that shows itself by a negative sign.
    """
    a, b, c, d = shape.quads.T
    first, second = _area(x, y, a, b, c), _area(x, y, a, c, d)
    third = _area(x, y, d, a, b)
    corner_areas = np.stack([first, second, third, first + second - third])
    convex = (corner_areas.min(axis=0) > FLAT) | (corner_areas.max(axis=0) < -FLAT)
    area = np.concatenate([first, second])
    facing = np.where(np.abs(area) > FLAT, np.sign(area), 0.0)
    whole = shape.quads + len(x) * (first < 0)[:, None]
    if convex.all():
        return whole, facing
    bent = np.flatnonzero(np.tile(~convex, 2))
    halves = shape.triangles[bent][:, [0, 1, 2, 2]] + len(x) * (area[bent] < 0)[:, None]
    return np.concatenate([whole[convex], halves]), facing


def _area(x: FloatArray, y: FloatArray, a: IntArray, b: IntArray, c: IntArray) -> FloatArray:
    """Return twice the areas of triangles, negative if they run against the clock."""
    area: FloatArray = (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a])
    return area


def _lit(grid: Mesh, opacity: float, view: View) -> FloatArray:
    """Return premultiplied colours, shape (4, 2 p), of p points on either side.

    Pixel y runs downwards: a triangle that shows the side of its normal has a negative area, so
    that side comes second.
    """
    side = np.array([[-1.0], [1.0]])
    lit = 1 - view.flatness
    light = LIGHT @ view.axes
    half = light + view.axes[2]
    half /= np.linalg.norm(half)
    bright = np.clip(0.3 + 0.7 * side * (grid.normals @ light), 0, 1)
    shade = 1 - lit * (1 - AMBIENT) * (1 - bright)
    gloss = lit * GLOSS * _power(np.clip(side * (grid.normals @ half), 0, 1))
    thick = 1 / (1 - lit * GLANCE * (1 - grid.glance(view)))
    alpha = 255 * (1 - (1 - opacity) ** thick)
    lanes = np.empty((4, 2, len(alpha)))
    lanes[3] = alpha
    rgb = np.multiply(grid.rgb.reshape(-1, 1, 3).T, shade, out=lanes[:3])
    rgb += (1 - rgb) * gloss
    rgb *= alpha
    return lanes.reshape(4, -1)


def _power(cosine: FloatArray) -> FloatArray:
    """Return the 14th power, which makes the gloss, by five products."""
    second = cosine * cosine
    fourth = second * second
    eighth: FloatArray = fourth * fourth
    return eighth * fourth * second

"""Space cut in two by planes, so that translucent planes may pass through surfaces.

Whatever lies beyond a plane is painted before it, whatever lies on the viewer's side after it;
a triangle that the plane cuts is divided along the cut.
"""

from dataclasses import dataclass

import numpy as np

from calcml.core.types import BoolArray, FloatArray
from calcml.stage.space.raster import Triangles
from calcml.stage.space.view import View

__all__ = ["Cut", "clipped", "divided"]

#: Fewer corners enclose nothing.
TRIANGLE = 3
#: A corner this close to a plane (in frame units) lies on it.
TOUCH = 1e-9


@dataclass(frozen=True)
class Cut:
    """A plane, oriented towards the viewer.

    Attributes
    ----------
    normal : FloatArray, shape (3,)
        Unit normal in world coordinates; points to the viewer's side.
    offset : float
        ``normal @ point`` for the points of the plane.
    """

    normal: FloatArray
    offset: float

    @classmethod
    def through(cls, corners: FloatArray, view: View) -> "Cut | None":
        """Return the plane of a polygon, shape (k, 3), or None if it is seen edge-on."""
        normal = np.cross(corners[1] - corners[0], corners[-1] - corners[0])
        length = np.linalg.norm(normal)
        if length < TOUCH:
            return None
        normal = normal / length
        offset = float(normal @ corners[0])
        side = float(normal @ view.eye[:3] - offset * view.eye[3])
        if abs(side) < TOUCH:
            return None
        return cls(normal * np.sign(side), offset * float(np.sign(side)))

    def height(self, world: FloatArray) -> FloatArray:
        """Return the signed distance of points, shape (..., 3); positive on the viewer's side."""
        height: FloatArray = world @ self.normal - self.offset
        height[np.abs(height) < TOUCH] = 0.0
        return height


def divided(triangles: Triangles, cut: Cut) -> tuple[Triangles, Triangles]:
    """Return the triangles beyond the plane and those on the viewer's side of it."""
    height = cut.height(triangles.world)
    a, b, c = height.T
    beyond, before = (a < 0) | (b < 0) | (c < 0), (a > 0) | (b > 0) | (c > 0)
    crossing = beyond & before
    if not crossing.any():
        return triangles[beyond], triangles[~beyond]
    tips, stumps, tip_before = _cut_through(triangles[crossing], height[crossing])
    far = [triangles[beyond & ~crossing], tips[~tip_before], stumps[np.tile(tip_before, 2)]]
    near = [triangles[~beyond & ~crossing], tips[tip_before], stumps[np.tile(~tip_before, 2)]]
    return Triangles.joined(far), Triangles.joined(near)


def _cut_through(
    triangles: Triangles, height: FloatArray
) -> tuple[Triangles, Triangles, BoolArray]:
    """Return tips (t), stumps (2 t: two a triangle) and which tips are on the viewer's side."""
    pick = np.arange(len(triangles))
    sign = np.sign(height)
    # The tip is the corner whose sign no other corner has.
    tip_before = (sign > 0).sum(axis=1) == 1
    alone = np.argmax(sign == np.where(tip_before, 1, -1)[:, None], axis=1)
    b, c = (alone + 1) % 3, (alone + 2) % 3

    def parts(values: FloatArray) -> tuple[FloatArray, FloatArray]:
        tip, left, right = values[pick, alone], values[pick, b], values[pick, c]
        p, q = tip + to_b * (left - tip), tip + to_c * (right - tip)
        halves = [np.stack([p, left, right], axis=1), np.stack([p, right, q], axis=1)]
        return np.stack([tip, p, q], axis=1), np.concatenate(halves)

    tip_height = height[pick, alone]
    to_b = (tip_height / (tip_height - height[pick, b]))[:, None]
    to_c = (tip_height / (tip_height - height[pick, c]))[:, None]
    pieces = [parts(v) for v in (triangles.corners, triangles.colours, triangles.world)]
    tips, stumps = zip(*pieces, strict=True)
    return Triangles(*tips), Triangles(*stumps), tip_before


def clipped(polygon: FloatArray, cut: Cut) -> tuple[FloatArray, FloatArray]:
    """Return the parts of a convex polygon, shape (k, 3), beyond and before a plane."""
    height = cut.height(polygon)
    far: list[FloatArray] = []
    near: list[FloatArray] = []
    for here, there, h, g in zip(
        polygon, np.roll(polygon, -1, axis=0), height, np.roll(height, -1), strict=True
    ):
        if h <= 0:
            far.append(here)
        if h >= 0:
            near.append(here)
        if h * g < 0:
            crossing = here + h / (h - g) * (there - here)
            far.append(crossing)
            near.append(crossing)
    return _polygon(far), _polygon(near)


def _polygon(corners: list[FloatArray]) -> FloatArray:
    return np.array(corners) if len(corners) >= TRIANGLE else np.empty((0, 3))

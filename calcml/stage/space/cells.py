"""Space cut in two by planes, so that translucent planes may pass through surfaces.

Whatever lies beyond a plane is painted before it, whatever lies on the viewer's side after it;
a face that the plane cuts is divided along the cut.
"""

from dataclasses import dataclass, replace

import numpy as np

from calcml.core.types import BoolArray, FloatArray
from calcml.stage.space.faces import Faces
from calcml.stage.space.grids import IntArray
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


def divided(faces: Faces, cut: Cut) -> tuple[Faces, Faces]:
    """Return the faces beyond the plane and those on the viewer's side of it."""
    height = cut.height(faces.world)
    a, b, c, d = height[faces.corners.T]
    beyond = (a < 0) | (b < 0) | (c < 0) | (d < 0)
    before = (a > 0) | (b > 0) | (c > 0) | (d > 0)
    crossing = beyond & before
    far, near = faces[beyond & ~crossing], faces[~beyond]
    if not crossing.any():
        return far, near
    pieces, is_near = _cut_through(faces[crossing], height)
    return (
        replace(pieces, corners=np.concatenate([far.corners, pieces.corners[~is_near]])),
        replace(pieces, corners=np.concatenate([near.corners, pieces.corners[is_near]])),
    )


def _cut_through(faces: Faces, height: FloatArray) -> tuple[Faces, BoolArray]:
    """Return the pieces of faces that a plane crosses, and which are on the viewer's side.

    The new points, where the plane meets the edges, follow those there were.
    """
    triangles = faces.triangles
    sign = np.sign(height[triangles])
    # The tip is the corner whose sign no other corner has.
    tip_near = (sign > 0).sum(axis=1) == 1
    alone = np.argmax(sign == np.where(tip_near, 1, -1)[:, None], axis=1)
    crossed = ((sign < 0).any(axis=1)) & ((sign > 0).any(axis=1))
    whole, triangles = triangles[~crossed], triangles[crossed]
    tip_near, alone = tip_near[crossed], alone[crossed]
    pick = np.arange(len(triangles))
    tip, left, right = (triangles[pick, (alone + k) % 3] for k in range(3))
    more, p, q = _met(faces, height, tip, left, right)
    tips, stumps = np.stack([tip, p, q, q], axis=1), np.stack([p, left, right, q], axis=1)
    corners = np.concatenate([tips, stumps, whole[:, [0, 1, 2, 2]]])
    whole_near = ~(sign[~crossed] < 0).any(axis=1)
    return replace(more, corners=corners), np.concatenate([tip_near, ~tip_near, whole_near])


def _met(
    faces: Faces, height: FloatArray, tip: IntArray, left: IntArray, right: IntArray
) -> tuple[Faces, IntArray, IntArray]:
    """Add the points where a plane meets the edges from tips to both other corners."""
    ends, tips = np.concatenate([left, right]), np.tile(tip, 2)
    share = height[tips] / (height[tips] - height[ends])

    def between(values: FloatArray) -> FloatArray:
        start = values[..., tips]
        met: FloatArray = start + share * (values[..., ends] - start)
        return np.concatenate([values, met], axis=-1)

    more = Faces(
        between(faces.pixels.T).T,
        between(faces.colours),
        between(faces.world.T).T,
        faces.corners,
    )
    p, q = np.split(np.arange(len(ends)) + len(faces.pixels), 2)
    return more, p, q


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

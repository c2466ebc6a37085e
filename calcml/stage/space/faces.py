"""What a surface is drawn from: points of the picture and the faces between them."""

from dataclasses import dataclass, replace

import numpy as np

from calcml.core.types import BoolArray, FloatArray
from calcml.stage.space.grids import IntArray

__all__ = ["Faces"]


@dataclass(frozen=True)
class Faces:
    """Convex quadrilaterals of the picture; a triangle has its last corner twice.

    Attributes
    ----------
    pixels : FloatArray, shape (p, 3)
        Pixel x, pixel y (downwards) and depth (growing towards the viewer) of each point.
    colours : FloatArray, shape (4, p)
        Premultiplied red, green, blue, alpha of each point, from 0 to 255.
    world : FloatArray, shape (p, 3)
        World coordinates of each point.
    corners : IntArray, shape (f, 4)
        Numbers of the points of each face, once around it in either sense.
    """

    pixels: FloatArray
    colours: FloatArray
    world: FloatArray
    corners: IntArray

    def __len__(self) -> int:
        return len(self.corners)

    def __getitem__(self, chosen: BoolArray | IntArray) -> "Faces":
        return replace(self, corners=self.corners[chosen])

    @classmethod
    def joined(cls, parts: "list[Faces]") -> "Faces":
        """Return the faces of all parts as one."""
        if len(parts) == 1:
            return parts[0]
        none = cls(np.empty((0, 3)), np.empty((4, 0)), np.empty((0, 3)), np.empty((0, 4), np.int64))
        parts = [none, *parts]
        before = np.cumsum([0, *(len(part.pixels) for part in parts)])
        return cls(
            np.concatenate([part.pixels for part in parts]),
            np.concatenate([part.colours for part in parts], axis=1),
            np.concatenate([part.world for part in parts]),
            np.concatenate([part.corners + n for part, n in zip(parts, before, strict=False)]),
        )

    def from_far_to_near(self) -> "Faces":
        """Return the faces in painter's order, that of their middles."""
        a, b, c, d = self.pixels[:, 2][self.corners.T]
        three = a + b + c
        depth = np.where(self.is_triangle, three * (4 / 3), three + d)
        return self[np.argsort(depth, kind="stable")]

    def in_triangles(self) -> "Faces":
        """Return the faces with every quadrilateral cut in two."""
        return replace(self, corners=self.triangles[:, [0, 1, 2, 2]])

    @property
    def is_triangle(self) -> BoolArray:
        """Whether each face is a triangle, shape (f,)."""
        last: BoolArray = self.corners[:, 2] == self.corners[:, 3]
        return last

    @property
    def triangles(self) -> IntArray:
        """Numbers of the corners of all triangles, shape (t, 3); two of each quadrilateral."""
        c = self.corners
        return np.concatenate([c[:, :3], c[~self.is_triangle][:, [0, 2, 3]]])

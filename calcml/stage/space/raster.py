"""Triangles to pixels, all at once: scan conversion and depth layers in NumPy.

A triangle is cut into *spans* (its pixels in one row), spans into *fragments* (single pixels).
A pixel belongs to a triangle when its centre lies inside; neighbours compute a shared edge from
the same two points in the same order, so that there are no seams. Colour runs linearly along a
span in 8.8 fixed point, four channels in the lanes of one 64-bit integer.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calcml.core.types import FloatArray

__all__ = ["Layer", "Triangles", "layers"]

IntArray = NDArray[np.int64]

#: Thinner triangles (doubled area in square pixels) get one flat colour: their slopes are noise.
SLIVER = 1.0
#: Layers of one pixel that are told apart; what lies deeper is not seen.
DEEPEST = 6


@dataclass(frozen=True)
class Triangles:
    """Triangles of the picture.

    Attributes
    ----------
    corners : FloatArray, shape (t, 3, 3)
        Pixel x, pixel y (downwards) and depth (growing towards the viewer) of each corner.
    colours : FloatArray, shape (t, 3, 4)
        Premultiplied red, green, blue, alpha of each corner, from 0 to 255.
    world : FloatArray, shape (t, 3, 3)
        World coordinates of each corner.
    """

    corners: FloatArray
    colours: FloatArray
    world: FloatArray

    def __len__(self) -> int:
        return len(self.corners)

    def __getitem__(self, chosen: Any) -> "Triangles":
        return Triangles(self.corners[chosen], self.colours[chosen], self.world[chosen])

    @classmethod
    def joined(cls, parts: "list[Triangles]") -> "Triangles":
        """Return the triangles of all parts as one."""
        if not parts:
            return cls(np.empty((0, 3, 3)), np.empty((0, 3, 4)), np.empty((0, 3, 3)))
        return cls(
            np.concatenate([part.corners for part in parts]),
            np.concatenate([part.colours for part in parts]),
            np.concatenate([part.world for part in parts]),
        )

    def from_far_to_near(self) -> "Triangles":
        """Return the triangles in painter's order."""
        a, b, c = self.corners[:, :, 2].T  # adding three columns is faster than any reduction
        return self[np.argsort(a + b + c, kind="stable")]


@dataclass(frozen=True)
class Layer:
    """The nearest fragment of every pixel, once nearer layers are taken away.

    Attributes
    ----------
    image : NDArray[np.uint32], shape (height, width)
        Premultiplied RGBA bytes.
    owner : NDArray[np.int32], shape (height, width)
        Number of the triangle seen, -1 for none.
    """

    image: NDArray[np.uint32]
    owner: NDArray[np.int32]


def layers(triangles: Triangles, width: int, height: int) -> list[Layer]:
    """Rasterise triangles in painter's order into layers, nearest first."""
    pixel, colour, triangle = _fragments(triangles, width, height)
    number = np.arange(len(pixel), dtype=np.int32)
    seen = np.empty(width * height, dtype=np.int32)
    found: list[Layer] = []
    while len(pixel) and len(found) < DEEPEST:
        seen[pixel] = number  # of equal pixels the last, that is the nearest, stays
        nearest = seen[pixel] == number
        image = np.zeros(width * height, dtype=np.uint32)
        owner = np.full(width * height, -1, dtype=np.int32)
        at, fragment = pixel[nearest], number[nearest]
        image[at], owner[at] = colour[fragment], triangle[fragment]
        found.append(Layer(image.reshape(height, width), owner.reshape(height, width)))
        pixel, number = pixel[~nearest], number[~nearest]
    return found


def _fragments(
    triangles: Triangles, width: int, height: int
) -> tuple[IntArray, NDArray[np.uint32], NDArray[np.int32]]:
    """Return pixel, colour and triangle of every fragment, in the order of the triangles."""
    row, left, count, triangle = _spans(triangles.corners, width, height)
    start, slope = _colour_planes(triangles)
    x, y = left + 0.5, row + 0.5
    base = start[triangle] + slope[triangle, 0] * x[:, None] + slope[triangle, 1] * y[:, None]
    along = _inside(base, slope[triangle, 0], count)
    # Half a unit up, since bytes are cut off; steps towards zero, so that no lane runs over.
    lanes, steps = _packed(base * 256 + 128), _packed(along * 256)
    ends = np.cumsum(count)
    offset = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - count, count)
    pixel = np.repeat(row * width + left, count) + offset
    fixed = np.repeat(lanes, count) + np.repeat(steps, count) * offset
    colour = np.ascontiguousarray(fixed.view(np.uint8).reshape(-1, 8)[:, 1::2])
    return pixel, colour.view(np.uint32).ravel(), np.repeat(triangle.astype(np.int32), count)


def _spans(
    corners: FloatArray, width: int, height: int
) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Return row, first column, length and triangle of every span inside the picture."""
    order = np.argsort(corners[:, :, 1], axis=1, kind="stable")
    across = np.arange(len(corners))[:, None]
    xs, ys = corners[across, order, 0], corners[across, order, 1]
    first = np.clip(np.ceil(ys[:, 0] - 0.5), 0, height).astype(np.int64)
    last = np.clip(np.ceil(ys[:, 2] - 0.5), 0, height).astype(np.int64)
    rows = np.maximum(last - first, 0)
    triangle = np.repeat(np.arange(len(corners)), rows)
    row = first[triangle] + np.arange(len(triangle)) - np.repeat(np.cumsum(rows) - rows, rows)
    y = row + 0.5
    upper = y < ys[triangle, 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        slopes = (
            np.diff(xs[:, [0, 2, 0, 1, 1, 2]])[:, ::2] / np.diff(ys[:, [0, 2, 0, 1, 1, 2]])[:, ::2]
        )
    begin, piece = np.where(upper, 0, 1), np.where(upper, 1, 2)
    long_x = xs[triangle, 0] + (y - ys[triangle, 0]) * slopes[triangle, 0]
    short_x = xs[triangle, begin] + (y - ys[triangle, begin]) * slopes[triangle, piece]
    left = np.clip(np.ceil(np.minimum(long_x, short_x) - 0.5), 0, width).astype(np.int64)
    right = np.clip(np.ceil(np.maximum(long_x, short_x) - 0.5), 0, width).astype(np.int64)
    full = right > left
    return row[full], left[full], (right - left)[full], triangle[full]


def _colour_planes(triangles: Triangles) -> tuple[FloatArray, FloatArray]:
    """Return value at the picture's origin, (t, 4), and slopes along x and y, (t, 2, 4)."""
    xy, colours = triangles.corners[:, :, :2], triangles.colours
    (ux, uy), (vx, vy) = (xy[:, 1] - xy[:, 0]).T, (xy[:, 2] - xy[:, 0]).T
    doubled = ux * vy - uy * vx
    flat = np.abs(doubled) < SLIVER
    inverse = (~flat / np.where(flat, 1.0, doubled))[:, None]
    du, dv = colours[:, 1] - colours[:, 0], colours[:, 2] - colours[:, 0]
    along_x = (du * vy[:, None] - dv * uy[:, None]) * inverse
    along_y = (dv * ux[:, None] - du * vx[:, None]) * inverse
    mean = (colours[:, 0] + colours[:, 1] + colours[:, 2]) / 3
    first = np.where(flat[:, None], mean, colours[:, 0])
    origin = first - along_x * xy[:, 0, :1] - along_y * xy[:, 0, 1:]
    return origin, np.stack([along_x, along_y], axis=1)


def _inside(base: FloatArray, along: FloatArray, count: IntArray) -> FloatArray:
    """Clip both ends of every span to a byte, in place; return the slopes between them."""
    end = np.clip(base + along * (count - 1)[:, None], 0, 255)
    np.clip(base, 0, 255, out=base)
    slope: FloatArray = (end - base) / np.maximum(count - 1, 1)[:, None]
    return slope


def _packed(values: FloatArray) -> IntArray:
    """Return four numbers per row, cut to whole ones, in the lanes of one integer.

    Sums and multiples of packed numbers are the packed sums and multiples, negative lanes
    included, as long as every lane of the result fits into 16 bits.
    """
    fixed = values.astype(np.int64)
    packed: IntArray = fixed[:, 0] + (fixed[:, 1] << 16) + (fixed[:, 2] << 32) + (fixed[:, 3] << 48)
    return packed

"""Faces to pixels, all at once: layers of depth in NumPy.

A face is cut into *spans* (its pixels in one row), spans into *fragments* (single pixels). Colour
runs along a span in 8.8 fixed point, four channels in the lanes of one 64-bit integer: all
fragments are one running sum, with a jump where a span begins.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calcml.stage.space.faces import Faces
from calcml.stage.space.grids import IntArray
from calcml.stage.space.scratch import running, scratch
from calcml.stage.space.spans import SingleArray, Spans, spans

__all__ = ["Layer", "layers"]

#: Layers of one pixel that are told apart; what lies deeper is not seen.
DEEPEST = 6


@dataclass(frozen=True)
class Layer:
    """Fragments in painter's order: of those at one pixel the last is seen.

    Attributes
    ----------
    width, height : int
        The picture's.
    pixel : IntArray, shape (n,)
        Row times width plus column.
    colour : NDArray[np.uint32], shape (n,)
        Premultiplied RGBA bytes.
    face : NDArray[np.int32], shape (n,)
        Number of the face, counted from 1.
    """

    width: int
    height: int
    pixel: IntArray
    colour: NDArray[np.uint32]
    face: NDArray[np.int32]

    @property
    def image(self) -> NDArray[np.uint32]:
        """The whole layer, shape (height, width), until another layer is asked."""
        image: NDArray[np.uint32] = scratch("image", self.width * self.height, np.uint32)
        image.fill(0)
        image[self.pixel] = self.colour
        return image.reshape(self.height, self.width)

    def owner(self, pixel: IntArray) -> NDArray[np.int32]:
        """Return the numbers of the faces seen at some pixels, 0 for none."""
        number = scratch("nearest", self.width * self.height, np.int32)
        number[pixel] = 0
        number[self.pixel] = self.face
        owner: NDArray[np.int32] = number[pixel]
        return owner

    def blend(self, onto: NDArray[np.uint32], left: int, top: int) -> None:
        """Lay the fragments over a picture, shape (h, w), in which the layer begins at a point."""
        row, column = np.divmod(self.pixel, self.width)
        at = (row + top) * onto.shape[1] + column + left
        below = onto.reshape(-1)
        lanes = self.colour.view(np.uint8).reshape(-1, 4).astype(np.uint16)
        dimmed = below[at].view(np.uint8).reshape(-1, 4) * (255 - lanes[:, 3:]) + 128
        lanes += (dimmed + (dimmed >> 8)) >> 8  # the quotient by 255, rounded, as Cairo has it
        below[at] = np.minimum(lanes, 255).astype(np.uint8).view(np.uint32).ravel()


def layers(faces: Faces, width: int, height: int) -> list[Layer]:
    """Rasterise faces in painter's order into layers, nearest first.

    They hold until the next call: the first lies in memory that is used again.
    """
    pixel, colour, face = _fragments(spans(faces, width, height), width)
    nearest = scratch("nearest", width * height, np.int32)
    found: list[Layer] = []
    while len(pixel) and len(found) < DEEPEST:
        found.append(Layer(width, height, pixel, colour, face))
        nearest[pixel] = face
        seen = nearest.take(pixel, out=scratch("seen", len(pixel), np.int32), mode="clip")
        covered = np.flatnonzero(seen != face)
        pixel, colour, face = pixel[covered], colour[covered], face[covered]
    return found


def _fragments(cut: Spans, width: int) -> tuple[IntArray, NDArray[np.uint32], NDArray[np.int32]]:
    """Return pixel, colour and face (from 1) of every fragment, in the order of the faces."""
    count = cut.count
    pixel = running("pixel", cut.row * width + cut.left, 1, count)
    face = running("face", (cut.face + 1).astype(np.int32), 0, count)
    # Half a unit up, since bytes are cut off; steps towards zero, so that no lane runs over.
    lanes, steps = _packed("lanes", cut.first, 128), _packed("steps", cut.step, 0)
    fixed = running("colour", lanes, steps, count).view(np.uint16)
    np.right_shift(fixed, 8, out=fixed)
    colour = scratch("bytes", len(fixed), np.uint8)
    np.copyto(colour, fixed, casting="unsafe")
    return pixel, colour.view(np.uint32), face


def _packed(purpose: str, values: SingleArray, more: int) -> IntArray:
    """Return columns of four 8.8 numbers, cut to whole ones, in the lanes of one integer each.

    Sums and multiples of packed numbers are the packed sums and multiples, negative lanes
    included, as long as every lane of the result fits into 16 bits.
    """
    lanes: IntArray = scratch(purpose, values.size, np.int64).reshape(values.shape)
    values *= 256
    values += more
    np.copyto(lanes, values, casting="unsafe")
    red, green, blue, alpha = lanes
    for lane, bits in ((green, 16), (blue, 32), (alpha, 48)):
        np.left_shift(lane, bits, out=lane)
        red += lane
    return red

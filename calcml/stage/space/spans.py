"""Faces to spans: the pixels that a face has in one row.

A pixel belongs to a face when its centre lies inside. Going around a convex face from its highest
corner, edges first run down its right side and then up its left side, so that both sides list the
same rows. Neighbours compute a shared edge from the same two points in the same order, so that
there are no seams. Colours run linearly along the edges and, between two edges, along the rows.

Glossary: t share of the way along an edge, from its upper end.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calcml.core.types import FloatArray
from calcml.stage.space.faces import Faces
from calcml.stage.space.grids import IntArray
from calcml.stage.space.scratch import running, scratch

__all__ = ["SingleArray", "Spans", "spans"]

SingleArray = NDArray[np.float32]

#: Bits after the point of fixed-point numbers.
POINT = 32
ONE, HALF = 1 << POINT, 1 << (POINT - 1)


@dataclass(frozen=True)
class Spans:
    """Rows of pixels of one face each, in the order of the faces.

    Attributes
    ----------
    row, left, count : IntArray, shape (s,)
        Where a span is, where it begins and how many pixels it has; at least one.
    face : IntArray, shape (s,)
        Number of the face.
    first, step : SingleArray, shape (4, s)
        Colour of its first pixel and what every further pixel adds.
    """

    row: IntArray
    left: IntArray
    count: IntArray
    face: IntArray
    first: SingleArray
    step: SingleArray


def spans(faces: Faces, width: int, height: int) -> Spans:
    """Return the spans inside a picture of the given size."""
    x, y, _ = faces.pixels.T.copy()
    points = _Points(x, y, np.clip(np.ceil(y - 0.5), 0, height).astype(np.int64))
    corners = _clockwise_from_the_top(x, y, faces.corners)
    following = np.roll(corners, -1, axis=1)
    colours = faces.colours * (1 << 16)
    right = _Side("right", points, colours, corners, following)
    left = _Side("left", points, colours, following[:, ::-1], corners[:, ::-1])
    begin, end = left.pixels(width), right.pixels(width)
    full = np.flatnonzero(end > begin)
    begin = begin[full]
    count = end[full] - begin
    start = left.x[full]
    length = (right.x[full] - start).astype(np.float32)
    offset = ((begin << POINT) + HALF - start).astype(np.float32)
    first = left.colours(full)
    across = right.colours(full)
    across -= first
    offset /= length
    first += np.multiply(across, offset, out=scratch("offset", across.size).reshape(4, -1))
    length *= 1 / ONE
    across /= np.maximum(length, 1, out=length)  # shorter ones have but one pixel
    return Spans(right.row()[full], begin, count, right.face()[full], first, across)


def _clockwise_from_the_top(x: FloatArray, y: FloatArray, corners: IntArray) -> IntArray:
    """Return the corners of each face, the highest first, clockwise as the viewer sees them."""
    a, b, c, d = corners.T
    area = (x[c] - x[a]) * (y[d] - y[b]) - (y[c] - y[a]) * (x[d] - x[b])
    top = np.argmin(y[corners], axis=1)[:, None]
    order = (top + np.where(area < 0, -1, 1)[:, None] * np.arange(4)) & 3
    return corners.ravel()[order + 4 * np.arange(len(corners))[:, None]]


@dataclass(frozen=True)
class _Points:
    """Places in the picture, and the first row whose pixels lie below each."""

    x: FloatArray
    y: FloatArray
    row: IntArray


class _Side:
    """One side of all faces, cut by the rows: where it is in each row and what colour it has.

    Both run along the edges in fixed-point numbers, the colours two by two in one integer: their
    running sums are exact.
    """

    def __init__(
        self, name: str, points: _Points, colours: FloatArray, upper: IntArray, lower: IntArray
    ) -> None:
        self.name = name
        x, y, row = points.x, points.y, points.row
        count = (row[lower] - row[upper]).ravel()
        chosen = np.flatnonzero(count > 0)
        count = count[chosen]
        up, down = upper.ravel()[chosen], lower.ravel()[chosen]
        height = y[down] - y[up]
        start = (row[up] + 0.5 - y[up]) / height
        # An edge in one row may be so flat that its step would not fit; nobody asks for it.
        step = (count > 1) / np.maximum(height, 0.5)
        width = x[down] - x[up]
        self.x = running(f"{name} x", _fixed(x[up] + start * width), _fixed(step * width), count)
        top = colours.take(up, axis=1)
        change = colours.take(down, axis=1) - top
        firsts, steps = _paired(top + start * change), _paired(step * change)
        self.pairs = [
            running(f"{name} pair {nth}", *pair, count)
            for nth, pair in enumerate(zip(firsts, steps, strict=True))
        ]
        self._first, self._face, self._count = row[up], chosen >> 2, count

    def row(self) -> IntArray:
        """Return the row of each span."""
        return running(f"{self.name} row", self._first, 1, self._count)

    def face(self) -> IntArray:
        """Return the face of each span."""
        return running(f"{self.name} face", self._face, 0, self._count)

    def pixels(self, width: int) -> IntArray:
        """Return the first pixel of every row whose centre is not to the left of the side."""
        pixel = scratch(f"{self.name} pixel", len(self.x), np.int64)
        np.add(self.x, HALF - 1, out=pixel)
        np.right_shift(pixel, POINT, out=pixel)
        return np.clip(pixel, 0, width, out=pixel)

    def colours(self, chosen: IntArray) -> SingleArray:
        """Return the colours, shape (4, c), in chosen rows."""
        lanes: SingleArray = scratch(f"{self.name} lanes", 4 * len(chosen)).reshape(4, -1)
        for nth, pair in enumerate(self.pairs):
            both = pair[chosen].view(np.int32).reshape(-1, 2)
            lanes[2 * nth], lanes[2 * nth + 1] = both.T
        lanes *= 1 / (1 << 16)
        return lanes


def _fixed(number: FloatArray) -> IntArray:
    """Return numbers in units of 1 / ONE."""
    return (number * ONE).astype(np.int64)


def _paired(lanes: FloatArray) -> tuple[IntArray, IntArray]:
    """Return the first two and the last two of four rows of numbers in one integer each."""
    red, green, blue, alpha = lanes.astype(np.int64)
    return red + (green << 32), blue + (alpha << 32)

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
    right = _Side("right", points, corners, following)
    left = _Side("left", points, following[:, ::-1], corners[:, ::-1])
    begin, end = left.pixels(width), right.pixels(width)
    full = np.flatnonzero(end > begin)
    begin = begin[full]
    count = end[full] - begin
    start = left.x[full]
    length = (right.x[full] - start).astype(np.float32)
    offset = ((begin << POINT) + HALF - start).astype(np.float32)
    colours = faces.colours.astype(np.float32)
    first = left.colours(colours, full)
    across = right.colours(colours, full)
    across -= first
    offset /= length
    first += np.multiply(across, offset, out=scratch("offset", across.size).reshape(4, -1))
    length *= 1 / ONE
    across /= np.maximum(length, 1, out=length)  # shorter ones have but one pixel
    edge = right.edge[full]
    return Spans(right.row(full), begin, count, right.chosen[edge] >> 2, first, across)


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

    Places and shares are fixed-point numbers, so that running sums of them are exact.
    """

    def __init__(self, name: str, points: _Points, upper: IntArray, lower: IntArray) -> None:
        x, y, row = points.x, points.y, points.row
        self.name = name
        count = (row[lower] - row[upper]).ravel()
        self.chosen = np.flatnonzero(count > 0)
        count = count[self.chosen]
        self.upper, self.lower = upper.ravel()[self.chosen], lower.ravel()[self.chosen]
        self.first = row[self.upper]
        self.begin = np.cumsum(count) - count
        top, x_top = y[self.upper], x[self.upper]
        height, width = y[self.lower] - top, x[self.lower] - x_top
        start = (self.first + 0.5 - top) / height
        # An edge in one row may be so flat that its step would not fit; nobody asks for it.
        step = (count > 1) / np.maximum(height, 0.5)
        self.edge = running(f"{name} edge", np.arange(len(count)), 0, count)
        self.x = running(f"{name} x", _fixed(x_top + start * width), _fixed(step * width), count)
        self.t = running(f"{name} t", _fixed(start), _fixed(step), count)

    def row(self, chosen: IntArray) -> IntArray:
        """Return the rows of chosen spans."""
        rows: IntArray = (self.first - self.begin)[self.edge[chosen]] + chosen
        return rows

    def pixels(self, width: int) -> IntArray:
        """Return the first pixel of every row whose centre is not to the left of the side."""
        pixel = scratch(f"{self.name} pixel", len(self.x), np.int64)
        np.add(self.x, HALF - 1, out=pixel)
        np.right_shift(pixel, POINT, out=pixel)
        return np.clip(pixel, 0, width, out=pixel)

    def colours(self, colours: SingleArray, chosen: IntArray) -> SingleArray:
        """Return the colours, shape (4, c), in chosen rows."""
        edge, t = self.edge[chosen], self.t[chosen].astype(np.float32)
        t *= 1 / ONE
        top = colours.take(self.upper, axis=1)
        down = colours.take(self.lower, axis=1) - top
        along, base = (
            scratch(f"{self.name} {name}", 4 * len(t)).reshape(4, -1) for name in ("along", "base")
        )
        down.take(edge, axis=1, out=along, mode="clip")
        along *= t
        along += top.take(edge, axis=1, out=base, mode="clip")
        return along


def _fixed(number: FloatArray) -> IntArray:
    """Return numbers in units of 1 / ONE."""
    return (number * ONE).astype(np.int64)

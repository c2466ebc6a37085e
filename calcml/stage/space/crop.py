"""A picture without its empty surroundings."""

from dataclasses import dataclass
from typing import Any, Self

import cairo
import numpy as np
from numpy.typing import NDArray

from calcml.core.types import FloatArray
from calcml.stage.space.sketch import Ball, Head, Line, Mark, Sketch

__all__ = ["Crop", "PixelBox", "bounds", "canvas"]

#: Left, top, right, bottom; right and bottom are the first that lie outside.
PixelBox = tuple[int, int, int, int]
#: How far antialiasing may reach beyond an outline, in pixels.
SOFT = 1.0


@dataclass(frozen=True)
class Crop:
    """The part of a picture in which there may be anything.

    Attributes
    ----------
    left, top : int
        Where in the picture it begins.
    pixels : NDArray[np.uint8], shape (height, width, 4)
        Premultiplied RGBA bytes; no height and no width if there is nothing.
    """

    left: int
    top: int
    pixels: NDArray[np.uint8]

    @property
    def box(self) -> PixelBox:
        """The rectangle of pixels that it covers."""
        height, width = self.pixels.shape[:2]
        return self.left, self.top, self.left + width, self.top + height

    def spread(self, width: int, height: int) -> NDArray[np.uint8]:
        """Return the whole picture, shape (height, width, 4)."""
        left, top, right, bottom = self.box
        picture = np.zeros((height, width, 4), dtype=np.uint8)
        picture[top:bottom, left:right] = self.pixels
        return picture

    def __deepcopy__(self, memo: Any) -> Self:
        """Return itself: nobody changes a crop."""
        return self


def canvas(image: NDArray[Any]) -> cairo.ImageSurface:
    """Return a Cairo surface on premultiplied RGBA bytes, shape (height, width, 4) or uint32."""
    height, width = image.shape[:2]
    return cairo.ImageSurface.create_for_data(image.data, cairo.FORMAT_ARGB32, width, height)


def bounds(sketch: Sketch) -> PixelBox:
    """Return the box of pixels outside of which a sketch paints nothing."""
    screen = sketch.screen
    reached = [(faces.pixels, 0.0) for faces in sketch.faces]
    reached += [_reach(mark) for mark in sketch.marks]
    reached += [
        (screen.pixels(sketch.view.project(pane.corners)), pane.width / 2 + SOFT)
        for pane in sketch.panes
    ]
    size = (screen.width, screen.height)
    columns = [(points[:, :2].T, margin) for points, margin in reached if len(points)]
    low = [min((at[k].min() - m for at, m in columns), default=np.inf) for k in (0, 1)]
    high = [max((at[k].max() + m for at, m in columns), default=-np.inf) for k in (0, 1)]
    left, top = np.clip(np.floor(low), 0, size).astype(int).tolist()
    right, bottom = np.clip(np.ceil(high), 0, size).astype(int).tolist()
    if right <= left or bottom <= top:
        return 0, 0, 0, 0
    return left, top, right, bottom


def _reach(mark: Mark) -> tuple[FloatArray, float]:
    """Return points, shape (n, 2 or more), and how far beyond them a mark stays."""
    match mark:
        case Line():
            return mark.pixels, mark.width / 2 + SOFT
        case Ball():
            return mark.pixels, mark.radius + SOFT
        case Head():
            return mark.outline, SOFT

"""Paint a sketch: surfaces from their layers, marks between the layers, panes by cells.

A mark with k layers of surface in front of it is painted before the k-th layer and after the
(k+1)-th: so an opaque wall hides it, a translucent one dims it, and Cairo still draws it with
smooth edges.
"""

from collections.abc import Sequence

import cairo
import numpy as np

from calcml.core.types import BoolArray, FloatArray
from calcml.stage.space.cells import Cut, clipped, divided
from calcml.stage.space.crop import Crop, bounds, canvas
from calcml.stage.space.faces import Faces
from calcml.stage.space.pens import paint_mark, paint_pane
from calcml.stage.space.raster import Layer
from calcml.stage.space.sheets import Sheets, halfway
from calcml.stage.space.sketch import Mark, Pane, Sketch

__all__ = ["paint"]

#: A mark and the pieces of it that belong to the present cell.
Part = tuple[Mark, BoolArray]


def paint(sketch: Sketch) -> Crop:
    """Paint a sketch."""
    left, top, right, bottom = bounds(sketch)
    pixels = np.zeros((bottom - top, right - left, 4), dtype=np.uint8)
    crop = Crop(left, top, pixels)
    if pixels.size:
        _paint_on(Easel(crop), sketch)
    return crop


class Easel:
    """A crop with the context that draws on it, in the pixel coordinates of the whole picture."""

    def __init__(self, crop: Crop) -> None:
        self.surface = canvas(crop.pixels)
        self.context = cairo.Context(self.surface)
        self.context.translate(-crop.left, -crop.top)
        self.crop = crop

    def lay(self, layer: Layer, left: int, top: int) -> None:
        """Lay a layer that begins at a point over what is there."""
        if 4 * len(layer.pixel) > layer.width * layer.height:
            self.context.set_source_surface(canvas(layer.image), left, top)
            self.context.get_source().set_filter(cairo.FILTER_NEAREST)
            self.context.paint()
        else:
            self.surface.flush()
            image = self.crop.pixels.view(np.uint32)[..., 0]
            layer.blend(image, left - self.crop.left, top - self.crop.top)
            self.surface.mark_dirty()


def _paint_on(easel: Easel, sketch: Sketch) -> None:
    parts = [(mark, np.ones(len(_middles(mark)), dtype=np.bool_)) for mark in sketch.marks]
    _paint_cell(sketch, easel, Faces.joined(sketch.faces), parts, sketch.panes)


def _paint_cell(
    sketch: Sketch,
    easel: Easel,
    faces: Faces,
    parts: list[Part],
    panes: Sequence[Pane],
) -> None:
    if not panes:
        _paint_layers(sketch, easel, faces, parts)
        return
    pane, *others = panes
    cut = Cut.through(pane.corners, sketch.view)
    if cut is None:  # seen edge-on: nothing of it to see but its border
        _paint_cell(sketch, easel, faces, parts, others)
        return
    beyond, before = divided(faces, cut)
    # What lies on the plane belongs in front of it.
    far = [(mark, mask & (cut.height(_middles(mark)) < -mark.lift)) for mark, mask in parts]
    near = [(mark, mask & ~gone) for (mark, mask), (_, gone) in zip(parts, far, strict=True)]
    split = [(other, clipped(other.corners, cut)) for other in others]
    panes_far = [_with(other, piece) for other, (piece, _) in split if len(piece)]
    panes_near = [_with(other, piece) for other, (_, piece) in split if len(piece)]
    _paint_cell(sketch, easel, beyond, far, panes_far)
    paint_pane(easel.context, sketch, pane)
    _paint_cell(sketch, easel, before, near, panes_near)


def _with(pane: Pane, corners: FloatArray) -> Pane:
    return Pane(corners, pane.colour, pane.border, pane.width)


def _middles(mark: Mark) -> FloatArray:
    """Return the middles of a mark's pieces in the world, shape (p, 3)."""
    return halfway(mark, mark.world)


def _paint_layers(sketch: Sketch, easel: Easel, faces: Faces, parts: list[Part]) -> None:
    sheets = Sheets(faces, sketch.screen)
    counts = sheets.in_front([mark for mark, _ in parts])
    marks: list[list[Part]] = [[] for _ in range(len(sheets.layers) + 1)]
    for (mark, mask), count in zip(parts, counts, strict=True):
        for depth in range(count.min(), count.max() + 1) if mask.any() else ():
            marks[depth].append((mark, mask & (count == depth)))
    for depth in range(len(sheets.layers), -1, -1):
        for mark, chosen in marks[depth]:
            paint_mark(easel.context, mark, chosen)
        if depth:
            easel.lay(sheets.layers[depth - 1], sheets.left, sheets.top)

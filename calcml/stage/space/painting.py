"""Paint a sketch: surfaces from their layers, marks between the layers, panes by cells.

A mark with k layers of surface in front of it is painted before the k-th layer and after the
(k+1)-th: so an opaque wall hides it, a translucent one dims it, and Cairo still draws it with
smooth edges.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cairo
import numpy as np

from calcml.core.types import BoolArray
from calcml.stage.space.cells import Cut, clipped, divided
from calcml.stage.space.crop import Crop, bounds, canvas
from calcml.stage.space.faces import Faces
from calcml.stage.space.pens import paint_mark, paint_pane
from calcml.stage.space.raster import Layer
from calcml.stage.space.sheets import Pieces, Sheets
from calcml.stage.space.sketch import Mark, Pane, Sketch

__all__ = ["paint"]


@dataclass(frozen=True)
class Cell:
    """A part of space with no plane left to cut it, or with some.

    Attributes
    ----------
    faces : Faces
    chosen : BoolArray, shape (p,)
        Which pieces of marks are in it.
    panes : Sequence of Pane
        The planes that have yet to cut it.
    """

    faces: Faces
    chosen: BoolArray
    panes: Sequence[Pane]


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
    faces = Faces.joined(sketch.faces)
    if len(sketch.faces) > 1:  # the smaller the faces, the finer where surfaces meet
        faces = faces.in_triangles()
    pieces = Pieces(sketch.marks)
    cell = Cell(faces, np.ones(len(pieces.lift), dtype=np.bool_), sketch.panes)
    _Painter(sketch, easel, pieces).paint(cell)


class _Painter:
    """Everything that the cells of one picture share."""

    def __init__(self, sketch: Sketch, easel: Easel, pieces: Pieces) -> None:
        self.sketch, self.easel, self.pieces = sketch, easel, pieces

    def paint(self, cell: Cell) -> None:
        """Paint a cell: what is beyond its first pane, the pane, what is before it."""
        if not cell.panes:
            self._paint_layers(cell)
            return
        pane, *others = cell.panes
        cut = Cut.through(pane.corners, self.sketch.view)
        if cut is None:  # seen edge-on: nothing of it to see but its border
            self.paint(replace(cell, panes=others))
            return
        beyond, before = divided(cell.faces, cut)
        # What lies on the plane belongs in front of it.
        far = cell.chosen & (cut.height(self.pieces.world) < -self.pieces.lift)
        split = [(other, clipped(other.corners, cut)) for other in others]
        panes_far = [replace(other, corners=piece) for other, (piece, _) in split if len(piece)]
        panes_near = [replace(other, corners=piece) for other, (_, piece) in split if len(piece)]
        self.paint(Cell(beyond, far, panes_far))
        paint_pane(self.easel.context, self.sketch, pane)
        self.paint(Cell(before, cell.chosen & ~far, panes_near))

    def _paint_layers(self, cell: Cell) -> None:
        sheets = Sheets(cell.faces, self.sketch.screen)
        count = sheets.in_front(self.pieces)
        count[~cell.chosen] = -1
        marks: list[list[tuple[Mark, BoolArray]]] = [[] for _ in range(len(sheets.layers) + 1)]
        for number, mark in enumerate(self.pieces.marks):
            of_mark = count[self.pieces.of(number)]
            for depth in {*of_mark.tolist()} - {-1}:
                marks[depth].append((mark, of_mark == depth))
        for depth in range(len(sheets.layers), -1, -1):
            for mark, chosen in marks[depth]:
                paint_mark(self.easel.context, mark, chosen)
            if depth:
                self.easel.lay(sheets.layers[depth - 1], sheets.left, sheets.top)

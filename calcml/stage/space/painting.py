"""Paint a sketch: surfaces from their layers, marks between the layers, panes by cells.

A mark with k layers of surface in front of it is painted before the k-th layer and after the
(k+1)-th: so an opaque wall hides it, a translucent one dims it, and Cairo still draws it with
smooth edges.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import cairo
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from calcml.core.types import BoolArray, FloatArray
from calcml.stage.space.cells import Cut, clipped, divided
from calcml.stage.space.raster import Layer, Triangles, layers
from calcml.stage.space.sketch import TINY, Ball, Colour, Head, Line, Mark, Pane, Segments, Sketch

__all__ = ["canvas", "paint"]

#: PyCairo's context is generic in what it draws on; here always an image.
Context: TypeAlias = "cairo.Context[Any]"
#: Pieces of a line to either side that vote on whether it is hidden.
STEADY = 4
#: A mark and the pieces of it that belong to the present cell.
Part = tuple[Mark, BoolArray]


def canvas(image: NDArray[Any]) -> cairo.ImageSurface:
    """Return a Cairo surface on premultiplied RGBA bytes, shape (height, width, 4) or uint32."""
    height, width = image.shape[:2]
    return cairo.ImageSurface.create_for_data(image.data, cairo.FORMAT_ARGB32, width, height)


def paint(sketch: Sketch, context: Context) -> None:
    """Paint a sketch in the pixel coordinates of a context."""
    parts = [(mark, np.ones(len(_middles(mark)), dtype=np.bool_)) for mark in sketch.marks]
    _paint_cell(sketch, context, Triangles.joined(sketch.triangles), parts, sketch.panes)


def _paint_cell(
    sketch: Sketch,
    context: Context,
    triangles: Triangles,
    parts: list[Part],
    panes: Sequence[Pane],
) -> None:
    if not panes:
        _paint_layers(sketch, context, triangles, parts)
        return
    pane, *others = panes
    cut = Cut.through(pane.corners, sketch.view)
    if cut is None:  # seen edge-on: nothing of it to see but its border
        _paint_cell(sketch, context, triangles, parts, others)
        return
    beyond, before = divided(triangles, cut)
    # What lies on the plane belongs in front of it.
    far = [(mark, mask & (cut.height(_middles(mark)) < -mark.lift)) for mark, mask in parts]
    near = [(mark, mask & ~gone) for (mark, mask), (_, gone) in zip(parts, far, strict=True)]
    split = [(other, clipped(other.corners, cut)) for other in others]
    panes_far = [_with(other, piece) for other, (piece, _) in split if len(piece)]
    panes_near = [_with(other, piece) for other, (_, piece) in split if len(piece)]
    _paint_cell(sketch, context, beyond, far, panes_far)
    _paint_pane(sketch, context, pane)
    _paint_cell(sketch, context, before, near, panes_near)


def _with(pane: Pane, corners: FloatArray) -> Pane:
    return Pane(corners, pane.colour, pane.border, pane.width)


def _middles(mark: Mark) -> FloatArray:
    """Return the middles of a mark's pieces in the world, shape (p, 3)."""
    return _halfway(mark, mark.world)


def _halfway(mark: Mark, points: FloatArray) -> FloatArray:
    """Return one point a piece, shape (p, 3), of a mark's points."""
    match mark:
        case Line():
            middle: FloatArray = (points[1:] + points[:-1]) / 2
            return middle
        case Segments():
            return points.mean(axis=1)
        case _:
            return points


def _paint_layers(
    sketch: Sketch, context: Context, triangles: Triangles, parts: list[Part]
) -> None:
    sheets = Sheets(triangles, sketch.screen.width, sketch.screen.height)
    counts = sheets.in_front([mark for mark, _ in parts])
    hidden = [
        (mark, np.where(mask, count, -1)) for (mark, mask), count in zip(parts, counts, strict=True)
    ]
    for depth in range(len(sheets.layers), -1, -1):
        for mark, count in hidden:
            _paint_mark(context, mark, count == depth)
        if depth:
            sheets.paint(depth - 1, context)


class Sheets:
    """The layers of a cell's surfaces, cropped to where there is anything."""

    def __init__(self, triangles: Triangles, width: int, height: int) -> None:
        triangles = triangles.from_far_to_near()
        self.corners = triangles.corners
        xy = [np.ravel(triangles.corners[:, :, axis]) for axis in (0, 1)]
        low = np.clip(np.floor([v.min(initial=np.inf) for v in xy]), 0, (width, height))
        high = np.clip(np.ceil([v.max(initial=-np.inf) for v in xy]), 0, (width, height))
        self.left, self.top = (int(v) for v in low)
        self.width, self.height = (max(int(v), 0) for v in high - low)
        shift = np.array([self.left, self.top, 0.0])
        local = Triangles(triangles.corners - shift, triangles.colours, triangles.world)
        self.layers: list[Layer] = layers(local, self.width, self.height)

    def in_front(self, marks: Sequence[Mark]) -> list[NDArray[np.int64]]:
        """Return how many layers lie in front of each piece of each mark."""
        if not marks:
            return []
        pieces = [_halfway(mark, mark.pixels) for mark in marks]
        lengths = [len(piece) for piece in pieces]
        at = np.concatenate(pieces)
        lift = np.repeat([mark.lift for mark in marks], lengths)
        count = np.zeros(len(at), dtype=np.int64)
        x = np.floor(at[:, 0]).astype(np.int64) - self.left
        y = np.floor(at[:, 1]).astype(np.int64) - self.top
        inside = np.flatnonzero((x >= 0) & (x < self.width) & (y >= 0) & (y < self.height))
        for layer in self.layers:
            owner = layer.owner[y[inside], x[inside]]
            covered = inside[owner >= 0]
            depth = _depth(self.corners[owner[owner >= 0]], at[covered, :2])
            count[covered[depth > at[covered, 2] + lift[covered]]] += 1
        counts = np.split(count, np.cumsum(lengths)[:-1])
        return [
            _steadied(count) if isinstance(mark, Line) else count
            for mark, count in zip(marks, counts, strict=True)
        ]

    def paint(self, number: int, context: Context) -> None:
        """Paint one layer."""
        context.set_source_surface(canvas(self.layers[number].image), self.left, self.top)
        context.get_source().set_filter(cairo.FILTER_NEAREST)
        context.paint()


def _steadied(count: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the running median: a line that grazes a surface must not flicker."""
    if not np.ptp(count):
        return count
    windows = sliding_window_view(np.pad(count, STEADY, mode="edge"), 2 * STEADY + 1)
    return np.median(windows, axis=1).astype(np.int64)


def _depth(corners: FloatArray, xy: FloatArray) -> FloatArray:
    """Return the depth of triangles, shape (p, 3, 3), at one point each, shape (p, 2)."""
    a, u, v = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    doubled = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    flat = np.abs(doubled) < TINY
    safe = np.where(flat, 1.0, doubled)
    dx, dy = xy[:, 0] - a[:, 0], xy[:, 1] - a[:, 1]
    s = np.clip((dx * v[:, 1] - dy * v[:, 0]) / safe, 0, 1)
    t = np.clip((dy * u[:, 0] - dx * u[:, 1]) / safe, 0, 1)
    depth: FloatArray = np.where(
        flat, corners[:, :, 2].mean(axis=1), a[:, 2] + s * u[:, 2] + t * v[:, 2]
    )
    return depth


def _paint_mark(context: Context, mark: Mark, chosen: BoolArray) -> None:
    if not chosen.any():
        return
    match mark:
        case Line():
            _paint_line(context, mark, chosen)
        case Segments():
            _paint_segments(context, mark, chosen)
        case Ball():
            _paint_ball(context, mark)
        case Head():
            _polygon(context, mark.outline)
            context.set_source_rgba(*_swapped(mark.colour))
            context.fill()


def _paint_line(context: Context, line: Line, chosen: BoolArray) -> None:
    context.set_line_cap(cairo.LINE_CAP_BUTT)
    context.set_line_join(cairo.LINE_JOIN_ROUND)
    context.set_line_width(line.width)
    context.set_source_rgba(*_swapped(line.colour))
    for first, last in _runs(chosen):
        for x, y, _ in line.pixels[first : last + 1].tolist():
            context.line_to(x, y)
        context.new_sub_path()
    context.stroke()
    if line.colour[3] >= 1:  # round ends; on a translucent line they would show twice
        for end in np.flatnonzero(chosen[[0, -1]]):
            x, y, _ = line.pixels[-end]
            context.arc(x, y, line.width / 2, 0, 2 * np.pi)
            context.fill()


def _paint_segments(context: Context, segments: Segments, chosen: BoolArray) -> None:
    for (x0, y0, _), (x1, y1, _) in segments.pixels[chosen].tolist():
        context.move_to(x0, y0)
        context.line_to(x1, y1)
    context.set_line_cap(cairo.LINE_CAP_ROUND)
    context.set_line_width(segments.width)
    context.set_source_rgba(*_swapped(segments.colour))
    context.stroke()


def _runs(chosen: BoolArray) -> Iterator[tuple[int, int]]:
    """Yield begin and end of every run of chosen pieces."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], chosen, [False]]).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _paint_ball(context: Context, ball: Ball) -> None:
    (x, y, _), r = ball.pixels[0].tolist(), ball.radius
    red, green, blue, alpha = ball.colour
    light = cairo.RadialGradient(x - 0.35 * r, y - 0.4 * r, 0, x - 0.1 * r, y - 0.1 * r, 1.2 * r)
    for at, white, shade in ((0.0, 0.55, 1.0), (0.5, 0.0, 1.0), (1.0, 0.0, 0.62)):
        tone = [shade * (c + white * (1 - c)) for c in (red, green, blue)]
        light.add_color_stop_rgba(at, *_swapped((tone[0], tone[1], tone[2], alpha)))
    context.set_source(light)
    context.arc(x, y, r, 0, 2 * np.pi)
    context.fill()


def _paint_pane(sketch: Sketch, context: Context, pane: Pane) -> None:
    _polygon(context, sketch.screen.pixels(sketch.view.project(pane.corners))[:, :2])
    context.set_source_rgba(*_swapped(pane.colour))
    context.fill_preserve()
    context.set_source_rgba(*_swapped(pane.border))
    context.set_line_width(pane.width)
    context.set_line_join(cairo.LINE_JOIN_ROUND)
    context.stroke()


def _polygon(context: Context, outline: FloatArray) -> None:
    for x, y in outline.tolist():
        context.line_to(x, y)
    context.close_path()


def _swapped(colour: Colour) -> Colour:
    """Return a colour with red and blue exchanged: Manim keeps RGBA bytes where Cairo has BGRA."""
    red, green, blue, alpha = colour
    return blue, green, red, alpha

"""Marks and panes as Cairo draws them."""

from bisect import bisect
from collections.abc import Iterator
from typing import Any, TypeAlias

import cairo
import numpy as np

from calcml.core.types import BoolArray, FloatArray
from calcml.stage.space.sketch import Ball, Colour, Head, Line, Mark, Pane, Sketch

__all__ = ["Context", "paint_mark", "paint_pane"]

#: PyCairo's context is generic in what it draws on; here always an image.
Context: TypeAlias = "cairo.Context[Any]"


def paint_mark(context: Context, mark: Mark, chosen: BoolArray) -> None:
    """Draw the chosen pieces of a mark."""
    match mark:
        case Line():
            _paint_line(context, mark, chosen)
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
        bends = line.bends[bisect(line.bends, first) : bisect(line.bends, last - 1)]
        for x, y, _ in line.pixels[[first, *bends, last]].tolist():
            context.line_to(x, y)
        context.new_sub_path()
    context.stroke()
    if line.colour[3] >= 1:  # round ends; on a translucent line they would show twice
        for end in np.flatnonzero(chosen[[0, -1]]):
            x, y, _ = line.pixels[-end]
            context.arc(x, y, line.width / 2, 0, 2 * np.pi)
            context.fill()


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


def paint_pane(context: Context, sketch: Sketch, pane: Pane) -> None:
    """Draw a pane and its border."""
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

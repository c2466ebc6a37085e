"""Parts with an area: surfaces and planes."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import is_
from typing import Any

import numpy as np

from calcml.core.errors import InvalidArgument
from calcml.core.types import BoolArray, FloatArray
from calcml.stage import theme
from calcml.stage.space import looks
from calcml.stage.space.levels import LevelLines, chains, level_lines
from calcml.stage.space.looks import Look
from calcml.stage.space.mesh import Mesh
from calcml.stage.space.parts import Part
from calcml.stage.space.sketch import Colour, Sketch
from calcml.stage.space.vary import Vary
from calcml.stage.space.view import Box

__all__ = ["Plane", "Surface"]


@dataclass(frozen=True)
class Skin:
    """A surface as it is shaped and coloured now.

    Attributes
    ----------
    grid : FloatArray, shape (n, m, 3)
        Data points.
    mesh : Mesh
    level_lines : LevelLines
    """

    grid: FloatArray
    mesh: Mesh
    level_lines: LevelLines


class Surface(Part):
    """A grid of points as a smooth skin, coloured by height.

    Attributes
    ----------
    grid : FloatArray, shape (n, m, 3)
        Data points. Borders that coincide (a polar grid's) are welded.
    values : FloatArray, shape (n, m)
        What the colours mean; the heights unless given.
    ramp : FloatArray, shape (k, 3)
        Colours from the least value to the greatest.
    span : FloatArray, shape (2,)
        The values that get the first and the last colour.
    grown : float
        0 (flat on ``floor``) to 1.
    floor : float
        Height from which it grows.
    levels : tuple of float
        Values at which a level line follows the surface.
    net : tuple of int
        Number of cells between two drawn grid lines, along rows and columns; 0 draws none.
    rim : bool
        Whether the border is drawn.
    cells : BoolArray, shape (n - 1, m - 1), or None
        Which cells are there; all if None.
    line, line_opacity, stroke
        Colour, opacity and width of those lines.
    """

    grid = Look(looks.points(None, None, 3))
    values = Look(looks.points(None, None))
    ramp = Look(looks.ramp)
    span = Look(looks.points(2))
    grown = Look(looks.fraction)
    floor = Look(looks.number)
    line = Look(looks.colour)
    line_opacity = Look(looks.fraction)
    stroke = Look(looks.count)

    def __init__(
        self,
        grid: Any,
        *,
        ramp: Iterable[Any],
        span: tuple[float, float],
        values: Any = None,
        opacity: float = 0.72,
        floor: float = 0.0,
        levels: Iterable[float] = (),
        net: tuple[int, int] = (0, 0),
        rim: bool = False,
        cells: BoolArray | None = None,
        line: Any = theme.INK,
        line_opacity: float = 0.4,
        stroke: float = 1.4,
    ) -> None:
        super().__init__(opacity=opacity)
        self.grid = grid
        self.values = self.grid[..., 2] if values is None else values
        if self.values.shape != self.grid.shape[:2]:
            raise InvalidArgument(
                f"values must have one number a point, shape {self.grid.shape[:2]}, "
                f"got {self.values.shape}"
            )
        self.ramp, self.span, self.floor, self.grown = ramp, span, floor, 1.0
        self.levels = tuple(looks.number("level", level) for level in levels)
        self.net, self.rim, self.cells = net, rim, cells
        self.line, self.line_opacity, self.stroke = line, line_opacity, stroke
        self._kept: tuple[tuple[Any, ...], Skin] | None = None
        self._levels: tuple[FloatArray, LevelLines] | None = None

    def grow(self, *, run_time: float = 2.0) -> Vary:
        """Return the animation in which the surface rises from its floor."""
        start = {"grown": 0.0, "opacity": 0.0, "line_opacity": 0.0}
        to = {"grown": 1.0, "opacity": self.opacity, "line_opacity": self.line_opacity}
        return Vary(self, to, start=start, run_time=run_time)

    def morph(self, grid: Any, *, values: Any = None, run_time: float = 2.0) -> Vary:
        """Return the animation that moves every point to that of another grid."""
        target = np.asarray(grid, dtype=np.float64)
        colours = target[..., 2] if values is None else values
        return self.vary(grid=target, values=colours, run_time=run_time)

    def state(self) -> tuple[Any, ...]:
        """Return what the picture of this part depends on."""
        return (*super().state(), self.levels, self.net, self.rim)

    def sketch(self, sketch: Sketch) -> None:
        """Hand in the skin and its lines."""
        if self.opacity == 0:
            return
        skin = self._skin(sketch.box)
        sketch.surface(skin.mesh, self.opacity)
        self._sketch_lines(sketch, skin)

    def _skin(self, box: Box) -> "Skin":
        """Return what does not depend on the view, from before unless something in it changed."""
        made_of = (box, self.grid, self.values, self.ramp, self.span, self.grown, self.floor)
        if self._kept is None or not all(map(is_, self._kept[0], made_of)):
            grid = self.grid.copy()
            grid[..., 2] = self.floor + self.grown * (grid[..., 2] - self.floor)
            low, high = self.span
            share = (self.values - low) / (high - low)
            stops = np.linspace(0, 1, len(self.ramp))
            rgb = np.stack([np.interp(share, stops, tone) for tone in self.ramp.T], axis=-1)
            self._kept = (
                made_of,
                Skin(grid, Mesh(box.world(grid), rgb, self.cells), self._level_lines()),
            )
        return self._kept[1]

    def _level_lines(self) -> LevelLines:
        """Return the level lines of the values, which stay while the surface grows."""
        if self._levels is None or self._levels[0] is not self.values:
            self._levels = self.values, level_lines(self.values, self.levels, self.cells)
        return self._levels[1]

    def _sketch_lines(self, sketch: Sketch, skin: "Skin") -> None:
        grid = skin.grid
        red, green, blue = self.line.tolist()
        colour = (red, green, blue, self.line_opacity)
        for step, lines in zip(self.net, (grid, grid.swapaxes(0, 1)), strict=True):
            if step:
                paths = lines[::step]
                lengths = np.full(len(paths), paths.shape[1])
                sketch.lines(paths.reshape(-1, 3), lengths, colour, self.stroke)
        if self.rim and self.cells is None:
            self._sketch_rim(sketch, grid, colour)
        elif self.rim:
            self._sketch_edge(sketch, skin, colour)
        if len(skin.level_lines.lengths):
            level = skin.level_lines
            sketch.lines(level.on(grid), level.lengths, colour, self.stroke)

    def _sketch_rim(self, sketch: Sketch, grid: FloatArray, colour: Colour) -> None:
        closed = np.allclose(grid[:, 0], grid[:, -1])
        for path in (grid[0], grid[-1], *(() if closed else (grid[:, 0], grid[:, -1]))):
            if np.ptp(path, axis=0).max() > 0:
                sketch.line(path, colour, self.stroke)

    def _sketch_edge(self, sketch: Sketch, skin: "Skin", colour: Colour) -> None:
        """Draw the edge of a surface of which parts are left out."""
        shape, places = skin.mesh.topology, skin.grid.reshape(-1, 3)
        lines = list(chains(shape.edges[shape.border]))
        if lines:
            lengths = np.array([len(line) for line in lines], dtype=np.int64)
            sketch.lines(places[np.concatenate(lines)], lengths, colour, self.stroke)


class Plane(Part):
    """A translucent parallelogram with a border; surfaces may pass through it.

    Attributes
    ----------
    middle, across, along : FloatArray, shape (3,)
        Its corners are ``middle ± across ± along``.
    colour : FloatArray, shape (3,)
    border, stroke : float
        Opacity (as a share of twice that of the plane) and width of the border.
    """

    middle = Look(looks.points(3))
    across = Look(looks.points(3))
    along = Look(looks.points(3))
    colour = Look(looks.colour)
    border = Look(looks.fraction)
    stroke = Look(looks.count)

    def __init__(
        self,
        middle: Any,
        across: Any,
        along: Any,
        *,
        colour: Any,
        opacity: float = 0.25,
        border: float = 0.5,
        stroke: float = 1.5,
    ) -> None:
        super().__init__(opacity=opacity)
        self.middle, self.across, self.along = middle, across, along
        self.colour, self.border, self.stroke = colour, border, stroke

    @property
    def corners(self) -> FloatArray:
        """The corners in order, shape (4, 3)."""
        turns = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        return np.stack([self.middle + p * self.across + q * self.along for p, q in turns])

    def unfold(self, *, run_time: float = 1.0) -> Vary:
        """Return the animation in which the plane opens from its middle line."""
        start = {"across": 0.001 * self.across, "opacity": 0.0}
        to = {"across": self.across, "opacity": self.opacity}
        return Vary(self, to, start=start, run_time=run_time)

    def sketch(self, sketch: Sketch) -> None:
        """Hand in the pane."""
        if self.opacity:
            red, green, blue = self.colour.tolist()
            edge = (red, green, blue, min(1.0, 2 * self.opacity) * self.border)
            sketch.pane(self.corners, self._rgba(self.colour), edge, self.stroke)

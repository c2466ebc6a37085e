"""What one frame of a space consists of, in pixels, before it is painted.

Parts hand in surfaces, marks and panes; a sketch projects them.
"""

from dataclasses import dataclass, field

import numpy as np

from calcml.core.types import FloatArray
from calcml.stage.space.faces import Faces
from calcml.stage.space.grids import IntArray
from calcml.stage.space.mesh import Mesh, mesh
from calcml.stage.space.view import Box, View

__all__ = ["Ball", "Colour", "Head", "Line", "Mark", "Pane", "Screen", "Sketch"]

Colour = tuple[float, float, float, float]

#: Longest piece of a line that is tested as a whole, in pixels.
PIECE = 3.0
#: Marks count as in front of a surface they touch up to this depth (share of the box's radius).
LIFT = 0.02
#: Shorter arrows and thinner triangles (pixels) are nothing.
TINY = 1e-6


@dataclass(frozen=True)
class Screen:
    """The picture: its size in pixels and how frame units become pixels."""

    width: int
    height: int
    scale: float
    left: float
    top: float

    def pixels(self, flat: FloatArray) -> FloatArray:
        """Turn frame x, frame y, depth into pixel x, pixel y (downwards), depth."""
        return flat * (self.scale, -self.scale, 1.0) + (self.left, self.top, 0.0)


@dataclass(frozen=True)
class Line:
    """A polyline; points in pixels and in the world, shape (n, 3) each; width in pixels.

    Only at some points, whose numbers are its bends, does it change its direction.
    """

    pixels: FloatArray
    world: FloatArray
    bends: IntArray
    colour: Colour
    width: float
    lift: float


@dataclass(frozen=True)
class Ball:
    """A dot; centre in pixels and in the world, shape (1, 3) each; radius in pixels."""

    pixels: FloatArray
    world: FloatArray
    colour: Colour
    radius: float
    lift: float


@dataclass(frozen=True)
class Head:
    """The head of an arrow: its middle, shape (1, 3), and its outline in pixels, shape (3, 2)."""

    pixels: FloatArray
    world: FloatArray
    colour: Colour
    outline: FloatArray
    lift: float


Mark = Line | Ball | Head


@dataclass(frozen=True)
class Pane:
    """A translucent polygon, shape (k, 3) in the world, with its border."""

    corners: FloatArray
    colour: Colour
    border: Colour
    width: float


@dataclass
class Sketch:
    """A collection of everything to paint, in the order in which it was handed in."""

    box: Box
    view: View
    screen: Screen
    faces: list[Faces] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    panes: list[Pane] = field(default_factory=list)

    def surface(self, grid: Mesh, opacity: float) -> None:
        """Add a surface."""
        self.faces.append(mesh(grid, opacity, self.view, self._pixels(grid.points)))

    def line(self, path: FloatArray, colour: Colour, stroke: float) -> None:
        """Add a polyline through data points (n, 3); stroke in hundredths of a frame unit."""
        self.lines(path, np.array([len(path)]), colour, stroke)

    def lines(self, points: FloatArray, lengths: IntArray, colour: Colour, stroke: float) -> None:
        """Add polylines through data points (p, 3), one after another, each a mark."""
        world, bends = self._fine(self.box.world(points), lengths)
        pixels = self._pixels(world)
        style = colour, self._width(stroke), LIFT * self.box.radius
        for bent in np.split(bends, np.cumsum(lengths)[:-1]):
            here = slice(bent[0], bent[-1] + 1)
            self.marks.append(Line(pixels[here], world[here], bent - bent[0], *style))

    def ball(self, at: FloatArray, colour: Colour, radius: float) -> None:
        """Add a dot at a data point (3,); radius in frame units."""
        world = self.box.world(at)[None]
        lift = radius / self.view.zoom + LIFT * self.box.radius
        self.marks.append(
            Ball(self._pixels(world), world, colour, radius * self.screen.scale, lift)
        )

    def arrow(
        self, start: FloatArray, end: FloatArray, colour: Colour, stroke: float, head: float
    ) -> None:
        """Add an arrow between data points (3,); head: its length in frame units."""
        tail, tip = self._pixels(self.box.world(np.stack([start, end])))[:, :2]
        length = float(np.linalg.norm(tip - tail))
        if length < TINY:
            return
        reach = min(head * self.screen.scale, 0.45 * length)
        share = 1 - reach / length
        self.line(np.stack([start, start + share * (end - start)]), colour, stroke)
        along = (tip - tail) / length * reach
        across = 0.42 * np.array([-along[1], along[0]])
        outline = np.stack([tip, tip - along + across, tip - along - across])
        world = self.box.world(start + (1 + share) / 2 * (end - start))[None]
        lift = LIFT * self.box.radius
        self.marks.append(Head(self._pixels(world), world, colour, outline, lift))

    def covers(self, point: FloatArray) -> bool:
        """Tell whether a face lies between the viewer and a data point (3,)."""
        faces = Faces.joined(self.faces)
        corners = faces.pixels[faces.triangles]
        at = self._pixels(self.box.world(point))
        a, u, v = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
        doubled = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
        solid = np.abs(doubled) > TINY
        dx, dy = at[0] - a[:, 0], at[1] - a[:, 1]
        safe = np.where(solid, doubled, 1.0)
        s, t = (dx * v[:, 1] - dy * v[:, 0]) / safe, (dy * u[:, 0] - dx * u[:, 1]) / safe
        depth = a[:, 2] + s * u[:, 2] + t * v[:, 2]
        over = solid & (s >= 0) & (t >= 0) & (s + t <= 1)
        return bool((over & (depth > at[2] + LIFT * self.box.radius)).any())

    def pane(self, corners: FloatArray, colour: Colour, border: Colour, stroke: float) -> None:
        """Add a translucent convex polygon of data points (k, 3)."""
        self.panes.append(Pane(self.box.world(corners), colour, border, self._width(stroke)))

    def _pixels(self, world: FloatArray) -> FloatArray:
        return self.screen.pixels(self.view.project(world))

    def _width(self, stroke: float) -> float:
        return stroke / 100 * self.screen.scale

    def _fine(self, world: FloatArray, lengths: IntArray) -> tuple[FloatArray, IntArray]:
        """Put points on polylines, so that no piece is longer than `PIECE`.

        Parameters
        ----------
        world : FloatArray, shape (p, 3)
            One polyline after another.
        lengths : IntArray, shape (k,)
            The number of points of each.

        Returns
        -------
        points : FloatArray, shape (q, 3)
        bends : IntArray, shape (p,)
            Which of them were given.
        """
        x, y, _ = self._pixels(world).T
        length = np.hypot(np.diff(x), np.diff(y))
        pieces = np.ones(len(world), dtype=np.int64)
        pieces[:-1] = np.clip(np.ceil(length / PIECE), 1, 2000)
        along = np.zeros_like(world)
        along[:-1] = np.diff(world, axis=0)
        ends = np.cumsum(lengths) - 1
        pieces[ends], along[ends] = 1, 0.0  # nothing runs from one polyline to the next
        bends = np.cumsum(pieces) - pieces
        nth = np.arange(pieces.sum()) - np.repeat(bends, pieces)
        share = (nth / np.repeat(pieces, pieces))[:, None]
        fine = np.repeat(world, pieces, axis=0)
        fine += share * np.repeat(along, pieces, axis=0)
        return fine, bends

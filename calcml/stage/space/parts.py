"""The things that stand in a space: surface, curve, dot, arrow, plane, axes.

A part is a mobject without points of its own: its `Space` draws it. All positions are data
coordinates; strokes are hundredths of a frame unit, as Manim's stroke widths are; radii are
frame units. Every attribute declared with `Look` can be animated with `Part.vary`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np
from manim import Animation, FadeIn, FadeOut, Mobject, override_animation

from calcml.core.errors import InvalidArgument
from calcml.core.types import FloatArray
from calcml.stage import theme
from calcml.stage.space import looks
from calcml.stage.space.grids import level_segments
from calcml.stage.space.looks import Look
from calcml.stage.space.sketch import Colour, Sketch
from calcml.stage.space.vary import Vary, between

if TYPE_CHECKING:
    from calcml.stage.space.space import Space

__all__ = ["Arrow", "Axes", "Curve", "Dot", "Part", "Plane", "Surface"]


class Part(Mobject):
    """One thing in a space.

    Attributes
    ----------
    opacity : float
        0 (not there) to 1.
    space : Space
        Where it stands.
    """

    seen: ClassVar[tuple[str, ...]]
    opacity = Look(looks.fraction)

    def __init__(self, *, opacity: float = 1.0) -> None:
        super().__init__()
        self.opacity = opacity
        self.space: Space | None = None

    def sketch(self, sketch: Sketch) -> None:
        """Hand in what there is to paint."""
        raise NotImplementedError

    def vary(self, *, run_time: float = 1.0, rate_func: Callable[[float], float] | None = None,
             **to: Any) -> Vary:  # fmt: skip
        """Return the animation that moves attributes to the given values.

        Parameters
        ----------
        run_time : float
            Seconds.
        rate_func : callable, optional
            As Manim's; ``smooth`` by default.
        **to
            Attributes and what they become.

        Raises
        ------
        InvalidArgument
            If there is no such attribute or the value breaks its rule.
        """
        return Vary(self, to, run_time=run_time, rate_func=rate_func)

    def appear(self, *, run_time: float = 1.0) -> Vary:
        """Return the animation that fades this part in to its opacity of now."""
        return Vary(self, {"opacity": self.opacity}, start={"opacity": 0.0}, run_time=run_time)

    def vanish(self, *, run_time: float = 1.0) -> Vary:
        """Return the animation that fades this part out."""
        return Vary(self, {"opacity": 0.0}, run_time=run_time)

    @override_animation(FadeIn)
    def _fade_in(self, run_time: float = 1.0, **_: Any) -> Animation:
        return self.appear(run_time=run_time)

    @override_animation(FadeOut)
    def _fade_out(self, run_time: float = 1.0, **_: Any) -> Animation:
        # Manim's own would take the whole space off the scene.
        return self.vanish(run_time=run_time)

    def fade(self, darkness: float = 0.5, family: bool = True) -> Self:  # noqa: FBT001, FBT002
        """Take away a share of the opacity, as Manim's fades ask."""
        self.opacity *= 1 - darkness
        super().fade(darkness, family)
        return self

    def interpolate(
        self, mobject1: Any, mobject2: Any, alpha: float, path_func: Any = None
    ) -> Self:
        """Take every look between those of two other parts, as Manim's transforms ask."""
        del path_func
        for name in self.seen:
            start, end = getattr(mobject1, name), getattr(mobject2, name)
            if not np.array_equal(start, end):
                setattr(self, name, between(start, end, alpha))
        return self

    def state(self) -> tuple[Any, ...]:
        """Return what the picture of this part depends on."""
        return tuple(
            value.tobytes() if isinstance(value, np.ndarray) else value
            for value in (getattr(self, name) for name in self.seen)
        )

    def _rgba(self, rgb: FloatArray, share: float = 1.0) -> Colour:
        red, green, blue = rgb.tolist()
        return red, green, blue, self.opacity * share


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
        self.net, self.rim = net, rim
        self.line, self.line_opacity, self.stroke = line, line_opacity, stroke

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
        grid = self.grid.copy()
        grid[..., 2] = self.floor + self.grown * (grid[..., 2] - self.floor)
        low, high = self.span
        share = (self.values - low) / (high - low)
        stops = np.linspace(0, 1, len(self.ramp))
        rgb = np.stack([np.interp(share, stops, tone) for tone in self.ramp.T], axis=-1)
        sketch.surface(grid, rgb, self.opacity)
        self._sketch_lines(sketch, grid)

    def _sketch_lines(self, sketch: Sketch, grid: FloatArray) -> None:
        red, green, blue = self.line.tolist()
        colour = (red, green, blue, self.line_opacity)
        for step, lines in zip(self.net, (grid, grid.swapaxes(0, 1)), strict=True):
            for path in lines[::step] if step else ():
                sketch.line(path, colour, self.stroke)
        if self.rim:
            self._sketch_rim(sketch, grid, colour)
        if self.levels:
            sketch.segments(
                level_segments(self.values, grid, np.array(self.levels)), colour, self.stroke
            )

    def _sketch_rim(self, sketch: Sketch, grid: FloatArray, colour: Colour) -> None:
        closed = np.allclose(grid[:, 0], grid[:, -1])
        for path in (grid[0], grid[-1], *(() if closed else (grid[:, 0], grid[:, -1]))):
            if np.ptp(path, axis=0).max() > 0:
                sketch.line(path, colour, self.stroke)


class Curve(Part):
    """A line through points of space.

    Attributes
    ----------
    path : FloatArray, shape (n, 3)
        Data points.
    colour : FloatArray, shape (3,)
    stroke : float
    drawn : float
        Share of its length that is there, from the first point.
    """

    path = Look(looks.points(None, 3))
    colour = Look(looks.colour)
    stroke = Look(looks.count)
    drawn = Look(looks.fraction)

    def __init__(
        self, path: Any, *, colour: Any, stroke: float = 5.0, opacity: float = 1.0
    ) -> None:
        super().__init__(opacity=opacity)
        self.path, self.colour, self.stroke, self.drawn = path, colour, stroke, 1.0

    def draw(self, *, run_time: float = 1.5) -> Vary:
        """Return the animation in which a pen draws the curve."""
        return Vary(self, {"drawn": 1.0}, start={"drawn": 0.0}, run_time=run_time)

    def sketch(self, sketch: Sketch) -> None:
        """Hand in the part that is drawn."""
        if self.opacity and self.drawn:
            path = _beginning(self.path, self.drawn)
            sketch.line(path, self._rgba(self.colour), self.stroke)


def _beginning(path: FloatArray, share: float) -> FloatArray:
    """Return the first share of a path, by length."""
    if share >= 1:
        return path
    reached = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    end = share * reached[-1]
    whole = int(np.searchsorted(reached, end, side="right"))
    last = [np.interp(end, reached, path[:, axis]) for axis in range(3)]
    return np.vstack([path[:whole], last])


class Dot(Part):
    """A small ball of constant size on screen.

    Attributes
    ----------
    at : FloatArray, shape (3,)
    colour : FloatArray, shape (3,)
    radius : float
        Frame units.
    """

    at = Look(looks.points(3))
    colour = Look(looks.colour)
    radius = Look(looks.count)

    def __init__(self, at: Any, *, colour: Any, radius: float = 0.09, opacity: float = 1.0) -> None:
        super().__init__(opacity=opacity)
        self.at, self.colour, self.radius = at, colour, radius

    def pop(self, *, run_time: float = 0.6) -> Vary:
        """Return the animation in which the dot swells from nothing."""
        return Vary(self, {"radius": self.radius}, start={"radius": 0.0}, run_time=run_time)

    def sketch(self, sketch: Sketch) -> None:
        """Hand in the ball."""
        if self.opacity and self.radius:
            sketch.ball(self.at, self._rgba(self.colour), self.radius)


class Arrow(Part):
    """An arrow from one point of space to another.

    Attributes
    ----------
    start, end : FloatArray, shape (3,)
    colour : FloatArray, shape (3,)
    stroke, head : float
        Width of the shaft and length of the head (frame units; at most 45 % of the arrow).
    drawn : float
        Share of its length that is there, from the start.
    """

    start = Look(looks.points(3))
    end = Look(looks.points(3))
    colour = Look(looks.colour)
    stroke = Look(looks.count)
    head = Look(looks.count)
    drawn = Look(looks.fraction)

    def __init__(
        self,
        start: Any,
        end: Any,
        *,
        colour: Any,
        stroke: float = 4.0,
        head: float = 0.22,
        opacity: float = 1.0,
    ) -> None:
        super().__init__(opacity=opacity)
        self.start, self.end, self.colour = start, end, colour
        self.stroke, self.head, self.drawn = stroke, head, 1.0

    def draw(self, *, run_time: float = 1.0) -> Vary:
        """Return the animation in which the arrow shoots out of its start."""
        return Vary(self, {"drawn": 1.0}, start={"drawn": 0.0}, run_time=run_time)

    def sketch(self, sketch: Sketch) -> None:
        """Hand in shaft and head."""
        if self.opacity and self.drawn:
            end = between(self.start, self.end, self.drawn)
            sketch.arrow(self.start, end, self._rgba(self.colour), self.stroke, self.head)


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


class Axes(Part):
    """Thin lines along the three directions through one point, with optional ticks.

    Attributes
    ----------
    origin : FloatArray, shape (3,)
        Where the axes meet.
    reach : FloatArray, shape (3, 2)
        From where to where each axis runs.
    colour : FloatArray, shape (3,)
    stroke, tick : float
        Width of the lines; length of a tick in frame units.
    drawn : float
        Share of each axis that is there, from its least value.
    """

    origin = Look(looks.points(3))
    reach = Look(looks.points(3, 2))
    colour = Look(looks.colour)
    stroke = Look(looks.count)
    tick = Look(looks.count)
    drawn = Look(looks.fraction)

    def __init__(
        self,
        origin: Any,
        reach: Any,
        *,
        colour: Any,
        ticks: Mapping[str, Iterable[float]] | None = None,
        stroke: float = 1.8,
        tick: float = 0.12,
        opacity: float = 1.0,
    ) -> None:
        super().__init__(opacity=opacity)
        self.origin, self.reach, self.colour = origin, reach, colour
        self.stroke, self.tick, self.drawn = stroke, tick, 1.0
        ticks = ticks or {}
        self.ticks = tuple(tuple(float(v) for v in ticks.get(name, ())) for name in "xyz")

    def draw(self, *, run_time: float = 1.5) -> Vary:
        """Return the animation in which the axes are drawn."""
        return Vary(self, {"drawn": 1.0}, start={"drawn": 0.0}, run_time=run_time)

    def state(self) -> tuple[Any, ...]:
        """Return what the picture of this part depends on."""
        return (*super().state(), self.ticks)

    def sketch(self, sketch: Sketch) -> None:
        """Hand in the lines and the ticks."""
        if not (self.opacity and self.drawn):
            return
        colour = self._rgba(self.colour)
        for axis, (low, high) in enumerate(self.reach):
            ends = np.stack([self.origin, self.origin])
            end = low + self.drawn * (high - low)
            ends[:, axis] = low, end
            sketch.line(ends, colour, self.stroke)
            for value in self.ticks[axis]:
                if low <= value <= end:
                    sketch.line(self._tick(sketch, axis, value), colour, self.stroke)

    def _tick(self, sketch: Sketch, axis: int, value: float) -> FloatArray:
        """Return the ends of a tick: along y on the x-axis, along x on the others."""
        across = 1 if axis == 0 else 0
        ends = np.stack([self.origin, self.origin])
        ends[:, axis] = value
        half = (
            self.tick
            / 2
            / (sketch.box.size[across])
            * (sketch.box.high[across] - sketch.box.low[across])
        )
        ends[:, across] += (-half, half)
        return ends

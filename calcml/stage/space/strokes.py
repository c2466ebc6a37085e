"""Parts that are drawn with a pen: curves, dots, arrows, axes."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from calcml.core.types import FloatArray
from calcml.stage.space import looks
from calcml.stage.space.looks import Look
from calcml.stage.space.parts import Part
from calcml.stage.space.sketch import Sketch
from calcml.stage.space.vary import Vary, between

__all__ = ["Arrow", "Axes", "Curve", "Dot"]


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

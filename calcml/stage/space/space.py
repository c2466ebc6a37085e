"""`Space`: a box of three dimensions in an ordinary Manim scene."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Self, TypeVar

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from calcml.core.errors import InvalidArgument
from calcml.core.types import FloatArray
from calcml.stage import theme
from calcml.stage.space import looks
from calcml.stage.space.crop import Crop, PixelBox
from calcml.stage.space.looks import Look
from calcml.stage.space.painting import paint
from calcml.stage.space.parts import Part
from calcml.stage.space.sketch import Screen, Sketch
from calcml.stage.space.skins import Plane, Surface
from calcml.stage.space.strokes import Arrow, Axes, Curve, Dot
from calcml.stage.space.vary import Vary, between
from calcml.stage.space.view import Box, View

__all__ = ["Space"]

AnyPart = TypeVar("AnyPart", bound=Part)
Range = tuple[float, float]


def elevation(name: str, value: Any) -> float:
    """Accept degrees from -90 to 90."""
    result = looks.number(name, value)
    if not -90 <= result <= 90:  # noqa: PLR2004 - straight below, straight above
        raise InvalidArgument(f"{name} must be from -90 to 90 degrees, got {value!r}")
    return result


class Space(Mobject):
    """Three dimensions in a box, seen from a movable point, in a scene with `StageCamera`.

    Everything in it is drawn in one pass with correct occlusion; mobjects added to the scene
    before or after it lie below or above the whole. Its place in the frame is that of a mobject:
    ``shift``, ``move_to``.

    Parameters
    ----------
    x_range, y_range, z_range : tuple of float
        The data that the box holds.
    size : tuple of float
        Edges of the box in frame units.
    azimuth, elevation : float
        Degrees: see `View`. With azimuth -90 and elevation 90 the picture is the plain map
        ``x`` to the right, ``y`` upwards, on which `Space.point_to_screen` is exact.
    zoom, perspective, opacity : float
        Magnification, strength of the perspective (0 to 0.5), opacity of the whole.

    Examples
    --------
    >>> space = Space(x_range=(-2, 2), y_range=(-2, 2), z_range=(0, 4), size=(4, 4, 3))
    >>> _ = space.dot((0, 0, 1), colour="#ffffff")
    >>> top = Space(size=(4, 4, 3), azimuth=-90, elevation=90)
    >>> top.point_to_screen((1, 0.5, 0.3)).tolist()
    [2.0, 1.0, 0.0]
    """

    seen: ClassVar[tuple[str, ...]]
    azimuth = Look(looks.number)
    elevation = Look(elevation)
    zoom = Look(looks.positive)
    perspective = Look(looks.fraction)
    opacity = Look(looks.fraction)

    def __init__(
        self,
        *,
        x_range: Range = (-1, 1),
        y_range: Range = (-1, 1),
        z_range: Range = (-1, 1),
        size: tuple[float, float, float] = (6.0, 6.0, 3.5),
        azimuth: float = -60.0,
        elevation: float = 22.0,
        zoom: float = 1.0,
        perspective: float = 0.18,
        opacity: float = 1.0,
    ) -> None:
        super().__init__()
        low, high = zip(x_range, y_range, z_range, strict=True)
        if not all(a < b for a, b in zip(low, high, strict=True)):
            raise InvalidArgument(f"ranges must ascend, got {x_range}, {y_range}, {z_range}")
        width, depth, height = (looks.positive("size", edge) for edge in size)
        self.box = Box(low, high, (width, depth, height))
        self.azimuth, self.elevation, self.zoom = azimuth, elevation, zoom
        self.perspective, self.opacity = perspective, opacity
        self.points = np.zeros((1, 3))
        self._kept: tuple[Any, Crop] | None = None

    @property
    def space(self) -> "Space":
        """The space itself, so that `Vary` treats it as it treats a part."""
        return self

    @property
    def view(self) -> View:
        """Where the viewer stands now."""
        x, y, _ = self.points[0]
        return View(
            self.azimuth, self.elevation, self.zoom, self.perspective, (x, y), self.box.radius
        )

    # What stands in it

    def place(self, part: AnyPart) -> AnyPart:
        """Add a part and return it."""
        part.space = self
        self.add(part)
        return part

    def surface(self, grid: Any, *, ramp: Iterable[Any] | None = None, **how: Any) -> Surface:
        """Add a `Surface` through a grid of data points (n, m, 3), in the theme's colours."""
        low, high = self.box.low[2], self.box.high[2]
        how = dict[str, Any](span=(low, high), floor=low) | how
        return self.place(Surface(grid, ramp=ramp or theme.active().surface, **how))

    def curve(self, path: Any, *, colour: Any, **how: Any) -> Curve:
        """Add a `Curve` through data points (n, 3)."""
        return self.place(Curve(path, colour=colour, **how))

    def dot(self, at: Any, *, colour: Any, **how: Any) -> Dot:
        """Add a `Dot` at a data point (3,)."""
        return self.place(Dot(at, colour=colour, **how))

    def arrow(self, start: Any, end: Any, *, colour: Any, **how: Any) -> Arrow:
        """Add an `Arrow` between data points (3,)."""
        return self.place(Arrow(start, end, colour=colour, **how))

    def plane(self, middle: Any, across: Any, along: Any, *, colour: Any, **how: Any) -> Plane:
        """Add a `Plane` with the corners ``middle ± across ± along``."""
        return self.place(Plane(middle, across, along, colour=colour, **how))

    def slice(self, axis: str, offset: float, *, colour: Any, **how: Any) -> Plane:
        """Add the `Plane` on which one coordinate has a value, across the whole box.

        Move it with ``plane.vary(middle=space.slice_middle("y", 1.0))``.
        """
        middle = self.slice_middle(axis, offset)
        low, high = np.array(self.box.low), np.array(self.box.high)
        others = [i for i, name in enumerate("xyz") if name != axis]
        across, along = (np.eye(3)[i] * (high - low) / 2 for i in others)
        return self.plane(middle, across, along, colour=colour, **how)

    def slice_middle(self, axis: str, offset: float) -> FloatArray:
        """Return the middle of the box with one coordinate replaced."""
        if axis not in ("x", "y", "z"):
            raise InvalidArgument(f"axis must be 'x', 'y' or 'z', got {axis!r}")
        middle = (np.array(self.box.low) + np.array(self.box.high)) / 2
        middle["xyz".index(axis)] = offset
        return middle

    def axes(self, *, colour: Any, origin: Any = None, reach: Any = None,
             ticks: Mapping[str, Iterable[float]] | None = None, **how: Any) -> Axes:  # fmt: skip
        """Add `Axes` through the box: by default they meet at 0, or the bound nearest to it."""
        bounds = np.stack([self.box.low, self.box.high], axis=1)
        if origin is None:
            origin = np.clip(0.0, bounds[:, 0], bounds[:, 1])
        reach = bounds if reach is None else reach
        return self.place(Axes(origin, reach, colour=colour, ticks=ticks, **how))

    # Motion

    def vary(self, *, run_time: float = 2.0, rate_func: Callable[[float], float] | None = None,
             **to: Any) -> Vary:  # fmt: skip
        """Return the animation that moves azimuth, elevation, zoom, perspective, opacity."""
        return Vary(self, to, run_time=run_time, rate_func=rate_func)

    turn = vary

    def interpolate(
        self, mobject1: Any, mobject2: Any, alpha: float, path_func: Any = None
    ) -> Self:
        """Take place and looks between those of two other spaces, as Manim's transforms ask."""
        del path_func
        self.points = between(mobject1.points, mobject2.points, alpha)
        for name in self.seen:
            start, end = getattr(mobject1, name), getattr(mobject2, name)
            if start != end:
                setattr(self, name, between(start, end, alpha))
        return self

    def fade(self, darkness: float = 0.5, family: bool = True) -> Self:  # noqa: ARG002, FBT001, FBT002
        """Take away a share of the opacity of the whole, as Manim's fades ask."""
        self.opacity *= 1 - darkness
        return self

    # Where things are

    def point_to_screen(self, point: Any) -> FloatArray:
        """Return where in Manim's frame a data point (3,) appears, shape (3,) with z = 0."""
        flat = self.view.project(self.box.world(looks.points(3)("point", point)))
        return np.array([flat[0], flat[1], 0.0])

    def pin(self, mobject: Any, at: Any, *, shift: Any = (0.0, 0.0, 0.0)) -> Any:
        """Keep a mobject over a data point (3,), or over a `Dot`; shift in frame units.

        The mobject stays an ordinary one: add it to the scene after the space.
        """

        def follow(label: Any) -> None:
            label.move_to(self.point_to_screen(at.at if isinstance(at, Dot) else at) + shift)

        follow(mobject)
        mobject.add_updater(follow)
        return mobject

    def is_hidden(self, point: Any) -> bool:
        """Tell whether a surface lies between the viewer and a data point (3,)."""
        sketch = Sketch(self.box, self.view, Screen(1, 1, 1.0, 0.0, 0.0))
        for part in self.parts:
            if isinstance(part, Surface):
                part.sketch(sketch)
        return sketch.covers(looks.points(3)("point", point))

    @property
    def parts(self) -> list[Part]:
        """The parts, in the order in which they were added."""
        return [part for part in self.submobjects if isinstance(part, Part)]

    def state(self) -> tuple[Any, ...]:
        """Return everything that the picture depends on, but the opacity of the whole."""
        return self.box, self.view, *(part.state() for part in self.parts)

    def picture(self, screen: Screen) -> NDArray[np.uint8]:
        """Return premultiplied RGBA bytes, shape (height, width, 4)."""
        return self.crop(screen).spread(screen.width, screen.height)

    def pixel_box(self, screen: Screen) -> PixelBox:
        """Return left, top, right, bottom of the pixels that the picture covers."""
        return self.crop(screen).box

    def crop(self, screen: Screen) -> Crop:
        """Return the picture without its surroundings, from before if nothing changed."""
        state = screen, self.state()
        if self._kept is None or self._kept[0] != state:
            sketch = Sketch(self.box, self.view, screen)
            for part in self.parts:
                part.sketch(sketch)
            self._kept = state, paint(sketch)
        return self._kept[1]

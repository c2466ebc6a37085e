"""Surfaces cut by upright planes, and the same cuts lifted out into a plot."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from manim import RIGHT, UP, Animation, ReplacementTransform, VGroup, VMobject

from calcml.core.types import FloatArray
from calcml.core.window import Window
from calcml.lessons.framing import Range
from calcml.lessons.surfaces.cuts import Cut
from calcml.stage.axis_names import tangent_in
from calcml.stage.layout import Box
from calcml.stage.marks import Mark, Shape, chained
from calcml.stage.plots import Plot
from calcml.stage.space import Arrow, Curve, Dot, Part, Plane, Space
from calcml.stage.text import Typeset
from calcml.stage.theme import INK, MOVING, SECANT, SOFT, TANGENT, Role, colour

__all__ = [
    "CutInPlot",
    "CutInSpace",
    "fitted_space",
    "floor",
    "pinned",
    "surface_space",
]

_WIDTH = 0.62  # of the room, for an edge of the floor: the rest is for the turned corners
_HEIGHT = 0.62
_BEYOND = 0.055  # distance of a name from its tip, in lengths of the axis
_DEEPEST = 0.85  # of the room's height, for an edge of the floor
_FLAT, _STEEP, _FILLED = 0.58, 0.96, 0.965  # of edge and height what is seen upright, and of a room
_NAME = 0.3  # room for the name of an axis
_FITTINGS = 6  # steps in which a space finds its place
_CUT, _LINE = 6.0, 5.0  # stroke widths

AnyPart = TypeVar("AnyPart", bound=Part)
Now = Callable[[], Cut]
"""The cut as it is now: always a value of the lesson."""


def surface_space(box: Box, window: Window, heights: Range, **view: Any) -> Space:
    """Return a space for a surface in a room of the frame; x and y share one scale.

    Parameters
    ----------
    box : Box
        The room.
    window : Window
        The rectangle of arguments.
    heights : tuple of two floats
        The heights that are shown.
    **view
        As for `Space`: azimuth, elevation and so on.

    Returns
    -------
    Space
    """
    width, depth = window.size
    longest = min(_WIDTH * box.width, _DEEPEST * box.height)
    edge = longest / max(width, depth)
    rise = min(_HEIGHT * box.height, (_FILLED * box.height - _FLAT * longest) / _STEEP)
    space = Space(
        x_range=window.x, y_range=window.y, z_range=heights,
        size=(edge * width, edge * depth, rise), **view,
    )  # fmt: skip
    return space.shift(box.centre)


def fitted_space(space: Space, box: Box, things: Iterable[FloatArray]) -> Space:
    """Move a space, and make it smaller if need be, until what stands in it keeps to a room.

    Parameters
    ----------
    space : Space
    box : Box
        The room.
    things : iterable of FloatArray, each of shape (..., 3)
        Data points.

    Returns
    -------
    Space
        The same space, unchanged if it kept to the room before.
    """
    points = np.vstack([np.reshape(thing, (-1, 3)) for thing in things])
    wide = box.width - 2 * _NAME
    for _ in range(_FITTINGS):
        across, up = space.view.project(space.box.world(points))[:, :2].T
        (left, right), (low, high) = ((float(c.min()), float(c.max())) for c in (across, up))
        if max((high - low) / box.height, (right - left) / wide) > 1:
            space.zoom *= 0.98 / max((high - low) / box.height, (right - left) / wide)
        elif right > box.right - _NAME or left < box.left + _NAME:
            space.shift((box.centre[0] - (left + right) / 2) * RIGHT)
        elif high > box.top:
            space.shift((box.top - high) * UP)
        elif low < box.bottom:
            space.shift((box.bottom - low) * UP)
        else:
            break
    return space


def floor(space: Space, axes: Mapping[str, FloatArray]) -> list[Arrow]:
    """Draw axes as thin arrows, along the borders of the floor.

    Parameters
    ----------
    space : Space
    axes : mapping of str to FloatArray, shape (2, 3)
        Start and tip of each axis, from the lesson.

    Returns
    -------
    list of Arrow
    """
    return [space.arrow(*ends, colour=SOFT, stroke=1.8, head=0.16) for ends in axes.values()]


def pinned(space: Space, axes: Mapping[str, FloatArray], names: Sequence[Typeset]) -> VGroup:
    """Keep the names of the axes beyond their tips, however the space turns.

    Parameters
    ----------
    space : Space
    axes : mapping of str to FloatArray, shape (2, 3)
    names : sequence of Typeset
        In the order of the axes.

    Returns
    -------
    VGroup
    """
    held = VGroup()
    for name, (start, tip) in zip(names, axes.values(), strict=True):
        held.add(space.pin(name, tip + _BEYOND * (tip - start)))
    return held


class CutInSpace:
    """An upright plane in a space, the curve that it cuts out, and the tangent at a point.

    Parts come into being one by one, when they are asked for; from then on `follow` keeps them
    where the lesson says, and `rest` lets them be.

    Parameters
    ----------
    space : Space
    heights : tuple of two floats
        From where to where the plane reaches.
    now : callable
        The cut as it is now, from the lesson.
    """

    def __init__(self, space: Space, heights: Range, now: Now) -> None:
        self.space, self.heights, self.now = space, heights, now
        self.parts: list[Part] = []
        self.lines: list[Curve] = []
        self.pointing: Callable[[], FloatArray]

    def pane(self, role: Role = SECANT) -> Plane:
        """Return the plane."""
        plane = self.space.plane(*self.now().pane(self.heights), colour=role, opacity=0.22)
        return self._kept(plane)

    def curve(self, role: Role = MOVING) -> Curve:
        """Return the curve."""
        return self._kept(self.space.curve(self.now().path, colour=role, stroke=_CUT))

    def tangent(self, role: Role = TANGENT) -> Curve:
        """Return the tangent."""
        line = self._kept(self.space.curve(self.now().tangent, colour=role, stroke=_LINE))
        self.lines.append(line)
        return line

    def released_tangent(self) -> Curve:
        """Let go of the tangent and return it, to be taken away."""
        line = self.lines.pop()
        self.parts.remove(line)
        return line

    @property
    def has_tangent(self) -> bool:
        """Whether there is a tangent yet."""
        return bool(self.lines)

    def dot(self, role: Role = INK) -> Dot:
        """Return the point where the tangent touches."""
        return self._kept(self.space.dot(self.now().touch, colour=role, radius=0.095))

    def needle(self, ends: Callable[[], FloatArray], role: Role = SECANT) -> Arrow:
        """Return an arrow that shows the plane's direction; its ends are from the lesson."""
        self.pointing = ends
        return self._kept(self.space.arrow(*ends(), colour=role, stroke=5.0))

    def _kept(self, part: AnyPart) -> AnyPart:
        """Keep a part, and the points above all lines, whenever they came."""
        self.parts.append(part)
        points = [each for each in self.parts if isinstance(each, Dot)]
        self.space.remove(*points).add(*points)
        return part

    def follow(self) -> None:
        """Keep all parts where the lesson says, in every frame."""

        def move(part: Part) -> None:
            cut = self.now()
            if isinstance(part, Plane):
                part.middle, part.across, part.along = cut.pane(self.heights)
            elif isinstance(part, Dot):
                part.at = cut.touch
            elif isinstance(part, Arrow):
                part.start, part.end = self.pointing()
            elif isinstance(part, Curve):
                part.path = cut.tangent if part in self.lines else cut.path

        for part in self.parts:
            part.add_updater(move)

    def rest(self) -> None:
        """Let all parts be where they are."""
        for part in self.parts:
            part.clear_updaters()

    @property
    def corners(self) -> tuple[FloatArray, FloatArray]:
        """The upper corners of the plane, that at the end of the curve first; data points."""
        start, end = (np.append(foot, self.heights[1]) for foot in self.now().foot)
        return end, start

    @property
    def outline(self) -> VMobject:
        """The curve as it appears in the frame now."""
        places = [self.space.point_to_screen(p) for p in self.now().path]
        line = VMobject().set_points_as_corners(places)
        return line.set_stroke(colour(MOVING), width=_CUT).set_fill(opacity=0)


class CutInPlot:
    """The same cut seen squarely: the curve, its tangent and the point, in a plot.

    Parameters
    ----------
    plot : Plot
    now : callable
        The cut as it is now, from the lesson.
    name : str
        What the point stands for.

    Attributes
    ----------
    curve, tangent, dot : VMobject
    """

    def __init__(self, plot: Plot, now: Now, name: str) -> None:
        self.plot, self.now = plot, now
        self.curve = plot.moving_path(lambda: now().places, MOVING, width=4.5)
        drawn = Mark("cut", MOVING, self.curve, lambda: chained([now().places]), plot, Shape.CURVE)
        plot.strokes.append(drawn)
        self.tangent = plot.line(lambda: now().through, TANGENT)
        self.dot = plot.dot(name, lambda: now().place, INK)

    @property
    def whole(self) -> VGroup:
        """Everything."""
        return VGroup(self.curve, self.tangent, self.dot)

    def lines(self) -> list[FloatArray]:
        """Return the axes and the tangent in the plot's coordinates, shape (2, 2) each."""
        (left, right), (low, high) = self.plot.frame.x.limits, self.plot.frame.y.limits
        across, up = np.clip(0.0, left, right), np.clip(0.0, low, high)
        return [
            tangent_in(self.plot, self.now()),
            np.array([[left, up], [right, up]]),
            np.array([[across, low], [across, high]]),
        ]

    def ghosts(self) -> tuple[VMobject, VMobject]:
        """Return faint copies of curve and tangent that stay behind."""
        curve, tangent = (part.copy().clear_updaters() for part in (self.curve, self.tangent))
        return curve.set_stroke(opacity=0.25), tangent.set_stroke(opacity=0.25)

    def receive(self, outline: VMobject, *, run_time: float = 1.6) -> Animation:
        """Return the animation in which the curve flies from space into the plot."""
        return ReplacementTransform(outline, self.curve, run_time=run_time)

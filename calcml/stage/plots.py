"""Plots: axes with ticks from entries, and what is drawn in them.

A plot takes its scales from the lesson and its place from the layout. Curves come as sampled
points; everything with a place on the plot knows which numbers put it there.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import numpy as np
from manim import DL, UR, Dot, Line, LineJointType, Mobject, VGroup, VMobject
from numpy.typing import ArrayLike

from calcml.core.sampling import Curve
from calcml.core.types import FloatArray
from calcml.lessons.entries import Entry
from calcml.lessons.scales import Frame
from calcml.stage.layout import Box
from calcml.stage.marks import Asked, Mark, Shape, chained
from calcml.stage.polylines import joined
from calcml.stage.text import maths
from calcml.stage.theme import FUNCTION, GRID, MOVING, SOFT, Role, colour

__all__ = ["Mark", "Place", "Plot", "still"]

T = TypeVar("T")

Place = Callable[[], tuple[float, float]]
"""Where a thing stands now, in the plot's coordinates: always a value of the lesson."""

_DOT = 0.085
_CURVE_WIDTH = 4.5
_LINE_WIDTH = 4.0
_DASH = 0.16
_SMALL_TICK = 0.09


class Plot(VGroup):
    """Axes in a box.

    Parameters
    ----------
    frame : Frame
        The lesson's scales.
    box : Box
        Where the plot stands, tick numbers included.
    ledger : mapping of str to Entry
        The lesson's ledger, which holds the ticks.
    name : str
        The frame's name in the lesson.
    em : float
        Size of the tick numbers in scene units; zero leaves no room for any.
    grid : bool
        Whether grid lines run through the ticks.
    equal : bool
        Whether a unit is equally long on both axes; the plot then stands in the middle of its box.

    Attributes
    ----------
    marks : list of Mark
        The dots that have been placed.
    strokes : list of Mark
        The lines and arrows that have been drawn.
    inner : Box
        The rectangle of the coordinates.
    """

    def __init__(
        self,
        frame: Frame,
        box: Box,
        ledger: Mapping[str, Entry],
        name: str,
        *,
        em: float = 0.0,
        grid: bool = True,
        equal: bool = False,
    ) -> None:
        super().__init__()
        self.frame = frame
        self.name = name
        self.marks: list[Mark] = []
        self.strokes: list[Mark] = []
        numbers = {
            axis: [
                maths(entry.typst, em=em, role=SOFT, entry_keys=(key,))
                for key, entry in ledger.items()
                if key.startswith(f"axes.{name}.{axis}.")
            ]
            for axis in "xy"
        }
        gutter = max((n.width for n in numbers["y"]), default=0.0) + 0.55 * em
        inner = Box(box.left + gutter, box.right, box.bottom + 1.75 * em, box.top)
        self.inner = _with_equal_units(inner, frame) if equal else inner
        self.grid = self._grid_lines() if grid else VGroup()
        self.axes = self._axis_lines()
        self.numbers = VGroup(*self._placed_numbers(numbers, em))
        self.add(self.grid, self.axes, self.numbers)

    def point(self, x: float, y: float) -> FloatArray:
        """Return a place in scene units.

        Parameters
        ----------
        x, y : float
            Coordinates of the plot.

        Returns
        -------
        FloatArray, shape (3,)
        """
        inner = self.inner
        return np.array(
            [
                inner.left + inner.width * self.frame.x.share(x),
                inner.bottom + inner.height * self.frame.y.share(y),
                0.0,
            ]
        )

    def places(self, coordinates: ArrayLike) -> FloatArray:
        """Return many places in scene units.

        Parameters
        ----------
        coordinates : array_like, shape (n, 2)

        Returns
        -------
        FloatArray, shape (n, 3)
        """
        inner, (x, y) = self.inner, np.asarray(coordinates, dtype=np.float64).T
        across = inner.left + inner.width * self.frame.x.shares(x)
        up = inner.bottom + inner.height * self.frame.y.shares(y)
        return np.column_stack([across, up, np.zeros(len(across))])

    def room(self, thing: Mobject) -> tuple[float, float]:
        """Return the width and the height of a mobject as shares of the plot's.

        Parameters
        ----------
        thing : Mobject

        Returns
        -------
        tuple of two floats
        """
        return float(thing.width) / self.inner.width, float(thing.height) / self.inner.height

    def around(self, thing: Mobject) -> FloatArray:
        """Return the outline of a mobject's box in the plot's coordinates.

        Parameters
        ----------
        thing : Mobject
            On a plot with linear axes.

        Returns
        -------
        FloatArray, shape (5, 2)
            Its corners, closed.
        """
        (right, top), (left, bottom) = (thing.get_corner(c)[:2] for c in (UR, DL))
        corners = np.array(
            [[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]]
        )
        inner, (x, y) = self.inner, (self.frame.x, self.frame.y)
        shares = (corners - [inner.left, inner.bottom]) / [inner.width, inner.height]
        return np.array([x.low, y.low]) + shares * [x.high - x.low, y.high - y.low]

    def curve(
        self, curve: Curve, role: Role = FUNCTION, *, width: float = _CURVE_WIDTH
    ) -> VMobject:
        """Draw a sampled curve, broken where it is broken.

        Parameters
        ----------
        curve : Curve
            From the lesson.
        role : Role
        width : float
            Stroke width.

        Returns
        -------
        VMobject
        """
        drawn = VMobject(joint_type=LineJointType.ROUND)
        drawn.set_points(joined(self.places(piece) for piece in curve.pieces))
        pairs = chained(curve.pieces)
        self.strokes.append(Mark("curve", role, drawn, lambda: pairs, self, Shape.CURVE))
        return drawn.set_stroke(colour(role), width=width).set_fill(opacity=0)

    def dot(
        self,
        name: str,
        place: Place,
        role: Role = MOVING,
        *,
        radius: float = _DOT,
        hollow: bool = False,
        moving: bool = True,
    ) -> Dot:
        """Place a dot that stays where the lesson says.

        Parameters
        ----------
        name : str
            What the dot stands for.
        place : callable
            Its coordinates now, from the lesson.
        role : Role
        radius : float
            In scene units.
        hollow : bool
            Whether it is a ring, for a point that a curve leaves out.
        moving : bool
            Whether its place is asked again for every frame.

        Returns
        -------
        Dot
        """
        dot = Dot(radius=radius, color=colour(role))
        if hollow:
            dot.set_fill(colour(Role.BACKGROUND), opacity=1).set_stroke(colour(role), width=3.5)
        dot.set_z_index(3)
        asked = Asked(place)
        if moving:
            self.follow(dot, asked)
        else:
            dot.move_to(self.point(*asked.answer))
        shape = Shape.RING if hollow else Shape.DOT
        self.marks.append(Mark(name, role, dot, lambda: (asked.answer,), self, shape))
        return dot

    def follow(self, thing: Mobject, place: Place) -> Mobject:
        """Keep a mobject's centre where the lesson says, now and in every frame.

        Parameters
        ----------
        thing : Mobject
        place : callable

        Returns
        -------
        Mobject
            The same mobject.
        """
        thing.move_to(self.point(*place()))
        thing.add_updater(lambda m: m.move_to(self.point(*place())))
        return thing

    def segment(
        self,
        ends: Callable[[], tuple[tuple[float, float], tuple[float, float]]],
        role: Role,
        *,
        width: float = _LINE_WIDTH,
        dashed: bool = False,
        moving: bool = True,
    ) -> VMobject:
        """Draw a straight line between two places of the lesson.

        Parameters
        ----------
        ends : callable
            The two ends now, in the plot's coordinates.
        role : Role
        width : float
            Stroke width.
        dashed : bool
        moving : bool
            Whether the ends are asked again for every frame.

        Returns
        -------
        VMobject
        """
        asked = Asked(ends)

        def strokes() -> FloatArray:
            start, end = (self.point(*p) for p in asked())
            length = float(np.linalg.norm(end - start))
            return start + _strokes(length if dashed else 0.0, moving=moving) * (end - start)

        line = VMobject().set_points(strokes()).set_stroke(colour(role), width=width)
        if moving:
            line.add_updater(lambda m: m.set_points(strokes()))
        shape = Shape.DASHES if dashed else Shape.LINE
        self.strokes.append(Mark(role.value, role, line, lambda: asked.answer, self, shape))
        return line

    def line(
        self,
        through: Callable[[], tuple[float, float, float]],
        role: Role,
        *,
        width: float = _LINE_WIDTH,
        moving: bool = True,
    ) -> VMobject:
        """Draw a straight line across the plot, cut at its border.

        Parameters
        ----------
        through : callable
            A point and a slope now: ``(x, y, slope)``, from the lesson.
        role : Role
        width : float
            Stroke width.
        moving : bool
            Whether it is asked again for every frame.

        Returns
        -------
        VMobject
        """
        return self.segment(lambda: self._cut(*through()), role, width=width, moving=moving)

    def rectangle(
        self,
        corners: Callable[[], tuple[tuple[float, float], tuple[float, float]]],
        role: Role,
        *,
        width: float = _LINE_WIDTH,
        fill_opacity: float = 0.0,
        moving: bool = True,
    ) -> VMobject:
        """Draw a rectangle between two opposite corners of the lesson.

        Parameters
        ----------
        corners : callable
            The lower left and the upper right corner now, in the plot's coordinates.
        role : Role
        width : float
            Stroke width.
        fill_opacity : float
            Opacity of the inside.
        moving : bool
            Whether the corners are asked again for every frame.

        Returns
        -------
        VMobject
        """

        def around() -> list[FloatArray]:
            (left, low), (right, high) = corners()
            turns = ((left, low), (right, low), (right, high), (left, high), (left, low))
            return [self.point(*p) for p in turns]

        shape = VMobject().set_points_as_corners(around())
        shape.set_stroke(colour(role), width=width).set_fill(colour(role), fill_opacity)
        if moving:
            shape.add_updater(lambda m: m.set_points_as_corners(around()))
        return shape

    def path(
        self, coordinates: FloatArray | Iterable[Any], role: Role, *, width: float = _LINE_WIDTH
    ) -> VMobject:
        """Join places of the lesson by straight lines.

        Parameters
        ----------
        coordinates : array_like, shape (n, 2)
        role : Role
        width : float

        Returns
        -------
        VMobject
        """
        places = self.places(np.asarray(coordinates, dtype=np.float64))
        drawn = VMobject().set_points_as_corners(places)
        return drawn.set_stroke(colour(role), width=width).set_fill(opacity=0)

    def moving_path(
        self, now: Callable[[], FloatArray], role: Role, *, width: float = _LINE_WIDTH
    ) -> VMobject:
        """Draw a path that follows the lesson in every frame.

        Parameters
        ----------
        now : callable
            The path now, shape (n, 2), in the plot's coordinates.
        role : Role
        width : float

        Returns
        -------
        VMobject
        """
        drawn = self.path(now(), role, width=width)
        drawn.add_updater(lambda m: m.set_points(joined([self.places(now())])))
        return drawn

    def region(self, *, x: tuple[float, float], y: tuple[float, float]) -> Box:
        """Return a part of the plot's rectangle by shares of its width and height.

        Parameters
        ----------
        x, y : tuple of float
            From and to, 0 at the left or bottom and 1 at the right or top.

        Returns
        -------
        Box
        """
        inner = self.inner
        left, right = (inner.left + share * inner.width for share in x)
        bottom, top = (inner.bottom + share * inner.height for share in y)
        return Box(left, right, bottom, top)

    def _cut(
        self, x: float, y: float, slope: float
    ) -> tuple[tuple[float, float], tuple[float, float]]:
        """Cut a line at the border of the axes."""
        (x_low, x_high), (y_low, y_high) = self.frame.x.limits, self.frame.y.limits
        start, end = x_low - x, x_high - x
        if slope:
            below, above = sorted(((y_low - y) / slope, (y_high - y) / slope))
            start, end = max(start, below), min(end, above)
        if start > end:  # the line passes by outside: nothing of it is to be seen
            corner = min(max(x, x_low), x_high), min(max(y, y_low), y_high)
            return corner, corner
        return (x + start, y + slope * start), (x + end, y + slope * end)

    def _grid_lines(self) -> VGroup:
        box, frame = self.inner, self.frame
        lines = VGroup()
        for tick in frame.x.ticks:
            across = box.left + box.width * _share(frame.x, tick)
            lines.add(Line([across, box.bottom, 0], [across, box.top, 0]))
        for tick in frame.y.ticks:
            up = box.bottom + box.height * _share(frame.y, tick)
            lines.add(Line([box.left, up, 0], [box.right, up, 0]))
        return lines.set_stroke(colour(GRID), width=1.5)

    def _axis_lines(self) -> VGroup:
        """Draw the axes through zero where it is in view, else below and on the left."""
        box, frame = self.inner, self.frame
        up = box.bottom + box.height * _zero_share(frame.y)
        across = box.left + box.width * _zero_share(frame.x)
        lines = VGroup(
            Line([box.left, up, 0], [box.right, up, 0]),
            Line([across, box.bottom, 0], [across, box.top, 0]),
            *self._small_ticks(across, up),
        )
        return lines.set_stroke(colour(SOFT), width=2)

    def _small_ticks(self, across: float, up: float) -> Iterable[Line]:
        """Yield short ticks at the decades of logarithmic axes that bear no number."""
        box, frame = self.inner, self.frame
        for decade in frame.x.minor:
            place = box.left + box.width * _share(frame.x, decade)
            yield Line([place, up, 0], [place, up + _SMALL_TICK, 0])
        for decade in frame.y.minor:
            place = box.bottom + box.height * _share(frame.y, decade)
            yield Line([across, place, 0], [across + _SMALL_TICK, place, 0])

    def _placed_numbers(self, numbers: dict[str, list[Any]], em: float) -> Iterable[Any]:
        box, frame = self.inner, self.frame
        for tick, number in zip(frame.x.ticks, numbers["x"], strict=True):
            number.move_to([box.left + box.width * _share(frame.x, tick), 0, 0])
            yield number.on_baseline(box.bottom - 1.25 * em)
        for tick, number in zip(frame.y.ticks, numbers["y"], strict=True):
            number.move_to([box.left - 0.5 * em - number.width / 2, 0, 0])
            middle = box.bottom + box.height * _share(frame.y, tick)
            yield number.on_baseline(middle - 0.32 * em)

    @property
    def zero(self) -> FloatArray:
        """Where the axes cross, in scene units, shape (3,)."""
        box = self.inner
        return np.array(
            [
                box.left + box.width * _zero_share(self.frame.x),
                box.bottom + box.height * _zero_share(self.frame.y),
                0.0,
            ]
        )


def still(place: T) -> Callable[[], T]:
    """Return a place, or ends of a line, that does not move.

    Parameters
    ----------
    place : any
        In the plot's coordinates.

    Returns
    -------
    callable
    """
    return lambda: place


def _with_equal_units(box: Box, frame: Frame) -> Box:
    """Return the largest box in the middle of another in which both axes have the same unit."""
    width, height = (high - low for low, high in (frame.x.limits, frame.y.limits))
    unit = min(box.width / width, box.height / height)
    return box.inset(x=(box.width - unit * width) / 2, y=(box.height - unit * height) / 2)


def _share(scale: Any, tick: Any) -> float:
    return (float(tick) - scale.low) / (scale.high - scale.low)


def _zero_share(scale: Any) -> float:
    if scale.limits != (scale.low, scale.high):  # a logarithmic scale has no zero
        return 0.0
    share = _share(scale, 0)
    return share if 0 <= share <= 1 else 0.0  # out of view: the axis runs beside its numbers


def _strokes(length: float, *, moving: bool) -> FloatArray:
    """Return where on a line its strokes lie, as Bézier points from 0 to 1; shape (4 n, 1).

    Without length it is one stroke. Dashes and gaps are equally long; a line that rests ends with a
    dash, on one that moves the dashes stay where they are while its end passes over them.
    """
    if not length:
        starts, ends = np.zeros(1), np.ones(1)
    elif moving:
        starts = np.arange(0.0, 1.0, _DASH / length)
        ends = np.minimum(starts + 0.5 * _DASH / length, 1.0)
    else:
        count = max(2, round(length / _DASH))
        starts = np.linspace(0, 1 - 0.5 / count, count)
        ends = starts + 0.5 / count
    return np.reshape(starts[:, None] + (ends - starts)[:, None] * np.linspace(0, 1, 4), (-1, 1))

"""Scenes in which a plane slices a surface and the slice is lifted out into a plot."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import (
    DOWN,
    LEFT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Mobject,
    ValueTracker,
    VGroup,
    Wait,
)

from calcml.core.types import FloatArray
from calcml.lessons.placing import Name, free_place
from calcml.lessons.surfaces.cuts import Cut
from calcml.lessons.surfaces.sliced_surfaces import SlicedSurface
from calcml.stage.axis_names import placed_names
from calcml.stage.cuts import CutInPlot, CutInSpace, floor, pinned, surface_space
from calcml.stage.fitting import first_within
from calcml.stage.formula_room import formula_in
from calcml.stage.layout import Box
from calcml.stage.panels import NumberTable
from calcml.stage.plots import Plot
from calcml.stage.scene import LessonScene
from calcml.stage.space import Curve, Dot, Space, Surface
from calcml.stage.text import Typeset
from calcml.stage.theme import FORMULA, FUNCTION, MOVING, NUMBER, SECANT, SMALLEST, SOFT, TICK, Role

__all__ = ["SlicingScene"]

_APART = 0.06  # of a plot, by which a formula in it is larger than its glyphs
_SHIFTS = (0.3, 0.45, 0.6, 0.75)  # of a plane's name above its corner
_NAMED = 1000  # points of the surface are better than one name to lie on
_OPENING = 1.06  # magnification at first
_LARGER = 1.25  # and so many times that where the surface will share its column
_ABREAST = 1.75  # width of a space as a multiple of its longest edge
_RISE = 0.05  # of a low room, by which a space in it stands higher than the middle
_CLEAR = 0.08  # that it keeps from the surface


def _meets(box: FloatArray, line: FloatArray) -> bool:
    """Tell whether a line through points, shape (n, 2), crosses an upright rectangle."""
    low, high = box.min(axis=0), box.max(axis=0)
    shares = np.linspace(0, 1, 41)[:, None]
    points = np.vstack([start + shares * (end - start) for start, end in pairwise(line)])
    return bool(((points > low) & (points < high)).all(axis=1).any())


class SlicingScene(LessonScene):
    """A surface at the left, its slice in a plot in the middle, a card of slopes at the right.

    The slice is a pure function of two trackers: where the plane stands, and how it is turned.

    Attributes
    ----------
    pace : float
        How long a plot takes to open, against the usual.
    curve_first : bool
        Whether the curve comes before the axes of its plot.
    left, middle, right : Box
        The three rooms.
    space : Space
    surface : Surface
    offset, turn : ValueTracker
        The y of the plane; its angle to the x-axis in degrees.
    sliced : CutInSpace
    twin : CutInPlot
    panel : Mobject
        The card.
    slopes : NumberTable
        The table on it.
    """

    lesson: SlicedSurface
    pace: float = 1.0
    curve_first: bool = False
    left: Box
    middle: Box
    right: Box
    rooms: tuple[Box, ...]
    space: Space
    surface: Surface
    axes: Plot
    axis_names: VGroup
    heads: VGroup
    names: VGroup
    twin: CutInPlot
    sign: Typeset
    panel: Mobject
    slopes: NumberTable

    def open_space(self, offset: float, *, azimuth: float, elevation: float = 20) -> None:
        """Prepare the space, the plane's trackers and the rooms; nothing is drawn yet.

        Parameters
        ----------
        offset : float
            Where the plane stands first, from the lesson.
        azimuth, elevation : float
            Where the viewer stands, in degrees.
        """
        lesson = self.lesson
        self.left, self.middle, self.right = self.regions.trio(5.5, 3.6, 3.6, gap=0.3)
        self.space = surface_space(
            self.left,
            lesson.window,
            lesson.heights,
            azimuth=azimuth,
            elevation=elevation,
        )
        self.space.zoom = self.first_zoom
        self.space.move_to(self.regions.whole.centre + 0.2 * UP)
        self.offset, self.turn = ValueTracker(offset), ValueTracker(0.0)
        self.sliced = CutInSpace(self.space, lesson.heights, self.now)

    @property
    def first_zoom(self) -> float:
        """How much larger the surface is while it has the whole stage for itself."""
        whole, edge = self.regions.whole, max(self.space.box.size[:2])
        room = min(whole.height / self.left.height, whole.width / (_ABREAST * edge), _LARGER)
        return _OPENING * max(room, 1.0)

    def raise_surface(self, title: Typeset) -> None:
        """Draw the axes, let the surface grow from its floor, and name both."""
        axes = floor(self.space, self.lesson.axes)
        self.surface = self.space.surface(
            self.lesson.grid, levels=self.lesson.levels, rim=True, opacity=0.66,
            cells=self.lesson.cells,
        )  # fmt: skip
        if self.right.top < self.regions.whole.top:  # there is the surface still
            title.move_to(self.regions.whole.centre)
            title.align_to(np.array([0, self.regions.whole.top, 0]), UP)
        names = pinned(self.space, self.lesson.axes, [self.name(a) for a in self.lesson.axes])
        self.axis_names, self.heads = names, VGroup(title)
        growth = self.surface.grow(run_time=2.4)  # from now on the surface lies flat and unseen
        self.play(FadeIn(title, run_time=1), *(axis.draw(run_time=1) for axis in axes))
        self.play(growth)
        self.play(FadeIn(names), run_time=0.6)

    def make_room(self) -> None:
        """Let the surface step aside for the plot and the card."""
        self.panel = self.card(self.right).set_z_index(-1)
        shared = self.left.height < self.regions.whole.height  # with the plot: its axes sink low
        rise = _RISE * self.left.height if shared else 0.0
        aside = self.space.animate.move_to(self.left.centre + rise * UP)
        away = (each for each in self.heads if each.get_y() > self.right.top)
        down = [each.animate.move_to(self.rooms[0].centre) for each in away]
        self.play(aside, self.space.turn(zoom=1), FadeIn(self.panel), *down, run_time=1)

    def insert_plane(self, key: str, template: str = "SYMBOL = VALUE") -> None:
        """Unfold the plane, name it by an entry, and draw the curve that it cuts out."""
        self.play(self.sliced.pane().unfold(run_time=1.2))
        self.sign = self.name_of_plane(key, template)
        self.play(FadeIn(self.sign), run_time=0.4)
        self.play(self.sliced.curve().draw(run_time=1.2))

    def open_plot(
        self, frame: str, across: str, *, start: float | None = None, later: Sequence[Cut] = ()
    ) -> None:
        """Lift the curve out of space into a plot and touch it with its tangent.

        Parameters
        ----------
        frame : str
            The frame's name in the lesson.
        across : str
            The name of the axis to the right.
        start : float, optional
            What distance the point has along the plane, if not its coordinate.
        later : sequence of Cut
            What the plot will show besides the cut of now.
        """
        self.axes = self.plot(frame, self.middle)
        self.names = placed_names(
            self.axes, self.name(across), self.name("z"), clear_of=[self.now(start), *later]
        )
        self.axes.add(self.names)
        self.twin = CutInPlot(self.axes, lambda: self.now(start), "touch")
        arrival = self.twin.receive(self.sliced.outline, run_time=1.6 * self.pace)
        if self.curve_first:  # so that it flies over no number
            self.play(arrival)
            self.play(FadeIn(self.axes.set_z_index(-1)), run_time=0.6 * self.pace)
        else:
            self.play(FadeIn(self.axes), run_time=0.6 * self.pace)
            self.play(arrival)
        self.play(*self.touched(), run_time=self.pace)

    def touched(self) -> list[Animation]:
        """Return the animations that bring in point and tangent, in the plot and in space."""
        arriving = [FadeIn(self.twin.dot, scale=2), Create(self.twin.tangent)]
        if not self.sliced.has_tangent:
            drawn = self.sliced.tangent().draw(run_time=1)
            arriving += [drawn, self.sliced.dot().pop()]
        return arriving

    @property
    def before_the_card(self) -> Box:
        """Where the surface and the plot stand, if that is one room; else that of the surface."""
        left, middle, right = self.left, self.middle, self.right
        if middle.top > left.bottom:  # beside one another
            return Box(left.left, middle.right, left.bottom, left.top)
        if right.top > left.bottom:  # one below the other, and the card beside both
            return Box(left.left, left.right, middle.bottom, left.top)
        return left

    @property
    def beside_the_surface(self) -> Box:
        """Where the plot and the card stand, if they stand beside one another; else the card."""
        middle, right = self.middle, self.right
        if middle.top != right.top or middle.bottom != right.bottom:
            return right
        return Box(middle.left, right.right, right.bottom, right.top)

    def close_plot(self) -> None:
        """Take the plot away, and the plane's name, which holds no more."""
        self.play(FadeOut(self.axes, self.twin.whole, self.sign), run_time=0.6)

    def slide_to(self, offset: float, *, run_time: float) -> None:
        """Slide the plane to a y of the lesson."""
        self.sliced.follow()
        self.play(self.offset.animate.set_value(offset), run_time=run_time)
        self.sliced.rest()

    def turn_to(self, degrees: float, *, run_time: float) -> None:
        """Turn the plane to an angle of the lesson."""
        self.sliced.follow()
        self.play(self.turn.animate.set_value(degrees), run_time=run_time)
        self.sliced.rest()

    def now(self, start: float | None = None) -> Cut:
        """Return the cut where the plane stands now."""
        return self.lesson.cut(self.offset.get_value(), self.turn.get_value(), start)

    def line_in_space(self, path: FloatArray, role: Role, *, width: float = 5.0) -> Curve:
        """Return a line of the lesson in space, to be drawn."""
        return self.space.curve(path, colour=role, stroke=width)

    def ball_in_space(self, at: FloatArray, role: Role, *, radius: float = 0.095) -> Dot:
        """Return a ball in space, to be popped."""
        return self.space.dot(at, colour=role, radius=radius)

    def name(self, axis: str) -> Typeset:
        """Return the name of an axis."""
        return self.label(axis, SOFT, size=NUMBER)

    def title(self) -> Typeset:
        """Return the function, at the head of the card."""
        title = self.formula("function", self.rooms[0], FUNCTION)
        return title or self.label("z = f(x, y)", FUNCTION).move_to(self.rooms[0].centre)

    def formula(
        self, key: str, room: Box, role: Role, *, size: float = FORMULA, display: bool = False
    ) -> Typeset | None:
        """Return an entry's formula in a room, or None if it is too long for it.

        Parameters
        ----------
        key : str
            The entry's key.
        room : Box
        role : Role
        size : float
            One of the theme's sizes, if there is room.
        display : bool
            Whether fractions are set in full size if there is room.

        Returns
        -------
        Typeset or None
        """
        if key not in self.lesson.ledger:
            return None
        return formula_in(
            room, self.lesson.ledger[key].typst, em=self.em(size), least=self.em(SMALLEST),
            role=role, display=display, entry_keys=(key,),
        )  # fmt: skip

    def arriving(self, *things: Typeset | VGroup | None) -> list[Animation]:
        """Return the animations that bring in what there is of some formulas, or a pause."""
        there = [FadeIn(each, shift=0.1 * DOWN) for each in things if each is not None]
        return there or [Wait()]

    def name_of_curve(self, key: str) -> Typeset | None:
        """Return the formula of the curve in the plot, where nothing else is.

        Parameters
        ----------
        key : str
            The entry's key.

        Returns
        -------
        Typeset or None
            None if it has no room.
        """
        cut, plot = self.now(), self.axes
        lines = [cut.places, *self.twin.lines(), *(plot.around(each) for each in self.names)]
        for size in (NUMBER, TICK):
            name = self.readout(key, MOVING, template="z = VALUE", size=size)
            width, height = plot.room(name)
            place = free_place(
                plot.frame, Name(width + _APART, height + _APART), clear_of=lines, near=cut.places
            )
            name.move_to(plot.point(*place))
            if width < 1 and not any(_meets(plot.around(name), line) for line in lines):
                return name
        return None

    def line(
        self, key: str, room: Box, role: Role, templates: Sequence[str], *, size: float = NUMBER
    ) -> Typeset:
        """Return a readout that is no wider than a room.

        Parameters
        ----------
        key : str
            The entry's key.
        room : Box
        role : Role
        templates : sequence of str
            From the best to the shortest.
        size : float
            One of the theme's sizes, if there is room.

        Returns
        -------
        Typeset
        """
        sizes = (size, (size + SMALLEST) / 2, SMALLEST)
        return first_within(
            [
                self.readout(key, role, size=each, template=template)
                for template in templates
                for each in sizes
            ],
            room.width,
        )

    def name_of_plane(self, key: str, template: str = "SYMBOL = VALUE") -> Typeset:
        """Return what is constant on the plane, pinned to its corner."""
        sign = self.readout(key, SECANT, template=template)
        corner, shift = self.free_corner(sign)
        return self.space.pin(sign, corner, shift=shift * UP)

    def free_corner(self, sign: Typeset) -> tuple[FloatArray, float]:
        """Return an upper corner of the plane, and how far above it a name is clear of all else."""
        places = [(corner, shift) for shift in _SHIFTS for corner in self.sliced.corners]
        crowds = [
            self.crowd(sign, self.space.point_to_screen(corner) + shift * UP)
            for corner, shift in places
        ]
        return places[int(np.argmin(crowds))]

    def crowd(self, text: Typeset, place: FloatArray) -> int:
        """Count the points of the surface, and the names of axes, that a text would lie on."""
        space, grid = self.space, self.lesson.grid.reshape(-1, 3)
        half = np.array([text.width, text.height]) / 2 + _CLEAR
        away = np.abs(space.view.project(space.box.world(grid))[:, :2] - place[:2])
        covered = int(np.count_nonzero((away < half).all(axis=1)))
        for name in (*self.axis_names, *self.heads):
            room = half + np.array([name.width, name.height]) / 2
            covered += _NAMED * bool((np.abs(name.get_center() - place)[:2] < room).all())
        return covered

    def name_of_point(self, name: Typeset) -> Typeset:
        """Pin a name beside the point where the tangent touches, off the surface if it can be."""
        touch = self.now().touch
        dot = self.space.point_to_screen(touch)
        across, up = name.width / 2 + 0.2, name.height / 2 + 0.2
        moves = [
            along * across * LEFT + step * up * UP
            for step in (0.6, 1.2, 2.0, 3.0, -1.5)
            for along in (1.05, 0.0, -1.05)
            if abs(step) > 1 or along
        ]
        moves += [along * across * LEFT + 0.6 * up * UP for along in (-1.6, 1.6, -2.2, 2.2)]
        safe = self.regions.safe.inset(x=name.width / 2)
        crowds = [
            self.crowd(name, dot + move) + _NAMED * (not safe.left <= (dot + move)[0] <= safe.right)
            for move in moves
        ]
        return self.space.pin(name, touch, shift=moves[int(np.argmin(crowds))])

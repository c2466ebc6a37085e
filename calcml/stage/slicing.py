"""Scenes in which a plane slices a surface and the slice is lifted out into a plot."""

from manim import UP, Animation, Create, FadeIn, FadeOut, ValueTracker, VGroup

from calcml.lessons.surfaces import Cut, SlicedSurface
from calcml.stage.cuts import CutInPlot, CutInSpace, floor, pinned, placed_names, surface_space
from calcml.stage.layout import Box
from calcml.stage.panels import NumberTable
from calcml.stage.plots import Plot
from calcml.stage.scene import LessonScene
from calcml.stage.space import Space
from calcml.stage.text import Typeset
from calcml.stage.theme import FORMULA, FUNCTION, NUMBER, SECANT, SOFT

__all__ = ["SlicingScene"]


class SlicingScene(LessonScene):
    """A surface at the left, its slice in a plot in the middle, a card of slopes at the right.

    The slice is a pure function of two trackers: where the plane stands, and how it is turned.

    Attributes
    ----------
    left, middle, right : Box
        The three rooms.
    space : Space
    offset, turn : ValueTracker
        The y of the plane; its angle to the x-axis in degrees.
    sliced : CutInSpace
    twin : CutInPlot
    slopes : NumberTable
        The table on the card.
    """

    lesson: SlicedSurface
    left: Box
    middle: Box
    right: Box
    rooms: tuple[Box, ...]
    space: Space
    axes: Plot
    names: VGroup
    twin: CutInPlot
    sign: Typeset
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
        self.left, self.middle, self.right = self.regions.whole.columns(5.5, 3.6, 3.6, gap=0.3)
        self.space = surface_space(
            self.left,
            lesson.window,
            lesson.heights,
            azimuth=azimuth,
            elevation=elevation,
            zoom=1.06,
        )
        self.space.move_to(self.regions.whole.centre + 0.2 * UP)
        self.offset, self.turn = ValueTracker(offset), ValueTracker(0.0)
        self.sliced = CutInSpace(self.space, lesson.heights, self.now)

    def raise_surface(self, title: Typeset) -> None:
        """Draw the axes, let the surface grow from its floor, and name both."""
        axes = floor(self.space, self.lesson.axes)
        surface = self.space.surface(
            self.lesson.grid, levels=self.lesson.levels, rim=True, opacity=0.66
        )
        names = pinned(self.space, self.lesson.axes, [self.name(a) for a in self.lesson.axes])
        growth = surface.grow(run_time=2.4)  # from now on the surface lies flat and unseen
        self.play(FadeIn(title, run_time=1), *(axis.draw(run_time=1) for axis in axes))
        self.play(growth)
        self.play(FadeIn(names), run_time=0.6)

    def make_room(self) -> None:
        """Let the surface step aside for the plot and the card."""
        card = self.card(self.right).set_z_index(-1)
        aside = self.space.animate.move_to(self.left.centre)
        self.play(aside, self.space.turn(zoom=1), FadeIn(card), run_time=1)

    def insert_plane(self, key: str, template: str = "SYMBOL = VALUE") -> None:
        """Unfold the plane, name it by an entry, and draw the curve that it cuts out."""
        self.play(self.sliced.pane().unfold(run_time=1.2))
        self.sign = self.name_of_plane(key, template)
        self.play(FadeIn(self.sign), run_time=0.4)
        self.play(self.sliced.curve().draw(run_time=1.2))

    def open_plot(self, frame: str, across: str, *, start: float | None = None) -> None:
        """Lift the curve out of space into a plot and touch it with its tangent.

        Parameters
        ----------
        frame : str
            The frame's name in the lesson.
        across : str
            The name of the axis to the right.
        start : float, optional
            What distance the point has along the plane, if not its coordinate.
        """
        self.axes = self.plot(frame, self.middle)
        self.names = placed_names(self.axes, self.name(across), self.name("z"))
        self.axes.add(self.names)
        self.twin = CutInPlot(self.axes, lambda: self.now(start), "touch")
        self.play(FadeIn(self.axes), run_time=0.6)
        self.play(self.twin.receive(self.sliced.outline))
        self.play(*self.touched(), run_time=1)

    def touched(self) -> list[Animation]:
        """Return the animations that bring in point and tangent, in the plot and in space."""
        arriving = [FadeIn(self.twin.dot, scale=2), Create(self.twin.tangent)]
        if not self.sliced.has_tangent:
            drawn = self.sliced.tangent().draw(run_time=1)
            arriving += [drawn, self.sliced.dot().pop()]
        return arriving

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

    def name(self, axis: str) -> Typeset:
        """Return the name of an axis."""
        return self.label(axis, SOFT, size=NUMBER)

    def title(self) -> Typeset:
        """Return the function, at the head of the card."""
        return self.readout("function", FUNCTION, size=FORMULA).move_to(self.rooms[0].centre)

    def name_of_plane(self, key: str, template: str = "SYMBOL = VALUE") -> Typeset:
        """Return what is constant on the plane, pinned to its corner."""
        sign = self.readout(key, SECANT, template=template)
        self.space.pin(sign, self.sliced.corner, shift=0.3 * UP)
        return sign

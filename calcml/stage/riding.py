"""Slicing scenes in which the point rides over the surface and takes the plane with it."""

from manim import UP, Animation, Create, FadeIn, FadeOut, ValueTracker

from calcml.lessons.partials.two_places import TwoPlaces
from calcml.lessons.surfaces.cuts import Cut
from calcml.stage.fitted_tables import fitted_table
from calcml.stage.panels import NumberTable
from calcml.stage.slicing import SlicingScene
from calcml.stage.space import Dot
from calcml.stage.text import Typeset
from calcml.stage.theme import TANGENT

__all__ = ["RidingScene", "TwoPlacesScene"]

_RISE = 0.2  # of a surface that has more room

Place = tuple[float, float]


class RidingScene(SlicingScene):
    """A slicing scene whose point moves freely over the surface.

    Attributes
    ----------
    across : ValueTracker
        The x of the point; its y is the plane's `offset`.
    """

    across: ValueTracker

    def open_space(self, offset: float, *, azimuth: float, elevation: float = 20) -> None:
        """Prepare the space, the trackers and the rooms, with the point above the pivot."""
        self.across = ValueTracker(self.lesson.pivot)
        super().open_space(offset, azimuth=azimuth, elevation=elevation)

    def now(self, start: float | None = None) -> Cut:
        """Return the cut through the point where it is now."""
        place = self.across.get_value(), self.offset.get_value()
        return self.lesson.cut_at(place, self.turn.get_value(), start)

    def ride_to(self, place: Place, *, run_time: float) -> None:
        """Let the point ride to a place of the lesson."""
        across, offset = place
        self.sliced.follow()
        moves = self.across.animate.set_value(across), self.offset.animate.set_value(offset)
        self.play(*moves, run_time=run_time)
        self.sliced.rest()


class TwoPlacesScene(RidingScene):
    """The surface is cut along both axes, at a point and then at the origin.

    Attributes
    ----------
    ball : Dot
        The point, on the surface.
    named : Typeset or None
        The formula of the curve in the plot.
    """

    lesson: TwoPlaces
    pace = 0.5
    curve_first = True
    ball: Dot
    point: Typeset
    named: Typeset | None

    def open_places(self, *, azimuth: float, elevation: float) -> None:
        """Prepare the space and the rooms of the card."""
        self.open_space(self.lesson.place[1], azimuth=azimuth, elevation=elevation)
        self.rooms = self.right.padded(x=0.2, y=0.2).rows(0.6, 2.4, 1.8, gap=0.15)

    def mark_the_point(self) -> None:
        """Show the point on the surface, with its coordinates."""
        self.ball = self.sliced.dot()
        self.point = self.name_of_point(self.readout("point", template="SYMBOL VALUE"))
        self.play(self.ball.pop(), FadeIn(self.point), run_time=0.6)

    def cut_along_x(self) -> None:
        """Cut by the plane through the point, read the slope, and ride to the origin."""
        self.slopes = self.table_of_slopes()
        self.play(FadeOut(self.point), FadeIn(self.slopes.head), run_time=0.4)
        self.play(self.sliced.pane().unfold(run_time=0.8))
        self.play(self.sliced.curve().draw(run_time=0.8))
        self.look_along("x")

    def cut_along_y(self) -> None:
        """Return to the point, turn the plane, read the slope, and ride to the origin."""
        self.leave_the_plot()
        (across, offset), angle = self.lesson.place, self.lesson.directions["y"]
        self.sliced.follow()
        self.play(
            self.across.animate.set_value(across),
            self.offset.animate.set_value(offset),
            self.turn.animate.set_value(angle),
            run_time=1.2,
        )
        self.sliced.rest()
        self.look_along("y")

    def touched(self) -> list[Animation]:
        """Return the animations that bring in the tangent; the point is there in space."""
        arriving = [FadeIn(self.twin.dot, scale=2), Create(self.twin.tangent)]
        if not self.sliced.has_tangent:
            arriving.append(self.sliced.tangent().draw())
        return arriving

    def look_along(self, axis: str) -> None:
        """Lift the cut out into a plot, with its slope at the point and then at the origin."""
        index = list(self.lesson.directions).index(axis)
        self.open_plot(axis, axis)
        self.name_the_curve(f"cut_p.{axis}", index, "partial", "at_p")
        self.wait(0.2)
        if self.named:
            self.play(FadeOut(self.named), run_time=0.2)
        self.ride_to(self.lesson.origin, run_time=1.4)
        self.name_the_curve(f"cut_o.{axis}", index, "at_o")

    def show_the_whole(self) -> None:
        """Take away the plot and the plane, and let the surface have their room."""
        self.leave_the_plot()
        room, parts = self.before_the_card, self.sliced.parts
        gone = [part.vanish() for part in parts if part is not self.ball]
        self.play(self.space.animate.move_to(room.centre + _RISE * UP), *gone, run_time=1)

    def name_the_curve(self, key: str, index: int, *of: str) -> None:
        """Write the formula of the curve beside it, if it has room, and its slope on the card."""
        self.named = self.name_of_curve(key)
        slope = self.slopes.show(index, TANGENT, of=of)
        self.together(self.arriving(self.named), slope, run_time=0.6)

    def leave_the_plot(self) -> None:
        """Take the plot away."""
        named = [self.named] if self.named else []
        self.play(FadeOut(self.axes, self.twin.whole, *named), run_time=0.6)

    def table_of_slopes(self) -> NumberTable:
        """Return the table of both partial derivatives, at the point and at the origin."""
        rows = [[f"partial.{v}", f"at_p.{v}", f"at_o.{v}"] for v in self.lesson.directions]
        heads = ['"slope"', "P", "O"]
        return fitted_table(self, heads, rows, self.rooms[1], shares=[1.9, 0.6, 0.5], leading=2.2)

"""Scenes of the chapter *Partial derivatives*."""

from itertools import pairwise

from manim import DOWN, LEFT, RIGHT, FadeIn, FadeOut, VGroup

from calcml.lessons import partials
from calcml.stage import FORMULA, SECANT, TANGENT, beat
from calcml.stage.fitted_tables import fitted_table
from calcml.stage.layout import Box
from calcml.stage.panels import NumberTable
from calcml.stage.slicing import SlicingScene
from calcml.stage.text import Typeset


class ParaboloidSlices(SlicingScene):
    """A partial derivative is the slope of a slice on which the other variable is constant."""

    lesson = partials.ParaboloidSlices()

    def construct(self) -> None:
        self.raise_the_surface()
        self.cut_with_a_plane()
        self.lift_out_the_cut()
        self.slide_the_plane()
        self.drop_the_constant()
        self.hold_the_other_variable()

    @beat
    def raise_the_surface(self) -> None:
        self.open_space(self.lesson.offsets[0], azimuth=-64)
        self.rooms = self.right.padded(x=0.25, y=0.25).rows(0.75, 2.7, 1.1, 1.1, gap=0.1)
        self.raise_surface(self.title())

    @beat
    def cut_with_a_plane(self) -> None:
        self.insert_plane("offset.0")

    @beat
    def lift_out_the_cut(self) -> None:
        self.make_room()
        self.open_plot("cut", "x", later=self.lesson.cuts)
        self.slopes = self.table_of_slopes()
        self.play(FadeIn(self.slopes.head), run_time=0.4)
        self.together(self.slopes.show(0, TANGENT), run_time=0.6)

    @beat
    def slide_the_plane(self) -> None:
        self.ghosts = VGroup()
        for index, offset in enumerate(self.lesson.offsets[1:], start=1):
            ghosts = self.twin.ghosts()
            self.ghosts.add(*ghosts)
            self.add(*ghosts)
            self.play(FadeOut(self.sign), run_time=0.2)
            self.slide_to(offset, run_time=1.8)
            self.sign = self.name_of_plane(f"offset.{index}")
            self.together(self.slopes.show(index, TANGENT), FadeIn(self.sign), run_time=0.6)
            self.wait(0.4)

    @beat
    def drop_the_constant(self) -> None:
        tangents = self.ghosts[1::2]
        self.play(tangents.animate.set_stroke(opacity=0.9), run_time=1)
        self.play(*self.arriving(self.rule("partial.x", self.rooms[2])), run_time=0.8)

    @beat
    def hold_the_other_variable(self) -> None:
        self.play(FadeOut(self.ghosts), run_time=0.4)
        self.close_plot()
        self.sliced.follow()
        turned = self.turn.animate.set_value(self.lesson.across)
        self.play(turned, self.space.turn(azimuth=-28), run_time=2.4)
        self.sliced.rest()
        self.sign = self.name_of_plane("at")
        self.play(FadeIn(self.sign), run_time=0.4)
        self.open_plot("across", "y")
        curve = self.name_of_curve("cut.across")
        self.play(*self.arriving(self.rule_across(), curve), run_time=0.8)

    def rule(self, key: str, room: Box) -> Typeset | None:
        """Return a partial derivative as a formula, if it has room."""
        return self.formula(key, room, TANGENT, display=True)

    def table_of_slopes(self) -> NumberTable:
        """Return the table of the cuts along the first axis."""
        stops = range(len(self.lesson.offsets))
        rows = [[f"offset.{i}", f"cut.{i}", f"slope.{i}"] for i in stops]
        return fitted_table(
            self, ["y", "z", '"slope"'], rows, self.rooms[1], shares=[0.7, 1.2, 0.8], spare="z"
        )

    def rule_across(self) -> VGroup:
        """Return the partial derivative along the second axis, and its value at the point."""
        room = self.rooms[3]
        rule = self.rule("partial.y", room)
        here = self.label('", here"' if rule else '"slope"', TANGENT)
        value = self.readout("slope.across", TANGENT, size=FORMULA)
        line = VGroup(*([rule] if rule else []), here, value)
        for one, other in pairwise(line):
            other.next_to(one, RIGHT, buff=0.15 if other is value else 0.05)
            other.on_baseline(one.baseline)
        if line.width > room.width:
            return VGroup(rule) if rule else VGroup(value)
        return line.move_to(room.centre)


class NonSeparablePartial(SlicingScene):
    """A slope in one variable can depend on the value at which the other is held."""

    lesson = partials.NonSeparablePartial()

    def construct(self) -> None:
        self.raise_the_surface()
        self.hold_y()
        self.slide_the_plane()
        self.hold_x()
        self.turn_the_plane()

    @beat
    def raise_the_surface(self) -> None:
        self.open_space(self.lesson.home, azimuth=-56, elevation=24)
        self.rooms = self.right.padded(x=0.2, y=0.2).rows(0.6, 1.95, 0.65, 0.65, 1.2, gap=0.05)
        self.raise_surface(self.title())
        self.point = self.readout("point", template="SYMBOL VALUE")
        self.name_of_point(self.point)
        self.play(self.sliced.dot().pop(), FadeIn(self.point, run_time=0.6))

    @beat
    def hold_y(self) -> None:
        self.make_room()
        self.play(FadeOut(self.point), run_time=0.4)
        self.insert_plane("held.x", "VALUE")
        self.open_plot("x", "x", later=self.lesson.cuts)
        self.slopes = self.table_of_slopes()
        self.play(FadeIn(self.slopes.head), run_time=0.4)
        self.together(self.slopes.show(0, TANGENT), run_time=0.6)

    @beat
    def slide_the_plane(self) -> None:
        rule = self.rule("partial.x", self.rooms[2])
        self.ghosts = VGroup(*self.twin.ghosts())
        self.add(self.ghosts)
        self.play(FadeOut(self.sign), run_time=0.2)
        self.slide_to(self.lesson.other, run_time=2.4)
        self.sign = self.name_of_plane("held.other", "VALUE")
        self.together(self.slopes.show(1, TANGENT), FadeIn(self.sign), run_time=0.6)
        self.play(*self.arriving(rule), run_time=0.8)

    @beat
    def hold_x(self) -> None:
        self.play(FadeOut(self.ghosts), run_time=0.2)
        self.close_plot()
        self.slide_to(self.lesson.home, run_time=1.2)
        self.turn_to(self.lesson.across, run_time=1.6)
        self.sign = self.name_of_plane("held.y", "VALUE")
        self.play(FadeIn(self.sign), run_time=0.4)
        self.open_plot("y", "y")
        rule = self.rule("partial.y", self.rooms[3])
        self.together(self.slopes.show(2, TANGENT), run_time=0.6)
        self.play(*self.arriving(rule), run_time=0.8)

    @beat
    def turn_the_plane(self) -> None:
        start, end = self.lesson.turn
        self.close_plot()
        self.turn_to(start, run_time=1.4)
        self.open_plot("u", "u", start=self.lesson.origin, later=[self.lesson.last_cut])
        needle = self.sliced.needle(lambda: self.lesson.needle(self.turn.get_value()))
        self.play(needle.draw(run_time=0.6))
        self.turn_to(end, run_time=3.2)
        self.sign = self.label("u", SECANT)
        self.space.pin(self.sign, needle.end, shift=0.3 * DOWN + 0.35 * LEFT)
        self.play(FadeIn(self.sign), run_time=0.4)
        self.play(FadeIn(self.slope_along(), shift=0.1 * DOWN), run_time=0.8)

    def rule(self, key: str, room: Box) -> Typeset | None:
        """Return a partial derivative as a formula, if it has room."""
        return self.formula(key, room, TANGENT)

    def table_of_slopes(self) -> NumberTable:
        """Return the table of the three planes along the axes."""
        rows = [[f"held.{i}", f"cut.{i}", f"slope.{i}"] for i in ("x", "other", "y")]
        heads = ['"held"', "z", '"slope"']
        return fitted_table(self, heads, rows, self.rooms[1], shares=[0.9, 1.3, 0.8], spare="z")

    def slope_along(self) -> VGroup:
        """Return the direction and the slope along it."""
        room = self.rooms[4]
        unit = self.line("unit", room, SECANT, ["SYMBOL VALUE"])
        slope = self.line("slope.u", room, TANGENT, ["SYMBOL = VALUE", "D_u z = VALUE"])
        return VGroup(unit, slope).arrange(DOWN, buff=0.15).move_to(room.centre)

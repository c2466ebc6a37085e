"""Scenes of the chapter *Partial derivatives*."""

from functools import partial
from itertools import pairwise

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    Transform,
    ValueTracker,
    VGroup,
    linear,
)

from calcml.lessons import partials
from calcml.stage import (
    CONFIRMED,
    FORMULA,
    FUNCTION,
    INK,
    MOVING,
    NUMBER,
    SECANT,
    SOFT,
    TANGENT,
    TICK,
    TITLE,
    LessonScene,
    beat,
)
from calcml.stage.axis_names import placed_names
from calcml.stage.countdowns import Countdown
from calcml.stage.fitted_tables import fitted_table
from calcml.stage.fitting import fitted
from calcml.stage.layout import Box
from calcml.stage.panels import NumberTable
from calcml.stage.plates import plated
from calcml.stage.plots import Plot
from calcml.stage.riding import RidingScene, TwoPlacesScene
from calcml.stage.side_steps import StepInPlot, StepInSpace
from calcml.stage.signs import sign_of
from calcml.stage.slicing import SlicingScene
from calcml.stage.space import Curve
from calcml.stage.term_rows import on_its_line, term_cells
from calcml.stage.text import Typeset
from calcml.stage.theme import SMALLEST, Role, colour

ROWS = {
    "f": ("f(x, y) =", FUNCTION),
    "x": ("frac(partial f, partial x) =", TANGENT),
    "y": ("frac(partial f, partial y) =", TANGENT),
}


class PartialDerivativeLimit(SlicingScene):
    """A partial derivative is a limit in which one coordinate takes the step."""

    lesson = partials.PartialDerivativeLimit()

    def construct(self) -> None:
        self.stand_on_the_surface()
        self.step_along_x()
        self.shrink_the_step()
        self.step_along_y()
        self.compare_the_limits()

    @beat
    def stand_on_the_surface(self) -> None:
        self.open_space(self.lesson.home, azimuth=-56, elevation=26)
        self.rooms = self.right.padded(x=0.2, y=0.2).rows(0.6, 1.15, 1.15, 2.1, gap=0.1)
        self.raise_surface(self.title())
        self.point = self.readout("point", template="SYMBOL VALUE")
        self.name_of_point(self.point)
        self.ball = self.sliced.dot()
        self.play(self.ball.pop(), FadeIn(self.point), run_time=0.6)

    @beat
    def step_along_x(self) -> None:
        self.make_room()
        self.play(FadeOut(self.point), run_time=0.4)
        self.insert_plane("held.x", "VALUE")
        self.open_plot("x", "x", later=self.lesson.cuts)
        self.take_the_step("x", run_time=0.6)
        self.slopes = self.table_of_slopes()
        self.limits = [self.limit("x", self.rooms[1]), self.limit("y", self.rooms[2])]
        row = self.slopes.show(0, SECANT, of=("step", "along_x"))
        self.together(self.arriving(self.limits[0]), [FadeIn(self.slopes.head)], row, run_time=0.6)

    @beat
    def shrink_the_step(self) -> None:
        self.shrink("step", "along_x", run_time=1)

    @beat
    def step_along_y(self) -> None:
        self.close_plot()
        self.play(self.sliced.released_tangent().vanish(), run_time=0.2)
        self.turn_to(self.lesson.directions["y"], run_time=1)
        self.sign = self.name_of_plane("held.y", "VALUE")
        self.play(FadeIn(self.sign), run_time=0.2)
        self.open_plot("y", "y")
        self.take_the_step("y", run_time=0.4)
        row = self.slopes.show(0, SECANT, of=("along_y",))
        self.together(self.arriving(self.limits[1]), row, run_time=0.6)
        self.shrink("along_y", run_time=0.6)

    @beat
    def compare_the_limits(self) -> None:
        room = self.beside_the_surface
        shown = [each for each in (*self.limits, self.slopes.head, *self.slopes.rows) if each]
        head, *rooms = room.padded(x=0.3, y=0.3).rows(0.6, 2, 2, gap=0.15)
        self.close_plot()
        self.play(
            FadeOut(*shown, run_time=0.4),
            Transform(self.panel, self.card(room)),
            self.heads.animate.move_to(head.centre),
            *(part.vanish() for part in self.sliced.parts if part is not self.ball),
            self.surface.vary(opacity=0.3),  # the arrows lie below it
            run_time=0.8,
        )
        for axis, place in zip(self.lesson.directions, rooms, strict=True):
            self.lay_the_step(axis)
            self.play(*self.arriving(self.limit_with_value(axis, place)), run_time=0.6)

    def touched(self) -> list[Animation]:
        """Return the animation that brings in the point; its tangent comes later."""
        return [FadeIn(self.twin.dot, scale=2)]

    def take_the_step(self, axis: str, *, run_time: float) -> None:
        """Step along an axis, in space and in the plot, and draw the secants."""
        lesson, (first, *_) = self.lesson, self.lesson.lengths
        self.length = ValueTracker(first)
        self.strider = StepInSpace(self.space, lambda: lesson.step(axis, self.length.get_value()))
        self.stride = StepInPlot(self.axes, lambda: lesson.step(axis, self.length.get_value()))
        arrow, secant, end = self.strider.parts
        middle = lesson.middle(axis, first)
        self.hints = VGroup(
            self.space.pin(self.label("h", MOVING, size=NUMBER), middle, shift=0.3 * DOWN),
            self.label("h", MOVING, size=NUMBER).next_to(self.stride.run, DOWN, buff=0.12),
        )
        self.space.remove(self.ball).add(self.ball)
        self.play(arrow.draw(), Create(self.stride.run), FadeIn(self.hints), run_time=run_time)
        arriving = end.pop(), FadeIn(self.stride.end, scale=2), Create(self.stride.rise)
        self.play(*arriving, run_time=run_time)
        self.play(secant.draw(), Create(self.stride.secant), run_time=run_time)

    def shrink(self, *of: str, run_time: float) -> None:
        """Let the step shrink to nothing, and the secants become tangents."""
        self.play(FadeOut(self.hints), run_time=0.2)
        self.strider.follow()
        for index, length in enumerate(self.lesson.lengths[1:], start=1):
            row = self.slopes.show(index, SECANT, of=of)
            self.play(self.length.animate.set_value(length), *row, run_time=run_time)
        self.strider.rest()
        gone = [part.vanish() for part in self.strider.parts]
        self.play(FadeOut(self.stride.whole), *gone, run_time=0.4)
        self.space.remove(*self.strider.parts)
        limit = self.slopes.show(len(self.lesson.lengths), TANGENT, of=of)
        tangents = self.sliced.tangent().draw(), Create(self.twin.tangent)
        self.play(*tangents, *limit, run_time=0.6)

    def lay_the_step(self, axis: str) -> None:
        """Leave the cut along an axis behind, in space, with the way that its tangent points."""
        lesson = self.lesson
        cut = lesson.cut(lesson.home, lesson.directions[axis])
        behind = self.line_in_space(cut.path, MOVING, width=4)
        ahead = self.space.arrow(cut.touch, cut.tangent[1], colour=TANGENT)
        self.space.remove(self.ball).add(self.ball)
        self.play(behind.appear(), ahead.draw(), run_time=0.8)

    def limit(self, axis: str, room: Box) -> Typeset | None:
        """Return a partial derivative as a limit, if it has room."""
        return self.formula(f"limit.{axis}", room, TANGENT, display=True)

    def limit_with_value(self, axis: str, room: Box) -> VGroup | None:
        """Return the same large, with its value at the point."""
        value = self.readout(f"along_{axis}.limit", TANGENT, template="= VALUE", size=FORMULA)
        where = self.label('"at" P').next_to(value, RIGHT, buff=0.2).on_baseline(value.baseline)
        result = VGroup(value, where)
        rest, _ = room.columns(room.width - result.width, result.width, gap=0.2)
        limit = self.limit(axis, rest)
        if limit is None:
            return None
        result.next_to(limit, RIGHT, buff=0.2).set_y(limit.get_y())
        return VGroup(limit, result).move_to(room.centre)

    def table_of_slopes(self) -> NumberTable:
        """Return the table of the slopes along both axes, step by step, and their limits."""
        stops = (*range(len(self.lesson.steps)), "limit")
        rows = [[f"step.{i}", f"along_x.{i}", f"along_y.{i}"] for i in stops]
        heads = ["h", '"by" x', '"by" y']
        return fitted_table(self, heads, rows, self.rooms[3], shares=[0.8, 1, 1])


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


class TanhSumSlices(RidingScene):
    """On a plateau the slopes are nearly zero, however high it lies."""

    lesson = partials.TanhSumSlices()

    def construct(self) -> None:
        self.raise_the_surface()
        self.cut_a_step()
        self.ride_the_step()
        self.stand_on_the_plateau()

    @beat
    def raise_the_surface(self) -> None:
        self.open_space(self.lesson.home, azimuth=-58, elevation=28)
        self.rooms = self.right.padded(x=0.2, y=0.2).rows(0.6, 1, 2.2, gap=0.15)
        self.raise_surface(self.title())
        self.heights = VGroup(
            *(
                self.space.pin(plated(self.readout(f"plateau.{i}")), place, shift=0.4 * UP)
                for i, place in enumerate(self.lesson.names_of_plateaus)
            )
        )
        for height in self.heights:
            self.play(FadeIn(height, scale=1.4), run_time=0.4)

    @beat
    def cut_a_step(self) -> None:
        self.make_room()
        self.play(FadeOut(self.heights), run_time=0.4)
        self.insert_plane("held")
        self.open_plot("cut", "x", later=[])
        self.named = self.name_of_curve("cut")
        self.play(*self.arriving(self.named), run_time=0.4)

    @beat
    def ride_the_step(self) -> None:
        lesson, now = self.lesson, self.across.get_value
        slopes = self.table_of_slopes()
        rule = self.formula("partial.x", self.rooms[1], TANGENT)
        traced = self.axes.moving_path(lambda: lesson.traced(now()), TANGENT, width=3)
        riser = self.axes.dot("slope", lambda: lesson.slope(now()), TANGENT)
        self.play(FadeOut(*([self.named] if self.named else []), self.sign), run_time=0.2)
        self.play(FadeIn(riser, scale=2), FadeIn(slopes.head), *self.arriving(rule), run_time=0.6)
        self.add(traced)
        for index, stop in enumerate(lesson.stops):
            self.ride_to(stop, run_time=1.6)
            self.together(slopes.show(index, TANGENT), run_time=0.4)
        traced.clear_updaters()

    @beat
    def stand_on_the_plateau(self) -> None:
        lesson = self.lesson
        self.twin.whole.clear_updaters(recursive=True)
        self.play(FadeOut(self.twin.whole), run_time=0.4)
        self.ride_to(lesson.corner, run_time=1.8)
        _, across = lesson.tangents(lesson.corner)
        line = self.line_in_space(across, TANGENT)
        self.play(line.draw(), run_time=0.6)

    def table_of_slopes(self) -> NumberTable:
        """Return the table of the slopes at the stops of the ride."""
        rows = [[f"at.{i}", f"slope.{i}"] for i, _ in enumerate(self.lesson.stops)]
        return fitted_table(self, ["x", '"slope"'], rows, self.rooms[2], leading=2)


class CubicSaddleSlices(TwoPlacesScene):
    """A surface can be level at a point that is neither its top nor its bottom."""

    lesson = partials.CubicSaddleSlices()

    def construct(self) -> None:
        self.raise_the_surface()
        self.cut_the_parabola()
        self.cut_the_cubic()
        self.lay_the_tangent_plane()
        self.release_the_marbles()
        self.read_the_curvatures()

    @beat
    def raise_the_surface(self) -> None:
        self.open_places(azimuth=-62, elevation=26)
        said = self.formula("slide", self.rooms[0], FUNCTION)
        title = self.title()
        self.raise_surface(said or title)
        title.move_to(self.heads)
        if said:
            self.play(FadeOut(said, shift=0.2 * UP), FadeIn(title, shift=0.2 * UP), run_time=0.4)
        self.heads = VGroup(title)
        self.mark_the_point()

    @beat
    def cut_the_parabola(self) -> None:
        self.make_room()
        self.cut_along_x()

    @beat
    def cut_the_cubic(self) -> None:
        self.cut_along_y()

    @beat
    def lay_the_tangent_plane(self) -> None:
        self.show_the_whole()
        self.tile = self.space.plane(*self.lesson.tile, colour=TANGENT, opacity=0.45)
        self.play(self.tile.unfold(run_time=1.2))

    @beat
    def release_the_marbles(self) -> None:
        lesson, time = self.lesson, ValueTracker(self.lesson.released)
        indices = range(len(lesson.marbles))
        tracks = [
            self.line_in_space(lesson.track(i, time.get_value()), MOVING, width=3) for i in indices
        ]
        marbles = [
            self.ball_in_space(lesson.marble(i, time.get_value()), MOVING, radius=0.11)
            for i in indices
        ]
        self.play(self.tile.vanish(), *(marble.pop() for marble in marbles), run_time=0.6)
        for i, (track, marble) in enumerate(zip(tracks, marbles, strict=True)):
            track.add_updater(
                lambda part, i=i: setattr(part, "path", lesson.track(i, time.get_value()))
            )
            marble.add_updater(
                lambda part, i=i: setattr(part, "at", lesson.marble(i, time.get_value()))
            )
        self.play(time.animate.set_value(lesson.rolled), run_time=3, rate_func=linear)
        for part in (*tracks, *marbles):
            part.clear_updaters()

    @beat
    def read_the_curvatures(self) -> None:
        where, room = self.rooms[2].rows(0.3, 1, gap=0.1)
        matrix = self.formula("hessian", room, FUNCTION, size=TITLE)
        note = self.note("second derivatives at $O$").move_to(where.centre)
        self.play(*self.arriving(note, matrix), run_time=0.8)


class QuinticSlices(TwoPlacesScene):
    """A high power is flat far around zero, and still no minimum."""

    lesson = partials.QuinticSlices()

    def construct(self) -> None:
        self.raise_the_surface()
        self.cut_the_fifth_power()
        self.cut_the_square()
        self.compare_near_zero()
        self.leave_both_ways()

    @beat
    def raise_the_surface(self) -> None:
        self.open_places(azimuth=-118, elevation=28)
        self.raise_surface(self.title())
        self.mark_the_point()

    @beat
    def cut_the_fifth_power(self) -> None:
        self.make_room()
        self.cut_along_x()

    @beat
    def cut_the_square(self) -> None:
        self.cut_along_y()

    @beat
    def compare_near_zero(self) -> None:
        lesson = self.lesson
        self.leave_the_plot()
        self.axes = self.plot("near", self.middle)
        curves = {
            name: self.axes.curve(curve, role)
            for (name, curve), role in zip(lesson.near.items(), (MOVING, FUNCTION), strict=True)
        }
        levels = VGroup(
            *(
                self.axes.segment(partial(lesson.threshold, side), SOFT, dashed=True, moving=False)
                for side in lesson.sides_of_zero
            )
        )
        self.play(FadeIn(self.axes), run_time=0.4)
        names = VGroup(
            *(
                self.readout(f"cut_o.{axis}", role).next_to(
                    self.axes.point(*lesson.name_of(axis)), LEFT, buff=0.15
                )
                for axis, role in (("x", MOVING), ("y", FUNCTION))
            )
        )
        self.play(*map(Create, curves.values()), FadeIn(names), run_time=1)
        self.play(Create(levels), run_time=0.6)
        self.near = VGroup(*curves.values(), levels, names)
        for axis, role in (("y", FUNCTION), ("x", MOVING)):
            dot = self.axes.dot(axis, partial(lesson.leaving, axis), role, moving=False)
            bar = self.axes.segment(partial(lesson.bar, axis), role, width=6, moving=False)
            reach = self.readout(f"reach.{axis}", role, size=TICK)
            reach.next_to(self.axes.point(*lesson.foot(axis)), DOWN, buff=0.12)
            self.play(FadeIn(dot, scale=2), Create(bar), FadeIn(reach), run_time=0.8)
            self.near.add(dot, bar, reach)

    @beat
    def leave_both_ways(self) -> None:
        lesson, share = self.lesson, ValueTracker(self.lesson.rest)
        gone = [part.vanish() for part in self.sliced.parts if part is not self.ball]
        self.play(*gone, run_time=0.4)
        for end in lesson.pushes:
            way = self.line_in_space(lesson.way(share.get_value()), MOVING)
            marble = self.ball_in_space(lesson.pushed(share.get_value()), MOVING, radius=0.11)
            way.add_updater(lambda part: setattr(part, "path", lesson.way(share.get_value())))
            marble.add_updater(lambda part: setattr(part, "at", lesson.pushed(share.get_value())))
            self.play(share.animate.set_value(end), run_time=1.6)
            way.clear_updaters()
            marble.clear_updaters()
            share.set_value(lesson.rest)


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


class MixedPartials(SlicingScene):
    """A mixed derivative says how a slope by one variable changes while the other moves."""

    lesson = partials.MixedPartials()
    sticks: list[Curve]
    places: dict[str, Box]

    def construct(self) -> None:
        self.raise_the_bowl()
        self.walk_across_the_bowl()
        self.walk_across_the_mixture()
        self.strike_the_sum()
        self.add_where_it_belongs()

    @beat
    def raise_the_bowl(self) -> None:
        self.open_space(self.lesson.stands[0], azimuth=-50, elevation=24)
        inside = self.right.padded(x=0.2, y=0.2)
        self.rooms = inside.rows(0.6, 0.8, 0.8, 0.6, 0.8, 0.8, gap=0.07)
        keys = (
            "function",
            "partial.bowl",
            "mixed.bowl",
            "other",
            "partial.mixture",
            "mixed.mixture",
        )
        self.places = dict(zip(keys, self.rooms, strict=True))
        self.raise_surface(self.title())
        self.at = ValueTracker(self.lesson.stands[0])
        self.notes = VGroup()

    @beat
    def walk_across_the_bowl(self) -> None:
        self.make_room()
        self.axes = self.plot("slopes", self.middle)
        slope = self.label("frac(partial z, partial x)", TANGENT)
        self.names = placed_names(self.axes, self.name("y"), slope)
        self.play(FadeIn(self.axes, self.names), *self.arriving(self.told("partial.bowl")))
        self.walk("bowl")
        self.play(*self.arriving(self.told("mixed.bowl")), run_time=0.6)

    @beat
    def walk_across_the_mixture(self) -> None:
        lesson = self.lesson
        title = self.told("other", FUNCTION)
        self.flat = self.trace.set_stroke(opacity=0.35)
        told = self.arriving(title, self.told("partial.mixture"))
        self.become("mixture", FadeOut(self.riser), *told)
        self.walk("mixture")
        growth = self.axes.segment(lambda: lesson.growth, SECANT, moving=False)
        rate = self.readout("rate.mixture", SECANT, template='"rate" VALUE')
        rate.next_to(self.axes.point(*lesson.growth[1]), LEFT, buff=0.25)
        self.play(Create(growth), *self.arriving(rate, self.told("mixed.mixture")), run_time=0.8)
        self.growth = VGroup(growth, rate)

    @beat
    def strike_the_sum(self) -> None:
        room = self.beside_the_surface
        upper, line, *rest = room.padded(x=0.4, y=0.3).rows(1.2, 0.7, 1.2, 1.2, gap=0.15)
        self.rooms, wide = tuple(rest), self.card(room).set_z_index(-1)
        shown = VGroup(self.axes, self.names, self.trace, self.flat, self.riser, self.growth)
        said = self.formula("slide", upper.inset(x=0.55), INK, display=True)
        self.play(FadeOut(shown, self.notes, self.heads), run_time=0.4)
        self.become("bowl", Transform(self.panel, wide))
        self.play(*self.cross(), *self.arriving(said), run_time=0.6)
        numbers = self.check().move_to(line.centre)
        self.play(FadeIn(numbers), run_time=0.6)
        self.wait(0.6)
        if said:
            cross = sign_of(right=False, em=self.em(FORMULA)).next_to(said, LEFT, buff=0.3)
            self.play(FadeIn(cross, scale=2), run_time=0.6)

    @beat
    def add_where_it_belongs(self) -> None:
        for key, room, role in (
            ("rule", self.rooms[0], CONFIRMED),
            ("total", self.rooms[1], FUNCTION),
        ):
            self.play(*self.arriving(self.formula(key, room, role, display=True)), run_time=1)

    def become(self, surface: str, *others: Animation) -> None:
        """Turn back and let the surface become another one, without its sticks."""
        gone = [stick.vanish() for stick in self.sticks]
        turned = self.space.turn(azimuth=-50, elevation=24)
        self.play(
            *gone, turned, self.surface.morph(self.lesson.grids[surface]), *others, run_time=1.2
        )
        self.space.remove(*self.sticks)
        self.play(FadeIn(self.axis_names[1]), run_time=0.2)

    def cross(self) -> list[Animation]:
        """Return the animations that bring in both tangents at the place."""
        lesson, (place, *_) = self.lesson, self.lesson.stops
        cuts = [lesson.cut_at(place, degrees) for degrees in lesson.directions.values()]
        lines = [self.line_in_space(cut.tangent, TANGENT) for cut in cuts]
        dot = self.ball_in_space(cuts[0].touch, INK)
        return [dot.pop(), *(line.draw() for line in lines)]

    def walk(self, surface: str) -> None:
        """Walk along y with the stick, leave sticks behind, and look at them from the front."""
        lesson, now = self.lesson, self.at.get_value
        self.at.set_value(lesson.stands[0])
        walker = self.line_in_space(lesson.stick(surface, now()), TANGENT)
        self.trace = self.axes.moving_path(lambda: lesson.traced(surface, now()), TANGENT)
        self.riser = self.axes.dot("slope", lambda: lesson.slope(surface, now()), TANGENT)
        self.play(walker.draw(), FadeIn(self.riser, scale=2), run_time=0.4)
        self.add(self.trace)
        self.sticks = [walker]
        walker.add_updater(lambda part: setattr(part, "path", lesson.stick(surface, now())))
        for before, stand in pairwise(lesson.stands):
            left = self.line_in_space(lesson.stick(surface, before), TANGENT, width=4)
            self.sticks.append(left)
            self.play(self.at.animate.set_value(stand), run_time=0.6, rate_func=linear)
        walker.clear_updaters()
        self.trace.clear_updaters()
        away = FadeOut(self.axis_names[1], run_time=0.2)
        self.play(away, self.space.turn(azimuth=-88, elevation=6), run_time=1.2)

    def told(self, key: str, role: Role = TANGENT) -> Typeset | None:
        """Return a formula of a surface, on the card."""
        told = self.formula(key, self.places[key], role)
        self.notes.add(*([told] if told else []))
        return told

    def check(self) -> VGroup:
        """Return both sides of the slide's formula, for the bowl at the place."""
        parts = VGroup(
            self.readout("place", template='"at" VALUE:'),
            self.readout("rate.bowl", TANGENT, template="VALUE"),
            self.label("eq.not", MOVING),
            self.readout("slope.x", TANGENT, template="VALUE"),
            self.readout("slope.y", TANGENT, template='"" + VALUE'),
            self.readout("sum", MOVING, template="= VALUE"),
        )
        for one, other in pairwise(parts):
            other.next_to(one, RIGHT, buff=0.18).on_baseline(one.baseline)
        return parts


class PartialDerivativeQuiz(LessonScene):
    """Term by term, whatever is held counts as a constant."""

    lesson = partials.PartialDerivativeQuiz()
    slices: dict[str, Plot]
    names: dict[str, Typeset]

    def construct(self) -> None:
        self.ask()
        self.differentiate_by_x()
        self.differentiate_by_y()
        self.check_with_slices()

    @beat(waits=True)
    def ask(self) -> None:
        self.lay_out()
        self.play(FadeIn(self.labels[0], self.signs("f", INK), self.terms), run_time=0.8)
        self.play(FadeIn(self.labels[1:], *self.blanks.values()), run_time=0.6)
        self.play(FadeIn(self.ring), run_time=0.4)
        for which, _ in enumerate(self.ring.left):
            self.play(self.ring.run_out(which), run_time=1, rate_func=linear)

    @beat
    def differentiate_by_x(self) -> None:
        self.play(FadeOut(self.ring), run_time=0.4)
        self.differentiate("x")

    @beat
    def differentiate_by_y(self) -> None:
        self.differentiate("y")

    @beat
    def check_with_slices(self) -> None:
        for axis, axes in self.slices.items():
            tangent = axes.line(partial(self.lesson.tangent, axis), TANGENT, moving=False)
            point = axes.dot("place", partial(self.lesson.place, axis), INK, moving=False)
            slope = self.readout(f"slope.{axis}", TANGENT, template='"slope" VALUE')
            slope.next_to(self.names[axis], DOWN, buff=0.2, aligned_edge=LEFT)
            self.play(FadeIn(point, scale=2), Create(tangent), run_time=0.8)
            self.play(FadeIn(slope, shift=0.1 * DOWN), run_time=0.6)

    def lay_out(self) -> None:
        """Make the question, row by row, and keep the other places."""
        left, right = self.regions.whole.split(1, 1.1, gap=0.5, shape=2, rows=(1, 1.3))
        axes = right.split(1, 1, gap=0.35, shape=0.8)
        self.below = dict(zip(self.lesson.frames, axes, strict=True))
        self.ring = Countdown(right)
        self.cells = term_cells(left, list(ROWS), shares=(1.7, 1.2, 1.2, 0.6), em=self.em(TITLE))
        self.labels = VGroup(
            *(
                on_its_line(self.label(*ROWS[row], size=TITLE), cells[0], side="right")
                for row, cells in self.cells.items()
            )
        )
        self.terms = self.row("term", INK, "f")
        self.blanks = {
            axis: on_its_line(self.label('"?"', TANGENT, size=TITLE), self.cells[axis][1])
            for axis in self.lesson.frames
        }
        self.slices, self.names = {}, {}

    def row(self, key: str, role: Role, row: str) -> VGroup:
        """Return one entry for each term, in a row of the question."""
        return VGroup(
            *(
                on_its_line(self.readout(f"{key}.{i}", role, size=TITLE), cell)
                for i, cell in enumerate(self.cells[row][1:])
            )
        )

    def signs(self, row: str, role: Role) -> VGroup:
        """Return the signs between the terms of a row."""
        _, _, *cells = self.cells[row]
        return VGroup(
            *(on_its_line(self.label("+", role, size=TITLE), cell, side="before") for cell in cells)
        )

    def differentiate(self, axis: str) -> None:
        """Let what is held step back, differentiate each term, and draw the slice."""
        marked, results = self.row(f"term_{axis}", INK, "f"), self.row(f"by_{axis}", TANGENT, axis)
        pairs = zip(self.terms, marked, strict=True)
        self.play(*(ReplacementTransform(*pair) for pair in pairs), run_time=0.8)
        self.terms = marked
        self.play(FadeOut(self.blanks[axis]), run_time=0.2)
        signs = [None, *self.signs(axis, TANGENT)]
        for term, result, sign in zip(marked, results, signs, strict=True):
            if not self.lesson.ledger[result.entry_keys[0]].shown.strip("0"):  # it drops out
                VGroup(result, *([sign] if sign else [])).set_fill(colour(SOFT))
            plus = [FadeIn(sign)] if sign else []
            self.play(FadeIn(result, target_position=term), *plus, run_time=0.8)
        self.draw_the_slice(axis, self.below[axis])

    def draw_the_slice(self, axis: str, room: Box) -> None:
        """Draw the slice along an axis, on which the other variable is held."""
        axes = self.plot(axis, room)
        names = placed_names(axes, self.label(axis, SOFT), self.label("f", SOFT))
        curve = axes.curve(self.lesson.curves[axis], MOVING)
        corner = axes.region(x=(0.26, 1), y=(0, 1))
        name = fitted(self.readout(f"cut.{axis}", MOVING), corner.width, least=self.em(SMALLEST))
        name.next_to(names[1], DOWN, buff=0.12, aligned_edge=LEFT)
        self.slices[axis], self.names[axis] = axes, name
        self.play(FadeIn(axes, names), run_time=0.4)
        self.play(Create(curve), FadeIn(name), run_time=0.8)

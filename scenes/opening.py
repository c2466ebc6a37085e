"""Scenes of the chapter *Opening*, and the card that opens each of the others."""

from itertools import pairwise

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    LaggedStart,
    Mobject,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    linear,
)

from calcml.lessons import opening
from calcml.stage import (
    CONFIRMED,
    FORMULA,
    FUNCTION,
    INK,
    MOVING,
    NUMBER,
    SOFT,
    TANGENT,
    TICK,
    TITLE,
    LessonScene,
    beat,
)
from calcml.stage.backdrops import squared
from calcml.stage.fitting import between_sides, first_within
from calcml.stage.gears import gear_pair
from calcml.stage.layout import Box
from calcml.stage.roads import Road, columns_in
from calcml.stage.text import Typeset
from calcml.stage.theme import colour


class LectureTitle(LessonScene):
    """A lecture begins with its title, and with the curve and the line that return in it."""

    lesson = opening.LectureTitle()
    headed = False

    def construct(self) -> None:
        self.write_the_title()
        self.roll_the_tangent()
        self.rest_at_the_bottom()

    @beat
    def write_the_title(self) -> None:
        above, below = self.regions.page.rows(1, 1.35, gap=0.2)
        title = first_within(
            [
                self.called("title", size=2 * TITLE, bold=True),
                self.called("title", size=2 * TITLE, bold=True, width=above.width),
                self.called("title", size=TITLE, bold=True, width=above.width),
            ],
            above.width,
            above.height,
        )
        subtitle = self.called("subtitle", SOFT, size=FORMULA, width=above.width)
        VGroup(title, subtitle).arrange(DOWN, buff=0.35).move_to(above.centre)
        self.axes = self.plot("curve", below)
        curve = self.axes.curve(self.lesson.curve)
        self.play(FadeIn(squared(self.regions.frame, spacing=0.88)), run_time=0.6)
        self.play(Write(title), Create(curve), run_time=2)
        self.play(FadeIn(subtitle, shift=0.1 * UP), run_time=0.6)

    @beat
    def roll_the_tangent(self) -> None:
        lesson = self.lesson
        self.at = ValueTracker(lesson.start)
        self.line = self.axes.segment(lambda: lesson.tangent(self.at.get_value()), TANGENT)
        self.dot = self.axes.dot("touch", lambda: lesson.point(self.at.get_value()))
        self.play(GrowFromCenter(self.line), FadeIn(self.dot, scale=2), run_time=0.8)
        self.play(self.at.animate.set_value(lesson.middle), run_time=4)

    @beat
    def rest_at_the_bottom(self) -> None:
        lesson = self.lesson
        bottom = self.axes.dot("bottom", lambda: lesson.point(lesson.end), CONFIRMED, moving=False)
        self.play(self.at.animate.set_value(lesson.end), run_time=2.4)
        self.play(FadeOut(self.dot), FadeIn(bottom, scale=3), run_time=0.6)


class MotivationEngine(LessonScene):
    """Calculus is the engine of learning: partial derivatives move a line towards its points."""

    lesson = opening.MotivationEngine()

    def construct(self) -> None:
        self.show_the_task()
        self.start_the_engine()
        self.turn_the_engine()
        self.count_the_derivatives()

    @beat
    def show_the_task(self) -> None:
        self.lay_out()
        self.play(FadeIn(self.data), run_time=0.6)
        self.play(
            LaggedStart(*(FadeIn(point, scale=2) for point in self.points), lag_ratio=0.3),
            run_time=1.2,
        )
        self.play(Create(self.line), run_time=1)
        self.add(self.residuals, self.points)
        self.play(FadeIn(self.residuals, self.law), run_time=0.8)

    @beat
    def start_the_engine(self) -> None:
        self.play(FadeIn(self.gears, self.words, lag_ratio=0.3), run_time=1.2)
        self.play(FadeIn(self.card()), run_time=0.4)
        self.play(FadeIn(self.unit, self.counts[0]), run_time=0.6)

    @beat
    def turn_the_engine(self) -> None:
        for before, after in pairwise(self.lesson.moments):
            self.play(self.clock.animate.set_value(after), run_time=1.1)
            self.play(FadeOut(self.counts[before]), FadeIn(self.counts[after]), run_time=0.3)

    @beat
    def count_the_derivatives(self) -> None:
        self.play(FadeIn(self.product, shift=0.1 * DOWN), run_time=0.8)
        self.play(self.counts[-1].animate.set_color(colour(CONFIRMED)), run_time=0.6)

    def lay_out(self) -> None:
        """Make the points, the line, the engine that moves it, and the counter."""
        lesson, indices = self.lesson, range(len(self.lesson.places))
        engine, picture = self.regions.stage.split(1, 1.2, gap=0.4, shape=1, rows=(1, 1.5))
        self.clock = ValueTracker()
        self.data = self.plot("data", picture)
        self.line = self.data.line(lambda: lesson.line(self.clock.get_value()), TANGENT)
        self.points = VGroup(*map(self.point, indices))
        self.residuals = VGroup(*map(self.residual, indices))
        self.law = self.label("y = a x + b", TANGENT, size=NUMBER)
        self.law.move_to(self.data.point(*lesson.law_place))
        inner, upright = self.data.inner, self.data.axes[1].get_x()
        beside = Box(upright, inner.right, inner.bottom, inner.top).inset(x=0.15)
        between_sides(self.law, beside)
        self.gears, self.words = self.engine(engine.inset(y=0.3))
        rooms = self.regions.panel.padded(x=0.25, y=0.25).rooms(1, 1.3, 0.9, gap=0.15, aside=(1, 2))
        self.unit = self.note("partial derivatives so far", size=NUMBER, width=rooms[0].width)
        self.unit.move_to(rooms[0].centre)
        self.counts = VGroup(*(self.readout(lesson.key(k), size=2 * TITLE) for k in lesson.moments))
        for text in self.counts:
            text.move_to(rooms[1].centre)
        self.product = self.readout("product", CONFIRMED, size=FORMULA).move_to(rooms[2].centre)

    def engine(self, box: Box) -> tuple[VGroup, VGroup]:
        """Return two wheels, and what drives and what is driven."""
        pair = gear_pair(box, (FUNCTION, TANGENT), self.clock.get_value)
        names = ("frac(partial J, partial a)", "frac(partial J, partial b)")
        partials = VGroup(*(self.label(name, MOVING, size=TITLE) for name in names))
        partials.arrange(RIGHT, buff=0.35).move_to(pair[0])
        line = self.note("line", TANGENT, size=NUMBER).move_to(pair[1])
        calculus = self.note("calculus", FUNCTION, size=NUMBER).next_to(pair[0], UP, buff=0.15)
        calculus.align_to(pair[0], LEFT)
        return pair, VGroup(calculus, partials, line)

    def point(self, index: int) -> Mobject:
        """Return the dot of a point."""
        return self.data.dot(f"data.{index}", lambda: self.lesson.places[index], INK, moving=False)

    def residual(self, index: int) -> VMobject:
        """Return the upright from a point to the line."""
        return self.data.segment(
            lambda: self.lesson.residual(index, self.clock.get_value()), MOVING, width=3
        )


class AgendaRoadmap(LessonScene):
    """The lecture is a road, and its chapters are the stops on it."""

    lesson = opening.AgendaRoadmap()

    def construct(self) -> None:
        self.lay_the_road()
        self.visit_the_stops()
        self.return_to_the_start()

    @beat
    def lay_the_road(self) -> None:
        self.lay_out()
        self.play(FadeIn(self.road), run_time=1)
        self.play(FadeIn(self.rings, lag_ratio=0.3), run_time=1.6)
        self.play(FadeIn(self.numbers, lag_ratio=0.3), run_time=1.2)
        self.add(self.trail, self.rings)
        self.play(GrowFromCenter(self.marker), run_time=0.4)

    @beat
    def visit_the_stops(self) -> None:
        for stop, name in zip(self.lesson.stops, self.names, strict=True):
            self.play(self.now.animate.set_value(stop), run_time=0.5, rate_func=linear)
            self.play(FadeIn(name, shift=0.1 * DOWN), run_time=0.4)

    @beat
    def return_to_the_start(self) -> None:
        first = self.lesson.stops[0]
        told = VGroup(self.numbers[first], self.names[first])
        self.play(self.now.animate.set_value(first), run_time=2)
        self.play(told.animate.set_color(colour(MOVING)), run_time=0.6)

    def lay_out(self) -> None:
        """Make the road with all that stands at its stops."""
        lesson, whole = self.lesson, self.regions.whole
        keys = [lesson.key(stop) for stop in lesson.stops]
        self.names = VGroup(
            *(self.called(f"title.{key}", size=NUMBER, width=7 * self.em(NUMBER)) for key in keys)
        )
        room = max(name.width for name in self.names) + self.em(TITLE)
        self.road = Road(whole, len(keys), columns=columns_in(whole, len(keys), width=room))
        self.now = ValueTracker(lesson.start)
        self.trail = self.road.travelled(self.now.get_value)
        self.marker = self.road.marker(self.now.get_value)
        self.rings = VGroup(*(self.road.stop(stop, done=False) for stop in lesson.stops))
        self.numbers = VGroup(*(self.readout(f"number.{key}", SOFT, size=TICK) for key in keys))
        for ring, number, name in zip(self.rings, self.numbers, self.names, strict=True):
            number.next_to(ring, UP, buff=0.18)
            name.next_to(ring, DOWN, buff=0.22)


class ChapterCard(LessonScene):
    """A chapter begins, and the road shows what lies behind and what ahead."""

    lesson = opening.ChapterCard()
    headed = False

    def construct(self) -> None:
        self.reach_the_stop()

    @beat
    def reach_the_stop(self) -> None:
        lesson = self.lesson
        above, below = self.regions.page.rows(1, 1, gap=0.2)
        road = Road(below, len(lesson.stops), columns=len(lesson.stops), winding=True)
        now = ValueTracker(lesson.before)
        rings = VGroup(*(road.stop(stop, done=stop < lesson.stop) for stop in lesson.stops))
        numbers = VGroup(*(self.number(road, stop) for stop in lesson.stops))
        self.play(FadeIn(road, road.travelled(now.get_value), rings, numbers), run_time=0.4)
        marker = road.marker(now.get_value)
        self.play(GrowFromCenter(marker), run_time=0.2)
        self.play(
            now.animate.set_value(lesson.stop),
            numbers[lesson.stop].animate.set_color(colour(MOVING)),
            FadeIn(self.title(above), shift=0.2 * UP),
            run_time=1.6,
        )

    def title(self, box: Box) -> Typeset:
        """Return the chapter's title, as large as there is room for."""
        large = self.called("title.now", size=2 * TITLE, bold=True)
        broken = self.called("title.now", size=2 * TITLE, bold=True, width=box.width)
        small = self.called("title.now", size=TITLE, bold=True, width=box.width)
        return first_within([large, broken, small], box.width, box.height).move_to(box.centre)

    def number(self, road: Road, stop: int) -> Typeset:
        """Return the number of a chapter, over a stop on the upper side or under the other."""
        key = self.lesson.key(stop)
        text = self.readout(f"number.{key}", SOFT, size=TICK)
        return text.next_to(road.place(stop), UP if road.rises(stop) else DOWN, buff=0.26)

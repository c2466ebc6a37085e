"""Scenes of the chapter *Opening*, and the card that opens each of the others."""

from manim import DOWN, UP, FadeIn, GrowFromCenter, ValueTracker, VGroup, linear

from calcml.lessons import opening
from calcml.stage import MOVING, NUMBER, SOFT, TICK, TITLE, LessonScene, beat
from calcml.stage.fitting import first_within
from calcml.stage.layout import Box
from calcml.stage.roads import Road, columns_in
from calcml.stage.text import Typeset
from calcml.stage.theme import colour


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
            self.play(self.now.animate.set_value(stop), run_time=0.6, rate_func=linear)
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
        road = Road(below, len(lesson.stops), columns=len(lesson.stops), wave=0.35)
        now = ValueTracker(lesson.before)
        rings = VGroup(*(road.stop(stop, done=stop < lesson.stop) for stop in lesson.stops))
        numbers = VGroup(*(self.number(road, stop) for stop in lesson.stops))
        self.play(FadeIn(road, road.travelled(now.get_value), rings, numbers), run_time=0.4)
        marker = road.marker(now.get_value)
        self.play(GrowFromCenter(marker), run_time=0.2)
        self.play(
            now.animate.set_value(lesson.stop),
            numbers[lesson.stop].animate.set_color(colour(MOVING)),
            run_time=1.2,
        )
        self.play(FadeIn(self.title(above), shift=0.2 * UP), run_time=0.6)

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

"""Scenes of the chapter *Gradient descent*: learning rates, and a descent at work."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from manim import (
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UL,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    Mobject,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    VMobject,
)

from calcml.lessons import descent
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
    LessonScene,
    beat,
)
from calcml.stage.arrows import arrow
from calcml.stage.bars import BarChart
from calcml.stage.contours import bowl_map
from calcml.stage.fitted_tables import fitted_table
from calcml.stage.fitting import between_sides
from calcml.stage.layout import Box
from calcml.stage.plots import Plot
from calcml.stage.text import Typeset
from calcml.stage.theme import Role


class LearningRateComparison(LessonScene):
    """The learning rate decides whether a run creeps, zig-zags or moves away from the minimum."""

    lesson = descent.LearningRateComparison()
    roles = (TANGENT, SECANT)

    def construct(self) -> None:
        self.show_both_runs()
        self.take_the_first_step()
        self.keep_stepping()
        self.compare_the_factors()
        self.judge_both_runs()

    @beat
    def show_both_runs(self) -> None:
        upper, self.lower = self.regions.whole.rows(3.1, 1.5, gap=0.2)
        boxes = [box.rows(0.34, 2.76, gap=0.04) for box in upper.split(1, 1, gap=0.6, shape=1.5)]
        self.clock = ValueTracker()
        self.pair = [self.plot(n, b) for n, (_, b) in zip(("first", "second"), boxes, strict=True)]
        self.heads = [
            self.over(plot, head) for plot, (head, _) in zip(self.pair, boxes, strict=True)
        ]
        curves = VGroup(*(plot.curve(self.lesson.curve) for plot in self.pair))
        names = VGroup(*(self.rate_name(run) for run in self.both))
        self.dots = VGroup(*(self.dot(run) for run in self.both))
        start = self.lesson.moments[0]
        self.values = self.readings(start)
        self.chart, margin = self.error_chart()
        self.play(*(FadeIn(plot) for plot in self.pair), run_time=0.6)
        self.play(*(Create(curve) for curve in curves), run_time=1.4)
        self.play(FadeIn(names), FadeIn(self.dots, scale=2), FadeIn(self.values), run_time=0.8)
        self.play(FadeIn(self.chart.base, margin), run_time=0.4)
        self.together(self.chart.show(start), run_time=0.6)

    @beat
    def take_the_first_step(self) -> None:
        self.gaps: dict[int, VMobject] = {}
        self.walk(*self.lesson.moments[:2], run_time=2)

    @beat
    def keep_stepping(self) -> None:
        moments = self.lesson.moments
        self.gaps = {run: self.gap(run) for run in self.staying(moments[1])}
        axes = VGroup(*(self.axis(run) for run in self.both))
        self.play(Create(axes), run_time=0.6)
        if self.gaps:
            self.play(Create(VGroup(*self.gaps.values())), run_time=0.8)
        for start, end in pairwise(moments[1:]):
            self.walk(start, end, run_time=1.2)

    @beat
    def compare_the_factors(self) -> None:
        factors = VGroup(*(self.factor(run) for run in self.both))
        self.play(FadeOut(self.values, *self.gaps.values()), run_time=0.4)
        self.play(FadeIn(factors, shift=0.1 * DOWN), run_time=0.8)
        self.values = factors

    @beat
    def judge_both_runs(self) -> None:
        if not self.lesson.equal_errors:
            heights = VGroup(*(self.in_the_head(run, f"height.{run}") for run in self.both))
            self.play(FadeOut(self.values), FadeIn(heights), run_time=0.8)
        for step in self.lesson.rings:
            runs = self.staying(step)
            if not runs:
                continue
            rings = VGroup(*(self.ring(run, step) for run in runs))
            named = [run for run in runs if self.lesson.has_name_room(run, step)]
            names = (FadeIn(self.ring_name(run, step)) for run in named)
            self.play(FadeIn(rings, scale=2), *names, run_time=0.8)
            self.wait(0.6)

    def walk(self, start: int, end: int, *, run_time: float) -> None:
        """Take a step with both runs; one that leaves the picture ends in an arrow."""
        moving, left = self.staying(start), self.staying(end)
        if moving:
            trails = VGroup(*(self.trail(run, start) for run in moving))
            dots = [self.dots[run] for run in moving]
            self.add(trails, self.ghosts(dots), *self.gaps.values(), *dots)
            self.play(self.clock.animate.set_value(end), run_time=run_time)
            trails.clear_updaters()
        leaving = [run for run in moving if run not in left]
        gone = [FadeOut(self.dots[run], *self.distance(run)) for run in leaving]
        arrows = [FadeIn(self.way_out(run, start)) for run in leaving]
        self.together(self.read(end), self.chart.show(end), gone, arrows, run_time=0.6)

    @property
    def both(self) -> range:
        """The numbers of the two runs."""
        return range(len(self.lesson.rates))

    def dot(self, run: int) -> Mobject:
        """Return the dot of a run, which walks with the clock."""
        return self.pair[run].dot(
            f"run.{run}", lambda: self.lesson.place(run, self.clock.get_value()), self.roles[run]
        )

    def staying(self, step: int) -> list[int]:
        """Return the runs that are still in the picture after a step."""
        return [run for run in self.both if self.lesson.is_in_view(run, step)]

    def over(self, plot: Plot, head: Box) -> tuple[Box, ...]:
        """Return the rooms for rate and number of a run, over its plot."""
        inner = plot.inner
        return Box(inner.left, inner.right, head.bottom, head.top).columns(1, 1.3, gap=0.1)

    def rate_name(self, run: int) -> Typeset:
        """Return the rate of a run, over its plot."""
        name = self.readout(f"rate.{run}", self.roles[run], template="SYMBOL = VALUE", size=FORMULA)
        return name.move_to(self.heads[run][0].centre)

    def readings(self, moment: int) -> VGroup:
        """Return where both runs stand, in numbers beside their rates."""
        return VGroup(*(self.in_the_head(run, f"iterate.{run}.{moment}") for run in self.both))

    def factor(self, run: int) -> Typeset:
        """Return the factor of a run, beside its rate."""
        return self.in_the_head(run, f"factor.{run}")

    def in_the_head(self, run: int, key: str) -> Typeset:
        """Return a number of a run, beside its rate."""
        reading = self.readout(key, self.roles[run], template="SYMBOL = VALUE", size=NUMBER)
        return reading.move_to(self.heads[run][1].centre)

    def read(self, moment: int) -> list[Animation]:
        """Return the change to the numbers of another step."""
        old, self.values = self.values, self.readings(moment)
        return [FadeOut(old), FadeIn(self.values)]

    def trail(self, run: int, start: int) -> VMobject:
        """Return the path that grows behind the dot of a run."""
        lesson = self.lesson
        return self.pair[run].segment(
            lambda: (lesson.place(run, start), lesson.place(run, self.clock.get_value())),
            self.roles[run],
            width=3,
        )

    def way_out(self, run: int, step: int) -> VGroup:
        """Return the arrow with which a run leaves the picture."""
        lesson, ahead = self.lesson, self.lesson.moments[step + 1 :][0]
        ends = lesson.place(run, step), lesson.place(run, ahead)
        return arrow(self.pair[run], ends, self.roles[run], width=3)

    def distance(self, run: int) -> list[VMobject]:
        """Return the distance of a run from the minimum if it is drawn, and forget it."""
        return [self.gaps.pop(run)] if run in self.gaps else []

    def ghosts(self, dots: list[Mobject]) -> VGroup:
        """Return dots that stay where the runs are now."""
        return VGroup(*(dot.copy().clear_updaters() for dot in dots))

    def gap(self, run: int) -> VMobject:
        """Return the distance of a run from the minimum, level with its dot."""
        return self.pair[run].segment(
            lambda: self.lesson.gap(run, self.clock.get_value()), MOVING, width=3.5
        )

    def axis(self, run: int) -> VMobject:
        """Return the upright through the minimum."""
        return self.pair[run].segment(
            lambda: self.lesson.axis, CONFIRMED, width=2, dashed=True, moving=False
        )

    def error_chart(self) -> tuple[BarChart, VGroup]:
        """Return the chart of the errors, and what its heights and numbers mean."""
        margin, room, _ = self.lower.columns(1.6, 8, 0.8, gap=0)
        keys = [[f"error.{run}.{k}" for k in self.lesson.moments] for run in self.both]
        if self.lesson.equal_errors:
            chart = self.bars("errors", keys, self.roles, room)
        else:
            chart = self.bars("errors", keys, self.roles, room, share=0.8)
        height = self.symbol("error.0.0", SOFT, size=NUMBER).move_to(margin.centre)
        step = self.note("step").on_baseline(chart.ticks.baseline)
        return chart, VGroup(height, step.set_x(height.get_x()))

    def ring(self, run: int, step: int) -> Mobject:
        """Return the mark of a step at which both runs stand at the same place."""
        ring = self.pair[run].dot(
            f"iterate.{run}.{step}", lambda: self.lesson.place(run, step), INK, radius=0.16,
            hollow=True,
        )  # fmt: skip
        return ring.set_fill(opacity=0)

    def ring_name(self, run: int, step: int) -> Typeset:
        """Return where a run stands at a step, beside its dot and outside of the bowl."""
        lesson = self.lesson
        (across, _), (axis, _) = lesson.gap(run, step)
        place = self.pair[run].point(*lesson.place(run, step))
        name = self.readout(f"iterate.{run}.{step}", size=TICK)
        return name.next_to(place, LEFT if across < axis else RIGHT, buff=0.28)


class LearningRateRegimes(LessonScene):
    """As the rate is turned up, a run creeps, lands, zig-zags, cycles and at last flies off."""

    lesson = descent.LearningRateRegimes()

    def construct(self) -> None:
        self.creep_along()
        self.turn_it_up()
        self.jump_across()
        self.go_to_and_fro()
        self.fly_off()
        self.mark_the_range()

    @beat
    def creep_along(self) -> None:
        first, *_ = self.lesson.stops
        self.head, self.room, below = self.regions.stage.rows(0.36, 2.5, 1.75, gap=0.08)
        self.rate = ValueTracker(self.lesson.rates[first])
        self.near, self.law = self.plot("near", self.room), self.plot("law", below, grid=False)
        self.bowl = self.near.curve(self.lesson.curve("near"))
        self.dots, self.legs = self.run(self.near)
        self.reading = self.rate_name(first)
        size = self.law.dot("size", lambda: self.lesson.size(self.rate.get_value()))
        self.play(FadeIn(self.near, self.card()), Create(self.bowl), run_time=1)
        self.play(FadeIn(self.reading, self.curve_name(), self.dots[0]), run_time=0.6)
        self.play(FadeIn(self.legs, self.dots[1:], lag_ratio=0.2), run_time=1.2)
        self.crawl = self.beside(self.near, f"crawl.{self.lesson.moments[-1]}", inside=True)
        self.play(FadeIn(self.crawl), run_time=0.4)
        self.play(FadeIn(self.law, self.law_name(), self.panel()), run_time=0.6)
        self.play(Create(self.law.curve(self.lesson.curve("law"), INK)), run_time=0.8)
        self.together(
            FadeIn(size, scale=2), FadeIn(self.zone("creeps", x=0.14, y=0.16)),
            self.numbers.show(first, MOVING),
            run_time=0.8,
        )  # fmt: skip

    @beat
    def turn_it_up(self) -> None:
        self.play(FadeOut(self.crawl), run_time=0.4)
        for stop in self.lesson.stops[1:4]:
            self.turn(stop, run_time=1.4)
            self.wait(0.4)

    @beat
    def jump_across(self) -> None:
        across = FadeIn(self.zone("jumps across", x=0.68, y=0.16))
        self.turn(self.lesson.stops[4], run_time=2, shown=[across])

    @beat
    def go_to_and_fro(self) -> None:
        self.turn(self.lesson.stops[5], run_time=1.6)

    @beat
    def fly_off(self) -> None:
        lesson, old = self.lesson, VGroup(self.dots, self.legs).clear_updaters()
        far = self.plot("far", self.room)
        bowl = far.curve(lesson.curve("far"))
        self.dots, self.legs = self.run(far)
        self.play(
            FadeOut(self.near), FadeIn(far), ReplacementTransform(self.bowl, bowl),
            *(ReplacementTransform(one, other)
              for part, new in zip(old, (self.dots, self.legs), strict=True)
              for one, other in zip(part, new, strict=True)),
            run_time=1.4,
        )  # fmt: skip
        self.add(self.legs, self.dots)
        self.turn(
            lesson.stops[6], run_time=2, shown=[FadeIn(self.zone("flies off", x=0.885, y=0.16))]
        )
        names = (self.beside(far, f"flight.{k}") for k in lesson.moments[1:])
        self.play(FadeIn(VGroup(*names), lag_ratio=0.3), run_time=1.2)

    @beat
    def mark_the_range(self) -> None:
        lesson = self.lesson
        level = self.law.segment(
            lambda: lesson.level, CONFIRMED, width=2, dashed=True, moving=False
        )
        below = self.law.rectangle(
            lambda: lesson.arrives, CONFIRMED, width=0, fill_opacity=0.14, moving=False
        )
        self.play(Create(level), run_time=0.8)
        name = self.zone("arrives", CONFIRMED, x=0.4, y=0.54)
        self.play(FadeIn(below, name), run_time=0.8)

    def turn(self, stop: int, *, run_time: float, shown: Sequence[Animation] = ()) -> None:
        """Turn the rate to the next stop, and write down what it does."""
        self.play(FadeOut(self.reading), run_time=0.2)
        self.play(self.rate.animate.set_value(self.lesson.rates[stop]), run_time=run_time)
        self.reading = self.rate_name(stop)
        self.together(FadeIn(self.reading), *shown, self.numbers.show(stop, MOVING), run_time=0.6)

    def run(self, plot: Plot) -> tuple[VGroup, VGroup]:
        """Return the places of a run, and the lines from each to the next."""
        dots = (self.stand(plot, k) for k in self.lesson.moments)
        return VGroup(*dots), VGroup(*(self.leg(plot, k) for k in self.lesson.moments[:-1]))

    def stand(self, plot: Plot, step: int) -> Mobject:
        """Return the dot of a run after some steps, for the rate of now."""
        return plot.dot(
            f"x.{step}", lambda: self.lesson.place(self.rate.get_value(), step), radius=0.07
        )

    def leg(self, plot: Plot, step: int) -> VMobject:
        """Return the line of a step, for the rate of now."""
        return plot.segment(lambda: self.lesson.leg(self.rate.get_value(), step), MOVING, width=2.5)

    def beside(self, plot: Plot, key: str, *, inside: bool = False) -> Typeset:
        """Return where the run stands after a step, beside its dot and outside of the bowl."""
        rate, step = self.rate.get_value(), self.lesson.step(key)
        side = LEFT if self.lesson.is_left(rate, step) is not inside else RIGHT
        place = plot.point(*self.lesson.place(rate, step))
        name = self.readout(key, MOVING, size=TICK).next_to(place, side, buff=0.2)
        between_sides(name, plot.inner)
        return name if inside else name.shift(0.14 * DOWN)

    def panel(self) -> VGroup:
        """Return what is counted, and the head of the table."""
        rooms = self.regions.panel.padded(x=0.25, y=0.2).rooms(0.8, 5, gap=0.1, aside=(1,))
        what = VGroup(self.note("steps until"), self.readout("near", size=NUMBER))
        keys = [[f"{name}.{k}" for name in descent.RATE_ROW] for k in self.lesson.stops]
        heads = ["moving(eta)", '"factor"', '"steps"']
        self.numbers = fitted_table(self, heads, keys, rooms[1], size=NUMBER)
        return VGroup(what.arrange(RIGHT, buff=0.2).move_to(rooms[0].centre), self.numbers.head)

    def rate_name(self, stop: int) -> Typeset:
        """Return the rate of a stop, over the plot on the left."""
        name = self.readout(f"rate.{stop}", MOVING, template="SYMBOL = VALUE", size=FORMULA)
        return name.move_to(self.head.columns(1, 1, gap=0)[0].centre)

    def curve_name(self) -> Typeset:
        """Return the name of the curve, over the plot on the right."""
        name = self.readout("function", FUNCTION, size=NUMBER)
        return name.move_to(self.head.columns(1, 1, gap=0)[1].centre)

    def law_name(self) -> VGroup:
        """Return the names of the axes of the law."""
        up = self.readout("law", size=NUMBER)
        up.next_to(self.law.axes[1].get_end(), DR, buff=0.12)
        across = self.label("eta", MOVING, size=NUMBER)
        return VGroup(up, across.next_to(self.law.axes[0].get_end(), UL, buff=0.1))

    @cached_property
    def zone_size(self) -> float:
        """The size of what stands along the axis: small where the last of it has no room."""
        last, room = self.note("flies off", size=NUMBER), self.law.region(x=(0.82, 0.97), y=(0, 1))
        return NUMBER if last.width <= room.width else TICK

    def zone(self, words: str, role: Role = SOFT, *, x: float, y: float) -> Typeset:
        """Return what the rates of a part of the axis do."""
        name = self.note(words, role, size=self.zone_size)
        return name.move_to(self.law.region(x=(x, x), y=(y, y)).centre)


class LinearRegressionDescent(LessonScene):
    """Fitting a line is walking downhill on the map of its cost."""

    lesson = descent.LinearRegressionDescent()

    def construct(self) -> None:
        self.show_the_data()
        self.draw_the_map()
        self.take_the_first_step()
        self.walk_into_the_valley()
        self.fast_forward()
        self.arrive()

    @beat
    def show_the_data(self) -> None:
        lesson = self.lesson
        self.clock = ValueTracker()
        left, right = self.regions.stage.split(1, 1, gap=0.5)
        self.data, self.map = self.plot("data", left), self.plot("map", right)
        self.line = self.data.line(lambda: lesson.line(self.clock.get_value()), TANGENT)
        self.dot = self.map.dot("a, b", lambda: lesson.place(self.clock.get_value()), TANGENT)
        residuals = VGroup(*(self.residual(i) for i in range(len(lesson.data))))
        points = VGroup(*(self.point(i) for i in range(len(lesson.data))))
        self.play(FadeIn(self.data, self.map, self.letters()), FadeIn(self.card()), run_time=0.6)
        self.play(FadeIn(points, scale=2, lag_ratio=0.2), run_time=1.2)
        self.play(Create(self.line), FadeIn(self.law(), self.dot), run_time=1)
        self.add(residuals, points)
        self.play(FadeIn(residuals), FadeIn(self.cost()), run_time=0.8)

    @beat
    def draw_the_map(self) -> None:
        levels = bowl_map(self.map, self.lesson.contours)
        self.play(FadeIn(levels, lag_ratio=0.2), run_time=2)
        self.add(self.dot)
        self.play(FadeIn(self.numbers.head), run_time=0.4)
        self.together(self.numbers.show(self.lesson.moments[0], TANGENT), run_time=0.6)

    @beat
    def take_the_first_step(self) -> None:
        start, end = self.lesson.moments[:2]
        self.parts = VGroup(*(arrow(self.map, part, MOVING) for part in self.lesson.parts(start)))
        self.path = self.map.moving_path(
            lambda: self.lesson.walked(self.clock.get_value()), TANGENT, width=3
        )
        growing = (GrowFromPoint(part, part[0].get_start()) for part in self.parts)
        self.play(FadeIn(self.rules), run_time=0.6)
        self.play(FadeIn(self.ghost()), *growing, run_time=1.2)
        self.add(self.path, self.dot)
        self.play(self.clock.animate.set_value(end), run_time=2)
        self.together(self.numbers.show(end, TANGENT), run_time=0.6)

    @beat
    def walk_into_the_valley(self) -> None:
        self.play(FadeOut(self.parts), run_time=0.4)
        for moment in self.lesson.moments[2:]:
            self.add(self.ghost(), self.dot)
            self.play(self.clock.animate.set_value(moment), run_time=1)
            self.together(self.numbers.show(moment, TANGENT), run_time=0.6)

    @beat
    def fast_forward(self) -> None:
        for row, moment in self.lesson.milestones:
            self.play(self.clock.animate.set_value(moment), run_time=3)
            self.together(self.numbers.show(row, TANGENT), run_time=0.6)

    @beat
    def arrive(self) -> None:
        lesson = self.lesson
        lowest = self.map.dot("best", lambda: lesson.lowest, CONFIRMED)
        best = self.data.line(lambda: lesson.best_line, CONFIRMED, width=5, moving=False)
        verdict = self.arrival().move_to(self.rules)
        self.play(FadeIn(lowest, scale=2), Create(best), FadeOut(self.line), run_time=1.2)
        self.play(FadeOut(self.rules), run_time=0.4)
        self.play(FadeIn(verdict), run_time=0.6)

    def cost(self) -> Typeset:
        """Return the formula of the cost, and prepare the rules and the table under it."""
        rooms = self.regions.panel.padded(x=0.25, y=0.2).rooms(1, 1.1, 4.6, gap=0.16, aside=(2,))
        rules = VGroup(*(self.rule(letter) for letter in "ab")).arrange(DOWN, buff=0.18)
        rate = self.readout("rate", MOVING, size=TICK, template="SYMBOL = VALUE")
        self.rules = VGroup(rules, rate).arrange(RIGHT, buff=0.5).move_to(rooms[1].centre)
        keys = [[f"{n}.{self.lesson.row_key(k)}" for n in descent.ROW] for k in self.lesson.rows]
        self.numbers = fitted_table(self, ["k", "a", "b", "J"], keys, rooms[2], size=TICK)
        formula = self.readout("cost_function", MOVING, size=TICK, display=True)
        return formula.move_to(rooms[0].centre)

    def arrival(self) -> VGroup:
        """Return for which rates the run arrives."""
        words = self.note("It arrives for every rate")
        limit = self.readout("largest_rate", CONFIRMED, template="alpha < VALUE")
        return VGroup(words, limit).arrange(DOWN, buff=0.15)

    def rule(self, letter: str) -> Typeset:
        """Return how a step changes slope or intercept."""
        return self.label(
            f'{letter}_"new" = {letter} moving(- alpha thin partial J slash partial {letter})',
            size=TICK,
        )

    def law(self) -> Typeset:
        """Return the name of the line."""
        place = self.data.point(*self.lesson.law_place)
        return self.label("y = a x + b", TANGENT, size=NUMBER).move_to(place)

    def letters(self) -> VGroup:
        """Return the letters at the ends of all axes."""
        corners = (UP + LEFT, DOWN + RIGHT)
        return VGroup(
            *(
                self.label(letter, size=NUMBER).next_to(axis.get_end(), corner, buff=0.12)
                for plot, letters in ((self.data, "xy"), (self.map, "ab"))
                for letter, axis, corner in zip(letters, plot.axes, corners, strict=True)
            )
        )

    def point(self, index: int) -> Mobject:
        """Return the dot of a data point."""
        return self.data.dot(f"data.{index}", lambda: self.lesson.data_places[index], INK)

    def residual(self, index: int) -> VMobject:
        """Return the upright from a data point to the line."""
        return self.data.segment(
            lambda: self.lesson.residual(index, self.clock.get_value()), MOVING, width=3
        )

    def ghost(self) -> Mobject:
        """Return a dot that stays where the run is now."""
        return self.dot.copy().clear_updaters().set_opacity(0.6)

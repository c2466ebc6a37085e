"""Scenes of the chapter *Quizzes*."""

from itertools import pairwise

from manim import (
    DOWN,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Mobject,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
)

from calcml.lessons import quizzes
from calcml.stage import (
    CONFIRMED,
    FORMULA,
    MOVING,
    NUMBER,
    SOFT,
    LessonScene,
    beat,
)
from calcml.stage.answers import Answers
from calcml.stage.countdowns import Countdown
from calcml.stage.layout import Box
from calcml.stage.plots import Plot
from calcml.stage.text import Typeset


def run_out(scene: LessonScene, ring: Countdown) -> None:
    """Show a ring, and let its parts vanish one after the other."""
    scene.play(FadeIn(ring), run_time=0.4)
    for which, _ in enumerate(ring.left):
        scene.play(ring.run_out(which), run_time=1, rate_func=linear)


class LearningRateQuizSmall(LessonScene):
    """A learning rate that is too small leads to the minimum, but in very many steps."""

    lesson = quizzes.LearningRateQuizSmall()

    def construct(self) -> None:
        self.ask()
        self.answer()
        self.start_the_race()
        self.wait_for_the_last()

    @beat(waits=True)
    def ask(self) -> None:
        above, below = self.regions.whole.rows(1, 2.6, gap=0.6)
        left, self.room, self.right = below.columns(1.25, 6, 1.35, gap=0.15)
        self.track, self.clock = self.plot("track", self.room), ValueTracker()
        boxes = above.inset(x=0.12 * above.width, y=0.1).columns(1, 1, gap=0.5)
        self.cards = Answers(self.lesson.answers, boxes, self.lesson.ledger, em=self.em(FORMULA))
        goal = self.track.segment(
            lambda: self.lesson.goal, CONFIRMED, width=3, dashed=True, moving=False
        )
        ways = VGroup(*(self.way(run) for run in self.lesson.runs))
        dots = VGroup(*(self.runner(run) for run in self.lesson.runs))
        names = VGroup(*(self.rate_name(run, left) for run in self.lesson.runs))
        aim = self.note("minimum", CONFIRMED).next_to(goal, UP, buff=0.1)
        self.play(FadeIn(self.track, goal, aim), run_time=0.8)
        self.add(ways)
        self.play(FadeIn(names), FadeIn(dots, scale=2), run_time=0.8)
        for each in self.cards.cards:
            self.play(FadeIn(each, shift=0.1 * DOWN), run_time=0.6)
        self.ring = Countdown(self.track.region(x=(0.35, 0.65), y=(0.15, 0.85)))
        run_out(self, self.ring)

    @beat
    def answer(self) -> None:
        self.play(FadeOut(self.ring), run_time=0.4)
        self.together(*map(self.cards.judge, self.lesson.choices), run_time=1)

    @beat
    def start_the_race(self) -> None:
        fastest, second, _ = self.lesson.by_speed
        self.run_until(fastest, run_time=2)
        self.run_until(second, run_time=2.5)

    @beat
    def wait_for_the_last(self) -> None:
        *_, last = self.lesson.by_speed
        self.run_until(last, run_time=6)

    def run_until(self, run: int, *, run_time: float) -> None:
        """Let all runs go on until one of them arrives, and write down its steps."""
        count = self.readout(f"count.{run}", CONFIRMED, size=NUMBER, template='VALUE "steps"')
        count.move_to(self.right.centre).set_y(self.level(run))
        self.play(self.clock.animate.set_value(self.lesson.counts[run]), run_time=run_time)
        self.play(FadeIn(count), run_time=0.6)

    def level(self, run: int) -> float:
        """Return the height of a lane in the picture."""
        return float(self.track.point(*self.lesson.lane(run))[1])

    def runner(self, run: int) -> Mobject:
        """Return the dot of a run."""
        return self.track.dot(
            f"run.{run}", lambda: self.lesson.place(run, self.clock.get_value()), radius=0.11
        )

    def way(self, run: int) -> VMobject:
        """Return the way that a run has come."""
        return self.track.segment(
            lambda: self.lesson.way(run, self.clock.get_value()), MOVING, width=5
        )

    def rate_name(self, run: int, margin: Box) -> Typeset:
        """Return the rate of a run, before its lane."""
        name = self.readout(f"rate.{run}", MOVING, template="SYMBOL = VALUE", size=NUMBER)
        return name.move_to(margin.centre).set_y(self.level(run))


class LearningRateQuizHigh(LessonScene):
    """A learning rate that is too high jumps across the minimum, and beyond a bound it diverges."""

    lesson = quizzes.LearningRateQuizHigh()

    def construct(self) -> None:
        self.ask()
        self.answer()
        self.go_to_and_fro()
        self.fly_off()

    @beat(waits=True)
    def ask(self) -> None:
        self.room = self.regions.stage
        self.head, below = self.room.rows(0.36, 4.9, gap=0.06)
        self.near = self.plot("near", below)
        self.bowl = self.near.curve(self.lesson.curve("near"))
        boxes = self.answer_boxes()
        self.cards = Answers(self.lesson.answers, boxes, self.lesson.ledger, em=self.em(NUMBER))
        self.start(self.near, self.lesson.trials[0])
        self.play(FadeIn(self.near), Create(self.bowl), run_time=1.2)
        self.play(FadeIn(self.dot, scale=2), run_time=0.6)
        for each in self.cards.cards:
            self.play(FadeIn(each, shift=0.1 * DOWN), run_time=0.5)
        self.ring = Countdown(self.near.region(x=(0.3, 0.7), y=(0.4, 0.85)))
        run_out(self, self.ring)

    @beat
    def answer(self) -> None:
        first = self.lesson.trials[0]
        self.name = self.rate_name(first)
        self.play(FadeOut(self.ring), FadeIn(self.name), run_time=0.4)
        self.walk(self.near, first)
        self.together(*map(self.cards.judge, self.lesson.decided), run_time=0.8)

    @beat
    def go_to_and_fro(self) -> None:
        second = self.lesson.trials[1]
        self.again(second)
        self.start(self.near, second)
        self.add(self.dot)
        self.walk(self.near, second)

    @beat
    def fly_off(self) -> None:
        third = self.lesson.trials[2]
        self.again(third)
        _, above, below = self.room.rows(0.36, 2.9, 1.9, gap=0.06)
        far = self.plot("far", above)
        bowl = far.curve(self.lesson.curve("far"))
        keys = [[f"error.{k}" for k in self.lesson.moments]]
        margin, chart = below.columns(1, 6.5, gap=0)
        self.chart = self.bars("errors", keys, [MOVING], chart)
        symbol = self.symbol("error.0", SOFT, size=NUMBER).move_to(margin.centre)
        self.start(far, third)
        self.play(
            FadeOut(self.near), FadeIn(far), ReplacementTransform(self.bowl, bowl), run_time=1
        )
        self.play(FadeIn(self.dot), FadeIn(self.chart.base, symbol), run_time=0.6)
        self.walk(far, third, chart=True)
        self.together(*map(self.cards.judge, self.lesson.open), run_time=0.8)

    def answer_boxes(self) -> list[Box]:
        """Return the places of the answers, below one another or two by two."""
        panel = self.regions.panel
        if panel.is_flat:
            rows = panel.inset(y=0.15).rows(1, 1, gap=0.25)
            return [box for row in rows for box in row.columns(1, 1, gap=0.25)]
        return list(panel.rows(1, 1, 1, 1, gap=0.22))

    def start(self, plot: Plot, run: int) -> None:
        """Put the dot of a run at its start."""
        self.clock = ValueTracker()
        clock = self.clock
        self.dot = plot.dot(f"run.{run}", lambda: self.lesson.place(run, clock.get_value()))

    def walk(self, plot: Plot, run: int, *, chart: bool = False) -> None:
        """Take all steps of a run; what it leaves behind can be cleared away."""
        self.traces = VGroup()
        if chart:
            self.together(self.chart.show(0), run_time=0.4)
        for before, after in pairwise(self.lesson.moments):
            leg = self.leg(plot, run, before)
            self.traces.add(leg, self.dot.copy().clear_updaters())
            self.add(self.traces, self.dot)
            self.play(self.clock.animate.set_value(after), run_time=0.6)
            leg.clear_updaters()
            if chart:
                self.together(self.chart.show(after), run_time=0.4)

    def again(self, run: int) -> None:
        """Clear away a run and announce the next one."""
        name = self.rate_name(run)
        self.play(FadeOut(self.traces, self.dot, self.name), FadeIn(name), run_time=0.6)
        self.name = name

    def leg(self, plot: Plot, run: int, start: int) -> VMobject:
        """Return the line of a step, which grows behind the dot."""
        clock = self.clock
        return plot.segment(
            lambda: self.lesson.leg(run, start, clock.get_value()), MOVING, width=2.5
        )

    def rate_name(self, run: int) -> Typeset:
        """Return the rate of a run, over the plot."""
        name = self.readout(f"rate.{run}", MOVING, template="SYMBOL = VALUE", size=FORMULA)
        return name.move_to(self.head.centre)

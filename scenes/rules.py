"""Scenes of the chapter *Differentiation rules*."""

from collections.abc import Callable
from typing import TypeVar

from manim import (
    DOWN,
    RIGHT,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    TransformFromCopy,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
)

from calcml.lessons import rules
from calcml.lessons.rules.slope_pictures import Place, SlopePicture
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
    LessonScene,
    beat,
)
from calcml.stage.arrows import arrow, moving_arrow
from calcml.stage.fitting import fitted
from calcml.stage.layout import Box
from calcml.stage.panels import strike
from calcml.stage.plots import Plot
from calcml.stage.slope_pairs import SlopePair
from calcml.stage.text import Typeset
from calcml.stage.theme import SMALLEST

T = TypeVar("T")


def still(place: T) -> Callable[[], T]:
    """Return a place that does not move."""
    return lambda: place


class TrigTanhDerivatives(LessonScene):
    """The slope of a sine is a quarter turn ahead, and not every such function is bounded."""

    lesson = rules.TrigTanhDerivatives()

    def construct(self) -> None:
        self.run_around_the_circle()
        self.turn_the_velocity()
        self.turn_once_more()
        self.climb_between_poles()
        self.level_off()
        self.compare_the_ranges()

    @beat
    def run_around_the_circle(self) -> None:
        self.lay_out()
        room = self.rooms[0]
        self.question = self.label('display(frac(dif, dif x)) sin(x) = "?"').move_to(room.centre)
        self.play(FadeIn(*self.upper, *self.lower, self.card(), self.question), run_time=0.6)
        self.play(
            Create(self.rims[0]), FadeIn(self.hands[0], self.tips[0], self.levels[0]), run_time=0.6
        )
        self.add(self.arc, self.curves[0])
        self.play(
            self.at.animate.set_value(self.end), self.drawn[0].animate.set_value(self.end),
            run_time=2.8, rate_func=linear,
        )  # fmt: skip
        self.names = self.wave_names("sin(x)", "cos(x)", 0)
        self.play(FadeIn(self.names[0]), run_time=0.4)

    @beat
    def turn_the_velocity(self) -> None:
        picture, now = self.lesson.turning, self.at.get_value
        circle, wave = self.upper
        speed = moving_arrow(
            circle, lambda: picture.velocity(now(), self.quarters.get_value()), TANGENT
        )
        self.tangent = wave.segment(
            lambda: picture.tangent(now(), self.quarters.get_value()), TANGENT
        )
        self.play(self.at.animate.set_value(0), FadeOut(self.arc), run_time=0.6)
        self.play(FadeIn(speed), run_time=0.4)
        self.play(Create(self.rims[1]), TransformFromCopy(speed, self.hands[1]), run_time=1)
        self.play(FadeIn(self.tips[1], self.levels[1], self.tangent), run_time=0.4)
        self.add(self.curves[1])
        self.play(
            self.at.animate.set_value(self.end), self.drawn[1].animate.set_value(self.end),
            run_time=2.8, rate_func=linear,
        )  # fmt: skip
        self.play(FadeIn(self.names[1], self.rule("sin")), FadeOut(self.question), run_time=0.6)
        self.speed = speed

    @beat
    def turn_once_more(self) -> None:
        self.play(FadeOut(self.names), run_time=0.4)
        self.play(self.quarters.animate.set_value(1), run_time=1.8)
        names = self.wave_names("cos(x)", "-sin(x)", 1)
        self.play(FadeIn(names, self.rule("cos")), run_time=0.6)
        self.play(self.at.animate.set_value(self.end / 4), run_time=1.6)
        self.names = names

    @beat
    def climb_between_poles(self) -> None:
        self.play(
            FadeOut(
                *self.upper, *self.lower, self.rims, self.hands, self.tips, self.levels,
                self.curves, self.speed, self.tangent, self.names,
            ),
            run_time=0.6,
        )  # fmt: skip
        pair = self.pair("tan", self.halves[0], self.lesson.poles)
        poles = VGroup(
            *(plot.segment(still(place), SOFT, width=2, dashed=True, moving=False)
              for plot in pair.plots for place in self.lesson.pole_lines(plot.frame))
        )  # fmt: skip
        title = self.title_of("tan", pair.upper)
        self.play(FadeIn(pair.plots, poles, title), run_time=0.6)
        self.slide_the_tangent(pair, self.lesson.poles)
        self.play(FadeIn(self.rule("tan")), run_time=0.4)
        self.past = VGroup(pair.parts, poles, title)

    @beat
    def level_off(self) -> None:
        pair = self.pair("tanh", self.halves[1], self.lesson.bell)
        title = self.title_of("tanh", pair.upper)
        self.play(FadeIn(pair.plots, title), run_time=0.6)
        self.slide_the_tangent(pair, self.lesson.bell)
        self.play(FadeIn(self.rule("tanh")), run_time=0.4)
        self.past.add(pair.parts, title)

    @beat
    def compare_the_ranges(self) -> None:
        bars, lesson = self.lesson.bars, self.lesson
        chart, below = self.regions.stage.rows(3.6, 1, gap=0.15)
        names, middle, texts = chart.columns(1, 4.4, 1.3, gap=0.1)
        line = self.plot("line", middle)
        self.play(FadeOut(self.past), run_time=0.6)
        self.play(FadeIn(line), run_time=0.4)
        for which, name in enumerate(lesson.names):
            level = line.point(0, bars.level(which))[1]
            title = self.label(f"{name}(x)", FUNCTION).move_to(names.centre).set_y(level)
            said = self.readout(f"range.{name}", CONFIRMED, size=FORMULA)
            said.move_to(texts.centre).set_y(level)
            self.play(
                FadeIn(title, said, self.bar(line, which), self.bar_ends(line, which)),
                run_time=0.6,
            )
        claimed, reach = self.claimed_of_all(below)
        self.play(FadeIn(claimed, reach), run_time=0.6)
        self.play(Create(strike(reach)), run_time=0.6)

    @property
    def end(self) -> float:
        """The angle of a whole turn."""
        return self.lesson.turning.end

    def lay_out(self) -> None:
        """Make both circles with their curves, and keep the other places."""
        picture, stage = self.lesson.turning, self.regions.stage
        self.at, self.quarters = ValueTracker(0), ValueTracker(0)
        self.drawn = ValueTracker(0), ValueTracker(0)
        rows = stage.rows(1, 1, gap=0.12)
        side = min(rows[0].height, 0.42 * stage.width)
        self.upper, self.lower = (self.circle_and_wave(row, side) for row in rows)
        self.halves = stage.columns(1, 1, gap=0.3)
        self.rooms = self.regions.panel.padded(x=0.2, y=0.2).rooms(
            1, 1, 1, 1.7, gap=0.1, aside=(2, 3)
        )
        circles = (self.upper[0], self.lower[0])
        self.rims = VGroup(*(c.path(picture.rim, SOFT, width=2.5) for c in circles))
        self.hands, self.tips, self.levels, self.curves = (VGroup() for _ in range(4))
        for ahead, (circle, wave) in enumerate((self.upper, self.lower)):
            self.add_hand(ahead, circle, wave)
        self.arc = circles[0].moving_path(
            lambda: picture.arc(self.at.get_value(), self.quarters.get_value()), MOVING, width=6
        )

    def circle_and_wave(self, row: Box, side: float) -> tuple[Plot, Plot]:
        """Return the axes of a circle and of the curve beside it."""
        left, right = row.columns(side, row.width - side, gap=0.1)
        return self.plot("circle", left, grid=False, equal=True), self.plot("wave", right)

    def add_hand(self, ahead: int, circle: Plot, wave: Plot) -> None:
        """Make a hand with the curve that its height draws."""
        picture, role = self.lesson.turning, (FUNCTION, TANGENT)[ahead]

        def now() -> tuple[float, float]:
            return self.at.get_value(), ahead + self.quarters.get_value()

        self.hands.add(moving_arrow(circle, lambda: picture.hand(*now()), role))
        self.tips.add(
            circle.dot(f"tip.{ahead}", lambda: picture.tip(*now()), role),
            wave.dot(f"height.{ahead}", lambda: picture.point(*now()), role),
        )
        self.levels.add(
            VGroup(
                circle.segment(lambda: picture.across(*now()), SOFT, width=2, dashed=True),
                wave.segment(lambda: picture.onward(*now()), SOFT, width=2, dashed=True),
            )
        )
        self.curves.add(
            wave.moving_path(
                lambda: picture.drawn(
                    self.drawn[ahead].get_value(), ahead + self.quarters.get_value()
                ),
                role,
            )
        )

    def wave_names(self, upper: str, lower: str, quarters: int) -> VGroup:
        """Return the names of both curves, each over its trough."""
        picture = self.lesson.turning
        return VGroup(
            *(
                self.label(name, role).move_to(wave.point(*picture.name(quarters + ahead)))
                for ahead, (name, role, (_, wave)) in enumerate(
                    ((upper, FUNCTION, self.upper), (lower, TANGENT, self.lower))
                )
            )
        )

    def rule(self, name: str) -> Typeset | VGroup:
        """Return the rule of a function, in its place on the card."""
        room = self.rooms[self.lesson.names.index(name)]
        sides = f"frac(dif, dif x) {name}(x) = tangent(VALUE)"
        whole = self.readout(f"slope.{name}", INK, template=sides, display=True, size=FORMULA)
        fitted(whole, room.width, least=self.em(SMALLEST))
        if name != "tanh":
            return whole.move_to(room.centre)
        short = self.readout("slope.bell", TANGENT, template="= VALUE", size=FORMULA)
        short.scale(whole.em / short.em)
        return VGroup(whole, short).arrange(DOWN, buff=0.2).move_to(room.centre)

    def title_of(self, name: str, plot: Plot) -> Typeset:
        """Return the name of a function in its plot."""
        title = self.label(f"{name}(x)", FUNCTION, size=TICK)
        return title.move_to(plot.point(*self.lesson.titles[name]))

    def pair(self, name: str, box: Box, picture: SlopePicture) -> SlopePair:
        """Return a function over its slope."""
        return SlopePair(self, (name, f"{name}_slope"), box, picture)

    def slide_the_tangent(self, pair: SlopePair, picture: SlopePicture) -> None:
        """Draw a curve, and let its tangent trace the slope."""
        self.play(Create(pair.curve), run_time=0.6)
        self.play(FadeIn(pair.walker, pair.rider), run_time=0.4)
        self.add(pair.trace)
        self.play(pair.at.animate.set_value(picture.run[1]), run_time=2)
        self.play(Create(pair.slope), run_time=0.6)
        self.remove(pair.trace)

    def claimed_of_all(self, room: Box) -> tuple[Typeset, Typeset]:
        """Return what the slide says, and of which functions."""
        claimed = self.readout("slide.range", SOFT)
        reach = self.note("for every trigonometric $f$", MOVING, size=NUMBER)
        reach.next_to(claimed, RIGHT, buff=0.3).on_baseline(claimed.baseline)
        both = VGroup(claimed, reach)
        both.scale(min(1.0, room.width / both.width)).move_to(room.centre)
        return claimed, reach

    def bar(self, line: Plot, which: int) -> VMobject:
        """Return a range as a bar, or as arrows if it has no ends."""
        bars = self.lesson.bars
        if bars.is_endless(which):
            return VGroup(*(arrow(line, ends, FUNCTION, width=8) for ends in bars.arrows(which)))
        return line.segment(lambda: bars.bar(which), FUNCTION, width=8, moving=False)

    def bar_ends(self, line: Plot, which: int) -> VGroup:
        """Return the ends of a bar: a dot where it is reached, a ring where it is not."""
        return VGroup(
            *(
                self.bar_end(line, f"end.{which}.{side}", *end)
                for side, end in enumerate(self.lesson.bars.ends(which))
            )
        )

    def bar_end(self, line: Plot, name: str, place: Place, is_open: bool) -> Dot:
        """Return one end of a bar."""
        return line.dot(name, lambda: place, FUNCTION, radius=0.12, hollow=is_open, moving=False)

"""Scenes of the chapter *Limits*: where there is none."""

from typing import TypeAlias

from manim import (
    DL,
    DOWN,
    LEFT,
    UP,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Indicate,
    ValueTracker,
    VGroup,
    linear,
)

from calcml.lessons import limits
from calcml.stage import (
    CODE,
    CONFIRMED,
    FORMULA,
    FUNCTION,
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
from calcml.stage.fitting import fitted
from calcml.stage.layout import Box
from calcml.stage.limit_values import stated
from calcml.stage.matrices import composed
from calcml.stage.plots import Plot, still
from calcml.stage.retraced import retraced
from calcml.stage.signs import sign_of
from calcml.stage.text import Typeset
from calcml.stage.theme import SMALLEST, colour

Cell: TypeAlias = tuple[Box, Box, Box, Box]
"""The places of a case: its column or name, and what stands beside or below it."""


class LimitFailureModes(LessonScene):
    """A limit fails if its sides lead to different ends, or if the values swing for ever."""

    lesson = limits.LimitFailureModes()

    def construct(self) -> None:
        self.let_the_sides_disagree()
        self.let_it_swing()
        self.bend_without_a_break()
        self.let_the_swing_die_out()
        self.say_it_precisely()

    @beat
    def let_the_sides_disagree(self) -> None:
        self.lay_out()
        self.play(FadeIn(*self.cases.values()), run_time=0.6)
        self.come_from_both_sides("jump")

    @beat
    def let_it_swing(self) -> None:
        self.run_to_the_right("wave", VGroup())

    @beat
    def bend_without_a_break(self) -> None:
        self.come_from_both_sides("kink")

    @beat
    def let_the_swing_die_out(self) -> None:
        axes = self.axes["decay"]
        envelope = VGroup(*(axes.curve(curve, SECANT, width=2.5) for curve in self.lesson.envelope))
        self.run_to_the_right("decay", envelope)

    @beat
    def say_it_precisely(self) -> None:
        for name, (*_, room) in self.words.items():
            exists = self.lesson.exists(name)
            sign = sign_of(right=exists, em=self.em(TITLE))
            sign.next_to(self.ends[name], LEFT, buff=0.15).set_y(room.centre[1])
            self.play(FadeIn(sign, scale=1.6), run_time=0.4)
            if not exists:
                self.play(Indicate(self.seen[name], scale_factor=1.15, color=None), run_time=1)

    def lay_out(self) -> None:
        """Divide the whole: above what has no limit, below what is like it and has one."""
        self.axes: dict[str, Plot] = {}
        self.words: dict[str, Cell] = {}
        self.seen: dict[str, Typeset] = {}
        self.ends: dict[str, Typeset] = {}
        halves = self.regions.whole.split(1, 1, gap=0.5)
        for half, names in zip(halves, self.lesson.pairs, strict=True):
            for cell, name in zip(half.rows(1, 1, gap=0.3), names, strict=True):
                left, right = cell.columns(1, 1, gap=0.25)
                upper, middle, lower = right.rows(1, 0.7, 0.9, gap=0.05)
                sign, end = lower.columns(1, 8, gap=0.05)
                self.axes[name] = self.plot(name, left)
                self.words[name] = (upper, middle, end, sign)
        self.cases = {name: self.waiting(name) for name in self.axes}

    def waiting(self, name: str) -> VGroup:
        """Return the axes and the formula of a case that waits for its curve."""
        axes, (upper, *_) = self.axes[name], self.words[name]
        formula = self.readout(f"{name}.function", SOFT, display=True)
        self.in_room(formula, upper)
        return VGroup(axes, formula)

    def bring_forward(self, name: str) -> None:
        """Let the formula of a case take its colour."""
        _, formula = self.cases[name]
        self.play(formula.animate.set_fill(colour(FUNCTION)), run_time=0.4)

    def come_from_both_sides(self, name: str) -> None:
        """Let two points come to zero, and say where each side leads."""
        lesson, axes = self.lesson, self.axes[name]
        near = ValueTracker(lesson.outset)
        rings = VGroup(
            *(
                axes.dot(f"{name}.limit", still(p), FUNCTION, hollow=True)
                for p in lesson.rings(name)
            )
        )
        self.bring_forward(name)
        self.play(Create(axes.curve(lesson.curve(name))), run_time=0.8)
        walkers = VGroup(*(self.walker(name, side, near) for side in lesson.sides))
        self.play(FadeIn(rings), FadeIn(walkers, scale=2), run_time=0.4)
        self.play(near.animate.set_value(lesson.nearest), run_time=2)
        if rings:
            self.play(FadeOut(walkers), run_time=0.4)
        keys = [f"{name}.{side}" for side in lesson.sides]
        both = composed(self, '"left" -> VALUE quad "right" -> VALUE', keys, TANGENT, size=NUMBER)
        self.close(name, both)

    def run_to_the_right(self, name: str, around: VGroup) -> None:
        """Let a point run along a curve that swings, and say where it leads."""
        lesson, axes = self.lesson, self.axes[name]
        start, end = lesson.far
        across = ValueTracker(start)
        towards = self.label("x -> infinity", SOFT, size=TICK)
        towards.next_to(axes.point(*lesson.foot(name)), DL, buff=0.15)
        self.bring_forward(name)
        runner = axes.dot(f"{name}.x", lambda: lesson.runner(name, across.get_value()))
        curve = retraced(axes, lambda: lesson.so_far(name, across.get_value()))
        self.play(FadeIn(towards, around, runner), run_time=0.4)
        self.add(curve)
        self.play(across.animate.set_value(end), run_time=3, rate_func=linear)
        curve.clear_updaters()
        self.close(name, self.readout(f"{name}.bounds", SECANT))

    def close(self, name: str, said: Typeset) -> None:
        """Write what was seen of a case, and whether there is a limit."""
        _, middle, lower, _ = self.words[name]
        end = stated(self, f"{name}.both", TANGENT if self.lesson.exists(name) else MOVING)
        for text, room in ((said, middle), (end, lower)):
            self.in_room(text, room)
        self.play(FadeIn(said), run_time=0.6)
        self.play(FadeIn(end, shift=0.1 * UP), run_time=0.6)
        self.seen[name], self.ends[name] = said, end

    def walker(self, name: str, side: str, near: ValueTracker) -> Dot:
        """Return the point that comes to zero from a side."""
        return self.axes[name].dot(
            f"{name}.{side}", lambda: self.lesson.walker(name, side, near.get_value())
        )


class SineOscillation(LessonScene):
    """A wave that never dies out has no limit far out, and yet one at every point."""

    lesson = limits.SineOscillation()

    def construct(self) -> None:
        self.scroll_to_the_right()
        self.hold_up_a_band()
        self.mark_the_peaks()
        self.come_back_to_a_point()

    @beat
    def scroll_to_the_right(self) -> None:
        picture = self.lesson.picture
        self.axes = self.plot("wave")
        self.start = ValueTracker(picture.outset)
        now = self.start.get_value
        self.rooms = self.regions.panel.padded(x=0.3, y=0.3).rows(0.7, 3.6, 0.9, gap=0.1)
        name = self.readout("function", FUNCTION, size=FORMULA).move_to(self.rooms[0].centre)
        self.far = self.label("x -> infinity", SOFT, size=TICK)
        self.far.next_to(self.axes.point(*picture.far_end), DL, buff=0.15)
        self.ends = VGroup(
            self.readout("limsup", CONFIRMED, template="SYMBOL = VALUE", display=True),
            self.readout("liminf", CONFIRMED, template="SYMBOL = VALUE", display=True),
        )
        self.question = self.label('display(lim_(x -> infinity)) f(x) = "?"', TANGENT)
        self.question.move_to(self.rooms[1].centre)
        self.play(FadeIn(self.axes, self.far), FadeIn(self.card(), name), run_time=0.6)
        wave = retraced(self.axes, lambda: picture.curve(now()))
        self.play(Create(wave), FadeIn(self.question), run_time=1.2)
        self.play(self.start.animate.set_value(picture.stops[0]), run_time=4)

    @beat
    def hold_up_a_band(self) -> None:
        picture, now = self.lesson.picture, self.start.get_value
        self.level = ValueTracker(picture.outset)
        level = self.level.get_value
        upper, lower = self.rooms[1].rows(0.6, 2.8, gap=0.1)
        tolerance = self.readout("epsilon", SECANT, template="SYMBOL = VALUE")
        fates = self.table(["L", '"the curve"'], self.lesson.fates, lower)
        band = self.axes.rectangle(lambda: picture.band(level()), SECANT, fill_opacity=0.25)
        escaping = retraced(self.axes, lambda: picture.escaping(now(), level()), MOVING, width=7)
        self.play(FadeOut(self.question), FadeIn(band), run_time=0.6)
        self.play(FadeIn(tolerance.move_to(upper.centre), fates.head), run_time=0.4)
        self.play(FadeIn(escaping), run_time=0.4)
        for index, stop in enumerate(picture.stops[1:]):
            self.play(
                self.start.animate.set_value(stop), self.level.animate.set_value(index),
                run_time=1.6,
            )  # fmt: skip
            self.together(fates.show(index, MOVING), run_time=0.6)
        self.band = VGroup(band, escaping)
        self.tried = VGroup(tolerance, fates.head, *fates.rows)

    @beat
    def mark_the_peaks(self) -> None:
        picture, now = self.lesson.picture, self.start.get_value()
        self.play(FadeOut(self.band, self.tried), run_time=0.6)
        lines, self.dots = self.rooms[1].rows(1, 1, 1, 1, gap=0.1), VGroup()
        self.peaks = VGroup()
        for which, (name, sign) in enumerate(picture.signs.items()):
            dots = VGroup(
                *(
                    self.axes.dot(f"peak.{name}", still(place), CONFIRMED)
                    for place in picture.peaks(now, sign)
                )
            )
            reached = self.readout(f"peak.{name}").move_to(lines[2 * which].centre)
            fitted(reached, lines[0].width, least=self.em(SMALLEST))
            end = self.ends[which].move_to(lines[2 * which + 1].centre)
            self.play(FadeIn(dots, scale=2), FadeIn(reached), run_time=0.8)
            self.play(FadeIn(end, shift=0.1 * DOWN), run_time=0.6)
            self.dots.add(dots)
            self.peaks.add(reached, end)
        self.verdict = stated(self, "limit.far", MOVING).move_to(self.rooms[2].centre)
        self.play(FadeIn(self.verdict, shift=0.1 * UP), run_time=0.6)

    @beat
    def come_back_to_a_point(self) -> None:
        picture, lesson = self.lesson.picture, self.lesson
        self.play(FadeOut(self.dots, self.peaks, self.far, self.verdict), run_time=0.6)
        self.play(self.start.animate.set_value(picture.back), run_time=2.4)
        near = ValueTracker(lesson.outset)
        level = self.axes.segment(still(picture.level_line), TANGENT, dashed=True, moving=False)
        foot = self.readout("at", MOVING, template="x -> VALUE", size=TICK)
        foot.next_to(self.axes.point(*picture.foot), DOWN, buff=0.15)
        drop = self.axes.segment(still(picture.drop), SOFT, dashed=True, moving=False)
        walkers = [self.walker(side, near) for side in picture.sides]
        table = self.table(
            ["x", "f(x)", "x", "f(x)"], lesson.rows, self.near_rooms[1], em=self.em(CODE)
        )
        self.play(
            FadeIn(*walkers, scale=2), FadeIn(foot, drop, self.names_of_sides(), table.head),
            run_time=0.6,
        )  # fmt: skip
        for row, k in enumerate(lesson.nearness):
            self.play(near.animate.set_value(k), run_time=1)
            self.together(table.show(row, MOVING), run_time=0.4)
        end = stated(self, "limit.near", TANGENT).move_to(self.rooms[2].centre)
        fitted(end, self.rooms[2].width, least=self.em(SMALLEST))
        self.play(Create(level), FadeIn(end, shift=0.1 * UP), run_time=0.8)

    def walker(self, side: str, near: ValueTracker) -> Dot:
        """Return the point that comes close from a side."""
        picture = self.lesson.picture
        sign = picture.sides[side]
        return self.axes.dot(f"{side}.x", lambda: picture.walker(sign, near.get_value()))

    @property
    def near_rooms(self) -> tuple[Box, ...]:
        """Where the names of both sides and their table stand."""
        return self.rooms[1].rows(0.5, 3, gap=0.15)

    def names_of_sides(self) -> VGroup:
        """Return the words over the columns of each side."""
        halves = self.near_rooms[0].columns(1, 1, gap=0)
        words = ("from the left", "from the right")
        return VGroup(
            *(
                self.note(word).move_to(half.centre).on_baseline(half.bottom)
                for word, half in zip(words, halves, strict=True)
            )
        )

"""Scenes of the chapter *Numerical differentiation*."""

from typing import Any

from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, ValueTracker, VGroup

from calcml.lessons import numerics
from calcml.lessons.numerics.error_curves import ErrorCurve, Place, SweptCurve
from calcml.stage import (
    CONFIRMED,
    FORMULA,
    INK,
    NUMBER,
    SECANT,
    SOFT,
    TANGENT,
    LessonScene,
    beat,
)
from calcml.stage.axis_names import kept_clear, outline
from calcml.stage.layout import Box
from calcml.stage.panels import strike
from calcml.stage.theme import Role
from calcml.stage.traces import Trace

WRONG = ("If the step is too small,", "the quotient is truncated.")
NAMES = {"forward": "forward", "central": "symmetric"}
TRUE = ("Too long: truncation.", "Too short: round-off.")


class StepSizeTradeoff(LessonScene):
    """A step can be too long, when truncation rules, and too short, when round-off does."""

    lesson = numerics.StepSizeTradeoff()

    def construct(self) -> None:
        self.ask_for_the_error()
        self.fall_with_truncation()
        self.rise_with_round_off()
        self.balance_the_models()
        self.look_to_both_sides()
        self.correct_the_sentence()

    @beat
    def ask_for_the_error(self) -> None:
        self.axes = self.plot("main")
        names = VGroup(
            self.label("h", SOFT).next_to(self.axes.axes[0].get_right(), UP + LEFT, buff=0.12),
            self.note("error", size=NUMBER)
            .next_to(self.axes.axes[1].get_top(), DOWN + RIGHT, buff=0.12)
            .shift(0.15 * RIGHT),
        )
        curve = self.lesson.forward
        model = [self.axes.point(*place) for place in curve.rounding_line]
        kept_clear(names[1], [self.axes.places(curve.seen), model], 0.3 * RIGHT)
        self.panel = self.card()
        self.facts = self.facts_about("forward", TANGENT)
        self.forward, self.reached = self.trace(self.lesson.forward, "forward", TANGENT)
        self.head = self.axes.dot(
            "forward", lambda: self.lesson.forward.reached(self.reached.get_value())
        )
        self.meaning = self.label('"error" = abs("quotient" - f\'(x))', size=NUMBER)
        self.meaning.move_to(self.regions.panel.second_column.centre)
        self.play(FadeIn(self.axes), FadeIn(self.panel), run_time=0.6)
        self.play(FadeIn(names), FadeIn(self.facts[0]), FadeIn(self.meaning), run_time=0.8)
        self.play(FadeIn(self.head, scale=2), run_time=0.6)

    @beat
    def fall_with_truncation(self) -> None:
        curve = self.lesson.forward
        self.add(self.forward)
        self.play(self.reached.animate.set_value(curve.turn), FadeOut(self.meaning), run_time=4)
        self.falls = self.arm(
            "truncation", "slope.forward", curve.on_truncation(share=0.6), UP + LEFT, TANGENT
        )
        self.play(FadeIn(self.falls), FadeIn(self.facts[1]), run_time=0.8)

    @beat
    def rise_with_round_off(self) -> None:
        curve = self.lesson.forward
        self.play(self.reached.animate.set_value(curve.last), run_time=4)
        self.forward.clear_updaters()
        self.rises = self.arm(
            "round-off", "slope.rounding", curve.on_rounding(share=0.4), UP + RIGHT
        ).shift(0.2 * UP + 0.2 * RIGHT)
        kept_clear(self.rises, [outline(self.falls, margin=0.2)], 0.2 * UP)
        self.play(FadeIn(self.rises), FadeIn(self.facts[2]), FadeOut(self.head), run_time=0.8)

    @beat
    def balance_the_models(self) -> None:
        curve = self.lesson.forward
        self.models = VGroup(
            self.axes.segment(
                lambda: curve.truncation_line, SOFT, width=3, dashed=True, moving=False
            ),
            self.axes.segment(
                lambda: curve.rounding_line, SOFT, width=3, dashed=True, moving=False
            ),
        )
        self.best = self.best_step(curve)
        self.past = VGroup()  # what comes back in the end
        self.play(Create(self.models[0]), run_time=1)
        self.play(Create(self.models[1]), run_time=1)
        self.play(FadeIn(self.best), FadeIn(self.facts[3]), run_time=0.8)

    @beat
    def look_to_both_sides(self) -> None:
        curve, facts = self.lesson.central, self.facts_about("central", SECANT)
        self.central, reached = self.trace(curve, "central", SECANT)
        past = VGroup(self.falls, self.models, self.best, self.facts)
        self.play(FadeOut(past), self.forward.animate.ghost(opacity=0.3), run_time=0.6)
        self.play(FadeIn(facts[:3]), run_time=0.6)
        self.add(self.central)
        self.play(reached.animate.set_value(curve.last), run_time=5)
        self.central.clear_updaters()
        if isinstance(curve, ErrorCurve):
            falls = self.arm(
                "truncation", "slope.central", curve.on_truncation(share=0.4), DOWN + RIGHT, SECANT
            )
            self.play(FadeIn(falls), FadeIn(self.best_step(curve)), FadeIn(facts[3]), run_time=0.8)
        self.facts, self.past = facts, self.falls

    @beat
    def correct_the_sentence(self) -> None:
        wrong, strikes, right = self.sentences()
        self.play(
            FadeOut(self.facts), FadeIn(wrong), self.forward.animate.ghost(opacity=1), run_time=0.8
        )
        self.wait(1)
        self.play(Create(strikes), run_time=1)
        self.play(FadeIn(right, shift=0.1 * DOWN), FadeIn(self.past), run_time=0.8)

    def trace(self, curve: SweptCurve, name: str, role: Role) -> tuple[Trace, ValueTracker]:
        """Return the points of a curve and how far they are drawn."""
        reached, trace = ValueTracker(), Trace(self.axes, name, curve.seen, role)
        trace.add_updater(lambda m: m.reach(reached.get_value()), call_updater=True)
        return trace, reached

    def arm(self, name: str, key: str, place: Place, side: Any, role: Role = INK) -> VGroup:
        """Return the name and the slope of an arm of the curve, beside its middle."""
        slope = self.readout(key, role, template='op("slope") med VALUE')
        label = VGroup(self.note(name, role, size=NUMBER), slope).arrange(DOWN, buff=0.12)
        return label.next_to(self.axes.point(*place), side, buff=0.1)

    def best_step(self, curve: ErrorCurve) -> VGroup:
        """Return the upright line at the best step, with its name."""
        drop = self.axes.segment(lambda: curve.drop, CONFIRMED, width=3, dashed=True, moving=False)
        name = self.label("h^*", CONFIRMED)
        return VGroup(drop, name.next_to(drop, RIGHT, buff=0.12))

    def facts_about(self, name: str, role: Role) -> VGroup:
        """Return what the panel says of a quotient: formula, both models, best step."""
        rooms = self.regions.panel.padded(x=0.35, y=0.3).rooms(
            0.4, 1.5, 1.2, 1.2, 0.8, 0.8, gap=0.05, aside=range(2, 6)
        )
        quotient = self.readout(f"quotient.{name}", role, size=FORMULA, display=True)
        head = self.note(f"{NAMES[name]} quotient").move_to(rooms[0].centre)
        told = f"best.{name}.step" in self.lesson.ledger
        least = (
            VGroup(
                self.fact("best step", f"best.{name}.step", rooms[4], CONFIRMED),
                self.fact("model error", f"best.{name}.error", rooms[5], CONFIRMED),
            )
            if told
            else VGroup()
        )
        return VGroup(
            VGroup(head, quotient.move_to(rooms[1].centre)),
            self.fact("truncation", f"truncation.{name}", rooms[2]),
            self.fact("round-off", f"rounding.{name}", rooms[3]),
            least,
        )

    def fact(self, words: str, key: str, room: Box, role: Role = INK) -> VGroup:
        """Return a line of the panel: words at the left, an entry at the right."""
        left = self.note(words, SOFT, size=NUMBER).move_to(room.centre).from_pen(room.left)
        right = self.readout(key, role, display=True).move_to(room.centre)
        return VGroup(left, right.align_to(self.panel, RIGHT).shift(0.35 * LEFT))

    def sentences(self) -> tuple[VGroup, VGroup, VGroup]:
        """Return what a slide says, the strokes through it, and what is true."""
        upper, lower = self.regions.panel.inset(x=0.35, y=0.4).rooms(1, 1, gap=0.2, aside=(1,))
        says = [self.note(line, INK, size=NUMBER) for line in WRONG]
        wrong = VGroup(self.note("on the slide"), *says).arrange(DOWN, buff=0.25)
        right = VGroup(
            self.note("in truth"), *(self.note(line, CONFIRMED, size=FORMULA) for line in TRUE)
        )
        right.arrange(DOWN, buff=0.25).move_to(lower.centre)
        wrong.move_to(upper.centre)
        return wrong, VGroup(*(strike(line) for line in says)), right

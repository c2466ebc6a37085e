"""Scenes of the chapter *Numerical differentiation*: the step."""

from typing import Any

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Mobject,
    ValueTracker,
    VGroup,
)

from calcml.lessons import numerics
from calcml.lessons.numerics.error_curves import ErrorCurve, Place, SweptCurve
from calcml.stage import (
    CODE,
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
from calcml.stage.axis_names import kept_clear, outline
from calcml.stage.combs import comb
from calcml.stage.fitted_tables import table_in_ems
from calcml.stage.fitting import em_within, first_within, fitted
from calcml.stage.layout import Box
from calcml.stage.listings import Typing
from calcml.stage.panels import NumberTable
from calcml.stage.plots import Plot
from calcml.stage.signs import sign_of
from calcml.stage.slide_quotes import said_on_the_slide
from calcml.stage.text import Typeset
from calcml.stage.theme import SMALLEST, Role, colour
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
        lines = (self.axes.places(curve.seen), self.axes.places(curve.rounding_line))
        kept_clear(names[1], lines, 0.3 * RIGHT)
        self.panel = self.card()
        self.facts = self.facts_about("forward", SECANT)
        self.forward, self.reached = self.trace(self.lesson.forward, "forward", SECANT)
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
            "truncation", "slope.forward", curve.on_truncation(share=0.6), UP + LEFT, SECANT
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
        curve, facts = self.lesson.central, self.facts_about("central", CONFIRMED)
        self.central, reached = self.trace(curve, "central", CONFIRMED)
        past = VGroup(self.falls, self.models, self.best, self.facts)
        self.play(FadeOut(past), self.forward.animate.ghost(opacity=0.3), run_time=0.6)
        self.play(FadeIn(facts[:3]), run_time=0.6)
        self.add(self.central)
        self.play(reached.animate.set_value(curve.last), run_time=5)
        self.central.clear_updaters()
        if isinstance(curve, ErrorCurve):
            falls = self.arm(
                "truncation",
                "slope.central",
                curve.on_truncation(share=0.4),
                DOWN + RIGHT,
                CONFIRMED,
            )
            self.play(FadeIn(falls), FadeIn(self.best_step(curve)), FadeIn(facts[3]), run_time=0.8)
        self.facts, self.past = facts, self.falls

    @beat
    def correct_the_sentence(self) -> None:
        wrong, cross, right = self.sentences()
        self.play(
            FadeOut(self.facts), FadeIn(wrong), self.forward.animate.ghost(opacity=1), run_time=0.8
        )
        self.wait(1)
        self.play(FadeIn(cross, scale=1.6), run_time=0.6)
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
        drop = self.axes.segment(lambda: curve.drop, TANGENT, width=3, dashed=True, moving=False)
        name = self.label("h^*", TANGENT)
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
                self.fact("best step", f"best.{name}.step", rooms[4], TANGENT),
                self.fact("model error", f"best.{name}.error", rooms[5], TANGENT),
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

    def sentences(self) -> tuple[VGroup, Typeset, VGroup]:
        """Return what a slide says, the cross before it, and what is true."""
        upper, lower = self.regions.panel.inset(x=0.35, y=0.4).rooms(1, 1, gap=0.2, aside=(1,))
        wrong, cross = said_on_the_slide(self, WRONG, buff=0.25)
        right = VGroup(
            self.note("in truth"), *(self.note(line, CONFIRMED, size=FORMULA) for line in TRUE)
        )
        right.arrange(DOWN, buff=0.25).move_to(lower.centre)
        VGroup(wrong, cross).move_to(upper.centre)
        return wrong, cross, right


class SqrtEpsilonStep(LessonScene):
    """A quotient without error is luck: the square is rounded to just what the slope needs."""

    lesson = numerics.SqrtEpsilonStep()

    def construct(self) -> None:
        self.choose_the_step()
        self.run_the_program()
        self.look_at_the_doubles()
        self.try_elsewhere()

    @beat
    def choose_the_step(self) -> None:
        self.lay_out()
        self.play(FadeIn(self.cards, self.trials.head, self.steps[0]), run_time=0.6)
        self.play(Typing(self.program), run_time=3.4)
        self.play(FadeIn(self.steps[1:]), run_time=0.6)

    @beat
    def run_the_program(self) -> None:
        self.program.set_z_index(1)
        self.play(FadeIn(self.program.marker), run_time=0.4)
        for key in self.lesson.program[1:-1]:
            self.play(self.program.run_to(key), run_time=0.4)
        self.together(self.trials.show(0, TANGENT), run_time=0.6)
        self.play(self.program.run_to(self.lesson.program[-1]), run_time=0.4)
        self.play(FadeIn(self.expected), run_time=0.6)
        self.play(FadeIn(self.by_hand), run_time=0.8)

    @beat
    def look_at_the_doubles(self) -> None:
        line, dart, way = self.lesson.line, self.lesson.dart, ValueTracker()
        axes = self.plot("line", self.above, grid=False)  # only its places are used
        drawn = axes.segment(lambda: line.ends, SOFT, width=3, moving=False)
        ticks = comb(axes, line.ticks, FUNCTION).clear_updaters()
        tick = self.readout("tick", FUNCTION).move_to(axes.point(*line.below(dart.stored)))
        gap = self.gap_on(axes)
        dot = axes.dot("square", lambda: dart.place(way.get_value()))
        name = self.readout("square", MOVING, size=FORMULA)
        ring = axes.dot("meant", lambda: dart.landing, MOVING, hollow=True, moving=False)
        past = VGroup(
            self.cards[:2], self.program, self.program.marker, self.steps, self.expected,
            self.by_hand,
        )  # fmt: skip
        self.play(FadeOut(past), run_time=0.4)
        self.play(Create(drawn), FadeIn(ticks, tick, gap), run_time=0.8)
        axes.follow(name, lambda: dart.name_place(way.get_value()))
        self.play(FadeIn(dot, name), run_time=0.4)
        self.play(way.animate.set_value(dart.landed), run_time=1)
        self.wait(0.6)
        small = axes.segment(lambda: self.lesson.small_span, SECANT, width=6, moving=False)
        share = VGroup(
            self.readout("small", SECANT), self.readout("share", SECANT, template='= VALUE "gap"')
        )
        share[1].next_to(share[0], RIGHT, buff=0.15).on_baseline(share[0].baseline)
        share.next_to(small, UP, buff=0.15).align_to(small, LEFT)
        self.play(FadeOut(name), FadeIn(small, share), run_time=0.6)
        self.wait(0.6)
        self.add(ring)
        self.play(way.animate.set_value(dart.settled), run_time=1.2)

    @beat
    def try_elsewhere(self) -> None:
        for index, _ in list(enumerate(self.trials.rows))[1:]:
            self.together(self.trials.show(index, MOVING), run_time=0.8)
            self.wait(0.2)

    def lay_out(self) -> None:
        """Make the program, what is known of the step, and the table, each on a card."""
        self.above, low = self.regions.whole.rows(1.1, 1, gap=0.2)
        left, right = self.above.split(1.4, 1, gap=0.25, shape=2.2, rows=(1.15, 1))
        self.cards = VGroup(self.card(left), self.card(right), self.card(low))
        program = left.padded(x=0.15, y=0.15)
        code, out = program.rows(4, 1, gap=0.05)
        self.program = self.listing(
            self.lesson.program, code, roles={"f": FUNCTION, "h": SECANT},
            em=em_within(program.width, [self.lesson.widest], self.em(CODE)),
        )  # fmt: skip
        self.expected = VGroup(
            self.note("an int, so without point:"), self.readout("expected", INK)
        )
        self.expected.arrange(RIGHT, buff=0.2).move_to(out.centre)
        rooms = right.padded(x=0.2, y=0.2).rows(0.9, 1.6, 1.9, gap=0.05)
        best = self.readout("best", TANGENT, template="SYMBOL = VALUE")
        root = VGroup(
            self.readout("root", SECANT, template="sqrt(epsilon) = VALUE"),
            fitted(self.readout("root.printed", SECANT), rooms[1].width, least=self.em(SMALLEST)),
        )
        root.arrange(DOWN, buff=0.12)
        self.steps = VGroup(best.move_to(rooms[0].centre), root.move_to(rooms[1].centre))
        names = (
            self.readout("quotient.name", INK, display=True),
            self.readout("quotient.name", INK, size=FORMULA),
        )
        self.by_hand = VGroup(
            first_within(names, rooms[2].width, rooms[2].height),
            self.readout("quotient", CONFIRMED, template="= VALUE", size=FORMULA),
        )
        self.by_hand.arrange(RIGHT, buff=0.15).move_to(rooms[2].centre)
        rows = [
            [f"{name}.{i}" for name in ("x", "step", "printed", "error")]
            for i in range(len(self.lesson.quotients))
        ]
        self.trials = table_in_ems(
            self, ["x", "h", '"Python prints"', '"error"'], rows, low.padded(x=0.3, y=0.2),
            shares=(2.5, 3.5, 10.5, 6.5), leading=2.0,
        )  # fmt: skip

    def gap_on(self, axes: Plot) -> Typeset:
        """Return the name of the gap between two doubles, under the line."""
        name = self.readout("gap", SOFT, template='"gap" VALUE')
        return name.move_to(axes.point(*self.lesson.gap_name))


class SymmetricDifference(LessonScene):
    """A secant to both sides finds the slope far better than one ahead, but not at a kink."""

    lesson = numerics.SymmetricDifference()

    def construct(self) -> None:
        self.ask_for_the_slope()
        self.take_both_secants()
        self.shrink_the_step()
        self.run_the_slides_program()
        self.find_the_slides_numbers()
        self.take_a_long_step()
        self.meet_a_kink()

    @beat
    def ask_for_the_slope(self) -> None:
        picture = self.lesson.picture
        self.axes = self.plot("main")
        curve = self.axes.curve(picture.curve)
        self.fixed = self.axes.dot("at", lambda: picture.fixed, INK)
        tangent = self.axes.line(lambda: picture.tangent, TANGENT, width=9, moving=False)
        self.names: list[Typeset] = []
        name = first_within(
            [self.readout("function", FUNCTION), self.label("f(x)", FUNCTION)],
            self.axes.region(x=(0, 0.6), y=(0, 1)).width,
        )
        name.move_to(self.axes.point(*picture.curve_place(*self.axes.room(name))))
        self.names.append(name)
        title = self.name_of_line("tangent", "tangent", TANGENT)
        panel = self.card()
        self.asked = VGroup(
            self.readout("at", template="x = VALUE", size=FORMULA),
            self.readout("derivative", TANGENT, template="SYMBOL = VALUE", size=FORMULA),
        )
        self.asked.arrange(DOWN, buff=0.5).move_to(self.regions.panel.centre)
        self.picture_of_the_tangent = (self.axes, curve, tangent, self.fixed, *self.names, panel)
        self.play(FadeIn(self.axes), FadeIn(panel), run_time=0.6)
        self.play(Create(curve), FadeIn(name), run_time=1)
        self.play(FadeIn(self.fixed, scale=2), FadeIn(self.asked[0]), run_time=0.6)
        self.play(Create(tangent), FadeIn(title), FadeIn(self.asked[1]), run_time=1)

    @beat
    def take_both_secants(self) -> None:
        picture, axes = self.lesson.picture, self.axes
        self.step = ValueTracker(float(self.lesson.steps[0]))
        now = self.step.get_value
        self.ahead = axes.dot("ahead", lambda: picture.point(now()))
        self.behind = axes.dot("behind", lambda: picture.point(-now()))
        self.forward = axes.line(lambda: picture.forward(now()), SECANT)
        self.central = axes.line(lambda: picture.central(now()), CONFIRMED)
        right, left = map(self.side, picture.sides)
        self.sides = VGroup(right, left)
        self.titles = VGroup(
            self.name_of_line("forward", "forward", SECANT),
            self.name_of_line("central", "symmetric", CONFIRMED),
        )
        quotients = self.quotients()
        self.play(FadeOut(self.asked), FadeIn(quotients[0]), run_time=0.6)
        self.play(FadeIn(self.ahead, scale=2), FadeIn(right), run_time=0.6)
        self.play(Create(self.forward), FadeIn(self.titles[0]), run_time=1)
        self.wait(0.4)
        self.play(FadeIn(quotients[1]), run_time=0.6)
        self.play(FadeIn(self.behind, scale=2), FadeIn(left), run_time=0.6)
        self.play(Create(self.central), FadeIn(self.titles[1]), run_time=1)
        self.formulas = quotients
        self.first_picture = VGroup(
            *self.picture_of_the_tangent,
            VGroup(self.ahead, self.behind, self.forward, self.central),
        )

    @beat
    def shrink_the_step(self) -> None:
        table, ratios = self.errors()
        self.play(FadeOut(self.formulas), FadeOut(self.titles), run_time=0.4)
        self.play(FadeIn(table.head), run_time=0.4)
        first, second, *_ = self.lesson.steps
        for row, step in zip(table.rows, self.lesson.steps, strict=True):
            if step != first:
                self.play(self.step.animate.set_value(float(step)), run_time=1.4)
            if step == second:  # shorter steps leave no room for their letters
                self.play(FadeOut(self.sides), run_time=0.4)
            row[1].set_fill(colour(SECANT))
            row[2].set_fill(colour(CONFIRMED))
            self.play(FadeIn(row, shift=0.1 * DOWN), run_time=0.6)
        self.play(FadeIn(ratios), run_time=0.8)
        self.first_picture.add(table.head, *table.rows, ratios)

    def side(self, side: int) -> VGroup:
        """Return the step to one side: its line, its letter, and the drop from the curve."""
        picture, axes, now = self.lesson.picture, self.axes, self.step.get_value
        letter = self.label("h", MOVING, size=NUMBER)
        letter.add_updater(lambda m: m.move_to(axes.point(*picture.letter(now(), side))))
        return VGroup(
            axes.segment(lambda: picture.span(now(), side), MOVING, width=3),
            axes.segment(lambda: picture.drop(side * now()), SOFT, width=2.5, dashed=True),
            axes.segment(picture.drop, SOFT, width=2.5, dashed=True),
            letter,
        )

    def name_of_line(self, which: str, words: str, role: Role) -> Typeset:
        """Return the name of a line, beside it and clear of the names that stand already."""
        name = self.note(words, role, size=NUMBER)
        others = [self.axes.around(each) for each in self.names]
        place = self.lesson.picture.line_place(which, *self.axes.room(name), others)
        self.names.append(name.move_to(self.axes.point(*place)))
        return name

    def quotients(self) -> VGroup:
        """Return both quotients with their names, on the panel."""
        rooms = self.regions.panel.padded(x=0.35, y=0.5).rooms(1, 1, gap=0.3, aside=(1,))
        found = VGroup()
        for room, key, words, role in zip(
            rooms, NAMES, NAMES.values(), (SECANT, CONFIRMED), strict=True
        ):
            quotient = self.readout(f"quotient.{key}", role, size=FORMULA, display=True)
            pair = VGroup(self.note(words, role, size=NUMBER), quotient)
            found.add(pair.arrange(DOWN, buff=0.35).move_to(room.centre))
        return found

    def errors(self) -> tuple[NumberTable, VGroup]:
        """Return the table of errors, and what a tenth of the step makes of them."""
        room = self.regions.panel.padded(x=0.2, y=0.25)
        top, middle, low = room.rows(0.5, 3.4, 1.3, gap=0.1)
        rows = [
            [f"step.{i}", f"error.forward.{i}", f"error.central.{i}"]
            for i in range(len(self.lesson.steps))
        ]
        table = self.table(["h", '"forward"', '"symmetric"'], rows, middle, shares=(0.8, 1.1, 1.2))
        table.head.add(self.note("distance from the slope", size=TICK).move_to(top.centre))
        told = [key for key in NAMES if f"ratio.{key}" in self.lesson.ledger]
        roles = dict(zip(NAMES, (SECANT, CONFIRMED), strict=True))
        words = self.note("a tenth of the step divides them by", size=TICK, width=low.width)
        words.move_to(low.centre).align_to(low.centre + low.height / 2 * UP, UP)
        ratios = VGroup(words)
        for key in told:
            ratio = self.readout(f"ratio.{key}", roles[key], template="div VALUE")
            cell = table.rows[0][1 + list(NAMES).index(key)]
            ratios.add(ratio.next_to(words, DOWN, buff=0.2).set_x(cell.get_x()))
        return table, ratios

    @beat
    def run_the_slides_program(self) -> None:
        self.play(FadeOut(self.first_picture), run_time=0.6)
        paper, square = self.lay_out_the_outputs()
        rows = (*self.slide.rows, *self.outputs.rows)
        self.second_picture = VGroup(paper, square, self.slide.head, self.outputs.head, *rows)
        self.play(FadeIn(paper), FadeIn(square), run_time=0.6)
        self.play(FadeIn(self.slide.head), FadeIn(self.slide.rows[0]), run_time=0.8)
        self.wait(0.8)
        tiny = self.outputs.rows[0]
        tiny.set_fill(colour(MOVING))
        self.play(FadeIn(self.outputs.head), FadeIn(tiny, shift=0.1 * DOWN), run_time=0.8)

    @beat
    def find_the_slides_numbers(self) -> None:
        found = self.outputs.rows[1].set_fill(colour(CONFIRMED))
        printed = self.slide.rows[0]
        self.play(FadeIn(found, shift=0.1 * DOWN), run_time=0.8)
        travellers = printed[1:].copy()
        falls = [
            each.animate.move_to(end).set_fill(colour(CONFIRMED))
            for each, end in zip(travellers, found[1:], strict=True)
        ]
        self.play(*falls, run_time=1.6)
        self.remove(*travellers)
        signs = VGroup(
            sign_of(right=False, em=self.em(NUMBER)).next_to(printed[0], LEFT, buff=0.2),
            sign_of(right=True, em=self.em(NUMBER)).next_to(found[0], LEFT, buff=0.2),
        )
        self.second_picture.add(signs)
        self.play(FadeIn(signs, scale=1.6), run_time=0.6)

    @beat
    def take_a_long_step(self) -> None:
        tiny, row = VGroup(*self.outputs.rows[:2]), self.outputs.rows[2]
        row[1].set_fill(colour(SECANT))
        row[2].set_fill(colour(CONFIRMED))
        self.play(tiny.animate.set_fill(colour(SOFT)), run_time=0.6)
        self.play(FadeIn(row, shift=0.1 * DOWN), run_time=0.8)

    @beat
    def meet_a_kink(self) -> None:
        kink = self.lesson.kink
        self.play(FadeOut(self.second_picture), run_time=0.6)
        axes = self.plot("kink")
        curve = axes.curve(kink.curve)
        step = ValueTracker(kink.steps[0])
        now = step.get_value
        pair = VGroup(
            axes.line(lambda: kink.secant(now()), CONFIRMED),
            axes.dot("left", lambda: kink.point(-now())),
            axes.dot("right", lambda: kink.point(now())),
        )
        panel, facts = self.card(), self.facts_about_the_kink()
        self.play(FadeIn(axes), FadeIn(panel), FadeIn(facts[0]), run_time=0.6)
        self.play(Create(curve), run_time=1)
        self.play(FadeIn(pair), FadeIn(facts[1]), run_time=0.8)
        self.play(step.animate.set_value(kink.steps[1]), run_time=2)
        self.play(FadeIn(facts[2]), run_time=0.8)

    def lay_out_the_outputs(self) -> tuple[Mobject, VGroup]:
        """Keep the slide's numbers above Python's, and return their card and their function."""
        room = self.regions.whole.inset(y=0.1)
        top, above, below = room.padded(x=0.3, y=0.3).rows(0.7, 1.3, 2.6, gap=0.15)
        schemes = tuple(NAMES)

        def table(words: str, rows: list[str], box: Box) -> NumberTable:
            heads = ["h", *(f'"{words}: {name}"' for name in NAMES.values())]
            keys = [[f"{row}.{part}" for part in ("step", *schemes)] for row in rows]
            return table_in_ems(self, heads, keys, box, shares=(3.2, 9.5, 9.5), leading=1.9)

        self.slide = table("slide", ["slide"], above)
        self.outputs = table("Python", [f"printed.{n}" for n in ("slide", "found", "long")], below)
        square = VGroup(self.readout("square", FUNCTION, size=FORMULA))
        square.add(self.readout("square.at", template="x = VALUE", size=FORMULA))
        square.add(self.readout("square.slope", TANGENT, template="SYMBOL = VALUE", size=FORMULA))
        square.arrange(RIGHT, buff=0.8).move_to(top.centre)
        return self.card(room), square

    def facts_about_the_kink(self) -> VGroup:
        """Return what the panel says of the kink: the curve, its quotient, and the verdict."""
        rooms = self.regions.panel.padded(x=0.3, y=0.4).rooms(1, 1.4, 1, gap=0.1, aside=(1, 2))
        name = VGroup(
            self.readout("kink.function", FUNCTION, size=FORMULA),
            self.readout("kink.at", template="x = VALUE"),
        )
        quotient = self.readout(
            "kink.quotient", CONFIRMED, template="SYMBOL = VALUE", size=FORMULA, display=True
        )
        verdict = self.readout("kink.derivative", MOVING, size=FORMULA)
        things = (name.arrange(DOWN, buff=0.25), quotient, verdict)
        return VGroup(*(m.move_to(r.centre) for m, r in zip(things, rooms, strict=True)))

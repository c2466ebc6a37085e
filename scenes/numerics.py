"""Scenes of the chapter *Numerical differentiation*."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    UR,
    Create,
    FadeIn,
    FadeOut,
    Line,
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
    TITLE,
    LessonScene,
    beat,
)
from calcml.stage.axis_names import kept_clear, outline
from calcml.stage.checklists import Checklist
from calcml.stage.combs import comb
from calcml.stage.fitting import between_sides, em_within, first_within, fitted
from calcml.stage.layout import Box
from calcml.stage.listings import Typing
from calcml.stage.panels import NumberTable
from calcml.stage.paper import Paper, set_on_paper
from calcml.stage.plots import Plot
from calcml.stage.text import Typeset
from calcml.stage.theme import SMALLEST, Role, colour
from calcml.stage.traces import Trace

WRONG = ("If the step is too small,", "the quotient is truncated.")
NAMES = {"forward": "forward", "central": "symmetric"}
LEAST = ("the smallest number", "that can be added to one")
TRUE = ("Too long: truncation.", "Too short: round-off.")


class CatastrophicCancellation(LessonScene):
    """Digits that agree cancel, and a step that is too small is lost before anything can."""

    lesson = numerics.CatastrophicCancellation()

    def construct(self) -> None:
        self.write_both_values()
        self.subtract_them()
        self.shrink_the_step()
        self.look_at_the_step()
        self.lose_the_step()
        self.name_what_spoils()

    @beat
    def write_both_values(self) -> None:
        self.above, low = self.regions.whole.rows(1, 1, gap=0.2)
        table = self.lay_out_the_table(low)
        self.paper = self.card(self.above)
        self.first, *self.others = self.lesson.shrinking
        self.sheet = self.subtraction(self.first)
        self.play(FadeIn(self.paper), FadeIn(table), run_time=0.6)
        self.play(FadeIn(self.sheet.names), FadeIn(self.sheet.head), run_time=0.6)
        self.play(Typing(self.sheet.values[:2]), run_time=2.5)

    @beat
    def subtract_them(self) -> None:
        self.let_digits_cancel(self.sheet, self.first)

    @beat
    def shrink_the_step(self) -> None:
        for index in self.others:
            sheet, old = self.subtraction(index), self.sheet
            self.play(FadeOut(old.head, old.values, old.rule), run_time=0.4)
            self.play(FadeIn(sheet.head, sheet.values[:2]), run_time=0.4)
            self.sheet = replace(sheet, names=old.names)
            self.let_digits_cancel(sheet, index)

    @beat
    def look_at_the_step(self) -> None:
        line, sheet = self.lesson.line, self.sheet
        past = VGroup(self.paper, sheet.names, sheet.head, sheet.values, sheet.rule)
        self.axes = self.plot("line", self.above, grid=False)  # only its places are used
        drawn = self.axes.segment(lambda: line.ends, SOFT, width=3, moving=False)
        ticks = comb(self.axes, line.ticks, FUNCTION).clear_updaters()
        point = self.readout("at", FUNCTION).move_to(self.axes.point(*line.below(line.centre)))
        gap = self.span("gap")
        self.play(FadeOut(past), run_time=0.6)
        self.play(Create(drawn), FadeIn(ticks), FadeIn(point), run_time=0.8)
        self.play(FadeIn(gap), run_time=0.6)
        self.wait(0.8)
        self.play(FadeOut(gap), run_time=0.4)
        self.thrown = self.throw("step.2")
        self.made = self.span("effective", template="SYMBOL = VALUE")
        self.play(FadeOut(self.thrown[-1]), run_time=0.4)
        self.play(FadeIn(self.made), run_time=0.8)

    @beat
    def lose_the_step(self) -> None:
        self.play(FadeOut(self.thrown[:2], self.made), run_time=0.4)
        self.throw("step.3")
        self.together(self.outputs.show(3, MOVING, of=("step", "agree", "printed")), run_time=0.8)

    @beat
    def name_what_spoils(self) -> None:
        rows = self.outputs.rows
        self.play(FadeIn(self.outputs.head[0][3]), run_time=0.4)
        for row, role in zip(rows, (SECANT, SECANT, SECANT, MOVING), strict=True):
            row[3].set_fill(colour(role))
            self.play(
                FadeIn(row[3], shift=0.1 * DOWN), row[:3].animate.set_fill(colour(role)),
                run_time=0.6,
            )  # fmt: skip

    def lay_out_the_table(self, room: Box) -> VGroup:
        """Keep the table, and return its card and the heads that are seen from the start."""
        inner = room.padded(x=0.3, y=0.2)
        rows = [
            [f"{part}.{i}" for part in ("step", "agree", "printed", "spoiler")]
            for i in range(len(self.lesson.quotients))
        ]
        heads = ["h", '"digits that agree"', '"Python prints"', '"spoilt by"']
        self.outputs = fitting_table(
            self, heads, rows, inner, shares=(4.0, 7.5, 11.0, 6.5), leading=2.4
        )
        return VGroup(self.card(room), self.outputs.head[0][:3], self.outputs.head[1])

    def subtraction(self, index: int) -> Paper:
        """Return a subtraction in registers, digit below digit."""
        top, *lines = self.above.padded(x=0.4, y=0.3).rows(1, 1, 1, 1, gap=0.05)
        keys = ("minuend", "subtrahend", "difference")
        names = VGroup(
            self.readout("name.minuend", FUNCTION),
            self.readout("name.subtrahend", FUNCTION),
            self.note("difference", SOFT, size=NUMBER),
        )
        values = VGroup(*(self.readout(f"{key}.{index}", size=TITLE) for key in keys))
        rule = set_on_paper(names, values, lines)
        function = self.readout("function", FUNCTION, size=FORMULA)
        step = self.readout(f"step.{index}", SECANT, template="h = VALUE", size=FORMULA)
        VGroup(function, step).arrange(RIGHT, buff=0.8).move_to(top.centre)
        step.on_baseline(function.baseline)
        return Paper(VGroup(function, names), values, rule, step)

    def let_digits_cancel(self, sheet: Paper, index: int) -> None:
        """Let the digits that agree step back, write what is left, and print the quotient."""
        lesson, values = self.lesson, sheet.values
        same, wrong = lesson.agreeing(index), lesson.wrong(index)
        back = [value[same].animate.set_fill(colour(SOFT)) for value in values[:2]]
        values[2][same].set_fill(colour(SOFT))
        self.play(*back, Create(sheet.rule), run_time=0.8)
        self.play(FadeIn(values[2], shift=0.1 * DOWN), run_time=0.8)
        self.play(values[2][wrong].animate.set_fill(colour(MOVING)), run_time=0.6)
        shown = self.outputs.show(index, SECANT, of=("step", "agree", "printed"))
        self.together(shown, run_time=0.6)
        self.add(values)  # whole again: parts of them were animated
        self.wait(0.6)

    def span(self, key: str, template: str = "VALUE") -> VGroup:
        """Return the line from the point to a double, with its length."""
        line, double = self.lesson.line, self.lesson.ends[key]
        bar = self.axes.segment(
            lambda: line.span(line.centre, double), TANGENT, width=5, moving=False
        )
        length = self.readout(key, TANGENT, template=template).next_to(bar, UP, buff=0.15)
        between_sides(length, self.above)
        return VGroup(bar, length)

    def throw(self, key: str) -> VGroup:
        """Let the point plus a step fall on the line and snap to a double; return what is left."""
        dart, way = self.lesson.darts[key], ValueTracker()
        dot = self.axes.dot(f"dart.{key}", lambda: dart.place(way.get_value()))
        ring = self.axes.dot(
            f"meant.{key}", lambda: dart.landing, MOVING, hollow=True, moving=False
        )
        name = self.readout(key, MOVING, template="+ VALUE")
        self.axes.follow(name, lambda: dart.name_place(way.get_value()))
        self.play(FadeIn(dot, scale=2), FadeIn(name), run_time=0.4)
        self.play(way.animate.set_value(dart.landed), run_time=1)
        self.add(ring)
        self.play(way.animate.set_value(dart.settled), run_time=1)
        name.clear_updaters()
        self.wait(0.4)
        return VGroup(dot, ring, name)


class MachineEpsilonNumberLine(LessonScene):
    """Doubles have gaps: machine epsilon is the one above one, and half of it already counts."""

    lesson = numerics.MachineEpsilonNumberLine()

    def construct(self) -> None:
        self.zoom_in_on_one()
        self.name_the_gaps()
        self.add_too_little()
        self.stand_half_way()
        self.add_a_little_more()
        self.correct_the_slide()

    @beat
    def zoom_in_on_one(self) -> None:
        line = self.lesson.line
        above, low = self.regions.whole.rows(1, 1.3, gap=0.2)
        self.left, self.right = low.split(1.1, 1, gap=0.3, shape=2)
        self.axes = self.plot("line", above, grid=False)  # only its places are used
        far, near = self.lesson.zoom
        self.zoom = ValueTracker(far)
        drawn = self.axes.segment(lambda: line.ends, SOFT, width=3, moving=False)
        ticks = comb(self.axes, lambda: self.lesson.ticks(self.zoom.get_value()), FUNCTION)
        names = VGroup(*(self.name_under(name) for name in self.lesson.doubles))
        cards, numpy = self.lay_out_the_cards()
        self.play(FadeIn(cards), FadeIn(self.sums.head), FadeIn(numpy), run_time=0.6)
        self.play(Create(drawn), run_time=0.6)
        self.play(FadeIn(ticks), FadeIn(names[1]), run_time=0.6)
        self.play(self.zoom.animate.set_value(near), run_time=4)
        ticks.clear_updaters()
        self.play(FadeIn(names[0]), FadeIn(names[2:]), run_time=0.6)

    @beat
    def name_the_gaps(self) -> None:
        doubles = self.lesson.doubles
        self.spans = VGroup(
            self.span(doubles["one"], doubles["above"], "gap.above", TANGENT),
            self.span(doubles["below"], doubles["one"], "gap.below", SECANT),
        )
        self.play(FadeIn(self.spans[0]), FadeIn(self.facts[0]), run_time=0.8)
        self.play(FadeIn(self.spans[1]), run_time=0.8)

    @beat
    def add_too_little(self) -> None:
        self.play(FadeOut(self.spans), run_time=0.6)
        self.throw("delta.0")

    @beat
    def stand_half_way(self) -> None:
        middle = self.axes.segment(
            lambda: self.lesson.line.upright(self.lesson.half_way), SOFT, width=2.5, dashed=True,
            moving=False,
        )  # fmt: skip
        place = self.axes.point(*self.lesson.line.under(self.lesson.half_way))
        word = self.note("half way").move_to(place)
        self.middle = VGroup(middle, word)
        self.play(FadeOut(self.thrown), Create(middle), FadeIn(word), run_time=0.6)
        self.throw("delta.1")

    @beat
    def add_a_little_more(self) -> None:
        self.play(FadeOut(self.thrown), run_time=0.4)
        self.throw("delta.2")
        self.wait(0.4)
        before = self.thrown
        self.play(FadeOut(before[:2]), run_time=0.4)
        self.throw("delta.3")
        self.thrown.add(*before[2:])

    @beat
    def correct_the_slide(self) -> None:
        room = self.right.padded(x=0.3, y=0.25)
        wrong, cross = said_on_the_slide(self, LEAST, buff=0.15)
        least = self.readout("least", CONFIRMED, template="checkmark quad delta = VALUE")
        fitted(least, room.width, least=self.em(SMALLEST))
        right = VGroup(self.note("in truth, the smallest is"), least).arrange(DOWN, buff=0.15)
        above, below = room.rows(1.3, 1, gap=0.1)
        VGroup(wrong, cross).move_to(above.centre)
        right.move_to(below.centre)
        past = VGroup(self.thrown, self.middle, self.facts)
        self.play(FadeOut(past), FadeIn(wrong), run_time=0.8)
        self.wait(0.6)
        self.play(FadeIn(cross, scale=1.6), run_time=0.6)
        self.play(FadeIn(right), FadeIn(self.spans[0]), run_time=0.8)

    def lay_out_the_cards(self) -> tuple[VGroup, VGroup]:
        """Keep the table and the facts, and return their cards and what NumPy says."""
        rows = [[f"delta.{i}", f"sum.{i}"] for i in range(len(self.lesson.darts))]
        room = self.left.padded(x=0.3, y=0.25)
        heads = ["delta", '"Python: one plus" delta']
        self.sums = fitting_table(self, heads, rows, room, shares=(5.0, 10.5))
        self.facts = VGroup(
            self.readout("epsilon", TANGENT, template="epsilon = VALUE", size=FORMULA),
            self.note('#raw("np.finfo(float).eps")', SOFT, size=TICK),
            self.readout("epsilon.printed", TANGENT, size=NUMBER),
        )
        self.facts.arrange(DOWN, buff=0.3).move_to(self.right.centre)
        return VGroup(self.card(self.left), self.card(self.right)), self.facts[1:]

    def throw(self, key: str) -> None:
        """Let a number fall on the line, snap to its double, and write down the sum."""
        dart, way = self.lesson.darts[key], ValueTracker()
        dot = self.axes.dot(f"dart.{key}", lambda: dart.place(way.get_value()))
        name = self.readout(key, MOVING, template="plus VALUE")
        self.axes.follow(name, lambda: dart.name_place(way.get_value()))
        ring = self.axes.dot(
            f"meant.{key}", lambda: dart.landing, MOVING, hollow=True, moving=False
        )
        self.thrown = VGroup(dot, name)
        self.play(FadeIn(dot, scale=2), FadeIn(name), run_time=0.4)
        self.play(way.animate.set_value(dart.landed), run_time=1)
        if dart.is_rounded:
            self.thrown.add(ring)
            self.add(ring)
            self.play(way.animate.set_value(dart.settled), run_time=1)
        name.clear_updaters()
        index = list(self.lesson.darts).index(key)
        self.together(self.sums.show(index, MOVING), run_time=0.6)

    def name_under(self, name: str) -> Typeset:
        """Return the name of a double, under its tick."""
        place = self.lesson.line.below(self.lesson.doubles[name])
        return self.readout(f"tick.{name}", FUNCTION).move_to(self.axes.point(*place))

    def span(self, low: float, high: float, key: str, role: Role) -> VGroup:
        """Return the line over a gap, with its name."""
        bar = self.axes.segment(
            lambda: self.lesson.line.span(low, high), role, width=5, moving=False
        )
        return VGroup(bar, self.readout(key, role, size=FORMULA).next_to(bar, UP, buff=0.15))


class ErrorTaxonomy(LessonScene):
    """Of the four kinds of error three are the machine's, and truncation is the method's own."""

    lesson = numerics.ErrorTaxonomy()

    def construct(self) -> None:
        self.round_a_number()
        self.cut_a_series()
        self.slide_to_zero()
        self.climb_too_high()
        self.calculate_exactly()
        self.add_them_up()

    @beat
    def round_a_number(self) -> None:
        self.lay_out()
        lesson, way = self.lesson, ValueTracker()
        high, low = self.regions.stage.rows(2.2, 1, gap=0.1)
        axes = self.plot("line", high, grid=False)  # only its places are used
        line, dart = lesson.line, lesson.dart
        drawn = axes.segment(lambda: line.ends, SOFT, width=3, moving=False)
        ticks = comb(axes, line.ticks, FUNCTION).clear_updaters()
        stored = self.readout("pi.stored", FUNCTION).move_to(axes.point(*line.below(dart.stored)))
        dot = axes.dot("pi", lambda: dart.place(way.get_value()))
        name = axes.follow(
            self.label("pi", MOVING, size=TITLE), lambda: dart.name_place(way.get_value())
        )
        ring = axes.dot("meant", lambda: dart.landing, MOVING, hollow=True, moving=False)
        tenth = VGroup(
            self.readout("tenth", FUNCTION, template='VALUE "is stored as"'),
            self.readout("tenth.stored", FUNCTION, display=True),
        )
        tenth.arrange(RIGHT, buff=0.2).move_to(low.centre)
        tenth.scale(min(1.0, low.width / tenth.width))
        self.play(FadeIn(self.card(), self.names[0]), run_time=0.4)
        self.play(Create(drawn), FadeIn(ticks, stored), run_time=0.8)
        self.play(FadeIn(dot, name), run_time=0.4)
        self.play(way.animate.set_value(dart.landed), run_time=0.8)
        self.add(ring)
        self.play(way.animate.set_value(dart.settled), run_time=0.8)
        self.play(FadeIn(self.example("pi.error", "rounding")), run_time=0.4)
        self.play(FadeIn(tenth), run_time=0.4)
        self.past = VGroup(drawn, ticks, stored, dot, name, ring, tenth)

    @beat
    def cut_a_series(self) -> None:
        high, low = self.regions.stage.rows(1, 4, gap=0.1)
        places = self.lesson.places
        axes = self.plot("series", low)
        level = axes.segment(lambda: places.level, FUNCTION, width=2.5, dashed=True, moving=False)
        name = self.label("e", FUNCTION).next_to(axes.point(*places.level[0]), UR, buff=0.12)
        series = VGroup(
            self.readout("series", SECANT, display=True),
            self.label("+ dots.c", MOVING, size=NUMBER),
        )
        series.arrange(RIGHT, buff=0.15).move_to(high.centre)
        series.scale(min(1.0, high.width / series.width))
        reached = ValueTracker()
        trace = Trace(axes, "sum", places.sums, SECANT, radius=0.085)
        trace.reach(reached.get_value())
        trace.add_updater(lambda m: m.reach(reached.get_value()))
        self.play(FadeOut(self.past), FadeIn(self.names[1]), run_time=0.4)
        self.play(FadeIn(axes, level, name, series), run_time=0.6)
        self.add(trace)
        self.play(reached.animate.set_value(len(places.sums[1:])), run_time=2)
        trace.clear_updaters()
        blade = Line(UP, DOWN).set_stroke(colour(MOVING), width=4).match_height(series)
        cut = blade.scale(1.2).move_to(series[0].get_right()).shift(0.12 * RIGHT)
        rest = series[1].animate.set_fill(colour(SOFT)).shift(0.35 * RIGHT)
        self.play(Create(cut), run_time=0.4)
        self.play(rest, run_time=0.4)
        self.play(FadeIn(self.example("tail", "truncation")), run_time=0.6)
        self.past = VGroup(axes, level, name, series, trace, cut)

    @beat
    def slide_to_zero(self) -> None:
        axes = self.line_of_powers("under", ("smallest", "normal"))
        self.play(FadeOut(self.past), FadeIn(self.names[2]), run_time=0.4)
        self.run_off(axes, "sinking")
        self.play(FadeIn(self.example(self.lost, "underflow")), run_time=0.4)

    @beat
    def climb_too_high(self) -> None:
        axes = self.line_of_powers("over", ("largest",))
        self.play(FadeOut(self.past), FadeIn(self.names[3]), run_time=0.4)
        self.run_off(axes, "rising")
        ends = VGroup(self.example(self.lost, "overflow"), self.example("falling.end", "overflow"))
        ends.arrange(RIGHT, buff=0.35).move_to(self.rooms["overflow"][1].centre)
        self.play(FadeIn(ends), run_time=0.4)

    @beat
    def calculate_exactly(self) -> None:
        stage = self.regions.stage
        rest = self.readout("exact.error", INK, size=TITLE, display=True)
        self.in_room(rest, stage)
        signs = Checklist(
            [f"vanishes.{kind}" for kind in self.lesson.kinds],
            [room[2] for room in self.rooms.values()], self.lesson.ledger, em=self.em(FORMULA),
        )  # fmt: skip
        word = self.note("exactly, for every step", SOFT, size=NUMBER).next_to(rest, DOWN, buff=0.4)
        self.play(FadeOut(self.past), run_time=0.4)
        kinds = tuple(self.lesson.kinds)
        for index, kind in enumerate(kinds):
            if kind != "truncation":
                gone = VGroup(self.names[index], self.examples[kind])
                back = gone.animate.set_fill(colour(SOFT))
                self.together(signs.show(index), back, run_time=0.4)
        self.play(FadeIn(rest), run_time=0.6)
        self.play(FadeIn(word), run_time=0.4)
        self.together(signs.show(kinds.index("truncation")), run_time=0.6)
        self.past = VGroup(rest, word)

    @beat
    def add_them_up(self) -> None:
        places, reached = self.lesson.places, ValueTracker()
        axes = self.plot("loop")
        heads = VGroup(
            self.note("error of the sum so far", SOFT, size=NUMBER),
            self.readout("sum", MOVING, template='"at last" VALUE'),
        )
        heads.arrange(DOWN, buff=0.2)
        heads.move_to(axes.region(x=(0.08, 0.58), y=(0.22, 0.43)).centre)
        trace = Trace(axes, "drift", places.drift, MOVING, radius=0.085)
        trace.reach(reached.get_value())
        trace.add_updater(lambda m: m.reach(reached.get_value()))
        self.play(FadeOut(self.past), run_time=0.4)
        self.play(FadeIn(axes, heads[0]), run_time=0.6)
        self.add(trace)
        self.play(reached.animate.set_value(len(places.drift[1:])), run_time=3)
        trace.clear_updaters()
        self.play(FadeIn(heads[1]), run_time=0.6)

    def lay_out(self) -> None:
        """Keep the places on the card: for each kind its name, an example, and a sign."""
        rows = self.regions.panel.padded(x=0.2, y=0.25).rooms(1, 1, 1, 1, gap=0.12, aside=(2, 3))
        self.rooms: dict[str, tuple[Box, Box, Box]] = {}
        self.names = VGroup()
        self.examples = {kind: VGroup() for kind in self.lesson.kinds}
        for row, (kind, name) in zip(rows, self.lesson.kinds.items(), strict=True):
            text, sign = row.columns(5, 1, gap=0.1)
            upper, lower = text.rows(1, 1, gap=0.05)
            self.rooms[kind] = upper, lower, sign
            self.names.add(self.note(name, INK, size=NUMBER).move_to(upper.centre))

    def example(self, key: str, kind: str) -> Typeset:
        """Return the example of a kind in its place on the card."""
        room = self.rooms[kind][1]
        text = self.in_room(self.readout(key, MOVING), room)
        self.examples[kind].add(text)
        return text

    def line_of_powers(self, name: str, edges: Sequence[str]) -> Plot:
        """Return the axes of an end of the doubles; its line and marks are kept to be shown."""
        places = self.lesson.places
        axes = self.plot(name, self.regions.stage.rows(4, 1, gap=0)[0], grid=False)
        line = axes.segment(lambda: places.line(axes.frame), FUNCTION, width=3, moving=False)
        self.powers = VGroup(axes.numbers, line, *(self.edge_on(axes, edge) for edge in edges))
        return axes

    def edge_on(self, axes: Plot, edge: str) -> VGroup:
        """Return the mark of an end of the doubles with its number."""
        places = self.lesson.places
        value = float(self.lesson.ledger[f"edge.{edge}"].value)
        mark = axes.segment(lambda: places.edge(value), SOFT, width=2.5, dashed=True, moving=False)
        name = self.readout(f"edge.{edge}", FUNCTION)
        name.move_to(axes.point(*places.under_edge(value)))
        between_sides(name, axes.inner)
        return VGroup(mark, name)

    def run_off(self, axes: Plot, name: str) -> None:
        """Let a dot go from number to number until it is lost."""
        lesson, places = self.lesson, self.lesson.places
        first, *others = lesson.journeys[name]
        at = ValueTracker(places.on(first)[0])
        dot = axes.dot(name, lambda: places.moving(at.get_value()))
        texts = [self.stop(axes, name, index) for index, _ in enumerate(lesson.journeys[name])]
        self.play(FadeIn(self.powers, dot), run_time=0.6)
        self.play(FadeIn(texts[0]), run_time=0.2)
        for value, text in zip(others, texts[1:], strict=True):
            self.play(at.animate.set_value(places.on(value)[0]), run_time=0.6)
            self.play(FadeIn(text), run_time=0.2)
        self.lost, end = lesson.lost[name], lesson.beyond(name)
        lost = self.readout(self.lost, MOVING, size=FORMULA)
        lost.next_to(axes.point(*end), UP, buff=0.2)
        self.play(at.animate.set_value(end[0]), run_time=0.8)
        self.play(FadeOut(dot), FadeIn(lost), run_time=0.6)
        self.past = VGroup(self.powers, *texts, lost)

    def stop(self, axes: Plot, name: str, index: int) -> Typeset:
        """Return a number over its place, on its stair."""
        text = self.readout(f"{name}.{index}", MOVING)
        text.move_to(axes.point(*self.lesson.stair(name, index)))
        between_sides(text, axes.inner)
        return text


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
        self.trials = fitting_table(
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
            self.label("crossmark", MOVING, size=NUMBER).next_to(printed[0], LEFT, buff=0.2),
            self.label("checkmark", CONFIRMED, size=NUMBER).next_to(found[0], LEFT, buff=0.2),
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
            return fitting_table(self, heads, keys, box, shares=(3.2, 9.5, 9.5), leading=1.9)

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


def said_on_the_slide(
    scene: LessonScene, lines: Sequence[str], *, buff: float
) -> tuple[VGroup, Typeset]:
    """Return a sentence of a slide under its head, and the cross before it."""
    says = VGroup(*(scene.note(line, INK, size=NUMBER) for line in lines))
    says.arrange(DOWN, buff=buff, aligned_edge=LEFT)
    head = scene.note("on the slide").next_to(says, UP, buff=buff)
    cross = scene.label("crossmark", MOVING, size=NUMBER).next_to(says, LEFT, buff=0.2)
    return VGroup(head, *says), cross


def fitting_table(
    scene: LessonScene, heads: list[str], rows: list[list[str]], box: Box, **settings: Any
) -> NumberTable:
    """Return a table whose columns are so many ems wide, smaller where that is too much."""
    em = em_within(box.width, settings["shares"], scene.em(NUMBER))
    return scene.table(heads, rows, box, em=em, **settings)

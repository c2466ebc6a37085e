"""Scenes of the chapter *Numerical differentiation*: numbers of a computer."""

from collections.abc import Sequence
from dataclasses import replace

from manim import (
    DOWN,
    RIGHT,
    UP,
    UR,
    Create,
    FadeIn,
    FadeOut,
    Line,
    ValueTracker,
    VGroup,
)

from calcml.lessons import numerics
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
from calcml.stage.checklists import Checklist
from calcml.stage.combs import comb
from calcml.stage.fitted_tables import table_in_ems
from calcml.stage.fitting import between_sides, fitted
from calcml.stage.layout import Box
from calcml.stage.listings import Typing
from calcml.stage.paper import Paper, set_on_paper
from calcml.stage.plots import Plot
from calcml.stage.slide_quotes import said_on_the_slide
from calcml.stage.text import Typeset
from calcml.stage.theme import SMALLEST, Role, colour
from calcml.stage.traces import Trace

LEAST = ("the smallest number", "that can be added to one")


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
        self.outputs = table_in_ems(
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
        self.sums = table_in_ems(self, heads, rows, room, shares=(5.0, 10.5))
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

"""Scenes of the chapter *Limits*: towards a number."""

from collections.abc import Callable
from typing import TypeAlias

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UL,
    UP,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Indicate,
    ValueTracker,
    VGroup,
    VMobject,
)

from calcml.lessons import limits
from calcml.stage import (
    CODE,
    CONFIRMED,
    FORMULA,
    FUNCTION,
    GRID,
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
from calcml.stage.fitting import fitted
from calcml.stage.layout import Box
from calcml.stage.lenses import Lens, Window
from calcml.stage.limit_values import stated
from calcml.stage.matrices import composed
from calcml.stage.panels import NumberTable
from calcml.stage.plates import plated
from calcml.stage.plots import Plot, still
from calcml.stage.text import Typeset
from calcml.stage.theme import SMALLEST, colour

Cell: TypeAlias = tuple[Box, Box, Box, Box]
"""The places of a case: its column or name, and what stands beside or below it."""


class LimitZoom(LessonScene):
    """A limit answers every tolerance with a width, however far one zooms in."""

    lesson = limits.LimitZoom()

    def construct(self) -> None:
        self.approach_the_point()
        self.open_the_lens()
        self.zoom_in()
        self.try_other_widths()
        self.state_the_limit()
        self.lose_the_limit()

    @beat
    def approach_the_point(self) -> None:
        lesson = self.lesson
        self.left, self.right = self.regions.stage.split(1, 1.15, gap=0.4)
        self.nearness = ValueTracker(lesson.boxes.start)
        self.axes = self.plot("main", self.left)
        curve, name = self.axes.curve(lesson.boxes.curve), self.curve_name()
        hole = self.axes.dot("at", lambda: lesson.boxes.target, INK, hollow=True)
        self.walkers = self.walking_on(self.axes)
        self.play(FadeIn(self.axes), run_time=0.6)
        self.play(Create(curve), FadeIn(name), run_time=1.2)
        self.play(FadeIn(hole, self.walkers), run_time=0.4)
        self.play(FadeIn(self.question()), FadeIn(self.panel()), run_time=0.6)
        self.play(self.nearness.animate.set_value(lesson.boxes.nearness[0]), run_time=2)
        self.together(self.values.show(0, MOVING), run_time=0.6)
        self.picture = VGroup(self.axes, curve, name, hole, self.walkers)

    @beat
    def open_the_lens(self) -> None:
        lesson = self.lesson
        first = lesson.boxes.levels[0]
        self.level, self.zoom = ValueTracker(first), ValueTracker(first)
        self.stretch = ValueTracker(lesson.stretches[0])
        self.lens = self.lens_on(self.axes, lambda: lesson.boxes.view(self.zoom.get_value()))
        boxes = VGroup(*(self.box_on(plot) for plot in (self.axes, self.lens)))
        self.box_marks = self.marks_of_box(first)
        glass = self.glass()
        self.magnified = VGroup(glass, boxes, self.lens.outline)
        self.play(FadeIn(boxes[0]), FadeOut(self.asked), run_time=0.6)
        self.play(Create(self.lens.outline), run_time=0.6)
        self.play(FadeIn(glass, boxes[1]), run_time=1)
        self.play(FadeIn(self.box_marks), run_time=0.6)
        self.together(self.widths.show(0), run_time=0.6)

    @beat
    def zoom_in(self) -> None:
        lesson = self.lesson
        for level, digits in list(zip(lesson.boxes.levels, lesson.boxes.nearness, strict=True))[1:]:
            self.play(FadeOut(self.box_marks), run_time=0.4)
            self.play(self.level.animate.set_value(level), run_time=1)
            self.play(self.nearness.animate.set_value(digits), run_time=0.8)
            self.play(self.zoom.animate.set_value(level), run_time=1.6)
            self.box_marks = self.marks_of_box(level)
            self.play(FadeIn(self.box_marks), run_time=0.4)
            self.together(self.widths.show(level), self.values.show(level, MOVING), run_time=0.6)
            self.wait(0.2)
        self.together(self.widths.show(level + 1, TANGENT), run_time=0.6)

    @beat
    def try_other_widths(self) -> None:
        lesson, level = self.lesson, self.lesson.boxes.levels[-1]
        _, narrower, wider = lesson.stretches
        self.escaping = self.lens.trace(
            lambda: lesson.boxes.escaping(level, self.stretch.get_value()), MOVING, width=7
        )
        place = self.lens.point(*lesson.marks.fate_place(level))
        holds = self.readout("width.narrower", CONFIRMED).move_to(place)
        self.fate = self.readout("width.wider", MOVING).move_to(place)
        self.play(FadeOut(self.height_mark, self.dots), run_time=0.4)
        self.add(self.escaping)
        self.play(self.stretch.animate.set_value(narrower), run_time=1.2)
        self.play(FadeIn(holds), run_time=0.4)
        self.wait(0.8)
        self.play(FadeOut(holds), run_time=0.4)
        self.play(self.stretch.animate.set_value(wider), run_time=1.6)
        self.play(FadeIn(self.fate), run_time=0.4)

    @beat
    def state_the_limit(self) -> None:
        promise = VGroup(
            self.readout("promise.near", template="VALUE", size=FORMULA),
            self.readout("promise.close", template="arrow.r.double VALUE", size=FORMULA),
            stated(self, "limit.value", TANGENT, size=FORMULA),
        )
        promise.arrange(DOWN, buff=0.25).move_to(self.beside(self.widths).centre)
        self.play(FadeOut(self.fate, self.sides, self.values.head, *self.values.rows), run_time=0.4)
        self.play(self.stretch.animate.set_value(self.lesson.stretches[0]), run_time=1)
        self.remove(self.escaping)
        self.play(FadeIn(self.height_mark, self.dots), run_time=0.4)
        self.play(FadeIn(promise[:2]), run_time=0.8)
        self.wait(1)
        self.play(FadeIn(promise[2], shift=0.1 * DOWN), run_time=0.6)
        self.told = VGroup(promise, self.widths.head, *self.widths.rows)

    @beat
    def lose_the_limit(self) -> None:
        lesson = self.lesson
        self.level.set_value(lesson.boxes.levels[0])
        self.play(FadeOut(self.picture, self.magnified, self.box_marks, self.told), run_time=0.8)
        axes = self.plot("swing", self.left)
        self.lens = self.lens_on(axes, lambda: lesson.swings.view(self.level.get_value()))
        fates = self.swing_panel()
        self.play(FadeIn(axes, self.swing_heads), run_time=0.6)
        band = axes.rectangle(still(lesson.swings.band), FUNCTION, width=0, fill_opacity=0.35)
        self.play(Create(axes.curve(lesson.swings.curve, width=2.5)), run_time=1.2)
        self.play(FadeIn(band.clear_updaters()), run_time=0.4)
        self.play(FadeIn(self.swing_glass(axes)), run_time=0.8)
        for level in lesson.boxes.levels:
            self.play(self.level.animate.set_value(level), run_time=1)
            edges = self.swing_edges(level)
            self.together(fates.show(level, MOVING), FadeIn(edges), run_time=0.6)
            if level != lesson.boxes.levels[-1]:
                self.play(FadeOut(edges), run_time=0.4)
        verdict = self.readout("swing.verdict", MOVING, template="SYMBOL VALUE", display=True)
        self.play(FadeIn(verdict.move_to(self.rooms[-1].centre)), run_time=0.6)

    def curve_name(self) -> Typeset | VGroup:
        """Return the curve's name in the main plot: its formula, or a letter if that is long."""
        for size in (NUMBER, TICK):
            name, free = self.placed_name(size)
            if free:
                return name
        return plated(name)

    def placed_name(self, size: float) -> tuple[Typeset, bool]:
        """Return the curve's name of a size in its place, and whether it stands clear there."""
        inner, self.formula = self.axes.inner, None
        name = self.readout("function", FUNCTION, size=size)
        room = self.axes.region(x=(0.05, 0.95), y=(0, 1))
        fitted(name, room.width, least=self.em(SMALLEST))
        if name.width > inner.width:
            self.formula = fitted(name, self.right.width, least=self.em(SMALLEST))
            name = self.label("f(x)", FUNCTION)
        place, free = self.lesson.boxes.name_place(
            name.width / inner.width, name.height / inner.height
        )
        return name.move_to(self.axes.point(*place)), free

    def question(self) -> VGroup:
        """Return what is asked at first, where the lens will open."""
        self.asked = VGroup(
            self.readout("at", MOVING, template="x -> VALUE", size=TITLE),
            self.label('f(x) -> "?"', TANGENT, size=TITLE),
        )
        if self.formula is not None:
            self.asked.add_to_back(self.formula)
        return self.asked.arrange(DOWN, buff=0.5).move_to(self.right.centre)

    def beside(self, table: NumberTable) -> Box:
        """Return the part of the panel that is free of a table."""
        panel, (left, top, _) = self.regions.panel, table.head.get_corner(UL)
        return panel.without(Box(left, panel.right, panel.bottom, top))

    def lens_on(self, plot: Plot, window: Callable[[], Window]) -> Lens:
        """Return the lens beside a plot."""
        return Lens(plot, self.right, window, em=self.em(TICK))

    def walking_on(self, plot: Plot) -> VGroup:
        """Return the two dots that come close from the left and from the right."""
        lesson = self.lesson
        return VGroup(
            plot.dot("left.x", lambda: lesson.boxes.left_point(self.nearness.get_value())),
            plot.dot("right.x", lambda: lesson.boxes.right_point(self.nearness.get_value())),
        )

    def box_on(self, plot: Plot) -> VMobject:
        """Return the box of the present level on the main plot or in the lens."""
        lesson = self.lesson
        return plot.rectangle(
            lambda: lesson.boxes.box(self.level.get_value(), self.stretch.get_value()),
            SECANT, width=3.5, fill_opacity=0.14,
        )  # fmt: skip

    def glass(self) -> VGroup:
        """Return the lens with what it shows."""
        lesson, lens = self.lesson, self.lens
        self.dots = self.walking_on(lens)
        hole = lens.dot("at", lambda: lesson.boxes.target, INK, hollow=True)
        curve = lens.trace(lambda: lesson.boxes.magnified(self.zoom.get_value()))
        return VGroup(lens.rays, lens, curve, hole, self.dots)

    def marks_of_box(self, index: int) -> VGroup:
        """Return ε and δ beside the magnified box, and the coordinates of its edges."""
        lesson, lens = self.lesson, self.lens
        self.height_mark = VGroup(
            lens.segment(lambda: lesson.marks.height_mark(index), SECANT, moving=False),
            self.label("epsilon", SECANT).move_to(
                lens.point(*lesson.marks.height_name_place(index))
            ),
        )
        width = lens.segment(
            lambda: lesson.marks.width_mark(index, self.stretch.get_value()), SECANT
        )
        letter = self.label("delta", SECANT)
        lens.follow(letter, lambda: lesson.marks.width_name_place(index, self.stretch.get_value()))
        return VGroup(self.height_mark, width, letter, self.edges(index))

    def edges(self, index: int) -> VGroup:
        """Return the coordinates of the box's edges and of its middle, around the lens."""
        (left, low), (right, high) = self.lesson.boxes.box(index)
        across, up = self.lesson.boxes.target
        below = {f"edge.left.{index}": left, "at": across, f"edge.right.{index}": right}
        beside = {f"edge.bottom.{index}": low, "limit.value": up, f"edge.top.{index}": high}
        letters = {
            "x": ("a - delta", "a", "a + delta"),
            "y": ("L - epsilon", "L", "L + epsilon"),
        }
        numbers = VGroup()
        for axis, edges, put in (("x", below, self.lens.below), ("y", beside, self.lens.beside)):
            for (key, place), letter in zip(edges.items(), letters[axis], strict=True):
                if self.lesson.numbered_edges(axis):
                    numbers.add(put(self.readout(key, SOFT, size=TICK), place))
                else:
                    numbers.add(put(self.label(letter, SOFT, size=TICK), place))
        return numbers

    def panel(self) -> VGroup:
        """Return the card with its two empty tables: values, and widths for tolerances."""
        self.rooms = self.regions.panel.padded(x=0.3, y=0.2).rooms(
            0.3, 1.6, 2.1, gap=0.2, aside=(2,)
        )
        levels = self.lesson.boxes.levels
        self.values = self.table(
            list(self.lesson.heads),
            self.lesson.rows,
            self.rooms[1],
            em=self.em(CODE),
            shares=self.lesson.columns,
        )
        rows = [*map(str, levels), "every"]
        self.widths = self.table(
            ["epsilon", "delta"], [[f"epsilon.{i}", f"delta.{i}"] for i in rows[:-1]]
            + [["every.epsilon", "every.delta"]], self.rooms[2],
        )  # fmt: skip
        self.sides = VGroup()
        halves: list[Box] = [*self.rooms[0].columns(1, 1, gap=0.1)]
        if self.lesson.by_distance:
            _, *halves = self.rooms[0].columns(*self.lesson.columns, gap=0)
        for side, box in zip(("from the left", "from the right"), halves, strict=True):
            self.sides.add(self.note(side).move_to(box.centre).on_baseline(box.bottom))
        return VGroup(self.card(), self.sides, self.values.head, self.widths.head)

    def swing_glass(self, axes: Plot) -> VGroup:
        """Return the lens on the swinging curve, and the box on both plots."""
        lesson, lens, now = self.lesson.swings, self.lens, self.level.get_value
        boxes = (
            plot.rectangle(lambda: lesson.box(now()), SECANT, width=3.5, fill_opacity=0.14)
            for plot in (axes, lens)
        )
        bands = (
            lens.rectangle(place, role, width=0, fill_opacity=0.35)
            for place, role in (
                (lambda: lesson.magnified_band(now()), FUNCTION),
                (lambda: lesson.band_above(now()), MOVING),
                (lambda: lesson.band_below(now()), MOVING),
            )
        )
        return VGroup(
            lens.outline, lens.rays, lens, *bands,
            lens.trace(lambda: lesson.magnified(now()), width=2),
            lens.trace(lambda: lesson.escaping(now()), MOVING, width=2),
            *boxes,
        )  # fmt: skip

    def swing_panel(self) -> NumberTable:
        """Return the table of the widths tried in vain, under the curve and its tolerance."""
        self.rooms = self.regions.panel.padded(x=0.3, y=0.3).rooms(
            0.8, 0.6, 1.8, 0.9, gap=0.05, aside=(2,)
        )
        rows = [[f"swing.delta.{i}", f"swing.fate.{i}"] for i in self.lesson.boxes.levels]
        fates = self.table(["delta", '"the curve"'], rows, self.rooms[2])
        self.swing_heads = VGroup(
            self.readout("swing.function", FUNCTION).move_to(self.rooms[0].centre),
            self.readout("swing.epsilon", SECANT, template="SYMBOL = VALUE").move_to(
                self.rooms[1].centre
            ),
            fates.head,
        )
        return fates

    def swing_edges(self, level: int) -> VGroup:
        """Return the coordinates of the box's middle and of two of its edges."""
        lens, (_, (right, high)) = self.lens, self.lesson.swings.box(level)
        middle = self.lesson.swings.target
        return VGroup(
            lens.below(self.readout("swing.at", SOFT, size=TICK), middle[0]),
            lens.below(self.readout(f"swing.delta.{level}", SOFT, size=TICK), right),
            lens.beside(self.readout("swing.at", SOFT, size=TICK), middle[1]),
            lens.beside(self.readout("swing.epsilon", SOFT, size=TICK), high),
        )


class ReciprocalFromRight(LessonScene):
    """However near to zero one comes from the right, the reciprocals have no bound."""

    lesson = limits.ReciprocalFromRight()

    def construct(self) -> None:
        self.come_from_the_right()
        self.zoom_by_ten()
        self.go_on_for_ever()
        self.run_out_of_doubles()
        self.state_the_limit()

    @beat
    def come_from_the_right(self) -> None:
        lesson = self.lesson
        self.lay_out()
        start, first = lesson.outset, lesson.levels[0]
        self.near, self.level = ValueTracker(start), ValueTracker(first)
        near, level = self.near.get_value, self.level.get_value
        curve = self.axes.curve(lesson.picture.curve)
        name = self.readout("function", FUNCTION, display=True)
        name.move_to(self.axes.point(*lesson.picture.name_place))
        self.ticks = {k: self.tick(k) for k in (start, *lesson.levels)}
        dot = self.axes.dot("x", lambda: lesson.picture.spot(near(), level()))
        self.walker = VGroup(
            dot,
            self.axes.segment(lambda: lesson.picture.legs(near(), level())[0], SOFT, dashed=True),
            self.axes.segment(lambda: lesson.picture.legs(near(), level())[1], SOFT, dashed=True),
        )
        shown = (self.ticks[start], self.ticks[first])
        self.play(FadeIn(self.axes, *shown), FadeIn(self.card(), self.values.head), run_time=0.6)
        self.play(Create(curve), FadeIn(name), run_time=1.2)
        self.play(FadeIn(self.walker), run_time=0.4)
        self.play(self.near.animate.set_value(first), run_time=1.6)
        self.together(self.values.show(0, MOVING), run_time=0.6)

    @beat
    def zoom_by_ten(self) -> None:
        for levels in self.lesson.zooms[:2]:
            self.zoom(*levels, run_time=1.4)

    @beat
    def go_on_for_ever(self) -> None:
        for levels in self.lesson.zooms[2:]:
            self.zoom(*levels, run_time=0.5)
        self.together(self.values.show(len(self.values.rows) - 1, TANGENT), run_time=0.6)
        wrong, right = self.both_rows()
        self.play(FadeIn(wrong), run_time=0.6)
        self.wait(0.6)
        self.play(FadeIn(right, shift=0.1 * DOWN), run_time=0.6)
        self.both = VGroup(wrong, right)

    @beat
    def run_out_of_doubles(self) -> None:
        rows = self.values.rows
        head, *places = self.room.rows(0.6, 1, 1, 1, gap=0.1)
        title = self.note("in Python", size=NUMBER).move_to(head.centre).from_pen(head.left)
        self.printed = VGroup(title)
        self.play(FadeOut(self.both, self.values.head, *rows), FadeIn(title), run_time=0.6)
        for keys, place in zip(self.lesson.printouts, places, strict=True):
            asked, printed = self.exchange(keys, place)
            self.play(FadeIn(asked), run_time=0.4)
            self.play(FadeIn(printed, shift=0.1 * DOWN), run_time=0.6)
            self.printed.add(asked, printed)

    @beat
    def state_the_limit(self) -> None:
        across, up = self.lesson.picture.free
        end = stated(self, "limit.right", TANGENT, size=TITLE)
        end.move_to(self.axes.region(x=across, y=up).centre)
        arrow = self.label("arrow.t", TANGENT, size=TITLE).next_to(end, LEFT, buff=0.3)
        back = [text.animate.set_fill(colour(SOFT)) for text in self.values.rows]
        self.play(FadeOut(self.printed), run_time=0.4)
        self.play(FadeIn(self.values.head, *self.values.rows), *back, run_time=0.6)
        self.play(FadeOut(self.walker.clear_updaters(), shift=0.5 * UP), run_time=0.6)
        self.play(FadeIn(VGroup(arrow, end), shift=0.2 * UP), run_time=0.8)

    def lay_out(self) -> None:
        """Make the axes, with room for the numbers that move along them, and the table."""
        stage, em = self.regions.stage, self.em(TICK)
        beside = max(self.readout(f"value.{k}", size=TICK).width for k in self.lesson.levels)
        box = Box(stage.left + beside + em, stage.right, stage.bottom, stage.top)
        self.axes = self.plot("main", box)
        self.room = self.regions.panel.padded(x=0.3, y=0.3)
        self.values = self.table(
            ["x", "f(x)"], self.lesson.rows, self.room, em=self.em(CODE), leading=1.7
        )

    def tick(self, k: int) -> VGroup:
        """Return the lines at a power of ten and at its value, with their numbers."""
        picture, level, plot = self.lesson.picture, self.level.get_value, self.axes
        lines = VGroup(
            plot.moving_path(lambda: picture.upright(k, level()), GRID, width=1.5),
            plot.moving_path(lambda: picture.flat(k, level()), GRID, width=1.5),
        )
        lines.set_z_index(-1)
        across = self.readout(f"step.{k}", SOFT, size=TICK)
        up = self.readout(f"value.{k}", SOFT, size=TICK)
        across.add_updater(lambda m: m.next_to(lines[0].get_start(), DOWN, buff=0.15))
        up.add_updater(lambda m: m.next_to(lines[1].get_start(), LEFT, buff=0.15))
        return VGroup(lines, across, up)

    def zoom(self, out: int, before: int, k: int, *, run_time: float) -> None:
        """Zoom in ten times, let the point walk on, and write its row."""
        self.play(FadeOut(self.ticks[out]), run_time=0.2)
        self.play(self.level.animate.set_value(k), run_time=run_time)
        self.play(FadeIn(self.ticks[k]), run_time=0.2)
        self.play(self.near.animate.set_value(k), run_time=run_time)
        self.together(self.values.show(before, MOVING), run_time=0.4)

    def exchange(self, keys: list[str], room: Box) -> tuple[VGroup, Typeset]:
        """Return what Python is asked, behind its prompt, and below it what it prints."""
        question, answer = keys
        upper, lower = room.rows(1, 1, gap=0)
        prompt, asked, printed = (
            self.label('#raw(">>>")', SOFT),
            self.readout(question, INK, size=FORMULA),
            self.readout(answer, MOVING, size=FORMULA),
        )
        for text, line in ((prompt, upper), (asked, upper), (printed, lower)):
            text.from_pen(room.left).set_y(line.centre[1])
        asked.next_to(prompt, RIGHT, buff=0.2).set_y(upper.centre[1])
        prompt.on_baseline(asked.baseline)
        return VGroup(prompt, asked), printed

    def both_rows(self) -> tuple[VGroup, Typeset]:
        """Return the end of the table with the slide's dots in it, and with them at its end."""
        across, up = self.lesson.picture.free
        upper, lower = self.axes.region(x=across, y=up).rows(1.5, 1, gap=0.1)
        last = list(self.lesson.last)
        wrong = composed(
            self, "crossmark quad VALUE quad dots.h quad VALUE", last, MOVING, size=NUMBER
        )
        right = composed(
            self, "checkmark quad VALUE quad VALUE quad dots.h quad VALUE",
            [*last, "value.every"], CONFIRMED, size=NUMBER,
        )  # fmt: skip
        for row in (wrong, right):
            fitted(row, lower.width, least=self.em(SMALLEST))
        right.move_to(lower.centre)
        said = VGroup(self.note("the slide, corrected"), wrong)
        said.arrange(DOWN, buff=0.2, aligned_edge=LEFT)
        said.move_to(upper.centre).align_to(right, LEFT)
        return said, right


class ReciprocalBothSides(LessonScene):
    """A limit needs both sides: where they run off to opposite infinities there is none."""

    lesson = limits.ReciprocalBothSides()

    def construct(self) -> None:
        self.show_two_branches()
        self.come_from_the_right()
        self.come_from_the_left()
        self.compare_the_sides()

    @beat
    def show_two_branches(self) -> None:
        lesson, picture = self.lesson, self.lesson.picture
        self.axes = self.plot("main")
        curve = self.axes.curve(lesson.curve)
        line = self.axes.segment(still(picture.line), TANGENT, dashed=True, moving=False)
        line_name = self.readout("at", TANGENT, template="x = VALUE")
        size = TICK if lesson.has_cases else FORMULA
        name = self.readout("function", FUNCTION, size=size, display=True)
        room = self.axes.region(x=(0, 0.8), y=(0, 1))
        fitted(name, room.width, least=self.em(SMALLEST))
        for text, place in ((line_name, "at"), (name, "function")):
            text.move_to(self.axes.point(*lesson.places[place]))
        self.name = name
        shown = name if lesson.named_freely else plated(name)
        self.play(FadeIn(self.axes), run_time=0.6)
        self.play(Create(curve), run_time=1.6)
        self.play(FadeIn(shown, self.spots()), run_time=0.4)
        self.play(Create(line), FadeIn(line_name), run_time=0.8)
        self.play(FadeIn(self.panel()), run_time=0.4)

    @beat
    def come_from_the_right(self) -> None:
        self.come_close("right")

    @beat
    def come_from_the_left(self) -> None:
        last = self.values.rows[-1]
        back = VGroup(last[0], last[-1]) if "right" in self.lesson.sided else VGroup()
        self.play(back.animate.set_fill(colour(SOFT)), run_time=0.4)
        self.come_close("left")

    @beat
    def compare_the_sides(self) -> None:
        verdict = stated(self, "limit.both", MOVING)
        verdict.move_to(self.rooms[1].centre)
        back = [row.animate.set_fill(colour(SOFT)) for row in self.values.rows]
        self.together(back, run_time=0.4)
        self.play(
            *(Indicate(end, scale_factor=1.15, color=None) for end in self.ends), run_time=1.4
        )
        self.play(FadeIn(verdict, shift=0.1 * UP), run_time=0.8)

    def come_close(self, side: str) -> None:
        """Let a point walk towards the break on a side, fill its column, and say where it leads."""
        lesson = self.lesson
        if side in lesson.sided:
            start, nearest = lesson.walk(side)
            near = ValueTracker(start)
            dot = self.axes.dot(f"{side}.value", lambda: lesson.walker(side, near.get_value()))
            self.play(FadeIn(dot, scale=2), run_time=0.4)
            self.play(near.animate.set_value(nearest), run_time=2)
            self.fill_column(side, dot)
        self.play(FadeIn(self.end(side), shift=0.2 * lesson.runs_off(side) * UP), run_time=0.6)

    def fill_column(self, side: str, dot: Dot) -> None:
        """Write the values of a side, the steps with the first side told."""
        lesson = self.lesson
        part = ("step", side) if side == lesson.sided[0] else (side,)
        self.together(self.values.show(0, MOVING, of=part), run_time=0.6)
        self.play(FadeOut(dot, shift=0.2 * lesson.runs_off(side) * UP), run_time=0.6)
        for row in lesson.steps[1:]:
            self.together(self.values.show(row, MOVING, of=part), run_time=0.3)

    def end(self, side: str) -> VGroup:
        """Return the limit of one side beside its branch, with an arrow if it runs off."""
        end = VGroup(stated(self, f"limit.{side}", TANGENT, size=FORMULA))
        if self.lesson.has_arrow(side):
            arrow = self.label(self.lesson.arrow(side), TANGENT, size=TITLE)
            end.add(arrow.next_to(end, LEFT if side == "right" else RIGHT, buff=0.25))
        others = [outline(each) for each in (self.name, *self.ends)]
        self.ends.add(end.move_to(self.axes.point(*self.lesson.places[side])))
        kept_clear(kept_clear(end, others, 0.1 * UP), others, 0.1 * DOWN)
        return end

    def spots(self) -> VGroup:
        """Return the rings where a branch leads but the curve is not, and the value."""
        picture, axes = self.lesson.picture, self.axes
        rings = (axes.dot("limit", still(p), FUNCTION, hollow=True) for p in picture.rings)
        values = (axes.dot("value", still(p), FUNCTION) for p in picture.value_point)
        return VGroup(*rings, *values)

    def panel(self) -> VGroup:
        """Return the card with the empty table of both sides."""
        self.ends = VGroup()
        self.rooms = self.regions.panel.padded(x=0.3, y=0.25).rooms(3.2, 1, gap=0.1, aside=(1,))
        self.values = self.table(
            list(self.lesson.heads), self.lesson.rows, self.rooms[0], em=self.em(CODE), leading=1.7
        )
        return VGroup(self.card(), self.values.head)

"""Scenes of the chapter *Optimisation and learning*."""

from manim import (
    DOWN,
    Create,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    linear,
)

from calcml.lessons import optimisation
from calcml.stage import (
    CONFIRMED,
    FORMULA,
    FUNCTION,
    INK,
    MOVING,
    TANGENT,
    TITLE,
    LessonScene,
    beat,
)
from calcml.stage.checklists import Checklist
from calcml.stage.fitting import fitted
from calcml.stage.layout import Box
from calcml.stage.panels import strike
from calcml.stage.slope_pairs import SlopePair
from calcml.stage.stacks import stacked
from calcml.stage.theme import SMALLEST, colour


class CriticalPoints(LessonScene):
    """A zero or missing slope marks a candidate; a slope that changes sign makes an extremum."""

    lesson = optimisation.CriticalPoints()

    def construct(self) -> None:
        self.roll_the_tangent()
        self.find_the_level_place()
        self.watch_the_sign()
        self.pass_a_level_place()
        self.turn_at_a_corner()
        self.state_the_rule()

    @beat
    def roll_the_tangent(self) -> None:
        start, end = self.lesson.roll
        self.lay_out()
        self.at = ValueTracker(start)
        pair, now = self.large, self.at.get_value
        dots, tangent, links = pair.dots(now), pair.tangent(now), pair.links(now)
        traced = pair.traced(start, now)
        self.play(FadeIn(pair.graph, self.panel, self.formulas[0]), run_time=0.6)
        self.play(Create(pair.curve), run_time=1)
        self.play(FadeIn(dots[0], scale=2), Create(tangent), run_time=0.8)
        self.play(FadeIn(pair.slopes, self.formulas[1]), run_time=0.6)
        self.play(Create(links), FadeIn(dots[1], scale=2), run_time=0.6)
        self.add(traced, dots)
        self.play(self.at.animate.set_value(end), run_time=3, rate_func=linear)
        self.play(FadeIn(pair.slope_curve), run_time=0.4)
        self.remove(traced)
        self.rolling = VGroup(links, tangent, dots)

    @beat
    def find_the_level_place(self) -> None:
        self.play(self.at.animate.set_value(self.lesson.middles[0]), run_time=1.4)
        for formula in self.formulas[2:4]:
            self.play(FadeIn(formula, shift=0.1 * DOWN), run_time=0.6)

    @beat
    def watch_the_sign(self) -> None:
        pair = self.large
        self.signs = self.signs_in_the_areas()
        self.best = pair.mark()
        for area, sign in zip(pair.areas, self.signs, strict=True):
            self.play(FadeIn(area, sign), run_time=0.8)
        self.play(FadeIn(self.formulas[4], shift=0.1 * DOWN), run_time=0.6)
        self.play(FadeIn(self.best, scale=2), FadeIn(self.formulas[5]), run_time=0.8)

    @beat
    def pass_a_level_place(self) -> None:
        self.move_aside()
        self.asked = self.questions[:2]
        self.play(FadeIn(self.asked), run_time=0.4)
        self.judge(0)
        self.roll_over(1)
        self.judge(1)

    @beat
    def turn_at_a_corner(self) -> None:
        self.roll_over(2)
        self.judge(2)

    @beat
    def state_the_rule(self) -> None:
        wrong, extremum, candidate, test = self.questions
        self.play(wrong.animate.set_fill(colour(MOVING)), Create(strike(wrong)), run_time=0.8)
        for row, question in enumerate((candidate, test), start=len(self.asked)):
            self.play(FadeIn(question), run_time=0.4)
            self.together(*(marks.show(row) for marks in self.lists), run_time=0.6)
        lit = [text.animate.set_fill(colour(CONFIRMED)) for text in (extremum, test)]
        self.play(*lit, run_time=0.8)

    def lay_out(self) -> None:
        """Make the large pair of plots and the panel with its formulas."""
        boxes = self.regions.stage.rows(3, 2.2, gap=0.2)
        plots = stacked(self, ["graph", "slope"], boxes)
        self.large = SlopePair(plots, self.lesson.pictures[0])
        self.panel = self.card()
        rooms = self.regions.panel.padded(x=0.25, y=0.3).rooms(
            1, 1, 1, 1, 1, 1, gap=0.1, aside=(3, 4, 5)
        )
        told = (
            ("function", FUNCTION, "VALUE"),
            ("derivative", TANGENT, "VALUE"),
            ("equation", TANGENT, "VALUE"),
            ("place", MOVING, "SYMBOL = VALUE"),
            ("bend", TANGENT, "VALUE"),
            ("value", CONFIRMED, "SYMBOL = VALUE"),
        )
        self.formulas = VGroup()
        for (key, role, template), room in zip(told, rooms, strict=True):
            formula = self.readout(key, role, size=FORMULA, template=template)
            self.formulas.add(fitted(formula, room.width, least=self.em(SMALLEST)))
            formula.move_to(room.centre)

    def signs_in_the_areas(self) -> VGroup:
        """Return the signs of the slope, between it and zero."""
        return VGroup(
            *(
                self.label(sign, TANGENT, size=TITLE).move_to(self.large.slopes.point(*place))
                for sign, place in self.large.picture.signs
            )
        )

    def move_aside(self) -> None:
        """Let the parabola shrink into the first of three columns, with room for verdicts."""
        words = ("slope zero", "extremum", "zero or missing", "sign changes")
        self.questions = VGroup(*(self.note(text, INK) for text in words))
        self.letters = VGroup(self.label("f(x)", FUNCTION), self.label("f'(x)", TANGENT))
        whole, width = self.regions.whole, self.questions.width
        margin, *columns = whole.columns(width, *[(whole.width - width) / 3] * 3, gap=0.3)
        shares = 0.5, 2.2, 1.7, 0.42, 0.42, 0.42, 0.42
        rooms = margin.rows(*shares, gap=0.08)[1:]
        for text, room in zip((*self.letters, *self.questions), rooms, strict=True):
            text.move_to(room.centre)
        cells = [column.rows(*shares, gap=0.08) for column in columns]
        self.pairs = [self.small_pair(which, cell) for which, cell in enumerate(cells)]
        self.heads = [self.head(which, cell[0]) for which, cell in enumerate(cells)]
        self.lists = [self.verdicts(which, cell[3:]) for which, cell in enumerate(cells)]
        for pair, head, marks in zip(self.pairs, self.heads, self.lists, strict=True):
            VGroup(head, marks).set_x(pair.graph.inner.centre[0])
        small, large = self.pairs[0], self.large
        self.play(
            FadeOut(large.axes, self.rolling, self.signs, large.areas, self.formulas, self.panel),
            run_time=0.4,
        )
        self.play(
            FadeIn(small.axes),
            ReplacementTransform(large.curve, small.curve),
            ReplacementTransform(large.slope_curve, small.slope_curve),
            ReplacementTransform(self.best, small.mark()),
            run_time=1,
        )
        self.play(
            FadeIn(self.heads[0], small.areas, self.letters),
            run_time=0.6,
        )

    def small_pair(self, which: int, cell: tuple[Box, ...]) -> SlopePair:
        """Return the plots of a column."""
        plots = stacked(self, [f"graph.{which}", f"slope.{which}"], cell[1:3])
        return SlopePair(plots, self.lesson.pictures[which])

    def head(self, which: int, room: Box) -> VGroup:
        """Return the name of a column's curve."""
        name = fitted(
            self.readout(f"curve.{which}", FUNCTION, size=FORMULA), room.width,
            least=self.em(SMALLEST),
        )  # fmt: skip
        return VGroup(name.move_to(room.centre))

    def verdicts(self, which: int, rooms: tuple[Box, ...]) -> Checklist:
        """Return the ticks and crosses of a column."""
        keys = [f"{word}.{which}" for word in ("flat", "extremum", "critical", "turns")]
        return Checklist(keys, rooms, self.lesson.ledger, em=self.em(FORMULA))

    def judge(self, which: int) -> None:
        """Answer for a column whether the slope is zero, and whether there is an extremum."""
        rows = range(len(self.asked))
        self.together(*(self.lists[which].show(row) for row in rows), run_time=0.6)

    def roll_over(self, which: int) -> None:
        """Roll a tangent along the curve of a column, and back to the place in question."""
        pair, (start, end) = self.pairs[which], self.lesson.passage(which)
        at = ValueTracker(start)
        dots, tangent = pair.dots(at.get_value), pair.tangent(at.get_value)
        self.play(FadeIn(pair.axes, self.heads[which]), run_time=0.4)
        self.play(Create(pair.curve), Create(pair.slope_curve), run_time=0.6)
        self.play(FadeIn(dots, tangent), run_time=0.4)
        self.play(at.animate.set_value(end), run_time=1.8, rate_func=linear)
        mark = pair.mark(CONFIRMED if self.lesson.has_extremum(which) else MOVING)
        self.play(
            FadeOut(dots, tangent), FadeIn(pair.areas), FadeIn(mark, scale=2),
            run_time=0.6,
        )  # fmt: skip

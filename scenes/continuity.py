"""Scenes of the chapter *Limits*: continuity."""

from typing import TypeAlias

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    Create,
    FadeIn,
    FadeOut,
    MoveToTarget,
    Restore,
    VGroup,
)

from calcml.lessons import limits
from calcml.stage import (
    CONFIRMED,
    FORMULA,
    FUNCTION,
    MOVING,
    NUMBER,
    SOFT,
    TANGENT,
    TITLE,
    LessonScene,
    beat,
)
from calcml.stage.checklists import Checklist
from calcml.stage.fitting import first_within, fitted
from calcml.stage.layout import Box
from calcml.stage.plots import Plot, still
from calcml.stage.signs import sign_of
from calcml.stage.text import Typeset
from calcml.stage.theme import SMALLEST, colour

Cell: TypeAlias = tuple[Box, Box, Box, Box]
"""The places of a case: its column or name, and what stands beside or below it."""


class ContinuityConditions(LessonScene):
    """A function is continuous at a point if its value there is what both sides lead to."""

    lesson = limits.ContinuityConditions()

    def construct(self) -> None:
        self.ask_three_questions()
        self.examine_the_first()
        self.examine_the_second()
        self.examine_the_third()
        self.examine_the_fourth()
        self.correct_the_slides()

    @beat
    def ask_three_questions(self) -> None:
        self.cells: list[Cell] = []
        self.statements, *self.repeated = self.bands()
        self.statements.save_state()
        self.statements.scale(1.4).arrange(DOWN, buff=0.6, aligned_edge=LEFT)
        self.statements.move_to(self.regions.whole.centre)
        for statement in self.statements:
            self.play(FadeIn(statement, shift=0.2 * RIGHT), run_time=0.8)
            self.wait(0.4)

    @beat
    def examine_the_first(self) -> None:
        self.cases = VGroup(*map(self.case, self.lesson.names))
        self.examined = VGroup(*self.repeated)
        self.play(Restore(self.statements), run_time=1.2)
        self.play(FadeIn(self.cases, *self.repeated), run_time=0.8)
        self.examine("first")

    @beat
    def examine_the_second(self) -> None:
        self.examine("second")

    @beat
    def examine_the_third(self) -> None:
        self.examine("third")

    @beat
    def examine_the_fourth(self) -> None:
        self.examine("fourth")

    @beat
    def correct_the_slides(self) -> None:
        errors, crosses, corrections = self.corrections()
        changed = VGroup(*self.statements[1:])
        self.statements.target = self.in_a_row()
        self.play(FadeOut(self.cases, self.examined), run_time=0.8)
        self.play(MoveToTarget(self.statements), run_time=1)
        self.play(FadeIn(self.card(self.erratum)), FadeIn(errors), run_time=0.8)
        self.wait(0.6)
        for cross, correction in zip(crosses, corrections, strict=True):
            self.wait(0.4)
            self.play(FadeIn(cross[0], scale=1.6), run_time=0.4)
            self.play(FadeIn(cross[1]), run_time=0.6)
            self.play(FadeIn(correction, shift=0.2 * RIGHT), run_time=0.8)
        self.play(changed.animate.set_fill(colour(CONFIRMED)), run_time=0.6)

    def bands(self) -> list[VGroup]:
        """Lay out the cells of the cases, and return the statements beside each band of them."""
        found, bands = [], self.regions.bands(gap=0.25)
        for band in bands:
            count = len(self.lesson.names) // len(bands)
            statements = VGroup(*map(self.label, self.lesson.statements.values()))
            margin, *columns = band.beside(statements.width, count, gap=0.4)
            names, drawings, checks = band.rows(0.8, 2.5, 1.9, gap=0.12)
            self.cells += [(column, names, drawings, checks) for column in columns]
            for statement, level in zip(statements, checks.rows(1, 1, 1, gap=0), strict=True):
                statement.move_to(level.centre).from_pen(margin.left)
            found.append(statements)
        return found

    def in_a_row(self) -> VGroup:
        """Return the statements under the misprints, beside one another if there is room."""
        whole = self.regions.whole
        *_, checks = whole.rows(0.8, 2.5, 1.9, gap=0.12)
        row = self.statements.copy().arrange(RIGHT, buff=1.2).move_to(checks.centre)
        for statement in row:
            statement.on_baseline(row[0].baseline)
        column = self.statements.copy().arrange(DOWN, buff=0.4).move_to(checks.centre)
        return first_within([row, column], whole.width)

    def case(self, name: str) -> VGroup:
        """Return a case that waits to be examined: its axes, its formula, its curve, all pale."""
        column, names, drawings, _ = self.cells[self.lesson.names.index(name)]
        axes = self.plot(name, Box(column.left, column.right, drawings.bottom, drawings.top))
        title = self.readout(f"{name}.function", SOFT, display=True)
        fitted(title, column.width, least=self.em(SMALLEST)).move_to(
            [axes.inner.centre[0], *names.centre[1:]]
        )
        if title.get_right()[0] > column.right:
            title.shift((column.right - title.get_right()[0]) * RIGHT)
        curve = axes.curve(self.lesson.curve(name)).set_stroke(opacity=0.3)
        return VGroup(axes, title, curve)

    def examine(self, name: str) -> None:
        """Bring a case forward, show what matters at its point and set its three signs."""
        axes, title, curve = self.cases[self.lesson.names.index(name)]
        traced = axes.curve(self.lesson.curve(name))
        spots, signs = self.spots(name, axes), self.signs(name, axes)
        self.play(title.animate.set_fill(colour(FUNCTION)), Create(traced), run_time=0.8)
        self.remove(curve)
        self.play(FadeIn(spots), run_time=0.8)
        for index, _ in enumerate(self.lesson.conditions):
            self.together(signs.show(index), run_time=0.8)
        self.examined.add(traced, spots, signs)

    def spots(self, name: str, axes: Plot) -> VGroup:
        """Return what matters at the point: the pole, the rings left out, the value."""
        lesson = self.lesson
        return VGroup(
            *(
                axes.segment(still(ends), TANGENT, dashed=True, moving=False)
                for ends in lesson.pole(name)
            ),
            *(
                axes.dot(f"{name}.limit", still(place), FUNCTION, hollow=True)
                for place in lesson.left_out(name)
            ),
            *(
                axes.dot(f"{name}.value", still(place), FUNCTION)
                for place in lesson.value_point(name)
            ),
        )

    def signs(self, name: str, axes: Plot) -> Checklist:
        """Return the ticks and crosses of a case, under its plot."""
        inner, (*_, checks) = axes.inner, self.cells[self.lesson.names.index(name)]
        under = Box(inner.left, inner.right, checks.bottom, checks.top)
        keys = [f"{name}.{condition}" for condition in self.lesson.conditions]
        return Checklist(keys, under.rows(1, 1, 1, gap=0), self.lesson.ledger, em=self.em(TITLE))

    def corrections(self) -> tuple[VGroup, VGroup, VGroup]:
        """Return the misprints, their crosses and refutations, and what they should say."""
        lesson, whole = self.lesson, self.regions.whole
        _, drawings, _ = whole.rows(0.8, 2.5, 1.9, gap=0.12)
        self.erratum = Box(whole.left, whole.right, drawings.bottom, whole.top)
        rooms = self.erratum.inset(x=0.3, y=0.25).rows(0.5, 1, 1, gap=0.1)
        heads, *cells = (room.columns(1, 1, 1, gap=0.2) for room in rooms)
        errors = VGroup(
            self.note("on the slides", size=NUMBER),
            self.readout("refuted.name", SOFT, template='"but for" VALUE'),
            self.note("correct", size=NUMBER),
        )
        for text, head in zip(errors, heads, strict=True):
            text.move_to(head.centre).on_baseline(head.centre[1])
        crosses, right = VGroup(), VGroup()
        for (old, why, new), (condition, misprint) in zip(
            cells, lesson.misprints.items(), strict=True
        ):
            wrong = self.label(misprint)
            reason = self.readout(f"refuted.{condition}", MOVING, size=FORMULA)
            correct = self.label(lesson.statements[condition], CONFIRMED)
            for text, cell in ((wrong, old), (reason, why), (correct, new)):
                if text.width > cell.width:
                    fitted(text, cell.width, least=self.em(SMALLEST))
                text.move_to(cell.centre)
            cross = self.sign_before(wrong, old, right=False)
            errors.add(wrong)
            crosses.add(VGroup(cross, reason))
            right.add(VGroup(self.sign_before(correct, new, right=True), correct))
        return errors, crosses, right

    def sign_before(self, text: Typeset, room: Box, *, right: bool) -> Typeset:
        """Return a cross or a tick before a text, which makes way for it in its room."""
        sign = sign_of(right=right, em=self.em(FORMULA))
        spare = room.width - sign.width - text.width
        gap = min(sign.width, max(spare, sign.copy().scale(0.4).width))
        fitted(text, room.width - sign.width - gap, least=self.em(SMALLEST))
        VGroup(sign, text).arrange(RIGHT, buff=gap).move_to(room.centre)
        return sign

"""Scenes of the chapter *Close*."""

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, VGroup

from calcml.decks import errata
from calcml.lessons import close
from calcml.stage import (
    CONFIRMED,
    FORMULA,
    FUNCTION,
    INK,
    MOVING,
    NUMBER,
    SOFT,
    LessonScene,
    beat,
)
from calcml.stage.crowds import crowd_in
from calcml.stage.errata import errata_in
from calcml.stage.layout import Box
from calcml.stage.theme import CAPTION


class ErrataRecap(LessonScene):
    """What the slides got wrong is listed beside what is true, and all of it is computed."""

    lesson = errata.ErrataRecap()

    def construct(self) -> None:
        self.correct_the_first()
        self.correct_the_second()
        self.correct_the_third()
        self.trust_the_others()

    @beat
    def correct_the_first(self) -> None:
        self.turn_to(self.lesson.pages[0])

    @beat
    def correct_the_second(self) -> None:
        self.play(FadeOut(self.page), run_time=0.4)
        self.turn_to(self.lesson.pages[1])

    @beat
    def correct_the_third(self) -> None:
        self.play(FadeOut(self.page), run_time=0.4)
        self.turn_to(self.lesson.pages[2])

    @beat
    def trust_the_others(self) -> None:
        picture, words = self.regions.whole.rows(1, 0.16, gap=0.2)
        wrong, others = crowd_in(
            picture,
            self.lesson.total,
            marked=self.lesson.places,
            role=MOVING,
            others=CONFIRMED,
        )
        told = VGroup(
            self.readout("errata", MOVING, template='VALUE "corrected"', size=FORMULA),
            self.readout("others", CONFIRMED, template='VALUE "hold"', size=FORMULA),
        )
        told.arrange(RIGHT, buff=1.2).move_to(words.centre)
        self.play(FadeOut(self.page), run_time=0.4)
        self.play(FadeIn(others, lag_ratio=0.02), run_time=2)
        self.play(FadeIn(wrong, lag_ratio=0.2), FadeIn(told), run_time=1.2)

    def turn_to(self, keys: tuple[str, ...]) -> None:
        """Show a page row by row: what the slide says, its cross, what is true."""
        self.page = errata_in(self, keys, self.regions.whole)
        for row in self.page:
            self.play(FadeIn(row.rule, row.where, row.said), run_time=0.4)
            self.play(FadeIn(row.cross, scale=2), run_time=0.3)
            self.play(FadeIn(row.tick, row.true, shift=0.1 * RIGHT), run_time=0.4)
        self.wait(0.8)


class CreditsAndReferences(LessonScene):
    """The lecture stands on two decks of slides, which recommend where to read on."""

    lesson = close.CreditsAndReferences()

    def construct(self) -> None:
        self.thank_the_authors()
        self.read_on()

    @beat
    def thank_the_authors(self) -> None:
        upper, self.lower = self.regions.whole.rows(1.1, 1.35, gap=0.3)
        boxes = upper.split(*[1 for _ in self.lesson.decks], gap=0.4, shape=2)
        decks = [self.deck(*each) for each in zip(self.lesson.decks, boxes, strict=True)]
        for deck, box in zip(decks, boxes, strict=True):
            deck.move_to(box.centre)
        tallest = max(decks, key=lambda deck: float(deck.height))
        for deck, box in zip(decks, boxes, strict=True):
            deck.align_to(tallest.copy().move_to(box.centre), UP)
            self.play(FadeIn(self.card(box), deck), run_time=1)

    @beat
    def read_on(self) -> None:
        rows = self.lower.rows(*[1 for _ in self.lesson.references], gap=0.05)
        self.on_one_line = self.have_room(rows[0])
        for which, box in zip(self.lesson.references, rows, strict=True):
            self.play(FadeIn(self.reference(which, box), shift=0.1 * RIGHT), run_time=0.6)
            self.wait(0.4)
        self.wait(1)

    def columns_of(self, box: Box) -> tuple[Box, ...]:
        """Return where topic and recommendation stand in a row."""
        quarter, *_ = self.lower.columns(1, 1, 1, 1, gap=0)
        if quarter.width > self.lower.height:
            return box.columns(1, 4, gap=0.3)
        return box.columns(1, 3, gap=0.3)

    def have_room(self, box: Box) -> bool:
        """Tell whether every recommendation stands on one line."""
        _, right = self.columns_of(box)
        texts = (
            self.called(f"reference.{which}.what", size=CAPTION) for which in self.lesson.references
        )
        return all(text.width <= right.width for text in texts)

    def deck(self, which: int, box: Box) -> VGroup:
        """Return title, authors and place of a deck."""
        room = box.inset(x=0.3).width
        lines = VGroup(
            self.called(f"deck.{which}.title", FUNCTION, size=FORMULA, bold=True, width=room),
            self.called(f"deck.{which}.authors", INK, size=NUMBER, width=room),
            self.called(f"deck.{which}.place", SOFT, width=room),
        )
        return lines.arrange(DOWN, buff=0.2).move_to(box.centre)

    def reference(self, which: int, box: Box) -> VGroup:
        """Return a topic, and what is recommended on it."""
        rooms = self.columns_of(box)
        keys = f"reference.{which}.topic", f"reference.{which}.what"
        pair = VGroup()
        for key, role, room in zip(keys, (FUNCTION, INK), rooms, strict=True):
            text = self.called(key, role, size=CAPTION)
            if self.on_one_line:
                text.move_to(room.centre).on_baseline(room.centre[1])
            else:
                text = self.called(key, role, width=room.width, centred=False)
                text.move_to(room.centre)
            pair.add(text.set_x(room.left, LEFT))
        return pair

"""Scenes of the chapter *Derivatives*."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TypeAlias

from manim import (
    DL,
    DOWN,
    RIGHT,
    UL,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    ValueTracker,
    VGroup,
    VMobject,
)

from calcml.lessons import derivative
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
from calcml.stage.derivations import Derivation, part_of
from calcml.stage.fitted_tables import fitted_table, table_in_ems
from calcml.stage.fitting import first_within, fitted
from calcml.stage.layout import Box
from calcml.stage.listings import Typing
from calcml.stage.panels import NumberTable
from calcml.stage.plots import Plot
from calcml.stage.rays import rays
from calcml.stage.text import Typeset, line_up
from calcml.stage.theme import SMALLEST, Role, colour
from calcml.stage.two_points import TwoPoints

Place: TypeAlias = tuple[float, float]
Ends: TypeAlias = tuple[Place, Place]


def limit_lines(scene: LessonScene, end: str, room: Box) -> Derivation:
    """Return the lines of a derivative behind the sign of the limit, and where they end."""
    keys = [key for key in scene.lesson.ledger if key.startswith("line.")]
    lines = [scene.readout(key, template="= SYMBOL VALUE", display=True) for key in keys]
    return Derivation(
        scene.label("f'(x)", size=NUMBER),
        [*lines, scene.readout(end, TANGENT, template="= VALUE", size=NUMBER)],
        room,
        least=scene.em(SMALLEST),
    )


class ConstantDerivative(LessonScene):
    """Where nothing changes every quotient is zero, and so is their limit."""

    lesson = derivative.ConstantDerivative()

    def construct(self) -> None:
        self.define_the_derivative()
        self.take_two_points()
        self.shrink_the_step()
        self.keep_the_limit()

    @beat
    def define_the_derivative(self) -> None:
        self.lay_out()
        curve = self.axes.curve(self.lesson.picture.curve)
        name = self.readout("function", FUNCTION, size=FORMULA)
        self.name = name.next_to(self.axes.point(*self.lesson.picture.end), DL, buff=0.15)
        self.play(FadeIn(self.axes), FadeIn(self.panel), run_time=0.6)
        self.play(FadeIn(self.algebra.head, self.algebra.lines[0]), run_time=0.8)
        self.play(Create(curve), FadeIn(name), run_time=1.2)

    @beat
    def take_two_points(self) -> None:
        picture = self.lesson.picture
        self.step = ValueTracker(self.lesson.steps[0])
        self.pair = TwoPoints(self.axes, picture, self.step.get_value, em=self.em(FORMULA))
        drops, letters = self.pair.drops(), self.letters()
        rise = self.readout("rise", SECANT, template="SYMBOL = VALUE")
        rise.add_updater(lambda m: m.next_to(self.pair.moving, UP, buff=0.3), call_updater=True)
        self.play(FadeIn(self.pair.fixed, scale=2), FadeIn(drops[0], letters[0]), run_time=0.6)
        self.play(Create(self.pair.run), FadeIn(self.pair.letter), run_time=0.8)
        self.play(FadeIn(self.pair.moving, scale=2), FadeIn(drops[1], letters[1]), run_time=0.6)
        self.play(FadeIn(rise, shift=0.1 * UP), run_time=0.6)
        self.below, self.gained = VGroup(drops, letters), rise

    @beat
    def shrink_the_step(self) -> None:
        table = self.table(["h", '"quotient"'], self.lesson.rows, self.rooms[1])
        self.play(FadeIn(table.head), FadeOut(self.below), run_time=0.6)
        for index, step in enumerate(self.lesson.steps):
            self.play(self.step.animate.set_value(step), run_time=1.4)
            self.together(table.show(index), run_time=0.6)
        self.quotients = VGroup(table.head, *table.rows)

    @beat
    def keep_the_limit(self) -> None:
        above = self.name.animate.next_to(self.axes.point(*self.lesson.picture.end), UL, buff=0.15)
        self.play(FadeOut(self.quotients, self.pair, self.gained), above, run_time=0.6)
        if self.lesson.is_on_the_slide:
            self.correct_the_slide()
        *others, last = self.algebra.lines[1:]
        for line in others:
            self.play(FadeIn(line), run_time=0.6)
        self.play(FadeIn(last.set_fill(colour(TANGENT)), shift=0.1 * DOWN), run_time=0.6)

    def correct_the_slide(self) -> None:
        """Show the step of the slide that drops the limit, and the one that keeps it."""
        wrong, right = self.both_steps()
        self.play(FadeIn(wrong), run_time=0.8)
        self.wait(0.4)
        self.play(FadeIn(right, shift=0.1 * DOWN), run_time=0.8)

    def lay_out(self) -> None:
        """Make the axes and the card with its lines, and keep the other places."""
        left, right = self.regions.whole.split(1.35, 1, gap=0.3, rows=(1, 1))
        self.axes = self.plot("main", left)
        self.panel = self.card(right)
        inside = right.padded(x=0.25, y=0.25)
        self.rooms = inside.rows(1.5, 2.2, gap=0.2)
        self.algebra = limit_lines(self, "slope", inside)

    def letters(self) -> VGroup:
        """Return the names of both places, below the axis."""
        letters = VGroup(self.label("x", INK, size=TICK), self.label("x + h", MOVING, size=TICK))
        for letter, h in zip(letters, (self.lesson.none, self.lesson.steps[0]), strict=True):
            letter.next_to(self.axes.point(*self.lesson.picture.foot(h)), DOWN, buff=0.15)
        letters[1].on_baseline(letters[0].baseline)
        return letters

    def both_steps(self) -> tuple[VGroup, Typeset]:
        """Return the step of the slide that drops the limit, and the one that keeps it."""
        across, up = self.lesson.free
        box = self.axes.region(x=across, y=up)
        rooms = box.inset(x=0.1, y=0.1).rows(0.5, 1, 1, gap=0.08)
        texts = []
        for key, sign, role, room in (
            ("slide.step", "crossmark", MOVING, rooms[1]),
            ("step", "checkmark", CONFIRMED, rooms[2]),
        ):
            ways = [
                self.readout(key, role, template=f"{sign} quad VALUE", display=high)
                for high in (True, False)
            ]
            text = first_within(ways, room.width, room.height)
            self.in_room(text, room)
            texts.append(text)
        line_up(texts)
        wrong, right = texts
        head = self.note("the slide, corrected").move_to(rooms[0].centre)
        return VGroup(self.card(box, edge=SOFT), head, wrong), right


class LinearDerivative(LessonScene):
    """On a straight line rise and run shrink in proportion: the slope is the same everywhere."""

    lesson = derivative.LinearDerivative()

    def construct(self) -> None:
        self.climb_the_line()
        self.draw_a_triangle()
        self.shrink_the_triangle()
        self.cancel_the_step()
        self.correct_the_slide()

    @beat
    def climb_the_line(self) -> None:
        self.lay_out()
        picture = self.lesson.picture
        curve = self.axes.curve(picture.curve)
        name = self.readout("function", FUNCTION, size=FORMULA)
        name.move_to(self.axes.point(*picture.name_place(*self.axes.room(name))))
        self.spots = VGroup(
            *(
                self.axes.dot(f"value.{i}", partial(picture.on_line, place), FUNCTION)
                for i, place in enumerate(self.lesson.ends)
            )
        )
        self.values = VGroup(
            *(
                self.readout(f"value.{i}", FUNCTION, template="SYMBOL = VALUE", size=FORMULA)
                for i, _ in enumerate(self.lesson.ends)
            )
        )
        self.values.arrange(DOWN, buff=0.5).move_to(self.panel.get_center())
        self.play(FadeIn(self.axes), FadeIn(self.panel), run_time=0.6)
        self.play(Create(curve), FadeIn(name), run_time=1.2)
        for spot, value in zip(self.spots, self.values, strict=True):
            self.play(FadeIn(spot, scale=2), FadeIn(value), run_time=0.6)

    @beat
    def draw_a_triangle(self) -> None:
        picture = self.lesson.picture
        self.step = ValueTracker(self.lesson.steps[0])
        self.pair = TwoPoints(self.axes, picture, self.step.get_value, em=self.em(FORMULA))
        self.table_of_slopes = self.table(
            ["h", "f(x + h) - f(x)", '"slope"'], self.lesson.rows, self.room,
            shares=(0.6, 1.5, 0.8), leading=2,
        )  # fmt: skip
        self.play(FadeOut(self.values, self.spots), run_time=0.4)
        self.play(FadeIn(self.pair.fixed, scale=2), FadeIn(self.table_of_slopes.head), run_time=0.6)
        self.play(Create(self.pair.run), FadeIn(self.pair.letter), run_time=0.8)
        self.play(Create(self.pair.rise), FadeIn(self.pair.moving, scale=2), run_time=0.8)
        self.together(self.table_of_slopes.show(0), run_time=0.6)

    @beat
    def shrink_the_triangle(self) -> None:
        picture, self.ghosts = self.lesson.picture, VGroup()
        for index, (before, step) in enumerate(pairwise(self.lesson.steps), start=1):
            ghost = self.axes.path(picture.steps_along(before), SECANT, width=2)
            self.add(ghost.set_stroke(opacity=0.7))
            self.ghosts.add(ghost)
            self.play(self.step.animate.set_value(step), run_time=1.6)
            self.together(self.table_of_slopes.show(index), run_time=0.6)
            self.wait(0.2)

    @beat
    def cancel_the_step(self) -> None:
        table = self.table_of_slopes
        self.play(FadeOut(table.head, *table.rows), run_time=0.4)
        self.play(FadeIn(self.algebra.head, self.algebra.lines[0]), run_time=0.8)
        *others, last = self.algebra.lines[1:]
        for line in others:
            self.play(FadeIn(line), run_time=0.8)
        self.play(FadeIn(last.set_fill(colour(TANGENT)), shift=0.1 * DOWN), run_time=0.6)

    @beat
    def correct_the_slide(self) -> None:
        across, up = self.lesson.free
        box = self.axes.region(x=across, y=up)
        rooms = box.inset(x=0.1, y=0.1).rows(0.6, 1, 1, 1, gap=0.05)
        texts = VGroup(
            self.note("the slide, corrected"),
            self.readout("formula", MOVING, template='crossmark quad VALUE quad "constant"'),
            self.readout("formula", CONFIRMED, template='checkmark quad VALUE quad "linear"'),
            self.readout(
                "derivative", CONFIRMED, template='checkmark quad SYMBOL = VALUE quad "constant"'
            ),
        )
        for text, room in zip(texts, rooms, strict=True):
            self.in_room(text, room)
        line_up(texts[1:])
        self.play(FadeOut(self.pair, self.ghosts), run_time=0.4)
        self.play(FadeIn(self.card(box, edge=SOFT), texts[:2]), run_time=0.6)
        for text in texts[2:]:
            self.play(FadeIn(text, shift=0.1 * DOWN), run_time=0.8)

    def lay_out(self) -> None:
        """Make the axes and the card with its lines, and keep the other places."""
        left, right = self.regions.whole.split(1.35, 1, gap=0.3, rows=(1, 1))
        self.axes = self.plot("main", left)
        self.panel = self.card(right)
        self.room = right.padded(x=0.25, y=0.3)
        self.algebra = limit_lines(self, "derivative", self.room)


class SecantToTangent(LessonScene):
    """The slope of a curve is the limit that the slopes of its secants approach."""

    lesson = derivative.SecantToTangent()

    def construct(self) -> None:
        self.show_the_curve()
        self.join_two_points()
        self.shrink_the_step()
        self.look_through_a_lens()
        self.come_from_the_left()
        self.arrive_at_the_tangent()

    @beat
    def show_the_curve(self) -> None:
        picture = self.lesson.picture
        self.axes = self.plot("main")
        self.curve = self.axes.curve(picture.curve)
        if picture.straight:  # seen on both sides of its secants
            self.curve.set_stroke(width=10)
        self.name = self.name_of_the_curve()
        self.fixed = self.axes.dot("at", lambda: picture.fixed_point, INK)
        height = self.readout("value", template="SYMBOL = VALUE", size=FORMULA)
        self.question = self.question_under(height)
        self.play(FadeIn(self.axes), FadeIn(self.card()), run_time=0.6)
        self.play(Create(self.curve), run_time=1.4)
        self.play(FadeIn(self.name), FadeIn(self.fixed, scale=2), run_time=0.6)
        self.play(FadeIn(self.question), run_time=0.6)

    @beat
    def join_two_points(self) -> None:
        picture, axes = self.lesson.picture, self.axes
        self.step = ValueTracker(self.lesson.steps[0])
        now = self.step.get_value
        self.moving = axes.dot("step", lambda: picture.moving_point(now()))
        self.secant = axes.line(lambda: picture.secant(now()), SECANT)
        self.legs = VGroup(
            axes.segment(lambda: picture.run(now()), SOFT, width=2.5, dashed=True),
            axes.segment(lambda: picture.rise(now()), SOFT, width=2.5, dashed=True),
        )
        self.letter = self.label("h", MOVING)
        self.letter.add_updater(
            lambda m: m.next_to(self.legs[0], picture.outside(now()) * UP, buff=0.15)
        )
        self.play(FadeOut(self.question), FadeIn(self.panel()), run_time=0.6)
        self.play(FadeIn(self.moving, scale=2), run_time=0.4)
        self.play(Create(self.legs), FadeIn(self.letter), run_time=0.8)
        self.play(Create(self.secant), run_time=1)
        self.together(self.slopes.show(0), run_time=0.6)

    @beat
    def shrink_the_step(self) -> None:
        for index, step in enumerate(self.lesson.steps[1:], start=1):
            ghost = self.secant.copy().clear_updaters().set_stroke(opacity=0.25)
            self.add(ghost)
            self.play(self.step.animate.set_value(step), run_time=1.4)
            self.together(self.slopes.show(index), run_time=0.6)
            self.wait(0.4)

    @beat
    def look_through_a_lens(self) -> None:
        lens = self.lesson.lens
        self.view = ValueTracker(self.lesson.steps[1])
        now = self.view.get_value
        across, up = self.lesson.places.lens_shares(self.axes.around(self.name))
        box = self.axes.region(x=across, y=up)
        plot = Plot(lens.frame, box, self.lesson.ledger, "lens", grid=False)
        self.plots.append(plot)
        outline = self.axes.rectangle(lambda: lens.window(now()), SOFT, width=2)
        self.glass = VGroup(
            outline,
            rays(outline, box),
            self.card(box, edge=SOFT),
            plot.moving_path(lambda: lens.curve(now()), FUNCTION),
            plot.line(lambda: lens.secant(now()), SECANT),
            plot.dot("at", lambda: lens.origin, INK),
            plot.dot("step", lambda: lens.point(now())),
        )
        self.play(FadeIn(self.glass), run_time=0.8)
        self.play(self.view.animate.set_value(self.lesson.steps[-1]), run_time=3)

    @beat
    def come_from_the_left(self) -> None:
        lesson = self.lesson
        pair = VGroup(self.moving, self.secant, self.legs, self.letter)
        self.play(FadeOut(pair, self.glass), run_time=0.4)
        self.step.set_value(lesson.picture.left_start)
        self.play(FadeIn(pair), run_time=0.4)
        self.play(self.step.animate.set_value(lesson.from_left), run_time=2)
        self.together(self.slopes.show(len(lesson.steps)), run_time=0.6)

    @beat
    def arrive_at_the_tangent(self) -> None:
        picture = self.lesson.picture
        tangent = self.axes.line(lambda: picture.tangent, TANGENT, width=5, moving=False)
        limit = self.readout("derivative.value", TANGENT, template="SYMBOL = VALUE", size=FORMULA)
        limit.move_to(self.rooms[2].centre)
        self.play(FadeOut(self.moving, self.secant, self.legs, self.letter), run_time=0.6)
        name = self.readout("tangent", TANGENT)
        room, others = self.axes.room(name), self.axes.around(self.name)
        name.move_to(self.axes.point(*self.lesson.places.tangent_name_place(*room, others)))
        self.play(Create(tangent), run_time=1.2)
        self.play(FadeIn(name), FadeIn(limit, shift=0.2 * RIGHT), run_time=0.6)

    def name_of_the_curve(self) -> Typeset:
        """Return the curve's formula beside it, or just its letter where that is too long."""
        name = first_within(
            (
                self.readout("function", FUNCTION),
                self.readout("function", FUNCTION, size=TICK),
                self.label("f(x)", FUNCTION),
            ),
            self.axes.region(x=(0, 0.7), y=(0, 1)).width,
        )
        place = self.lesson.places.name_place(*self.axes.room(name))
        return name.move_to(self.axes.point(*place))

    def question_under(self, height: Typeset) -> VGroup:
        """Return what the panel asks at first: the height is known, the slope is not."""
        slope = self.label('"slope" = "?"', TANGENT)
        return VGroup(height, slope).arrange(DOWN, buff=0.5).move_to(self.regions.panel.centre)

    def panel(self) -> VGroup:
        """Return the quotient and the empty table of slopes."""
        inner = self.regions.panel.padded(x=0.35, y=0.15)
        self.rooms = inner.rooms(1.4, 4.1, 1, gap=0.08, aside=(1,))
        quotient = self.readout("quotient", template="VALUE", size=FORMULA, display=True)
        labels = [key.removeprefix("step.") for key in self.lesson.ledger if "step." in key]
        self.slopes = self.table(
            ["h", '"slope"'],
            [[f"step.{label}", f"secant.slope.{label}"] for label in labels],
            self.rooms[1],
        )
        return VGroup(quotient.move_to(self.rooms[0].centre), self.slopes.head)


class SquareDerivativeAlgebra(LessonScene):
    """What a growing square gains, divided by the step, tends to twice its side."""

    lesson = derivative.SquareDerivativeAlgebra()

    def construct(self) -> None:
        self.draw_the_square()
        self.lengthen_the_sides()
        self.lay_end_to_end()
        self.shrink_the_step()
        self.keep_the_limit()

    @beat
    def draw_the_square(self) -> None:
        self.lay_out()
        picture = self.lesson.picture
        square = self.plane.rectangle(
            lambda: picture.square, FUNCTION, fill_opacity=0.2, moving=False
        )
        left, *self.letters = self.names_of_sides()
        name = self.readout("square", FUNCTION, size=TITLE)
        name.move_to(self.plane.point(*picture.centre(picture.square)))
        question = VGroup(
            self.readout("function", FUNCTION, size=TITLE), self.label('f\'(x) = "?"', TANGENT)
        )
        question.arrange(DOWN, buff=0.5).move_to(self.panel.get_center())
        self.play(FadeIn(self.panel), run_time=0.6)
        self.play(FadeIn(question), run_time=0.6)
        self.play(Create(square), FadeIn(left), run_time=1.2)
        self.play(FadeIn(name), run_time=0.6)
        self.question, self.square, self.area = question, VGroup(square, left), name

    @beat
    def lengthen_the_sides(self) -> None:
        grown = VGroup(*(self.strip(which) for which in range(len(self.parts))))
        self.add(grown)
        self.play(FadeOut(self.question), FadeIn(*self.letters), run_time=0.6)
        self.play(self.step.animate.set_value(self.lesson.steps[0]), run_time=1.6)
        self.names, self.added = self.names_of_areas(), self.identity()
        self.play(FadeIn(self.names, self.added), run_time=0.8)
        self.square.add(*grown)

    @beat
    def lay_end_to_end(self) -> None:
        picture, now = self.lesson.picture, self.step.get_value
        moving = VGroup(*(self.part(which) for which in range(len(self.parts))))
        letters = self.letters_of_band()
        length = VGroup(
            self.plane.segment(lambda: picture.length(now()), SECANT),
            *(self.plane.segment(ends, SECANT, width=3) for ends in self.strokes()),
        )
        name = self.readout("length", SECANT)
        name.move_to(self.plane.point(*picture.name_of_length(now())))
        first, *others = self.algebra.lines[:4]
        self.play(
            self.added.animate.move_to(self.rooms[0].centre), FadeOut(self.area), run_time=0.8
        )
        self.play(FadeIn(moving, self.algebra.head, first), run_time=0.6)
        self.play(self.moved.animate.set_value(picture.laid_out), run_time=2)
        self.play(FadeIn(letters, self.area, others[0]), run_time=0.6)
        self.play(Create(length), FadeIn(name), FadeIn(others[1]), run_time=1)
        self.play(FadeIn(others[2]), run_time=0.6)
        self.band, self.passing = VGroup(moving, length), VGroup(self.names, letters, name)

    @beat
    def shrink_the_step(self) -> None:
        areas, measured = self.areas(), None
        self.play(FadeOut(self.passing, *self.letters), run_time=0.4)
        for index, step in enumerate(self.lesson.steps):
            if measured is not None:
                self.play(FadeOut(measured), run_time=0.2)
                self.play(self.step.animate.set_value(step), run_time=1.6)
            else:
                self.play(FadeIn(self.place, areas.head), run_time=0.4)
            measured = self.measured(index)
            written = areas.show(index)
            areas.rows[index][-1].set_fill(colour(MOVING))
            self.together(written, FadeIn(measured), run_time=0.6)
            self.wait(0.4)
        self.play(FadeIn(self.algebra.lines[-1], shift=0.1 * DOWN), run_time=0.8)
        self.shrunk = VGroup(self.place, areas.head, *areas.rows, measured)

    @beat
    def keep_the_limit(self) -> None:
        wrong, right = self.corrections()
        self.play(FadeOut(self.square, self.area, self.band, self.shrunk), run_time=0.6)
        self.play(FadeIn(self.card(self.left), wrong[0]), run_time=0.6)
        for slip, correction in zip(wrong[1:], right, strict=True):
            self.play(FadeIn(slip), run_time=0.8)
            self.wait(0.4)
            self.play(FadeIn(correction, shift=0.1 * DOWN), run_time=0.8)
        self.play(self.algebra.lines[2].animate.set_fill(colour(CONFIRMED)), run_time=0.6)

    def lay_out(self) -> None:
        """Make the plane and the card with its lines, and keep the other places."""
        self.left, right = self.regions.whole.split(1.35, 1, gap=0.3, rows=(1.15, 1))
        self.plane = self.plot("square", self.left, grid=False, equal=True)
        self.parts = (SECANT, SECANT, MOVING)
        self.step, self.moved = ValueTracker(self.lesson.none), ValueTracker(self.lesson.none)
        self.panel = self.card(right)
        self.rooms = right.padded(x=0.25, y=0.25).rows(0.8, 4.2, gap=0.15)
        self.algebra = limit_lines(self, "derivative", self.rooms[1])

    def strip(self, which: int) -> VMobject:
        """Return a strip or the corner in its place at the square."""
        picture, now = self.lesson.picture, self.step.get_value
        return self.plane.rectangle(
            lambda: picture.added(now())[which], self.parts[which], width=2.5, fill_opacity=0.25
        )

    def part(self, which: int) -> VMobject:
        """Return a strip or the corner on its way into the band."""
        picture, now, moved = self.lesson.picture, self.step.get_value, self.moved.get_value
        role = self.parts[which]
        part = self.plane.moving_path(lambda: picture.part(which, now(), moved()), role, width=2.5)
        return part.set_fill(colour(role), opacity=0.25)

    def names_of_sides(self) -> list[Typeset]:
        """Return x beside the square, and h beside and below what is added."""
        names = []
        for which, (letter, role) in enumerate((("x", FUNCTION), ("h", MOVING), ("h", MOVING))):
            name = self.label(letter, role)
            names.append(name)
            self.plane.follow(name, partial(self.place_of_side, which))
        return names

    def place_of_side(self, which: int) -> Place:
        """Return where the name of a side stands now."""
        return self.lesson.picture.names_of_sides(self.step.get_value())[which]

    def names_of_areas(self) -> VGroup:
        """Return the areas of the strips and of the corner, in them."""
        picture, h = self.lesson.picture, self.lesson.steps[0]
        names = VGroup(
            self.label("x h", SECANT), self.label("x h", SECANT), self.readout("corner", MOVING)
        )
        for name, corners in zip(names, picture.added(h), strict=True):
            name.move_to(self.plane.point(*picture.centre(corners)))
        return names

    def letters_of_band(self) -> VGroup:
        """Return the lengths of the three parts, below them."""
        letters = VGroup(
            self.label("x", FUNCTION), self.label("x", FUNCTION), self.label("h", MOVING)
        )
        places = self.lesson.picture.names_of_band(self.lesson.steps[0])
        for letter, place in zip(letters, places, strict=True):
            letter.move_to(self.plane.point(*place))
        return letters

    def strokes(self) -> list[Callable[[], Ends]]:
        """Return where the strokes at the ends of the band's length stand."""
        picture, now = self.lesson.picture, self.step.get_value
        return [lambda: picture.strokes(now())[0], lambda: picture.strokes(now())[1]]

    def identity(self) -> Typeset:
        """Return what is added, with its parts in their colours."""
        whole = self.readout("added", size=NUMBER)
        fitted(whole, self.rooms[0].width, least=self.em(SMALLEST))
        whole.move_to(self.panel.get_center())
        for part, role in zip(self.lesson.gained, (SECANT, MOVING), strict=True):
            part_of(whole, part).set_fill(colour(role))
        return whole

    def areas(self) -> NumberTable:
        """Return the table of the areas, right of the square."""
        left, bottom, _ = self.plane.point(*self.lesson.picture.corner)
        free = Box(left, self.left.right, bottom, self.left.top).inset(x=0.1)
        head, room = free.rows(0.4, 2.6, gap=0.1)
        self.place = self.readout("side", FUNCTION, template="x = VALUE")
        self.place.move_to(head.centre)
        keys = ("step", "strips", "corner")
        rows = [[f"{key}.{i}" for key in keys] for i, _ in enumerate(self.lesson.steps)]
        return fitted_table(self, ["h", '"strips"', '"corner"'], rows, room)

    def measured(self, index: int) -> Typeset:
        """Return the length of the band for a step, below it."""
        name = self.readout(f"length.{index}", SECANT, template="SYMBOL = VALUE")
        place = self.lesson.picture.name_of_length(self.lesson.steps[index])
        return name.move_to(self.plane.point(*place))

    def corrections(self) -> tuple[VGroup, VGroup]:
        """Return what the slide says under its head, and what it should say."""
        rooms = self.left.padded(x=0.3, y=0.3).rows(0.6, 0.9, 0.9, 1.3, 1.3, gap=0.1)
        head = self.note("the slide, corrected", size=NUMBER).move_to(rooms[0].centre)
        wrong, right = VGroup(head), VGroup()
        lines = []
        for said, meant, word, other, (one, two) in (
            ("function", "function", '"quadratic equation"', '"quadratic function"', rooms[1:3]),
            ("slide.step", "step", "", "", rooms[3:5]),
        ):
            wrong.add(self.judged(f"crossmark quad VALUE quad {word}", said, MOVING, one))
            right.add(self.judged(f"checkmark quad VALUE quad {other}", meant, CONFIRMED, two))
            lines += [wrong[-1], right[-1]]
        line_up(lines)
        return wrong, right

    def judged(self, template: str, key: str, role: Role, room: Box) -> Typeset:
        """Return a line with its sign in a room."""
        text = self.readout(key, role, template=template, display=True)
        return self.in_room(text, room)


class DifferenceQuotientCode(LessonScene):
    """A program that divides by small steps prints the quotient and, behind it, round-off."""

    lesson = derivative.DifferenceQuotientCode()

    def construct(self) -> None:
        self.write_the_program()
        self.run_the_loop()
        self.work_it_out_by_hand()
        self.light_up_the_wrong_digits()
        self.correct_the_slide()

    @beat
    def write_the_program(self) -> None:
        self.left, self.right = self.regions.whole.split(
            0.4, 0.6, gap=0.3, shape=2, y=0.3, rows=(1, 1.25)
        )
        self.program = self.listing(
            self.lesson.listing, self.left.padded(x=0.2, y=0.3), roles={"f": FUNCTION}
        )
        self.quotient = self.readout("quotient", size=FORMULA, display=True)
        self.quotient.move_to(self.right.centre)
        self.play(FadeIn(self.card(self.left)), FadeIn(self.card(self.right)), run_time=0.6)
        self.play(FadeIn(self.quotient), run_time=0.6)
        self.play(Typing(self.program), run_time=5)

    @beat
    def run_the_loop(self) -> None:
        self.lay_out_the_table()
        self.program.set_z_index(1)
        self.play(self.quotient.animate.move_to(self.rooms[0].centre), run_time=0.6)
        self.play(FadeIn(self.heads[:2], self.outputs.head[1], self.program.marker), run_time=0.6)
        for turn in self.lesson.turns:
            line, word = self.lesson.step_word(turn)
            step = self.program.word(line, word)
            self.play(
                self.program.run_to(line), step.animate.set_fill(colour(SECANT)), run_time=0.6
            )
            self.play(self.program.run_to("code.quotient"), run_time=0.4)
            self.play(self.program.run_to("code.print"), run_time=0.4)
            self.together(self.outputs.show(turn, of=("step", "printed")), run_time=0.6)
            self.play(step.animate.set_fill(colour(INK)), run_time=0.4)

    @beat
    def work_it_out_by_hand(self) -> None:
        self.play(FadeOut(self.program.marker), run_time=0.4)
        if self.lesson.by_hand is not None:
            self.write_the_quotient()
        self.play(FadeIn(self.heads[2]), run_time=0.4)
        for row in self.outputs.rows:
            row[2].set_fill(colour(CONFIRMED))
            calm = row[:2].animate.set_fill(colour(INK))
            self.play(calm, FadeIn(row[2], shift=0.1 * DOWN), run_time=0.4)

    @beat
    def light_up_the_wrong_digits(self) -> None:
        self.play(FadeIn(self.heads[3]), run_time=0.4)
        for turn, printout in zip(self.lesson.turns, self.lesson.printouts, strict=True):
            printed, error = self.outputs.rows[turn][1], self.outputs.rows[turn][3]
            wrong = printed[printout.wrong]
            error.set_fill(colour(MOVING))
            self.play(wrong.animate.set_fill(colour(MOVING)), run_time=0.4)
            self.play(FadeIn(error, shift=0.1 * DOWN), run_time=0.4)

    @beat
    def correct_the_slide(self) -> None:
        turns = self.lesson.turns
        room = self.left.padded(x=0.35, y=0.3)
        if not room.is_flat:  # level with the table beside it
            _, room = room.rows(1.2, 3, gap=0.1)
        keys = [[f"slide.{turn}"] for turn in turns]
        slide = self.table(['"printed on the slide"'], keys, room, leading=1.9, flush=True)
        lines, outputs = VGroup(*slide.rows), self.outputs.rows
        quiet = VGroup(*(VGroup(row[0], *row[2:]) for row in outputs))
        self.play(FadeOut(self.program), quiet.animate.set_fill(colour(SOFT)), run_time=0.6)
        self.play(FadeIn(slide.head), FadeIn(lines), run_time=0.8)
        self.wait(0.4)
        strays = self.lesson.slide_lines.strays
        for line, output, place in zip(lines, outputs, strays, strict=True):
            right = output[1].animate.set_fill(colour(CONFIRMED))
            stray = [] if place is None else [self.lift(line[0][place])]
            self.together(right, stray, run_time=0.8)

    def write_the_quotient(self) -> None:
        """Write the quotient with the step cancelled behind its definition."""
        by_hand = self.readout("quotient.exact", CONFIRMED, template="= VALUE", size=FORMULA)
        by_hand.next_to(self.quotient, RIGHT, buff=0.2)
        pair = VGroup(self.quotient.copy(), by_hand)
        shift = self.rooms[0].centre - pair.get_center()
        self.play(self.quotient.animate.shift(shift), FadeIn(by_hand.shift(shift)), run_time=0.8)

    def lift(self, stray: VMobject) -> Animation:
        """Return the animation that makes a surplus digit stand out."""
        return stray.animate.set_fill(colour(MOVING)).shift(0.12 * UP)

    def lay_out_the_table(self) -> None:
        """Keep the places on the panel: quotient above, table below."""
        self.rooms = self.right.padded(x=0.2, y=0.3).rows(1.2, 3, gap=0.1)
        exact = '"exact" approx' if self.lesson.rounds_the_exact else '"exact"'
        self.outputs = table_in_ems(
            self,
            ["h", '"Python prints"', exact, '"error"'],
            [
                [f"{name}.{turn}" for name in ("step", "printed", "exact", "error")]
                for turn in self.lesson.turns
            ],
            self.rooms[1],
            shares=self.lesson.widths,
            leading=1.9,
            flush=True,
        )
        self.heads = self.outputs.head[0]

"""Scenes of the chapter *Derivatives*."""

from manim import (
    DOWN,
    RIGHT,
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
    LessonScene,
    beat,
)
from calcml.stage.fitting import em_within, first_within
from calcml.stage.listings import Typing
from calcml.stage.plots import Plot
from calcml.stage.rays import rays
from calcml.stage.text import Typeset
from calcml.stage.theme import colour


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
        inner = self.regions.panel.padded(x=0.35, y=0.25)
        self.rooms = inner.rooms(1.5, 4.1, 0.8, gap=0.08, aside=(1,))
        quotient = self.readout("quotient", template="VALUE", size=FORMULA, display=True)
        labels = [key.removeprefix("step.") for key in self.lesson.ledger if "step." in key]
        self.slopes = self.table(
            ["h", '"slope"'],
            [[f"step.{label}", f"secant.slope.{label}"] for label in labels],
            self.rooms[1],
        )
        return VGroup(quotient.move_to(self.rooms[0].centre), self.slopes.head)


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
        self.outputs = self.table(
            ["h", '"Python prints"', exact, '"error"'],
            [
                [f"{name}.{turn}" for name in ("step", "printed", "exact", "error")]
                for turn in self.lesson.turns
            ],
            self.rooms[1],
            shares=self.lesson.widths,
            em=em_within(self.rooms[1].width, self.lesson.widths, self.em(NUMBER)),
            leading=1.9,
            flush=True,
        )
        self.heads = self.outputs.head[0]

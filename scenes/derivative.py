"""Scenes of the chapter *From limits to the derivative*."""

from manim import DOWN, LEFT, RIGHT, Create, FadeIn, FadeOut, ValueTracker, VGroup

from calcml.lessons import derivative
from calcml.stage import FORMULA, FUNCTION, INK, MOVING, SECANT, SOFT, TANGENT, LessonScene, beat


class SecantToTangent(LessonScene):
    """The slope of a curve is the limit that the slopes of its secants approach."""

    lesson = derivative.SecantToTangent()

    def construct(self) -> None:
        self.show_the_curve()
        self.join_two_points()
        self.shrink_the_step()
        self.come_from_the_left()
        self.arrive_at_the_tangent()

    @beat
    def show_the_curve(self) -> None:
        lesson = self.lesson
        self.axes = self.plot("main")
        self.curve = self.axes.curve(lesson.curve)
        self.name = self.readout("function", FUNCTION).next_to(
            self.axes.point(*lesson.name_place), LEFT, buff=0.25
        )
        self.fixed = self.axes.dot("at", lambda: lesson.fixed_point, INK)
        self.play(FadeIn(self.axes), run_time=0.6)
        self.play(Create(self.curve), run_time=1.4)
        self.play(FadeIn(self.name), FadeIn(self.fixed, scale=2), run_time=0.6)

    @beat
    def join_two_points(self) -> None:
        lesson, axes = self.lesson, self.axes
        self.step = ValueTracker(lesson.steps[0])
        self.moving = axes.dot("step", lambda: lesson.moving_point(self.step.get_value()))
        self.secant = axes.line(lambda: lesson.secant(self.step.get_value()), SECANT)
        self.legs = VGroup(
            axes.segment(lambda: lesson.run(self.step.get_value()), SOFT, width=2.5, dashed=True),
            axes.segment(lambda: lesson.rise(self.step.get_value()), SOFT, width=2.5, dashed=True),
        )
        self.letter = self.label("h", MOVING)
        self.letter.add_updater(lambda m: m.next_to(self.legs[0], DOWN, buff=0.15))
        self.play(FadeIn(self.panel()), run_time=0.4)
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
    def come_from_the_left(self) -> None:
        lesson = self.lesson
        pair = VGroup(self.moving, self.secant, self.legs, self.letter)
        self.play(FadeOut(pair), run_time=0.4)
        self.step.set_value(lesson.left_start)
        self.play(FadeIn(pair), run_time=0.4)
        self.play(self.step.animate.set_value(lesson.from_left), run_time=2)
        self.together(self.slopes.show(len(lesson.steps)), run_time=0.6)

    @beat
    def arrive_at_the_tangent(self) -> None:
        lesson = self.lesson
        tangent = self.axes.line(lambda: lesson.tangent_through, TANGENT, width=5, moving=False)
        limit = self.readout("derivative.value", TANGENT, template="SYMBOL = VALUE", size=FORMULA)
        limit.move_to(self.rooms[2].centre)
        self.play(FadeOut(self.moving, self.secant, self.legs, self.letter), run_time=0.6)
        self.play(Create(tangent), run_time=1.2)
        self.play(FadeIn(limit, shift=0.2 * RIGHT), run_time=0.6)

    def panel(self) -> VGroup:
        """Return the card with the quotient and the empty table of slopes."""
        inner = self.regions.panel.inset(x=0.35, y=0.3)
        self.rooms = inner.rows(1.2, 4, 0.8, gap=0.15)
        quotient = self.readout("quotient", template="VALUE", size=FORMULA, display=True)
        labels = [key.removeprefix("step.") for key in self.lesson.ledger if "step." in key]
        self.slopes = self.table(
            ["h", '"slope"'],
            [[f"step.{label}", f"secant.slope.{label}"] for label in labels],
            self.rooms[1],
        )
        return VGroup(self.card(), quotient.move_to(self.rooms[0].centre), self.slopes.head)

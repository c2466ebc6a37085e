"""A scene: what is seen, beat by beat. It computes nothing; the numbers come from its lesson."""

import slopes
from manim import Create, FadeIn

from calcml.stage import LessonScene, beat
from calcml.stage.theme import FUNCTION, MOVING, SECANT

__all__ = ["MeanSlope"]


class MeanSlope(LessonScene):
    """The mean slope is the slope of the line through both points."""

    lesson = slopes.MeanSlope()

    def construct(self) -> None:
        self.show_two_points()
        self.join_them()

    @beat
    def show_two_points(self) -> None:
        lesson = self.lesson
        self.axes = self.plot("main")
        upper, self.lower = self.regions.panel.inset(x=0.3, y=0.4).rows(1, 2, gap=0.3)
        formula = self.readout("function", FUNCTION).move_to(upper.centre)
        ends = [
            self.axes.dot("left", lambda: lesson.place(lesson.left), MOVING),
            self.axes.dot("right", lambda: lesson.place(lesson.right), MOVING),
        ]
        self.play(FadeIn(self.axes, self.card(), formula), run_time=0.6)
        self.play(Create(self.axes.curve(lesson.curve)), run_time=1.5)
        self.play(FadeIn(*ends, scale=2), run_time=0.6)

    @beat
    def join_them(self) -> None:
        secant = self.axes.line(lambda: self.lesson.line, SECANT)
        slope = self.readout("slope", SECANT, template="SYMBOL = VALUE", display=True)
        self.play(Create(secant), run_time=1)
        self.play(FadeIn(slope.move_to(self.lower.centre)), run_time=0.6)

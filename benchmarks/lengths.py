"""Scenes of one, two and four like beats, to see how cost grows with length."""

from manim import Create, FadeIn, FadeOut, ValueTracker

from benchmarks import waves
from calcml.stage import FUNCTION, LessonScene, beat


class _Repeated(LessonScene):
    """Tells the same thing again and again."""

    lesson = waves.Waves()

    @beat
    def first(self) -> None:
        self.run_along()

    @beat
    def second(self) -> None:
        self.run_along()

    @beat
    def third(self) -> None:
        self.run_along()

    @beat
    def fourth(self) -> None:
        self.run_along()

    def run_along(self) -> None:
        """Draw the wave, let a dot run along it, and take both away."""
        axes, share = self.plot("main"), ValueTracker(0)
        curve = axes.path(self.lesson.wave(), FUNCTION)
        dot = axes.dot("dot", lambda: self.lesson.place(share.get_value()))
        self.play(FadeIn(axes), run_time=0.6)
        self.play(Create(curve), run_time=1.4)
        self.add(dot)
        self.play(share.animate.set_value(1), run_time=4)
        self.play(FadeOut(axes, curve, dot), run_time=0.6)


class Once(_Repeated):
    """One beat."""

    def construct(self) -> None:
        self.first()


class Twice(_Repeated):
    """Two beats."""

    def construct(self) -> None:
        self.first()
        self.second()


class FourTimes(_Repeated):
    """Four beats."""

    def construct(self) -> None:
        self.first()
        self.second()
        self.third()
        self.fourth()

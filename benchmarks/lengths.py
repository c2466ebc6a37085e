"""Scenes of one, two and four like beats, to see how cost grows with length."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from manim import Create, FadeIn, FadeOut, ValueTracker

from calcml.core.types import FloatArray
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry
from calcml.lessons.lesson import Lesson
from calcml.lessons.scales import Frame, ticked
from calcml.stage import FUNCTION, LessonScene, beat

_TEXT = "A dot runs along a curve, and the picture stands until this sentence can be read."


@dataclass(frozen=True, kw_only=True)
class Waves(Lesson):
    """A dot on a wave."""

    chapter = "Benchmarks"
    number = "0.1"
    heading = Caption("Waves")
    slides = ()
    captions: ClassVar[Mapping[str, Caption]] = {
        name: Caption(_TEXT) for name in ("first", "second", "third", "fourth")
    }

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The plot."""
        return {"main": Frame(ticked(0, 8, 2), ticked(-2, 2, 1))}

    def entries(self) -> Iterable[Entry]:
        """Return no numbers: nothing but the axes is shown."""
        return ()

    def wave(self) -> FloatArray:
        """Return the curve, shape (400, 2)."""
        x = np.linspace(0, 8, 400)
        return np.column_stack([x, np.sin(3 * x)])

    def place(self, share: float) -> tuple[float, float]:
        """Return where the dot is."""
        return 8 * share, float(np.sin(24 * share))


class _Repeated(LessonScene):
    """Tells the same thing again and again."""

    lesson = Waves()

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

"""A lesson and its scene with everything on it that can be read back, to be filmed in a second."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import sympy as sp
from manim import FadeIn, ValueTracker

from calcml.core.fields import VectorField
from calcml.core.functions import Function
from calcml.core.sampling import Window, sample_curve
from calcml.core.symbols import x
from calcml.lessons.captions import Caption
from calcml.lessons.entries import decimals, number, parameter_entry, plain, scientific
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import finite, parameter
from calcml.lessons.scales import Frame, ticked
from calcml.stage import LessonScene, beat
from calcml.stage.arrowfields import ArrowField
from calcml.stage.arrows import arrow
from calcml.stage.theme import CONFIRMED, FUNCTION, MOVING, SECANT, TANGENT

__all__ = ["Trial", "TrialScene"]


@dataclass(frozen=True, kw_only=True)
class TrialLesson(Lesson):
    """A parabola, and numbers of every kind."""

    chapter = "Trials"
    number = "4.2"
    heading = Caption("A trial with {count}")
    slides = ()
    captions: ClassVar[Mapping[str, Caption]] = {
        "stand": Caption("All of {count} stand still."),
        "walk": Caption("It climbs to {height} now."),
    }
    count: sp.Expr = parameter(3, rule=finite, text="how many there are")

    @property
    def frames(self):
        return {"main": Frame(ticked(0, 8, 2), ticked(0, 8, 2, skip=[0]))}

    @property
    def curve(self):
        return sample_curve(Function(x**2 / 8, x), Window(x=(0, 8), y=(0, 8)))

    @property
    def field(self):
        points = np.array([[1.0, 4.4], [3.0, 4.4], [1.0, 6.4], [3.0, 6.4]])
        return VectorField(points, np.array([[0.9, 0.3], [-0.8, 0.6], [0.2, 1.1], [1.1, 0.0]]))

    @property
    def fixed(self):
        return 7.0, 1.5

    def place(self, at):
        """Return the place on the curve above a coordinate."""
        return at, at**2 / 8

    def tangent(self, at):
        """Return point and slope of the tangent."""
        return (*self.place(at), at / 4)

    def entries(self):
        third = sp.Rational(1, 3)
        yield parameter_entry("count", "n", self.count)
        for key, symbol, exact, style in (
            ("decimal", "d", sp.Rational(13, 4), plain),
            ("negative", "v", sp.Rational(-7, 4), plain),
            ("power", "p", sp.Rational(1, 400), scientific(2)),
            ("third", "r", third, decimals(3)),
            ("root", "w", sp.sqrt(2), decimals(3)),
            ("year", "y", sp.Integer(4096), plain),
            ("height", "h", sp.Rational(9, 2), plain),
            ("cell.0", "c", sp.Rational(17, 2), plain),
            ("cell.1", "c", sp.Rational(29, 4), plain),
        ):
            yield number(
                key, symbol, float(exact), exact=exact, formula=symbol, source="calcml.Function",
                style=style,
            )  # fmt: skip


class TrialScene(LessonScene):
    """Everything stands, and then one thing walks."""

    lesson = TrialLesson()

    def construct(self):
        self.stand()
        self.walk()

    @beat
    def stand(self):
        lesson, self.at = self.lesson, ValueTracker(2.0)
        axes = self.plot("main", equal=True)
        self.add(axes, axes.curve(lesson.curve, FUNCTION))
        self.add(
            axes.line(lambda: lesson.tangent(self.at.get_value()), TANGENT),
            axes.dot("fixed", lambda: lesson.fixed, SECANT, moving=False),
            axes.dot("ring", lambda: (5.0, 1.0), SECANT, hollow=True, moving=False),
            axes.dot("walker", lambda: lesson.place(self.at.get_value()), MOVING),
            arrow(axes, ((4.6, 6.6), (6.2, 5.8)), CONFIRMED),
            ArrowField(axes, lesson.field, scale=1.0),
            *self._numbers(),
        )
        self.wait(0.4)

    def _numbers(self):
        """Return readouts one below the other, and a table of one row under them."""
        keys = ("count", "decimal", "negative", "power", "third", "root", "year")
        *rows, foot = self.regions.panel.inset(x=0.2, y=0.2).rows(*[1.0] * len(keys), 2.4, gap=0.05)
        for key, row in zip(keys, rows, strict=True):
            template = "SYMBOL = VALUE" if key == "third" else "VALUE"
            yield self.readout(key, template=template).move_to(row.centre)
        table = self.table(["a", "b"], [["cell.0", "cell.1"]], foot)
        yield table.add(*table.rows)

    @beat
    def walk(self):
        height = self.readout("height", SECANT, template="SYMBOL = VALUE")
        height.move_to(self.plots[0].point(6.4, 0.4))
        self.play(self.at.animate.set_value(6.0), run_time=0.8)
        self.play(FadeIn(height), run_time=0.2)


Trial = TrialLesson

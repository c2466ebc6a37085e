"""A small lesson and its scene, to try the stage on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import pytest
import sympy as sp
from manim import tempconfig

from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import number, parameter_entry, plain
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import finite, parameter
from calcml.lessons.scales import Frame, ticked
from calcml.stage import LessonScene, beat, theme


@dataclass(frozen=True, kw_only=True)
class Doubling(Lesson):
    """Twice a number."""

    chapter = "Trials"
    number = "0.1"
    heading = Caption("Doubling {x}")
    slides = ()
    captions: ClassVar[Mapping[str, Caption]] = {
        "show_the_point": Caption("Twice {x} is {double}.", rests_on=("grows",)),
        "rest": Caption("That is all there is to see in this picture, and it stays a while."),
    }
    x: sp.Expr = parameter(3, rule=finite, text="the number to double")

    @property
    def frames(self):
        return {"main": Frame(ticked(0, 8, 2), ticked(0, 8, 2, skip=[0]))}

    @property
    def place(self):
        return float(self.x), float(2 * self.x)

    @property
    def claims(self):
        return (
            Claim(
                "grows",
                Caption("doubling makes {x} larger"),
                bool(self.x > 0),
                Caption("choose a positive number"),
            ),
        )

    def entries(self):
        yield parameter_entry("x", "x", self.x)
        yield number("double", "2 x", float(2 * self.x), exact=2 * self.x, formula="2 x",
                     source="calcml.Function", style=plain)  # fmt: skip


class DoublingScene(LessonScene):
    """Doubling moves a point up."""

    lesson = Doubling()

    def construct(self):
        self.show_the_point()
        self.rest()

    @beat
    def show_the_point(self):
        self.axes = self.plot("main")
        self.dot = self.axes.dot("double", lambda: self.lesson.place)
        self.add(self.axes, self.dot)
        self.wait(0.2)

    @beat
    def rest(self):
        self.wait(0.2)


@pytest.fixture
def dry():
    theme.use("dark")
    with tempconfig({"pixel_width": 854, "pixel_height": 480, "frame_rate": 15, "dry_run": True}):
        yield


@pytest.fixture
def doubling():
    """Return the scene's class."""
    return DoublingScene


@pytest.fixture
def told(dry, doubling):  # noqa: ARG001 - the configuration must last as long as the scene
    """Return the scene after its last beat."""
    scene = doubling(skip_animations=True)
    scene.render()
    return scene

"""A small lecture of one's own: two plain Manim scenes, one with a lesson beside it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser import browser, visit

__all__ = ["browser", "visit"]  # one browser for all folders below

SCENES = '''
"""Scenes for tests."""
from manim import RIGHT, Create, Dot, Scene

import numbers_of_mine


class Slide(Scene):
    """A dot slides.

    Not part of the sentence.
    """

    lesson = numbers_of_mine.Half

    def construct(self):
        dot = Dot()
        self.add(dot)
        self.play(dot.animate.shift(RIGHT), run_time=0.4)
        self.wait(0.6)


class Blink(Scene):
    """A dot appears."""

    def construct(self):
        self.play(Create(Dot()), run_time=0.4)


class Breaks(Scene):
    """Fails on purpose."""

    def construct(self):
        self.play(Create(Dot()), run_time=0.2)
        raise ValueError("step must be positive, got 0")


class Endless(Scene):
    """Goes on for minutes."""

    def construct(self):
        dot = Dot()
        self.add(dot)
        for _ in range(500):
            self.play(dot.animate.shift(0.01 * RIGHT), run_time=1)
'''

LESSON = '''
"""A lesson without any framework."""
from types import SimpleNamespace


class Half:
    number = "1.1"
    title = "One half"
    slides = ("A1",)

    def __init__(self, at=0.5):
        self.at = at

    @property
    def ledger(self):
        def entry(key, value):
            return SimpleNamespace(
                key=key, symbol="h", value=value, exact=None, error=None, bound=0.0,
                shown=str(value), formula='says "hello", twice', source="here", kind="number",
            )

        return {
            "half": entry("half", self.at),
            "pole": entry("pole", float("inf")),
            "axes.x.0": entry("axes.x.0", 0.0),
        }
'''

TOLD = '''
"""A scene of four beats."""
from manim import RIGHT, UP, Create, Dot

import lesson_of_mine
from calcml.stage import LessonScene, beat


class Walk(LessonScene):
    """A dot walks."""

    lesson = lesson_of_mine.Walk()

    def construct(self):
        self.appear()
        self.go_right()
        self.go_up()
        self.come_back()

    @beat
    def appear(self):
        self.dot = Dot()
        self.play(Create(self.dot), run_time=0.4)

    @beat
    def go_right(self):
        self.play(self.dot.animate.shift(RIGHT), run_time=0.6)

    @beat
    def go_up(self):
        self.dot.add_updater(lambda dot: dot.set_opacity(0.5))
        self.play(self.dot.animate.shift(UP), run_time=0.6)

    @beat
    def come_back(self):
        self.play(self.dot.animate.move_to(0 * UP), run_time=1)
'''

TOLD_LESSON = '''
"""The numbers of a walk: none."""
from dataclasses import dataclass

from calcml.lessons.captions import Caption
from calcml.lessons.lesson import Lesson

BEATS = ("appear", "go_right", "go_up", "come_back")


@dataclass(frozen=True, kw_only=True)
class Walk(Lesson):
    """A walk."""

    chapter = "Moving"
    number = "1.1"
    heading = Caption("A walk")
    slides = ()
    captions = {name: Caption("We " + name.replace("_", " ")) for name in BEATS}

    def entries(self):
        return ()
'''

LECTURE = """
title = "Dots & more"
author = "A. Author"
description = "For tests."
quality = "l"

[[chapter]]
title = "Moving"
file = "mine.py"
scenes = ["Slide", "Blink"]
"""

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with a lecture in it."""
    (tmp_path / "mine.py").write_text(SCENES)
    (tmp_path / "numbers_of_mine.py").write_text(LESSON)
    (tmp_path / "lecture.toml").write_text(LECTURE)
    return tmp_path


@pytest.fixture
def walk(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder with a lecture of one scene of four beats, and go there."""
    monkeypatch.chdir(project)
    (project / "mine.py").write_text(TOLD)
    (project / "lesson_of_mine.py").write_text(TOLD_LESSON)
    head = LECTURE[: LECTURE.index("scenes =")]
    (project / "lecture.toml").write_text(f'{head}scenes = ["Walk"]\n')
    return project


@pytest.fixture
def calcml(project: Path) -> Command:
    """Return the command, run in the project's folder."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "calcml.studio.cli", *arguments]
        return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)

    return run

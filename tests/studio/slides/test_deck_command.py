"""``calcml slides`` from outside: a lecture of one's own becomes a deck that opens and plays."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from calcml.studio.catalogue import catalogue
from calcml.studio.jobs import Job
from calcml.studio.lecture_file import read_lecture_file
from calcml.studio.outcomes import Rendered
from calcml.studio.problems import StudioError
from calcml.studio.quality import QUALITIES
from calcml.studio.shelves import Clip
from calcml.studio.slides.gathering import Work, gathered
from tests.browser import Visitor

pytestmark = pytest.mark.slow

Command = Callable[..., subprocess.CompletedProcess[str]]

SCENE = '''
"""A scene that turns, asks and answers."""
from manim import DOWN, RIGHT, Dot, Rotate, Square

import lesson_of_mine
from calcml.stage import LessonScene, beat


class Quiz(LessonScene):
    """A square turns."""

    lesson = lesson_of_mine.Quiz()

    def construct(self):
        self.square = Square(2, fill_opacity=1)
        self.turn()
        self.ask()
        self.answer()

    @beat(loops=True)
    def turn(self):
        self.add(self.square)
        self.play(Rotate(self.square, angle=6.283185307179586), run_time=0.6)

    @beat(waits=True)
    def ask(self):
        self.play(self.square.animate.shift(RIGHT), run_time=0.4)

    @beat
    def answer(self):
        sides = self.readout("sides", template="SYMBOL = VALUE").move_to(2 * DOWN)
        self.add(sides)
        self.play(self.square.animate.shift(-RIGHT), run_time=0.4)
'''

LESSON = '''
"""A square has four sides."""
from dataclasses import dataclass

from calcml.lessons.captions import Caption
from calcml.lessons.entries import number, readable
from calcml.lessons.lesson import Lesson


@dataclass(frozen=True, kw_only=True)
class Quiz(Lesson):
    """A quiz."""

    chapter = "Asking"
    number = "1.1"
    heading = Caption("A quiz")
    slides = ()
    captions = {
        "turn": Caption("It turns"),
        "ask": Caption("How many sides?"),
        "answer": Caption("It has {sides}"),
    }

    def entries(self):
        yield number("sides", "n", 4.0, exact=4, formula="by counting", source="here",
                     style=readable(4))
'''

LECTURE = """
title = "A quiz & more"
author = "A. Author"
quality = "l"

[[chapter]]
title = "Asking"
file = "mine.py"
scenes = ["Quiz"]
"""


@dataclass(frozen=True)
class Made:
    """A lecture of which slides were made."""

    folder: Path
    told: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a lecture of which slides were made, without and with a caption in the clips."""
    folder = tmp_path_factory.mktemp("mine")
    (folder / "mine.py").write_text(SCENE)
    (folder / "lesson_of_mine.py").write_text(LESSON)
    (folder / "lecture.toml").write_text(LECTURE)
    told = calcml(folder, "slides", "lecture.toml", "-j", "1")
    assert told.returncode == 0, told.stderr
    return Made(folder, told)


def calcml(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "calcml.studio.cli", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def rendered(folder: Path, **changes: object) -> Rendered:
    """Return the scene as the command has rendered it."""
    (sidecar,) = folder.glob("media/.calcml/clips/Quiz/*/sidecar.json")
    about = json.loads(sidecar.read_text()) | changes
    (card,) = catalogue(read_lecture_file(folder / "lecture.toml"))
    job = Job(card=card, quality=QUALITIES["l"], theme="light")
    return Rendered(job, Clip(sidecar.parent, about), cached=True)


def test_the_command_says_where_the_deck_is(made):
    assert made.told.stdout == "media/slides/a-quiz-more-light/index.html\n"
    clips = made.folder / "media" / "slides" / "a-quiz-more-light" / "clips" / "01-Quiz"
    assert sorted(path.name for path in clips.iterdir()) == [
        "01-turn.mp4", "01-turn.webp", "02-ask.mp4", "02-ask.webp",
        "03-answer.mp4", "03-answer.webp",
    ]  # fmt: skip


def test_a_deck_has_what_the_sidecar_says(made, tmp_path, monkeypatch):
    monkeypatch.chdir(made.folder)
    scene = rendered(made.folder)
    deck = gathered(
        Work(lecture=read_lecture_file(Path("lecture.toml")), scenes=(scene,)), tmp_path
    )
    turn, ask, answer = deck.slides
    assert (deck.title, deck.author, deck.theme) == ("A quiz & more", "A. Author", "light")
    assert not deck.captions
    assert [(slide.loops, slide.waits) for slide in deck.slides] == [
        (True, False), (False, True), (False, False),
    ]  # fmt: skip
    told = scene.clip.sidecar
    assert sum(slide.frames for slide in deck.slides) == told["frames"]
    assert [slide.caption for slide in deck.slides] == [
        "It turns",
        "How many sides?",
        "It has 4.0000",
    ]
    assert turn.numbers == ask.numbers == ()
    (sides,) = answer.numbers
    assert (sides.shown, sides.exact) == ("4.0000", "4")
    assert (sides.computed, sides.error) == ("4.0", 0.0)
    assert sides.new
    with av.open(turn.clip) as part:
        pictures = [frame.to_ndarray(format="rgb24") for frame in part.decode(video=0)]
    for path, picture in ((turn.first, pictures[0]), (turn.last, pictures[-1])):
        with Image.open(path) as kept:
            assert np.array_equal(np.asarray(kept), picture)
    strip = pictures[-1][int(0.88 * 480) :]
    assert np.ptp(strip.astype(int), axis=(0, 1)).max() < 12  # no caption in the clip


def test_no_beats_no_deck(made, tmp_path, monkeypatch):
    monkeypatch.chdir(made.folder)
    lecture = read_lecture_file(Path("lecture.toml"))
    with pytest.raises(StudioError, match="a deck needs at least one scene"):
        gathered(Work(lecture=lecture, scenes=()), tmp_path)
    with pytest.raises(StudioError, match="a deck needs at least one beat, and Quiz tells none"):
        gathered(Work(lecture=lecture, scenes=(rendered(made.folder, timeline=[]),)), tmp_path)


def test_clips_of_different_sizes_make_no_deck(made, tmp_path, monkeypatch):
    monkeypatch.chdir(made.folder)
    scenes = (rendered(made.folder), rendered(made.folder, width=640, scene="Other"))
    with pytest.raises(StudioError) as caught:
        gathered(Work(lecture=read_lecture_file(Path("lecture.toml")), scenes=scenes), tmp_path)
    assert str(caught.value) == (
        "all clips of a deck have one size and rate, but Quiz has 854×480 at 15 fps and Other "
        "640×480 at 15 fps"
    )


@pytest.mark.xdist_group("browser")
def test_the_deck_plays_and_looks_like_the_video(made, visit: Visitor):
    index = made.folder / "media" / "slides" / "a-quiz-more-light" / "index.html"
    visited = visit(index, width=854, height=480, motion="any")
    page = visited.page
    page.wait_for_function("() => document.documentElement.dataset.ready === ''")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('video.seen').loop")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('video.seen').ended")
    page.wait_for_timeout(400)  # until the caption has come
    picture = Image.open(io.BytesIO(page.screenshot())).convert("L")
    told = calcml(made.folder, "render", "Quiz", "--theme", "light", "-ql", "-s")
    assert told.returncode == 0, told.stderr
    still = min((made.folder / "media" / "stills").rglob("*ask*.png"))
    video = Image.open(still).convert("L").resize(picture.size)
    box = (100, 420, 754, 464)
    here = np.asarray(picture.crop(box), dtype=float)
    assert here.min() < 90
    shifts = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
    matches = {
        (x, y): _likeness(here, np.asarray(video.crop(_moved(box, x, y)), dtype=float))
        for x, y in shifts
    }
    # The same outlines in the same place, drawn by another program.
    assert max(matches, key=lambda shift: matches[shift]) == (0, 0)
    assert matches[0, 0] > 0.92
    assert (visited.asked, visited.said) == ([], [])


def _moved(box: tuple[int, int, int, int], x: int, y: int) -> tuple[int, int, int, int]:
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def _likeness(here: np.ndarray, there: np.ndarray) -> float:
    return float(np.corrcoef(here.ravel(), there.ravel())[0, 1])


def test_what_a_user_changed_is_kept(made):
    index = made.folder / "media" / "slides" / "a-quiz-more-light" / "index.html"
    index.write_text(index.read_text() + "<!-- mine -->")
    told = calcml(made.folder, "slides", "lecture.toml")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == (
        "calcml: media/slides/a-quiz-more-light is there already and was not made by calcml, or "
        "was changed since: choose another place with -o, or replace it with --force\n"
    )
    assert index.read_text().endswith("<!-- mine -->")
    again = calcml(made.folder, "slides", "lecture.toml", "--one-file", "-o", "one.html")
    assert (again.returncode, again.stdout) == (0, "one.html\n")
    assert not list(made.folder.glob("media/.calcml/work/*/*"))

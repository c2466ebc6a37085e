"""Every scene, told without its motion: what is on screen at the end of each beat.

One telling serves all claims. Each scene is told wide and dark; every third, with ``--every`` all,
also upright and light.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from manim import tempconfig

from calcml.lessons.captions import Caption
from calcml.stage import theme
from calcml.stage.lint import faults
from calcml.stage.scene import BeatSpan, LessonScene
from tests.sampling import sampled
from tests.scene_files import loaded, scene_names

SCENES = scene_names()
LOOKS = {"dark": (854, 480), "light": (480, 854)}
"""The pixels of the frame in which each theme is tried."""
QUIET = {"frame_rate": 15, "dry_run": True}
BRIEF = {"ChapterCard": (3, 5), "LectureTitle": (10, 20), "CreditsAndReferences": (8, 20)}
"""Scenes that are shorter than the others, and how many seconds they may take."""

pytestmark = pytest.mark.slow


@dataclass
class Telling:
    """What was seen of one scene."""

    scene: LessonScene
    spans: list[BeatSpan] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    unwarranted: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    pictures: list[np.ndarray] = field(default_factory=list)
    placed: set[str] = field(default_factory=set)


@cache
def told(path, name, theme_name):
    theme.use(theme_name)
    width, height = LOOKS[theme_name]
    with tempconfig({"pixel_width": width, "pixel_height": height, **QUIET}):
        scene = getattr(loaded(path), name)(skip_animations=True)
        telling = Telling(scene)
        watch(scene, telling)
        scene.render()
    return telling


def watch(scene, telling):
    played = scene.play

    def play(*args, **kwargs):
        played(*args, **kwargs)
        note_texts(scene, telling)

    def ended(_, span):
        telling.spans.append(span)
        telling.faults += [f"{span.name}: {fault}" for fault in faults(scene)]
        telling.misplaced += [f"{span.name}: {what}" for what in misplaced(scene, telling)]
        scene.renderer.static_image = None
        scene.renderer.update_frame(scene)
        telling.pictures.append(scene.renderer.get_frame()[:, :, :3].copy())

    scene.play = play
    scene.beat_ended = ended


def note_texts(scene, telling):
    """Collect the entries shown, and the texts whose digits no entry warrants."""
    ledger, lesson = scene.lesson.ledger, scene.lesson
    for text in scene.texts():
        telling.shown.update(text.entry_keys)
        rest = re.sub(r"#box\(width: [\d.]+pt, ", "", text.source)
        for key in sorted(text.entry_keys, key=lambda k: -len(ledger[k].typst)):
            rest = rest.replace(ledger[key].typst, "").replace(ledger[key].symbol, "")
            if ledger[key].in_words:
                rest = rest.replace(Caption(f"{{{key}}}").typst(ledger), "")
        if any(c.isdigit() for c in rest) and rest != f"{lesson.chapter} · {lesson.number}":
            telling.unwarranted.add(text.source)


def misplaced(scene, telling):
    """Yield the marks on screen that do not stand where the lesson says."""
    visible = {id(part) for top in scene.mobjects for part in top.get_family()}
    for mark in scene.marks:
        if id(mark.mobject) not in visible:
            continue
        telling.placed.add(mark.name)
        expected = mark.plot.point(*mark.place())
        if not np.allclose(mark.mobject.get_center(), expected, atol=1e-6):
            yield f"{mark.name} at {mark.mobject.get_center()} instead of {expected}"


def each(argument):
    cases = sampled(((path, name, look) for path, name in SCENES for look in LOOKS),
                    lambda n: n % 2 == 0 or n // 2 % 3 == 0)  # fmt: skip
    return pytest.mark.parametrize(
        argument,
        [
            pytest.param(
                case.values,
                id=f"{case.values[1]}-{case.values[2]}",
                marks=[*case.marks, pytest.mark.xdist_group("-".join(case.values[1:]))],
            )
            for case in cases
        ],
    )


@each("key")
def test_no_picture_has_a_fault(key):
    assert told(*key).faults == []


@each("key")
def test_every_beat_has_its_caption_in_order(key):
    telling = told(*key)
    assert [s.name for s in telling.spans] == list(telling.scene.lesson.captions)


@each("key")
def test_beats_follow_one_another_without_gap(key):
    spans = told(*key).spans
    assert spans[0].start == 0
    assert all(a.end == b.start for a, b in pairwise(spans))


@each("key")
def test_a_beat_lasts_at_least_as_long_as_its_caption_takes_to_read(key):
    for span in told(*key).spans:
        assert span.end - span.start >= len(span.caption) / 15 - 1e-6, span


@each("key")
def test_a_scene_lasts_twenty_to_sixty_seconds(key):
    low, high = BRIEF.get(key[1], (20, 75))
    assert low <= told(*key).spans[-1].end <= high


@each("key")
def test_every_number_on_screen_has_an_entry(key):
    assert told(*key).unwarranted == set()


@each("key")
def test_every_entry_is_on_screen(key):
    telling = told(*key)
    assert set(telling.scene.lesson.ledger) - telling.shown == set()


@each("key")
def test_what_is_placed_stands_where_the_lesson_says(key):
    assert told(*key).misplaced == []


@each("key")
def test_every_beat_draws_its_own_picture_on_the_themes_background(key):
    telling = told(*key)
    background = np.array(theme._themes()[key[2]].colours[theme.BACKGROUND].to_int_rgb())
    for picture in telling.pictures:
        assert np.abs(picture[2, 2].astype(int) - background).max() <= 1
    assert len({picture.tobytes() for picture in telling.pictures}) == len(telling.pictures)


@each("key")
def test_the_docstring_is_one_sentence(key):
    doc = type(told(*key).scene).__doc__ or ""
    assert doc.strip().endswith(".")
    assert "\n" not in doc.strip()

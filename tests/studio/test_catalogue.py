"""Scenes are known from the text of their files."""

from pathlib import Path

import pytest

from calcml.studio.catalogue import SceneCard, catalogue, pick
from calcml.studio.lecture_file import read_lecture_file
from calcml.studio.problems import StudioError


def cards_of(project: Path) -> tuple[SceneCard, ...]:
    return catalogue(read_lecture_file(project / "lecture.toml"))


def with_scene(project: Path, text: str) -> SceneCard:
    """Return the card of ``Only``, the last class of a new scene file."""
    folder = project / "fresh"
    folder.mkdir()
    (folder / "mine.py").write_text(text)
    lecture = folder / "lecture.toml"
    lecture.write_text('title = "x"\n[[chapter]]\ntitle = "a"\nfile = "mine.py"\nscenes = ["Only"]')
    return catalogue(read_lecture_file(lecture))[0]


def test_scenes_come_in_order_with_their_first_sentence(project: Path) -> None:
    cards = cards_of(project)
    assert [card.name for card in cards] == ["Slide", "Blink"]
    assert [card.sentence for card in cards] == ["A dot slides.", "A dot appears."]
    assert {card.chapter for card in cards} == {"Moving"}


def test_a_lesson_is_found_beside_the_scene_file(project: Path) -> None:
    slide, blink = cards_of(project)
    assert blink.lesson is None
    assert slide.lesson is not None
    assert slide.lesson.load().ledger["half"].value == 0.5


@pytest.mark.parametrize(
    ("imports", "lesson", "module"),
    [
        ("from calcml.lessons import derivative", "derivative.A", "calcml.lessons.derivative"),
        ("from calcml.lessons.derivative import A", "A", "calcml.lessons.derivative"),
        ("import calcml.lessons.derivative as d", "d.A", "calcml.lessons.derivative"),
        (
            "import calcml.lessons.derivative",
            "calcml.lessons.derivative.A",
            "calcml.lessons.derivative",
        ),
    ],
)
def test_every_way_to_import_a_lesson_is_understood(
    project: Path, imports: str, lesson: str, module: str
) -> None:
    card = with_scene(project, f"{imports}\nclass Only(Scene):\n    lesson = {lesson}\n")
    assert card.lesson is not None
    assert (card.lesson.module, card.lesson.attribute) == (module, "A")


def test_a_lesson_is_inherited_and_takes_literal_arguments(project: Path) -> None:
    base = "import m\nclass Base(Scene):\n    lesson = m.A(at=2, steps=(1, 2))\n"
    card = with_scene(project, f"{base}class Only(Base): pass\n")
    assert card.lesson is not None
    assert card.lesson.arguments == {"at": 2, "steps": (1, 2)}


def test_arguments_that_need_running_the_scene_are_refused_when_loaded(project: Path) -> None:
    card = with_scene(project, "import m\nclass Only(Scene):\n    lesson = m.A(f=x**2)\n")
    assert card.lesson is not None
    with pytest.raises(StudioError, match="plain literals"):
        card.lesson.load()


def test_a_lesson_from_nowhere_is_told_with_its_line(project: Path) -> None:
    with pytest.raises(StudioError, match=r"mine.py, line 2: the lesson of Only must come from"):
        with_scene(project, "class Only(Scene):\n    lesson = Missing\n")


def test_a_missing_lesson_is_told(project: Path) -> None:
    card = with_scene(project, "import os\nclass Only(Scene):\n    lesson = os.Nothing\n")
    assert card.lesson is not None
    with pytest.raises(StudioError, match=r"there is no lesson os\.Nothing"):
        card.lesson.load()


def test_picking_keeps_the_order_of_the_names_and_knows_the_nearest(project: Path) -> None:
    cards = cards_of(project)
    assert [card.name for card in pick(cards, ("Blink", "Slide", "Blink"))] == ["Blink", "Slide"]
    assert pick(cards, ()) == cards
    with pytest.raises(StudioError, match=r"there is no scene 'slid': did you mean Slide\?"):
        pick(cards, ("slid",))


def test_a_chapter_may_have_its_scenes_in_several_files(project: Path) -> None:
    (project / "more.py").write_text('class Second(Scene):\n    """Goes on."""\n')
    lecture = project / "lecture.toml"
    head = 'title = "x"\n[[chapter]]\ntitle = "a"\nfile = ["mine.py", "more.py"]\n'
    lecture.write_text(head + 'scenes = ["Slide", "Second"]')
    files = [card.file.name for card in cards_of(project)]
    assert files == ["mine.py", "more.py"]
    lecture.write_text(head + 'scenes = ["Slide", "Secnd"]')
    with pytest.raises(StudioError, match=r"more\.py have no scene 'Secnd', did you mean Second"):
        cards_of(project)
    lecture.write_text(head.replace('["mine.py", "more.py"]', "[]") + 'scenes = ["Slide"]')
    with pytest.raises(StudioError, match="must name a file at least, got an empty list"):
        cards_of(project)

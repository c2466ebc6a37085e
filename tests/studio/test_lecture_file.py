"""A broken lecture file gets one message: file, line, key, and what is allowed."""

import re
from pathlib import Path

import pytest

from calcml.studio.catalogue import catalogue
from calcml.studio.judgements import judged
from calcml.studio.lecture_file import built_in_lecture, find_lecture_file, read_lecture_file
from calcml.studio.problems import StudioError

CHAPTER = '[[chapter]]\ntitle = "a"\nfile = "mine.py"\nscenes = ["Slide"]\n'


def with_scene(item: str) -> str:
    return f'title = "x"\n{CHAPTER.replace(chr(34) + "Slide" + chr(34), chr(10) + item)}'


def message(folder: Path, text: str) -> str:
    path = folder / "lecture.toml"
    path.write_text(text)
    with pytest.raises(StudioError) as caught:
        catalogue(read_lecture_file(path))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_lecture_is_read_with_its_defaults(project: Path) -> None:
    lecture = read_lecture_file(project / "lecture.toml")
    assert (lecture.title, lecture.author) == ("Dots & more", "A. Author")
    assert (lecture.theme, lecture.quality) == ("dark", "l")
    assert lecture.chapters[0].files == (project / "mine.py",)
    assert [scene.name for scene in lecture.chapters[0].scenes] == ["Slide", "Blink"]


@pytest.mark.parametrize(
    ("text", "line", "key", "rule"),
    [
        (f"\n{CHAPTER}", 1, "title", "is missing"),
        (f"title = 3\n{CHAPTER}", 1, "title", "must be a text in quotes, got 3"),
        (f'title = "x"\n\nqualty = "h"\n{CHAPTER}', 3, "qualty", "did you mean quality?"),
        (f'title = "x"\ntheme = "drak"\n{CHAPTER}', 2, "theme", "must be one of dark, light"),
        (f'title = "x"\nquality = "z"\n{CHAPTER}', 2, "quality", "must be one of l, m, h, p, k"),
        ('title = "x"\n', 1, "chapter", "at least one [[chapter]]"),
        ('title = "x"\n[chapter]\ntitle = "a"\n', 2, "chapter", "at least one [[chapter]]"),
        (
            f'title = "x"\n{CHAPTER.replace("mine.py", "other.py")}',
            4,
            "file",
            "there is no file",
        ),
        (
            f'title = "x"\n{CHAPTER}{CHAPTER.replace("scenes", "scene")}',
            9,
            "scene",
            "did you mean scenes?",
        ),
        (
            f'title = "x"\n{CHAPTER.replace(chr(34) + "Slide" + chr(34), "3")}',
            5,
            "scenes",
            "a scene is named by its class, got 3",
        ),
        (
            f'title = "x"\n{CHAPTER.replace("mine.py", "calcml:limit")}',
            4,
            "file",
            "there is no file calcml:limit, did you mean calcml:limits?",
        ),
        (
            with_scene('{ name = "Slide", at = 1 }'),
            6,
            "at",
            "unknown, choose from name, title, set",
        ),
        (with_scene("{ set = { at = 1 } }"), 5, "scenes", "is named by its class, got None"),
        (with_scene('{ name = "Slide", set = 3 }'), 6, "set", "must be a table such as"),
        (with_scene('{ name = "Slide", title = 3 }'), 6, "title", "must be a text in quotes"),
        (
            with_scene('{ name = "Slide", set = { at = true } }'),
            6,
            "set",
            "at: a number, a text or a list is needed, got True",
        ),
        (
            with_scene('{ name = "Slide", set = { at = nan } }'),
            6,
            "set",
            "at: a number must be finite, got NaN",
        ),
        (
            with_scene('{ name = "Slide", set = { at = -inf } }'),
            6,
            "set",
            "at: a number must be finite, got -Infinity",
        ),
        (
            with_scene('{ name = "Slide", set = { at = 2026-01-01 } }'),
            6,
            "set",
            "at: a number, a text or a list is needed, got datetime",
        ),
        (
            with_scene('{ name = "Slide", set = { at = { b = 1 } } }'),
            6,
            "set",
            "at: a number, a text or a list is needed",
        ),
        (
            f'title = "x"\n{CHAPTER.replace("Slide", "Slid")}',
            5,
            "scenes",
            "no scene 'Slid', did you mean Slide?",
        ),
    ],
)
def test_a_broken_file_is_told_by_line_and_key(
    project: Path, text: str, line: int, key: str, rule: str
) -> None:
    told = message(project, text)
    assert f'lecture.toml, line {line}, key "{key}": ' in told
    assert rule in told


def test_broken_toml_is_told_by_line_and_column(project: Path) -> None:
    assert "lecture.toml, line 2, column 9: not valid TOML" in message(
        project, 'a = 1\ntitle = x"\n'
    )


def test_a_scene_file_that_does_not_parse_is_told_by_line(project: Path) -> None:
    (project / "mine.py").write_text("class Slide(\n")
    assert "mine.py, line 1: " in message(project, f'title = "x"\n{CHAPTER}')


def test_the_usual_places_are_looked_at(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    assert find_lecture_file(None) == Path("lecture.toml")
    (project / "lecture.toml").unlink()
    assert find_lecture_file(None) == built_in_lecture()
    with pytest.raises(StudioError, match="there is no lecture file"):
        find_lecture_file(Path("else.toml"))
    with pytest.raises(StudioError, match="got the folder"):
        find_lecture_file(project)


def test_a_scene_may_be_told_twice_with_other_parameters(project: Path) -> None:
    text = (
        'title = "x"\n[[chapter]]\ntitle = "a"\nfile = "calcml:derivative"\nscenes = [\n'
        '  { name = "SecantToTangent", set = { function = "sin(x)", at = 0.1 } },\n'
        '  "SecantToTangent",\n'
        '  { name = "SecantToTangent", title = "Again", set = { steps = [2, 0.5] } },\n]\n'
    )
    path = project / "lecture.toml"
    path.write_text(text)
    lecture = read_lecture_file(path)
    mentions = lecture.chapters[0].scenes
    assert [mention.line for mention in mentions] == [6, 7, 8]
    assert [mention.title for mention in mentions] == ["", "", "Again"]
    assert mentions[0].parameters == {"function": "sin(x)", "at": "0.1"}
    assert mentions[2].parameters == {"steps": [2, "0.5"]}
    labels = [card.label for card in catalogue(lecture)]
    assert labels[1] == "SecantToTangent"
    assert labels[0].startswith("SecantToTangent-sin-x-0.1-")
    assert len(set(labels)) == 3


def test_a_lecture_file_executes_nothing(project: Path) -> None:
    path = project / "lecture.toml"
    hostile = "__import__('os').system('touch harmed')"
    path.write_text(
        'title = "x"\n[[chapter]]\ntitle = "a"\nfile = "calcml:derivative"\n'
        f'scenes = [{{ name = "SecantToTangent", set = {{ function = "{hostile}" }} }}]\n'
    )
    (judgement,) = judged(catalogue(read_lecture_file(path)))
    assert judgement.refusal.startswith("function: ")
    assert not any(Path(folder, "harmed").exists() for folder in (project, Path.cwd()))


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"a = " + b"[" * 100_000 + b"]" * 100_000, "lists may not lie in so many others"),
        (b"# " + b"x" * 1_000_000, "a lecture file may have 1,000,000 bytes"),
        (b"\xff\xfe", "a lecture file is UTF-8 text"),
        (b"", 'line 1, key "chapter": is missing'),
    ],
)
def test_what_is_no_lecture_file_gets_one_message(project: Path, content: bytes, rule: str) -> None:
    path = project / "lecture.toml"
    path.write_bytes(content)
    with pytest.raises(StudioError, match=re.escape(rule)):
        read_lecture_file(path)

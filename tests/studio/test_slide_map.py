"""From slides to scenes and claims: what belongs together, and what is left over."""

import json
from pathlib import Path

import pytest

from calcml.decks.claims import DeckClaim
from calcml.decks.slides import Slide
from calcml.studio.cli import main
from calcml.studio.deck_claims import read_claims
from calcml.studio.lecture_file import read_lecture_file
from calcml.studio.problems import StudioError
from calcml.studio.slide_map import read_slides, slide_map

ROOT = Path(__file__).parents[2]
SLIDES = (
    Slide(id="A1", title="First"),
    Slide(id="A2", title="Second"),
    Slide(id="A3", title="A heading", section=True),
)


def claim(number: int, slide: str, scene: str) -> DeckClaim:
    return DeckClaim(
        id=f"A-{number:03}", slide=slide, title="One", statement="One is one.", formula="1 = 1",
        scene=scene,
    )  # fmt: skip


def test_a_scene_stands_for_what_its_lesson_or_a_claim_names() -> None:
    claims = [claim(1, "A2", "Late"), claim(2, "A2", "Late"), claim(4, "A2", "Early")]
    first, second, heading = slide_map(SLIDES, claims, {"Early": ("A1",), "Late": ("A1",)})
    assert first.scenes == ("Early", "Late")
    assert (first.told_by, first.asserted) == ("Early, Late", "–")
    assert second.scenes == ("Early", "Late")
    assert second.asserted == "A-001–A-002, A-004"
    assert heading.told_by == "(chapter card)"
    assert not any(row.is_left_over for row in (first, second, heading))


def test_what_has_no_scene_is_left_over() -> None:
    claims = [claim(1, "A2", "Told"), claim(2, "A2", "Missing")]
    first, second, heading = slide_map(SLIDES, claims, {"Told": ()})
    assert first.is_left_over
    assert first.told_by == "–"
    assert second.is_left_over
    assert [c.id for c in second.homeless] == ["A-002"]
    assert not heading.is_left_over


@pytest.mark.parametrize(
    ("claims", "scenes", "message"),
    [
        ([], {"Early": ("A9",)}, "Early names slide A9, which no deck has"),
        ([claim(7, "A9", "Early")], {}, "A-007 names slide A9, which no deck has"),
    ],
)
def test_a_slide_that_there_is_not_is_named(
    claims: list[DeckClaim], scenes: dict[str, tuple[str, ...]], message: str
) -> None:
    with pytest.raises(StudioError, match=message):
        slide_map(SLIDES, claims, scenes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[slide", "not valid TOML"),
        ('[[slide]]\nid = "A1"\n', "A1: title is missing"),
        (
            '[[slide]]\nid = "A1"\ntitle = "x"\ntitel = "y"\n',
            "no field 'titel': did you mean title",
        ),
        ('[[slide]]\nid = "9A"\ntitle = "x"\n', "9A: id must be the deck's letter"),
        (
            '[[slide]]\nid = "A1"\ntitle = "x"\nsection = 1\n',
            "section must be true or false, got 1",
        ),
        ('[[slide]]\nid = "A1"\ntitle = " x"\n', "title must be one line of text, got ' x'"),
        ("slide = [1]\n", "has \\[\\[slide\\]\\] tables"),
    ],
)
def test_a_file_of_slides_is_read_strictly(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "slides.toml"
    path.write_text(text)
    with pytest.raises(StudioError, match=message):
        read_slides(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"cannot read .*none\.toml: No such file"):
        read_slides(tmp_path / "none.toml")


def test_all_slides_of_both_decks_are_listed_in_order() -> None:
    ids = [slide.id for slide in read_slides()]
    assert ids == [f"A{n}" for n in range(1, 46)] + [f"B{n}" for n in range(1, 28)]
    assert {c.slide for c in read_claims()} <= set(ids)


def test_the_lecture_leaves_nothing_over_and_the_docs_say_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit) as end:
        main(["map", "--format", "md"])
    shown = capsys.readouterr()
    assert end.value.code == 0
    assert shown.err.endswith(" 229 claims: nothing left over\n")
    page = (ROOT / "docs" / "lecture.md").read_text(encoding="utf-8")
    assert page.endswith(shown.out), "python scripts/gallery.py --pages"


def test_the_gallery_has_a_picture_of_every_scene() -> None:
    page = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    lecture = read_lecture_file(ROOT / "scenes" / "lecture.toml")
    scenes = [mention.name for chapter in lecture.chapters for mention in chapter.scenes]
    places = [page.index(f"](gallery/scenes/{name}.png)") for name in scenes]
    assert places == sorted(places)
    pictures = {path.stem for path in (ROOT / "docs" / "gallery" / "scenes").iterdir()}
    assert pictures == set(scenes)


def test_the_command_lists_every_slide_and_says_what_is_left_over(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    with pytest.raises(SystemExit) as end:
        main(["map", "--format", "json"])
    shown = capsys.readouterr()
    assert end.value.code == 1
    rows = json.loads(shown.out)
    assert len(rows) == 72
    assert {claim for row in rows for claim in row["left_over"]} == {c.id for c in read_claims()}
    told = {row["slide"]: row["scenes"] for row in rows if row["scenes"]}
    assert told == {"A1": ["Slide"]}
    bare = sum(not (row["scenes"] or row["section"]) for row in rows)
    assert shown.err == (
        f"72 slides, 1 scene, 229 claims: without a scene {bare} slides and 229 claims\n"
    )

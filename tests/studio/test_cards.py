"""Cards of chapters: what a lecture file says of them, and what becomes of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from calcml.studio.catalogue import catalogue, pick
from calcml.studio.judgements import judged
from calcml.studio.lecture_file import read_lecture_file
from calcml.studio.problems import StudioError
from calcml.studio.transcripts import Passage, chapters_text

HEAD = 'title = "Slopes"\ncards = true\n'


def chapter(title: str, more: str = "", scenes: str = '"SecantToTangent"') -> str:
    return (
        f'[[chapter]]\ntitle = "{title}"\nfile = "calcml:derivative"\n{more}scenes = [{scenes}]\n'
    )


def lecture(folder: Path, text: str):
    path = folder / "lecture.toml"
    path.write_text(text, encoding="utf-8")
    return read_lecture_file(path)


def test_a_card_opens_each_chapter_and_knows_the_road(tmp_path: Path) -> None:
    cards = catalogue(lecture(tmp_path, HEAD + chapter("One") + chapter("Two")))
    assert [card.name for card in cards] == ["ChapterCard", "SecantToTangent"] * 2
    assert [card.opens for card in cards] == [True, False] * 2
    assert cards[0].parameters == {"now": 1, "chapters": ["One", "Two"]}
    assert cards[2].parameters == {"now": 2, "chapters": ["One", "Two"]}
    assert (cards[2].chapter, cards[2].where) == ("Two", f"{tmp_path}/lecture.toml, line 8")
    assert len({card.label for card in cards}) == 3


def test_the_card_of_a_chapter_is_called_as_the_chapter(tmp_path: Path) -> None:
    cards = catalogue(lecture(tmp_path, HEAD + chapter("One") + chapter("Two")))
    told = list(judged(card for card in cards if card.opens))
    assert [each.refusal for each in told] == ["", ""]
    assert [each.facts["title"] for each in told] == ["One", "Two"]


def test_a_chapter_without_card_is_no_stop(tmp_path: Path) -> None:
    text = HEAD + chapter("Welcome", "card = false\n") + chapter("One") + chapter("Two")
    told = lecture(tmp_path, text)
    assert [(plan.title, plan.number) for plan in told.road] == [("One", 1), ("Two", 2)]
    assert [card.name for card in catalogue(told)][:2] == ["SecantToTangent", "ChapterCard"]


def test_numbers_count_on_from_the_one_that_is_given(tmp_path: Path) -> None:
    text = HEAD + chapter("One") + chapter("Five", "number = 5\n") + chapter("Six")
    told = lecture(tmp_path, text)
    assert [plan.number for plan in told.road] == [1, 5, 6]
    assert catalogue(told)[-2].parameters == {
        "now": 6, "chapters": ["One", "Five", "Six"], "numbers": [1, 5, 6],
    }  # fmt: skip


def test_without_cards_all_chapters_are_stops(tmp_path: Path) -> None:
    scene = '{ name = "SecantToTangent", told = ["lecture", "author", "chapters"] }'
    text = 'title = "Slopes"\nauthor = "A"\n' + chapter("One", "", scene) + chapter("Two")
    told = lecture(tmp_path, text)
    assert told.cards is None
    assert catalogue(told)[0].parameters == {
        "lecture": "Slopes", "author": "A", "chapters": ["One", "Two"],
    }  # fmt: skip


def test_a_lecturer_may_have_a_card_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "from calcml.lessons import opening\nfrom manim import Scene\n\n"
        'class ChapterCard(Scene):\n    """Mine."""\n\n    lesson = opening.ChapterCard()\n'
    )
    text = HEAD.replace("true", '"mine.py"') + chapter("One") + chapter("Two")
    assert catalogue(lecture(tmp_path, text))[0].file == tmp_path / "mine.py"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + chapter("One"), 'line 2, key "cards": a road has two stops at least'),
        (
            HEAD.replace("true", "3") + chapter("One"),
            'line 2, key "cards": must be true, false or the file of a card, got 3',
        ),
        (HEAD.replace("true", '"no.py"') + chapter("One"), 'line 2, key "cards": there is no file'),
        (HEAD + chapter("One", "card = 1\n"), 'line 6, key "card": must be true or false, got 1'),
        (
            'title = "x"\n' + chapter("One", "card = true\n"),
            'line 5, key "card": belongs to a lecture with cards = true',
        ),
        (
            HEAD + chapter("One", "number = 4\n") + chapter("Two", "number = 4\n"),
            'line 11, key "number": must be a whole number from 5 to 99, got 4',
        ),
        (
            HEAD + chapter("One", "number = true\n") + chapter("Two"),
            'line 6, key "number": must be a whole number from 1 to 99, got True',
        ),
        (
            HEAD + chapter("A") + chapter("B") + chapter("C", "card = false\nnumber = 4\n"),
            'line 15, key "number": belongs to a chapter with a card',
        ),
        (
            HEAD + chapter("One", "", '{ name = "SecantToTangent", told = ["theme"] }'),
            'line 6, key "told": must be a list of lecture, author, chapters',
        ),
    ],
)
def test_what_is_wrong_with_cards_is_told_by_line_and_key(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(StudioError) as caught:
        lecture(tmp_path, text)
    assert told in str(caught.value)


def test_a_title_that_cannot_be_set_is_told_by_its_line(tmp_path: Path) -> None:
    told = lecture(tmp_path, HEAD + chapter("One") + chapter("$Two$"))
    first = next(judged(card for card in catalogue(told) if card.opens))
    assert first.refusal.startswith("chapters[1] may have Latin, Greek and Cyrillic letters")


def test_without_names_scenes_come_in_the_order_of_the_lecture(tmp_path: Path) -> None:
    cards = catalogue(lecture(tmp_path, HEAD + chapter("One") + chapter("Two")))
    assert [card.label for card in pick(cards, ())] == [card.label for card in cards[:3]]
    assert [card.label for card in pick(cards, ["ChapterCard"])] == [
        cards[0].label, cards[2].label,
    ]  # fmt: skip


def test_a_cards_few_seconds_belong_to_its_chapter() -> None:
    spans = (("A", 0, 4), ("A · x", 4, 30), ("B", 30, 34), ("B · y", 34, 60), ("B · z", 60, 64))
    passages = [Passage(*span, ()) for span in spans]
    assert chapters_text(passages) == "0:00 A · x\n0:30 B · y\n"
    other = [passages[0], passages[1], replace(passages[2], title="C"), passages[3]]
    assert chapters_text(other) == "0:00 A · x\n0:34 B · y\n"

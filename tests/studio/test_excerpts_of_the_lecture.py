"""The lecture files that come with calcml: the whole, the short one, and a file for each deck."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from calcml.studio.catalogue import catalogue
from calcml.studio.judgements import judged
from calcml.studio.lecture_file import read_lecture_file

FOLDER = Path(__file__).parents[2] / "scenes"
WHOLE, SHORT, *DECKS = (FOLDER / f"{name}.toml" for name in
                        ("lecture", "lecture-short", "deck-a", "deck-b"))  # fmt: skip
REQUIRED = {
    "LimitZoom", "SecantToTangent", "DifferenceQuotientCode", "StepSizeTradeoff",
    "SymmetricDifference", "ParaboloidSlices", "ChainRuleSine", "GaussianGradientField",
    "JacobianLocalMap", "GradientDescentSteps", "LearningRateComparison",
    "LinearRegressionDescent",
}  # fmt: skip


def cards_of(path: Path):
    return catalogue(read_lecture_file(path))


@pytest.mark.parametrize("path", [WHOLE, SHORT, *DECKS], ids=lambda p: p.stem)
def test_a_lecture_begins_with_its_title_and_every_other_chapter_with_its_card(path: Path) -> None:
    lecture = read_lecture_file(path)
    cards = cards_of(path)
    assert cards[0].name == "LectureTitle"
    assert cards[0].parameters["lecture"] == lecture.title
    inner = [
        chapter.title for chapter in lecture.chapters if chapter.title not in {"Opening", "Close"}
    ]
    assert [card.chapter for card in cards if card.opens] == inner
    assert [chapter.title for chapter in lecture.road] == inner


@pytest.mark.parametrize("path", [WHOLE, SHORT, DECKS[0]], ids=lambda p: p.stem)
def test_the_road_is_numbered_as_the_scenes_are(path: Path) -> None:
    numbers = {chapter.title: chapter.number for chapter in read_lecture_file(path).road}
    for card in cards_of(path):
        if card.chapter in numbers and not card.opens:
            lesson = card.lesson.as_in_the_scene.load()
            assert lesson.number.partition(".")[0] == str(numbers[card.chapter]), card.name


def test_the_second_deck_counts_its_own_chapters() -> None:
    road = read_lecture_file(DECKS[1]).road
    assert [chapter.number for chapter in road] == list(range(1, len(road) + 1))


@pytest.mark.parametrize("path", [WHOLE, SHORT, *DECKS], ids=lambda p: p.stem)
def test_title_road_and_cards_can_be_told(path: Path) -> None:
    opening = (card for card in cards_of(path) if card.file.stem == "opening")
    assert [told.refusal for told in judged(opening) if told.refusal] == []


def test_the_short_lecture_has_what_is_required_and_the_whole_has_all_of_it() -> None:
    short = {card.name for card in cards_of(SHORT)}
    assert short == REQUIRED | {"LectureTitle", "ChapterCard"}
    assert short <= {card.name for card in cards_of(WHOLE)}


@pytest.mark.parametrize("path", DECKS, ids=lambda p: p.stem)
def test_a_deck_is_told_in_the_order_of_its_slides(path: Path) -> None:
    letter = path.stem[-1].upper()
    firsts = []
    for card in cards_of(path):
        lesson = card.lesson.as_in_the_scene.load()
        own = [int(slide[1:]) for slide in lesson.slides if re.match(rf"{letter}\d", slide)]
        if own and not card.opens and card.chapter != "Close":
            firsts.append(min(own))
    assert firsts
    assert all(earlier <= later for earlier, later in pairwise(firsts))

"""The opening: the road of a lecture and the card of a chapter."""

import pytest

from calcml.core.errors import CalcmlError, InvalidArgument
from calcml.lessons.opening import AgendaRoadmap, ChapterCard, LectureTitle, MotivationEngine


def test_the_road_has_a_stop_for_each_chapter():
    road = AgendaRoadmap()
    assert road.ledger["count"].shown == str(len(road.chapters)) == "10"
    assert [road.ledger[f"number.{road.key(stop)}"].value for stop in road.stops] == list(
        range(1, 11)
    )
    assert road.caption("visit_the_stops") == (
        "It leads from Limits to Quizzes, one stop at a time."
    )


def test_a_card_tells_its_chapter():
    card = ChapterCard(now=3)
    assert card.title == "Numerical differentiation"
    assert card.caption("reach_the_stop") == "Chapter 3: Numerical differentiation."
    assert (card.before, card.stop) == (1, 2)
    assert [card.key(stop) for stop in card.stops][:4] == ["0", "1", "now", "3"]


def test_an_excerpt_keeps_the_numbers_of_its_chapters():
    card = ChapterCard(chapters=("Limits", "Chain rule"), numbers=(1, 6), now=6)
    assert card.stop == 1
    assert card.caption("reach_the_stop") == "Chapter 6: Chain rule."
    assert {e.shown for k, e in card.ledger.items() if k.startswith("number")} == {"1", "6"}


def test_digits_and_marks_of_a_title_reach_the_picture_as_they_are():
    card = ChapterCard(chapters="Part 1: a & b, Two-sided / other", now=1)
    assert card.chapters == ("Part 1: a & b", "Two-sided / other")
    assert card.title == "Part 1: a & b"
    other = ChapterCard(chapters=card.chapters, now=2)
    assert other.title == "Two-sided / other"
    assert other.told_heading.typst(other.ledger) == r"Two\-sided \/ other"


@pytest.mark.parametrize(
    ("parameters", "rule"),
    [
        ({"chapters": ["a"]}, "chapters must have between 2 and 24 items, got 1"),
        ({"chapters": ["a", "  "]}, r"chapters\[1\] must be a text"),
        ({"chapters": ["a", "x" * 61]}, r"chapters\[1\] may have 60 characters, got 61"),
        ({"chapters": ["a", "#read(1)"]}, r"Latin, Greek and Cyrillic letters.*got '#'"),
        ({"chapters": ["a", "$x$"]}, "got '\\$'"),
        ({"chapters": ["a", "b\\c"]}, "got "),
        ({"chapters": ["a", "微分"]}, "got '微'"),
        ({"chapters": ["a", "b"], "numbers": [1, 2, 3]}, "got 3 numbers for 2 chapters"),
        ({"chapters": ["a", "b"], "numbers": [2, 2]}, "must rise, got 2, 2"),
        ({"chapters": ["a", "b"], "numbers": [1, 100]}, "between 0 and 99, got 100"),
        ({"now": 11}, "now must be the number of a chapter"),
    ],
)
def test_a_wrong_road_is_refused(parameters, rule):
    with pytest.raises(InvalidArgument, match=rule):
        ChapterCard(**parameters)


def test_letters_of_other_european_scripts_can_be_set():
    chapters = ("Längen & Größen", "Παράγωγος", "Производная")
    assert AgendaRoadmap(chapters=chapters).chapters == chapters


def test_two_derivatives_in_each_of_five_steps_make_ten():
    lesson = MotivationEngine()
    counts = [lesson.ledger[lesson.key(moment)].shown for moment in lesson.moments]
    assert counts == ["0", "2", "4", "6", "8", "10"]
    assert lesson.ledger["product"].shown == "2 · 5 = 10"
    assert lesson.line(5) == pytest.approx((0, 0.5418, 1.0960), abs=5e-5)  # of the outline


def test_points_above_one_another_have_no_line():
    with pytest.raises(CalcmlError, match="x"):
        MotivationEngine(data="(1, 0), (1, 2)").require_claims()


def test_the_title_page_rests_where_its_curve_is_lowest():
    # f'(x) = x³ − x² − 2x = x (x − 2)(x + 1): minima at −1 and 2, and f(2) = −8/3 < f(−1) = −5/12.
    page = LectureTitle(lecture="Slopes", subtitle="In brief")
    assert page.point(page.end) == pytest.approx((2, -8 / 3))
    assert (page.title, page.ledger["subtitle"].shown) == ("Slopes", "In brief")
    (left, low), (right, high) = page.tangent(page.end)
    assert (low, high) == pytest.approx((-8 / 3, -8 / 3))
    assert right - left == pytest.approx(1.6)


@pytest.mark.parametrize("at", [-1.5, 0.3, 1.7])
def test_the_pieces_of_the_tangent_touch_the_curve(at):
    page = LectureTitle()
    (left, low), (right, high) = page.tangent(at)
    assert ((left + right) / 2, (low + high) / 2) == pytest.approx(page.point(at))
    assert (high - low) / (right - left) == pytest.approx(at**3 - at**2 - 2 * at)

"""Cards with answers: right ones get a tick and a green edge, wrong ones a cross."""

import pytest

from calcml.lessons.entries import Ledger, verdict
from calcml.stage.answers import Answers
from calcml.stage.layout import Box
from calcml.stage.theme import CONFIRMED, SOFT, colour

LEDGER = Ledger(
    verdict(key, "a", value=value, words=key, formula="-", source="-")
    for key, value in (("yes", True), ("no", False))
)
BOXES = Box(-4, 4, -1, 1).columns(1, 1, gap=0.5)


@pytest.fixture
def answers():
    return Answers(["yes", "no"], BOXES, LEDGER, em=0.3)


def finish(animations):
    for each in animations:
        each.begin()
        each.finish()


def test_every_answer_stands_on_its_card_with_room_for_the_sign(answers):
    for (plate, text), sign, box in zip(answers.cards, answers.signs, BOXES, strict=True):
        assert plate.get_center() == pytest.approx(box.centre)
        assert box.left < sign.get_left()[0] < sign.get_right()[0] < text.get_left()[0]
        assert text.get_right()[0] < box.right


def test_the_shape_of_a_sign_says_what_its_colour_says(answers):
    tick, cross = answers.signs
    assert "checkmark" in tick.source
    assert "crossmark" in cross.source


def test_a_right_answer_gets_an_edge_and_a_wrong_one_steps_back(answers):
    for index in (0, 1):
        finish(each.build() if hasattr(each, "build") else each for each in answers.judge(index))
    (right, _), (_, wrong) = answers.cards
    assert right.get_stroke_color() == colour(CONFIRMED)
    assert wrong[0].get_fill_color() == colour(SOFT)


def test_the_words_name_the_entry_that_judges_them(answers):
    assert [text.entry_keys for _, text in answers.cards] == [("yes",), ("no",)]

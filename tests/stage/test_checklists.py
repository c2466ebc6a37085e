"""A checklist shows what the verdicts say, in shape and in colour."""

import pytest

from calcml.lessons.entries import Ledger, verdict
from calcml.stage.checklists import Checklist
from calcml.stage.layout import Box
from calcml.stage.theme import CONFIRMED, MOVING


def judged(key, *, value):
    return verdict(
        key, "f", value=value, words="holds" if value else "fails", formula="f", source="test"
    )


@pytest.fixture
def checklist():
    ledger = Ledger([judged("a.first", value=True), judged("a.second", value=False)])
    boxes = Box(0, 1, 0, 2).rows(1, 1, gap=0)
    return Checklist(["a.first", "a.second"], boxes, ledger, em=0.3)


def test_what_holds_is_ticked_and_what_fails_is_crossed(checklist):
    tick, cross = checklist.signs
    assert (tick.source, cross.source) == ("$checkmark$", "$crossmark$")
    assert (tick.role, cross.role) == (CONFIRMED, MOVING)


def test_each_sign_shows_its_entry_in_its_place(checklist):
    assert [sign.entry_keys for sign in checklist.signs] == [("a.first",), ("a.second",)]
    assert [float(sign.get_center()[1]) for sign in checklist.signs] == pytest.approx([1.5, 0.5])


def test_signs_are_set_one_at_a_time(checklist):
    (motion,) = checklist.show(1)
    assert motion.mobject is checklist.signs[1]

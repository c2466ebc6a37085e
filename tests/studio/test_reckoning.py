"""Ledgers are worked out once more, and compared field by field."""

import copy
from pathlib import Path

import pytest

from calcml.studio.catalogue import catalogue
from calcml.studio.lecture_file import read_lecture_file
from calcml.studio.ledgers import COLUMNS
from calcml.studio.readback import Reading, Report
from calcml.studio.reckoning import ledgers_of, with_ledger

STARTER = Path(__file__).parents[2] / "calcml/studio/starter"


def report_with(ledger):
    size = Reading(kind="frames", name="size")
    return Report(
        clip="a.mp4", scene="A", width=2, height=2, fps=15, frames=1, readings=(size,),
        ledger=tuple(ledger),
    )  # fmt: skip


@pytest.fixture(scope="module")
def rows():
    """Return the ledger of the starter's lesson with another left end."""
    cards = catalogue(read_lecture_file(STARTER / "lecture.toml"))
    sidecars = [{"scene": "MeanSlope", "given": {"left": "-2"}}, {"scene": "Unheard"},
                {"scene": "MeanSlope", "given": {"left": "5"}}]  # fmt: skip
    return ledgers_of(sidecars, cards)


def test_a_ledger_is_that_of_the_parameters_given(rows):
    told = {row["key"]: row["shown"] for row in rows[0]}
    assert told["left"] == "−2"
    # (f(2) − f(−2)) / 4 of x³/4 is (2 + 2) / 4.
    assert told["slope"] == "1"


def test_what_cannot_be_worked_out_says_why(rows):
    assert rows[1] == "its lesson is not known here"
    assert "the way leads from left to right" in rows[2]
    for reason in rows[1:]:
        report = with_ledger(report_with([]), reason)
        assert report.passed
        assert [(one.kind, one.reason) for one in report.unread] == [("ledger", reason)]


def test_the_same_ledger_is_one_reading(rows):
    report = with_ledger(report_with(rows[0]), rows[0])
    assert report.passed
    assert report.readings[-1].kind == "ledger"
    assert report.readings[-1].expected == f"{len(rows[0])} entries"


@pytest.mark.parametrize("field", COLUMNS)
def test_every_field_of_an_entry_counts(rows, field):
    told = copy.deepcopy(rows[0])
    told[-1][field] = "another"
    (wrong, *missing) = with_ledger(report_with(told), rows[0]).failed
    assert wrong.kind == "ledger"
    assert wrong.measured == f"{field} another" or field == "key"
    assert bool(missing) is (field == "key")  # an entry under another key leaves its own place


def test_entries_that_are_kept_back_and_made_up_are_told(rows):
    told = [*rows[0][1:], {"key": "made.up", "shown": "42"}]
    failed = {one.name: one.note for one in with_ledger(report_with(told), rows[0]).failed}
    assert failed == {
        "made.up": "the sidecar's ledger is not what the lesson says",
        rows[0][0]["key"]: "the sidecar does not tell it",
    }

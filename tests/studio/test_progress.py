"""Progress says how far and how long, on a terminal and in a log."""

import io
import time
from typing import Any

import pytest

from calcml.studio.progress import Tally, clock, watching
from calcml.studio.tables import table


def test_the_time_left_follows_the_cost_of_the_work() -> None:
    tally = Tally(["A", "B", "C"])
    tally.note("A", "cached", {})
    tally.note("B", "planned", {"cost": 30.0})
    tally.note("C", "planned", {"cost": 10.0})
    tally.note("B", "begun", {"run": "B 1–2 of 3", "cost": 20.0})
    tally.note("B", "time", {"run": "B 1–2 of 3", "reached": 10.0})
    tally.started = time.monotonic() - 20.0
    # 10 of 40 took 20 s, so the other 30 take 60 s
    assert tally.left == pytest.approx(60.0, abs=1.0)
    assert tally.share == pytest.approx(10 / 40)
    tally.note("B", "ended", {"run": "B 1–2 of 3"})
    assert tally.share == pytest.approx(20 / 40)
    assert tally.over == 1


def test_a_scene_that_is_planned_anew_costs_more() -> None:
    tally = Tally(["A"])
    for _ in range(2):
        tally.note("A", "planned", {"cost": 10.0})
        tally.note("A", "begun", {"run": "A", "cost": 10.0})
        tally.note("A", "ended", {"run": "A"})
        assert tally.share == 1
    tally.note("A", "planned", {"cost": 10.0})
    assert tally.share == pytest.approx(20 / 30)


def test_what_failed_is_not_waited_for() -> None:
    tally = Tally(["A", "B"])
    tally.note("A", "planned", {"cost": 30.0})
    tally.note("B", "planned", {"cost": 10.0})
    tally.note("A", "failed", {"reason": "r"})
    assert tally.share == 0
    tally.note("B", "begun", {"run": "B", "cost": 10.0})
    tally.note("B", "ended", {"run": "B"})
    assert tally.share == 1


def test_nothing_is_promised_before_there_is_a_speed() -> None:
    tally = Tally(["A"])
    assert tally.left is None
    assert tally.share == 0


EVENTS: list[tuple[str, str, dict[str, Any]]] = [
    ("A", "planned", {"cost": 3.0}),
    ("A", "begun", {"run": "A 1–2 of 4", "cost": 2.0}),
    ("A", "begun", {"run": "A 3–4 of 4", "cost": 1.0}),
    ("A", "time", {"run": "A 1–2 of 4", "reached": 1.0}),
    ("A", "again", {"run": "A 1–2 of 4", "reason": "killed"}),
    ("A", "ended", {"run": "A 1–2 of 4"}),
    ("A", "time", {"run": "A 1–2 of 4", "reached": 1.0}),
    ("A", "ended", {"run": "A 3–4 of 4"}),
    ("A", "done", {}),
    ("B", "failed", {"reason": "r"}),
]  # fmt: skip


def test_a_log_has_a_line_for_each_run_and_each_end() -> None:
    stream = io.StringIO()
    with watching(["A", "B"], stream) as watcher:
        for event in EVENTS:
            watcher.hear(*event)
            watcher.tick()
    assert stream.getvalue().splitlines() == [
        "[0/2] A 1–2 of 4 renders",
        "[0/2] A 3–4 of 4 renders",
        "[0/2] A 1–2 of 4 renders once more: killed",
        "[1/2] A done",
        "[2/2] B FAILED",
    ]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown_on_a_terminal() -> str:
    stream = Terminal()
    with watching(["A", "B"], stream) as watcher:
        for event in EVENTS:
            watcher.hear(*event)
            watcher.tick()
    return stream.getvalue()


def test_a_terminal_that_cannot_go_back_has_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    shown = shown_on_a_terminal()
    assert "A 1–2 of 4 renders" in shown
    assert "\x1b" not in shown


def test_a_terminal_has_a_bar_for_each_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    shown = shown_on_a_terminal()
    assert "\x1b" in shown
    assert all(words in shown for words in ("A 1–2 of 4", "A 3–4 of 4", "A done", "B FAILED"))


def test_spans_are_written_as_on_a_player() -> None:
    assert [clock(seconds) for seconds in (0, 59.6, 3600)] == ["0:00", "1:00", "1:00:00"]


def test_a_table_folds_its_flexible_column_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["a", "one two three four five six seven eight nine ten"]]
    assert len(table(["k", "text"], rows, flexible=1).splitlines()) == 2
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "30")
    folded = table(["k", "text"], rows, flexible=1).splitlines()
    assert len(folded) == 3
    assert max(map(len, folded)) <= 30

"""Progress says how far and how long, on a terminal and in a log."""

import io
import time

import pytest

from calcml.studio.progress import Tally, clock, watching
from calcml.studio.tables import table


def test_the_time_left_follows_the_video_already_made() -> None:
    tally = Tally(["A", "B", "C"])
    tally.note("A", "cached", {"seconds": 100.0})
    tally.note("B", "begun", {"seconds": 30.0})
    tally.note("C", "begun", {"seconds": None})
    tally.note("C", "started", {"estimate": 10.0})
    tally.note("B", "time", {"seconds": 10.0})
    tally.started = time.monotonic() - 20.0
    # 10 of the 40 seconds to be rendered took 20 s, so 30 more take 60 s
    assert tally.left == pytest.approx(60.0, abs=1.0)
    assert tally.over == 1
    assert tally.share == pytest.approx(110 / 140)


def test_nothing_is_promised_before_there_is_a_speed() -> None:
    tally = Tally(["A"])
    assert tally.left is None


def test_a_log_has_a_line_for_each_start_and_end() -> None:
    stream = io.StringIO()
    with watching(["A", "B"], stream) as watcher:
        watcher.hear("A", "begun", {"seconds": 3.0})
        watcher.hear("A", "time", {"seconds": 1.0})
        watcher.tick()
        watcher.hear("A", "done", {"seconds": 3.0})
        watcher.hear("B", "failed", {"reason": "r"})
    assert stream.getvalue().splitlines() == ["[0/2] A renders", "[1/2] A done", "[2/2] B FAILED"]


def test_a_terminal_has_bars() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    with watching(["A"], stream) as watcher:
        watcher.hear("A", "begun", {"seconds": 3.0})
        watcher.hear("A", "time", {"seconds": 1.0})
        watcher.tick()
        watcher.hear("A", "done", {"seconds": 3.0})
        watcher.tick()
    assert "A done" in stream.getvalue()


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

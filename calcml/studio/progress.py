"""Say how far the work is and how long it will take: bars on a terminal, lines elsewhere."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import IO, Any

from calcml.studio.rendering import Watcher

__all__ = ["Tally", "clock", "watching"]


def clock(seconds: float) -> str:
    """Write a time span as minutes and seconds.

    Parameters
    ----------
    seconds : float
        Not negative.

    Returns
    -------
    str

    Examples
    --------
    >>> clock(83.4), clock(3725)
    ('1:23', '1:02:05')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


_OVER = {"done", "cached", "failed"}


@dataclass
class _Run:
    """How far a run of beats is, in seconds of one core."""

    cost: float
    reached: float = 0.0
    beat: str = ""

    @property
    def share(self) -> float:
        return min(self.reached / max(self.cost, 1e-9), 0.99)


class Tally:
    """Adds up how far all scenes are and how long the rest will take, by what it costs.

    Parameters
    ----------
    scenes : sequence of str
        Their names.

    Attributes
    ----------
    runs : dict of str to object
        The runs at work, by their names.
    """

    def __init__(self, scenes: list[str]) -> None:
        self.states = dict.fromkeys(scenes, "waits")
        self.planned = dict.fromkeys(scenes, 0.0)
        self.ended = dict.fromkeys(scenes, 0.0)
        self.runs: dict[str, _Run] = {}
        self.started = time.monotonic()

    def note(self, name: str, event: str, facts: dict[str, Any]) -> None:
        """Take note of an event of a scene."""
        if event == "planned":
            self.planned[name] = facts["cost"] + self.ended[name]
        elif event == "begun":
            self.runs[facts["run"]] = _Run(facts["cost"])
        elif event == "time" and facts["run"] in self.runs:
            run = self.runs[facts["run"]]
            run.reached, run.beat = facts["reached"], facts.get("beat", "")
        elif event == "ended":
            self.ended[name] += self.runs.pop(facts["run"]).cost
        elif event in _OVER:
            self.states[name] = event
            self.planned[name] = self.ended[name]

    @property
    def over(self) -> int:
        """How many scenes are through."""
        return sum(state in _OVER for state in self.states.values())

    @property
    def share(self) -> float:
        """How much of the work is done, between 0 and 1."""
        total = sum(self.planned.values())
        done = sum(self.ended.values()) + sum(run.share * run.cost for run in self.runs.values())
        return min(done / total, 1.0) if total else float(self.over == len(self.states))

    @property
    def left(self) -> float | None:
        """Seconds until the end at the speed so far; None until there is a speed."""
        passed, share = time.monotonic() - self.started, self.share
        return passed * (1 - share) / share if 0 < share < 1 and passed > 1 else None

    @property
    def count(self) -> str:
        """How many scenes are through, and how long the others will take."""
        left = self.left
        return f"{self.over}/{len(self.states)}" + (f", {clock(left)} left" if left else "")


class _Lines:
    """A line when a run begins and a scene ends, for logs."""

    def __init__(self, tally: Tally, stream: IO[str]) -> None:
        self.tally = tally
        self.stream = stream

    def hear(self, scene: str, event: str, facts: dict[str, Any]) -> None:
        self.tally.note(scene, event, facts)
        words = _words(scene, event, facts)
        if words:
            print(f"[{self.tally.count}] {words}", file=self.stream, flush=True)

    def tick(self) -> None:
        pass


class _Bars:
    """A bar for each worker and one for the whole, on a terminal."""

    def __init__(self, tally: Tally, progress: Any) -> None:
        self.tally = tally
        self.progress = progress
        self.whole = progress.add_task("all", total=1.0, left="")
        self.bars: dict[str, Any] = {}

    def hear(self, scene: str, event: str, facts: dict[str, Any]) -> None:
        self.tally.note(scene, event, facts)
        if event == "begun":
            self.bars[facts["run"]] = self.progress.add_task(facts["run"], total=1.0, left="")
        elif event == "ended":
            self.progress.remove_task(self.bars.pop(facts["run"]))
        elif event != "cached":
            words = _words(scene, event, facts)
            if words:
                self.progress.console.print(words, highlight=False)

    def tick(self) -> None:
        for name, bar in self.bars.items():
            run = self.tally.runs[name]
            words = f"{run.share:4.0%} {run.beat}" if run.reached else "starts"
            self.progress.update(bar, completed=run.share, left=words)
        self.progress.update(self.whole, completed=self.tally.share, left=self.tally.count)


def _words(scene: str, event: str, facts: dict[str, Any]) -> str:
    """Say what an event means; nothing of those that come all the time."""
    if event == "begun":
        return f"{facts['run']} renders"
    if event == "again":
        return f"{facts['run']} renders once more: {facts['reason']}"
    words = {"cached": "is up to date", "failed": "FAILED", "done": "done"}
    return f"{scene} {words[event]}" if event in words else ""


_WITHOUT_CURSOR = {"dumb", "unknown"}
"""Kinds of terminal on which a line cannot be written anew."""


@contextmanager
def watching(scenes: list[str], stream: IO[str] | None = None) -> Iterator[Watcher]:
    """Show progress on stderr while the block runs.

    Parameters
    ----------
    scenes : list of str
        Names of the scenes at work.
    stream : text stream, optional
        Instead of stderr.

    Yields
    ------
    Watcher
    """
    target = stream or sys.stderr
    tally = Tally(scenes)
    if not target.isatty() or os.environ.get("TERM") in _WITHOUT_CURSOR:
        yield _Lines(tally, target)
        return
    rich = import_module("rich.progress")
    console = import_module("rich.console").Console(file=target)
    columns = ("[progress.description]{task.description}", rich.BarColumn(), "{task.fields[left]}")
    with rich.Progress(*columns, console=console, transient=True) as progress:
        yield _Bars(tally, progress)

"""Say how far the work is and how long it will take: bars on a terminal, lines elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import IO, Any

from calcml.studio.rendering import Watcher

__all__ = ["Tally", "clock", "watching"]

GUESS = 20.0
"""Seconds of video assumed for a scene of which nothing is known yet."""


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


@dataclass
class _Scene:
    """How far one scene is, in seconds of video."""

    total: float = GUESS
    done: float = 0.0
    state: str = "waits"

    @property
    def share(self) -> float:
        return 1.0 if self.state in _OVER else min(self.done / max(self.total, 1e-9), 0.99)

    @property
    def place(self) -> str:
        return f"{clock(self.done)} of {clock(self.total)}" if self.done else "starts"


_OVER = {"done", "cached", "failed"}


class Tally:
    """Adds up how far all scenes are and how long the rest will take.

    Parameters
    ----------
    scenes : sequence of str
        Their names.
    """

    def __init__(self, scenes: list[str]) -> None:
        self.scenes = {name: _Scene() for name in scenes}
        self.started = time.monotonic()

    def note(self, name: str, event: str, facts: dict[str, Any]) -> None:
        """Take note of an event of a scene."""
        scene = self.scenes[name]
        if event == "time":
            scene.done = facts["seconds"]
        elif facts.get("seconds") or facts.get("estimate"):
            scene.total = facts.get("seconds") or facts["estimate"]
        if event != "time":
            scene.state = event

    @property
    def over(self) -> int:
        """How many scenes are through."""
        return sum(scene.state in _OVER for scene in self.scenes.values())

    @property
    def share(self) -> float:
        """How much of the video is there, between 0 and 1."""
        total = sum(scene.total for scene in self.scenes.values())
        return sum(scene.share * scene.total for scene in self.scenes.values()) / total

    @property
    def left(self) -> float | None:
        """Seconds until the end at the speed so far; None until there is a speed."""
        work = [scene for scene in self.scenes.values() if scene.state != "cached"]
        total = sum(scene.total for scene in work)
        done = sum(scene.share * scene.total for scene in work)
        passed = time.monotonic() - self.started
        return passed * (total - done) / done if done > 0 and passed > 1 else None


class _Lines:
    """A line when a scene begins and ends, for logs."""

    def __init__(self, tally: Tally, stream: IO[str]) -> None:
        self.tally = tally
        self.stream = stream

    def hear(self, scene: str, event: str, facts: dict[str, Any]) -> None:
        self.tally.note(scene, event, facts)
        if event in {"begun", *_OVER}:
            words = {"begun": "renders", "cached": "is up to date", "failed": "FAILED"}
            print(
                f"{self._count()} {scene} {words.get(event, event)}", file=self.stream, flush=True
            )

    def _count(self) -> str:
        left = self.tally.left
        rest = f", {clock(left)} left" if left else ""
        return f"[{self.tally.over}/{len(self.tally.scenes)}{rest}]"

    def tick(self) -> None:
        pass


class _Bars:
    """A bar for each scene at work and one for the whole, on a terminal."""

    def __init__(self, tally: Tally, progress: Any) -> None:
        self.tally = tally
        self.progress = progress
        self.whole = progress.add_task("all scenes", total=1.0, left="")
        self.bars: dict[str, Any] = {}

    def hear(self, scene: str, event: str, facts: dict[str, Any]) -> None:
        self.tally.note(scene, event, facts)
        if event == "begun":
            self.bars[scene] = self.progress.add_task(scene, total=1.0, left="starts")
        elif event in _OVER and scene in self.bars:
            self.progress.remove_task(self.bars.pop(scene))
            verb = "FAILED" if event == "failed" else "done"
            self.progress.console.print(f"{scene} {verb}", highlight=False)

    def tick(self) -> None:
        for name, bar in self.bars.items():
            scene = self.tally.scenes[name]
            self.progress.update(bar, completed=scene.share, left=scene.place)
        left = self.tally.left
        count = f"{self.tally.over}/{len(self.tally.scenes)}"
        rest = f", {clock(left)} left" if left else ""
        self.progress.update(self.whole, completed=self.tally.share, left=count + rest)


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
    if not target.isatty():
        yield _Lines(tally, target)
        return
    rich = import_module("rich.progress")
    console = import_module("rich.console").Console(file=target)
    columns = ("[progress.description]{task.description}", rich.BarColumn(), "{task.fields[left]}")
    with rich.Progress(*columns, console=console, transient=True) as progress:
        yield _Bars(tally, progress)

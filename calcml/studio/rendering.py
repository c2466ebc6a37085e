"""Render scenes in worker processes, several at a time, and collect what became of them."""

import os
import queue
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from typing import Any, Protocol, TypeAlias

from calcml.studio.crews import Crew, Hands
from calcml.studio.jobs import Job
from calcml.studio.outcomes import Failed, Outcome, Rendered
from calcml.studio.processes import Workers
from calcml.studio.store import Store

__all__ = [
    "Failed",
    "Outcome",
    "Rendered",
    "Watcher",
    "default_workers",
    "render_all",
]

PATIENCE = 0.1
"""Seconds between two looks at the state of things, at most."""

Event: TypeAlias = tuple[str, str, dict[str, Any]]
"""Scene, what happened, and the facts."""


class Watcher(Protocol):
    """Sees how the work goes on; called from one thread."""

    def hear(self, scene: str, event: str, facts: dict[str, Any]) -> None:
        """Take note of an event of a scene."""

    def tick(self) -> None:
        """Show the state of things; called a few times a second."""


def render_all(
    jobs: Sequence[Job],
    store: Store,
    watcher: Watcher,
    *,
    workers: int,
    hands: Hands | None = None,
) -> list[Outcome]:
    """Render the jobs that the store doesn't have; one failure doesn't stop the others.

    Parameters
    ----------
    jobs : sequence of Job
        What is wanted.
    store : Store
        Where beats and clips are found and put.
    watcher : Watcher
        Is told what happens.
    workers : int
        How many runs of beats at a time.
    hands : Hands, optional
        Who does them; processes on this machine by default.

    Returns
    -------
    list of Outcome
        One per job, in order.

    Raises
    ------
    DiskFull
        When no space is left; what was finished stays.
    """
    events: queue.Queue[Event] = queue.Queue()
    with _terminated_like_interrupted():
        crew = Crew(store, hands or Workers(), workers, lambda *event: events.put(event))
        try:
            outcomes = crew.start(jobs)
            _relay(events, watcher, outcomes)
        except BaseException:
            crew.stop()
            raise
        crew.leave()
    return [outcome.result() for outcome in outcomes]


def _relay(
    events: "queue.Queue[Event]",
    watcher: Watcher,
    outcomes: Sequence[Future[Outcome]],
) -> None:
    """Pass events on until all is done; give up when the disk is full."""
    while True:
        finished = all(outcome.done() for outcome in outcomes)
        with suppress(queue.Empty):
            watcher.hear(*events.get(timeout=0 if finished else PATIENCE))
            while True:
                watcher.hear(*events.get_nowait())
        watcher.tick()
        for outcome in outcomes:
            if outcome.done():
                outcome.result()
        if finished:
            return


@contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """Treat SIGTERM as Ctrl-C while workers run, so that they are cleaned up after."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def default_workers() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

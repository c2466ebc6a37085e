"""Render scenes in worker processes, several at a time, and collect what became of them."""

import os
import queue
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any, Protocol

from calcml.studio.jobs import Job
from calcml.studio.problems import FULL, DiskFull
from calcml.studio.processes import Workers
from calcml.studio.store import Clip, Store

__all__ = [
    "Failed",
    "Outcome",
    "Rendered",
    "Watcher",
    "default_workers",
    "render_all",
]

ATTEMPTS = 3
"""How often a scene is begun whose files are being edited."""
PATIENCE = 0.1
"""Seconds between two looks at the state of things, at most."""


@dataclass(frozen=True)
class Rendered:
    """A scene whose clip is in the store.

    Attributes
    ----------
    job : Job
        What was asked.
    clip : Clip
        What there is now.
    cached : bool
        Whether it was there before.
    """

    job: Job
    clip: Clip
    cached: bool


@dataclass(frozen=True)
class Failed:
    """A scene that could not be rendered.

    Attributes
    ----------
    job : Job
        What was asked.
    reason : str
        Why not, in one line.
    details : str
        The traceback, or the worker's last words.
    """

    job: Job
    reason: str
    details: str


Outcome = Rendered | Failed


class Watcher(Protocol):
    """Sees how the work goes on; called from one thread."""

    def hear(self, scene: str, event: str, facts: dict[str, Any]) -> None:
        """Take note of an event of a scene."""

    def tick(self) -> None:
        """Show the state of things; called a few times a second."""


class _Stopped(Exception):  # noqa: N818 - no error: the user pressed Ctrl-C
    """The work was called off."""


def render_all(
    jobs: Sequence[Job], store: Store, watcher: Watcher, *, workers: int
) -> list[Outcome]:
    """Render the jobs that the store doesn't have; one failure doesn't stop the others.

    Parameters
    ----------
    jobs : sequence of Job
        What is wanted.
    store : Store
        Where clips are found and put.
    watcher : Watcher
        Is told what happens.
    workers : int
        How many scenes at a time.

    Returns
    -------
    list of Outcome
        One per job, in order.

    Raises
    ------
    DiskFull
        When no space is left; what was finished stays.
    """
    crew = _Crew(store)
    with _terminated_like_interrupted(), ThreadPoolExecutor(max_workers=workers) as pool:
        futures = [pool.submit(crew.outcome, job) for job in jobs]
        try:
            crew.relay(watcher, futures)
        except BaseException:
            crew.workers.stop()
            pool.shutdown(cancel_futures=True)
            raise
    return [future.result() for future in futures]


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


class _Crew:
    """Does jobs in threads of a pool, each with a worker, and passes on what they say."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.workers = Workers()
        self.events: queue.Queue[tuple[str, str, dict[str, Any]]] = queue.Queue()

    def relay(self, watcher: Watcher, futures: Sequence[Future[Outcome]]) -> None:
        """Pass events on until all is done; give up when the disk is full."""
        while True:
            finished = all(future.done() for future in futures)
            with suppress(queue.Empty):
                watcher.hear(*self.events.get(timeout=0 if finished else PATIENCE))
                while True:
                    watcher.hear(*self.events.get_nowait())
            watcher.tick()
            for future in futures:
                if future.done():
                    future.result()
            if finished:
                return

    def go_on(self) -> None:
        if self.workers.stopped.is_set():
            raise _Stopped

    def say(self, job: Job, event: str, **facts: Any) -> None:
        self.events.put((job.card.name, event, facts))

    def outcome(self, asked: Job) -> Outcome:
        """Find the clip or render it; runs in a thread of the pool."""
        for _ in range(ATTEMPTS):
            self.go_on()
            job = asked.keyed()
            found: Outcome | None = self._find(job)
            if found is None:
                with self.store.claimed(job.key, waiting=self.go_on):
                    found = self._find(job) or self._render(job)
            if found is not None:
                return found
        return self._failed(asked, "its sources keep changing: render again", "")

    def _find(self, job: Job) -> Rendered | None:
        clip = self.store.find(job.card.name, job.key)
        if clip is None:
            return None
        self.say(job, "cached", seconds=clip.sidecar["duration"])
        return Rendered(job, clip, cached=True)

    def _render(self, job: Job) -> Outcome | None:
        """Have a worker render; None when the sources changed before it had read them."""
        last = self.store.latest(job.card.name)
        self.say(job, "begun", seconds=last.sidecar["duration"] if last else None)
        with self.store.workspace() as folder:
            mine = replace(job, folder=folder)
            facts = self.workers.run(mine, lambda event, told: self.say(job, event, **told))
            self.go_on()
            if facts.get("errno") in FULL or "No space left" in facts.get("reason", ""):
                raise DiskFull.on(self.store.root)
            if "reason" in facts:
                return self._failed(job, facts["reason"], facts["traceback"])
            if not facts:
                return None
            clip = self.store.publish(job.card.name, job.key, mine.out)
        self.say(job, "done", **facts)
        return Rendered(job, clip, cached=False)

    def _failed(self, job: Job, reason: str, details: str) -> Failed:
        self.say(job, "failed", reason=reason)
        return Failed(job, reason, details)


def default_workers() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

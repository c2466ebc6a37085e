"""Render scenes in worker processes, several at a time, and collect what became of them."""

import errno
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any, Protocol

from calcml.studio.fingerprint import project_root
from calcml.studio.jobs import Job
from calcml.studio.problems import DiskFull, place
from calcml.studio.sources import PACKAGE
from calcml.studio.store import Clip, Store

__all__ = [
    "Failed",
    "Outcome",
    "Rendered",
    "Watcher",
    "default_workers",
    "render_all",
]

LAST_LINES = 40
FULL = {errno.ENOSPC, errno.EDQUOT}


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
            crew.stop()
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
    """Worker processes, the events they send, and the means to stop them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.events: queue.Queue[tuple[str, str, dict[str, Any]]] = queue.Queue()
        self.processes: set[subprocess.Popen[str]] = set()
        self.stopped = threading.Event()

    def relay(self, watcher: Watcher, futures: Sequence[Future[Outcome]]) -> None:
        """Pass events on until all is done; give up when the disk is full."""
        while True:
            finished = all(future.done() for future in futures)
            with suppress(queue.Empty):
                while True:
                    watcher.hear(*self.events.get(timeout=0 if finished else 0.1))
            watcher.tick()
            for future in futures:
                if future.done():
                    future.result()
            if finished:
                return

    def stop(self) -> None:
        self.stopped.set()
        for process in tuple(self.processes):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)

    def waiting(self) -> None:
        if self.stopped.is_set():
            raise _Stopped

    def say(self, job: Job, event: str, **facts: Any) -> None:
        self.events.put((job.card.name, event, facts))

    def outcome(self, job: Job) -> Outcome:
        """Find the clip or render it; runs in a thread of the pool."""
        self.waiting()
        found = self._find(job)
        if found is not None:
            return found
        with self.store.claimed(job.key, waiting=self.waiting):
            return self._find(job) or self._render(job)

    def _find(self, job: Job) -> Rendered | None:
        clip = self.store.find(job.card.name, job.key)
        if clip is None:
            return None
        self.say(job, "cached", seconds=clip.sidecar["duration"])
        return Rendered(job, clip, cached=True)

    def _render(self, job: Job) -> Outcome:
        last = self.store.latest(job.card.name)
        self.say(job, "begun", seconds=last.sidecar["duration"] if last else None)
        with self.store.workspace() as folder:
            mine = replace(job, folder=folder)
            facts = self._run(mine)
            if "reason" in facts:
                self.say(job, "failed", **facts)
                return Failed(job, facts["reason"], facts["traceback"])
            clip = self.store.publish(job.card.name, job.key, mine.out)
        self.say(job, "done", **facts)
        return Rendered(job, clip, cached=False)

    def _run(self, job: Job) -> dict[str, Any]:
        """Let a worker do the job; return the facts of its last event."""
        facts: dict[str, Any] = {}
        words: deque[str] = deque(maxlen=LAST_LINES)
        with self._worker(job) as process:
            listener = threading.Thread(target=words.extend, args=(process.stderr,))
            listener.start()
            for line in process.stdout or ():
                event = json.loads(line)
                kind = event.pop("event")
                if kind in {"done", "failed"}:
                    facts = event
                else:
                    self.say(job, kind, **event)
            process.wait()
            listener.join()
        self.waiting()
        if facts.get("errno") in FULL or "No space left on device" in facts.get("reason", ""):
            raise DiskFull(
                f"no space left on the device of {place(self.store.root)}: free some space, "
                "or choose another folder with -o"
            )
        return facts or _death(process.returncode, "".join(words))

    @contextmanager
    def _worker(self, job: Job) -> Iterator[subprocess.Popen[str]]:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "calcml.studio.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            cwd=project_root(job.card.file),
            env=_environment(job),
            start_new_session=True,  # Ctrl-C comes to us; we end them
        )
        self.processes.add(process)
        try:
            if process.stdin is None:
                raise RuntimeError("a worker is given its job on stdin")
            with suppress(BrokenPipeError):
                process.stdin.write(job.to_json())
                process.stdin.flush()  # and stays open: its end tells the worker that we died
            if self.stopped.is_set():
                process.kill()
            yield process
        finally:
            process.kill()
            process.wait()
            self.processes.discard(process)
            for stream in (process.stdin, process.stdout, process.stderr):
                if stream is not None:
                    with suppress(BrokenPipeError):
                        stream.close()


def _environment(job: Job) -> dict[str, str]:
    """Fix what could make the same scene come out differently."""
    path = [str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "CALCML_THEME": job.theme,
        "PYTHONPATH": os.pathsep.join(path),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _death(code: int, words: str) -> dict[str, Any]:
    last = words.strip().splitlines()[-1:] or ["no message"]
    if code < 0:
        reason = f"its process was killed by {signal.Signals(-code).name} (out of memory?)"
    else:
        reason = f"its process ended with code {code}: {last[0]}"
    return {"reason": reason, "traceback": words}


def default_workers() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

"""Start a worker, listen to it, and end it: one process for one run."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple, TypeAlias

from calcml.studio.fingerprint import project_root
from calcml.studio.jobs import Job, Run
from calcml.studio.sources import PACKAGE

__all__ = ["Ending", "Hearing", "Workers", "child_environment"]

LAST_LINES = 40
STALL = 120.0
"""Seconds without motion after which a worker with a user's formula is killed."""
ENDINGS = {"done", "failed", "stale", "unlisted"}

Hearing: TypeAlias = Callable[[str, dict[str, Any]], None]


class Ending(NamedTuple):
    """How a run ended.

    Attributes
    ----------
    event : str
        ``done``; ``failed``, by itself; ``killed``, by a signal; ``stale`` when the sources are
        not those of the job's key any more; ``unlisted`` when the scene tells other beats than
        the job lists.
    facts : dict
        ``about``, the scene's description, when done; ``reason`` and ``traceback`` when failed
        or killed.
    """

    event: str
    facts: dict[str, Any]


class Workers:
    """The worker processes at work, so that all of them can be ended at once."""

    def __init__(self) -> None:
        self.processes: set[subprocess.Popen[str]] = set()
        self.stopped = threading.Event()

    def stop(self) -> None:
        """End all workers at once, and those that are just being started."""
        self.stopped.set()
        for process in tuple(self.processes):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)

    def run(self, run: Run, hear: Hearing) -> Ending:
        """Let a worker do a run.

        Parameters
        ----------
        run : Run
            What to do, and in which private folder.
        hear : callable
            Is told each event on the way, with its facts.

        Returns
        -------
        Ending
        """
        ending: Ending | None = None
        words: deque[str] = deque(maxlen=LAST_LINES)
        with self._worker(run) as process, _watched(process, run.job) as watch:
            listener = threading.Thread(target=words.extend, args=(process.stderr,))
            listener.start()
            for line in process.stdout or ():
                told = json.loads(line)
                watch.see(told)
                event = told.pop("event")
                if event in ENDINGS:
                    ending = Ending(event, told)
                else:
                    hear(event, told)
            process.wait()
            listener.join()
        if watch.stalled:
            return Ending("failed", {"reason": watch.reason, "traceback": "".join(words)})
        return ending or _death(process.returncode, "".join(words))

    @contextmanager
    def _worker(self, run: Run) -> Iterator[subprocess.Popen[str]]:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "calcml.studio.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            cwd=project_root(run.job.card.file),
            env=_environment(run.job),
            start_new_session=True,  # Ctrl-C comes to us; we end them
        )
        self.processes.add(process)
        try:
            if process.stdin is not None:  # it stays open: its end says that we died
                with suppress(BrokenPipeError):
                    process.stdin.write(run.to_json())
                    process.stdin.flush()
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


class _Watch:
    """Kills a worker that a user's own formula keeps busy without end.

    A scene of which all is trusted may compute for as long as it likes.
    """

    def __init__(self, process: "subprocess.Popen[str]", *, foreign: bool) -> None:
        self.process, self.foreign = process, foreign
        self.stalled = False
        self.seen: dict[str, Any] = {}
        self.clock: threading.Timer | None = None

    @property
    def reason(self) -> str:
        """What to say of it."""
        return f"nothing moved for {STALL:g} s: choose a simpler function"

    def see(self, told: dict[str, Any]) -> None:
        """Start the clock again if something has moved."""
        if self.foreign and told != self.seen:
            self.seen = dict(told)
            self.stop()
            self.clock = threading.Timer(STALL, self._kill)
            self.clock.daemon = True
            self.clock.start()

    def stop(self) -> None:
        """Stop the clock."""
        if self.clock is not None:
            self.clock.cancel()

    def _kill(self) -> None:
        self.stalled = True
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


@contextmanager
def _watched(process: "subprocess.Popen[str]", job: Job) -> Iterator[_Watch]:
    watch = _Watch(process, foreign=bool(job.card.parameters))
    watch.see({"event": "started"})
    try:
        yield watch
    finally:
        watch.stop()


def _environment(job: Job) -> dict[str, str]:
    return {**child_environment(), "CALCML_THEME": job.theme}


def child_environment() -> dict[str, str]:
    """Return an environment in which this calcml is found, and the same comes out every time.

    Returns
    -------
    dict of str to str
    """
    path = [str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _death(code: int, words: str) -> Ending:
    """Say how a worker ended that could not say it itself."""
    last = words.strip().splitlines()[-1:] or ["no message"]
    if code < 0:
        reason = f"its process was killed by {signal.Signals(-code).name} (out of memory?)"
        return Ending("killed", {"reason": reason, "traceback": words})
    reason = f"its process ended with code {code}: {last[0]}"
    return Ending("failed", {"reason": reason, "traceback": words})

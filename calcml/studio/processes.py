"""Start a worker, listen to it, and end it: one process for one scene."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from calcml.studio.fingerprint import project_root
from calcml.studio.jobs import Job
from calcml.studio.sources import PACKAGE

__all__ = ["Workers"]

LAST_LINES = 40


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

    def run(self, job: Job, hear: Callable[[str, dict[str, Any]], None]) -> dict[str, Any]:
        """Let a worker do a job.

        Parameters
        ----------
        job : Job
            What to do, and in which private folder.
        hear : callable
            Is told each event on the way, with its facts.

        Returns
        -------
        dict
            The facts of the last event; with ``reason`` and ``traceback`` when it failed, and
            empty when the job's key was not that of the sources any more.
        """
        facts: dict[str, Any] | None = None
        words: deque[str] = deque(maxlen=LAST_LINES)
        with self._worker(job) as process:
            listener = threading.Thread(target=words.extend, args=(process.stderr,))
            listener.start()
            for line in process.stdout or ():
                told = json.loads(line)
                event = told.pop("event")
                if event in {"done", "failed", "stale"}:
                    facts = told
                else:
                    hear(event, told)
            process.wait()
            listener.join()
        return _death(process.returncode, "".join(words)) if facts is None else facts

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
            if process.stdin is not None:  # it stays open: its end says that we died
                with suppress(BrokenPipeError):
                    process.stdin.write(job.to_json())
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
    """Say how a worker ended that could not say it itself."""
    last = words.strip().splitlines()[-1:] or ["no message"]
    if code < 0:
        reason = f"its process was killed by {signal.Signals(-code).name} (out of memory?)"
    else:
        reason = f"its process ended with code {code}: {last[0]}"
    return {"reason": reason, "traceback": words}

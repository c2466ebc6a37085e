"""Render one scene in a process of its own: a JSON job on stdin, JSON lines on stdout.

Started as ``python -m calcml.studio.worker``. It writes only into the job's private folder, so
it may be killed at any moment. It ends by itself when its parent does: the kernel says so on
Linux, the end of stdin says so everywhere.
"""

import ctypes
import json
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from calcml.studio.descriptions import description, expected_seconds
from calcml.studio.drawing import configured, draw_clip, draw_stills, scene_of
from calcml.studio.files import described
from calcml.studio.jobs import Job
from calcml.studio.problems import StudioError
from calcml.studio.store import SIDECAR

__all__ = ["main"]

HEARTBEAT = 0.25
PR_SET_PDEATHSIG = 1


class _SourcesChanged(Exception):  # noqa: N818 - the parent tries again
    """A file was edited between the parent's look and this import."""


class _Speaker:
    """Talks to the parent; whatever the scene prints goes to stderr instead."""

    def __init__(self) -> None:
        self.stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)
        self.lock = threading.Lock()

    def say(self, event: str, **facts: Any) -> None:
        with self.lock:
            print(json.dumps({"event": event, **facts}), file=self.stream, flush=True)


def main() -> None:
    """Do the job that stdin describes, and leave."""
    parent = os.getppid()
    _die_with(parent)
    job = Job.from_json(sys.stdin.readline())
    speaker = _Speaker()
    threading.Thread(target=_leave_at_end_of_stdin, daemon=True).start()
    try:
        speaker.say("done", **_done(job, speaker))
    except _SourcesChanged:
        speaker.say("stale")
    except BaseException as error:  # noqa: BLE001 - whatever a scene raises is the report
        speaker.say("failed", **_report(error, job.card.file))
    sys.stderr.flush()
    os._exit(0)  # an encoder's thread must not keep a finished worker alive


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _leave_at_end_of_stdin() -> None:
    sys.stdin.read()
    os._exit(1)


def _done(job: Job, speaker: _Speaker) -> dict[str, Any]:
    """Render, check and describe; return the facts of the event ``done``."""
    started = time.perf_counter()
    with configured(job):
        scene = scene_of(job)
        if job.key_now() != job.key:
            raise _SourcesChanged
        speaker.say("started", estimate=expected_seconds(scene))
        with _heartbeat(scene, speaker):
            files = draw_stills(scene, job) if job.stills else draw_clip(scene, job)
        facts = description(scene, job)
    facts["rendered_in"] = round(time.perf_counter() - started, 3)
    facts["files"] = described(files)
    text = json.dumps(facts, indent=1, ensure_ascii=False, allow_nan=False)
    (job.out / SIDECAR).write_text(text, encoding="utf-8")
    return {"seconds": facts["duration"]}


@contextmanager
def _heartbeat(scene: Any, speaker: _Speaker) -> Iterator[None]:
    """Report the scene's clock while it renders."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(HEARTBEAT):
            speaker.say("time", seconds=float(scene.time))

    threading.Thread(target=beat, daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _report(error: BaseException, file: Path) -> dict[str, Any]:
    """Say in one line what went wrong and where in the scene file, and the rest for -v."""
    first = str(error).strip().splitlines()[:1]
    kind = "" if isinstance(error, StudioError) else f"{type(error).__name__}: "
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if Path(frame.filename) == file]
    where = f" ({file.name}, line {lines[-1]})" if lines else ""
    return {
        "reason": f"{kind}{first[0] if first else 'no message'}{where}",
        "traceback": "".join(traceback.format_exception(error)),
        "errno": _errno(error),
    }


def _errno(error: BaseException | None) -> int | None:
    """Return the system's error number behind a chain of exceptions."""
    while error is not None:
        if isinstance(error, OSError) and error.errno:
            return error.errno
        error = error.__cause__ or error.__context__
    return None


if __name__ == "__main__":
    main()

"""Draw a run of beats in a process of its own: a JSON line on stdin, JSON lines on stdout.

Started as ``python -m calcml.studio.worker``. It writes only into the run's private folder, so
it may be killed at any moment. It ends by itself when its parent does: the kernel says so on
Linux, the end of stdin says so everywhere.
"""

import json
import os
import resource
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from calcml.studio.descriptions import description
from calcml.studio.drawing import configured, scene_of
from calcml.studio.filming import UnlistedBeat, film
from calcml.studio.jobs import Run
from calcml.studio.orphans import die_with_parent
from calcml.studio.problems import StudioError

__all__ = ["main"]

HEARTBEAT = 0.25
MEMORY = 6 * 2**30
"""Bytes of address space for a scene with a user's formula; ours need one to two."""


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
    """Do the run that stdin describes, and leave."""
    die_with_parent()
    run = Run.from_json(sys.stdin.readline())
    if run.job.card.parameters:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    speaker = _Speaker()
    threading.Thread(target=_leave_at_end_of_stdin, daemon=True).start()
    try:
        speaker.say("done", about=_done(run, speaker))
    except _SourcesChanged:
        speaker.say("stale")
    except UnlistedBeat:
        speaker.say("unlisted")
    except BaseException as error:  # noqa: BLE001 - whatever a scene raises is the report
        speaker.say("failed", **_report(error, run.job.card.file))
    sys.stderr.flush()
    os._exit(0)  # an encoder's thread must not keep a finished worker alive


def _leave_at_end_of_stdin() -> None:
    sys.stdin.read()
    os._exit(1)


def _done(run: Run, speaker: _Speaker) -> dict[str, Any]:
    """Draw the beats, say each when it is finished, and return the scene's description."""
    with configured(run):
        scene = scene_of(run.job)
        if run.job.key_now() != run.job.key:
            raise _SourcesChanged
        if run.beats:
            with _heartbeat(scene, speaker):
                film(scene, run, lambda name, out: speaker.say("beat", name=name, out=str(out)))
        return description(scene, run.job)


@contextmanager
def _heartbeat(scene: Any, speaker: _Speaker) -> Iterator[None]:
    """Report which beat is being drawn, and its clock."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(HEARTBEAT):
            told = getattr(scene, "timeline", ())
            start = told[-1].end if told else 0.0
            section = scene.renderer.file_writer.sections[-1].name
            speaker.say("time", beat=section, seconds=float(scene.time) - start)

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

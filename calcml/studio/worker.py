"""Render one scene in a process of its own: a JSON job on stdin, JSON lines on stdout.

Started as ``python -m calcml.studio.worker``. It writes only into the job's private folder, so
it may be killed at any moment. It ends by itself when its parent does: the kernel says so on
Linux, the end of stdin says so everywhere.
"""

import ctypes
import importlib
import importlib.util
import inspect
import json
import os
import shutil
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from calcml.studio.clips import check_clip
from calcml.studio.fingerprint import scene_key, versions
from calcml.studio.jobs import Job
from calcml.studio.ledgers import ledger_rows, plain_value
from calcml.studio.pacing import estimated_seconds
from calcml.studio.problems import StudioError
from calcml.studio.store import SIDECAR, described

__all__ = ["ENCODER", "main"]

SCHEMA = 1
HEARTBEAT = 0.25
PR_SET_PDEATHSIG = 1
ENCODER = {
    "threads": "1",  # otherwise the bytes depend on the number of cores
    "preset": "veryfast",
    "crf": "18",
    # What Manim's conversion from RGB does, said aloud, so that no player guesses otherwise.
    "colorspace": "smpte170m",
    "color_primaries": "bt709",
    "color_trc": "bt709",
    "color_range": "tv",
}
"""The encoder's options where ``manim.cfg`` says nothing else; the same as in ours."""


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
    with _configured(job):
        scene = _scene_class(job)()
        if scene_key(job.card, job.quality, job.theme, stills=job.stills) != job.key:
            raise StudioError("its sources changed just now: render again")
        speaker.say("started", estimate=_estimate(scene))
        with _heartbeat(scene, speaker):
            files = _stills(scene, job) if job.stills else _clip(scene, job, speaker)
        facts = _facts(scene, job)
    facts["rendered_in"] = round(time.perf_counter() - started, 3)
    facts["files"] = described(files)
    text = json.dumps(facts, indent=1, ensure_ascii=False, allow_nan=False)
    (job.out / SIDECAR).write_text(text, encoding="utf-8")
    return {"seconds": facts["duration"]}


@contextmanager
def _configured(job: Job) -> Iterator[None]:
    """Set Manim up for this job; its own cache stays off."""
    manim = importlib.import_module("manim")
    job.out.mkdir()
    config = manim.config
    settings = {
        "media_dir": str(job.folder / "manim"),
        "input_file": str(job.card.file),
        "disable_caching": True,
        "format": "png" if job.stills else "mp4",
        "progress_bar": "none",
        "verbosity": "ERROR",
        "quality": job.quality.manim,
        "video_encoder_options": {**ENCODER, **config.video_encoder_options},
        "preview": False,
        "save_sections": False,
    }
    with manim.tempconfig({}):
        for name, value in settings.items():
            setattr(config, name, value)
        yield


def _scene_class(job: Job) -> Any:
    module = _load(job.card.file)
    found = getattr(module, job.card.name, None)
    if not inspect.isclass(found):
        raise StudioError(f"{job.card.file.name} has no scene {job.card.name}")
    return found


def _load(file: Path) -> ModuleType:
    """Import a scene file by its path, with its folder at hand for neighbours."""
    sys.path.append(str(file.parent))
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None:
        raise StudioError(f"{file.name} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(file.stem, module)
    spec.loader.exec_module(module)
    return module


def _clip(scene: Any, job: Job, speaker: _Speaker) -> tuple[Path, ...]:
    try:
        scene.render()
    except RuntimeError as error:
        if scene.renderer.num_plays == 0:
            raise StudioError("it plays nothing, so it makes no clip: use play or wait") from error
        raise
    made = Path(scene.renderer.file_writer.movie_file_path)
    speaker.say("checking")
    frames = round(_timeline(scene, job)[-1]["end"] * job.quality.fps)
    clip = job.out / f"{job.card.name}.mp4"
    size = (job.quality.width, job.quality.height)
    check_clip(made, frames=frames, fps=job.quality.fps, size=size)
    shutil.move(made, clip)
    return (clip,)


def _stills(scene: Any, job: Job) -> tuple[Path, ...]:
    """Take a picture at the end of every beat; what moves between is skipped."""

    def take(scene: Any, beat: Any) -> None:
        number = len(list(job.out.iterdir())) + 1
        scene.renderer.static_image = None
        scene.renderer.update_frame(scene)
        picture = job.out / f"{job.card.name}-{number:02}-{beat.name}.png"
        scene.camera.get_image().convert("RGB").save(picture)

    scene.beat_ended = take
    scene.render()
    if not any(job.out.iterdir()):  # a plain Manim scene is one beat
        take(scene, SimpleNamespace(name="end"))
    return tuple(sorted(job.out.iterdir()))


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


def _estimate(scene: Any) -> float | None:
    lesson = _lesson(scene)
    captions = getattr(lesson, "captions", None)
    return estimated_seconds(lesson.caption(beat) for beat in captions) if captions else None


def _lesson(scene: Any) -> Any:
    lesson = getattr(scene, "lesson", None)
    return lesson() if inspect.isclass(lesson) else lesson


def _timeline(scene: Any, job: Job) -> list[dict[str, Any]]:
    spans = getattr(scene, "timeline", ())
    if not spans:  # a plain Manim scene is one beat
        whole = {"name": job.card.name, "caption": job.card.sentence, "start": 0.0}
        return [whole | {"end": float(scene.time)}]
    return [
        {"name": s.name, "caption": s.caption, "start": float(s.start), "end": float(s.end)}
        for s in spans
    ]


def _facts(scene: Any, job: Job) -> dict[str, Any]:
    timeline = _timeline(scene, job)
    lesson = _lesson(scene)
    duration = timeline[-1]["end"]
    return {
        "schema": SCHEMA,
        "key": job.key,
        "scene": job.card.name,
        "file": job.card.file.name,
        "chapter": job.card.chapter,
        "sentence": job.card.sentence,
        "number": getattr(lesson, "number", ""),
        "title": getattr(lesson, "title", job.card.name),
        "slides": list(getattr(lesson, "slides", ())),
        "parameters": _parameters(lesson),
        "theme": job.theme,
        "stills": job.stills,
        "width": job.quality.width,
        "height": job.quality.height,
        "fps": job.quality.fps,
        "frames": round(duration * job.quality.fps),
        "duration": duration,
        "timeline": timeline,
        "entries": list(ledger_rows(lesson)) if lesson is not None else [],
        "versions": dict(versions()),
    }


def _parameters(lesson: Any) -> dict[str, Any]:
    if not is_dataclass(lesson):
        return {}
    return {field.name: plain_value(getattr(lesson, field.name)) for field in fields(lesson)}


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

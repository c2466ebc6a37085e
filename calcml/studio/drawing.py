"""Set Manim up as a job says, and import its scene, in this process."""

import importlib
import importlib.util
import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from calcml.studio.jobs import Job, Run
from calcml.studio.problems import StudioError
from calcml.studio.quality import WIDE
from calcml.studio.references import with_parameters

__all__ = ["ENCODER", "configured", "scene_of"]

SHORTER = 8.0
"""Length of the shorter side of a frame in scene units, Manim's height of a frame."""
ENCODER = {
    "threads": "1",  # otherwise the bytes depend on the number of cores
    "preset": "ultrafast",
    "crf": "22",
    "bf": "0",
    "x264-params": "cabac=1:8x8dct=1:partitions=i8x8,i4x4",
}
"""The encoder's options where ``manim.cfg`` says nothing else; the same as in ours."""
LOSSLESS = "qtrle"
"""The encoder of clips of which nothing may be lost."""
ONE_WHOLE = "1000000"
"""Frames between two whole pictures of it: only the first of a beat is whole."""


@contextmanager
def configured(run: Run) -> Iterator[None]:
    """Set Manim up for a run while the block runs; its own cache stays off.

    Parameters
    ----------
    run : Run
        Says what is drawn, and in which private folder.
    """
    manim = importlib.import_module("manim")
    run.out.mkdir()
    config = manim.config
    settings = {
        "media_dir": str(run.folder / "manim"),
        "input_file": str(run.job.card.file),
        "disable_caching": True,
        "format": "png" if run.job.stills else "mp4",
        "progress_bar": "none",
        "verbosity": "ERROR",
        "quality": run.job.quality.manim,
        "video_encoder_options": {**ENCODER, **config.video_encoder_options},
        "preview": False,
        "save_sections": False,
    }
    with manim.tempconfig({}):
        for name, value in (settings | _shape(run.job) | _exact(run.job)).items():
            setattr(config, name, value)
        yield


def _shape(job: Job) -> dict[str, Any]:
    """Return the size of a frame that is not wide: its shorter side is as long as is usual."""
    quality = job.quality
    if quality.shape == WIDE:
        return {}
    unit = SHORTER / min(quality.width, quality.height)
    return {
        "pixel_width": quality.width,
        "pixel_height": quality.height,
        "frame_width": quality.width * unit,
        "frame_height": quality.height * unit,
    }


def _exact(job: Job) -> dict[str, Any]:
    """Return what a clip needs that is kept without loss, and a picture that is transparent."""
    look = job.look
    seen_through = {"transparent": True} if look.transparent else {}
    if job.stills or not look.exact:
        return seen_through
    return seen_through | {
        "format": "mov",
        "video_codec": LOSSLESS,
        "pixel_format": "argb" if look.transparent else "rgb24",
        "video_encoder_options": {"g": ONE_WHOLE},
    }


def scene_of(job: Job) -> Any:
    """Import the scene's file and return the scene, not drawn yet.

    Parameters
    ----------
    job : Job
        Says where it is.

    Returns
    -------
    manim.Scene

    Raises
    ------
    StudioError
        When the file has no such class.
    """
    module = _load(job.card.file)
    found = getattr(module, job.card.name, None)
    if not inspect.isclass(found):
        raise StudioError(f"{job.card.file.name} has no scene {job.card.name}")
    scene: Any = found()
    scene.captioned, scene.narration = job.look.captions, job.narration
    if job.card.parameters:
        lesson = getattr(scene, "lesson", None)
        scene.lesson = with_parameters(lesson, job.card.parameters, job.card.name)
    return scene


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

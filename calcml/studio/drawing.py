"""Let Manim draw a scene as a job says, in this process."""

import importlib
import importlib.util
import inspect
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from calcml.studio.clips import check_clip
from calcml.studio.descriptions import timeline
from calcml.studio.jobs import Job
from calcml.studio.problems import StudioError

__all__ = ["ENCODER", "configured", "draw_clip", "draw_stills", "scene_of"]

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


@contextmanager
def configured(job: Job) -> Iterator[None]:
    """Set Manim up for a job while the block runs; its own cache stays off.

    Parameters
    ----------
    job : Job
        Says what is drawn, and in which private folder.
    """
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
    return found()


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


def draw_clip(scene: Any, job: Job) -> tuple[Path, ...]:
    """Render a scene, and make sure that every frame of its timeline is there.

    Parameters
    ----------
    scene : manim.Scene
        From `scene_of`.
    job : Job
        Says how.

    Returns
    -------
    tuple of Path
        The clip, in the folder to be published.

    Raises
    ------
    StudioError
        When the scene plays nothing, or frames are missing.
    """
    try:
        scene.render()
    except RuntimeError as error:
        if scene.renderer.num_plays == 0:
            raise StudioError("it plays nothing, so it makes no clip: use play or wait") from error
        raise
    made = Path(scene.renderer.file_writer.movie_file_path)
    frames = round(timeline(scene, job)[-1]["end"] * job.quality.fps)
    clip = job.out / f"{job.card.name}.mp4"
    size = (job.quality.width, job.quality.height)
    check_clip(made, frames=frames, fps=job.quality.fps, size=size)
    shutil.move(made, clip)
    return (clip,)


def draw_stills(scene: Any, job: Job) -> tuple[Path, ...]:
    """Take a picture at the end of every beat; what moves between is skipped.

    Parameters
    ----------
    scene : manim.Scene
        From `scene_of`.
    job : Job
        Says how.

    Returns
    -------
    tuple of Path
        ``<Scene>-<number>-<beat>.png``, in order, in the folder to be published.
    """

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

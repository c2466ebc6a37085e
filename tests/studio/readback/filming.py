"""Film a scene in this process as a worker does, so that a test may change how it is drawn."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from calcml.stage import theme
from calcml.studio.catalogue import SceneCard
from calcml.studio.descriptions import description
from calcml.studio.drawing import configured, scene_of
from calcml.studio.files import deliver, described, told_json
from calcml.studio.filming import film
from calcml.studio.jobs import Job, Run
from calcml.studio.joining import joined
from calcml.studio.quality import QUALITIES
from calcml.studio.store import FACTS, SIDECAR

__all__ = ["BEATS", "described_anew", "filmed", "sidecar_of"]

TRIAL = Path(__file__).with_name("trial.py")
BEATS = ("stand", "walk")


def filmed(
    folder: Path,
    *,
    letter: str = "l",
    look: str = "dark",
    parameters: Mapping[str, Any] | None = None,
    beats: tuple[str, ...] = BEATS,
) -> Path:
    """Film beats of the trial scene; return the clip, which has its sidecar beside it."""
    card = SceneCard(
        name="TrialScene", chapter="Trials", file=TRIAL, sentence="Everything stands.", lesson=None,
        parameters=parameters or {},
    )  # fmt: skip
    job = Job(
        card=card, quality=QUALITIES[letter], theme=look, key=f"trial {letter} {look}",
        beats={name: f"key of {name}" for name in BEATS},
    )  # fmt: skip
    made: list[Any] = []

    def finished(_: str, out: Path) -> None:
        facts = json.loads((out / FACTS).read_text(encoding="utf-8"))
        files = tuple(out / name for name in facts["files"])
        made.append(SimpleNamespace(folder=out, sidecar=facts, files=files))

    before = theme.active().name
    with tempfile.TemporaryDirectory() as private:
        theme.use(look)
        try:
            run = Run(job=job, beats=beats, folder=Path(private))
            with configured(run):
                scene = scene_of(job)
                film(scene, run, finished)
                about = description(scene, job)
            joined(job, made, about, run.folder / "joined")
        finally:
            theme.use(before)
        clip = folder / "TrialScene.mp4"
        deliver(run.folder / "joined" / clip.name, clip)
        deliver(run.folder / "joined" / SIDECAR, clip.with_suffix(".json"))
    return clip


def sidecar_of(clip: Path) -> dict[str, Any]:
    """Return the sidecar beside a clip."""
    told: dict[str, Any] = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    return told


def described_anew(clip: Path, sidecar: Mapping[str, Any]) -> None:
    """Write a sidecar beside a clip, and let it name the clip's digest."""
    told = told_json({**sidecar, "files": described((clip,))})
    clip.with_suffix(".json").write_text(told, encoding="utf-8")

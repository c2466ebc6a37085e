"""Draw the beats of a run, and hand over each as soon as it is finished and checked.

A finished beat is a folder: ``segment.mp4``, or ``segment.mov`` where nothing may be lost, or a
still, and ``facts.json``, which says how many frames it has, its caption and what it cost. A beat
that the scene leaves out, because its lesson has no need of it, is a folder without frames.
"""

import json
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from manim.utils.exceptions import EndSceneEarlyException
from PIL import Image

from calcml.studio.alpha import straight
from calcml.studio.clips import check_clip
from calcml.studio.descriptions import Span, spans_of
from calcml.studio.files import described
from calcml.studio.jobs import Run
from calcml.studio.problems import StudioError
from calcml.studio.segments import Segment, film_segments
from calcml.studio.splices import Part, splice
from calcml.studio.store import FACTS

__all__ = ["Camera", "UnlistedBeat", "film"]

SEGMENT = "segment"


class UnlistedBeat(Exception):  # noqa: N818 - the parent has the scene drawn whole
    """The scene does not tell the beats that can be read in its text."""


def film(scene: Any, run: Run, finished: Callable[[str, Path], None]) -> None:
    """Draw the run's beats; what comes between them is skipped, what comes after is left out.

    Parameters
    ----------
    scene : manim.Scene
        Not rendered yet.
    run : Run
        Says which beats, and where to put them.
    finished : callable
        Is told each beat's name and folder.

    Raises
    ------
    UnlistedBeat
        When the scene tells other beats than the job lists, or in another order.
    StudioError
        When the scene plays nothing, or frames are missing.
    """
    camera = Camera(scene, run, finished)
    try:
        scene.render()
    except RuntimeError as error:
        if scene.renderer.num_plays == 0:
            raise StudioError("it plays nothing, so it makes no clip: use play or wait") from error
        raise
    camera.wrap_up()


class Camera:
    """Follows a scene while it is rendered, and puts its beats into folders.

    Parameters
    ----------
    scene : manim.Scene
        Not rendered yet.
    run : Run
        Says what to do.
    finished : callable
        Is told each beat's name and folder.
    """

    def __init__(self, scene: Any, run: Run, finished: Callable[[str, Path], None]) -> None:
        self.scene, self.run, self.finished = scene, run, finished
        self.segments: list[Segment] = []
        self.cost = 0.0
        self.stills: list[Path] = []
        self.left = list(run.beats)
        self.clock = time.process_time()
        scene.beat_ended = self._ended
        if hasattr(scene, "watch") and not run.job.stills:
            scene.watch()
        if not run.job.stills:
            film_segments(scene, self._closed, None if run.job.undivided else run.beats)

    def wrap_up(self) -> None:
        """Hand over what is finished only when the whole scene is."""
        if self.run.job.undivided:
            self._finish_whole()
        elif not self.left:
            return
        for name in tuple(self.left):  # told by no one, so the lesson has no need of it
            self._finish(name, (), (), 0.0)

    def _ended(self, scene: Any, span: Any) -> None:
        """Take a beat's still, and end the scene after the last beat that is wanted."""
        job = self.run.job
        wanted = job.undivided or span.name in self.run.beats
        if not job.undivided:
            self._require_order()
        if job.stills and wanted:
            still = self._take(scene)
            if not job.undivided:
                self._finish(span.name, [still], spans_of(scene, job)[-1:], self._cost())
        last = self.run.beats[-1] if self.run.beats else ""
        if not job.undivided and span.name == last != tuple(job.beats)[-1]:
            raise EndSceneEarlyException

    def _require_order(self) -> None:
        told = [span.name for span in self.scene.timeline]
        listed = [name for name in self.run.job.beats if name in told]
        if told != listed:
            raise UnlistedBeat(f"{self.run.job.card.name} tells {told}, its text says {listed}")

    def _closed(self, segment: Segment, cost: float) -> None:
        if self.run.job.undivided:
            self.segments.append(segment)
            self.cost += cost
            return
        if segment.name not in self.left:
            raise UnlistedBeat(f"{self.run.job.card.name} plays something in {segment.name!r}")
        told = {span.name: span for span in spans_of(self.scene, self.run.job)}
        if segment.name not in told:
            raise UnlistedBeat(f"{self.run.job.card.name} tells a beat within {segment.name!r}")
        span = replace(told[segment.name], frames=segment.frames)
        path = segment.path.rename(segment.path.with_stem(SEGMENT))
        self._finish(segment.name, [path], [span], cost)

    def _take(self, scene: Any) -> Path:
        """Save the picture that is on screen now."""
        scene.renderer.static_image = None
        scene.renderer.update_frame(scene)
        folder = self.run.folder / "stills"
        folder.mkdir(exist_ok=True)
        picture = folder / f"still-{len(self.stills) + 1:02}.png"
        pixels = scene.camera.pixel_array
        if self.run.job.look.transparent:
            Image.fromarray(straight(pixels)).save(picture)
        else:
            Image.fromarray(pixels).convert("RGB").save(picture)
        self.stills.append(picture)
        return picture

    def _finish_whole(self) -> None:
        job = self.run.job
        spans = spans_of(self.scene, job)
        if job.stills:
            if not self.stills:  # a plain Manim scene is one beat
                self._take(self.scene)
            self._finish(job.card.name, self.stills, spans, self._cost())
            return
        parts = [
            Part(clip=each.path, title=each.name, frames=each.frames, fps=job.quality.fps)
            for each in self.segments
        ]
        path = self.run.folder / f"{SEGMENT}{parts[0].clip.suffix}"
        splice(parts, path)
        self._finish(job.card.name, [path], spans, self.cost)

    def _finish(self, name: str, files: Iterable[Path], spans: Iterable[Span], cost: float) -> None:
        """Check a beat's files, describe them, and hand them over."""
        job, folder = self.run.job, self.run.out / f"{len(self.left):03}"
        folder.mkdir()
        moved = tuple(Path(shutil.move(path, folder / path.name)) for path in files)
        told = [span.told() for span in spans]
        if not job.stills and moved:
            size = (job.quality.width, job.quality.height)
            frames = sum(span["frames"] for span in told)
            check_clip(moved[0], frames=frames, fps=job.quality.fps, size=size)
        facts = {
            "key": job.beats[name],
            "name": name,
            "quality": job.quality.folder,
            "stills": job.stills,
            "spans": told,
            "sights": [self._sights(span["name"]) for span in told],
            "cost": round(cost, 3),
            "files": described(moved),
        }
        text = json.dumps(facts, indent=1, ensure_ascii=False)
        (folder / FACTS).write_text(text, encoding="utf-8")
        self.left.remove(name)
        self.finished(name, folder)

    def _sights(self, beat: str) -> dict[str, Any]:
        """Return what was on screen in a beat; nothing of a scene that nobody watches."""
        sights: dict[str, Any] = getattr(self.scene, "sights", {}).get(beat, {})
        return sights

    def _cost(self) -> float:
        before, self.clock = self.clock, time.process_time()
        return self.clock - before

"""Film a scene in segments: one file for each section, which is a beat of a `LessonScene`."""

import importlib
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Segment", "film_segments"]


@dataclass(frozen=True)
class Segment:
    """A finished file with the frames of one section.

    Attributes
    ----------
    name : str
        The section's.
    path : Path
        An MP4.
    frames : int
        How many it has.
    cost : float
        What it took, in seconds of one core.
    """

    name: str
    path: Path
    frames: int
    cost: float


def film_segments(
    scene: Any, closed: Callable[[Segment], None], beats: Collection[str] | None = None
) -> None:
    """Make a scene write segments when it is rendered.

    Parameters
    ----------
    scene : manim.Scene
        Not rendered yet.
    closed : callable
        Is told each segment as soon as it is finished.
    beats : collection of str, optional
        The beats to be filmed; the others are skipped. All by default.
    """
    scene.filmed = beats
    writer = _writer_class()(scene.file_writer_settings)
    writer.closed, writer.beats = closed, beats
    scene.renderer.file_writer = writer


def _writer_class() -> Any:
    manim_writer = importlib.import_module("manim.scene.scene_file_writer")

    class SectionWriter(manim_writer.SceneFileWriter):  # type: ignore[name-defined]
        """Keeps one encoder open for all plays of a section."""

        beats: Collection[str] | None = None
        frames = 0
        began = 0.0

        def next_section(self, name: str, type_: str, skip_animations: bool) -> None:  # noqa: FBT001 - Manim's
            self.close_section()
            skipped = self.beats is not None and name not in {*self.beats, "autocreated"}
            super().next_section(name, type_, skip_animations or skipped)

        def begin_animation(self, *allowed: Any, **settings: Any) -> None:
            if any(allowed) and self._current_encode_job is None:
                super().begin_animation(*allowed, **settings)
                self.frames, self.began = 0, time.process_time()

        def end_animation(self, *allowed: Any) -> None:
            """Go on: the section ends later."""

        def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
            super().write_frame(pixels, repeat=repeat)
            self.frames += repeat

        def close_section(self) -> None:
            job = getattr(self, "_current_encode_job", None)
            if job is None:
                return
            self._current_encode_job = None
            job.seal()
            job.join()
            cost = time.process_time() - self.began
            self.closed(Segment(self.sections[-1].name, Path(job.path), self.frames, cost))

        def finish(self) -> None:
            self.close_section()

    return SectionWriter

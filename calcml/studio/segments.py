"""Film a scene in segments: one file for each section, which is a beat of a `LessonScene`."""

import time
from collections.abc import Callable, Container
from typing import Any

from calcml.stage.film import FilmWriter, Segment

__all__ = ["Segment", "film_segments"]

Closed = Callable[[Segment, float], None]
"""Is told a finished segment, and what it took in seconds of one core."""


def film_segments(scene: Any, closed: Closed, beats: Container[str] | None = None) -> None:
    """Make a scene write segments when it is rendered.

    Parameters
    ----------
    scene : manim.Scene
        Not rendered yet; a plain one is filmed as a `LessonScene` is.
    closed : callable
        Is told each segment soon after it is finished.
    beats : container of str, optional
        The beats to be filmed; the others are skipped. All by default.
    """
    scene.filmed = beats
    scene.renderer.file_writer = _ReportingWriter(scene.file_writer_settings, closed)


class _ReportingWriter(FilmWriter):
    """Tells when a segment is whole; it is encoded to its end while the next one is drawn."""

    def __init__(self, settings: Any, closed: Closed) -> None:
        self.closed = closed
        self.jobs: list[tuple[Any, float]] = []
        self.began = 0.0
        super().__init__(settings)

    def begin_animation(self, *allowed: Any, **settings: Any) -> None:
        """Tell what was finished meanwhile, and take the time of a new segment."""
        while self.jobs and not self.jobs[0][0].thread.is_alive():
            self._report()
        began = self._current_encode_job is None
        super().begin_animation(*allowed, **settings)
        if began:
            self.began = time.process_time()

    def close_partial_movie_stream(self) -> None:
        """End a segment."""
        self.jobs.append((self._current_encode_job, time.process_time() - self.began))
        super().close_partial_movie_stream()

    def finish(self) -> None:
        """End the last segment and tell all; they are joined elsewhere."""
        self._end_segment()
        while self.jobs:
            self._report()

    def _report(self) -> None:
        job, cost = self.jobs.pop(0)
        job.join()
        self.closed(next(each for each in self.segments if each.path == job.path), cost)

"""Render a scene frame by frame, each from the one before."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from manim import CairoRenderer, Camera, Mobject, Scene, config
from manim.utils.iterables import list_update

from calcml.stage.film.camera import FilmCamera
from calcml.stage.film.tiles import Box
from calcml.stage.film.writer import FilmWriter
from calcml.stage.film.yuv import Patch

__all__ = ["FilmRenderer"]

_ALMOST = 1e-6


class FilmRenderer(CairoRenderer):
    """Manim's renderer with a camera and a writer that follow what changes.

    What is skipped is not drawn at all, and takes the same time on the scene's clock.

    Parameters
    ----------
    camera_class : type, optional
        A `FilmCamera`.
    **settings
        As for Manim's renderer.

    Attributes
    ----------
    frames : int
        Frames so far, skipped ones included.
    changed : list of Box
        What was drawn and not yet handed over.
    resting : frozenset of int
        Identities of mobjects that Manim finds nothing to move in until the play's end.
    witness : callable or None
        Is told the number of each frame that is handed over, and for how many it stands.
    """

    def __init__(self, camera_class: type[Camera] = FilmCamera, **settings: Any) -> None:
        super().__init__(file_writer_class=FilmWriter, camera_class=camera_class, **settings)
        self.frames = 0
        self.changed: list[Box] = []
        self.resting: frozenset[int] = frozenset()
        self.witness: Callable[[int, int], None] | None = None
        self._to_rest: frozenset[int] = frozenset()
        self._playing = False

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play animations, and keep the clock by whole frames."""
        self._playing = True
        try:
            super().play(scene, *args, **kwargs)
        finally:
            self._playing = False
        self.resting = self._to_rest = frozenset()
        if self.skip_animations:
            self.frames += _frames_of(scene)
        self.time = self.frames / config.frame_rate

    def save_static_frame_data(self, _: Scene, static_mobjects: Iterable[Mobject]) -> None:
        """Note what rests during the play; its first frame looks at everything once more."""
        self.static_image = None
        self.resting = frozenset()
        self._to_rest = frozenset(map(id, static_mobjects))

    def update_frame(
        self,
        scene: Scene,
        mobjects: Any = None,
        include_submobjects: bool = True,  # noqa: FBT001, FBT002 - Manim's signature
        ignore_skipping: bool = True,  # noqa: FBT001, FBT002 - Manim's signature
        **_: Any,
    ) -> None:
        """Bring the frame up to date with the whole stage, whatever Manim thinks has moved.

        While something is skipped, Manim's own wishes for a frame go unheard.
        """
        del mobjects, include_submobjects
        if not self.skip_animations or (ignore_skipping and not self._playing):
            self._refresh(scene)

    def render(self, scene: Scene, time: float, moving_mobjects: Any = None) -> None:
        """Draw and hand over one frame."""
        del time, moving_mobjects
        if not self.skip_animations:
            self._refresh(scene)
            self._hand_over(1)

    def freeze_current_frame(self, duration: float) -> None:
        """Let the frame stand."""
        self._hand_over(_frames_in(duration))

    def add_frame(self, frame: Any, num_frames: int = 1) -> None:
        """Hand over a frame that was made elsewhere."""
        if not self.skip_animations:
            self.frames += num_frames
            self.file_writer.write_frame(frame, repeat=num_frames)

    def _refresh(self, scene: Scene) -> None:
        """Draw; a segment is drawn from nothing, so that it doesn't depend on those before."""
        if self.file_writer.wants_whole:
            self.camera.forget()
        shown = list_update(scene.mobjects, scene.foreground_mobjects)
        self.changed.extend(self.camera.refresh(shown, self.resting))
        self.resting = self._to_rest

    def _hand_over(self, repeat: int) -> None:
        """Pass on what changed since the last time, or the whole frame where that is wanted."""
        if self.skip_animations or not repeat:
            return
        writer, changed = self.file_writer, self.changed
        if self.witness is not None:
            self.witness(self.frames, repeat)
        if not writer.takes_patches:
            self.add_frame(self.get_frame(), repeat)
            return
        self.changed = []
        if writer.wants_whole:
            changed = [Box(0, 0, self.camera.pixel_width, self.camera.pixel_height)]
        self.frames += repeat
        writer.write_patches([self._patch(box) for box in changed], repeat=repeat)

    def _patch(self, box: Box) -> Patch:
        part = self.camera.pixel_array[box.top : box.bottom, box.left : box.right]
        return box.left, box.top, part.copy()


def _frames_of(scene: Scene) -> int:
    """Return how many frames the present animations would have been, as Manim counts them."""
    if scene.is_current_animation_frozen_frame():
        return _frames_in(scene.duration)
    return len(np.arange(0, scene.duration, 1 / config.frame_rate))


def _frames_in(duration: float) -> int:
    """Return how many frames a wait stands; a rounding error must not lose one."""
    return int(duration * config.frame_rate + _ALMOST)

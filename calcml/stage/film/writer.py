"""Write a clip as one segment per section, which for a lesson is a beat.

Manim encodes every play and every wait for itself. A beat is what can be rendered apart, is kept
apart and is jumped to, so it is one stretch of video that begins with a whole picture.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from manim.scene.scene_file_writer import SceneFileWriter
from manim.typing import StrPath
from numpy.typing import NDArray

from calcml.stage.film.encoder import PatchEncoder, takes_patches
from calcml.stage.film.yuv import Patch

__all__ = ["FilmWriter", "Segment"]


class Segment(NamedTuple):
    """One stretch of video.

    Attributes
    ----------
    name : str
        Of its section.
    path : Path
        The video; whole when the next section has begun and been written, or at the end.
    encoder : PatchEncoder
        Knows how many frames it has.
    """

    name: str
    path: Path
    encoder: PatchEncoder

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return self.encoder.frames


class FilmWriter(SceneFileWriter):
    """Manim's writer, with a segment per section and frames handed over in parts.

    For what is neither H.264 nor lossless (WebM, pictures) it does what Manim's does.

    Attributes
    ----------
    segments : list of Segment
        Those begun so far, in order.
    """

    def __init__(self, settings: Any) -> None:
        self.segments: list[Segment] = []
        self._fresh = True
        super().__init__(settings)

    @property
    def takes_patches(self) -> bool:
        """Whether frames can be handed over in parts."""
        spec = self.video_encoder
        return self.output_spec.is_video and spec is not None and takes_patches(spec)

    @property
    def wants_whole(self) -> bool:
        """Whether the next frame begins a segment, so that it must be handed over whole."""
        return self._fresh

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:  # noqa: FBT001 - Manim's signature
        """End the segment of the section before."""
        self._end_segment()
        super().next_section(name, type_, skip_animations)

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """Name the segment of the section by its number, once."""
        if not self.takes_patches or hash_animation is None:
            super().add_partial_movie_file(hash_animation)
        elif self._current_encode_job is not None:
            super().add_partial_movie_file(None)
        else:
            super().add_partial_movie_file(f"{len(self.segments):04}")

    def begin_animation(
        self,
        allow_write: bool = False,  # noqa: FBT001, FBT002 - Manim's signature
        *,
        animation_index: int,
        file_path: StrPath | None = None,
    ) -> None:
        """Begin a segment with the first play of a section."""
        if self.takes_patches and self._current_encode_job is not None:
            return
        self._fresh = True
        super().begin_animation(allow_write, animation_index=animation_index, file_path=file_path)

    def end_animation(self, allow_write: bool = False) -> None:  # noqa: FBT001, FBT002 - Manim's signature
        """Leave the segment open for the section's next play."""
        if not self.takes_patches:
            super().end_animation(allow_write)

    def write_patches(self, patches: Sequence[Patch], *, repeat: int = 1) -> None:
        """Take over what changed since the frame before; the arrays belong to the writer then.

        Parameters
        ----------
        patches : sequence of Patch
            The whole frame if `wants_whole`.
        repeat : int
            How many frames it stands.
        """
        self._fresh = False
        self.write_frame(list(patches), repeat=repeat)  # type: ignore[arg-type]  # see PatchEncoder

    def write_frame(self, pixels: NDArray[np.uint8], *, repeat: int = 1) -> None:
        """Take over a frame."""
        self._fresh = False
        super().write_frame(pixels, repeat=repeat)

    def finish(self) -> None:
        """End the last segment and join all."""
        self._end_segment()
        super().finish()

    def _end_segment(self) -> None:
        if getattr(self, "segments", None) and self._current_encode_job is not None:
            self.close_partial_movie_stream()

    def _create_segment_encoder(self, target: Path) -> Any:
        if not self.takes_patches or self.video_encoder is None:
            return super()._create_segment_encoder(target)
        encoder = PatchEncoder(target=target, spec=self.video_encoder)
        self.segments.append(Segment(self.sections[-1].name, target, encoder))
        return encoder

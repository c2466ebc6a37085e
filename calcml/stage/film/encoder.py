"""Encode one segment of a clip from parts of frames."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
from manim._config.video_encoder import VideoEncoderSpec
from manim.scene.video_segment_encoder import VideoSegmentEncoder
from numpy.typing import NDArray

from calcml.stage.film.yuv import COLOURS, Patch, Picture

__all__ = ["PatchEncoder", "with_colours"]


class PatchEncoder(VideoSegmentEncoder):
    """Manim's encoder of a segment, fed with what changed instead of with whole frames.

    A frame that stands still is converted once, not once for every repeat, and of a frame that
    moves only the parts that do.

    Parameters
    ----------
    target : Path
        The video to write.
    spec : VideoEncoderSpec
        Size, frame rate, codec and its options.
    """

    def __init__(self, *, target: Path, spec: VideoEncoderSpec) -> None:
        super().__init__(target=target, spec=with_colours(spec))
        self.picture = Picture(spec.width, spec.height)

    @property
    def frames(self) -> int:
        """How many frames it was given."""
        return self._next_pts

    def write_frame(self, pixels: NDArray[np.uint8] | Sequence[Patch], *, repeat: int = 1) -> None:
        """Encode a frame.

        Parameters
        ----------
        pixels : array of RGBA bytes, shape (height, width, 4), or sequence of Patch
            The whole frame, or what differs from the one before.
        repeat : int
            How many frames it stands.
        """
        patches = [(0, 0, pixels)] if isinstance(pixels, np.ndarray) else pixels
        try:
            self.picture.update(patches)
            for _ in range(repeat):
                self._encode()
        except BaseException as error:
            raise self._operation_error("encode", error) from error

    def _encode(self) -> None:
        frame, rate = self.picture.frame, self.spec.frame_rate
        frame.pts = self._next_pts
        frame.time_base = Fraction(rate.denominator, rate.numerator)
        self._next_pts += 1
        for packet in self._stream.encode(frame):
            self._container.mux(packet)


def with_colours(spec: VideoEncoderSpec) -> VideoEncoderSpec:
    """Return the settings with the tags that are true of our conversion."""
    return replace(spec, options=tuple({**dict(spec.options), **COLOURS}.items()))

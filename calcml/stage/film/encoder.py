"""Encode one segment of a clip from parts of frames."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Protocol

import av
import numpy as np
from manim._config.video_encoder import VideoEncoderSpec
from manim.scene.video_segment_encoder import VideoSegmentEncoder
from numpy.typing import NDArray

from calcml.stage.film.exact import LOSSLESS, Drawn
from calcml.stage.film.yuv import COLOURS, Patch, Picture

__all__ = ["PatchEncoder", "takes_patches", "with_colours"]


class _Canvas(Protocol):
    """A frame for an encoder, brought up to date in parts."""

    frame: av.VideoFrame

    def update(self, patches: Sequence[Patch]) -> None: ...


CANVASES: Mapping[tuple[str, str], Callable[[int, int], _Canvas]] = {
    ("libx264", "yuv420p"): Picture,
    (LOSSLESS, "argb"): partial(Drawn, form="argb"),
    (LOSSLESS, "rgb24"): partial(Drawn, form="rgb24"),
}
"""What an encoder is fed with, by codec and pixel format."""


def takes_patches(spec: VideoEncoderSpec) -> bool:
    """Tell whether a video of these settings can be made of parts of frames.

    Parameters
    ----------
    spec : VideoEncoderSpec

    Returns
    -------
    bool
    """
    return (spec.codec, spec.pixel_format) in CANVASES


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
        canvas = CANVASES[spec.codec, spec.pixel_format]
        self.picture = canvas(spec.width, spec.height)

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
    """Return the settings with the tags that are true of our conversion, where there is one."""
    if spec.codec == LOSSLESS:
        return spec
    return replace(spec, options=tuple({**dict(spec.options), **COLOURS}.items()))

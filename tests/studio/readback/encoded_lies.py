"""Ways to make another video of the frames of a clip."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.reformatter import Colorspace
from numpy.typing import NDArray

__all__ = ["Frames", "by_other_weights", "planes_of", "rewritten"]

Frames = Sequence[NDArray[np.uint8]]
"""Planes of brightness and tint, as yuv420p."""


def planes_of(clip: Path) -> list[NDArray[np.uint8]]:
    """Decode all frames of a clip."""
    with av.open(clip) as container:
        decoded: Any = container.decode(video=0)
        return [frame.to_ndarray(format="yuv420p") for frame in decoded]


def rewritten(
    frames: Frames,
    target: Path,
    *,
    fps: int = 15,
    size: tuple[int, int] | None = None,
    quality: int = 16,
    first: int = 0,
) -> None:
    """Encode frames once more."""
    height, width = frames[0].shape[0] * 2 // 3, frames[0].shape[1]
    with av.open(target, "w") as container:
        stream: Any = container.add_stream("libx264", rate=fps)
        stream.width, stream.height = size or (width, height)
        stream.pix_fmt, stream.time_base = "yuv420p", Fraction(1, fps)
        stream.options = {"crf": str(quality), "preset": "ultrafast", "bf": "0"}
        for number, planes in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
            if size is not None:
                frame = frame.reformat(width=size[0], height=size[1])
            frame.pts, frame.time_base = first + number, Fraction(1, fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def by_other_weights(planes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a frame whose colours were converted as BT.601 does, and not as BT.709 does."""
    frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
    rgb: Any = frame.reformat(format="rgb24", src_colorspace=Colorspace.ITU709)
    told: NDArray[np.uint8] = rgb.reformat(
        format="yuv420p", dst_colorspace=Colorspace.ITU601
    ).to_ndarray()
    return told

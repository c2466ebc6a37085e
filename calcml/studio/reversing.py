"""Play a clip backwards: its frames are encoded once more, from the last to the first."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av import VideoFrame
from av.container import InputContainer
from av.video.frame import PictureType

from calcml.studio.clips import opened
from calcml.studio.drawing import ENCODER
from calcml.studio.problems import StudioError

__all__ = ["reverse"]

AT_ONCE = 48
"""So many frames are held in memory; at 4K half a gigabyte."""
TAGS = {
    "colorspace": "bt709",
    "color_primaries": "bt709",
    "color_trc": "bt709",
    "color_range": "tv",
    "chroma_sample_location": "center",
}
"""Colours are taken over as they are, and so is what is said of them."""


def reverse(clip: Path, frames: int, fps: int, target: Path) -> None:
    """Write the frames of a clip in reverse order.

    Parameters
    ----------
    clip : Path
        Made by the studio.
    frames, fps : int
        How many it has, and how many a second.
    target : Path
        The MP4 to write; it is incomplete until this returns.

    Raises
    ------
    StudioError
        When the clip has other frames than expected.
    """
    options = {"movflags": "+faststart"}
    with opened(clip) as container, av.open(target, "w", options=options) as output:
        source = container.streams.video[0]
        stream = output.add_stream("libx264", rate=fps, options=ENCODER | TAGS)
        stream.width, stream.height, stream.pix_fmt = source.width, source.height, "yuv420p"
        for number, frame in enumerate(_backwards(container, frames, fps)):
            frame.pts, frame.time_base = number, Fraction(1, fps)
            frame.pict_type = PictureType.NONE
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))


def _backwards(container: InputContainer, frames: int, fps: int) -> Iterator[VideoFrame]:
    """Yield frames from the last to the first, a few of which are decoded at a time."""
    for start in range((frames - 1) // AT_ONCE * AT_ONCE, -1, -AT_ONCE):
        end = min(start + AT_ONCE, frames)
        part = list(_between(container, start, end, fps))
        if len(part) != end - start:
            name = Path(container.name).name
            raise StudioError(f"{name} has {len(part)} frames from {start} on, not {end - start}")
        yield from reversed(part)


def _between(container: InputContainer, start: int, end: int, fps: int) -> Iterator[VideoFrame]:
    stream = container.streams.video[0]
    base = stream.time_base
    if base is None:
        raise StudioError(f"{Path(container.name).name} tells no time base")
    container.seek(int(Fraction(start, fps) / base), stream=stream)
    for frame in container.decode(stream):
        number = -1 if frame.pts is None else round(frame.pts * base * fps)
        if number >= end:
            return
        if number >= start:
            yield frame

"""The encoder's floor: what it costs to encode ready-made frames with our settings, nothing else.

The frames are those of the finished segments, decoded a few seconds at a time; only the
encoder's own CPU time counts. Below this no renderer can get that hands over every frame.
"""

import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import av

from calcml.stage.film.yuv import COLOURS
from calcml.studio.drawing import ENCODER
from calcml.studio.rendering import default_workers

if TYPE_CHECKING:
    from av.video.codeccontext import VideoCodecContext

__all__ = ["encoding_time"]

AT_ONCE = 120


def encoding_time(segments: Iterable[Path]) -> tuple[float, int]:
    """Encode the frames of segments once more, as many at a time as there are cores.

    Parameters
    ----------
    segments : iterable of Path
        Videos, each encoded for itself.

    Returns
    -------
    tuple of float and int
        CPU seconds, and how many frames there were.
    """
    with ThreadPoolExecutor(default_workers()) as pool:
        costs = list(pool.map(_cost, segments))
    return sum(seconds for seconds, _ in costs), sum(frames for _, frames in costs)


def _cost(segment: Path) -> tuple[float, int]:
    """Return what one segment costs its thread, and its number of frames."""
    seconds, frames, encoder, decoded = 0.0, 0, None, _decoded(segment)
    while some := list(islice(decoded, AT_ONCE)):
        encoder = encoder or _encoder(some[0])
        begun = time.thread_time()
        for frame in some:
            encoder.encode(frame)
        seconds += time.thread_time() - begun
        frames += len(some)
    if encoder is not None:
        begun = time.thread_time()
        encoder.encode(None)
        seconds += time.thread_time() - begun
    return seconds, frames


def _decoded(segment: Path) -> Iterator[av.VideoFrame]:
    with av.open(segment) as container:
        for number, frame in enumerate(container.decode(video=0)):
            frame.pict_type = 0
            frame.pts = number
            yield frame


def _encoder(frame: av.VideoFrame) -> "VideoCodecContext":
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = frame.width, frame.height, "yuv420p"
    context.time_base, context.framerate = Fraction(1, 60), Fraction(60)
    context.options = {**ENCODER, **COLOURS}
    return context


if __name__ == "__main__":  # a process of its own: its memory is not that of what it is run beside
    print(*encoding_time(Path(name) for name in sys.argv[1:]))

"""Cut some beats out of a clip without encoding again."""

from fractions import Fraction
from pathlib import Path

import av

from calcml.studio.clips import opened
from calcml.studio.problems import StudioError

__all__ = ["excerpt"]


def excerpt(clip: Path, start: int, end: int, target: Path) -> None:
    """Copy the frames ``start``, …, ``end`` − 1 of a clip into a video of their own.

    Parameters
    ----------
    clip : Path
        Made by the studio, so that each beat begins with a whole picture and no frame is shown
        before one that was encoded earlier.
    start, end : int
        Numbers of frames; ``start`` begins a beat.
    target : Path
        The video to write; it is incomplete until this returns.

    Raises
    ------
    StudioError
        When the clip has no whole picture at ``start``, or other frames than expected.
    """
    options = {"movflags": "+faststart"}
    with opened(clip) as container, av.open(target, "w", options=options) as output:
        source = container.streams.video[0]
        stream = output.add_stream_from_template(source)
        base, rate = source.time_base, source.average_rate
        if base is None or rate is None:
            raise StudioError(f"{clip.name} tells no time base or frame rate")
        stream.time_base = base
        first, last = (Fraction(frame) / rate / base for frame in (start, end))
        count = 0
        container.seek(int(first), stream=source)
        for packet in container.demux(source):
            if packet.pts is None or packet.dts is None or not first <= packet.pts < last:
                continue
            if not count and not (packet.is_keyframe and packet.pts == first):
                raise StudioError(f"{clip.name} has no whole picture at frame {start}")
            packet.pts, packet.dts = packet.pts - int(first), packet.dts - int(first)
            packet.stream = stream
            output.mux(packet)
            count += 1
    if count != end - start:
        raise StudioError(f"{clip.name} has {count} frames from {start} on, not {end - start}")

"""Put videos of the same encoder one after another without encoding again.

The packets of each part are copied with their times moved to where the part before ended, so
the parts must agree in every parameter of the encoder. The same parts give the same bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from calcml.studio.problems import StudioError

__all__ = ["Part", "Timed", "moved_packets", "splice"]

Timed: TypeAlias = "tuple[float, av.Packet[Any]]"
"""A packet and when it is due, in seconds."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One video of several that follow each other.

    Attributes
    ----------
    clip : Path
        The video.
    title : str
        What it is called, in chapter markers and messages.
    frames, fps : int
        How many frames it has, and how many a second.
    """

    clip: Path
    title: str
    frames: int
    fps: int

    @property
    def duration(self) -> Fraction:
        """Its exact length in seconds."""
        return Fraction(self.frames, self.fps)


def splice(parts: Sequence[Part], target: Path) -> None:
    """Write the parts one after another into one silent MP4.

    Parameters
    ----------
    parts : sequence of Part
        At least one; all from the same encoder with the same settings.
    target : Path
        The MP4 to write; it is incomplete until this returns.

    Raises
    ------
    StudioError
        When two parts differ in size, format, time base or encoder settings.
    """
    options = {"movflags": "+faststart"}
    with av.open(target, "w", options=options) as output, av.open(parts[0].clip) as first:
        template = first.streams.video[0]
        video = output.add_stream_from_template(template)
        video.time_base = template.time_base
        for _, packet in moved_packets(parts, video, template):
            output.mux(packet)


def moved_packets(
    parts: Sequence[Part], stream: VideoStream, template: VideoStream
) -> Iterator[Timed]:
    """Yield the packets of all parts, each at its time in the whole.

    Parameters
    ----------
    parts : sequence of Part
        In order.
    stream : VideoStream
        Where the packets will go.
    template : VideoStream
        What every part must be like.

    Yields
    ------
    tuple of float and Packet

    Raises
    ------
    StudioError
        When a part differs from the template.
    """
    begin, expected = Fraction(), _parameters(template)
    for part in parts:
        with av.open(part.clip) as container:
            source = container.streams.video[0]
            if _parameters(source) != expected:
                raise StudioError(
                    f"{part.clip.name} and {parts[0].clip.name} were encoded differently: "
                    "render all scenes in one quality with one manim.cfg"
                )
            yield from _moved(container, source, stream, begin)
        begin += part.duration


def _moved(
    container: InputContainer, source: VideoStream, stream: VideoStream, begin: Fraction
) -> Iterator[Timed]:
    base = source.time_base
    if base is None:
        raise StudioError(f"{container.name} has no time base")
    shift = begin / base
    if shift.denominator != 1:
        raise StudioError(f"{container.name} cannot start at {float(begin)} s in its time base")
    for packet in container.demux(source):
        if packet.dts is None or packet.pts is None:
            continue
        packet.pts += int(shift)
        packet.dts += int(shift)
        packet.stream = stream
        yield float(packet.dts * base), packet


def _parameters(stream: VideoStream) -> tuple[Any, ...]:
    """Return what must be equal for videos to be joined."""
    context = stream.codec_context
    return (
        context.name,
        context.width,
        context.height,
        context.pix_fmt,
        bytes(context.extradata or b""),
        stream.time_base,
        stream.average_rate,
    )

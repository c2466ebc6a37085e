"""Join clips into one MP4 without encoding again: chapters, captions, titles, cover.

The packets of each clip are copied with their times moved to where the clip before ended, so
the clips must agree in every parameter of the encoder.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import av
from av.container import InputContainer, OutputContainer
from av.video.stream import VideoStream

from calcml.studio.captions import Cue, text_samples
from calcml.studio.problems import StudioError

__all__ = ["Part", "join"]

MILLISECOND = Fraction(1, 1000)

Timed: TypeAlias = "tuple[float, av.Packet[Any]]"
"""A packet and when it is due, in seconds."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One clip of a lecture.

    Attributes
    ----------
    clip : Path
        Its video.
    title : str
        What its chapter marker says.
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


def join(
    parts: Sequence[Part],
    cues: Sequence[Cue],
    target: Path,
    *,
    metadata: Mapping[str, str],
    cover: Path | None = None,
) -> None:
    """Write the parts one after another into one MP4.

    Parameters
    ----------
    parts : sequence of Part
        At least one; all from the same encoder with the same settings.
    cues : sequence of Cue
        The captions of the whole.
    target : Path
        The MP4 to write; it is incomplete until this returns.
    metadata : mapping of str to str
        ``title``, ``artist``, ``comment``.
    cover : Path, optional
        A PNG that players show for the file.

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
        captions = output.add_mux_stream("mov_text", time_base=MILLISECOND)
        captions.metadata["language"] = "eng"
        picture = _cover_stream(output, cover)
        output.metadata.update({key: value for key, value in metadata.items() if value})
        output.set_chapters(_chapters(parts))
        if picture is not None:
            output.mux(picture)
        texts = _caption_packets(captions, cues, float(sum(part.duration for part in parts)))
        _interleave(output, _video_packets(parts, video, _parameters(template)), texts)


def _cover_stream(output: OutputContainer, cover: Path | None) -> "av.Packet[Any] | None":
    if cover is None:
        return None
    with av.open(cover) as container:
        source = container.streams.video[0]
        stream = output.add_mux_stream("png", width=source.width, height=source.height)
    stream.disposition = av.stream.Disposition.attached_pic
    packet = av.Packet(cover.read_bytes())
    packet.stream = stream
    packet.pts = packet.dts = 0
    packet.is_keyframe = True
    return packet


def _chapters(parts: Sequence[Part]) -> list[Any]:
    chapters, start = [], Fraction()
    for number, part in enumerate(parts, start=1):
        end = start + part.duration
        chapters.append(
            {
                "id": number,
                "start": round(start * 1000),
                "end": round(end * 1000),
                "time_base": MILLISECOND,
                "metadata": {"title": part.title},
            }
        )
        start = end
    return chapters


def _caption_packets(
    stream: av.stream.Stream, cues: Sequence[Cue], duration: float
) -> Iterator[Timed]:
    for start, length, sample in text_samples(cues, duration):
        packet = av.Packet(sample)
        packet.stream = stream
        packet.time_base = MILLISECOND
        packet.pts = packet.dts = start
        packet.duration = length
        packet.is_keyframe = True
        yield start / 1000, packet


def _video_packets(
    parts: Sequence[Part], stream: VideoStream, expected: tuple[Any, ...]
) -> Iterator[Timed]:
    begin = Fraction()
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


def _interleave(
    output: OutputContainer,
    video: Iterator[Timed],
    captions: Iterator[Timed],
) -> None:
    """Mux both by time; a file whose tracks lie apart makes players seek."""
    text = next(captions, None)
    for time, packet in video:
        while text is not None and text[0] <= time:
            output.mux(text[1])
            text = next(captions, None)
        output.mux(packet)
    while text is not None:
        output.mux(text[1])
        text = next(captions, None)


def _parameters(stream: VideoStream) -> tuple[Any, ...]:
    """Return what must be equal for clips to be joined."""
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

"""Join clips into one MP4 without encoding again: chapters, captions, titles, cover."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from heapq import merge
from pathlib import Path
from typing import Any

import av
from av.container import OutputContainer

from calcml.studio.captions import Cue, text_samples
from calcml.studio.splices import Part, Timed, moved_packets
from calcml.studio.voice.tracks import Track, encoded, sound_stream

__all__ = ["Part", "join"]

MILLISECOND = Fraction(1, 1000)


def join(
    parts: Sequence[Part],
    cues: Sequence[Cue],
    target: Path,
    *,
    metadata: Mapping[str, str],
    cover: Path | None = None,
    sound: Track | None = None,
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
    sound : Track, optional
        What is heard; it is encoded here, once. Without it there is no track for sound.

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
        heard = None if sound is None else sound_stream(output)
        captions = output.add_mux_stream("mov_text", time_base=MILLISECOND)
        captions.metadata["language"] = "eng"
        picture = _cover_stream(output, cover)
        output.metadata.update({key: value for key, value in metadata.items() if value})
        output.set_chapters(_chapters(parts))
        if picture is not None:
            output.mux(picture)
        texts = _caption_packets(captions, cues, float(sum(part.duration for part in parts)))
        words = () if sound is None or heard is None else encoded(sound, heard)
        _interleave(output, texts, moved_packets(parts, video, template), words)


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


def _interleave(output: OutputContainer, *tracks: Iterable[Timed]) -> None:
    """Mux all by time; a file whose tracks lie apart makes players seek."""
    for _, packet in merge(*tracks, key=lambda timed: timed[0]):
        output.mux(packet)

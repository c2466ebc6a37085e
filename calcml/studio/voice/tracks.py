"""A track of sound: words laid under the beats that they belong to, sample by sample."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer

from calcml.studio.problems import StudioError
from calcml.studio.splices import Timed
from calcml.studio.voice.levels import Level
from calcml.studio.voice.sounds import RATE, Samples
from calcml.studio.voice.speech import LEAD, Utterance

__all__ = ["Placed", "Track", "encoded", "laid", "placed", "sound_stream"]

FRAME = 1024
"""Samples that are encoded together."""
BIT_RATE = 128_000
LANGUAGE = "eng"


@dataclass(frozen=True)
class Placed:
    """Words and when they are said.

    Attributes
    ----------
    start : int
        The first sample.
    utterance : Utterance
    """

    start: int
    utterance: Utterance

    @property
    def end(self) -> int:
        """The sample after the last one."""
        return self.start + self.utterance.samples

    def told(self) -> dict[str, Any]:
        """Return what is said when, as plain data."""
        return {
            "beat": self.utterance.line.beat,
            "start": self.start / RATE,
            "end": self.end / RATE,
            "words": self.utterance.line.words,
        }


def placed(sidecar: Mapping[str, Any], said: Iterable[Utterance]) -> tuple[Placed, ...]:
    """Put the words of a scene to its beats.

    Parameters
    ----------
    sidecar : mapping
        Of the scene's clip; has its timeline.
    said : iterable of Utterance

    Returns
    -------
    tuple of Placed
        In order, counted from the start of the clip; each begins a moment after its beat.

    Raises
    ------
    StudioError
        When a beat is too short for its words.
    """
    words = {each.line.beat: each for each in said}
    found = []
    for beat in sidecar["timeline"]:
        if beat["name"] not in words:
            continue
        each = Placed(round((beat["start"] + LEAD) * RATE), words[beat["name"]])
        if each.end > round(beat["end"] * RATE):
            raise StudioError(
                f"{sidecar['scene']}: {beat['name']} lasts {beat['end'] - beat['start']:.1f} s, "
                f"too short for words of {each.utterance.seconds:.1f} s"
            )
        found.append(each)
    return tuple(found)


@dataclass(frozen=True)
class Track:
    """Silence, and in it words.

    Attributes
    ----------
    samples : int
        How long it is.
    words : tuple of Placed
        In order, none before another has ended.
    level : Level
        At which all are heard.
    """

    samples: int
    words: tuple[Placed, ...]
    level: Level

    def cut(self, start: int, end: int, fps: int) -> "Track":
        """Return what is heard while some frames are shown.

        Parameters
        ----------
        start, end : int
            Numbers of frames, between which all words lie whole or not at all.
        fps : int

        Returns
        -------
        Track
        """
        first, last = (round(Fraction(frame, fps) * RATE) for frame in (start, end))
        words = tuple(
            Placed(each.start - first, each.utterance)
            for each in self.words
            if first <= each.start and each.end <= last
        )
        return Track(last - first, words, self.level)

    def pieces(self, size: int = FRAME) -> Iterator[Samples]:
        """Yield the sound from the start to the end.

        Parameters
        ----------
        size : int
            Samples of a piece; the last one may have fewer.

        Yields
        ------
        ndarray of float32
        """
        piece, filled = np.zeros(size, np.float32), 0
        for part in self._parts():
            place = 0
            while place < len(part):
                count = min(size - filled, len(part) - place)
                piece[filled : filled + count] = part[place : place + count]
                place, filled = place + count, filled + count
                if filled == size:
                    yield piece
                    piece, filled = np.zeros(size, np.float32), 0
        if filled:
            yield piece[:filled]

    def _parts(self) -> Iterator[Samples]:
        """Yield silence and words in turn."""
        reached = 0
        for each in self.words:
            yield np.zeros(each.start - reached, np.float32)
            yield self.level.applied(each.utterance.sound)
            reached = each.end
        yield np.zeros(self.samples - reached, np.float32)


def laid(scenes: Iterable[tuple[Mapping[str, Any], Iterable[Utterance]]], level: Level) -> Track:
    """Return the track of scenes that follow each other.

    Parameters
    ----------
    scenes : iterable of (mapping, iterable of Utterance)
        The sidecar of each scene's clip, and what is said in it.
    level : Level

    Returns
    -------
    Track
        Exactly as long as the pictures.
    """
    words: list[Placed] = []
    start = Fraction()
    for sidecar, said in scenes:
        offset = round(start * RATE)
        words += (Placed(offset + each.start, each.utterance) for each in placed(sidecar, said))
        start += Fraction(sidecar["frames"], sidecar["fps"])
    return Track(round(start * RATE), tuple(words), level)


def sound_stream(output: OutputContainer) -> AudioStream:
    """Add a stream for sound to a video that is being written.

    Parameters
    ----------
    output : OutputContainer
        Nothing is muxed yet.

    Returns
    -------
    AudioStream
    """
    stream = output.add_stream("aac", rate=RATE, layout="mono", bit_rate=BIT_RATE)
    stream.metadata["language"] = LANGUAGE
    return stream


def encoded(track: Track, stream: AudioStream) -> Iterator[Timed]:
    """Encode a track in one go.

    Parameters
    ----------
    track : Track
    stream : AudioStream
        From `sound_stream`.

    Yields
    ------
    tuple of float and Packet
        When it is due, in seconds.
    """
    reached = 0
    for piece in track.pieces():
        frame = av.AudioFrame.from_ndarray(piece[None], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, reached, Fraction(1, RATE)
        reached += piece.size
        yield from _timed(stream.encode(frame))
    yield from _timed(stream.encode(None))


def _timed(packets: "Iterable[av.Packet[Any]]") -> Iterator[Timed]:
    for packet in packets:
        if packet.dts is not None and packet.time_base is not None:
            yield float(packet.dts * packet.time_base), packet

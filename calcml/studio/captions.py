"""Captions with times: from timelines to SubRip, WebVTT and the text track of an MP4."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import srt

__all__ = ["Cue", "cues_of", "srt_text", "text_samples", "vtt_text"]


@dataclass(frozen=True)
class Cue:
    """A caption and when it is read.

    Attributes
    ----------
    start, end : float
        Seconds from the start of the lecture, ``start < end``.
    text : str
        One sentence.
    """

    start: float
    end: float
    text: str


def cues_of(timelines: Iterable[tuple[float, Sequence[Mapping[str, Any]]]]) -> tuple[Cue, ...]:
    """Return the cues of scenes that follow each other.

    Parameters
    ----------
    timelines : iterable of (float, sequence of mapping)
        For each scene its start in seconds and its beats with ``caption``, ``start``, ``end``.

    Returns
    -------
    tuple of Cue
        In order, without overlaps; beats without a caption have none.
    """
    return tuple(
        Cue(offset + beat["start"], offset + beat["end"], " ".join(beat["caption"].split()))
        for offset, beats in timelines
        for beat in beats
        if beat["caption"].strip() and beat["end"] > beat["start"]
    )


def srt_text(cues: Iterable[Cue]) -> str:
    """Return the cues as a SubRip file.

    Parameters
    ----------
    cues : iterable of Cue

    Returns
    -------
    str
    """
    return srt.compose(
        srt.Subtitle(number, timedelta(seconds=cue.start), timedelta(seconds=cue.end), cue.text)
        for number, cue in enumerate(cues, start=1)
    )


def vtt_text(cues: Iterable[Cue]) -> str:
    """Return the cues as a WebVTT file.

    Parameters
    ----------
    cues : iterable of Cue

    Returns
    -------
    str

    Examples
    --------
    >>> print(vtt_text([Cue(0, 1.5, "0 < h & h < 1")]))
    WEBVTT
    <BLANKLINE>
    00:00:00.000 --> 00:00:01.500
    0 &lt; h &amp; h &lt; 1
    <BLANKLINE>
    """
    blocks = (
        f"\n{_stamp(cue.start)} --> {_stamp(cue.end)}\n{_escaped(cue.text)}\n" for cue in cues
    )
    return "WEBVTT\n" + "".join(blocks)


def _stamp(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def text_samples(cues: Iterable[Cue], duration: float) -> list[tuple[int, int, bytes]]:
    r"""Return the samples of a ``mov_text`` track, gaps filled with empty ones.

    Parameters
    ----------
    cues : iterable of Cue
        In order, without overlaps.
    duration : float
        Length of the video in seconds.

    Returns
    -------
    list of (int, int, bytes)
        Start and length in milliseconds, and a big-endian 2-byte length followed by UTF-8.

    Examples
    --------
    >>> text_samples([Cue(1, 2, "a")], 2)
    [(0, 1000, b'\x00\x00'), (1000, 1000, b'\x00\x01a')]
    """
    samples, reached = [], 0
    for cue in cues:
        start, end = max(round(cue.start * 1000), reached), round(cue.end * 1000)
        if start > reached:
            samples.append((reached, start - reached, _sample("")))
        if end > start:
            samples.append((start, end - start, _sample(cue.text)))
            reached = end
    if round(duration * 1000) > reached:
        samples.append((reached, round(duration * 1000) - reached, _sample("")))
    return samples


def _sample(text: str) -> bytes:
    encoded = text.encode()
    return len(encoded).to_bytes(2, "big") + encoded

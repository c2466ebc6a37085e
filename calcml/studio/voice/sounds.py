"""Sound as samples: files are read as one channel at 48 kHz, the mean of those they hold.

A file's kind follows from its ending, so that what a stranger recorded is never taken for a
playlist that names other files.
"""

from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import av
import numpy as np
import numpy.typing as npt

from calcml.studio.problems import StudioError

__all__ = ["KINDS", "LONGEST", "RATE", "Samples", "read_sound", "write_wav"]

Samples: TypeAlias = npt.NDArray[np.float32]
"""One channel; full scale is 1."""
RATE = 48_000
"""Samples a second."""
LONGEST = 180
"""Seconds that may be said in one beat."""
KINDS = {".wav": "wav", ".flac": "flac", ".mp3": "mp3", ".m4a": "mov", ".ogg": "ogg"}
"""The files that are read, by their endings."""
LOUDEST = 1000.0
"""Nobody means a sample of more than a thousand times full scale."""


def read_sound(path: Path, name: str) -> Samples:
    """Read a sound.

    Parameters
    ----------
    path : Path
        A file of one of the `KINDS`.
    name : str
        What messages call it.

    Returns
    -------
    ndarray of float32

    Raises
    ------
    StudioError
        When it is missing, empty, no sound, too long, or has samples that are no numbers.
    """
    if not path.is_file():
        raise StudioError(f"{name}: there is no sound")
    if path.stat().st_size == 0:
        raise StudioError(f"{name}: the sound is an empty file")
    try:
        pieces = _decoded(path, name)
    except (av.error.FFmpegError, ValueError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise StudioError(f"{name}: this is not a whole sound: {reason}") from error
    sound = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
    if not sound.size:
        raise StudioError(f"{name}: the sound is empty")
    if not np.isfinite(sound).all() or np.abs(sound).max() > LOUDEST:
        raise StudioError(f"{name}: samples must be numbers around full scale, got NaN or more")
    return sound


def _decoded(path: Path, name: str) -> list[Samples]:
    pieces, count = [], 0
    with av.open(path, format=KINDS[path.suffix.lower()]) as container:
        if not container.streams.audio:
            raise StudioError(f"{name}: the file holds no sound")
        resampler = av.AudioResampler(format="fltp", rate=RATE)
        for frame in chain(container.decode(audio=0), [None]):
            for piece in resampler.resample(frame):
                pieces.append(piece.to_ndarray().mean(axis=0, dtype=np.float32))
                count += pieces[-1].size
            if count > LONGEST * RATE:
                raise StudioError(
                    f"{name}: a beat may be spoken to for {LONGEST} s at most, and this goes on: "
                    "cut it, or say less"
                )
    return pieces


def write_wav(path: Path, sound: Samples, rate: int = RATE) -> None:
    """Write a sound as a WAV of floats.

    Parameters
    ----------
    path : Path
    sound : ndarray of float32
    rate : int
        Samples a second.
    """
    with av.open(path, "w", format="wav") as output:
        stream = output.add_stream("pcm_f32le", rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(sound[None], np.float32), format="flt", layout="mono"
        )
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))

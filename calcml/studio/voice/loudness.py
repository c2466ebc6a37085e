"""How loud speech is: integrated loudness and true peak as in ITU-R BS.1770-4.

Loudness is pooled over blocks, so that of a lecture follows from the blocks of its lines, and
silence between them does not count.

References
----------
.. [1] ITU-R BS.1770-4, Algorithms to measure audio programme loudness and true-peak audio level.
.. [2] EBU R 128, Loudness normalisation and permitted maximum level of audio signals.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from calcml.studio.voice.sounds import RATE, Samples

__all__ = [
    "SILENT",
    "block_powers",
    "loudness",
    "oversampled_peaks",
    "powers_in_silence",
    "true_peak",
]

Wave: TypeAlias = npt.NDArray[np.floating[Any]]

BLOCK, HOP = round(0.4 * RATE), round(0.1 * RATE)
SILENT = -70.0
"""LUFS below which a block is silence."""
GATE = -10.0
"""A block that much below the mean of the others does not count."""
OFFSET = -0.691
"""What makes a sine of 997 Hz at 0 dBFS -3.01 LUFS."""
FADE = RATE // 10
"""Samples after which the weighting remembers less than 1e-10: its slowest pole is at 0.995."""

# the two filters of [1] at 48 kHz: the head's shelf, and the high pass of the ear
SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285),
         (1.0, -1.69065929318241, 0.73248077421585))  # fmt: skip
PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))

PHASES, REACH = 4, 16
"""Points looked at from one sample to the next, and how many neighbours on a side tell of them."""


def block_powers(sound: Samples) -> npt.NDArray[np.float64]:
    """Return the weighted power of each block of 0.4 s, begun every 0.1 s.

    Parameters
    ----------
    sound : ndarray
        One channel; less than a block is filled up with silence.

    Returns
    -------
    ndarray of float64
    """
    squares = np.square(_weighted(np.asarray(sound, np.float64)))
    if squares.size < BLOCK:
        squares = np.pad(squares, (0, BLOCK - squares.size))
    sums = np.concatenate(([0.0], np.cumsum(squares)))
    starts = np.arange(0, squares.size - BLOCK + 1, HOP)
    return np.maximum(sums[starts + BLOCK] - sums[starts], 0.0) / BLOCK


def powers_in_silence(sound: Samples) -> npt.NDArray[np.float64]:
    """Return the block powers of a sound with silence before and after it.

    Parameters
    ----------
    sound : ndarray

    Returns
    -------
    ndarray of float64
        Blocks at its edges hold less of it, as they will when it is heard.
    """
    return block_powers(np.pad(sound, BLOCK))


def loudness(powers: Iterable[npt.NDArray[np.float64]]) -> float:
    """Return the integrated loudness of what has these blocks.

    Parameters
    ----------
    powers : iterable of ndarray
        From `block_powers`.

    Returns
    -------
    float
        LUFS; minus infinity for silence.
    """
    every = np.concatenate([np.zeros(0), *powers])
    loud = every[_lufs(every) > SILENT]
    if not loud.size:
        return -np.inf
    counted = loud[_lufs(loud) > _lufs(loud.mean()) + GATE]
    return float(_lufs(counted.mean()))


def _lufs(power: "npt.NDArray[np.float64] | np.float64") -> "npt.NDArray[np.float64]":
    with np.errstate(divide="ignore"):
        return OFFSET + 10.0 * np.log10(power)


def _weighted(sound: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Apply both filters where they are products; the silence behind lets them fade out."""
    size = _quick_size(sound.size + FADE)
    return np.fft.irfft(np.fft.rfft(sound, size) * _response(size), size)[: sound.size]


def _quick_size(least: int) -> int:
    """Return a size whose spectrum is quickly found: a small factor and a power of two."""
    return min(factor << (-(-least // factor) - 1).bit_length() for factor in (1, 3, 5))


@lru_cache(maxsize=4)
def _response(size: int) -> npt.NDArray[np.complex128]:
    delay = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones(delay.size, np.complex128)
    for ahead, back in (SHELF, PASS):
        response *= np.polyval(ahead[::-1], delay) / np.polyval(back[::-1], delay)
    return response


def true_peak(sound: Wave) -> float:
    """Return the largest amplitude, between samples too.

    Parameters
    ----------
    sound : ndarray

    Returns
    -------
    float
        Full scale is 1.
    """
    return float(oversampled_peaks(sound).max(initial=0.0))


def oversampled_peaks(sound: Wave) -> npt.NDArray[np.float64]:
    """Return for each sample the largest amplitude from there to the next one.

    Parameters
    ----------
    sound : ndarray

    Returns
    -------
    ndarray of float64
        As long as the sound.
    """
    padded = np.pad(np.asarray(sound, np.float64), REACH)
    peaks = np.abs(np.asarray(sound, np.float64))
    for phase in range(1, PHASES):
        between = np.convolve(padded, _interpolator(phase / PHASES), "valid")
        peaks = np.maximum(peaks, np.abs(between[1 : sound.size + 1]))
    return peaks


def _interpolator(share: float) -> npt.NDArray[np.float64]:
    """Return the weights of the neighbours of a point that lies a share of a step on."""
    distance = np.arange(-REACH, REACH) + share
    window = np.square(np.cos(np.pi * distance / (2 * REACH)))
    weights: npt.NDArray[np.float64] = np.sinc(distance) * window
    return weights / weights.sum()

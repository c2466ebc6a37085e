"""Bring speech to the loudness of a lecture: one gain for all of it, and peaks held down.

The gain is the voice's, not a sentence's, so nothing pumps; where a peak would pass the ceiling,
it is turned down for some milliseconds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from calcml.studio.voice.loudness import loudness, oversampled_peaks, powers_in_silence
from calcml.studio.voice.sounds import RATE, Samples

__all__ = ["CEILING", "LOUDNESS", "Level", "level_for"]

LOUDNESS = -16.0
"""LUFS of what is delivered, as players on the net expect it of speech."""
CEILING = -2.0
"""dBTP before it is encoded; AAC adds half a decibel, and no more than -1 is wanted."""
ATTACK = round(0.005 * RATE)
"""Samples in which the limiter turns down, and up again."""
CLOSE = 0.05
"""LU that need not be mended."""
ROUNDS = 5
LEAST_YIELD = 0.3


@dataclass(frozen=True)
class Level:
    """What is done to every sound of a voice.

    Attributes
    ----------
    gain : float
        Decibels.
    """

    gain: float

    def applied(self, sound: Samples) -> Samples:
        """Return the sound at this level, its peaks below the ceiling.

        Parameters
        ----------
        sound : ndarray of float32

        Returns
        -------
        ndarray of float32
        """
        louder = np.asarray(sound, np.float64) * _ratio(self.gain)
        peaks = oversampled_peaks(louder)
        ceiling = _ratio(CEILING)
        if peaks.max(initial=0.0) > ceiling:
            louder *= _held(np.minimum(1.0, ceiling / np.maximum(peaks, ceiling)))
        return louder.astype(np.float32)


def level_for(sounds: Sequence[Samples], powers: Iterable[npt.NDArray[np.float64]]) -> Level:
    """Return the level at which sounds have the wanted loudness together.

    Parameters
    ----------
    sounds : sequence of ndarray
        At least one; none of them silent. They may lie on disk.
    powers : iterable of ndarray
        Their `powers_in_silence`.

    Returns
    -------
    Level
        What the limiter takes away is made up for.
    """
    gain = missing = LOUDNESS - loudness(powers)
    yields = 1.0  # how much of a gain is heard, which is less where peaks are turned down
    for _ in range(ROUNDS):
        if abs(missing) < CLOSE:
            break
        level, wanted = Level(round(gain, 3)), missing
        missing = LOUDNESS - loudness(powers_in_silence(level.applied(sound)) for sound in sounds)
        yields = max(LEAST_YIELD, 1.0 - missing / wanted)
        gain += missing / yields
    return Level(round(gain, 3))


def _ratio(decibels: float) -> float:
    return float(10.0 ** (decibels / 20.0))


def _held(factors: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return factors that are nowhere larger, and change smoothly.

    The least factor around each sample is averaged over as many samples, so each average is of
    numbers that are all small enough for the sample in its middle.
    """
    width = 2 * ATTACK + 1
    padded = np.pad(factors, 2 * ATTACK, constant_values=1.0)
    least, reach = padded, 1
    while reach < width:
        step = min(reach, width - reach)
        least = np.minimum(least[:-step], least[step:])
        reach += step
    sums = np.concatenate(([0.0], np.cumsum(least)))
    return (sums[width:] - sums[:-width]) / width

"""Loudness and true peak are those of the recommendation, and of FFmpeg's filter."""

import numpy as np
import pytest

from calcml.studio.voice.loudness import block_powers, loudness, true_peak
from calcml.studio.voice.sounds import RATE, Samples
from tests.studio.voice.conftest import ebur128, speechlike


def sine(decibels: float, seconds: float, frequency: float = 1000.0) -> Samples:
    time = np.arange(round(seconds * RATE)) / RATE
    return (10 ** (decibels / 20) * np.sin(2 * np.pi * frequency * time)).astype(np.float32)


def test_a_full_sine_in_one_channel_has_the_loudness_that_defines_the_unit() -> None:
    # BS.1770: 0 dBFS at 997 Hz in one channel is -3.01 LKFS; EBU Tech 3341 allows 0.1
    assert loudness([block_powers(sine(0, 5, 997))]) == pytest.approx(-3.01, abs=0.01)
    assert loudness([block_powers(sine(-23, 5))]) == pytest.approx(-26.01, abs=0.02)


def test_quiet_parts_are_gated_as_in_tech_3341() -> None:
    # its third case, -36, -23, -36 dBFS one, six and one parts long, measures -23 in two channels,
    # and so 3.01 less in one; its fourth puts -72 dBFS around that
    parts = [sine(-36, 4), sine(-23, 24), sine(-36, 4)]
    assert loudness([block_powers(np.concatenate(parts))]) == pytest.approx(-26.01, abs=0.1)
    parts = [sine(-72, 4), *parts, sine(-72, 4)]
    assert loudness([block_powers(np.concatenate(parts))]) == pytest.approx(-26.01, abs=0.1)


@pytest.mark.parametrize("frequency", [60, 200, 1000, 3000, 12000])
def test_the_ear_is_weighted_as_by_the_filter_of_ffmpeg(frequency: float) -> None:
    sound = sine(-20, 5, frequency)
    assert loudness([block_powers(sound)]) == pytest.approx(ebur128(sound)[0], abs=0.02)


@pytest.mark.parametrize("seed", range(3))
def test_speech_measures_as_by_the_filter_of_ffmpeg(seed: int) -> None:
    pause = np.zeros(RATE, np.float32)
    sound = np.concatenate([speechlike(4, seed), pause, speechlike(3, seed + 10, 0.02), pause])
    expected, peak = ebur128(sound)
    assert loudness([block_powers(sound)]) == pytest.approx(expected, abs=0.02)
    # the filter looks at points between samples with another interpolation
    assert true_peak(sound) == pytest.approx(peak, rel=0.03)


def test_a_gain_is_a_gain() -> None:
    sound = speechlike(3, 1)
    before, after = (loudness([block_powers(each)]) for each in (sound, 2 * sound))
    assert after - before == pytest.approx(20 * np.log10(2), abs=1e-3)


def test_loudness_is_pooled_over_the_sounds() -> None:
    loud, quiet = block_powers(sine(-20, 10)), block_powers(sine(-50, 10))
    assert loudness([loud, quiet]) == loudness([loud])
    assert loudness([]) == -np.inf
    assert loudness([block_powers(np.zeros(10, np.float32))]) == -np.inf


def test_a_peak_between_samples_is_seen() -> None:
    # at a quarter of the rate, shifted by an eighth of a period, every sample is 0.707
    time = np.arange(4800)
    sound = (np.sin(np.pi / 2 * time + np.pi / 4) * np.hanning(4800)).astype(np.float32)
    assert np.abs(sound).max() == pytest.approx(np.sqrt(0.5), abs=1e-5)
    assert true_peak(sound) == pytest.approx(1.0, abs=0.005)
    assert true_peak(np.zeros(0, np.float32)) == 0.0

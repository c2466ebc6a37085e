"""Speech gets the wanted loudness by one gain, and its peaks stay below the ceiling."""

import numpy as np
import pytest

from calcml.studio.voice.levels import ATTACK, CEILING, LOUDNESS, Level, level_for
from calcml.studio.voice.loudness import powers_in_silence
from calcml.studio.voice.sounds import RATE, Samples
from tests.studio.voice.conftest import ebur128, speechlike


def finely(sound: Samples) -> float:
    """Return the largest amplitude at eight points a sample, by way of the spectrum."""
    spectrum = np.fft.rfft(np.pad(np.asarray(sound, np.float64), 4800))
    return float(np.abs(np.fft.irfft(spectrum, 8 * (sound.size + 9600)) * 8).max())


@pytest.mark.parametrize("level", [0.003, 0.1, 3.0])
def test_the_whole_has_the_wanted_loudness_and_no_peak_is_too_high(level: float) -> None:
    sounds = [speechlike(2, 1, level), speechlike(3, 2, 1.5 * level), speechlike(1, 3, level)]
    chosen = level_for(sounds, [powers_in_silence(sound) for sound in sounds])
    pause = np.zeros(RATE, np.float32)
    made = [chosen.applied(sound) for sound in sounds]
    measured, _ = ebur128(np.concatenate([pause, *(p for m in made for p in (m, pause))]))
    assert measured == pytest.approx(LOUDNESS, abs=0.2)
    for sound in made:
        # turning down is a change of the wave; the peaks between its samples hardly grow by it
        assert finely(sound) <= 10 ** ((CEILING + 0.1) / 20)


def test_below_the_ceiling_a_gain_is_all_that_happens() -> None:
    sound = speechlike(2, 4, 0.01)
    assert np.array_equal(Level(0.0).applied(sound), sound)
    assert np.allclose(Level(6.0).applied(sound), sound * 10**0.3, rtol=1e-6, atol=0)


def test_a_peak_is_turned_down_where_it_is_and_nowhere_else() -> None:
    sound = speechlike(2, 5, 0.05)
    sound[40_000] = 2.0
    made = Level(0.0).applied(sound)
    far = np.abs(np.arange(sound.size) - 40_000) > 2 * ATTACK + 2
    assert np.array_equal(made[far], sound[far])
    assert np.abs(made).max() <= 10 ** (CEILING / 20) + 1e-6
    factors = made[38_000:42_000] / sound[38_000:42_000]
    assert np.abs(np.diff(factors)).max() < 1.0 / ATTACK, "no step, so no click"


def test_what_is_near_a_sentence_does_not_change_it() -> None:
    one, other = speechlike(2, 6, 0.3), speechlike(2, 7, 0.03)
    level = level_for([one, other], map(powers_in_silence, (one, other)))
    assert np.array_equal(level.applied(one), level.applied(one.copy()))
    ratio = np.std(level.applied(other)) / np.std(other)
    assert ratio == pytest.approx(10 ** (level.gain / 20), rel=1e-3), "quiet stays quiet"

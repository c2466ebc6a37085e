"""Words stand where they belong in the finished file, to the sample, and silence between them."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from calcml.studio.assembly import join
from calcml.studio.clips import check_clip
from calcml.studio.problems import StudioError
from calcml.studio.voice.dubbing import with_sound
from calcml.studio.voice.levels import CEILING, LOUDNESS, Level, level_for
from calcml.studio.voice.sounds import RATE, Samples
from calcml.studio.voice.speech import LEAD, Utterance
from calcml.studio.voice.tracks import Track, laid, placed
from tests.studio.voice.conftest import (
    FPS,
    SIZE,
    ebur128,
    heard,
    lag,
    lasts,
    silent_clip,
    speechlike,
)

Uttered = Callable[[str, Samples], Utterance]
SECONDS = {"one": 2.1, "two": 1.337, "three": 3.0001}


def sidecar(lengths: dict[str, int]) -> dict[str, Any]:
    """Return what is known of a clip whose beats have so many frames."""
    timeline, start = [], 0
    for name, frames in lengths.items():
        end = start + frames
        timeline.append({"name": name, "start": start / FPS, "end": end / FPS})
        start = end
    return {"scene": "Scene", "timeline": timeline, "frames": start, "fps": FPS}


@pytest.fixture
def said(uttered: Uttered) -> tuple[Utterance, ...]:
    """Return three utterances of different length."""
    return tuple(
        uttered(beat, speechlike(seconds, seed, 0.2))
        for seed, (beat, seconds) in enumerate(SECONDS.items())
    )


@pytest.fixture
def track(said: tuple[Utterance, ...]) -> Track:
    """Return their track, with a beat in which nobody speaks."""
    lengths = {"one": 30, "quiet": 7, "two": 22, "three": 41}
    level = level_for([each.sound for each in said], [each.powers for each in said])
    return laid([(sidecar(lengths), said)], level)


def whole(track: Track) -> Samples:
    return np.concatenate(list(track.pieces()))


def test_each_beat_s_words_begin_a_moment_after_it(track: Track) -> None:
    starts = [each.start for each in track.words]
    assert starts == [round((second + LEAD) * RATE) for second in (0, 3.7, 5.9)]
    assert track.samples == 10 * RATE
    assert [each.told()["start"] for each in track.words] == [0.3, 4.0, 6.2]


def test_the_track_is_the_words_at_their_level_and_else_silence(track: Track) -> None:
    sound = whole(track)
    assert sound.size == track.samples
    for each in track.words:
        expected = track.level.applied(each.utterance.sound)
        assert np.array_equal(sound[each.start : each.end], expected)
        sound[each.start : each.end] = 0
    assert not sound.any()
    for size in (1, 999, 48_000):
        if size > 1:
            assert np.array_equal(np.concatenate(list(track.pieces(size))), whole(track))


def test_in_a_finished_clip_no_word_is_off_by_a_sample(track: Track, tmp_path: Path) -> None:
    part = silent_clip(tmp_path / "silent.mp4", 100)
    target = tmp_path / "clip.mp4"
    with_sound(part, track, target)
    check_clip(target, frames=100, fps=FPS, size=SIZE)
    sound, made = heard(target), whole(track)
    for each in track.words:
        assert lag(each.utterance.sound, sound, each.start) == 0
    with av.open(target) as container:
        audio, video = container.streams.audio[0], container.streams.video[0]
        assert audio.start_time == video.start_time == 0
        assert lasts(audio) == lasts(video) == 10
        assert (audio.codec_context.name, audio.rate) == ("aac", RATE)
    assert 0 <= sound.size - made.size < 1024, "what fills the last frame"
    # AAC at 128 kb/s changes speech by some per cent; a shift by one sample changes it by more
    error = sound[: made.size] - made
    assert np.std(error) < 0.1 * np.std(made)
    shifted = np.std(sound[1 : made.size] - made[:-1])
    assert np.std(error) < 0.5 * shifted
    measured, peak = ebur128(sound)
    assert measured == pytest.approx(LOUDNESS, abs=0.5)
    assert 20 * np.log10(peak) <= CEILING + 1.0


def test_the_joints_of_a_joined_lecture_neither_click_nor_gape(
    said: tuple[Utterance, ...], tmp_path: Path
) -> None:
    lengths = [{"one": 30}, {"two": 23}, {"three": 41}]
    parts = [
        silent_clip(tmp_path / f"{number}.mp4", *each.values())
        for number, each in enumerate(lengths)
    ]
    level = level_for([each.sound for each in said], [each.powers for each in said])
    track = laid(((sidecar(each), said) for each in lengths), level)
    target, silent = tmp_path / "whole.mp4", tmp_path / "silent.mp4"
    join(parts, [], target, metadata={}, sound=track)
    join(parts, [], silent, metadata={})
    sound, made = heard(target), whole(track)
    assert [each.start for each in track.words] == [14_400, 158_400, 268_800]
    for each in track.words:
        assert lag(each.utterance.sound, sound, each.start) == 0
    for joint in (30 / FPS, 53 / FPS):
        around = slice(round((joint - 0.2) * RATE), round((joint + 0.2) * RATE))
        assert np.abs(sound[around] - made[around]).max() < 0.01, "silence on both sides"
    for one, other in pairwise([0, 3 * RATE, round(5.3 * RATE), round(9.4 * RATE)]):
        error = np.std(sound[one:other] - made[one:other])
        assert error < 0.1 * np.std(made[one:other])
    assert packets(target) == packets(silent), "the pictures are copied"
    with av.open(silent) as container:
        assert not container.streams.audio


def packets(path: Path) -> list[tuple[int | None, int | None, bytes]]:
    with av.open(path) as container:
        return [(each.pts, each.dts, bytes(each)) for each in container.demux(video=0)]


def test_the_bytes_are_the_same_every_time(track: Track, tmp_path: Path) -> None:
    part = silent_clip(tmp_path / "silent.mp4", 100)
    for name in ("a.mp4", "b.mp4"):
        with_sound(part, track, tmp_path / name)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_a_cut_has_the_words_of_its_frames(track: Track) -> None:
    cut = track.cut(37, 59, FPS)
    assert cut.samples == round(2.2 * RATE)
    assert [(each.start, each.utterance.line.beat) for each in cut.words] == [(14_400, "two")]
    assert np.array_equal(whole(cut), whole(track)[round(3.7 * RATE) : round(5.9 * RATE)])
    assert track.cut(30, 37, FPS).words == ()


def test_a_beat_that_is_too_short_for_its_words_is_refused(said: tuple[Utterance, ...]) -> None:
    with pytest.raises(StudioError, match=r"^Scene: two lasts 1.5 s, too short for words of 1.3 s"):
        placed(sidecar({"one": 30, "two": 15}), said)
    assert len(placed(sidecar({"one": 30, "two": 17}), said)) == 2


def test_frames_that_are_no_whole_number_of_samples_stay_in_step(uttered: Uttered) -> None:
    said = (uttered("one", speechlike(0.5, 1)),)
    known = {**sidecar({"one": 31}), "fps": 29}
    known["timeline"][0]["end"] = 31 / 29
    track = laid([(known, said)] * 1000, Level(0.0))
    starts = [each.start for each in track.words]
    drift = [start - (number * 31 / 29 + LEAD) * RATE for number, start in enumerate(starts)]
    assert np.abs(drift).max() <= 1, "it does not add up"

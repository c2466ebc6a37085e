"""Whatever was recorded is read as one channel at 48 kHz, and what is none is refused."""

import struct
import wave
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.stream import AudioStream

from calcml.studio.problems import StudioError
from calcml.studio.voice.sounds import LONGEST, RATE, read_sound, write_wav


def tone(rate: int, seconds: float = 1.0, frequency: float = 440.0) -> "np.ndarray":
    return 0.5 * np.sin(2 * np.pi * frequency * np.arange(round(rate * seconds)) / rate)


def wav(path: Path, rate: int, width: int, channels: int, values: "np.ndarray") -> Path:
    with wave.open(str(path), "wb") as output:
        output.setparams((channels, width, rate, 0, "NONE", ""))
        if width == 1:
            plain = np.round(127 * values + 128).astype(np.uint8)
        else:
            plain = np.round(32767 * values).astype("<i2")
        output.writeframes(np.repeat(plain, channels).tobytes())
    return path


@pytest.mark.parametrize(
    ("rate", "width", "channels"), [(8000, 1, 1), (8000, 2, 2), (22050, 2, 1), (96000, 2, 2)]
)
def test_a_wav_of_any_rate_width_and_channels_is_the_same_tone(
    tmp_path: Path, rate: int, width: int, channels: int
) -> None:
    sound = read_sound(wav(tmp_path / "a.wav", rate, width, channels, tone(rate)), "a")
    assert sound.dtype == np.float32
    assert abs(sound.size - RATE) <= 20, "a resampler may keep some samples"
    middle = sound[RATE // 4 : 3 * RATE // 4].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(middle.size)))
    assert np.argmax(spectrum) * RATE / middle.size == pytest.approx(440, abs=2)
    # 8 bits are 1/128 apart
    assert np.abs(middle).max() == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize(
    ("suffix", "codec"),
    [(".flac", "flac"), (".mp3", "libmp3lame"), (".m4a", "aac"), (".ogg", "libopus")],
)
def test_other_kinds_of_files_are_read(tmp_path: Path, suffix: str, codec: str) -> None:
    path = tmp_path / f"a{suffix}"
    with av.open(path, "w") as output:
        stream = output.add_stream(codec, rate=RATE, layout="mono")
        assert isinstance(stream, AudioStream)
        values = np.round(32767 * tone(RATE)).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(values[None], format="s16", layout="mono")
        frame.sample_rate = RATE
        pieces = av.AudioResampler(format=stream.format, layout="mono", rate=RATE).resample(frame)
        for piece in pieces:
            output.mux(stream.encode(piece))
        output.mux(stream.encode(None))
    sound = read_sound(path, "a")
    assert abs(sound.size - RATE) < 3000
    assert np.abs(sound[10_000:40_000]).max() == pytest.approx(0.5, abs=0.05)


def test_what_was_written_is_read_back_though_it_is_above_full_scale(tmp_path: Path) -> None:
    sound = (4 * tone(RATE, 0.3)).astype(np.float32)
    write_wav(tmp_path / "a.wav", sound)
    assert np.array_equal(read_sound(tmp_path / "a.wav", "a"), sound)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e30])
def test_samples_that_are_no_numbers_are_refused(tmp_path: Path, value: float) -> None:
    sound = tone(RATE, 0.3).astype(np.float32)
    sound[77] = value
    write_wav(tmp_path / "a.wav", sound)
    with pytest.raises(StudioError, match=r"^a: samples must be numbers around full scale"):
        read_sound(tmp_path / "a.wav", "a")


def test_ten_minutes_are_too_long(tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav", 8000, 1, 1, np.zeros(8000 * 600))
    with pytest.raises(StudioError, match=rf"^a: a beat may be spoken to for {LONGEST} s at most"):
        read_sound(path, "a")


PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n/etc/hostname\n#EXT-X-ENDLIST\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no sound"),
        (b"", "the sound is an empty file"),
        (b"What is this?" * 100, "this is not a whole sound"),
        (PLAYLIST, "this is not a whole sound"),
        (b"ffconcat version 1.0\nfile 'b.wav'\n", "this is not a whole sound"),
        (struct.pack("<4sI4s4sIHHIIHH", b"RIFF", 36, b"WAVE", b"fmt ", 16, 1, 1, 0, 0, 2, 16), "a"),
        (struct.pack("<4sI4s", b"RIFF", 4, b"WAVE"), "this is not a whole sound"),
    ],
    ids=["missing", "empty", "text", "playlist", "concat", "rate zero", "head only"],
)
def test_what_is_no_sound_is_refused_in_one_line(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    write_wav(tmp_path / "b.wav", tone(RATE, 0.3).astype(np.float32))
    path = tmp_path / "a.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StudioError, match=message) as caught:
        read_sound(path, "a")
    assert "\n" not in str(caught.value)


def test_a_video_without_sound_is_no_recording(tmp_path: Path) -> None:
    path = tmp_path / "a.m4a"
    with av.open(path, "w", format="mp4") as output:
        stream = output.add_stream("libx264", rate=10)
        stream.width = stream.height = 16
        frame = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8))
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    with pytest.raises(StudioError, match=r"^a: the file holds no sound"):
        read_sound(path, "a")

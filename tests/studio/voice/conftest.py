"""A voice that needs no synthesiser: a program that hums a tone for each sentence."""

import shlex
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from calcml.studio.splices import Part
from calcml.studio.store import Store
from calcml.studio.voice.lines import Line
from calcml.studio.voice.loudness import powers_in_silence
from calcml.studio.voice.sounds import RATE, Samples
from calcml.studio.voice.speech import Utterance

FPS, SIZE = 10, (64, 48)
HUMMING = '''
"""Reads a sentence, takes note of it, and hums for 0.15 s a letter."""
import math
import struct
import sys
import wave
import zlib
from pathlib import Path

log, level = Path(sys.argv[1]) / "said.txt", float(sys.argv[2])
text = sys.stdin.read().strip()
with log.open("a") as stream:
    print(text, file=stream)
pitch = 200 + zlib.crc32(text.encode()) % 400
tone = [
    level * math.sin(2 * math.pi * pitch * n / 16000) * (0.6 + 0.4 * math.sin(n / 900))
    for n in range(2400 * len(text))
]
with wave.open(sys.stdout.buffer, "wb") as output:
    output.setparams((1, 2, 16000, len(tone), "NONE", ""))
    output.writeframes(b"".join(struct.pack("<h", round(32767 * value)) for value in tone))
'''


@pytest.fixture
def humming(tmp_path: Path) -> tuple[str, Path]:
    """Return a voice as ``--voice`` takes it, and the file in which it notes what it says."""
    program, log = tmp_path / "humming.py", tmp_path / "said.txt"
    program.write_text(HUMMING)
    log.touch()
    return "command:" + shlex.join([sys.executable, str(program), str(tmp_path), "0.2"]), log


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return an empty store."""
    store = Store(tmp_path / "media")
    store.open()
    return store


def line(words: str = "The slope is 6.", beat: str = "show_it", place: int = 1) -> Line:
    """Return a line of a scene."""
    return Line(
        scene="Scene", label="Scene", beat=beat, place=place, caption=words, words=words
    )  # fmt: skip


def speechlike(seconds: float, seed: int, level: float = 0.1) -> Samples:
    """Return noise that swells and ebbs like syllables, with some sharp peaks."""
    dice = np.random.default_rng(seed)
    count = round(seconds * RATE)
    noise = np.convolve(dice.standard_normal(count), np.hanning(24) / 12, "same")
    syllables = np.square(np.sin(np.pi * 4 * np.arange(count) / RATE)) + 0.05
    sound = level * noise * syllables
    sound[dice.integers(0, count, 5)] *= 8
    return sound.astype(np.float32)


@pytest.fixture
def uttered(tmp_path: Path) -> Callable[[str, Samples], Utterance]:
    """Return a way to have an utterance of any sound."""

    def utterance(beat: str, sound: Samples) -> Utterance:
        file = tmp_path / f"{beat}.npy"
        np.save(file, sound)
        return Utterance(line(beat=beat), beat, file, sound.size, powers_in_silence(sound))

    return utterance


def silent_clip(path: Path, frames: int) -> Part:
    """Encode a small video in which every frame is another."""
    with av.open(path, "w") as output:
        stream = output.add_stream("libx264", rate=FPS, options={"threads": "1", "bf": "0"})
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        for number in range(frames):
            picture = np.full((SIZE[1], SIZE[0], 3), 2 * number % 256, np.uint8)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return Part(clip=path, title=path.stem, frames=frames, fps=FPS)


def heard(path: Path) -> Samples:
    """Decode the sound of a video as a player does, and as no code of ours does it."""
    with av.open(path) as container:
        pieces = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
    return np.concatenate(pieces)


def lasts(stream: "av.AudioStream | av.VideoStream") -> float:
    """Return how many seconds a stream lasts as its file says."""
    assert stream.duration is not None
    assert stream.time_base is not None
    return float(stream.duration * stream.time_base)


def lag(sound: Samples, inside: Samples, expected: int, reach: int = 2000) -> int:
    """Return by how many samples a sound lies later in another than is expected."""
    padded = np.pad(inside, reach)
    window = padded[expected : expected + sound.size + 2 * reach]
    size = 1 << int(window.size + sound.size).bit_length()
    spectrum = np.fft.rfft(window, size) * np.conj(np.fft.rfft(sound, size))
    return int(np.argmax(np.fft.irfft(spectrum, size)[: 2 * reach + 1])) - reach


def ebur128(sound: Samples) -> tuple[float, float]:
    """Return integrated loudness and true peak as FFmpeg's filter says."""
    graph = av.filter.Graph()
    begin = graph.add_abuffer(
        sample_rate=RATE, format="flt", layout="mono", time_base=Fraction(1, RATE)
    )
    graph.link_nodes(begin, graph.add("ebur128", "metadata=1:peak=true"), graph.add("abuffersink"))
    graph.configure()
    told: dict[str, str] = {}
    for start in range(0, sound.size, RATE // 10):
        piece = np.ascontiguousarray(sound[None, start : start + RATE // 10], np.float32)
        frame = av.AudioFrame.from_ndarray(piece, format="flt", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        graph.push(frame)
        for answer in _pulled(graph):
            told |= answer.metadata
    return float(told["lavfi.r128.I"]), float(told["lavfi.r128.true_peak"])


def _pulled(graph: "av.filter.Graph") -> Iterator["av.AudioFrame"]:
    while True:
        try:
            answer = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        assert isinstance(answer, av.AudioFrame)
        yield answer

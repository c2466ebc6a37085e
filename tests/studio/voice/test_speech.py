"""Each line is said once, kept by its words and its voice, and gives its beat its length."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from calcml.studio.catalogue import SceneCard, catalogue
from calcml.studio.lecture_file import read_lecture_file
from calcml.studio.problems import StudioError
from calcml.studio.store import Store
from calcml.studio.voice.levels import Level
from calcml.studio.voice.lines import Line, Told, told_of
from calcml.studio.voice.sounds import RATE, Samples, write_wav
from calcml.studio.voice.speech import LEAD, SILENCE, TAIL, Speech, spoken_by
from calcml.studio.voice.voices import Voice, voice_of
from tests.studio.voice.conftest import speechlike

pytestmark = pytest.mark.slow
BEATS = ("appear", "go_right", "go_up", "come_back")


@dataclass
class Parrot:
    """Says each line as noise, and takes note of it."""

    identity: str = "parrot 1"
    seconds: float = 1.0
    sound: Samples | None = None
    said: list[str] = field(default_factory=list)

    def marks(self, lines: Sequence[Line]) -> list[str]:
        return [each.words for each in lines]

    def speak(self, line: Line, target: Path) -> None:
        self.said.append(line.words)
        noise = speechlike(self.seconds, len(line.words))
        write_wav(target, noise if self.sound is None else self.sound)


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the lines be known without asking the lesson, which takes a process of its own."""

    def lines(cards: tuple[SceneCard, ...]) -> dict[Told, tuple[Line, ...]]:
        words = [f"We {beat.replace('_', ' ')}" for beat in BEATS]
        said = tuple(
            Line(scene="Walk", label="Walk", beat=beat, place=place, caption=text, words=text)
            for place, (beat, text) in enumerate(zip(BEATS, words, strict=True), 1)
        )
        return {told_of(card): said for card in cards}

    monkeypatch.setattr("calcml.studio.voice.speech.lines_of", lines)


def cards_of(walk: Path) -> tuple[SceneCard, ...]:
    return catalogue(read_lecture_file(walk / "lecture.toml"))


def spoken(voice: Voice, walk: Path, store: Store) -> Speech:
    return spoken_by(voice, cards_of(walk), store)


def reworded(walk: Path) -> None:
    """Change what one of the captions says."""
    lesson = walk / "lesson_of_mine.py"
    text = lesson.read_text()
    lesson.write_text(text.replace("class Walk", "BEATS_TOLD = BEATS\n\n\nclass Walk", 1))
    old = 'Caption("We " + name.replace("_", " "))'
    new = 'Caption(("Now we " if name == "go_up" else "We ") + name.replace("_", " "))'
    assert old in text
    lesson.write_text(text.replace(old, new))


def test_a_line_is_said_once_and_again_only_in_other_words(walk: Path, store: Store) -> None:
    parrot = Parrot()
    first = spoken(parrot, walk, store)
    assert parrot.said == ["We appear", "We go right", "We go up", "We come back"]
    assert spoken(parrot, walk, store).key == first.key
    assert len(parrot.said) == 4
    reworded(walk)
    again = spoken(parrot, walk, store)
    assert parrot.said[4:] == ["Now we go up"]
    assert again.key != first.key
    (card,) = cards_of(walk)
    assert [each.line.name for each in again.of(card)] == [
        f"Walk-{number:02}-{beat}" for number, beat in enumerate(BEATS, 1)
    ]


@pytest.mark.usefixtures("scripted")
def test_another_voice_says_all_again(walk: Path, store: Store) -> None:
    spoken(Parrot(), walk, store)
    other = Parrot(identity="parrot 2")
    spoken(other, walk, store)
    assert len(other.said) == 4


@pytest.mark.usefixtures("scripted")
def test_a_harmed_line_is_said_again(walk: Path, store: Store) -> None:
    parrot = Parrot()
    speech = spoken(parrot, walk, store)
    (card,) = cards_of(walk)
    file = speech.of(card)[1].file
    file.write_bytes(file.read_bytes()[:-4])
    spoken(parrot, walk, store)
    assert parrot.said[4:] == ["We go right"]
    for each in speech.of(card):
        each.file.unlink()
    with pytest.raises(StudioError, match=r"^the words of Walk-01-appear have vanished"):
        _ = speech.level


@pytest.mark.usefixtures("scripted")
@pytest.mark.parametrize(
    ("seconds", "telling"), [(1.3, 2.0), (1.30002, 2.2), (0.01, 0.8), (2.9, 3.6)]
)
def test_a_beat_lasts_as_long_as_its_words_in_whole_steps(
    walk: Path, store: Store, seconds: float, telling: float
) -> None:
    assert (LEAD, TAIL) == (0.3, 0.4)
    speech = spoken(Parrot(sound=np.full(round(seconds * RATE), 0.1, np.float32)), walk, store)
    (card,) = cards_of(walk)
    assert speech.narration(card) == dict.fromkeys(BEATS, telling)


def test_nobody_speaks_in_a_scene_without_captions(project: Path, store: Store) -> None:
    parrot = Parrot()
    speech = spoken(parrot, project, store)
    assert parrot.said == []
    assert not speech.sounds
    assert speech.key == SILENCE.key == ""
    assert [speech.narration(card) for card in cards_of(project)] == [{}, {}]


@pytest.mark.usefixtures("scripted")
def test_a_clip_has_a_level_of_its_own(walk: Path, store: Store) -> None:
    speech = spoken(Parrot(), walk, store)
    assert isinstance(speech.level, Level)
    assert speech.among(cards_of(walk)).key == speech.key
    assert speech.among([]).key == ""


@pytest.mark.usefixtures("scripted")
@pytest.mark.parametrize(
    ("sound", "message"),
    [
        (np.zeros(RATE, np.float32), "nothing is to be heard"),
        (np.full(RATE, np.nan, np.float32), "samples must be numbers around full scale"),
        (np.zeros(200 * RATE, np.float32), "a beat may be spoken to for 180 s at most"),
    ],
    ids=["silence", "NaN", "long"],
)
def test_a_voice_that_says_nothing_usable_leaves_nothing(
    walk: Path, store: Store, sound: Samples, message: str
) -> None:
    with pytest.raises(StudioError, match=f"^parrot 1: Walk-01-appear: {message}"):
        spoken(Parrot(sound=sound), walk, store)
    assert list((store.root / "voices").rglob("*.*")) == []
    assert list((store.root / "work").iterdir()) == []


@pytest.mark.usefixtures("scripted")
def test_lines_that_were_said_before_a_failure_are_kept(walk: Path, store: Store) -> None:
    class Hoarse(Parrot):
        def speak(self, line: Line, target: Path) -> None:
            if line.beat == "go_up":
                raise StudioError("hoarse")
            super().speak(line, target)

    with pytest.raises(StudioError, match="hoarse"):
        spoken(Hoarse(), walk, store)
    parrot = Parrot()
    spoken(parrot, walk, store)
    assert parrot.said == ["We go up", "We come back"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_command_killed_while_somebody_speaks_leaves_nothing_half_said(
    walk: Path, tmp_path: Path, number: signal.Signals
) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    talk = tmp_path / "talk.py"
    talk.write_text(
        "import os, sys, time, pathlib\n"
        "sys.stdout.buffer.write(b'RIFF'); sys.stdout.flush()\n"
        f"pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(os.getpid()))\n"
        "time.sleep(60)\n"
    )
    try:
        with subprocess.Popen(
            [sys.executable, "-m", "calcml.studio.cli", "render", "--voice",
             f"command:{sys.executable} {talk}"],
            cwd=walk, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            deadline = time.monotonic() + 60
            while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
                assert time.monotonic() < deadline
                time.sleep(0.05)
            os.kill(process.pid, number)
            process.wait(30)
    finally:
        signal.signal(signal.SIGINT, before)
    voice = Path(f"/proc/{(tmp_path / 'pid').read_text()}/stat")
    deadline = time.monotonic() + 10
    while voice.exists() and voice.read_text().split()[2] != "Z":
        assert time.monotonic() < deadline, "the voice goes on"
        time.sleep(0.05)
    store = Store(walk / "media")
    store.open()
    assert list((store.root / "voices").rglob("*.*")) == []
    assert list((store.root / "work").iterdir()) == []


@pytest.mark.usefixtures("scripted")
def test_what_is_kept_says_what_it_is(walk: Path, store: Store, humming: tuple[str, Path]) -> None:
    text, log = humming
    speech = spoken(voice_of(text), walk, store)
    (card,) = cards_of(walk)
    assert log.read_text().splitlines() == ["We appear", "We go right", "We go up", "We come back"]
    folder = speech.of(card)[0].file.parent
    facts = json.loads((folder / "line.json").read_text())
    assert (facts["words"], facts["voice"]) == ("We appear", speech.identity)
    # 9 letters of 0.15 s
    assert facts["samples"] == pytest.approx(1.35 * RATE, abs=20)
    assert sorted(path.name for path in folder.iterdir()) == ["line.json", "words.npy"]

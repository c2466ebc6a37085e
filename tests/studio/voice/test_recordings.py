"""Recordings are found by the names of their beats, and what is missing is asked for."""

from pathlib import Path

import numpy as np
import pytest

from calcml.studio.problems import StudioError
from calcml.studio.voice.recordings import Recordings, script
from calcml.studio.voice.sounds import write_wav
from calcml.studio.voice.voices import voice_of
from tests.studio.voice.conftest import line, speechlike

LINES = (line("It is 6.", "show_it", 1), line("How close?", "ask", 2))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one recording of two."""
    write_wav(tmp_path / "Scene-01-show_it.wav", speechlike(0.5, 1))
    return tmp_path


def test_missing_recordings_are_listed_with_what_is_to_be_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    with pytest.raises(StudioError) as caught:
        voice_of(f"recorded:{folder}").marks(LINES)
    assert str(caught.value) == (
        f"{folder.name} lacks 1 of 2 recordings (.wav, .flac, .mp3, .m4a, .ogg; "
        "--script writes them down):\n  Scene-02-ask.wav  How close?"
    )


def test_another_recording_is_another_sound(folder: Path) -> None:
    voice = Recordings(folder)
    before = voice.marks(LINES[:1])
    voice.speak(LINES[0], folder / "words.wav")
    assert (folder / "words.wav").is_file()
    write_wav(folder / "Scene-01-show_it.wav", speechlike(0.5, 2))
    assert voice.marks(LINES[:1]) != before


def test_two_recordings_of_one_beat_are_one_too_many(folder: Path) -> None:
    (folder / "Scene-01-show_it.mp3").touch()
    with pytest.raises(StudioError, match=r"are recordings of one beat: take one of them away$"):
        Recordings(folder).marks(LINES)


def test_a_recording_that_is_no_sound_is_named(folder: Path) -> None:
    (folder / "Scene-02-ask.flac").write_bytes(b"fLaC nonsense")
    voice = Recordings(folder)
    voice.marks(LINES)
    with pytest.raises(StudioError, match=r"Scene-02-ask\.flac: this is not a whole sound"):
        voice.speak(LINES[1], folder / "words.wav")
    assert not (folder / "words.wav").exists()


def test_the_script_has_every_sentence_and_its_file() -> None:
    odd = line("the height of _", "x", 3)
    assert script((*LINES, odd)).splitlines()[4:] == [
        "## Scene",
        "",
        "`Scene-01-show_it.wav`",
        "",
        "> It is 6.",
        "",
        "`Scene-02-ask.wav`",
        "",
        "> How close?",
        "",
        "`Scene-03-x.wav`",
        "",
        "> the height of _",
    ]


def test_the_script_says_how_mathematics_is_read() -> None:
    spoken = line("The weight eigh equals 2.")
    told = script([type(spoken)(**{**vars(spoken), "caption": "The weight a = 2."})])
    assert told.splitlines()[-3:] == ["> The weight a = 2.", "", "read: The weight a equals 2."]


def test_the_samples_of_a_recording_stay_as_they_are(folder: Path) -> None:
    Recordings(folder).speak(LINES[0], folder / "words.wav")
    one, other = (folder / name for name in ("words.wav", "Scene-01-show_it.wav"))
    assert np.array_equal(np.fromfile(one, np.uint8)[-9000:], np.fromfile(other, np.uint8)[-9000:])

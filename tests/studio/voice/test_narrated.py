"""Clips, lectures and decks that are spoken: pictures as before, and words in their places."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from calcml.studio.catalogue import catalogue
from calcml.studio.cli import main
from calcml.studio.clips import frame_count
from calcml.studio.jobs import Job
from calcml.studio.lecture_file import read_lecture_file
from calcml.studio.outcomes import Rendered
from calcml.studio.quality import QUALITIES
from calcml.studio.shelves import Clip
from calcml.studio.slides.gathering import Work, gathered
from calcml.studio.store import Store
from calcml.studio.voice.levels import LOUDNESS
from calcml.studio.voice.sounds import RATE, write_wav
from calcml.studio.voice.speech import spoken_by
from calcml.studio.voice.voices import voice_of
from tests.studio.voice.conftest import ebur128, heard, lag, lasts, speechlike

pytestmark = pytest.mark.slow
Command = Callable[..., subprocess.CompletedProcess[str]]
CLIP = Path("media/clips/480p15/Walk.mp4")


def made(calcml: Command, *arguments: str) -> str:
    alone = () if arguments[0] == "verify" else ("-j", "1")
    done = calcml(*arguments, *alone)
    assert done.returncode == 0, done.stderr
    return done.stderr


def told(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.with_suffix(".json").read_text())
    return read


def kept(walk: Path) -> dict[str, "np.ndarray"]:
    """Return the samples of what was said, by its words."""
    found = (walk / "media/.calcml/voices/Walk").glob("*/line.json")
    return {
        json.loads(path.read_text())["words"]: np.load(path.with_name("words.npy"))
        for path in found
    }


def beats(walk: Path) -> set[Path]:
    return set((walk / "media/.calcml/beats/Walk").iterdir())


def test_a_spoken_clip_is_as_long_as_its_words_and_verifies(
    walk: Path, calcml: Command, humming: tuple[str, Path], tmp_path: Path
) -> None:
    voice, log = humming
    made(calcml, "render")
    silent = told(walk / CLIP)
    assert not {"voice", "words"} & silent.keys()
    assert silent["narration"] == {}
    with av.open(walk / CLIP) as container:
        assert [stream.type for stream in container.streams] == ["video"]

    said = made(calcml, "render", "--voice", voice)
    assert "4 sentences to say" in said
    spoken = told(walk / CLIP)
    # 9, 11, 8 and 12 letters of 0.15 s, and 0.7 s around them
    telling = {"appear": 2.2, "go_right": 2.4, "go_up": 2.0, "come_back": 2.6}
    lengths = {beat["name"]: beat["end"] - beat["start"] for beat in spoken["timeline"]}
    assert spoken["narration"] == telling
    assert lengths == pytest.approx(telling, abs=1e-6)
    assert frame_count(walk / CLIP) == spoken["frames"] > silent["frames"]
    sound = heard(walk / CLIP)
    for words, beat in zip(spoken["words"], spoken["timeline"], strict=True):
        assert words["beat"] == beat["name"]
        assert words["start"] == pytest.approx(beat["start"] + 0.3)
        assert lag(kept(walk)[words["words"]], sound, round(words["start"] * RATE)) == 0
    assert ebur128(sound)[0] == pytest.approx(LOUDNESS, abs=0.5)
    made(calcml, "verify", str(CLIP))
    the_clips_of_a_deck_speak(walk, voice, tmp_path)
    assert len(log.read_text().splitlines()) == 4, "nothing was said twice"


def the_clips_of_a_deck_speak(walk: Path, voice: str, tmp_path: Path) -> None:
    lecture = read_lecture_file(walk / "lecture.toml")
    store, (card,) = Store(walk / "media"), catalogue(lecture)
    speech = spoken_by(voice_of(voice), [card], store)
    job = Job(
        card=card, quality=QUALITIES["l"], theme="dark", narration=speech.narration(card)
    ).keyed()
    clip = store.find("Walk", job.key)
    assert isinstance(clip, Clip)
    scenes = (Rendered(job, clip, cached=True),)
    spoken, silent = tmp_path / "deck", tmp_path / "silent"
    for folder in (spoken, silent):
        folder.mkdir()
    for slide in gathered(Work(lecture=lecture, scenes=scenes, speech=speech), spoken).slides:
        assert slide.sounds
        assert frame_count(slide.clip) == slide.frames
        sound = heard(slide.clip)
        assert 0 <= sound.size - round(slide.seconds * RATE) < 1024
        assert lag(kept(walk)[slide.caption], sound, round(0.3 * RATE)) == 0
    for slide in gathered(Work(lecture=lecture, scenes=scenes), silent).slides:
        assert not slide.sounds
        with av.open(slide.clip) as container:
            assert not container.streams.audio


def test_a_longer_recording_redraws_one_beat(walk: Path, calcml: Command, tmp_path: Path) -> None:
    folder = tmp_path / "recorded"
    folder.mkdir()
    for name in ("01-appear", "02-go_right", "03-go_up", "04-come_back"):
        write_wav(folder / f"Walk-{name}.wav", speechlike(1.0, len(name)))
    made(calcml, "render", "--voice", f"recorded:{folder}")
    before = beats(walk)
    write_wav(folder / "Walk-03-go_up.wav", speechlike(3.0, 1))
    assert "1 sentence to say" in made(calcml, "render", "--voice", f"recorded:{folder}")
    assert len(beats(walk) - before) == 1


def test_a_lecture_is_spoken_in_one_track(
    walk: Path, calcml: Command, humming: tuple[str, Path]
) -> None:
    voice, _ = humming
    lecture = walk / "lecture.toml"
    lecture.write_text(lecture.read_text().replace('["Walk"]', '["Walk", "Walk"]'))
    video = walk / "media/lecture/dots-more.mp4"
    made(calcml, "lecture", "--voice", voice)
    about, sound = told(video), heard(video)
    assert about["voice"]["loudness"] == LOUDNESS
    start = 0.0
    for scene in about["scenes"]:
        for words in scene["words"]:
            expected = round((start + words["start"]) * RATE)
            assert lag(kept(walk)[words["words"]], sound, expected) == 0
        start += scene["duration"]
    assert start == about["duration"]
    assert ebur128(sound)[0] == pytest.approx(LOUDNESS, abs=0.5)
    with av.open(video) as container:
        kinds = [stream.type for stream in container.streams]
        assert kinds.count("audio") == kinds.count("subtitle") == 1
        audio = container.streams.audio[0]
        assert lasts(audio) == about["duration"]
    cues = video.with_suffix(".srt").read_text().count("-->")
    assert cues == 8
    assert "up to date" in made(calcml, "lecture", "--voice", voice)


def test_what_cannot_be_done_is_one_message_and_code_2(
    walk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, message in {
        "render -s --voice command:cat": "no sound.*: leave out --voice",
        "render --voice espeek": "'espeek' is no voice, did you mean espeak-ng?",
        "render --voice command:cat": "cat .*: this is not a whole sound: Invalid data",
        "lecture --voice recorded:none": "there is no folder none with recordings",
        "lecture --script lecture.toml": "lecture.toml is there already: choose another name",
        "slides --voice command:cat --to pdf": "a handout has no sound: leave out --voice",
    }.items():
        with pytest.raises(SystemExit) as ended:
            main(arguments.split())
        assert ended.value.code == 2, arguments
        said = capsys.readouterr().err
        assert re.search(f"^calcml: .*{message}.*$", said.splitlines()[-1]), said
        assert "Traceback" not in said
    assert not list((walk / "media").rglob("*.mp4"))


def test_a_script_names_what_is_to_be_recorded(walk: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["lecture", "--script", "script.md"])
    assert ended.value.code == 0
    text = (walk / "script.md").read_text()
    assert "`Walk-02-go_right.wav`\n\n> We go right\n" in text

"""``calcml captions``: one text in every form, parsed back by readers of each."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import srt

from calcml.studio.cli import main
from calcml.studio.files import described

Run = Callable[..., tuple[int, str, str]]
HOSTILE = "Is *f* < g & [h](x) --> `i`?"


def scene_of(name: str, frames: int, captions: list[str]) -> dict[str, Any]:
    """Return a sidecar whose beats are equally long."""
    length = frames / len(captions) / 15
    timeline = [
        {"name": f"b{n}", "caption": caption, "start": n * length, "end": (n + 1) * length}
        for n, caption in enumerate(captions)
    ]
    return {
        "schema": 2, "key": "k", "scene": name, "number": "1.1", "title": f"On {name}",
        "width": 64, "height": 48, "fps": 15, "frames": frames, "entries": [],
        "timeline": timeline, "screen": {"preamble": "", "axes": [], "texts": [], "marks": []},
    }  # fmt: skip


def put(video: Path, told: dict[str, Any]) -> Path:
    """Put a sidecar beside something that is called a video."""
    video.write_bytes(b"no one looks into it")
    told["files"] = described((video,))
    video.with_suffix(".json").write_text(json.dumps(told))
    return video


@pytest.fixture
def lecture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a lecture of three scenes, of 20, 4 and 60 minutes' worth of beats."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "media" / "lecture"
    folder.mkdir(parents=True)
    scenes = [
        scene_of("A", 15 * 20, ["First.", HOSTILE]),
        scene_of("B", 15 * 4, ["Short."]),
        scene_of("C", 15 * 3600, ["Long.", "", "Last."]),
    ]
    told = [{"chapter": f"Part · {s['scene']}", "sidecar": s} for s in scenes]
    return put(folder / "talk.mp4", {"schema": 2, "scenes": told})


@pytest.fixture
def captions(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return the command in this process."""

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["captions", *map(str, arguments)])
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, out, err

    return run


SAID = [
    (0.0, 10.0, "First."),
    (10.0, 20.0, HOSTILE),
    (20.0, 24.0, "Short."),
    (24.0, 1224.0, "Long."),
    (2424.0, 3624.0, "Last."),
]


@pytest.mark.usefixtures("lecture")
def test_subrip_and_webvtt_say_the_same_at_the_same_times(captions: Run) -> None:
    code, out, _ = captions("--format", "srt")
    assert code == 0
    told = [(s.start.total_seconds(), s.end.total_seconds(), s.content) for s in srt.parse(out)]
    assert told == SAID
    _, out, _ = captions()
    assert out.startswith("WEBVTT\n\n")
    cue = re.compile(r"(\d+):(\d+):([\d.]+) --> (\d+):(\d+):([\d.]+)\n(.*)\n")
    cues = [
        (
            int(a) * 3600 + int(b) * 60 + float(c),
            int(d) * 3600 + int(e) * 60 + float(f),
            unescape(g),
        )
        for a, b, c, d, e, f, g in cue.findall(out)
    ]
    assert cues == SAID
    assert out.count("-->") == len(SAID)  # none comes from a sentence


@pytest.mark.usefixtures("lecture")
def test_a_transcript_has_every_sentence_and_its_time_and_no_markup_of_theirs(
    captions: Run,
) -> None:
    _, out, _ = captions("--format", "md")
    assert out.splitlines()[0] == "# talk"
    assert re.findall(r"^## (.*)$", out, re.MULTILINE) == [
        "0:00 Part · A", "0:20 Part · B", "0:24 Part · C",
    ]  # fmt: skip
    said = re.findall(r"^- (\S+) (.*)$", out, re.MULTILINE)
    assert [time for time, _ in said] == ["0:00", "0:10", "0:20", "0:24", "40:24"]
    assert said[1][1] == r"Is \*f\* \< g & \[h\](x) --\> \`i\`?"


@pytest.mark.usefixtures("lecture")
def test_chapters_are_what_video_platforms_take(captions: Run) -> None:
    _, out, _ = captions("--format", "chapters")
    assert out == "0:00 Part · A\n0:24 Part · C\n"  # four seconds are too short for one


def test_a_file_is_written_whole(captions: Run, lecture: Path) -> None:
    target = lecture.parent / "deep" / "talk.vtt"
    code, out, _ = captions(lecture, "-o", target)
    assert (code, out) == (0, "media/lecture/deep/talk.vtt\n")
    assert target.read_text() == captions(lecture)[1]
    assert list(target.parent.iterdir()) == [target]
    assert captions(lecture, "-o", target.parent)[2] == (
        "calcml: media/lecture/deep is a folder: name a file with -o\n"
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"timeline": None}, "timeline must be a list, got None"),
        ({"timeline": [{"start": 0, "end": 1}]}, "beat 1: caption must be a text, got None"),
        (
            {"timeline": [{"start": 2, "end": 1, "caption": ""}]},
            "beat 1: end must be at least 2, got 1",
        ),
        (
            {"timeline": [{"start": 0, "end": 1e9, "caption": ""}]},
            "beat 1: start and end must be finite numbers from 0 to 20, got 1000000000.0",
        ),
    ],
)
def test_a_sidecar_is_not_believed_unseen(
    captions: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any],
    message: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    put(Path("a.mp4"), {**scene_of("A", 300, ["x"]), **change})
    code, out, err = captions("a.mp4")
    assert (code, out) == (2, "")
    assert err == f"calcml: a.json is no whole sidecar: {message}\n"


def test_what_is_missing_is_named(
    captions: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert captions()[2].startswith("calcml: there is no lecture in media/lecture: name a clip")
    assert captions("no.mp4")[2] == "calcml: there is no no.mp4\n"

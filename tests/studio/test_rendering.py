"""Real renders, small ones: results, cache, failures, interruptions."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import pytest

from calcml.studio.clips import frame_count

pytestmark = pytest.mark.slow
Command = Callable[..., subprocess.CompletedProcess[str]]
PATIENCE = 60.0


def lecture_of(project: Path, *scenes: str) -> None:
    text = (project / "lecture.toml").read_text()
    head = text[: text.index("scenes =")]
    (project / "lecture.toml").write_text(f"{head}scenes = {json.dumps(scenes)}\n")


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Undo what a shell does to its background jobs: they, and all they start, ignore SIGINT."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def started(project: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a render and wait until Manim writes frames of the endless scene."""
    process = subprocess.Popen(
        [sys.executable, "-m", "calcml.studio.cli", "render", *arguments],
        cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    until(lambda: list((project / "media/.calcml/work").glob("*/manim/**/*.mp4")))
    return process


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.05)


def workers(project: Path) -> list[str]:
    """Return the processes at work in the project's folder."""
    here = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_text().split("\0")
            if "calcml.studio.worker" in command and (entry / "cwd").samefile(project):
                here.append(entry.name)
        except OSError:
            continue
    return here


def clips(project: Path) -> list[str]:
    return sorted(
        path.name
        for path in (project / "media").rglob("*")
        if path.is_file() and not {"locks", "beats", "sources"} & {*path.parts}
    )


def test_a_lecture_is_made_and_made_again_at_once(calcml: Command, project: Path) -> None:
    made = calcml("lecture")
    assert made.returncode == 0, made.stderr
    assert made.stdout == "media/lecture/dots-more.mp4\n"
    folder = project / "media/lecture"
    kinds = {path.name.removeprefix("dots-more") for path in folder.iterdir()}
    assert kinds == {".mp4", ".srt", ".vtt", ".md", ".chapters.txt", ".png", ".json"}
    with av.open(folder / "dots-more.mp4") as container:
        assert container.metadata["title"] == "Dots & more"
        titles = [chapter["metadata"]["title"] for chapter in container.chapters()]
        video = container.streams.video[0]
        assert (video.codec_context.colorspace, video.codec_context.color_primaries) == (1, 1)
    assert titles == ["Moving · One half", "Moving · Blink"]
    # 0.4 s + 0.6 s and 0.4 s at 15 frames a second
    assert frame_count(folder / "dots-more.mp4") == 15 + 6
    assert "A dot slides." in (folder / "dots-more.vtt").read_text()

    written = (folder / "dots-more.mp4").stat().st_mtime_ns
    again = calcml("lecture")
    assert again.stderr == "calcml: the lecture is up to date\n"
    assert (folder / "dots-more.mp4").stat().st_mtime_ns == written

    (folder / "dots-more.srt").write_text("harmed")
    mended = calcml("lecture")
    assert "Slide is up to date" in mended.stderr
    assert (folder / "dots-more.srt").read_text().startswith("1\n")

    sidecar = rendered_sidecar(calcml, project)
    (beat,) = sidecar["timeline"]
    told = {"name": "Slide", "caption": "A dot slides.", "start": 0.0, "end": 1.0}
    assert beat == {**told, "markup": "", "setting": None, "loops": False, "waits": False}
    assert [entry["key"] for entry in sidecar["entries"]] == ["half", "pole", "axes.x.0"]
    assert " 0:01 " in calcml("list", "Slide").stdout


def rendered_sidecar(calcml: Command, project: Path) -> dict[str, list[dict[str, object]]]:
    """Render from the store into a chosen folder and return the JSON beside the clip."""
    run = calcml("render", "Slide", "-o", "chosen")
    assert run.stdout == "chosen/Slide.mp4\n"
    assert "up to date" in run.stderr
    sidecar: dict[str, list[dict[str, object]]] = json.loads(
        (project / "chosen/Slide.json").read_text()
    )
    return sidecar


def test_a_failing_scene_does_not_stop_the_others(calcml: Command, project: Path) -> None:
    lecture_of(project, "Breaks", "Blink")
    run = calcml("lecture")
    assert run.returncode == 1
    last = run.stderr.splitlines()[-2:]
    assert last[0].startswith(
        "calcml: Breaks failed: ValueError: step must be positive, got 0 (mine.py, line "
    )
    assert last[1] == "calcml: no lecture made, 1 of 2 scenes failed; the others are kept"
    assert "Traceback" not in run.stderr
    assert clips(project) == ["Blink.mp4", "sidecar.json"]
    verbose = calcml("render", "Breaks", "-v")
    assert verbose.returncode == 1
    assert "Traceback" in verbose.stderr


def test_stills_are_pictures_in_the_size_of_the_video(calcml: Command, project: Path) -> None:
    run = calcml("render", "-s", "Slide", "Blink")
    names = ["Slide-01-end.png", "Blink-01-end.png"]
    assert run.stdout.split() == [f"media/stills/480p15/{name}" for name in names]
    with av.open(project / "media/stills/480p15" / names[0]) as picture:
        assert (picture.streams.video[0].width, picture.streams.video[0].height) == (854, 480)


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="looks at processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_render_leaves_nothing_half_written(
    calcml: Command, project: Path, number: signal.Signals
) -> None:
    lecture_of(project, "Endless", "Blink")
    with started(project, "Endless") as process:
        os.kill(process.pid, number)
        _, told = process.communicate(timeout=PATIENCE)
    until(lambda: not workers(project))
    if number == signal.SIGKILL:
        assert process.returncode == -signal.SIGKILL
        assert calcml("render", "Blink").returncode == 0
        assert clips(project) == ["Blink.json", "Blink.mp4", "Blink.mp4", "sidecar.json"]
    else:
        assert process.returncode == 130
        assert told.endswith("calcml: interrupted; finished beats are kept\n")
        assert clips(project) == []
    assert list((project / "media/.calcml/work").iterdir()) == []


def test_a_file_may_be_edited_while_others_render(project: Path) -> None:
    command = [sys.executable, "-m", "calcml.studio.cli", "lecture", "-j", "1"]
    with subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "[0/2] Slide renders\n"
        with (project / "mine.py").open("a") as file:
            file.write("# edited\n")
        told = process.stderr.read()
    assert process.returncode == 0, told
    assert frame_count(project / "media/lecture/dots-more.mp4") == 15 + 6


def test_two_renders_at_once_make_the_clip_once(project: Path) -> None:
    command = [sys.executable, "-m", "calcml.studio.cli", "render", "Blink"]
    both = [
        subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    told = [process.communicate(timeout=PATIENCE)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted("renders" in text for text in told) == [False, True]
    assert frame_count(project / "media/clips/480p15/Blink.mp4") == 6

"""One scene on several workers: the same bytes, and only what is missing is drawn."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from calcml.studio.catalogue import catalogue
from calcml.studio.clips import frame_count
from calcml.studio.jobs import Job, Run
from calcml.studio.lecture_file import read_lecture_file
from calcml.studio.planning import Work
from calcml.studio.quality import QUALITIES
from calcml.studio.rendering import Rendered, render_all
from calcml.studio.store import Store

pytestmark = pytest.mark.slow
Command = Callable[..., subprocess.CompletedProcess[str]]
BEATS = ("appear", "go_right", "go_up", "come_back")
PATIENCE = 60.0


class Log:
    """Remembers what happened."""

    def __init__(self) -> None:
        self.events: list[tuple[str, dict[str, object]]] = []

    def hear(self, _: str, event: str, facts: dict[str, object]) -> None:
        self.events.append((event, facts))

    def tick(self) -> None:
        pass

    @property
    def runs(self) -> list[str]:
        return sorted(str(facts["run"]) for event, facts in self.events if event == "begun")


def rendered(
    folder: Path, media: Path, workers: int = 1, *, stills: bool = False
) -> tuple[Rendered, Log]:
    """Render the walk into a media folder of its own."""
    store, log = Store(media), Log()
    store.open()
    (card,) = catalogue(read_lecture_file(folder / "lecture.toml"))
    job = Job(card=card, quality=QUALITIES["l"], theme="dark", stills=stills)
    (outcome,) = render_all([job], store, log, workers=workers)
    assert isinstance(outcome, Rendered), outcome
    assert not list((store.root / "work").iterdir())
    return outcome, log


def digest(outcome: Rendered) -> list[str]:
    return [sha256(path.read_bytes()).hexdigest() for path in outcome.clip.files]


def cut_at(*places: int) -> Callable[[list[Work], int], list[Run]]:
    """Return a way to plan: divide each scene at these places."""

    def divide(works: list[Work], _: int) -> list[Run]:
        return [
            each.run(each.missing[start:end])
            for each in works
            for start, end in zip((0, *places), (*places, None), strict=True)
        ]

    return divide


def test_the_bytes_do_not_depend_on_who_draws(walk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, log = rendered(walk, walk / "whole")
    assert log.runs == ["Walk"]
    assert list(whole.job.beats) == list(BEATS)
    for number, places in enumerate([(1, 2, 3), (2,)]):
        monkeypatch.setattr("calcml.studio.crews.planned", cut_at(*places))
        parts, log = rendered(walk, walk / f"parts{number}", workers=3)
        assert len(log.runs) == len(places) + 1
        assert digest(parts) == digest(whole)
        assert parts.clip.sidecar["timeline"] == whole.clip.sidecar["timeline"]
    timeline = whole.clip.sidecar["timeline"]
    assert [beat["name"] for beat in timeline] == list(BEATS)
    assert [beat["caption"] for beat in timeline][1] == "We go right"
    frames = whole.clip.sidecar["frames"]
    assert frames == round(timeline[-1]["end"] * 15) == frame_count(whole.clip.files[0])


def test_only_missing_beats_are_drawn(walk: Path) -> None:
    first, _ = rendered(walk, walk / "media")
    store = Store(walk / "media")
    shutil.rmtree(first.clip.folder)
    gone = store.root / "beats" / "Walk" / first.job.beats["go_up"]
    shutil.rmtree(gone)
    kept = {path: path.stat().st_ino for path in gone.parent.iterdir()}
    again, log = rendered(walk, walk / "media")
    assert log.runs == ["Walk 3 of 4"]
    assert digest(again) == digest(first)
    assert gone.is_dir()
    assert all(path.stat().st_ino == number for path, number in kept.items())

    shutil.rmtree(again.clip.folder)
    joined, log = rendered(walk, walk / "media")
    assert digest(joined) == digest(first)
    cached, log = rendered(walk, walk / "media")
    assert cached.cached
    assert log.runs == []


def test_a_harmed_beat_is_drawn_again(walk: Path) -> None:
    first, _ = rendered(walk, walk / "media")
    shutil.rmtree(first.clip.folder)
    segment = Store(walk / "media").root / "beats/Walk" / first.job.beats["appear"] / "segment.mp4"
    segment.write_bytes(segment.read_bytes()[:-1])
    again, log = rendered(walk, walk / "media")
    assert log.runs == ["Walk 1 of 4"]
    assert digest(again) == digest(first)


def test_stills_do_not_depend_on_who_draws(walk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = rendered(walk, walk / "whole", stills=True)
    monkeypatch.setattr("calcml.studio.crews.planned", cut_at(1, 3))
    parts, _ = rendered(walk, walk / "parts", stills=True)
    assert digest(parts) == digest(whole)
    assert [path.name for path in parts.clip.files] == [
        f"Walk-{number:02}-{beat}.png" for number, beat in enumerate(BEATS, 1)
    ]


def test_a_scene_that_tells_other_beats_than_its_text_is_drawn_whole(walk: Path) -> None:
    telling(
        walk, "        if name == 'go_up':\n            return super().tell('go_right', motion)\n"
    )
    outcome, log = rendered(walk, walk / "media")
    names = [beat["name"] for beat in outcome.clip.sidecar["timeline"]]
    assert names == ["appear", "go_right", "go_right", "come_back"]
    assert log.runs == ["Walk", "Walk"]
    assert frame_count(outcome.clip.files[0]) == outcome.clip.sidecar["frames"]


def test_a_beat_that_the_lesson_does_not_need_is_left_out(walk: Path) -> None:
    telling(walk, "        if name == 'go_right':\n            return\n")
    outcome, log = rendered(walk, walk / "media")
    names = [beat["name"] for beat in outcome.clip.sidecar["timeline"]]
    assert names == ["appear", "go_up", "come_back"]
    assert log.runs == ["Walk"]
    shutil.rmtree(outcome.clip.folder)
    again, _ = rendered(walk, walk / "media")
    assert digest(again) == digest(outcome)


def telling(walk: Path, change: str) -> None:
    """Have the scene tell its beats otherwise than its text says."""
    scenes = walk / "mine.py"
    method = (
        f"    def tell(self, name, motion, **how):\n{change}"
        "        super().tell(name, motion, **how)\n\n"
    )
    text = scenes.read_text()
    scenes.write_text(text.replace("    @beat\n", f"{method}    @beat\n", 1))


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.02)


def workers_of(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for path in found for child in path.read_text().split()]


def started(walk: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "calcml.studio.cli", "render", "-j", "1"]
    return subprocess.Popen(command, cwd=walk, stderr=subprocess.PIPE, text=True)


def published(walk: Path) -> set[str]:
    found = (walk / "media/.calcml/beats/Walk").glob("*/facts.json")
    return {json.loads(path.read_text())["name"] for path in found}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes in /proc")
def test_a_killed_worker_is_replaced_and_what_it_finished_is_kept(walk: Path) -> None:
    with started(walk) as process:
        until(lambda: published(walk))
        for worker in workers_of(process.pid):
            os.kill(worker, signal.SIGKILL)
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, told
    assert "renders once more: its process was killed by SIGKILL" in told
    whole, _ = rendered(walk, walk / "whole")
    made = (walk / "media/clips/480p15/Walk.mp4").read_bytes()
    assert [sha256(made).hexdigest()] == digest(whole)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes in /proc")
def test_a_worker_that_is_killed_twice_fails_the_scene(walk: Path) -> None:
    scenes = walk / "mine.py"
    killing = "import os\n        os.kill(os.getpid(), 9)\n        self.dot.add_updater"
    scenes.write_text(scenes.read_text().replace("self.dot.add_updater", killing))
    with started(walk) as process:
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    last = told.splitlines()[-1]
    assert last == (
        "calcml: Walk failed: its process was killed by SIGKILL (out of memory?), "
        "and again when it was tried once more"
    )
    assert published(walk) == {"appear", "go_right"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_scene_keeps_its_finished_beats(walk: Path, number: signal.Signals) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with started(walk) as process:
            until(lambda: published(walk))
            os.kill(process.pid, number)
            process.communicate(timeout=PATIENCE)
    finally:
        signal.signal(signal.SIGINT, before)
    kept = published(walk)
    assert "appear" in kept
    outcome, log = rendered(walk, walk / "media")
    first = len(kept) + 1
    assert log.runs == ([f"Walk {first}–4 of 4"] if first < len(BEATS) else ["Walk 4 of 4"])
    assert frame_count(outcome.clip.files[0]) == outcome.clip.sidecar["frames"]

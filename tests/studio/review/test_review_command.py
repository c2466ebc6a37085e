"""The command as users see it: files, messages, exit codes, nothing half-written."""

import csv
import errno
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from calcml.studio.lecture_file import read_lecture_file
from calcml.studio.options import choices_of
from calcml.studio.problems import DiskFull
from calcml.studio.progress import watching
from calcml.studio.review import making
from calcml.studio.store import open_store
from tests.studio.conftest import LECTURE

Command = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("rendering")]

FILES = ("review.html", "review.pdf", "values.csv")


def test_a_lecture_of_plain_scenes_is_reviewed(calcml: Command, project: Path):
    done = calcml("review", "-o", "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"out/{name}" for name in FILES]
    assert "reading back, and asking second methods" in done.stderr
    assert "calcml: 2 numbers, 0 agreed by a second method, 0 read back" in done.stderr
    page = (project / "out" / "review.html").read_text()
    assert page.count("<video") == 2
    assert "One half" in page
    assert "says &#34;hello&#34;, twice" in page
    assert "What the decks say" not in page  # they say nothing of somebody's own scenes
    with (project / "out" / "values.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["key"] for row in rows] == ["half", "pole", "axes.x.0"]
    assert (project / "out" / "review.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in (project / "out").iterdir()) == sorted(FILES)
    without = calcml("review", "-o", "out", "--no-clips")
    assert without.returncode == 0, without.stderr
    assert "<video" not in (project / "out" / "review.html").read_text()


def test_a_scene_that_fails_is_named_and_the_others_are_reviewed(calcml: Command, project: Path):
    (project / "lecture.toml").write_text(LECTURE.replace('"Slide", "Blink"', '"Blink", "Breaks"'))
    done = calcml("review")
    assert done.returncode == 1
    assert "Breaks failed: ValueError: step must be positive, got 0" in done.stderr
    page = (project / "media" / "review" / "review.html").read_text()
    assert re.search("Breaks is missing here, it could not be rendered: .*step must be", page)
    assert page.count("<video") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.toml"], "there is no lecture file nowhere.toml"),
        (["-q", "z"], "'z' is not one of"),
        (["-o", "lecture.toml"], "cannot write to lecture.toml"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing(
    calcml: Command, project: Path, arguments: list[str], message: str
):
    before = sorted(project.iterdir())
    done = calcml("review", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(project.iterdir()) == before


def test_the_files_appear_together_or_not_at_all(project: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> Path:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.chdir(project)
    monkeypatch.setattr(making, "write_pdf", full)
    lecture = read_lecture_file(project / "lecture.toml")
    work = making.Work(lecture=lecture, choices=choices_of(lecture, "l", None), scenes=())
    store = open_store(None)
    with watching([]) as watcher, pytest.raises(DiskFull):
        making.make(work, project / "out", store, watcher, workers=1, with_clips=True)
    assert not (project / "out").exists()
    assert not list((store.root / "work").iterdir())

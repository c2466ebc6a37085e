"""What the command makes of a scene of four beats, in every format."""

import errno
import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from calcml.studio.commands.render import command
from calcml.studio.outputs import Outputs
from calcml.studio.problems import DiskFull, StudioError
from calcml.studio.store import Store
from tests.studio.formats.conftest import decoded, over

BEATS = ("appear", "go_right", "go_up", "come_back")


def render(*arguments):
    return command.main(["Walk", "-ql", *arguments], standalone_mode=False)


def frames_of(folder):
    return [np.asarray(Image.open(path)) for path in sorted(Path(folder).iterdir())]


@pytest.mark.slow
@pytest.mark.usefixtures("walk")
def test_files_of_beats_are_the_parts_of_the_whole(capfd):
    assert render("--format", "png-sequence", "-o", "out") == 0
    assert render("--format", "png-sequence", "-o", "out", *_beats(BEATS)) == 0
    assert "Walk is up to date" in capfd.readouterr().err
    whole = frames_of("out/Walk")
    parts = [frames_of(f"out/Walk-{n:02}-{beat}") for n, beat in enumerate(BEATS, 1)]
    assert np.array_equal(whole, [frame for part in parts for frame in part])

    assert render("-s", "-o", "out", "--beat", "go_up") == 0
    (still,) = Path("out").glob("*.png")
    assert still.name == "Walk-03-go_up.png"
    assert np.array_equal(np.asarray(Image.open(still)), parts[2][-1])

    assert render("-o", "out", "--beat", "go_up") == 0
    assert render("-o", "all") == 0
    assert not list(Path("out").glob("*.json"))
    timeline = json.loads(Path("all/Walk.json").read_text())["timeline"]
    start, end = (round(timeline[2][side] * 15) for side in ("start", "end"))
    beat, all_frames = (
        decoded(Path(path), "rgb24") for path in ("out/Walk-03-go_up.mp4", "all/Walk.mp4")
    )
    assert np.array_equal(beat, all_frames[start:end])
    assert len(all_frames) == len(whole)

    # an own folder is not lost, and one that calcml filled gives way
    Path("out/Walk/mine.txt").write_text("mine")
    with pytest.raises(StudioError, match=r"out/Walk is there already .* --force"):
        render("--format", "png-sequence", "-o", "out")
    assert Path("out/Walk/mine.txt").exists()
    assert render("--format", "png-sequence", "-o", "out", "--force") == 0
    assert not Path("out/Walk/mine.txt").exists()


@pytest.mark.slow
@pytest.mark.usefixtures("walk")
def test_without_a_background_and_shown_in_slides(capfd):
    arguments = ("-o", "out", "--format", "webp", "-t", "--no-captions")
    assert render(*arguments, "--beat", "go_up", "--embed", "markdown") == 0
    told = capfd.readouterr()
    snippet = "(<out/Walk-03-go_up.webp>)"
    assert told.out.startswith("![A walk")
    assert told.out.endswith(f"{snippet}\n")
    assert "out/Walk-03-go_up.webp" in told.err
    poster = np.asarray(Image.open("out/Walk-03-go_up.png"))
    with Image.open("out/Walk-03-go_up.webp") as film:
        film.seek(film.n_frames - 1)
        assert np.array_equal(np.asarray(film.convert("RGBA")), poster)
    # the dot of that beat is white, and half of it is seen
    middle = poster[100:400]
    dot = middle[middle[..., 3] == 128]
    assert len(dot) > 20
    assert (dot[:, :3] == 255).all()
    assert np.abs(over(dot, (0, 0, 0)) - 128).max() <= 1
    # where the caption would stand there is nothing
    assert not poster[400:, :, 3].any()

    assert render(*arguments, "--beat", "go_up") == 0
    assert "Walk-03-go_up.webp is up to date" in capfd.readouterr().err


@pytest.mark.parametrize(("arguments", "told"), [
    (("-t",), "MP4 has no alpha channel: use --format webm"),
    (("-s", "--format", "gif"), "--stills makes PNGs, --format gif does not"),
    (("--format", "gif", "--beat", "go_rigt"), r"did you mean go_right\? \(its beats: appear, "),
    (("--format", "webm", "--embed", "prezi"), "--embed takes revealjs, .* got 'prezi'"),
    (("--format", "gif", "-o", "mine.py"), "mine.py is a file, and -o names a folder"),
    (("--format", "gif", "-o", "full"), r"full/Walk\.gif is a folder: remove it"),
    (("--format", "gif", "--force"), "--force belongs to --format png-sequence"),
])  # fmt: skip
def test_what_cannot_be_done_is_said_before_anything_is_drawn(walk, capfd, arguments, told):
    (walk / "full" / "Walk.gif").mkdir(parents=True)
    with pytest.raises(StudioError, match=told):
        render(*arguments)
    assert "renders" not in capfd.readouterr().err
    assert not list(walk.rglob("*.mov"))


def test_a_full_device_leaves_nothing_and_keeps_what_was_there(tmp_path, monkeypatch):
    store = Store(tmp_path / "media")
    store.open()
    for name, text in (("old", "before"), ("new", "after")):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "deep" / "0001.png").write_text(text)
    outputs, target = Outputs(store), tmp_path / "out" / "Walk"
    outputs.deliver(tmp_path / "old", target)

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "hardlink_to", full)
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(DiskFull, match=r"no space left on the device of .*out: free some space"):
        outputs.deliver(tmp_path / "new", target)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["Walk"]
    assert (target / "deep" / "0001.png").read_text() == "before"


def _beats(names):
    return [word for name in names for word in ("--beat", name)]

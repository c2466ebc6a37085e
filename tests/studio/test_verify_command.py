"""``calcml verify``: its table, its JSON, its exit codes."""

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from calcml.studio import verifying
from calcml.studio.cli import main
from calcml.studio.files import described, told_json
from calcml.studio.splices import Part, splice
from tests.studio.readback.encoded_lies import planes_of, rewritten
from tests.studio.readback.filming import described_anew, filmed, sidecar_of

Run = Callable[..., tuple[int, str, str]]
PATIENCE = 60.0


@pytest.fixture(scope="session")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filmed(tmp_path_factory.mktemp("trial"))


@pytest.fixture
def clip(trial: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a clip of one's own in a folder without lecture, and go there."""
    monkeypatch.chdir(tmp_path)
    for path in (trial, trial.with_suffix(".json")):
        shutil.copyfile(path, path.name)
    return Path(trial.name)


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return the command, which reads in this process."""

    def here(work, errands, *, done, **_):
        reports = []
        for number, arguments in enumerate(errands):
            reports.append(work(*arguments))
            done(number)
        return reports

    monkeypatch.setattr(verifying, "done_apart", here)

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["verify", *map(str, arguments)])
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, out, err

    return run


def strict(text: str) -> dict[str, Any]:
    """Read JSON as it is defined: without NaN and infinities."""

    def refused(constant: str) -> None:
        raise AssertionError(constant)

    told: dict[str, Any] = json.loads(text, parse_constant=refused)
    return told


def lecture(folder: Path, clip: Path) -> Path:
    """Join a clip with itself, as a lecture is joined."""
    folder.mkdir(parents=True)
    sidecar = sidecar_of(clip)
    part = Part(clip=clip, title="Trials", frames=sidecar["frames"], fps=15)
    path = folder / "talk.mp4"
    splice([part, part], path)
    scene = {"scene": "TrialScene", "chapter": "Trials", "sidecar": sidecar}
    told = {"schema": 2, "scenes": [scene, scene], "files": described((path,))}
    path.with_suffix(".json").write_text(told_json(told), encoding="utf-8")
    return path


pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("trial")]


def test_a_good_clip_passes_with_a_table(clip, verify):
    code, out, err = verify(clip, "--random", 0)
    assert code == 0
    head, row = out.splitlines()
    assert head.split() == ["scene", "frames", "numbers", "read", "marks", "worst", "match",
                            "margin", "verdict"]  # fmt: skip
    cells = row.split()
    assert cells[:4] == ["TrialScene", "63", "19", "19"]
    assert cells[-1] == "passed"
    assert "19 of 19 numbers on screen read" in err
    assert " 0 deviate, 1 things not read" in err  # the ledger: there is no lecture here


def test_what_was_not_read_is_told_when_asked(clip, verify):
    assert "not read" not in verify(clip, "--random", 0)[1]
    out = verify(clip, "--random", 0, "--all")[1]
    assert "TrialScene: ledger ledger not read: its lesson is not known here" in out


def test_a_deviation_is_told_with_its_time_and_exit_code_1(clip, verify):
    sidecar = sidecar_of(clip)
    for mark in sidecar["screen"]["marks"]:
        if mark["name"] == "fixed":
            mark["rests"][0]["at"] = [[7.1, 1.5]]
    described_anew(clip, sidecar)
    code, out, err = verify(clip, "--random", 0)
    assert code == 1
    assert "deviate" in out
    assert "calcml: TrialScene: dot fixed at " in err
    assert " s: expected (" in err


def test_only_the_first_deviations_are_told(clip, verify):
    sidecar = sidecar_of(clip)
    sidecar["entries"] = []
    described_anew(clip, sidecar)
    code, _, err = verify(clip, "--random", 0)
    assert code == 1
    assert err.count("calcml: TrialScene: ") == 6
    assert "calcml: TrialScene: and " in err


def test_json_tells_every_reading_strictly(clip, verify):
    sidecar = sidecar_of(clip)
    for mark in sidecar["screen"]["marks"]:  # a dot is said to be where there is none
        if mark["name"] == "fixed":
            mark["rests"][0]["at"] = [[7.5, 5.0]]
    described_anew(clip, sidecar)
    code, out, _ = verify(clip, "--random", 0, "--format", "json")
    assert code == 1
    told = strict(out)
    assert told["schema"] == 1
    (scene,) = told["scenes"]
    assert scene["scene"] == "TrialScene"
    assert not scene["passed"]
    missing, *_ = [one for one in scene["readings"] if not one["passed"]]
    assert (missing["kind"], missing["name"], missing["deviation"]) == ("dot", "fixed", None)
    assert {"kind", "name", "entries", "frame", "expected", "measured", "deviation", "unit",
            "tolerance", "margin", "passed", "note"} == set(missing)  # fmt: skip
    assert len(scene["on_screen"]) == 19


def test_a_seed_repeats(clip, verify):
    frames = []
    for seed in ("monday", "tuesday", "monday"):
        code, out, _ = verify(clip, "--random", 2, "--seed", seed, "--format", "json")
        assert code == 0
        (scene,) = strict(out)["scenes"]
        frames.append([(one["name"], one["frame"]) for one in scene["readings"]])
    assert frames[0] == frames[2] != frames[1]


def test_a_lecture_is_read_scene_by_scene_and_found_without_being_named(clip, verify):
    path = lecture(Path("media/lecture"), clip)
    (path.parent / "other.mp4").write_bytes(b"")  # without sidecar: none of ours
    code, out, err = verify("--random", 1)
    assert code == 0, err
    assert [line.split()[0] for line in out.splitlines()] == ["scene", "TrialScene", "TrialScene"]
    assert "38 of 38 numbers on screen read" in err
    again = verify(path, "--random", 1)
    assert again == (code, out, err)


def test_a_scene_that_begins_a_frame_late_in_a_lecture_is_seen(clip, verify):
    path = lecture(Path("media/lecture"), clip)
    planes = planes_of(clip)
    rewritten([*planes, planes[-1], *planes[:-1]], path)
    told = json.loads(path.with_suffix(".json").read_text())
    path.with_suffix(".json").write_text(told_json({**told, "files": described((path,))}))
    code, out, err = verify("--random", 0)
    assert code == 1
    _, first, second = (line.split() for line in out.splitlines())
    assert first[-1] == "passed"
    assert second[-1] == "deviate"
    assert "dot walker" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "there is no lecture in media/lecture: name a clip"),
        (("gone.mp4",), "there is no gone.mp4"),
        (("folder",), "folder is a folder: name the videos in it"),
        (("text.mp4",), "there is no text.json beside text.mp4"),
        (("known.mp4",), "known.mp4 is not a whole video: "),
        (("empty.mp4",), "empty.mp4 is not a whole video: "),
        (("foreign.mp4",), "there is no foreign.json beside foreign.mp4"),
        (("lecture.mp4",), "lecture.json is no whole sidecar: scenes must be a list of at least 1"),
        (("TrialScene.mp4", "gone.mp4"), "there is no gone.mp4"),
        (("--file", "gone.toml", "TrialScene.mp4"), "gone.toml"),
        (("--random", "-1"), "-1 is not in the range"),
        (("--format", "xml"), "'xml' is not one of"),
    ],
)
def test_what_cannot_be_verified_is_said_in_a_line_with_exit_code_2(
    clip, verify, arguments, message
):
    bad_files(clip)
    before = sorted(Path().rglob("*"))
    code, out, err = verify(*arguments)
    assert code == 2
    assert out == ""
    assert err.startswith("calcml: ")
    assert message in err
    assert len(err.splitlines()) <= 2
    assert "Traceback" not in err
    assert sorted(Path().rglob("*")) == before


def bad_files(clip: Path) -> None:
    """Lay out what somebody could take for a clip."""
    Path("folder").mkdir()
    Path("text.mp4").write_text("no video")
    for name, content in (("known.mp4", b"no video either"), ("empty.mp4", b""),
                          ("lecture.mp4", clip.read_bytes())):  # fmt: skip
        Path(name).write_bytes(content)
        told = {**sidecar_of(clip), "files": described((Path(name),))}
        if name == "lecture.mp4":
            told = {"schema": 2, "scenes": [], "files": told["files"]}
        Path(name).with_suffix(".json").write_text(json.dumps(told))
    with av.open("foreign.mp4", "w") as container:
        stream = container.add_stream("mpeg4", rate=24)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        grey = np.full((64, 64, 3), 90, dtype=np.uint8)
        container.mux(stream.encode(av.VideoFrame.from_ndarray(grey)))
        container.mux(stream.encode())


def test_a_text_that_is_no_typst_is_named_with_its_scene(clip, verify):
    sidecar = sidecar_of(clip)
    sidecar["screen"]["texts"][0]["source"] = "$x"
    described_anew(clip, sidecar)
    code, out, err = verify(clip)
    assert (code, out) == (2, "")
    assert "calcml: TrialScene: a text cannot be typeset, $x: " in err


def test_a_foreign_video_beside_a_sidecar_that_names_it_deviates(clip, verify):
    bad_files(clip)
    described_anew(Path("foreign.mp4"), sidecar_of(clip))
    code, _, err = verify("foreign.mp4")
    assert code == 1
    assert "frames size: expected 854×480, got 64×64" in err


def test_help_tells_what_the_exit_codes_mean(verify):
    code, out, _ = verify("--help")
    assert code == 0
    assert "The exit code is 0 if all is as it should be" in " ".join(out.split())
    assert "calcml verify --random 100 --seed monday talk.mp4" in out


def test_processes_apart_come_to_the_same(clip, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["verify", str(clip), "--random", "0", "-j", "1"])
    assert ended.value.code == 0
    assert "passed" in capsys.readouterr().out


def test_an_interruption_ends_the_readers(clip):
    command = [sys.executable, "-m", "calcml.studio.cli", "verify", "-j", "2", *[str(clip)] * 8]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have undone it
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, before)
    readers = until(lambda: children_of(process.pid))
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    until(lambda: not any(Path(f"/proc/{reader}").exists() for reader in readers))


def until(condition: Callable[[], object]) -> list[int]:
    deadline = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.05)
    return found if isinstance(found, list) else []


def children_of(parent: int) -> list[int]:
    """Return the readers that a process has started."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            command = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if int(words[1]) == parent and b"spawn_main" in command:
            found.append(int(entry.name))
    return found

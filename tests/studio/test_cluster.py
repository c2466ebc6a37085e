"""A run on another machine gives the same bytes, or is refused with the reason."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from calcml.studio import cluster
from calcml.studio.catalogue import catalogue
from calcml.studio.cluster import connected
from calcml.studio.jobs import Job
from calcml.studio.lecture_file import read_lecture_file
from calcml.studio.parcels import Parcel, difference, identity
from calcml.studio.problems import StudioError
from calcml.studio.quality import QUALITIES

PATIENCE = 60.0
HERE = "127.0.0.1"
Process = subprocess.Popen[str]


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.02)


def children(process: int) -> list[str]:
    """Return the command lines of what a process started."""
    found = Path(f"/proc/{process}/task").glob("*/children")
    numbers = [child for path in found for child in path.read_text().split()]
    return [Path(f"/proc/{number}/cmdline").read_text() for number in numbers]


def at_work(workers: list[Process]) -> list[Process]:
    return [each for each in workers if any("studio.worker" in c for c in children(each.pid))]


@pytest.fixture
def loopback(tmp_path: Path) -> Iterator[tuple[str, list[Process]]]:
    """Return the address of a scheduler, and its two workers."""
    pytest.importorskip("distributed", reason="needs the extra cluster")
    processes: list[Process] = []
    file = tmp_path / "scheduler.json"

    def start(kind: str, *options: str) -> Process:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--host", HERE]
        process = subprocess.Popen(
            [*command, "--no-dashboard", *options],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        processes.append(process)
        return process

    start("scheduler", "--port", "0", "--scheduler-file", str(file))
    until(file.is_file)
    address = json.loads(file.read_text())["address"]
    options = (address, "--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path))
    yield address, [start("worker", *options) for _ in range(2)]
    for process in reversed(processes):
        process.kill()
        process.wait()


def rendering(walk: Path, output: str, *options: str) -> Process:
    command = [sys.executable, "-m", "calcml.studio.cli", "render", "-o", output, *options]
    return subprocess.Popen(command, cwd=walk, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes in /proc")
def test_a_lost_worker_is_replaced_and_the_bytes_are_the_same(
    walk: Path, loopback: tuple[str, list[Process]]
) -> None:
    address, workers = loopback
    with rendering(walk, "remote", "--scheduler", address) as process:
        until(lambda: at_work(workers))
        at_work(workers)[0].kill()
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, told
    store = walk / "media/.calcml"
    assert len(list((store / "beats/Walk").iterdir())) == 4
    assert list((store / "work").iterdir()) == []
    store.rename(walk / "elsewhere")
    with rendering(walk, "local", "-j", "1") as process:
        process.communicate(timeout=PATIENCE)
    one, other = ((walk / name / "Walk.mp4").read_bytes() for name in ("remote", "local"))
    assert sha256(one).hexdigest() == sha256(other).hexdigest()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupt_reaches_the_cluster(
    walk: Path, loopback: tuple[str, list[Process]], number: signal.Signals
) -> None:
    address, workers = loopback
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with rendering(walk, "remote", "--scheduler", address) as process:
            until(lambda: at_work(workers))
            os.kill(process.pid, number)
            process.communicate(timeout=PATIENCE)
    finally:
        signal.signal(signal.SIGINT, before)
    assert process.returncode == (130 if number == signal.SIGINT else -number)
    until(lambda: not at_work(workers))


@pytest.mark.slow
def test_a_worker_with_other_versions_is_refused(
    loopback: tuple[str, list[Process]], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = {**identity(), "numpy": "9.9"}
    monkeypatch.setattr(cluster, "identity", lambda: here)
    monkeypatch.setattr(cluster, "_asked", lambda *_: {"tcp://w": identity()})
    told = r"the worker tcp://w would draw other bytes: numpy is .*, here 9.9; install the same"
    with pytest.raises(StudioError, match=told), connected(loopback[0]):
        pass


def test_without_dask_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(StudioError, match=r"needs Dask: run pip install 'calcml\[cluster\]'"),
        connected("tcp://127.0.0.1:8786"),
    ):
        pass


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="needs the extra cluster")
    monkeypatch.setattr(cluster, "PATIENCE", 0.3)
    # port 9 discards what it is sent; nothing listens on it here
    with (
        pytest.raises(StudioError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9 within"),
        connected("tcp://127.0.0.1:9"),
    ):
        pass


@pytest.mark.parametrize("address", ["nonsense://x", "tcp://nowhere.invalid:1", "tcp://"])
def test_an_address_that_is_none_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="needs the extra cluster")
    monkeypatch.setattr(cluster, "PATIENCE", 0.3)
    with pytest.raises(StudioError, match="no scheduler answers at"), connected(address):
        pass


def test_a_parcel_holds_what_the_keys_depend_on(walk: Path, tmp_path: Path) -> None:
    (walk / "table.csv").write_text("1\n")
    (walk / "unused.csv").write_text("1\n")
    (walk / "assets").mkdir()
    (walk / "assets/logo.txt").write_text("logo")
    (walk / "manim.cfg").write_text("[CLI]\n")
    with (walk / "lesson_of_mine.py").open("a") as file:
        file.write('TABLE = "table.csv"\n')
    (card,) = catalogue(read_lecture_file(walk / "lecture.toml"))
    job = Job(card=card, quality=QUALITIES["l"], theme="dark").keyed()
    parcel = Parcel.of(job)
    assert {"mine.py", "lesson_of_mine.py", "table.csv", "assets/logo.txt", "manim.cfg"} <= {
        *parcel.files
    }
    assert "unused.csv" not in parcel.files
    assert not any("media" in name for name in parcel.files)
    folder = tmp_path / "there"
    folder.mkdir()
    there = parcel.unpack(folder)
    assert there.card.file == folder / "mine.py"
    assert there.key_now() == job.key


def test_what_differs_is_named() -> None:
    here = {"python": "3.11.7", "sources of calcml": "a", "av": "18"}
    there = {"python": "3.11.8", "sources of calcml": "b"}
    assert difference(here, there) == (
        "python is 3.11.8, here 3.11.7, sources of calcml differ, av is missing, here 18"
    )
    assert difference(here, here) == ""

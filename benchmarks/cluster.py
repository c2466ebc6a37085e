"""Render a few scenes on a Dask cluster of two workers, kill one in the middle, compare the bytes.

Starts a scheduler and two workers as processes on loopback and ends them. Needs the extra
``cluster``. Run it from the project's root::

    python benchmarks/cluster.py [SCENE]...
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

SCENES = ("ReciprocalBothSides", "SecantToTangent", "LearningRateComparison")
PATIENCE = 120.0
ROOT = Path(__file__).parents[1]
HERE = "127.0.0.1"

Process = subprocess.Popen[str]


def main() -> None:
    """Print what happened, and whether the bytes are the same."""
    scenes = tuple(sys.argv[1:]) or SCENES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        local = render(folder / "local", scenes)
        say(f"on this machine: {len(local)} clips")
        with cluster(folder) as (address, workers):
            say(f"scheduler {address}, workers {', '.join(str(each.pid) for each in workers)}")
            process = started(folder / "remote", scenes, "--scheduler", address)
            until(lambda: children(workers[0].pid), "a worker begins")
            time.sleep(2)
            victim = workers[0]
            victim.kill()
            say(f"killed worker {victim.pid} in the middle of a run")
            _, told = process.communicate(timeout=PATIENCE)
            print(told, end="")
        remote = digests(folder / "remote")
    for scene, digest in local.items():
        print(f"{scene:28} {digest[:16]} {remote.get(scene, 'missing')[:16]}")
    same = local == remote
    say("the same bytes" if same else "OTHER BYTES")
    sys.exit(0 if same and process.returncode == 0 else 1)


def render(folder: Path, scenes: tuple[str, ...]) -> dict[str, str]:
    """Render on this machine and return the digests of the clips."""
    process = started(folder, scenes)
    _, told = process.communicate()
    if process.returncode:
        sys.exit(told)
    return digests(folder)


def started(folder: Path, scenes: tuple[str, ...], *options: str) -> Process:
    """Start a render in a folder of its own."""
    folder.mkdir()
    lecture = str(ROOT / "scenes/lecture.toml")
    command = [sys.executable, "-m", "calcml.studio.cli", "render", *scenes, "-ql", "-f", lecture]
    return subprocess.Popen(
        [*command, *options],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[Process]]]:
    """Run a scheduler and two workers while the block runs."""
    file = folder / "scheduler.json"
    processes: list[Process] = []

    def start(kind: str, *options: str) -> Process:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options]
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
        )
        processes.append(process)
        return process

    try:
        common = ("--host", HERE, "--no-dashboard")
        start("scheduler", *common, "--port", "0", "--scheduler-file", str(file))
        until(file.is_file, "the scheduler starts")
        address = json.loads(file.read_text())["address"]
        options = (address, *common, "--nthreads", "1", "--no-nanny")
        workers = [start("worker", *options, "--local-directory", str(folder)) for _ in range(2)]
        yield address, workers
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait()


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of each clip."""
    clips = sorted((folder / "media/clips/480p15").glob("*.mp4"))
    return {clip.stem: sha256(clip.read_bytes()).hexdigest() for clip in clips}


def children(process: int) -> list[int]:
    """Return the processes that a process started."""
    found = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for path in found for child in path.read_text().split()]


def until(condition: Callable[[], object], what: str) -> None:
    """Wait for something."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            sys.exit(f"waited in vain until {what}")
        time.sleep(0.05)


def say(words: str) -> None:
    """Print at once."""
    print(words, flush=True)


if __name__ == "__main__":
    main()

"""What a command costs: wall time, CPU time of it and all it started, memory of the largest."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Spent", "spent_on"]


@dataclass(frozen=True)
class Spent:
    """What a command took.

    Attributes
    ----------
    wall, cpu : float
        Seconds; CPU time is the sum over all its processes.
    memory : float
        Largest resident memory of one of its processes, in bytes.
    """

    wall: float
    cpu: float
    memory: float


def spent_on(command: Sequence[str | Path], folder: Path) -> Spent:
    """Run a command in a folder and return what it took.

    Parameters
    ----------
    command : sequence of str or Path
        What to run.
    folder : Path
        Where.

    Returns
    -------
    Spent

    Raises
    ------
    RuntimeError
        When it fails, with its last words.
    """
    words = folder / "words.txt"
    with words.open("wb") as stream:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=stream, stderr=stream)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        last = words.read_text(errors="replace").splitlines()[-5:]
        raise RuntimeError(f"{' '.join(map(str, command))} failed:\n" + "\n".join(last))
    return Spent(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)

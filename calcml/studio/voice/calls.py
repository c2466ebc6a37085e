"""Start a program that speaks, within limits, and end it with all that it has started."""

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from calcml.studio.orphans import die_with_parent
from calcml.studio.problems import DiskFull, StudioError

__all__ = ["PATIENCE", "called", "found_program"]

PATIENCE = 120.0
"""Seconds that a program may take for one sentence."""
LARGEST = 256 * 2**20
"""Bytes that it may write into one file."""
LITTLE = 64 * 2**10
"""Bytes of a device on which nothing can be written."""
SHOWN = 200
"""Letters of what it says of its failure that are told on."""


def found_program(name: str) -> Path | None:
    """Return where a program lies.

    Parameters
    ----------
    name : str
        As one would type it.

    Returns
    -------
    Path or None
    """
    found = shutil.which(name)
    return Path(found) if found else None


def called(
    command: Sequence[str],
    name: str,
    *,
    heard: Path,
    written: Path,
    patience: float,
) -> None:
    """Run a program without a shell.

    Parameters
    ----------
    command : sequence of str
        The program and its arguments.
    name : str
        What messages call it.
    heard : Path
        The file that is its standard input.
    written : Path
        The file that its standard output becomes.
    patience : float
        Seconds until it is killed.

    Raises
    ------
    StudioError
        When it cannot be started, takes too long, or fails; with its last words.
    DiskFull
        When it fails and no space is left.
    """
    words = written.with_suffix(".err")
    with heard.open("rb") as stdin, written.open("wb") as stdout, words.open("wb") as stderr:
        try:
            process = subprocess.Popen(  # noqa: S603 - what the user named, and no shell
                command,
                stdin=stdin,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,
                preexec_fn=_limited,  # noqa: PLW1509 - no thread of ours runs yet
            )
        except OSError as error:
            raise StudioError(f"{name} cannot be started: {error.strerror or error}") from error
        try:
            code = process.wait(patience)
        except subprocess.TimeoutExpired:
            raise StudioError(f"{name} takes longer than {patience:g} s for one sentence") from None
        finally:
            _end(process)
    if code:
        _require_space(written.parent)
        raise StudioError(f"{name} {_death(code)}: {_last_words(words)}")


def _limited() -> None:
    """Limit the program itself; runs in its process."""
    die_with_parent()
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill what is left of its session, whether it has ended or not."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _death(code: int) -> str:
    return f"failed with code {code}" if code > 0 else f"was killed by {signal.Signals(-code).name}"


def _require_space(folder: Path) -> None:
    """Make sure that it is not for want of space that a program failed: it seldom says so."""
    if shutil.disk_usage(folder).free < LITTLE:
        raise DiskFull.on(folder)


def _last_words(path: Path) -> str:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 2 * SHOWN))
        lines = stream.read().decode("utf-8", "replace").strip().splitlines()
    said = "".join(c if c.isprintable() else " " for c in lines[-1]) if lines else "no message"
    return said[-SHOWN:]

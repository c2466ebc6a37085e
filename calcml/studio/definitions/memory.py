"""Read files and folders once, and remember on disk what was read off them.

What is remembered goes by content, never by time: the outline of a file by a digest of its bytes,
the answer to a question by the digests of all files and the listings of all folders that were
looked at to answer it. A memory that cannot be read, written or believed is done without.
"""

import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from calcml.studio.definitions.parts import Outline
from calcml.studio.definitions.reading import outline_of

__all__ = ["Disk", "Memory", "digest_of"]

KEPT = 1000
"""How many notes are kept."""
TICK = 100_000_000
"""Nanoseconds in which a file may be written twice and look the same."""


def digest_of(told: object) -> str:
    """Return a digest of what JSON can hold.

    Parameters
    ----------
    told : object

    Returns
    -------
    str
        32 hexadecimal digits.
    """
    text = json.dumps(told, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


class Memory:
    """Notes in a folder: each a JSON file behind a digest of itself, written whole.

    Parameters
    ----------
    folder : Path or None
        Made if its parent is there; None remembers nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def recall(self, *about: object) -> Any:
        """Return what was noted about something, or None.

        Parameters
        ----------
        *about : object
            What JSON can hold.
        """
        if self.folder is None:
            return None
        with suppress(OSError, ValueError):
            sum_, _, text = self._path(about).read_text(encoding="utf-8").partition("\n")
            if sum_ == _sum(text):
                return json.loads(text)
        return None

    def note(self, told: object, *about: object) -> None:
        """Write something down, if that can be done.

        Parameters
        ----------
        told : object
        *about : object
            What JSON can hold.
        """
        if self.folder is None:
            return
        text = json.dumps(told, separators=(",", ":"))
        part = ""
        with suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            handle, part = tempfile.mkstemp(dir=self.folder, suffix=".part")
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(f"{_sum(text)}\n{text}")
            Path(part).replace(self._path(about))
            part = ""
        if part:
            with suppress(OSError):
                Path(part).unlink()

    def tidy(self) -> None:
        """Throw the oldest notes away when there are too many."""
        if self.folder is None:
            return
        with suppress(OSError):
            notes = list(os.scandir(self.folder))
            if len(notes) > KEPT:
                notes.sort(key=lambda note: note.stat().st_mtime_ns)
                for note in notes[: -KEPT // 2]:
                    Path(note).unlink(missing_ok=True)

    def _path(self, about: tuple[object, ...]) -> Path:
        name = digest_of([_code(), sys.version_info[:2], *about])
        return Path(self.folder or "") / f"{name}.json"


@cache
def _code() -> str:
    """Return a digest of the modules that read: what other code noted isn't believed."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.blake2b(b"".join(map(Path.read_bytes, modules)), digest_size=8).hexdigest()


def _sum(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


class Disk:
    """Files and folders as they are at one moment; each is looked at once.

    Parameters
    ----------
    memory : Memory
        Knows the outlines of files read before.

    Attributes
    ----------
    files, folders : dict of str to str
        Digests of what was looked at, by path.
    """

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.files: dict[str, str] = {}
        self.folders: dict[str, str] = {}
        self._listings: dict[str, frozenset[str]] = {}

    def digest(self, path: str) -> str:
        """Return the digest of a file's bytes.

        Parameters
        ----------
        path : str
        """
        if path not in self.files:
            found = os.stat(path)  # noqa: PTH116 - thousands of times a command
            times = (found.st_mtime_ns, found.st_ctime_ns)
            stamp = (*times, found.st_size, found.st_ino)
            fresh = time.time_ns() - max(times) < TICK
            self.files[path] = _read_digest(path) if fresh else _remembered(path, *stamp)
        return self.files[path]

    def outline(self, path: Path) -> Outline:
        """Return the outline of a Python file.

        Parameters
        ----------
        path : Path
        """
        source = path.read_bytes()
        digest = self.files[str(path)] = _digest(source)
        told = self.memory.recall("outline", digest)
        if told is not None:
            return Outline.from_json(told)
        outline = outline_of(source)
        self.memory.note(outline.to_json(), "outline", digest)
        return outline

    def listing(self, folder: str) -> frozenset[str]:
        """Return the names of the Python files and folders in a folder.

        Parameters
        ----------
        folder : str
        """
        if folder not in self._listings:
            names = frozenset(_names(folder))
            self._listings[folder] = names
            self.folders[folder] = digest_of(sorted(names))
        return self._listings[folder]

    def seen(self) -> dict[str, dict[str, str]]:
        """Return all that was looked at, as it was."""
        return {"files": dict(self.files), "folders": dict(self.folders)}

    def still(self, seen: Mapping[str, Mapping[str, str]]) -> bool:
        """Tell whether all that was looked at once is as it was.

        Parameters
        ----------
        seen : mapping
            From `seen`.
        """
        for folder in seen["folders"]:
            self.listing(folder)
        try:
            same = all(self.digest(path) == known for path, known in seen["files"].items())
        except OSError:
            return False
        return same and all(self.folders[f] == known for f, known in seen["folders"].items())


def _names(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [
                entry.name
                for entry in entries
                if entry.name.endswith(".py")
                or (entry.name.isidentifier() and entry.name != "__pycache__" and entry.is_dir())
            ]
    except OSError:
        return []


@cache
def _remembered(path: str, *_: int) -> str:
    return _read_digest(path)


def _read_digest(path: str) -> str:
    return _digest(Path(path).read_bytes())


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()

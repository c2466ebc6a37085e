"""Keep finished clips by key, so that nothing is rendered twice and nothing half is seen.

Layout, below ``media/.calcml``::

    clips/<Scene>/<key>/    the files of one render and ``sidecar.json``; appears whole or not
    work/<random>/          one render's private media directory; its owner holds ``lock``
    locks/<key>.lock        held while somebody renders that key

All of it lies on one file system, so a rename publishes. A hit is believed only when size and
digest of each file are those of the sidecar.
"""

import fcntl
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from calcml.studio.files import described, make_writable
from calcml.studio.problems import StudioError, writing

__all__ = ["SIDECAR", "Clip", "Store", "open_store"]

SIDECAR = "sidecar.json"
KEPT = 3
POLL = 0.1


@dataclass(frozen=True)
class Clip:
    """One finished render in the store.

    Attributes
    ----------
    folder : Path
        Where its files lie.
    sidecar : mapping
        What is known of it: timeline, entries, versions, sizes and digests.
    """

    folder: Path
    sidecar: Mapping[str, Any]

    @property
    def files(self) -> tuple[Path, ...]:
        """The rendered files, in order."""
        return tuple(self.folder / name for name in self.sidecar["files"])


class Store:
    """The clips of one media directory.

    Parameters
    ----------
    media : Path
        The media directory; the store is its hidden part.
    """

    def __init__(self, media: Path) -> None:
        self.root = media.absolute() / ".calcml"

    def open(self) -> None:
        """Make the folders and remove what dead renders left behind.

        Raises
        ------
        StudioError
            When the folder cannot be written.
        """
        for name in ("clips", "locks", "work"):
            make_writable(self.root / name)
        with self.claimed("work"):
            for folder in (self.root / "work").iterdir():
                with suppress(OSError), (folder / "lock").open("a") as stream:
                    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)

    def find(self, scene: str, key: str) -> Clip | None:
        """Return the clip with this key if it is there and whole.

        Parameters
        ----------
        scene, key : str
            What to look for.

        Returns
        -------
        Clip or None
        """
        clip = _read(self.root / "clips" / scene / key)
        if clip is None or clip.sidecar.get("key") != key or not _whole(clip):
            return None
        with suppress(OSError):
            os.utime(clip.folder)
        return clip

    def latest(self, scene: str) -> Clip | None:
        """Return the scene's most recently used clip, for what its sidecar remembers.

        Parameters
        ----------
        scene : str
            Name of the scene.

        Returns
        -------
        Clip or None
        """
        clips = (clip for folder in self._entries(scene) if (clip := _read(folder)))
        return next((clip for clip in clips if not clip.sidecar.get("stills")), None)

    def publish(self, scene: str, key: str, folder: Path) -> Clip:
        """Move a finished render into the store, all at once.

        Parameters
        ----------
        scene, key : str
            What it is.
        folder : Path
            Its files and sidecar, on the same file system.

        Returns
        -------
        Clip
        """
        target = self.root / "clips" / scene / key
        with writing(self.root):
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                shutil.rmtree(target)
            folder.rename(target)
        for old in self._entries(scene)[KEPT * 2 :]:
            shutil.rmtree(old, ignore_errors=True)
        clip = _read(target)
        if clip is None:
            raise RuntimeError(f"a published clip has a sidecar, {target} has none")
        return clip

    def _entries(self, scene: str) -> list[Path]:
        folder = self.root / "clips" / scene
        entries = [path for path in folder.glob("*") if path.is_dir()]
        return sorted(entries, key=lambda path: path.stat().st_mtime_ns, reverse=True)

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """Give a private folder that vanishes afterwards.

        Yields
        ------
        Path
            An empty folder on the store's file system.
        """
        with self.claimed("work"), writing(self.root):
            folder = Path(tempfile.mkdtemp(dir=self.root / "work"))
            stream = (folder / "lock").open("w")
            fcntl.flock(stream, fcntl.LOCK_EX)
        try:
            with stream:
                yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def claimed(self, key: str, *, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Hold the lock of a key, so that two commands don't render the same clip.

        Parameters
        ----------
        key : str
            What is going to be rendered.
        waiting : callable
            Called again and again while another command holds the lock; may raise.
        """
        with writing(self.root):
            stream = (self.root / "locks" / f"{key}.lock").open("w")
        with stream:
            while not _locked(stream):
                waiting()
                time.sleep(POLL)
            yield


def _locked(stream: IO[str]) -> bool:
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(folder: Path) -> Clip | None:
    try:
        sidecar = json.loads((folder / SIDECAR).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    usable = isinstance(sidecar, dict) and isinstance(sidecar.get("files"), dict)
    return Clip(folder, sidecar) if usable else None


def _whole(clip: Clip) -> bool:
    try:
        return bool(clip.files) and described(clip.files) == clip.sidecar["files"]
    except OSError:
        return False


def open_store(output: Path | None) -> Store:
    """Return the store in ``media``, or in the chosen folder if ``media`` can't be written.

    Parameters
    ----------
    output : Path or None
        The folder chosen with ``-o``.

    Returns
    -------
    Store

    Raises
    ------
    StudioError
        When neither can be written.
    """
    store = Store(Path("media"))
    try:
        store.open()
    except StudioError:
        if output is None:
            raise
        store = Store(output)
        store.open()
    return store

"""A shelf of finished folders, found by key: each appears whole or not at all.

A folder holds the files of one clip, or of one beat, and a JSON file that describes them. A hit
is believed only when size and digest of each file are those described.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calcml.studio.files import described
from calcml.studio.problems import writing

__all__ = ["Clip", "Shelf"]


@dataclass(frozen=True)
class Clip:
    """One finished render, of a scene or of one of its beats.

    Attributes
    ----------
    folder : Path
        Where its files lie.
    sidecar : mapping
        What is known of it; ``key``, and ``files`` with sizes and digests, always are.
    """

    folder: Path
    sidecar: Mapping[str, Any]

    @property
    def files(self) -> tuple[Path, ...]:
        """The rendered files, in order."""
        return tuple(self.folder / name for name in self.sidecar["files"])


class Shelf:
    """The finished folders of one kind.

    Parameters
    ----------
    root : Path
        Has a folder for each scene, and in it one for each key.
    sidecar : str
        Name of the JSON file in each.
    """

    def __init__(self, root: Path, sidecar: str) -> None:
        self.root = root
        self.sidecar = sidecar

    def find(self, scene: str, key: str) -> Clip | None:
        """Return what has this key if it is there and whole, and take note that it was used.

        Parameters
        ----------
        scene, key : str
            What to look for.

        Returns
        -------
        Clip or None
        """
        clip = self._read(self.root / scene / key)
        if clip is None or clip.sidecar.get("key") != key or not _whole(clip):
            return None
        with suppress(OSError):
            os.utime(clip.folder)
        return clip

    def entries(self, scene: str) -> Iterator[Clip]:
        """Yield what there is of a scene, the most recently used first.

        Parameters
        ----------
        scene : str
            Name of the scene.

        Yields
        ------
        Clip
            Not looked into: its files may be harmed.
        """
        for folder in self._folders(scene):
            clip = self._read(folder)
            if clip is not None:
                yield clip

    def publish(self, scene: str, key: str, folder: Path) -> Clip:
        """Move a finished folder here, all at once.

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
        target = self.root / scene / key
        with writing(self.root):
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                shutil.rmtree(target)
            folder.rename(target)
        clip = self._read(target)
        if clip is None:
            raise RuntimeError(f"what is published has a sidecar, {target} has none")
        return clip

    def prune(self, scene: str, keep: int) -> None:
        """Remove all but the most recently used.

        Parameters
        ----------
        scene : str
            Name of the scene.
        keep : int
            How many stay.
        """
        for folder in self._folders(scene)[keep:]:
            shutil.rmtree(folder, ignore_errors=True)

    def _folders(self, scene: str) -> list[Path]:
        found = []
        for path in (self.root / scene).glob("*"):
            with suppress(FileNotFoundError):  # another command may prune at the same time
                if path.is_dir():
                    found.append((-path.stat().st_mtime_ns, path))
        return [path for _, path in sorted(found)]

    def _read(self, folder: Path) -> Clip | None:
        try:
            sidecar = json.loads((folder / self.sidecar).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        usable = isinstance(sidecar, dict) and isinstance(sidecar.get("files"), dict)
        return Clip(folder, sidecar) if usable else None


def _whole(clip: Clip) -> bool:
    try:
        return described(clip.files) == clip.sidecar["files"]
    except OSError:
        return False

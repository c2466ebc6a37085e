"""Put finished decks where the user wants them, and lose nothing that lies there already.

Decks are edited after they were made. So what calcml wrote is remembered by its digest, and only
what is still as it was written gives way without being asked for.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from calcml.studio.files import deliver, digest_of_file
from calcml.studio.problems import StudioError, place, writing
from calcml.studio.store import Store

__all__ = ["Outputs"]

MEMORY = "written.json"


class Outputs:
    """Where finished decks go.

    Parameters
    ----------
    store : Store
        Remembers what was written.
    force : bool
        Whether to replace whatever is there.
    """

    def __init__(self, store: Store, *, force: bool = False) -> None:
        self.memory = store.root / MEMORY
        self.force = force

    def require_free(self, target: Path) -> None:
        """Make sure, before the work begins, that nothing of a user's is in the way.

        Parameters
        ----------
        target : Path
            A file or folder that is going to be written.

        Raises
        ------
        StudioError
            When something is there that calcml did not write, or that was changed since.
        """
        if self.force or not _exists(target) or _is_empty(target):
            return
        if self._known().get(str(target.absolute())) != _digest(target):
            raise StudioError(
                f"{place(target)} is there already and was not made by calcml, or was changed "
                "since: choose another place with -o, or replace it with --force"
            )

    def deliver(self, source: Path, target: Path) -> None:
        """Put a finished file or folder in its place; it appears whole or not at all.

        Parameters
        ----------
        source : Path
            A file or folder.
        target : Path
            Its name for the user.

        Raises
        ------
        StudioError
            When it is not free, or cannot be written.
        """
        self.require_free(target)
        if target.is_dir() and source.is_file():
            raise StudioError(f"{place(target)} is a folder: name a file with -o")
        if source.is_dir():
            _deliver_folder(source, target)
        else:
            deliver(source, target)
        self._remember(target)

    def _known(self) -> dict[str, str]:
        try:
            known = json.loads(self.memory.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def _remember(self, target: Path) -> None:
        known = {path: digest for path, digest in self._known().items() if Path(path).exists()}
        known[str(target.absolute())] = _digest(target)
        part = self.memory.with_suffix(f".{os.getpid()}.part")
        with writing(self.memory.parent):
            part.write_text(json.dumps(known, indent=1), encoding="utf-8")
            part.replace(self.memory)


def _deliver_folder(source: Path, target: Path) -> None:
    """Copy beside the target first, then exchange names; what was there goes last."""
    with writing(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        try:
            _copy(source, room / "new")
            if _exists(target):
                target.rename(room / "old")
            try:
                (room / "new").rename(target)
            except OSError:
                with suppress(OSError):
                    (room / "old").rename(target)
                raise
        finally:
            shutil.rmtree(room, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    """Copy a folder, and stop at the first failure: a device that is full stays full."""
    target.mkdir()
    for path in source.iterdir():
        if path.is_dir():
            _copy(path, target / path.name)
            continue
        try:
            (target / path.name).hardlink_to(path)
        except OSError:
            shutil.copyfile(path, target / path.name)


def _exists(target: Path) -> bool:
    return target.exists() or target.is_symlink()


def _is_empty(target: Path) -> bool:
    return target.is_dir() and not any(target.iterdir())


def _digest(target: Path) -> str:
    """Digest a file, or a folder by the names and contents of its files."""
    if target.is_dir():
        told = json.dumps([
            (str(path.relative_to(target)), digest_of_file(path)) for path in _files(target)
        ])  # fmt: skip
        return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()
    return digest_of_file(target)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())

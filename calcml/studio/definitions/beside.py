"""The files that lie beside a scene file, and which of them its code names."""

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import cache
from os import scandir
from pathlib import Path

from calcml.studio.definitions.memory import digest_of

__all__ = ["Beside"]

_PLACEHOLDER = re.compile(r"\{[^{}]*\}|%[-+ #0-9.]*[a-z]")
_LISTS = frozenset({"glob", "iglob", "iterdir", "listdir", "rglob", "scandir"})
_CODE = (".py", ".pyc")


class Beside:
    """Tables, pictures and the like in a folder, and one folder deep.

    Parameters
    ----------
    folder : Path
        Where the scene file lies.

    Attributes
    ----------
    files : tuple of Path
    digest : str
        Of their names.
    """

    def __init__(self, folder: Path) -> None:
        self.files = tuple(sorted(_files(folder, deeper=True)))
        self.digest = digest_of([str(path) for path in self.files])
        self._folder = folder

    def named_in(self, strings: Iterable[str], attributes: Iterable[str]) -> tuple[str, ...]:
        """Return the files that strings name, or might name when they are put together.

        Parameters
        ----------
        strings : iterable of str
            A file's name; a pattern, or the end of a name put together while the scene runs;
            or the name of its folder.
        attributes : iterable of str
            All count if one of these lists a folder.

        Returns
        -------
        tuple of str
            Paths, sorted.
        """
        if not _LISTS.isdisjoint(attributes):
            return tuple(map(str, self.files))
        texts = sorted(strings)
        every = "\n".join(texts)
        wild = {pattern for text in texts if (pattern := _pattern(text))}
        ends = {_last(text.rstrip("/\\")) for text in texts}
        return tuple(
            str(path)
            for path in self.files
            if path.name in every
            or any(fnmatch(path.name, pattern) for pattern in wild)
            or (path.parent != self._folder and path.parent.name in ends)
        )


@cache
def _pattern(text: str) -> str:
    """Return the pattern of names in a text; an ending such as ``.csv`` is one too."""
    last = _last(_PLACEHOLDER.sub("*", text) if "{" in text or "%" in text else text)
    if "." not in last or " " in last:
        return ""
    if "*" in last or "?" in last:
        return last
    return f"*{last}" if last.startswith(".") else ""


def _last(text: str) -> str:
    return text.replace("\\", "/").rpartition("/")[2]


def _files(folder: Path, *, deeper: bool) -> Iterator[Path]:
    try:
        entries = list(scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            if deeper and entry.name != "__pycache__":
                yield from _files(Path(entry.path), deeper=False)
        elif not entry.name.endswith(_CODE):
            yield Path(entry.path)

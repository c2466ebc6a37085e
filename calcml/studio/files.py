"""Finished files: their digests, and putting them where the user wants them, whole."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from calcml.studio.problems import StudioError, place, writing

__all__ = [
    "deliver", "described", "digest_of_file", "make_writable", "stamp", "told_json", "written",
]  # fmt: skip

_DEEPEST = 2  # fields within fields that have lines of their own


def digest_of_file(path: Path) -> str:
    """Return a digest of the file's bytes.

    Parameters
    ----------
    path : Path
        An existing file.

    Returns
    -------
    str
        32 hexadecimal digits.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def stamp(path: Path) -> tuple[int, int]:
    """Return what changes when a file is written: its time and size.

    Parameters
    ----------
    path : Path
        An existing file.

    Returns
    -------
    tuple of int
    """
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def described(files: tuple[Path, ...]) -> dict[str, dict[str, Any]]:
    """Return size and digest of each file, by name.

    Parameters
    ----------
    files : tuple of Path
        Existing files.

    Returns
    -------
    dict
        ``{"SecantToTangent.mp4": {"bytes": 123, "blake2b": "…"}}``
    """
    return {
        path.name: {"bytes": path.stat().st_size, "blake2b": digest_of_file(path)} for path in files
    }


def told_json(told: Mapping[str, Any]) -> str:
    """Write plain data as JSON that people can read and machines need not wade through.

    Parameters
    ----------
    told : mapping of str to object
        Plain data; NaN and infinities are refused.

    Returns
    -------
    str
        A field on each line, and each item of a list of records on a line of its own.

    Examples
    --------
    >>> print(told_json({"a": 1, "b": [{"c": 2}, {"d": 3}]}))
    {
     "a": 1,
     "b": [
      {"c": 2},
      {"d": 3}
     ]
    }
    """
    return _told(told, 0)


def _told(value: Any, depth: int) -> str:
    inner, outer = "\n" + " " * (depth + 1), "\n" + " " * depth
    if isinstance(value, Mapping) and value and depth < _DEEPEST:
        fields = (f"{json.dumps(k)}: {_told(v, depth + 1)}" for k, v in value.items())
        return "{" + inner + ("," + inner).join(fields) + outer + "}"
    if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
        items = (_flat(item) for item in value)
        return "[" + inner + ("," + inner).join(items) + outer + "]"
    return _flat(value)


def _flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def make_writable(folder: Path) -> None:
    """Make a folder, and make sure before the work begins that it can be written.

    Parameters
    ----------
    folder : Path
        Where results will go.

    Raises
    ------
    StudioError
        When it cannot be made or written.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass


def deliver(source: Path, target: Path) -> None:
    """Put a finished file where the user wants it; it appears whole or not at all.

    Parameters
    ----------
    source : Path
        A finished file.
    target : Path
        Its name for the user; replaced if there.

    Raises
    ------
    StudioError
        When the folder cannot be written.
    """
    with writing(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.samefile(source):
            return
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            try:
                part.hardlink_to(source)
            except OSError:
                shutil.copyfile(source, part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def written(target: Path, text: str) -> None:
    """Write a text where the user wants it; it appears whole or not at all.

    Parameters
    ----------
    target : Path
        A file; replaced if there.
    text : str

    Raises
    ------
    StudioError
        When it cannot be written.
    """
    if target.is_dir():
        raise StudioError(f"{place(target)} is a folder: name a file with -o")
    make_writable(target.absolute().parent)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    with writing(target.parent):
        try:
            part.write_text(text, encoding="utf-8")
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)

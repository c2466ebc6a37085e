"""What can go wrong between a lecture file and a video, as errors with one message each.

::

    CalcmlError
    └── StudioError         the command cannot do what was asked: exit code 2
        └── DiskFull        no space is left where clips are written
"""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

from calcml.core.errors import CalcmlError

__all__ = ["FULL", "DiskFull", "StudioError", "nearest", "place", "writing"]

FULL = {errno.ENOSPC, errno.EDQUOT}
"""What the system says when a device or a quota is full."""


class StudioError(CalcmlError):
    """The command cannot do what was asked; the message says why and what to do."""


class DiskFull(StudioError):  # noqa: N818 - reads as what happened
    """No space is left on the device that holds the clips."""

    @classmethod
    def on(cls, folder: Path) -> "DiskFull":
        """Return the error for the device that holds a folder."""
        return cls(
            f"no space left on the device of {place(folder)}: free some space, "
            "or choose another folder with -o"
        )


def place(path: Path) -> str:
    """Return ``path`` as a reader would type it: relative to here when that is shorter.

    Parameters
    ----------
    path : Path
        A file or folder.

    Returns
    -------
    str
        The shorter of the absolute and the relative spelling.

    Examples
    --------
    >>> place(Path.cwd() / "scenes" / "lecture.toml")
    'scenes/lecture.toml'
    """
    absolute = str(path.absolute())
    relative = os.path.relpath(absolute)
    return relative if len(relative) <= len(absolute) else absolute


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint naming the known word closest to ``name``.

    Parameters
    ----------
    name : str
        What was typed.
    known : iterable of str
        What would have been understood.

    Returns
    -------
    str
        ``"did you mean X?"``, or the list of known words when none is close.

    Examples
    --------
    >>> nearest("SecantToTangnt", ["LimitZoom", "SecantToTangent"])
    'did you mean SecantToTangent?'
    >>> nearest("q", ["dark", "light"])
    'choose from dark, light'
    """
    words = list(known)
    folded = {word.casefold(): word for word in words}
    close = get_close_matches(name.casefold(), folded, n=1)
    if close:
        return f"did you mean {folded[close[0]]}?"
    return f"choose from {', '.join(words)}" if words else "there is none"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn a failure to write below ``folder`` into one clear message.

    Parameters
    ----------
    folder : Path
        Where the block writes.

    Raises
    ------
    DiskFull
        When the device is full.
    StudioError
        When the folder cannot be written for another reason.
    """
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise DiskFull.on(folder) from error
        raise StudioError(
            f"cannot write to {place(folder)}: {error.strerror or error}; "
            "choose another folder with -o"
        ) from error

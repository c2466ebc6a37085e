"""Open a finished file with the desktop's own program."""

import shutil
import subprocess
import sys
from pathlib import Path

from calcml.studio.problems import place

__all__ = ["open_file"]


def open_file(path: Path) -> None:
    """Show a file to the user, or say where it is when there is no desktop.

    Parameters
    ----------
    path : Path
        A finished file.
    """
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        print(f"calcml: found no program to open files; it is {place(path)}", file=sys.stderr)
        return
    subprocess.Popen(  # noqa: S603 - the desktop's opener, and a file of ours
        [opener, str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

"""The files of a scene's project: where its modules are looked for, and which it may need."""

import os
from pathlib import Path

from calcml.studio.definitions import Memory

__all__ = ["PACKAGE", "checkout", "folders_for", "memory_for", "project_root"]

PACKAGE = Path(__file__).parents[1]
MARKERS = ("manim.cfg", "pyproject.toml", ".git")
STORE = "media/.calcml"
"""What was read off the sources is remembered there, if it is there."""


def project_root(file: Path) -> Path:
    """Return the folder that Manim is run in for a scene file: where ``manim.cfg`` lies.

    Parameters
    ----------
    file : Path
        A scene file or a lecture file.

    Returns
    -------
    Path
        The nearest folder above with a ``manim.cfg``, project file or repository, else the
        file's own folder.
    """
    folder = file.resolve().parent
    for candidate in (folder, *folder.parents):
        if any((candidate / marker).exists() for marker in MARKERS):
            return candidate
    return folder


def checkout() -> tuple[Path, ...]:
    """Return the folder around calcml when it is run from its sources, else nothing.

    Returns
    -------
    tuple of Path
    """
    folder = PACKAGE.parent
    return (folder,) if (folder / "pyproject.toml").is_file() else ()


def folders_for(file: Path) -> tuple[Path, ...]:
    """Return the folders whose modules belong to a scene file's project.

    A worker, which finds calcml through its path, gets the same answer as the command.

    Parameters
    ----------
    file : Path
        A scene file, absolute.

    Returns
    -------
    tuple of Path
        Its own, that of a checkout of calcml, and those of the environment.
    """
    given = map(Path, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    others = (path for path in given if path.is_absolute() and path != PACKAGE.parent)
    return tuple(dict.fromkeys((file.parent, *checkout(), *others)))


def memory_for(file: Path) -> Memory:
    """Return the memory of what was read off the sources of a project.

    Parameters
    ----------
    file : Path
        A scene file.

    Returns
    -------
    Memory
        In the store of the folder that we are in, else of the project; empty without one.
    """
    stores = (Path(STORE).absolute(), project_root(file) / STORE)
    return Memory(next((store / "sources" for store in stores if store.is_dir()), None))

"""Where the modules that a scene file imports are looked for."""

import os
from pathlib import Path

__all__ = ["PACKAGE", "checkout", "folders_for"]

PACKAGE = Path(__file__).parents[1]


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

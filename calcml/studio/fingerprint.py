"""The key of a clip: a digest of everything its frames depend on.

Manim's own cache misses most ways to change a scene, so a clip is found again only when the
sources, the versions, the quality and the theme are all what they were. Computing the key
imports neither Manim nor SymPy.
"""

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from calcml.studio.catalogue import SceneCard
from calcml.studio.files import digest_of_file, stamp
from calcml.studio.quality import Quality
from calcml.studio.sources import PACKAGE, data_of, sources_of

__all__ = ["project_root", "scene_key", "versions"]

SCHEMA = 1
LIBRARIES = (
    "manim", "numpy", "sympy", "typst", "av", "pycairo", "manimpango", "scipy", "pillow",
)  # fmt: skip
MARKERS = ("manim.cfg", "pyproject.toml", ".git")


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


@cache
def versions() -> Mapping[str, str]:
    """Return the versions that can change a frame or a number.

    Returns
    -------
    mapping of str to str
        Python, the machine, and each library that is installed.
    """
    found = {"python": platform.python_version(), "machine": platform.machine()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def scene_key(card: SceneCard, quality: Quality, theme: str, *, stills: bool = False) -> str:
    """Return the key of a scene's clip.

    Parameters
    ----------
    card : SceneCard
        The scene.
    quality : Quality
        Size and frame rate.
    theme : str
        ``dark`` or ``light``.
    stills : bool
        Whether pictures of the beats are meant instead of the clip.

    Returns
    -------
    str
        32 hexadecimal digits.
    """
    told = {
        "schema": SCHEMA,
        "scene": card.name,
        "parameters": {},
        "quality": [quality.width, quality.height, quality.fps],
        "theme": theme,
        "stills": stills,
        "versions": dict(versions()),
        "sources": _digest_of(sources_of(card.file)),
        "around": _digest_of(_around(card.file)),
    }
    text = json.dumps(told, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _digest_of(files: Iterable[Path]) -> str:
    sums = hashlib.blake2b(digest_size=16)
    for path in files:
        sums.update(f"{path.name}\0{_remembered(path, stamp(path))}\0".encode())
    return sums.hexdigest()


@cache
def _remembered(path: Path, _: tuple[int, int]) -> str:
    return digest_of_file(path)


def _around(file: Path) -> tuple[Path, ...]:
    """List what a scene can read besides modules: its data, assets, Manim's settings."""
    root = project_root(file)
    settings = (root / "manim.cfg", Path.home() / ".config/manim/manim.cfg")
    return (
        *data_of(file),
        *sorted((*_files(PACKAGE / "assets"), *_files(root / "assets"))),
        *(path for path in settings if path.is_file()),
    )


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")

"""The key of a clip: a digest of everything its frames depend on.

Manim's own cache misses most ways to change a scene, so a clip is found again only when the
sources, the versions, the quality and the theme are all what they were. Computing the key
imports neither Manim nor SymPy.
"""

import ast
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

__all__ = ["beat_keys", "beats_of", "project_root", "scene_key", "versions"]

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


def beats_of(card: SceneCard) -> tuple[str, ...]:
    """Return the beats of a scene whose ``construct`` only tells one after the other.

    Parameters
    ----------
    card : SceneCard
        The scene.

    Returns
    -------
    tuple of str
        Empty when what ``construct`` does cannot be read off.
    """
    tree = ast.parse(card.file.read_bytes())
    scene = next(
        (c for c in tree.body if isinstance(c, ast.ClassDef) and c.name == card.name), None
    )
    methods = {m.name: m for m in (scene.body if scene else ()) if isinstance(m, ast.FunctionDef)}
    beats = {
        name for name, m in methods.items() if [*map(ast.unparse, m.decorator_list)] == ["beat"]
    }
    told = (
        [ast.unparse(step) for step in methods["construct"].body] if "construct" in methods else []
    )
    names = tuple(step.removeprefix("self.").removesuffix("()") for step in told)
    straight = told == [f"self.{name}()" for name in names] and set(names) <= beats
    return names if straight and len(set(names)) == len(names) else ()


def beat_keys(
    card: SceneCard, quality: Quality, theme: str, *, stills: bool = False
) -> dict[str, str]:
    """Return the key of what each beat of a scene shows.

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
    dict of str to str
        Beat to 32 hexadecimal digits, in the order of the telling; one entry without a name for
        a scene whose beats cannot be read off.
    """
    told = {
        "schema": SCHEMA,
        "scene": card.name,
        "quality": [quality.width, quality.height, quality.fps],
        "theme": theme,
        "stills": stills,
        "versions": dict(versions()),
        "sources": _digest_of(sources_of(card.file)),
        "around": _digest_of(_around(card.file)),
    }
    names = beats_of(card) or ("",)
    return {name: _digest({**told, "beats": names[:count]}) for count, name in enumerate(names, 1)}


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
    return _digest(list(beat_keys(card, quality, theme, stills=stills).items()))


def _digest(told: object) -> str:
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

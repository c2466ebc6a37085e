"""The keys of a scene: digests of everything its frames depend on.

Manim's own cache misses most ways to change a scene, so pictures are found again only when all
code that can run, the data it names, the versions, the quality and the theme are what they were.
What a beat shows depends on nothing that is told after it. Computing keys imports neither Manim
nor SymPy.
"""

import ast
import json
import platform
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType
from typing import Any

from calcml.studio.catalogue import SceneCard
from calcml.studio.definitions import Answer, Question, digest_of
from calcml.studio.files import digest_of_file, stamp
from calcml.studio.looks import USUAL, Look
from calcml.studio.quality import Quality
from calcml.studio.sources import PACKAGE, checkout, folders_for, memory_for, project_root

__all__ = [
    "beat_keys", "beats_of", "key_of", "project_root", "question_of", "scene_key", "versions",
]  # fmt: skip

SCHEMA = 2
LIBRARIES = (
    "manim", "numpy", "sympy", "typst", "av", "pycairo", "manimpango", "scipy", "pillow",
)  # fmt: skip
DRAWING = ("drawing.py", "filming.py", "joining.py", "segments.py", "splices.py")
"""Modules of the studio that have a hand in every picture."""
NOTHING_SAID = MappingProxyType[str, float]({})
DECKS = "decks"
"""A folder of assets that only pictures show whose scene files import `calcml.decks`."""


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
    return _answer(card).beats


def beat_keys(
    card: SceneCard,
    quality: Quality,
    theme: str,
    *,
    stills: bool = False,
    look: Look = USUAL,
    narration: Mapping[str, float] = NOTHING_SAID,
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
    look : Look
        What the picture leaves out or adds.
    narration : mapping of str to float
        How many seconds each beat is spoken to.

    Returns
    -------
    dict of str to str
        Beat to 32 hexadecimal digits, in the order of the telling; one entry without a name for
        a scene whose beats cannot be read off.
    """
    answer = _answer(card)
    same = {
        "schema": SCHEMA,
        "scene": card.name,
        "quality": [quality.width, quality.height, quality.fps],
        "theme": theme,
        "stills": stills,
        "around": _digest_of(_around(card.file), theme),
        **({"parameters": dict(card.parameters)} if card.parameters else {}),
        **({"look": look.told()} if look.told() else {}),
    }
    names = answer.beats or ("",)
    return {
        name: digest_of({
            **same,
            "beats": names[:count],
            "code": step.digest,
            "data": _digest_of(map(Path, step.data), theme),
            "versions": {**versions(), **_other_versions(step.libraries)},
            **_spoken(name, narration),
        })
        for count, (name, step) in enumerate(zip(names, answer.steps, strict=True), 1)
    }  # fmt: skip


def scene_key(card: SceneCard, quality: Quality, theme: str, *, stills: bool = False) -> str:
    """Return the key of a scene's clip: it changes when the key of one of its beats does.

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
    return key_of(beat_keys(card, quality, theme, stills=stills))


def key_of(beats: Mapping[str, str]) -> str:
    """Return the key of a clip that is made of beats.

    Parameters
    ----------
    beats : mapping of str to str
        The key of each, in order.

    Returns
    -------
    str
        32 hexadecimal digits.
    """
    return digest_of(list(beats.items()))


def _spoken(beat: str, narration: Mapping[str, float]) -> dict[str, Any]:
    """Return what a beat's length owes to what is said in it; a whole scene's, to all of it."""
    said = {beat: narration[beat]} if beat in narration else {}
    said = said if beat else dict(narration)
    return {"narration": said} if said else {}


def _answer(card: SceneCard) -> Answer:
    return question_of(card).answer(memory_for(card.file))


def question_of(card: SceneCard) -> Question:
    """Ask what a scene of this installation depends on.

    Parameters
    ----------
    card : SceneCard
        The scene.

    Returns
    -------
    Question
    """
    return Question(
        card.file,
        card.name,
        package=PACKAGE,
        folders=folders_for(card.file),
        drawing=tuple(p for name in DRAWING if (p := PACKAGE / "studio" / name).is_file()),
    )


def _other_versions(modules: Iterable[str]) -> dict[str, str]:
    """Return the versions of libraries that only some scenes use."""
    others = (name for name in modules if name not in {*sys.stdlib_module_names, *LIBRARIES})
    return {name: found for name in others if (found := _version_of(name))}


@cache
def _version_of(name: str) -> str:
    try:
        return version(name) if name else ""
    except (PackageNotFoundError, ValueError):
        return ""


def _digest_of(files: Iterable[Path], theme: str) -> str:
    """Digest files by name and content, the same wherever they lie."""
    return digest_of(sorted({(p.name, _remembered(p, theme, stamp(p))) for p in files}))


@cache
def _remembered(path: Path, theme: str, _: tuple[int, int]) -> str:
    """Digest a file; of the palettes only the theme's own."""
    if path.name == "palettes.toml":
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        if theme in tables:
            return digest_of(json.dumps(tables[theme], default=str))
    return digest_of_file(path)


def _around(file: Path) -> tuple[Path, ...]:
    """List what every scene can read besides modules: assets, and Manim's settings."""
    root = project_root(file)
    settings = (root / "manim.cfg", Path.home() / ".config/manim/manim.cfg")
    assets = dict.fromkeys(folder / "assets" for folder in (PACKAGE, *checkout(), root))
    return (
        *(path for folder in assets for path in sorted(_files(folder)) if _is_seen(path, folder)),
        *(_claims() if _tells_of_decks(file, stamp(file)) else ()),
        *(path for path in settings if path.is_file()),
    )


def _is_seen(path: Path, assets: Path) -> bool:
    return path.relative_to(assets).parts[0] != DECKS


def _claims() -> Iterator[Path]:
    for folder in (PACKAGE, *checkout()):
        yield from sorted(_files(folder / "assets" / DECKS))


@cache
def _tells_of_decks(file: Path, _: tuple[int, int]) -> bool:
    """Tell whether a scene file imports what the source decks claim."""
    try:
        tree = ast.parse(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError):
        return False
    modules = (node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    names = (a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names)
    return any(f"{name}.".startswith(f"calcml.{DECKS}.") for name in (*modules, *names))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")

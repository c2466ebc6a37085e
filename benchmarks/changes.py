"""Print what has to be drawn again after a change: change → scenes and beats whose key changes.

``python benchmarks/changes.py`` works on a copy of the project in a temporary folder, with the
calcml of that copy. Nothing is drawn: what keeps its key is found in the store. Changes that are
named by their ``what`` are tried alone; ``--json`` tells the beats by change and scene.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from unittest.mock import patch

from calcml.studio import fingerprint
from calcml.studio.catalogue import catalogue
from calcml.studio.fingerprint import beat_keys
from calcml.studio.lecture_file import read_lecture_file
from calcml.studio.quality import QUALITIES

__all__ = ["Change", "changed_beats", "changes", "copied", "table"]

ROOT = Path(__file__).parents[1]
COPIED = ("calcml", "scenes", "assets", "manim.cfg", "pyproject.toml")

Keys = Mapping[str, Mapping[str, str]]
"""Scene to beat to key."""


@dataclass(frozen=True)
class Change:
    """An edit of one file.

    Attributes
    ----------
    what : str
        In words.
    file : str
        From the project's root; or ``theme``, ``quality`` or ``version``.
    pattern : str
        A regular expression for what is replaced first.
    by : str
        Its replacement.
    """

    what: str
    file: str
    pattern: str = ""
    by: str = ""

    def edited(self, text: str) -> str:
        """Return the file's text with the change.

        Parameters
        ----------
        text : str
        """
        changed, count = re.subn(self.pattern, self.by, text, count=1, flags=re.MULTILINE)
        if not count:
            raise ValueError(f"{self.what}: {self.file} must have {self.pattern!r}, got none")
        return changed


def changes() -> tuple[Change, ...]:
    """Return the changes that are tried, in order.

    Returns
    -------
    tuple of Change
        From ``changes.toml``.
    """
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(Change(**change) for change in told["change"])


def copied(folder: Path) -> Path:
    """Copy what keys depend on into a folder.

    Parameters
    ----------
    folder : Path
        Empty.

    Returns
    -------
    Path
        The folder.
    """
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, folder / name)
    (folder / "media/.calcml").mkdir(parents=True)
    return folder


def table(root: Path, tried: Iterable[Change]) -> Iterator[tuple[Change, Keys, Keys, float]]:
    """Make one change after the other, each undone, and compare keys.

    Parameters
    ----------
    root : Path
        A copy of the project; its calcml is the one imported here.
    tried : iterable of Change

    Yields
    ------
    tuple of (Change, Keys, Keys, float)
        The change, the keys without and with it, and the seconds of computing the latter.
    """
    before = _keys(root)
    for change in tried:
        file = root / change.file
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        if text:
            file.write_text(change.edited(text), encoding="utf-8")
        started = time.process_time()
        after = _keys(root, change.file)
        seconds = time.process_time() - started
        if text:
            file.write_text(text, encoding="utf-8")
        yield change, before, after, seconds


def _keys(root: Path, changed: str = "") -> Keys:
    quality = QUALITIES["m" if changed == "quality" else "h"]
    theme = "light" if changed == "theme" else "dark"
    fingerprint.versions.cache_clear()
    with patch.object(fingerprint, "version", _newer if changed == "version" else version):
        cards = catalogue(read_lecture_file(root / "scenes/lecture.toml"))
        return {card.name: beat_keys(card, quality, theme) for card in cards}


def _newer(name: str) -> str:
    return "99" if name == "sympy" else version(name)


def changed_beats(before: Keys, after: Keys) -> dict[str, list[int]]:
    """Return the numbers of the beats whose keys differ, by scene.

    Parameters
    ----------
    before, after : Keys

    Returns
    -------
    dict of str to list of int
        Counted from 1; only scenes with a difference.
    """
    found = {
        scene: [n for n, beat in enumerate(beats, 1) if after[scene].get(beat) != beats[beat]]
        for scene, beats in before.items()
    }
    return {scene: numbers for scene, numbers in found.items() if numbers}


def _told(before: Keys, after: Keys) -> str:
    """Say which beats of which scenes, in short."""
    found = changed_beats(before, after)
    everything = {scene: list(range(1, len(beats) + 1)) for scene, beats in before.items()}
    if found == everything:
        return f"all {len(before)} scenes"
    scenes = (
        scene if numbers == everything[scene] else f"{scene} (beats {', '.join(map(str, numbers))})"
        for scene, numbers in found.items()
    )
    return ", ".join(scenes) or "none"


def _run(root: Path, names: Sequence[str], *, as_json: bool) -> None:
    rows = list(table(root, [c for c in changes() if not names or c.what in names]))
    if as_json:
        print(json.dumps({change.what: changed_beats(b, a) for change, b, a, _ in rows}))
        return
    width = max(len(change.what) for change, *_ in rows)
    print(f"{'change':{width}}  CPU s  drawn again")
    for change, before, after, seconds in rows:
        print(f"{change.what:{width}}  {seconds:5.2f}  {_told(before, after)}")


def main() -> None:
    """Copy the project and print the table in a process that imports the copy."""
    if "--copy" in sys.argv:
        names = [word for word in sys.argv[1:-2] if not word.startswith("--")]
        _run(Path(sys.argv[-1]), names, as_json="--json" in sys.argv)
        return
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder).resolve())
        command = [sys.executable, "-P", __file__, *sys.argv[1:], "--copy", str(root)]
        environment = {**os.environ, "PYTHONPATH": str(root)}
        subprocess.run(command, cwd=root, env=environment, check=True)


if __name__ == "__main__":
    main()

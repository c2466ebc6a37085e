"""Whatever runs while a scene is drawn was reached by following names, beat by beat."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from calcml.studio.catalogue import SceneCard
from calcml.studio.definitions import Disk, Memory, Project
from calcml.studio.fingerprint import question_of
from calcml.studio.sources import PACKAGE

ROOT = PACKAGE.parent
SMALL = {
    "dry_run": True,
    "frame_rate": 5,
    "pixel_width": 320,
    "pixel_height": 180,
    "progress_bar": "none",
    "verbosity": "ERROR",
}


def names_of(code: CodeType) -> tuple[str, str]:
    """Return the top-level definition that a piece of code is in, and its method."""
    top, _, rest = code.co_qualname.partition(".")
    return top, rest.partition(".")[0]


def ours(code: CodeType) -> bool:
    drawn = code.co_filename.startswith((str(PACKAGE / "stage"), str(PACKAGE / "lessons")))
    return drawn or code.co_filename.startswith((str(PACKAGE / "core"), str(ROOT / "scenes")))


def told(scene: Any) -> Iterator[set[CodeType]]:
    """Draw a scene; give what had run by the end of each beat."""
    met: set[CodeType] = set()
    moments: list[set[CodeType]] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            met.add(frame.f_code)

    scene.beat_ended = lambda *_: moments.append(set(met))
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        scene.render()
    finally:
        sys.setprofile(before)
    yield from moments


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "name"), [("derivative.py", "SecantToTangent"), ("limits.py", "ReciprocalBothSides")]
)
def test_what_runs_was_reached(file: str, name: str) -> None:
    manim = pytest.importorskip("manim")
    path = ROOT / "scenes" / file
    question = question_of(SceneCard(name=name, chapter="c", file=path, sentence="s", lesson=None))
    project = Project(PACKAGE, question.folders, Disk(Memory(None)))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with manim.tempconfig(SMALL):
        moments = told(getattr(module, name)())
        for (beat, reach), met in zip(question.followed(project), moments, strict=True):
            files = {path: project.module(path) for path, _ in reach.nodes}
            reached = {
                (path, part.owner or part.names[0], part.names[0] if part.owner else "")
                for path, place in reach.nodes
                for part in [files[path].parts[place]]
            }
            functions = {(path, top) for path, top, _ in reached}
            for code in filter(ours, met):
                where, (top, method) = Path(code.co_filename), names_of(code)
                if (top, method) == (name, "construct") or top.startswith("<"):
                    continue
                assert (where, top) in functions, f"{beat}: {code.co_qualname}"
                if method and method in {p.names[0] for p in files[where].parts if p.owner == top}:
                    assert (where, top, method) in reached, f"{beat}: {code.co_qualname}"

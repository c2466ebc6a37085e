"""What a change of this very project draws again: ``benchmarks/changes.py`` says it."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from calcml.studio.fingerprint import DRAWING
from calcml.studio.sources import PACKAGE

ROOT = PACKAGE.parent
SECANT = {"SecantToTangent": [1, 2, 3, 4, 5, 6]}
NONE: dict[str, list[int]] = {}
ALL = "all"
MOST = "most"
WITHOUT_FUNCTIONS = {
    "AgendaRoadmap",
    "BackpropagationTwoLayers",
    "ChapterCard",
    "ErrorTaxonomy",
    "MachineEpsilonNumberLine",
}

EXPECTED = {
    "nothing": NONE,
    "a comment in core/functions.py": NONE,
    "docstring of a core function": NONE,
    "a core function nobody uses yet": NONE,
    "a parameter's default: SecantToTangent.at": SECANT,
    "first beat of SecantToTangent": SECANT,
    "fourth beat of SecantToTangent": {"SecantToTangent": [4, 5, 6]},
    "last beat of SecantToTangent": {"SecantToTangent": [6]},
    "a scene added to scenes/limits.py": NONE,
    "default argument in stage/panels.card": ALL,
    "the camera of all scenes: stage/space/camera": ALL,
    "what all lessons are: lessons/lesson.Lesson": ALL,
    "core/functions._DEEPEST": MOST,
    "a message of the studio": NONE,
    "how the studio films": ALL,
    "colour of the dark palette": ALL,
    "colour of the light palette": NONE,
    # The recap reads the claims' files, and so counts those beside it that are of their kind.
    "title of the lecture": {"LectureTitle": [1, 2, 3], "ErrataRecap": [1, 2, 3, 4]},
    "manim.cfg": ALL,
    "theme light": ALL,
    "quality m": ALL,
    "version of SymPy": ALL,
}
SCENES = {
    "a caption of LimitZoom": {"LimitZoom"},
    "module constant lessons/zoom_boxes._ROOM": {"LimitZoom"},
    "module constant lessons/quadratics.PARABOLA": {
        "AscentVersusDescent",
        "CriticalPoints",
        "EquallyFast",
        "GradientAscentSteps",
        "GradientDescentSteps",
        "LearningRateComparison",
        "LearningRateQuizHigh",
        "LearningRateQuizSmall",
        "LearningRateRegimes",
    },
    "constant of stage/listings": {
        "CreditsAndReferences",
        "DifferenceQuotientCode",
        "ErrataRecap",
        "SqrtEpsilonStep",
    },
    "constant of stage/lenses": {"LimitZoom", "GradientDescentSteps"},
    "constant of stage/arrowfields": {"GaussianGradientField"},
}
TRIED = {
    "nothing",
    "a parameter's default: SecantToTangent.at",
    "fourth beat of SecantToTangent",
    "default argument in stage/panels.card",
    "core/functions._DEEPEST",
    "a message of the studio",
    "title of the lecture",
    "theme light",
    "a caption of LimitZoom",
    "module constant lessons/quadratics.PARABOLA",
}
"""The sample; the others are tried with ``--every``."""


def _in_short(
    told: dict[str, list[int]], everything: dict[str, list[int]]
) -> dict[str, list[int]] | str:
    """Return the beats, or that they are all, or all of the scenes that have a function."""
    if told == everything:
        return ALL
    most = {scene: beats for scene, beats in everything.items() if scene not in WITHOUT_FUNCTIONS}
    return MOST if told == most else told


@pytest.fixture
def told(pytestconfig: pytest.Config) -> dict[str, dict[str, list[int]]]:
    """Return the beats whose keys differ, by change and scene."""
    names = [] if pytestconfig.getoption("--every") else sorted(TRIED)
    command = [sys.executable, str(ROOT / "benchmarks/changes.py"), "--json", *names]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.slow
def test_a_change_draws_again_what_depends_on_it(told: dict[str, dict[str, list[int]]]) -> None:
    everything, hits = told["theme light"], EXPECTED | SCENES
    tried = set(hits) & set(told)
    assert tried in (TRIED, set(hits))
    found = {
        what: set(told[what]) if what in SCENES else _in_short(told[what], everything)
        for what in tried
    }
    assert found == {what: hits[what] for what in tried}


def test_what_draws_in_the_studio_counts() -> None:
    """Whatever of the studio runs Manim or the stage must stand in `DRAWING`."""
    studio = PACKAGE / "studio"
    starter = set((studio / "starter").iterdir())  # copied into a lecturer's own folder
    drawing = {path.name for path in set(studio.rglob("*.py")) - starter if _draws(path)}
    assert drawing <= set(DRAWING)


def _draws(path: Path) -> bool:
    names = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            names.update(str(a.value) for a in node.args if isinstance(a, ast.Constant))
    return any(name.startswith(("manim", "calcml.stage")) for name in names)

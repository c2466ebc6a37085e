"""A clip's key changes with whatever its frames depend on, and with nothing else."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from calcml.studio import fingerprint
from calcml.studio.catalogue import SceneCard
from calcml.studio.fingerprint import scene_key
from calcml.studio.quality import QUALITIES
from calcml.studio.sources import PACKAGE, data_of, sources_of

SCENE = "import neighbour\nTABLE = 'table.csv'\nHEIGHT = 1\n"


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """Return a scene file with a neighbour, a table and settings."""
    (tmp_path / "manim.cfg").write_text("[CLI]\n")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/palette.toml").write_text("red = 1\n")
    folder = tmp_path / "scenes"
    folder.mkdir()
    (folder / "mine.py").write_text(SCENE)
    (folder / "neighbour.py").write_text("from further import (\n    A,\n    B,\n)\n")
    (folder / "further.py").write_text("A = B = 1\n")
    (folder / "other.py").write_text("X = 1\n")
    (folder / "table.csv").write_text("1\n")
    (folder / "unused.csv").write_text("1\n")
    return folder / "mine.py"


def key(file: Path, quality: str = "l", theme: str = "dark", *, stills: bool = False) -> str:
    fingerprint.versions.cache_clear()
    card = SceneCard(name="Mine", chapter="c", file=file, sentence="s", lesson=None)
    return scene_key(card, QUALITIES[quality], theme, stills=stills)


def edit(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / name
        path.write_text(path.read_text() + "\n# changed\n")

    return change


@pytest.mark.parametrize(
    "name",
    ["scenes/mine.py", "scenes/neighbour.py", "scenes/further.py", "scenes/table.csv",
     "assets/palette.toml", "manim.cfg"],
)  # fmt: skip
def test_a_change_of_what_is_used_changes_the_key(scene: Path, name: str) -> None:
    before = key(scene)
    edit(name)(scene.parents[1])
    assert key(scene) != before


@pytest.mark.parametrize("name", ["scenes/other.py", "scenes/unused.csv"])
def test_a_change_of_what_is_not_used_leaves_the_key(scene: Path, name: str) -> None:
    before = key(scene)
    edit(name)(scene.parents[1])
    assert key(scene) == before


def test_touching_a_file_leaves_the_key(scene: Path) -> None:
    before = key(scene)
    os.utime(scene, (1, 1))
    assert key(scene) == before


def test_quality_theme_kind_and_versions_are_in_the_key(
    scene: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {key(scene), key(scene, "m"), key(scene, theme="light"), key(scene, stills=True)}
    monkeypatch.setattr(fingerprint, "version", lambda name: f"{name} 99")
    assert len(keys | {key(scene)}) == 5


def test_a_scene_depends_on_the_lesson_and_stage_it_imports(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text("from calcml.lessons import captions\nfrom calcml.stage import LessonScene\n")
    names = {str(path.relative_to(PACKAGE)) for path in sources_of(file) if path != file}
    assert {
        "lessons/captions.py",
        "lessons/entries.py",
        "stage/scene.py",
        "core/errors.py",
    } <= names
    assert not any(name.startswith("studio") for name in names)


def test_names_taken_from_calcml_mean_all_of_its_core(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text("from calcml import derivative\n")
    assert set((PACKAGE / "core").rglob("*.py")) <= set(sources_of(file))


def test_a_module_that_imports_by_name_brings_its_folder(scene: Path) -> None:
    scene.write_text("import importlib\nimportlib.import_module('other')\n")
    assert scene.parent / "other.py" in sources_of(scene)


def test_continued_and_circular_imports_are_followed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("from \\\n    b import x\n")
    (tmp_path / "b.py").write_text("import a, c as d\n")
    (tmp_path / "c.py").write_text("")
    assert [path.name for path in sources_of(tmp_path / "a.py")] == ["a.py", "b.py", "c.py"]
    assert data_of(tmp_path / "a.py") == ()

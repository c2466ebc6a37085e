"""A clip's key changes with whatever its frames depend on, and with nothing else."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from calcml.studio import fingerprint
from calcml.studio.catalogue import SceneCard
from calcml.studio.fingerprint import scene_key
from calcml.studio.quality import QUALITIES

SCENE = """
import neighbour

TABLE = "table.csv"

class Mine:
    def construct(self):
        neighbour.A, open(TABLE), 1
"""


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """Return a scene file with a neighbour, a table and settings."""
    (tmp_path / "manim.cfg").write_text("[CLI]\nfps = 1\n")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/palette.toml").write_text("red = 1\n")
    folder = tmp_path / "scenes"
    folder.mkdir()
    (folder / "mine.py").write_text(SCENE)
    (folder / "neighbour.py").write_text(
        "from further import (\n    A as a,\n    B,\n)\nA = a + 1\n"
    )
    (folder / "further.py").write_text("A = B = 1\n")
    (folder / "other.py").write_text("X = 1\n")
    (folder / "table.csv").write_text("1\n")
    (folder / "unused.csv").write_text("1\n")
    return folder / "mine.py"


def key(file: Path, quality: str = "l", theme: str = "dark", *, stills: bool = False) -> str:
    card = SceneCard(name="Mine", chapter="c", file=file, sentence="s", lesson=None)
    return scene_key(card, QUALITIES[quality], theme, stills=stills)


def edit(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / name
        path.write_text(path.read_text().replace("1", "2"))

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


@pytest.mark.parametrize("name", ["scenes/mine.py", "scenes/neighbour.py", "scenes/further.py"])
def test_a_comment_leaves_the_key(scene: Path, name: str) -> None:
    before = key(scene)
    path = scene.parents[1] / name
    path.write_text(f"# A comment.\n\n{path.read_text()}")
    assert key(scene) == before


@pytest.mark.parametrize("line", ["from calcml.decks import errata", "import calcml.decks.errata"])
def test_claims_of_decks_count_for_scenes_that_import_them(
    scene: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    claims = tmp_path / "limits.toml"
    claims.write_text("1\n")
    monkeypatch.setattr(fingerprint, "_claims", lambda: [claims])
    apart = key(scene)
    claims.write_text("12\n")
    assert key(scene) == apart
    scene.write_text(f"{line}\n{SCENE}")
    before = key(scene)
    claims.write_text("123\n")
    assert key(scene) != before


def test_touching_a_file_leaves_the_key(scene: Path) -> None:
    before = key(scene)
    os.utime(scene, (1, 1))
    assert key(scene) == before


def test_quality_theme_kind_and_versions_are_in_the_key(
    scene: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {key(scene), key(scene, "m"), key(scene, theme="light"), key(scene, stills=True)}
    monkeypatch.setattr(fingerprint, "versions", fingerprint.versions.__wrapped__)  # not kept
    monkeypatch.setattr(fingerprint, "version", lambda name: f"{name} 99")
    assert len(keys | {key(scene)}) == 5

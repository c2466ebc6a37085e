"""What is remembered of the sources is believed only if it is whole and still true."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from calcml.studio.definitions import Disk, Memory, answers
from calcml.studio.fingerprint import beat_keys
from calcml.studio.quality import QUALITIES
from tests.studio.test_definitions import card

Key = Callable[[], dict[str, str]]

SCENE = """
from manim import Scene
import tool

class Mine(Scene):
    def construct(self):
        self.add(tool.x)
"""


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Key:
    """Return a function that computes a key as a new process would, with a store at hand."""
    (tmp_path / "mine.py").write_text(SCENE)
    (tmp_path / "tool.py").write_text("x = 1\n")
    (tmp_path / "media/.calcml").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)

    def compute() -> dict[str, str]:
        monkeypatch.setattr(answers, "_answers", {})
        monkeypatch.setattr(answers, "_projects", {})
        return beat_keys(card(tmp_path, "mine.py", "Mine"), QUALITIES["l"], "dark")

    return compute


def notes() -> list[Path]:
    return sorted(Path("media/.calcml/sources").iterdir())


def test_nothing_is_parsed_again(key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key()
    monkeypatch.setattr(answers.Question, "_found", None)
    assert key() == before


def test_only_the_changed_file_is_parsed_again(key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key()
    parsed = []
    outline_of = vars(sys.modules["calcml.studio.definitions.memory"])["outline_of"]

    def seen(source: bytes) -> object:
        parsed.append(source)
        return outline_of(source)

    monkeypatch.setattr("calcml.studio.definitions.memory.outline_of", seen)
    Path("tool.py").write_text("x = 2\n")
    assert key() != before
    assert parsed == [b"x = 2\n"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda note: note.write_bytes(b""),
        lambda note: note.write_bytes(note.read_bytes()[:-5]),
        lambda note: note.write_bytes(note.read_bytes().replace(b"1", b"2")),
        lambda note: note.write_bytes(b"\xff\xfe\n{}"),
        lambda note: note.unlink(),
    ],
    ids=["empty", "cut", "altered", "garbled", "gone"],
)
def test_spoilt_notes_are_not_believed(key: Key, spoil: Callable[[Path], object]) -> None:
    before = key()
    for note in notes():
        spoil(note)
    assert key() == before


def test_without_a_place_for_notes_keys_are_the_same(key: Key) -> None:
    before = key()
    for note in notes():
        note.unlink()
    Path("media/.calcml/sources").rmdir()
    Path("media/.calcml/sources").write_text("a file stands where the folder should be")
    assert key() == before
    Path("media/.calcml/sources").unlink()
    Path("media/.calcml").rmdir()
    assert key() == before
    assert not Path("media/.calcml").exists()


def test_an_edit_that_keeps_size_and_time_is_seen(key: Key) -> None:
    before, stamp = key(), Path("tool.py").stat()
    Path("tool.py").write_text("x = 3\n")
    os.utime("tool.py", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert key() != before


PRINT_KEY = """
from pathlib import Path
from calcml.studio.catalogue import SceneCard
from calcml.studio.fingerprint import beat_keys
from calcml.studio.quality import QUALITIES
file = Path("mine.py").resolve()
mine = SceneCard(name="Mine", chapter="c", file=file, sentence="s", lesson=None)
print(beat_keys(mine, QUALITIES["l"], "dark"))
import sys
assert not {"manim", "numpy", "sympy"} & set(sys.modules)
"""


def test_processes_agree_while_they_write_the_same_notes(key: Key) -> None:
    command = [sys.executable, "-c", PRINT_KEY]
    crowd = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert {process.communicate()[0].strip() for process in crowd} == {str(key())}
    assert not [note for note in notes() if note.suffix != ".json"]


def test_old_notes_are_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calcml.studio.definitions.memory.KEPT", 10)
    memory = Memory(tmp_path / "notes")
    for number in range(12):
        memory.note(number, number)
        os.utime(max((tmp_path / "notes").iterdir(), key=lambda p: p.stat().st_mtime), (1, number))
    memory.tidy()
    assert len(list((tmp_path / "notes").iterdir())) == 5


def test_a_file_that_vanishes_is_a_change(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    disk = Disk(Memory(None))
    disk.outline(tmp_path / "a.py")
    assert Disk(Memory(None)).still(disk.seen())
    (tmp_path / "a.py").unlink()
    assert not Disk(Memory(None)).still(disk.seen())

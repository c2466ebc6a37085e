"""What a user made or changed is never lost."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from calcml.studio.outputs import Outputs
from calcml.studio.problems import DiskFull, StudioError
from calcml.studio.store import Store


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "media")
    store.open()
    return store


def finished(folder: Path, text: str = "one") -> Path:
    """Return a deck that was just made."""
    made = folder / f"made-{text}"
    (made / "clips").mkdir(parents=True)
    (made / "index.html").write_text(text)
    (made / "clips" / "a.mp4").write_bytes(text.encode())
    return made


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_what_calcml_wrote_gives_way_to_what_is_newer(store, tmp_path):
    target = tmp_path / "out" / "deck"
    Outputs(store).deliver(finished(tmp_path), target)
    Outputs(store).deliver(finished(tmp_path, "two"), target)
    assert contents(target) == {"index.html": "two", "clips/a.mp4": "two"}
    assert [path.name for path in target.parent.iterdir()] == ["deck"]


CHANGES = {
    "edited": lambda deck: (deck / "index.html").write_text("mine"),
    "added": lambda deck: (deck / "clips" / "notes.txt").write_text("mine"),
    "removed": lambda deck: (deck / "clips" / "a.mp4").unlink(),
    "renamed": lambda deck: (deck / "index.html").rename(deck / "start.html"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_since_is_kept_unless_asked_for(store, tmp_path, change):
    target = tmp_path / "deck"
    Outputs(store).deliver(finished(tmp_path), target)
    CHANGES[change](target)
    mine = contents(target)
    for act in (
        Outputs(store).require_free,
        lambda t: Outputs(store).deliver(finished(tmp_path, change), t),
    ):
        with pytest.raises(StudioError, match="was not made by calcml, or was changed since"):
            act(target)
    assert contents(target) == mine
    Outputs(store, force=True).deliver(finished(tmp_path, "new"), target)
    assert contents(target) == {"index.html": "new", "clips/a.mp4": "new"}


def test_a_folder_of_the_users_is_kept(store, tmp_path):
    target = tmp_path / "thesis"
    target.mkdir()
    Outputs(store).require_free(target)  # as long as nothing is in it
    (target / "chapter.tex").write_text("years of work")
    with pytest.raises(StudioError, match="choose another place with -o, or replace it"):
        Outputs(store).require_free(target)


def test_a_file_does_not_take_the_place_of_a_folder(store, tmp_path):
    (tmp_path / "deck").mkdir()
    page = tmp_path / "page.html"
    page.write_text("one")
    with pytest.raises(StudioError, match="deck is a folder: name a file with -o"):
        Outputs(store).deliver(page, tmp_path / "deck")
    assert (tmp_path / "deck").is_dir()


def test_a_file_is_remembered_too(store, tmp_path):
    page, target = tmp_path / "page.html", tmp_path / "deck.html"
    page.write_text("one")
    Outputs(store).deliver(page, target)
    page.unlink()
    page.write_text("two")
    Outputs(store).deliver(page, target)
    target.unlink()
    target.write_text("mine")
    with pytest.raises(StudioError, match="was changed since"):
        Outputs(store).deliver(page, target)
    assert target.read_text() == "mine"


def test_a_memory_that_is_torn_forgets_and_loses_nothing(store, tmp_path):
    target = tmp_path / "deck"
    Outputs(store).deliver(finished(tmp_path), target)
    (store.root / "written.json").write_text("[1, 2")
    with pytest.raises(StudioError, match="was not made by calcml"):
        Outputs(store).require_free(target)
    assert contents(target) == {"index.html": "one", "clips/a.mp4": "one"}


def test_a_folder_that_cannot_be_written_is_told(store, tmp_path):
    (tmp_path / "file").write_text("mine")  # not even root can make a folder in it
    with pytest.raises(StudioError, match=r"cannot write to .*file: .*; choose another folder"):
        Outputs(store).deliver(finished(tmp_path), tmp_path / "file" / "deck")
    assert (tmp_path / "file").read_text() == "mine"


def test_when_the_disk_fills_up_what_was_there_stays(store, tmp_path, monkeypatch):
    target = tmp_path / "out" / "deck"
    Outputs(store).deliver(finished(tmp_path), target)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "hardlink_to", full)
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(DiskFull, match=r"no space left on the device of .*out"):
        Outputs(store).deliver(finished(tmp_path, "two"), target)
    assert contents(target) == {"index.html": "one", "clips/a.mp4": "one"}
    assert [path.name for path in target.parent.iterdir()] == ["deck"]


def test_when_the_new_deck_cannot_take_its_place_the_old_one_comes_back(
    store, tmp_path, monkeypatch
):
    target = tmp_path / "out" / "deck"
    Outputs(store).deliver(finished(tmp_path), target)
    rename = Path.rename

    def failing(self: Path, other: Path) -> Path:
        if self.name == "new":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(StudioError, match="cannot write to"):
        Outputs(store).deliver(finished(tmp_path, "two"), target)
    assert contents(target) == {"index.html": "one", "clips/a.mp4": "one"}
